"""Stories handed on: given, read by the counselor alone, edited, saved, told, and withdrawn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from efficacy.content.own import WITHDRAWN, read_withdrawn
from efficacy.errors import (
    Conflict,
    ContentError,
    InvalidValue,
    NotAllowed,
    NotFound,
    StageError,
)
from efficacy.flow import Move
from efficacy.services import access, facilitate, paper, present
from efficacy.services.facilitate import DAY_MS, stories
from efficacy.services.told import silent, today
from efficacy.store.queries import exchange, responses, sessions
from tests.cast import facilitator
from tests.services.handed import SHIPPED, WORDS, Handing, replaced, storytelling


@pytest.fixture
def handing(workshop, clock, tmp_path: Path) -> Handing:
    return Handing.made(workshop, clock, tmp_path / "own")


def lines(screen) -> str:
    """Return all that stands on somebody's cards."""
    return " ".join(
        line for card in screen.cards for line in (card.title, *card.lines, *card.points)
    )


# --------------------------------------------------------- it reaches the counselor alone


def test_what_is_given_is_read_by_the_counselor_box_by_box(handing: Handing) -> None:
    handing.gives()
    (one,) = handing.given()
    assert one.words == WORDS
    assert (one.call_name, one.is_live, one.is_saved) == ("Heron", True, False)
    assert one.consent_until == one.given.replace(year=one.given.year + 2)


def test_the_months_of_the_plan_say_until_when(workshop, clock, tmp_path: Path) -> None:
    handing = Handing.made(workshop, clock, tmp_path / "own", consent_months=12)
    handing.gives()
    (one,) = handing.given()
    assert one.consent_until == one.given.replace(year=one.given.year + 1)


def test_the_page_says_the_same_last_day_that_is_stored(handing: Handing) -> None:
    who = handing.gives()
    assert handing.given()[0].consent_until.isoformat() in lines(handing.room.screen(who))


@pytest.mark.parametrize("way", ["done", "pass"])
def test_what_is_kept_reaches_nobody(handing: Handing, way: str) -> None:
    who = handing.room.joins("Heron")
    handing.writes(who)
    handing.presses(who, way)
    assert handing.given() == ()
    assert handing.room.console().stories == 0


def test_the_console_says_how_many_and_no_word(handing: Handing) -> None:
    for name in ("Heron", "Wren"):
        handing.gives(name)
    console = handing.room.console()
    assert console.stories == 2
    assert console.notes == ()
    assert WORDS["hard"] not in repr(console)


def test_the_token_of_the_console_changes_when_a_story_comes(handing: Handing) -> None:
    before = handing.room.console().token
    handing.gives()
    assert handing.room.console().token != before


def test_no_word_comes_to_the_projector_or_to_another_participant(handing: Handing) -> None:
    handing.gives()
    other = handing.room.joins("Wren")
    room = handing.room
    projector = access.Projector(room.session_id, room.cohort_id)
    for move in (None, Move.CLOSE):
        if move:
            room.does(move)
        shown = repr(present.projector_screen(room.workshop, projector)) + repr(room.screen(other))
        for words in WORDS.values():
            if len(words) > 3:
                assert words not in shown


def test_no_decision_can_put_it_in_front(handing: Handing) -> None:
    handing.gives()
    room = handing.room
    for note in notes(handing):
        with pytest.raises(Conflict):
            facilitate.decide_note(
                room.workshop, room.owner, room.session_id, note.id, is_approved=True
            )
        decided = room.workshop.store.write(
            lambda tx, id=note.id: exchange.decide(tx, id, state="approved", now_ms=1)
        )
        assert not decided


def notes(handing: Handing):
    with handing.room.workshop.store.read() as tx:
        return exchange.to_counselor(tx, handing.room.cohort_id)


def test_another_counselor_and_a_participant_read_nothing(handing: Handing) -> None:
    who = handing.gives()
    (one,) = handing.given()
    workshop = handing.room.workshop
    stranger = facilitator(workshop, "Another")
    with pytest.raises(NotFound):
        facilitate.stories_given(workshop, stranger, handing.room.cohort_id)
    with pytest.raises(NotFound):
        facilitate.draft_story(workshop, stranger, one.note_id)
    with pytest.raises(NotFound):
        facilitate.withdraw_story(workshop, stranger, one.story_id)
    for verb in (facilitate.stories_given, facilitate.draft_story, facilitate.withdraw_story):
        with pytest.raises(NotAllowed):
            verb(workshop, who, one.note_id)
    assert len(handing.given()) == 1


# ----------------------------------------------------- until it is taken back, or names go


