"""The facilitator's quiet pages: cohorts, people, results, settings."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest

from efficacy.content.library import Library, version_of
from efficacy.flow import Move
from efficacy.services import access, facilitate, present
from efficacy.store.queries import cohorts
from efficacy.web import runtime
from tests.cast import PASSPHRASE, Room, facilitator
from tests.content.house import SHIPPED, lay
from tests.content.test_forms import PLAN, longer


@pytest.fixture(scope="module")
def two_forms(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library whose one plan has a core and a full form."""
    folder = tmp_path_factory.mktemp("two-forms")
    for part in ("instruments", "talks", "consent"):
        shutil.copytree(SHIPPED / part, folder / part)
    lay(folder, f"plans/{PLAN}.yaml", longer())
    return Library(folder)


def _log_in(workshop, room) -> str:
    return access.log_in(workshop, name=room.owner.name, passphrase=PASSPHRASE)


# ------------------------------------------------------------------ cohorts


def test_without_a_cohort_the_page_teaches_the_first_step_and_shows_the_form(
    browser, workshop
) -> None:
    who = facilitator(workshop)
    cookie = access.log_in(workshop, name=who.name, passphrase=PASSPHRASE)
    screen = browser(facilitator=cookie).opens("cohorts")
    assert "Begin with a cohort" in screen.words
    assert "Make the cohort" in [button.label for button in screen.at.button]


def test_a_cohort_is_made_with_its_mode_contact_and_retention(browser, workshop, clock) -> None:
    who = facilitator(workshop)
    cookie = access.log_in(workshop, name=who.name, passphrase=PASSPHRASE)
    screen = browser(facilitator=cookie).opens("cohorts")
    name, contact = screen.at.text_input
    name.set_value("Friday <group>")
    contact.set_value("Rosa, room 12")
    screen.at.radio[0].set_value("group-only")
    country, days = screen.at.selectbox[1:3]
    country.set_value("uk")
    days.set_value(30)
    screen.presses("Make the cohort")
    (card,) = present.cohort_cards(workshop, who)
    assert (card.name, card.mode, card.contact) == ("Friday <group>", "group-only", "Rosa, room 12")
    assert card.retention_ms == clock.now_ms + 30 * 86_400_000
    assert "Friday &lt;group&gt;" in screen.html
    assert card.code in screen.html


def test_a_form_without_a_name_gets_a_sentence_and_makes_nothing(browser, workshop) -> None:
    who = facilitator(workshop)
    cookie = access.log_in(workshop, name=who.name, passphrase=PASSPHRASE)
    screen = browser(facilitator=cookie).opens("cohorts").presses("Make the cohort")
    assert "has 1 to 60 characters" in screen.words
    assert present.cohort_cards(workshop, who) == ()


def test_each_mode_is_explained_where_it_is_chosen(browser, workshop, room) -> None:
    screen = browser(facilitator=_log_in(workshop, room)).opens("cohorts").presses("New cohort")
    options = " ".join(screen.at.radio[0].options)
    assert "by record number" in options
    assert "Nobody can download one person's answers" in options


def test_how_much_the_surveys_ask_is_chosen_only_where_the_plan_has_two_forms(
    browser, workshop, room, two_forms
) -> None:
    cookie = _log_in(workshop, room)
    screen = browser(facilitator=cookie).opens("cohorts").presses("New cohort")
    plain = {card.id for card in present.plan_cards(workshop) if card.survey_minutes is None}
    if plain == {card.id for card in present.plan_cards(workshop)}:
        assert [radio.label for radio in screen.at.radio] == ["Who may see what"]
    runtime.use_workshop(replace(workshop, library=two_forms))
    screen = browser(facilitator=cookie).opens("cohorts").presses("New cohort")
    form = screen.at.radio[1]
    assert form.label == "How much the surveys ask"
    core, full = form.options
    assert ("Core" in core, "Full" in full) == (True, True)
    name, contact = screen.at.text_input[:2]
    name.set_value("Full group")
    contact.set_value("Rosa")
    form.set_value("full")
    screen.presses("Make the cohort")
    made = next(c for c in present.cohort_cards(workshop, room.owner) if c.name == "Full group")
    with workshop.store.read() as tx:
        version = cohorts.by_id(tx, made.id).content_version
    assert version == version_of(two_forms.bundle(PLAN, form="full"))


