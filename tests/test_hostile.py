"""What a room full of people who mean no good, or a machine that has a bad day, may try.

Each test is one hole that was looked for; some were found open.
"""

from __future__ import annotations

import logging
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from playwright.sync_api import sync_playwright
from sqlalchemy import text
from starlette.websockets import WebSocketDisconnect

from efficacy.errors import (
    CanDoError,
    Conflict,
    InvalidValue,
    NotAllowed,
    NotFound,
    StageError,
    StoreError,
)
from efficacy.flow import Move
from efficacy.services import (
    access,
    exports,
    facilitate,
    participate,
    pinned,
    present,
    report,
    typed,
)
from efficacy.services.workshop import Workshop
from efficacy.store.queries import responses, sessions
from tests.cast import PASSPHRASE, Clock, Ear, Room, facilitator, logged_in, participant_behind
from tests.pages.conftest import browser, scene  # noqa: F401
from tests.web.conftest import pauses, site  # noqa: F401
from tests.web.house import ORIGIN, Browser, Pauses, Site, hidden

RLO, ZWSP, ZWJ, ZWNJ, BOM = "\u202e", "\u200b", "\u200d", "\u200c", "\ufeff"


# ------------------------------------------------- call names and other words


@pytest.mark.parametrize("hidden_one", [RLO, ZWSP, BOM, "\u2066", "\u00ad", "\U000e0041"])
def test_what_cannot_be_seen_is_left_out_of_a_call_name(hidden_one: str) -> None:
    assert participate.checked_call_name(f"He{hidden_one}ron") == "Heron"


@pytest.mark.parametrize(
    "name", ["\u3164", "\u2800", "\u115f\u1160", "\uffa0", ZWSP, RLO, "\ufe0f"]
)
def test_a_call_name_of_which_nothing_can_be_seen_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue):
        participate.checked_call_name(name)


@pytest.mark.parametrize("name", ["\ue000x", "\U000f0000x", "ab\uffff", "He\x07ron", "\ufdd0x"])
def test_signs_that_no_font_knows_are_refused(name: str) -> None:
    with pytest.raises(InvalidValue):
        participate.checked_call_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Zoë",
        "Đặng Thị Ân",
        "محمد",
        "नमिता",
        "สมชายน้ำ",
        "മലയാളം",
        "می\u200cخواهم",
        "Anne-Marie O'Neill",
        "👩🏽\u200d🏫",
        "R2-D2",
        "שִׁירָה",
    ],
)
def test_names_as_people_write_them_stay_as_they_are(name: str) -> None:
    assert participate.checked_call_name(name) == unicodedata.normalize("NFC", name)


def test_a_flood_of_marks_over_one_letter_is_cut_down() -> None:
    name = participate.checked_call_name("Z" + "\u0335\u0336\u0337\u0338" * 5 + "algo")
    assert name.startswith("Z")
    assert name.endswith("algo")
    assert len(name) <= 9


def test_nobody_takes_a_name_that_looks_like_another_in_the_room(room: Room) -> None:
    room.joins("Heron")
    doubles = (f"Hero{ZWNJ}n", f"H{ZWJ}eron", f"{BOM}heron", "Ｈｅｒｏｎ", "Heron\ufe0f", "HERON ")
    for double in doubles:
        with pytest.raises((Conflict, InvalidValue)):
            room.joins(double)


def test_a_joiner_at_the_edge_of_a_name_is_left_out() -> None:
    assert participate.checked_call_name(f"{ZWJ}Heron{ZWJ}") == "Heron"


@given(some.text(max_size=80))
def test_a_call_name_that_is_taken_can_be_seen_and_is_short(words: str) -> None:
    try:
        name = participate.checked_call_name(words)
    except InvalidValue:
        return
    assert 1 <= len(name) <= participate.CALL_NAME_MAX
    assert participate.checked_call_name(name) == name
    assert not any(
        unicodedata.bidirectional(sign)
        in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")
        for sign in name
    )
    assert typed.folded(name)


def test_who_comes_back_may_type_the_name_as_their_keyboard_spells_it(room: Room) -> None:
    who = room.joins("Zoë")
    pin = room.screen(who).pin
    token = participate.come_back(room.workshop, room.code, call_name=f"zoe\u0308{ZWSP}", pin=pin)
    assert participant_behind(room.workshop, token).id == who.id