def test_taken_back_on_screen_all_of_it_is_gone_also_the_edit(handing: Handing) -> None:
    who = handing.gives()
    (one,) = handing.given()
    room = handing.room
    facilitate.keep_draft(room.workshop, room.owner, one.note_id, handing.edited(one.note_id))
    assert handing.presses(who, "take-back") is None
    assert handing.given() == ()
    assert notes(handing) == []
    with pytest.raises(NotFound):
        facilitate.draft_story(room.workshop, room.owner, one.note_id)


def test_after_close_it_can_be_taken_back_and_after_the_end_it_stays(handing: Handing) -> None:
    first, second = handing.gives("Heron"), handing.gives("Wren")
    handing.room.does(Move.CLOSE)
    assert handing.presses(first, "take-back") is None
    run = handing.room.screen(second).step.run_id
    handing.ends()
    assert [one.call_name for one in handing.given()] == ["Wren"]
    assert handing.room.screen(second).step is None
    assert run


def test_given_again_in_other_words_only_those_are_there(handing: Handing) -> None:
    who = handing.gives()
    handing.presses(who, "take-back")
    screen = handing.room.screen(who)
    handing._answers(who, screen, "name", "Sol")
    handing._answers(who, screen, "age", "")
    handing.presses(who, "give")
    (one,) = handing.given()
    assert one.words["name"] == "Sol"
    assert "age" not in one.words


def test_of_somebody_who_was_removed_nothing_is_shown(handing: Handing) -> None:
    who = handing.gives()
    room = handing.room
    facilitate.remove_person(room.workshop, room.owner, who.id)
    assert handing.given() == ()
    facilitate.restore_person(room.workshop, room.owner, who.id)
    assert len(handing.given()) == 1


def test_it_goes_with_the_call_names_on_their_date(handing: Handing) -> None:
    handing.gives()
    handing.ends()
    handing.room.clock.now_ms += 181 * DAY_MS
    facilitate.purge_due(handing.room.workshop)
    assert handing.given() == ()


def test_an_edit_that_was_saved_outlives_the_call_names_until_its_own_date(
    handing: Handing,
) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.room
    room.clock.now_ms += 181 * DAY_MS
    facilitate.purge_due(room.workshop)
    assert [one.id for one in facilitate.own_stories(room.workshop, room.owner)] == [model.id]
    facilitate.save_story(
        room.workshop, room.owner, replaced(model, opening="I count."), is_agreed=True
    )


# ------------------------------------------------------------------------- the edit


def test_a_draft_is_put_together_in_order_and_says_what_it_is(handing: Handing) -> None:
    handing.gives()
    (one,) = handing.given()
    room = handing.room
    model = facilitate.draft_story(room.workshop, room.owner, one.note_id)
    assert (model.label.kind, model.label.consent_until) == ("real", one.consent_until)
    assert (model.name, model.opening) == ("Kim, 34", WORDS["opening"])
    assert (model.strategy, model.still_hard) == (WORDS["did"], WORDS["still"])
    places = [model.long.index(WORDS[box]) for box in ("hard", "tried", "cost", "did", "led")]
    assert places == sorted(places)
    assert model.id == one.story_id
    assert "Heron" not in repr(model)
    assert model.road is None


def test_of_what_was_left_empty_a_gap_is_left(handing: Handing) -> None:
    handing.gives(opening="", did="", still="")
    model = facilitate.draft_story(
        handing.room.workshop, handing.room.owner, handing.given()[0].note_id
    )
    assert (model.opening, model.strategy, model.still_hard) == ("…", "…", "…")


def test_an_edit_is_kept_and_found_again_and_reaches_no_plan(handing: Handing) -> None:
    handing.gives()
    (one,) = handing.given()
    room = handing.room
    edit = replaced(handing.edited(one.note_id), opening="I drew plates.\nAll day: “24”.")
    facilitate.keep_draft(room.workshop, room.owner, one.note_id, edit)
    assert facilitate.draft_story(room.workshop, room.owner, one.note_id) == edit
    assert facilitate.own_stories(room.workshop, room.owner) == ()
    facilitate.keep_draft(room.workshop, room.owner, one.note_id, replaced(edit, name="Sol"))
    assert facilitate.draft_story(room.workshop, room.owner, one.note_id).name == "Sol"
    assert handing.given()[0].words == WORDS


def test_a_saved_story_is_one_of_ones_own_without_a_mistake(handing: Handing) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.room
    assert (handing.folder / "peer_models" / f"{model.id}.yaml").is_file()
    assert facilitate.own_problems(room.workshop, room.owner) == ()
    assert facilitate.own_stories(room.workshop, room.owner) == (model,)
    assert handing.given()[0].is_saved