def test_opening_a_session_puts_the_room_into_its_lobby(browser, workshop, room) -> None:
    screen = browser(facilitator=_log_in(workshop, room)).opens("cohorts").presses("Open")
    (card,) = present.cohort_cards(workshop, room.owner)
    assert card.sessions[0][2] == "live"
    assert card.sessions[0][3] in screen.at.query_params["session"]


def test_each_session_has_a_link_to_its_paper_forms(browser, workshop, room) -> None:
    screen = browser(facilitator=_log_in(workshop, room)).opens("cohorts")
    (card,) = present.cohort_cards(workshop, room.owner)
    links = re.findall(r'href="(/files/paper/[^"]+)"[^>]*>([^<]+)<', screen.html)
    assert links == [
        (f"/files/paper/{room.cohort_id}/{planned_id}", "Paper forms")
        for planned_id, *_ in card.sessions
    ]
    assert links


def test_each_session_has_a_link_to_its_run_sheet_and_the_page_one_to_the_guide(
    browser, workshop, room
) -> None:
    screen = browser(facilitator=_log_in(workshop, room)).opens("cohorts")
    (card,) = present.cohort_cards(workshop, room.owner)
    for planned_id, *_ in card.sessions:
        assert (
            f'href="/files/run-sheet/{card.plan_id}/{planned_id}?cohort={room.cohort_id}"'
            in screen.html
        )
    assert 'href="/files/guide"' in screen.html


def test_a_cohort_is_deleted_only_when_its_code_was_typed(browser, workshop, room) -> None:
    screen = browser(facilitator=_log_in(workshop, room)).opens("cohorts")
    typed = screen.at.text_input(key=f"typed-{room.cohort_id}")
    typed.set_value("wrong")
    screen.presses("Delete everything")
    assert "Nothing was deleted" in screen.words
    screen.at.text_input(key=f"typed-{room.cohort_id}").set_value(room.code.upper())
    screen.presses("Delete everything")
    assert present.cohort_cards(workshop, room.owner) == ()


def test_name_and_contact_can_be_changed_and_the_mode_until_it_is_fixed(
    browser, workshop, room
) -> None:
    screen = browser(facilitator=_log_in(workshop, room)).opens("cohorts")
    screen.at.text_input(key=f"new-name-{room.cohort_id}").set_value("Wednesday group")
    screen.at.radio(key=f"new-mode-{room.cohort_id}").set_value("group-only")
    screen.presses("Keep these changes")
    (card,) = present.cohort_cards(workshop, room.owner)
    assert (card.name, card.mode) == ("Wednesday group", "group-only")
    room.cookie("Heron")  # reads the consent page
    screen.opens("cohorts")
    assert not screen.at.radio
    assert "is fixed" in screen.words


def test_how_people_came_and_what_else_happened_is_asked_and_kept(browser, workshop, room) -> None:
    cookie = _log_in(workshop, room)
    screen = browser(facilitator=cookie).opens("cohorts").presses("New cohort")
    came = next(one for one in screen.at.selectbox if one.label.startswith("How did people come"))
    assert len(came.options) == 5
    assert came.value == ""  # nobody is taken to know
    name, contact = screen.at.text_input[:2]
    name.set_value("Chosen group")
    contact.set_value("Rosa")
    came.set_value("selected")
    screen.presses("Make the cohort")
    made = next(c for c in present.cohort_cards(workshop, room.owner) if c.name == "Chosen group")
    assert (made.recruited, made.happened) == ("selected", "")
    screen.at.selectbox(key=f"new-recruited-{room.cohort_id}").set_value("sent")
    screen.at.text_input(key=f"new-happened-{room.cohort_id}").set_value("A new teacher")
    form = f"FormSubmitter:change-{room.cohort_id}-Keep these changes"
    screen.at.button(key=form).click().run()
    card = next(c for c in present.cohort_cards(workshop, room.owner) if c.id == room.cohort_id)
    assert (card.recruited, card.happened) == ("sent", "A new teacher")