def test_a_message_with_a_picture_of_several_signs_is_taken(room: Room) -> None:
    room.opens()
    facilitate.say_to_all(room.workshop, room.owner, room.session_id, "Pause 👩🏽\u200d🏫 now")
    assert room.console().message == "Pause 👩🏽\u200d🏫 now"


def test_a_cohorts_name_keeps_no_sign_that_turns_the_line_around(room: Room) -> None:
    facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, name=f"Tues{RLO}day")
    assert room_card(room).name == "Tuesday"


def test_a_wrong_length_is_said_of_the_field_that_has_it(room: Room) -> None:
    with pytest.raises(InvalidValue, match="contact"):
        facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, contact="x" * 121)
    with pytest.raises(InvalidValue, match="name"):
        facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, name="")


def room_card(room: Room):
    return next(
        card
        for card in present.cohort_cards(room.workshop, room.owner)
        if card.id == room.cohort_id
    )


# ----------------------------------------------------------- joining, twice


def test_a_double_tap_is_one_person(room: Room) -> None:
    first = room.joins("Heron", ticket="a" * 64)
    second = room.joins("heron ", ticket="a" * 64)
    assert first.id == second.id
    assert first.device_id != second.device_id


def test_the_next_person_at_a_shared_computer_is_never_let_in_as_the_one_before(room: Room) -> None:
    before = room.joins("Heron", ticket="a" * 64)
    participate.leave_device(room.workshop, before)
    # The page with the form came out of the browser's memory, with its ticket.
    after = room.joins("Wren", ticket="a" * 64)
    assert after.id != before.id
    assert room.screen(after).call_name == "Wren"


def test_a_ticket_of_another_room_lets_nobody_into_this_one_as_somebody_else(
    room: Room, workshop: Workshop, clock: Clock
) -> None:
    other = Room.made(workshop, clock, name="Other group")
    stranger = other.joins("Heron", ticket="a" * 64)
    here = room.joins("Heron", ticket="a" * 64)
    assert here.id != stranger.id
    assert here.cohort_id == room.cohort_id


def test_a_removed_person_is_not_let_in_by_the_old_ticket(room: Room) -> None:
    who = room.joins("Heron", ticket="a" * 64)
    facilitate.remove_person(room.workshop, room.owner, who.id)
    cookie = room.cookie("Heron", ticket="a" * 64)
    assert access.who_is(room.workshop, {access.COOKIE_PARTICIPANT: cookie}).participant is None


# ------------------------------------------------------------------- consent