def test_a_story_is_saved_only_when_its_person_has_agreed_to_the_edit(handing: Handing) -> None:
    handing.gives()
    handing.ends()
    model = handing.edited(handing.given()[0].note_id)
    with pytest.raises(InvalidValue, match="Show this edit to the person first"):
        facilitate.save_story(handing.room.workshop, handing.room.owner, model, is_agreed=False)
    assert not (handing.folder / "peer_models").exists()


def refused(handing: Handing, **parts: object) -> Exception:
    """Return why a story with these parts is not saved."""
    model = replaced(handing.edited(handing.given()[0].note_id), **parts)
    with pytest.raises(Exception) as raised:  # noqa: PT011
        facilitate.save_story(handing.room.workshop, handing.room.owner, model, is_agreed=True)
    return raised.value


def test_a_story_with_a_gap_or_without_a_road_or_of_nobody_is_refused(handing: Handing) -> None:
    handing.gives()
    handing.ends()
    assert isinstance(refused(handing, strategy="…"), InvalidValue)
    assert isinstance(refused(handing, road=None), ContentError)
    assert isinstance(refused(handing, id="handed-000000000000"), NotFound)
    label = handing.edited(handing.given()[0].note_id).label
    invented = label.model_copy(update={"kind": "invented", "consent_until": None})
    assert isinstance(refused(handing, label=invented), InvalidValue)
    endless = label.model_copy(update={"consent_until": None})
    assert isinstance(refused(handing, label=endless), InvalidValue)
    past = label.model_copy(update={"consent_until": date(2020, 1, 1)})
    assert isinstance(refused(handing, label=past), ContentError)


def test_while_it_can_be_taken_back_on_screen_it_is_not_saved(handing: Handing) -> None:
    handing.gives()
    assert isinstance(refused(handing), StageError)


def test_invented_people_hand_on_no_real_story(workshop, clock, tmp_path: Path) -> None:
    handing = Handing.made(workshop, clock, tmp_path / "own")
    room = handing.room
    room.cohort_id = facilitate.create_cohort(
        workshop,
        room.owner,
        name="Invented",
        plan_id="handing",
        mode="confidential",
        contact="nobody",
        is_synthetic=True,
    )
    cards = present.cohort_cards(workshop, room.owner)
    room.code = next(one.code for one in cards if one.id == room.cohort_id)
    room.opens("one")
    room.does(Move.BEGIN)
    handing.gives()
    handing.ends()
    assert handing.given()[0].is_synthetic
    assert "invented" in str(refused(handing))


def test_the_checks_say_when_the_consent_has_ended(handing: Handing) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.room
    assert facilitate.review_story(room.workshop, room.owner, model).errors == ()
    room.clock.now_ms += 740 * DAY_MS
    (problem,) = facilitate.review_story(room.workshop, room.owner, model).errors
    assert "consent_until" in problem.where
    assert [one.where for one in facilitate.own_problems(room.workshop, room.owner)] == [
        problem.where
    ]


# ----------------------------------------------------------------- told and not told


def read_all(room, who) -> str:
    """Return the opening lines that somebody can choose from."""
    fields = room.screen(who).sheet.fields
    return " ".join(option.label for known in fields for option in getattr(known, "options", ()))


def test_a_saved_story_is_told_by_plans_that_name_it(handing: Handing) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.tells(*SHIPPED, model.id)
    assert model.opening in read_all(room, room.joins("Wren"))


def test_withdrawn_it_is_gone_from_the_folder_the_database_and_every_cohort(
    handing: Handing,
) -> None:
    who = handing.gives()
    model = handing.saved()
    room = handing.tells(*SHIPPED, model.id)
    reader = room.joins("Wren")
    workshop = room.workshop
    facilitate.withdraw_story(workshop, room.owner, model.id)
    assert facilitate.own_stories(workshop, room.owner) == ()
    assert handing.given() == ()
    assert not (handing.folder / "peer_models" / f"{model.id}.yaml").exists()
    assert model.opening not in read_all(room, reader)
    pack = paper.forms(workshop, room.owner, room.cohort_id, "one")
    assert model.opening not in repr(pack)
    with workshop.store.read() as tx:
        kept = [row for row in responses.history(tx, who.id) if row.item_id.startswith("given.")]
    assert kept == []


def test_somebody_in_the_middle_of_a_withdrawn_story_reads_that_it_is_gone(
    handing: Handing,
) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.tells(*SHIPPED, model.id)
    reader = room.joins("Wren")
    stage = Handing(room, handing.folder, count=500)
    stage.presses(reader, "browse")
    stage._answers(reader, room.screen(reader), "chosen", model.id)
    assert stage.presses(reader, "open") is None
    assert model.opening in lines(room.screen(reader))
    facilitate.withdraw_story(room.workshop, room.owner, model.id)
    assert lines(room.screen(reader)).strip() == (
        "This story is not told any more. Go on to the next."
    )
    assert stage.presses(reader, "next") is None