def test_an_ended_cohort_offers_no_new_session(browser, workshop, room) -> None:
    screen = browser(facilitator=_log_in(workshop, room)).opens("cohorts")
    screen.presses("End this cohort")
    assert "Open" not in [button.label for button in screen.at.button]
    assert "ended" in screen.words


# ------------------------------------------------------------------- people


def test_people_are_listed_by_call_name_with_the_pin_behind_a_tap(browser, workshop, scene) -> None:
    (line,) = present.people(workshop, scene.room.owner, scene.room.cohort_id)
    screen = browser(facilitator=scene.owner).opens("people", **scene.query)
    assert "Heron" in screen.words
    assert line.pin not in screen.words
    screen.presses("Show PIN")
    assert f"PIN {line.pin}" in screen.words


def test_a_person_is_removed_and_taken_in_again(browser, workshop, scene) -> None:
    screen = browser(facilitator=scene.owner).opens("people", **scene.query)
    screen.presses("Remove")
    assert "removed" in screen.words
    screen.presses("Take in again")
    (line,) = present.people(workshop, scene.room.owner, scene.room.cohort_id)
    assert not line.is_removed


def test_a_new_pin_is_shown_at_once(browser, workshop, scene) -> None:
    screen = browser(facilitator=scene.owner).opens("people", **scene.query)
    screen.presses("Give a new PIN")
    (line,) = present.people(workshop, scene.room.owner, scene.room.cohort_id)
    assert f"PIN {line.pin}" in screen.words


def test_the_step_at_which_somebody_joined_is_told(browser, scene) -> None:
    scene.room.does(Move.BEGIN)
    scene.room.cookie("Wren")
    screen = browser(facilitator=scene.owner).opens("people", **scene.query)
    assert re.search(r"joined \d\d:\d\d, at step 1", screen.words)


def test_no_record_number_is_on_the_screen_of_call_names(browser, workshop, scene) -> None:
    from efficacy.services import report

    found = report.material(workshop, scene.room.owner, scene.room.cohort_id)
    screen = browser(facilitator=scene.owner).opens("people", **scene.query)
    for number in found.record_numbers:
        assert str(number) not in re.sub(r"\d\d:\d\d", "", screen.words)


# ----------------------------------------------------------------- settings


def test_the_address_for_the_room_can_be_chosen(browser, workshop, scene) -> None:
    screen = browser(facilitator=scene.owner).opens("settings")
    screen.at.radio[0].set_value("10.0.0.5:8501")
    screen.again()
    assert scene.room.console().address == "10.0.0.5:8501"


def test_log_in_from_elsewhere_is_off_and_the_danger_is_said(browser, workshop, scene) -> None:
    screen = browser(facilitator=scene.owner).opens("settings")
    assert screen.at.toggle[0].value is False
    assert "on an open Wi-Fi anybody near can read it" in screen.words
    screen.at.toggle[0].set_value(True)
    screen.again()
    assert access.allows_remote_login(workshop)


def test_logging_out_is_a_form_that_posts(browser, scene) -> None:
    for address in ("cohorts", "people", "results", "settings"):
        screen = browser(facilitator=scene.owner).opens(address, **scene.query)
        assert '<form class="de-who" method="post" action="/logout">' in screen.html


def test_every_quiet_page_hears_of_a_log_out(browser, scene) -> None:
    for address in ("cohorts", "people", "results", "settings"):
        screen = browser(facilitator=scene.owner).opens(address, **scene.query)
        assert any("/live?as=console" in one for one in screen.components)


def test_somebody_else_s_cohort_can_be_neither_ended_nor_deleted(workshop, browser, scene) -> None:
    other = Room.made(workshop, scene.room.clock, name="Evening class")
    screen = browser(facilitator=_log_in(workshop, other)).opens("cohorts")
    assert "Tuesday group" not in screen.words
    assert facilitate.MODES == ("confidential", "group-only")