def test_the_promise_on_the_page_is_the_one_that_is_fixed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facilitator changes the mode between the reading and the fixing."""
    write, raced = room.workshop.store.write, []

    def slow_write(job):
        if not raced:
            raced.append(True)
            facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, mode="group-only")
        return write(job)

    monkeypatch.setattr(room.workshop.store, "write", slow_write)
    door = participate.door(room.workshop, room.code)
    monkeypatch.undo()
    content = room.workshop.library.bundle("starter-45")
    promised = next(iter(content.consents.values())).said_in(room_card(room).mode)
    assert door.sentences == promised


def test_whoever_takes_the_yes_back_is_no_longer_in_the_rooms_picture(room: Room) -> None:
    people = [room.joins(f"P{n}") for n in range(5)]
    room.opens()
    consent_run = run_of_consent(room)
    room.goes_to("survey", wave="pre")
    for who in people:
        room.fills(who)
    survey = room.screen(people[0]).step.run_id
    participate.act(room.workshop, people[0], run_id=consent_run, action_id="survey-no", counter=99)
    with room.workshop.store.read() as tx:
        kept = {row.participant_id for row in responses.of_run(tx, survey)}
    assert people[0].id not in kept
    room.does(Move.CLOSE)
    figures = frozen_of(room, survey)
    assert figures is not None
    assert '"n": 5' not in figures


def run_of_consent(room: Room) -> str:
    room.goes_to("consent")
    with room.workshop.store.read() as tx:
        row = sessions.by_id(tx, room.session_id)
        return row.run_id


def frozen_of(room: Room, run_id: str) -> str | None:
    with room.workshop.store.read() as tx:
        return sessions.run(tx, run_id).frozen


def test_a_person_who_was_removed_is_counted_nowhere(room: Room, ear: Ear) -> None:
    people = [room.joins(f"P{n}") for n in range(3)]
    room.opens()
    room.goes_to("survey", wave="pre")
    for who in people:
        room.fills(who)
    facilitate.remove_person(room.workshop, room.owner, people[0].id)
    counts = room.console().counts
    assert (counts.joined, counts.expected, counts.started, counts.done) == (2, 2, 2, 2)


def test_a_person_who_passed_and_was_removed_is_counted_nowhere(room: Room) -> None:
    who, _ = room.joins("P1"), room.joins("P2")
    room.opens()
    room.goes_to("survey", wave="pre")
    run_id = room.screen(who).step.run_id
    participate.act(room.workshop, who, run_id=run_id, action_id="pass", counter=1)
    facilitate.remove_person(room.workshop, room.owner, who.id)
    assert room.console().counts.done == 0


# ---------------------------------------------------------- time, and its lies


def test_nobody_answers_what_was_over_before_they_joined(room: Room, clock: Clock) -> None:
    early = room.joins("Early")
    room.opens()
    room.goes_to("survey", wave="pre")
    run_id, item = room.screen(early).step.run_id, room.ratings(early)[0]
    clock.pass_s(60)
    room.does(Move.CLOSE)
    clock.pass_s(60)
    late = room.joins("Late")
    receipt = room.answers(late, item, 50, counter=1, run_id=run_id, age_ms=90_000)
    assert not receipt.ok
    assert receipt.sentence
    with room.workshop.store.read() as tx:
        assert responses.of_person(tx, run_id, late.id) == []


def test_an_answer_is_never_given_before_its_giver_came(room: Room, clock: Clock) -> None:
    room.joins("Early")
    room.opens()
    room.goes_to("survey", wave="pre")
    clock.pass_s(60)
    late = room.joins("Late")
    item = room.ratings(late)[0]
    assert room.answers(late, item, 50, counter=1, age_ms=10**9).ok
    with room.workshop.store.read() as tx:
        (row,) = responses.of_person(tx, room.screen(late).step.run_id, late.id)
    assert row.given_ms == clock()


def test_the_live_session_is_on_the_screens_after_the_clock_went_back(
    room: Room, clock: Clock
) -> None:
    """Two sessions, and the laptop's clock was put right in between."""
    who = room.joins("Heron")
    room.opens()
    room.does(Move.BEGIN)
    room.does(Move.END)
    clock.pass_s(-3600)
    with room.workshop.store.read() as tx:
        held = sessions.newest(tx, room.cohort_id)
    room.workshop.store.write(
        lambda tx: sessions.add(
            tx,
            id="second",
            cohort_id=room.cohort_id,
            planned_id="another",
            opened_ms=clock(),
            revision=1,
        )
    )
    with room.workshop.store.read() as tx:
        assert sessions.newest(tx, room.cohort_id).id == "second"
    assert held.id != "second"
    assert present.token_for_participant(room.workshop, who).endswith("live")


def test_a_clock_that_goes_back_gives_nobody_more_time_than_the_step_has(
    room: Room, clock: Clock
) -> None:
    who = room.joins("Heron")
    room.opens()
    room.goes_to("discussion")
    whole = room.screen(who).step.timer.length_s
    clock.pass_s(-7200)
    assert 0 <= room.screen(who).step.timer.remaining_s <= whole
    assert room.console().elapsed_s >= 0


def test_an_answer_after_the_clock_went_back_is_kept(room: Room, clock: Clock) -> None:
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    item = room.ratings(who)[0]
    assert room.answers(who, item, 20, counter=1).ok
    clock.pass_s(-7200)
    assert room.answers(who, item, 80, counter=2).ok
    assert room.screen(who).values[item] == 80


def test_call_names_are_not_deleted_while_their_cohort_meets(room: Room, clock: Clock) -> None:
    who = room.joins("Heron")
    clock.pass_s(200 * 86_400)
    room.opens()
    room.does(Move.BEGIN)
    assert facilitate.purge_due(room.workshop).cohorts == 0
    assert room.screen(who).call_name == "Heron"
    room.does(Move.END)
    assert facilitate.purge_due(room.workshop).cohorts == 1