def test_plans_of_ones_own_stop_naming_it_where_three_are_left(handing: Handing) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.room
    workshop = room.workshop
    facilitate.save(workshop, room.owner, storytelling(*SHIPPED, model.id, plan_id="four"))
    facilitate.save(workshop, room.owner, storytelling(*SHIPPED[:2], model.id, plan_id="three"))
    facilitate.withdraw_story(workshop, room.owner, model.id)
    assert "four" in workshop.library.curriculum().plans
    (problem,) = facilitate.own_problems(workshop, room.owner)
    assert problem.file.endswith("three.yaml")


def test_a_story_can_be_withdrawn_before_it_was_ever_edited(handing: Handing) -> None:
    handing.gives()
    handing.ends()
    (one,) = handing.given()
    facilitate.withdraw_story(handing.room.workshop, handing.room.owner, one.story_id)
    assert handing.given() == ()
    with pytest.raises(NotFound):
        facilitate.withdraw_story(handing.room.workshop, handing.room.owner, one.story_id)


def test_what_was_withdrawn_cannot_be_saved_again_nor_taken_in(handing: Handing) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.room
    facilitate.withdraw_story(room.workshop, room.owner, model.id)
    with pytest.raises(Conflict, match="taken back"):
        facilitate.save_story(room.workshop, room.owner, model, is_agreed=True)
    facilitate.save(room.workshop, room.owner, model)
    told = handing.tells(*SHIPPED, model.id)
    assert model.opening not in read_all(told, told.joins("Wren"))


def test_the_list_of_withdrawn_stories_holds_ids_only_and_each_once(handing: Handing) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.room
    facilitate.withdraw_story(room.workshop, room.owner, model.id)
    facilitate.save(room.workshop, room.owner, model)
    facilitate.withdraw_story(room.workshop, room.owner, model.id)
    assert (handing.folder / WITHDRAWN).read_text("utf-8") == f"{model.id}\n"
    assert read_withdrawn(None) == frozenset()
    assert facilitate.own_problems(room.workshop, room.owner) == ()


def at(day: date) -> int:
    """Return noon of a day, in milliseconds."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (1, False)])
def test_on_its_last_day_a_story_is_told_and_from_the_next_on_it_is_not(
    handing: Handing, days: int, is_told: bool
) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.tells(*SHIPPED, model.id)
    reader = room.joins("Wren")
    assert model.label.consent_until is not None
    room.clock.now_ms = at(model.label.consent_until + timedelta(days=days))
    assert (model.opening in read_all(room, reader)) == is_told
    later = handing.tells(*SHIPPED, model.id, plan_id="later")
    with room.workshop.store.read() as tx:
        from efficacy.services.pinned import curriculum
        from efficacy.store.queries import cohorts

        row = cohorts.by_id(tx, later.cohort_id)
        assert (model.id in curriculum(tx, row.content_version).peer_models) == is_told


def test_stories_that_ship_are_told_on_any_day(handing: Handing) -> None:
    content = handing.room.workshop.library.curriculum()
    handing.room.clock.now_ms += 40_000 * DAY_MS
    assert silent(handing.room.workshop, content) == frozenset()
    assert today(handing.room.workshop).year > 2100


def test_a_plan_with_a_real_story_is_not_sent_on(handing: Handing) -> None:
    handing.gives()
    model = handing.saved()
    room = handing.room
    facilitate.save(room.workshop, room.owner, storytelling(*SHIPPED, model.id, plan_id="four"))
    with pytest.raises(InvalidValue, match=model.id):
        facilitate.export_plan(room.workshop, room.owner, "four")
    facilitate.save(room.workshop, room.owner, storytelling(*SHIPPED, plan_id="three"))
    assert facilitate.export_plan(room.workshop, room.owner, "three")


@given(some.text(some.characters(codec="utf-8"), max_size=64))
def test_the_id_of_a_story_fits_the_rules_and_tells_nothing_of_what_it_was_made_from(
    note_id: str,
) -> None:
    found = stories.story_id_of(note_id)
    assert found == stories.story_id_of(note_id)
    assert found.startswith(stories.HANDED)
    assert len(found) == len(stories.HANDED) + 12
    assert set(found.removeprefix(stories.HANDED)) <= set("0123456789abcdef")


def test_the_runs_of_the_session_are_as_they_were(handing: Handing) -> None:
    handing.gives()
    with handing.room.workshop.store.read() as tx:
        before = len(sessions.runs(tx, handing.room.session_id))
    handing.saved()
    with handing.room.workshop.store.read() as tx:
        assert len(sessions.runs(tx, handing.room.session_id)) == before
