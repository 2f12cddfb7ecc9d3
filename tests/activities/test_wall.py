"""The wall: offered to the room, looked at first, shown without a name, taken back at will."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given as given_some
from hypothesis import strategies as some
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.fields import Text
from efficacy.activities.personal import Standing
from efficacy.activities.personal import Words as ForOthers
from efficacy.activities.wall import NOTE, OFFERED, Wall
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import speech
from efficacy.services import typed
from tests.activities import house
from tests.activities.person import Person, crowd

SAY = speech()
KIND = Wall()


def context(**params: object) -> Context:
    return house.context("wall", **params)


def person(**own: object) -> Person:
    return Person(context(), Standing(seed="somebody", **own))  # type: ignore[arg-type]


# ------------------------------------------------------------------------ the box


def test_there_is_one_box_of_the_declared_length() -> None:
    (box,) = KIND.sheet(context(max_length=60), SAY).fields
    assert isinstance(box, Text)
    assert (box.id, box.label, box.max_length, box.is_long) == (NOTE, "Your note", 60, False)


def test_it_says_who_reads_it_and_when() -> None:
    (box,) = KIND.sheet(context(), SAY).fields
    assert "your counselor reads it first and sees that it is yours" in box.help
    assert "The room sees it without your name" in box.help
    assert "nobody reads it now" in box.help


@pytest.mark.parametrize("most", [19, 281, "long"])
def test_a_length_that_makes_no_sense_is_refused(most: object) -> None:
    with pytest.raises(ValidationError):
        context(max_length=most)


@pytest.mark.parametrize("most", [20, 280])
def test_every_length_that_is_right_can_be_handed_over(most: int) -> None:
    (box,) = KIND.sheet(context(max_length=most), SAY).fields
    assert isinstance(box, Text)
    assert box.max_length == most <= typed.NOTE.most


@pytest.mark.parametrize("params", [{"prompt": ""}, {"label": ""}, {"notes": 3}])
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        context(**params)


def test_it_is_estimated_as_one_box_to_write_in() -> None:
    load = KIND.load(context().params, house.curriculum())
    assert load == Load(read=("One thing that went well.",), tasks=1)


# -------------------------------------------------------------- offering, taking back


def test_at_first_one_can_offer_but_not_take_back() -> None:
    one = person()
    assert one.actions() == ["offer", "done", "pass"]
    assert one.view().cards == ()


def test_the_next_thing_to_do_is_the_one_that_stands_out() -> None:
    one = person()
    ways = {way.id: way.style for way in one.view().sheet.actions}
    assert ways == {"offer": "primary", "done": "quiet", "pass": "quiet"}
    one.answer(NOTE, "I asked.")
    one.presses("offer")
    ways = {way.id: way.style for way in one.view().sheet.actions}
    assert [way for way, style in ways.items() if style == "primary"] == ["done"]


def test_an_offer_goes_to_the_room_and_ends_it_for_this_person() -> None:
    one = person()
    one.answer(NOTE, "I asked.")
    one.presses("offer")
    (outcome,) = one.outcomes
    assert outcome.words == (ForOthers(item_id=NOTE, text="I asked.", to="room"),)
    assert one.own.value(OFFERED) == "I asked."
    assert one.own.how == "done"


def test_what_is_typed_and_not_offered_goes_nowhere() -> None:
    one = person()
    one.answer(NOTE, "I asked.")
    one.presses("done")
    assert one.outcomes[0].words == ()
    assert one.own.value(OFFERED) is None


@pytest.mark.parametrize("text", [None, "", "   ", "\n"])
def test_nothing_cannot_be_offered(text: str | None) -> None:
    one = person()
    one.answer(NOTE, text)
    with pytest.raises(InvalidValue, match="nothing in the box"):
        one.presses("offer")
    assert one.outcomes == []


def test_one_is_told_the_truth_about_it_and_sees_the_words_that_were_offered() -> None:
    one = person()
    one.answer(NOTE, "I asked.")
    one.presses("offer")
    one.answer(NOTE, "I asked twice.")
    assert "I asked." in one.words()
    assert "I asked twice." not in one.words()
    assert "Offered. It is shown when your counselor has looked at it." in one.words()


def test_offered_again_the_new_words_take_the_place_of_the_old() -> None:
    one = person()
    one.answer(NOTE, "I asked.")
    one.presses("offer")
    one.answer(NOTE, "I asked twice.")
    one.presses("offer")
    assert one.outcomes[-1].words == (ForOthers(item_id=NOTE, text="I asked twice."),)
    assert one.own.value(OFFERED) == "I asked twice."


def test_an_offer_can_be_taken_back_and_the_words_stay_ones_own() -> None:
    one = person()
    one.answer(NOTE, "I asked.")
    one.presses("offer", "take-back")
    assert one.outcomes[-1].words == (ForOthers(item_id=NOTE, text=None),)
    assert one.own.value(OFFERED) is None
    assert one.own.value(NOTE) == "I asked."
    assert one.actions() == ["offer", "done", "pass"]


@pytest.mark.parametrize("is_revealed", [False, True])
def test_once_it_is_closed_it_can_still_be_taken_back_and_the_card_says_so(
    is_revealed: bool,
) -> None:
    one = person()
    one.answer(NOTE, "I asked.")
    one.presses("offer")
    assert "You can still take it back." not in one.words()
    one.own = replace(one.own, is_open=False, is_revealed=is_revealed)
    assert "You can still take it back." in one.words()
    one.presses("take-back")
    assert one.outcomes[-1].words == (ForOthers(item_id=NOTE, text=None),)
    assert one.words() == ""


def test_passing_offers_nothing() -> None:
    one = person()
    one.answer(NOTE, "I asked.")
    one.presses("pass")
    assert (one.own.how, one.outcomes[0].words) == ("passed", ())


def test_nobody_can_send_that_something_was_offered() -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(context(), Given(item_id=OFFERED, value="x"), SAY)


# ------------------------------------------------------------------ what the room sees


def _marked(rows: list[Given], mark: str) -> list[Given]:
    """Return the same answers with a mark in the place of every text."""
    return [replace(row, value=mark) if isinstance(row.value, str) else row for row in rows]


def test_the_summary_counts_offers_and_holds_no_word() -> None:
    mark = "ZEBRA"
    people = {who: _marked(rows, mark) for who, rows in crowd(context(), 12).items()}
    offers = sum(any(row.item_id == OFFERED for row in rows) for rows in people.values())
    assert 0 < offers < 12
    summary = KIND.summarise(context(), people, SAY)
    assert (summary.n, summary.figures) == (offers, ())
    assert mark not in repr(summary)
    assert not KIND.reveals(context())


def test_the_codebook_tells_the_note_from_what_was_offered() -> None:
    note, offered = KIND.frame(context(), SAY)
    assert (note["item_id"], offered["item_id"]) == (NOTE, OFFERED)
    assert "taken back" in str(offered["missing"])


# ---------------------------------------------------------------------- simulation


@given_some(seed=some.integers(0, 10**6), skips=some.floats(0, 1), most=some.integers(20, 280))
def test_simulated_people_offer_or_pass_and_end(seed: int, skips: float, most: int) -> None:
    one = Person(context(max_length=most), Standing(seed=str(seed)))
    one.plays(Persona(sureness=50, worry=0.5, skips=skips), Random(seed))
    offered = one.own.value(OFFERED)
    assert one.own.how == ("passed" if offered is None else "done")
    assert offered is None or len(str(offered)) <= most


def test_whoever_has_offered_and_is_not_done_says_so() -> None:
    one = person(given=(Given(item_id=OFFERED, value="I asked."),))
    turn = KIND.play(one.context, one.own, Persona(sureness=50, worry=0.5), Random(1), SAY)
    assert (turn.given, turn.action_id) == ((), "done")