def test_a_session_that_nobody_ended_keeps_no_call_name_past_its_day(
    room: Room, clock: Clock
) -> None:
    room.joins("Heron")
    room.opens()
    clock.pass_s(200 * 86_400)
    assert facilitate.purge_due(room.workshop).cohorts == 1


# ------------------------------------------------- what is gone meanwhile


def test_screens_that_are_open_while_their_cohort_is_deleted_say_so(room: Room) -> None:
    who = room.joins("Heron")
    room.opens()
    room.does(Move.BEGIN)
    token = facilitate.open_projector(room.workshop, room.owner, room.session_id)
    wall = access.who_is(room.workshop, {access.COOKIE_PROJECTOR: token}).projector
    assert wall is not None
    facilitate.delete_cohort(room.workshop, room.owner, room.cohort_id, typed_code=room.code)
    assert present.token_for_participant(room.workshop, who) == "gone"
    assert present.token_for_projector(room.workshop, wall) == "gone"
    assert present.token_for_console(room.workshop, room.owner, room.session_id) == "gone"
    assert present.projector_screen(room.workshop, wall).code == ""
    with pytest.raises(NotAllowed):
        room.screen(who)
    with pytest.raises(NotFound):
        room.console()
    with pytest.raises(NotAllowed):
        room.answers(who, "any", 1, counter=1, run_id="any")


def test_nothing_of_a_deleted_cohort_is_left_in_the_file(room: Room, tmp_path: Path) -> None:
    room.joins("Quetzalcoatl")
    facilitate.delete_cohort(room.workshop, room.owner, room.cohort_id, typed_code=room.code)
    left = [
        path.name for path in tmp_path.glob("workshop.db*") if b"Quetzalcoatl" in path.read_bytes()
    ]
    assert left == []


def test_screens_that_are_open_while_call_names_are_deleted_say_so(
    room: Room, clock: Clock
) -> None:
    who = room.joins("Heron")
    cookie = room.cookie("Wren")
    clock.pass_s(400 * 86_400)
    facilitate.purge_due(room.workshop)
    with pytest.raises(NotAllowed):
        room.screen(who)
    with pytest.raises(NotAllowed):
        participate.greet(room.workshop, who)
    assert access.who_is(room.workshop, {access.COOKIE_PARTICIPANT: cookie}) == access.Visitor()
    assert present.people(room.workshop, room.owner, room.cohort_id) == ()
    assert present.token_for_participant(room.workshop, who) == "gone"
    with pytest.raises((NotAllowed, StageError, NotFound)):
        participate.come_back(room.workshop, room.code, call_name="Heron", pin="0000")


def test_a_new_pin_for_somebody_without_a_call_name_is_refused_with_a_sentence(
    room: Room, clock: Clock
) -> None:
    who = room.joins("Heron")
    clock.pass_s(400 * 86_400)
    facilitate.purge_due(room.workshop)
    with pytest.raises(CanDoError):
        facilitate.new_pin(room.workshop, room.owner, who.id)


def test_content_that_is_missing_is_a_sentence_on_every_screen(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = room.joins("Heron")
    room.opens()
    room.does(Move.BEGIN)
    lose_content(room, monkeypatch)
    for look in (
        lambda: room.screen(who),
        room.console,
        lambda: participate.door(room.workshop, room.code),
        lambda: report.results(room.workshop, room.owner, room.cohort_id),
    ):
        with pytest.raises(StoreError, match="backup"):
            look()


def test_one_cohort_without_content_hides_no_other(
    room: Room, workshop: Workshop, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_content(room, monkeypatch)
    cards = present.cohort_cards(workshop, room.owner)
    assert [card.code for card in cards] == [room.code]
    assert cards[0].sessions == ()
    # It can still be deleted.
    facilitate.delete_cohort(workshop, room.owner, room.cohort_id, typed_code=room.code)
    assert present.cohort_cards(workshop, room.owner) == ()


def lose_content(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.workshop.store.write(
        lambda tx: tx.execute(text("UPDATE content SET body = '{\"plans\": 5}'")) and None
    )
    monkeypatch.setattr(pinned, "_bodies", {})


# --------------------------------------------------------- one cohort, another


def test_no_verb_reaches_into_another_facilitators_cohort(
    room: Room, workshop: Workshop, clock: Clock
) -> None:
    """Each id is real; only the asker is wrong."""
    who = room.joins("Heron")
    room.opens()
    stranger = facilitator(workshop, "Stranger")
    session_id, cohort_id = room.session_id, room.cohort_id
    attempts = {
        "change": lambda: facilitate.change_cohort(workshop, stranger, cohort_id, name="Mine"),
        "end": lambda: facilitate.end_cohort(workshop, stranger, cohort_id),
        "delete": lambda: facilitate.delete_cohort(
            workshop, stranger, cohort_id, typed_code=room.code
        ),
        "open": lambda: facilitate.open_session(workshop, stranger, cohort_id, "any"),
        "move": lambda: facilitate.move(workshop, stranger, session_id, Move.BEGIN, revision=1),
        "say": lambda: facilitate.say_to_all(workshop, stranger, session_id, "Hello"),
        "project": lambda: facilitate.open_projector(workshop, stranger, session_id),
        "remove": lambda: facilitate.remove_person(workshop, stranger, who.id),
        "restore": lambda: facilitate.restore_person(workshop, stranger, who.id),
        "pin": lambda: facilitate.new_pin(workshop, stranger, who.id),
        "console": lambda: present.console_screen(workshop, stranger, session_id),
        "people": lambda: present.people(workshop, stranger, cohort_id),
        "results": lambda: report.results(workshop, stranger, cohort_id),
        "workbook": lambda: exports.workbook(workshop, stranger, cohort_id),
        "code": lambda: report.cohort_with_code(workshop, stranger, room.code),
    }
    for attempt in attempts.values():
        with pytest.raises(NotFound):
            attempt()
    assert present.cohort_cards(workshop, stranger) == ()


def test_no_verb_of_a_facilitator_takes_a_participant_or_a_projector(room: Room) -> None:
    who = room.joins("Heron")
    room.opens()
    wall = access.Projector(room.session_id, room.cohort_id)
    for pretender in (who, wall, None):
        for attempt in (
            lambda p=pretender: facilitate.end_cohort(room.workshop, p, room.cohort_id),
            lambda p=pretender: facilitate.move(
                room.workshop, p, room.session_id, Move.BEGIN, revision=1
            ),
            lambda p=pretender: present.people(room.workshop, p, room.cohort_id),
            lambda p=pretender: present.cohort_cards(room.workshop, p),
            lambda p=pretender: exports.workbook(room.workshop, p, room.cohort_id),
            lambda p=pretender: access.set_remote_login(room.workshop, p, allowed=True),
            lambda p=pretender: access.facilitator_names(room.workshop, p),
            lambda p=pretender: facilitate.set_address(room.workshop, p, "10.0.0.5:8501"),
        ):
            with pytest.raises(CanDoError):
                attempt()


def test_a_device_of_one_person_does_nothing_in_the_name_of_another(room: Room) -> None:
    heron, wren = room.joins("Heron"), room.joins("Wren")
    room.opens()
    room.does(Move.BEGIN)
    forged = access.Participant(wren.id, wren.cohort_id, heron.device_id, "en")
    with pytest.raises(NotAllowed):
        room.screen(forged)
    with pytest.raises(NotAllowed):
        room.answers(forged, "any", 1, counter=1, run_id="any")


def test_two_live_sessions_of_two_cohorts_know_nothing_of_each_other(
    room: Room, workshop: Workshop, clock: Clock
) -> None:
    other = Room.made(workshop, clock, name="Other group")
    heron, wren = room.joins("Heron"), other.joins("Wren")
    room.opens()
    other.opens()
    room.goes_to("survey", wave="pre")
    assert other.screen(wren).place == "lobby"
    run_id, item = room.screen(heron).step.run_id, room.ratings(heron)[0]
    refused = other.answers(wren, item, 50, counter=1, run_id=run_id)
    assert not refused.ok
    assert room.console().counts.started == 0
    assert other.console().counts.joined == 1


# --------------------------------------------------------------- who logs in


@pytest.mark.parametrize("name", ["Élodie Ångström", "ÖZLEM", "İpek", "Ζωή", "Ольга"])
def test_a_facilitator_logs_in_whatever_the_letters_of_their_name(
    workshop: Workshop, name: str
) -> None:
    facilitator(workshop, name)
    for spelt in (name, name.lower(), f"  {name} ", unicodedata.normalize("NFD", name)):
        cookie = access.log_in(workshop, name=spelt, passphrase=PASSPHRASE)
        assert logged_in(workshop, cookie).name == name


def test_two_facilitators_never_share_a_name_but_for_its_case(workshop: Workshop) -> None:
    facilitator(workshop, "Élodie")
    with pytest.raises(Conflict):
        facilitator(workshop, "élodie")


def test_writing_a_name_in_another_case_is_no_new_run_of_tries(
    site: Site,
    pauses: Pauses,
    room: Room,
) -> None:
    laptop = site.browser(at="127.0.0.1")
    name = "owner of tuesday group"
    for n in range(8):
        spelt = name[:n] + name[n:].upper()
        laptop.post("/login", {"name": spelt, "passphrase": "wrong wrong wrong"})
    assert len(pauses.seconds) == 3


# -------------------------------------------------- words that are markup


NASTY = "<img src=x onerror=alert(1)>{n}%s**x**"


def test_a_nasty_cohort_name_is_text_on_the_door_and_in_the_workbook(
    site: Site,
    room: Room,
    tmp_path: Path,
) -> None:
    facilitate.change_cohort(
        room.workshop,
        room.owner,
        room.cohort_id,
        name=f'=HYPERLINK("http://x"){NASTY}'[:60],
        contact=f"@SUM(1){NASTY}",
    )
    page = site.browser().get(f"/j/{room.code}").text
    assert "<img src=x" not in page
    import io

    from openpyxl import load_workbook

    _, content = exports.workbook(room.workshop, room.owner, room.cohort_id)
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]


def test_words_in_a_button_are_words_and_no_markdown() -> None:
    from pages._ui.text import plain

    for words in (
        "1. Welcome",
        "**bold** _x_",
        "# Head",
        "[a](http://x)",
        ":material/home:",
        ":red[x]",
        "`x` $y$ <b>",
        "- x",
        "~~a~~",
        "> a",
        "a | b",
    ):
        assert re.sub(r"\\(.)", r"\1", plain(words)) == words
        assert not re.search(r"(?<!\\)(?:[*_#\[\]`$<>|~]|:\w|^- |^1\.)", plain(words))
    for words in ("Next: The four sources", "Tuesday 9:30", "Close", "It is 5 p. m."):
        assert "\\" not in plain(words).replace("9\\:30", "9:30")


def test_no_label_of_streamlit_gets_words_that_somebody_typed() -> None:
    """Labels are Markdown: what goes into one is a fixed sentence, a number or ``plain``."""
    controls = (Path(__file__).parents[1] / "pages/_ui/controls.py").read_text("utf-8")
    assert "plain(" in controls
    gate = (Path(__file__).parents[1] / "pages/_ui/gate.py").read_text("utf-8")
    assert "st.toast(text.plain(" in gate or "st.toast(plain(" in gate


def looks(name: str) -> str:
    styles = Path(__file__).parents[1] / "pages" / "_ui" / "styles"
    files = {
        "room": ("base", "phone"),
        "cohorts": ("base", "desk"),
        "projector": ("base", "room", "projector"),
        "console": ("base", "room", "console"),
    }
    return "\n".join((styles / f"{file}.css").read_text("utf-8") for file in files[name])


@pytest.mark.browser
def test_a_word_without_an_end_makes_no_screen_wider_than_it_is(
    browser,
    scene,
) -> None:
    """All that can be typed, at its longest and without a space."""
    room = scene.room
    facilitate.change_cohort(
        room.workshop, room.owner, room.cohort_id, name="W" * 60, contact="W" * 120
    )
    facilitate.say_to_all(room.workshop, room.owner, room.session_id, "W" * 200)
    guest = room.cookie("W" * 24)
    drawn = {
        "room": browser(participant=guest).opens("room").html,
        "projector": browser(projector=scene.projector).opens("projector").html,
        "cohorts": browser(facilitator=scene.owner).opens("cohorts").html,
        "console": browser(facilitator=scene.owner).opens("console", **scene.query).html,
    }
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, width in (
            ("room", 320),
            ("projector", 1280),
            ("cohorts", 1280),
            ("console", 1280),
        ):
            page = chromium.new_page(viewport={"width": width, "height": 700})
            page.set_content(f'<style>{looks(name)}</style><div class="stHtml">{drawn[name]}</div>')
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        chromium.close()


# ------------------------------------------------------------------- the wire


def test_a_websocket_of_a_page_from_elsewhere_reaches_nothing(site: Site) -> None:
    phone = site.browser()
    for origin in ("http://evil.test", "http://localhost:3000", "null", None):
        headers = {"Origin": origin} if origin else {}
        for path in ("/_stcore/stream", "/live?as=participant", "/x/_stcore/stream"):
            with (
                pytest.raises(WebSocketDisconnect) as refused,
                phone.client.websocket_connect(f"ws://room.test:8501{path}", headers=headers),
            ):
                pass
            assert refused.value.code == 1008


def test_no_page_from_elsewhere_makes_the_server_ask_outside_for_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Streamlit would, to compare the Origin with this machine's public address."""
    from streamlit import net_util
    from streamlit.web.server import server_util

    import workshop_app

    def calls(*_: object, **__: object) -> None:
        raise AssertionError("The server called outside.")

    monkeypatch.setattr(net_util, "_make_blocking_http_get", calls)
    monkeypatch.setattr(net_util, "_external_ip", None)
    assert workshop_app.app is not None
    assert not server_util.is_url_from_allowed_origins("http://evil.test")


@pytest.mark.parametrize("path", ["*", "", "//", "/%2e%2e/", "/\u202e", "/a" * 3000])
def test_an_odd_address_is_answered_like_any_unknown_one(site: Site, path: str) -> None:
    import asyncio

    from efficacy.web.shell import Front

    sent: list[dict] = []

    async def send(message) -> None:
        sent.append(message)

    async def nothing(*_) -> None:
        raise AssertionError("reached Streamlit")

    scope = {
        "type": "http",
        "method": "OPTIONS",
        "path": path,
        "raw_path": b"*",
        "headers": [],
        "query_string": b"",
        "scheme": "http",
        "server": ("room.test", 8501),
    }
    asyncio.run(Front(nothing)(scope, None, send))
    assert sent[0]["status"] == 404


def test_nothing_can_be_uploaded_by_anybody_but_a_facilitator(site: Site) -> None:
    phone = site.browser()
    for method in ("PUT", "DELETE", "OPTIONS", "POST"):
        reply = phone.client.request(
            method, "/_stcore/upload_file/session/file", headers={"Origin": ORIGIN}
        )
        assert reply.status_code == 404, method


def test_what_people_typed_is_in_no_log(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """An error of the database carries what was to be written, unless told not to."""

    def job(tx):
        tx.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "Quetzalcoatl"})

    with caplog.at_level(logging.DEBUG), pytest.raises(Exception, match="nowhere") as broken:
        room.workshop.store.write(job)
    assert "Quetzalcoatl" not in str(broken.value)
    assert "Quetzalcoatl" not in caplog.text


SPELT = ("Heron", "heron", "HERON", "Ｈeron", f"He{ZWSP}ron", "hERON ", "Heron")


def test_the_tries_of_one_pin_go_on_costing_time_whatever_is_typed_beside_it(
    site: Site,
    pauses: Pauses,
    room: Room,
) -> None:
    room.joins("Heron")
    phone = site.browser()
    for n, spelt in enumerate(SPELT):
        code = room.code.upper() if n % 2 else f" {room.code[:3]}-{room.code[3:]}"
        phone.post("/return", {"code": code, "call_name": spelt, "pin": "xxxx"})
    assert len(pauses.seconds) == 2


def test_a_form_with_a_forged_ticket_is_asked_to_load_the_page_again(
    site: Site,
    room: Room,
) -> None:
    phone: Browser = site.browser()
    form = hidden(phone.get(f"/j/{room.code}")) | {"call_name": "Heron", "survey": "yes"}
    for ticket in ("", "x" * 64, "a" * 63, "A" * 64, "a" * 64 + "\n"):
        reply = phone.post(f"/j/{room.code}", form | {"ticket": ticket})
        assert reply.status_code == 422, ticket
    assert room_card(room).participants == 0
