"""Pass it on: written screen by screen, given or kept, taken back, never before the room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given as given_some
from hypothesis import strategies as some
from pydantic import ValidationError

from efficacy.activities import relay_form as form
from efficacy.activities.blocks import AFTER_CLOSE, LONG_TEXT, TAKE_BACK
from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.fields import Text
from efficacy.activities.personal import Standing
from efficacy.activities.relay import GIVE, GIVEN, Relay
from efficacy.activities.relay_form import BOXES, CONSENT, DRAFT, NAME, ROUTE, TOLD, given_id
from efficacy.content.models import Curriculum
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from efficacy.services import typed
from tests.activities import house
from tests.activities.person import Person, crowd, marked

SAY = speech()
KIND = Relay()
DAY = "2026-11-26"


def context(**params: object) -> Context:
    return house.context("relay", **params)


def person(day: str = DAY, **params: object) -> Person:
    return Person(context(**params), Standing(seed="somebody", day=day))


def at_the_end(day: str = DAY, *, name: str = "Kim", **params: object) -> Person:
    """Return somebody who has written something and stands before the last press."""
    one = person(day, **params)
    one.answer("hard", "A Monday in the canteen, 24 plates.")
    one.presses("next")
    one.answer("tried", "I cooked double.")
    one.presses("next")
    one.answer("did", "When I see two numbers, I write one portion.")
    one.presses("next")
    if name:
        one.answer(NAME, name)
    return one


# ------------------------------------------------------------------- the screens


def test_there_are_four_screens_and_every_box_is_on_one_of_them() -> None:
    one = person()
    seen = [one.fields()]
    for _ in ROUTE[1:]:
        one.presses("next")
        seen.append(one.fields())
    assert [box for boxes in seen for box in boxes] == list(BOXES)
    assert seen[0] == ["opening", "hard"]
    assert seen[-1] == ["name", "age"]


def test_one_can_write_nothing_and_go_on_or_be_done_or_pass_on_every_screen() -> None:
    one = person()
    for screen in ROUTE[:-1]:
        assert {"next", "done", "pass"} <= set(one.actions()), screen
        one.presses("next")
    assert {"done", "pass"} <= set(one.actions())


def test_going_back_finds_what_was_written() -> None:
    one = person()
    one.answer("opening", "I hid the bills.")
    one.presses("next", "back")
    assert one.own.value("opening", one.view().attempt) == "I hid the bills."


def test_each_screen_has_an_attempt_of_its_own() -> None:
    one = at_the_end()
    one.presses(GIVE)
    one.presses(TAKE_BACK)
    one.view()
    assert one.attempts == sorted(one.attempts)
    assert one.attempts[-1] == 6


def test_no_box_is_longer_than_words_for_others_may_be() -> None:
    for box in KIND.sheet(context(), SAY).fields:
        assert isinstance(box, Text)
        assert box.max_length <= typed.NOTE.most
        assert box.is_long == (box.max_length > LONG_TEXT)


def test_the_first_box_says_that_nobody_reads_it_unless_it_is_given() -> None:
    (hard,) = [box for box in KIND.sheet(context(), SAY).fields if box.id == "hard"]
    assert "Nobody reads it now, and later only if you give it" in hard.help
    assert KIND.offers_talk


@pytest.mark.parametrize("months", [0, 61, "two"])
def test_months_that_make_no_sense_are_refused(months: object) -> None:
    with pytest.raises(ValidationError):
        context(consent_months=months)


@pytest.mark.parametrize("months", [1, 60])
def test_months_that_make_sense_are_taken(months: int) -> None:
    assert context(consent_months=months).params.consent_months == months  # type: ignore[attr-defined]


def test_two_years_are_the_usual() -> None:
    assert context().params.consent_months == 24  # type: ignore[attr-defined]


# ------------------------------------------------------------- what is agreed to


def test_before_giving_one_reads_ones_words_and_three_plain_statements() -> None:
    one = at_the_end()
    (meaning,) = [card for card in one.view().cards if card.points]
    assert len(meaning.points) == 3
    edits, told, until = meaning.points
    assert "I see the edit before anybody else reads a word" in edits
    assert "the next groups read it with this name: Kim" in told
    assert "until 2028-11-26 at the longest" in until
    assert "A Monday in the canteen" in one.words()
    assert "tell your counselor" in one.words()


def test_without_a_date_the_months_are_said() -> None:
    assert "24 months after you give it" in at_the_end(day="").words()


def test_without_a_name_it_says_that_one_is_written_below() -> None:
    assert "the name I write below" in at_the_end(name="").words()


@pytest.mark.parametrize(
    ("given", "months", "expected"),
    [
        (date(2026, 11, 26), 24, date(2028, 11, 26)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_the_last_day_is_so_many_months_later(given: date, months: int, expected: date) -> None:
    assert form.last_day(given, months) == expected


@given_some(some.dates(date(2020, 1, 1), date(2090, 1, 1)), some.integers(1, 60))
def test_the_last_day_is_never_in_another_month(given: date, months: int) -> None:
    last = form.last_day(given, months)
    assert (last.year - given.year) * 12 + last.month - given.month == months
    assert last.day <= given.day


def test_a_name_with_braces_stays_as_it_is() -> None:
    assert "with this name: {day}." in form.consent("{day}", "2028-01-01", SAY)[1]


# ------------------------------------------------------------------ give or keep


def test_giving_and_keeping_weigh_the_same() -> None:
    ways = {way.id: (way.style, way.label) for way in at_the_end().view().sheet.actions}
    assert ways[GIVE][0] == ways["done"][0]
    assert ways[GIVE][1] == "Give it to my counselor"
    assert ways["done"][1] == "Keep it for myself"


def test_what_is_given_goes_to_the_counselor_and_to_nobody_else() -> None:
    one = at_the_end()
    one.presses(GIVE)
    words = one.outcomes[-1].words
    assert {word.to for word in words} == {"counselor"}
    told = {word.item_id: word.text for word in words}
    assert told["hard"] == "A Monday in the canteen, 24 plates."
    assert (told[NAME], told[CONSENT]) == ("Kim", "24")
    assert told["cost"] is None
    assert one.own.how == "done"


@pytest.mark.parametrize("way", ["done", "pass"])
def test_what_is_kept_goes_nowhere(way: str) -> None:
    one = at_the_end()
    one.presses(way)
    assert all(outcome.words == () for outcome in one.outcomes)
    assert not any(row.item_id.startswith("given.") for row in one.own.given)


def test_a_story_without_a_word_cannot_be_given() -> None:
    one = person()
    one.presses("next", "next", "next")
    one.answer(NAME, "Kim")
    with pytest.raises(InvalidValue, match="no story here yet"):
        one.presses(GIVE)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_story_without_a_name_cannot_be_given(name: str) -> None:
    one = at_the_end(name=name)
    with pytest.raises(InvalidValue, match="how you want to be called"):
        one.presses(GIVE)


def test_one_box_and_a_name_are_enough() -> None:
    one = person()
    one.answer("opening", "I hid the bills.")
    one.presses("next", "next", "next")
    one.answer(NAME, "Kim")
    one.presses(GIVE)
    assert one.own.value(given_id("opening")) == "I hid the bills."


def test_once_given_nothing_can_be_typed_into_it() -> None:
    one = at_the_end()
    one.presses(GIVE)
    assert one.fields() == []
    assert one.actions() == ["done", "take-back", "pass"]


def test_one_sees_what_was_given_and_not_what_was_typed_later() -> None:
    one = at_the_end()
    one.presses(GIVE)
    one.keep(Given(item_id="hard", value="Something else.", attempt=1))
    assert "A Monday in the canteen" in one.words()
    assert "Something else." not in one.words()
    assert "Given to your counselor, and to nobody else" in one.words()


def test_it_is_taken_back_with_the_consent_and_with_what_was_made_of_it() -> None:
    one = at_the_end()
    one.presses(GIVE, TAKE_BACK)
    words = one.outcomes[-1].words
    assert {word.item_id for word in words} == {*BOXES, CONSENT, DRAFT}
    assert all(word.text is None for word in words)
    assert not any(row.item_id.startswith("given.") for row in one.own.given)
    assert "A Monday in the canteen" in one.words()
    assert one.own.value(NAME, one.view().attempt) == "Kim"


def test_it_can_be_given_again_in_other_words() -> None:
    one = at_the_end()
    one.presses(GIVE, TAKE_BACK)
    one.answer(NAME, "Sol")
    one.presses(GIVE)
    assert one.own.value(given_id(NAME)) == "Sol"


def test_after_close_it_can_still_be_taken_back() -> None:
    one = at_the_end()
    one.presses(GIVE)
    one.own = replace(one.own, is_open=False)
    assert TAKE_BACK in AFTER_CLOSE
    assert GIVE not in AFTER_CLOSE
    one.presses(TAKE_BACK)
    assert one.outcomes[-1].words


def test_what_was_withdrawn_by_the_counselor_is_said_and_not_shown_empty() -> None:
    one = at_the_end()
    one.presses(GIVE)
    kept = tuple(row for row in one.own.given if not row.item_id.startswith("given."))
    one.own = replace(one.own, given=kept)
    assert one.words().strip() == "Your story was taken back. Nobody is told it."


@pytest.mark.parametrize(("steps", "press"), [(0, GIVE), (0, TAKE_BACK), (3, TAKE_BACK)])
def test_a_press_that_belongs_to_another_screen_is_refused(steps: int, press: str) -> None:
    one = person()
    one.presses(*["next"] * steps)
    with pytest.raises(NotFound):
        KIND.act(one.context, one.own, press, SAY)


def test_from_the_given_story_no_way_leads_on_or_back() -> None:
    one = at_the_end()
    one.presses(GIVE)
    for press in ("next", "back", GIVE):
        with pytest.raises(NotFound):
            KIND.act(one.context, one.own, press, SAY)


@pytest.mark.parametrize("item", [given_id("hard"), given_id(CONSENT), CONSENT, "screen"])
def test_nobody_can_send_what_the_server_writes_down(item: str) -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(context(), Given(item_id=item, value="x"), SAY)


def test_a_view_worked_out_twice_is_the_same() -> None:
    one = at_the_end()
    assert one.view() == one.view()
    one.presses(GIVE)
    assert one.view() == one.view()


# ----------------------------------------------------- the room, the codebook, paper


def test_the_room_sees_nothing_of_it() -> None:
    people = {who: marked(context(), rows, "ZEBRA") for who, rows in crowd(context(), 12).items()}
    summary = KIND.summarise(context(), people, SAY)
    assert "ZEBRA" not in repr(summary)
    assert summary.figures == ()
    assert 0 < summary.n <= 12
    assert not KIND.reveals(context())


def test_whoever_wrote_nothing_is_not_counted() -> None:
    one = person()
    one.presses("next", "next", "done")
    assert KIND.summarise(context(), {"a": list(one.own.given)}, SAY).n == 0


def test_the_codebook_tells_what_was_typed_from_what_was_given() -> None:
    rows = {row["item_id"]: row for row in KIND.frame(context(), SAY)}
    assert set(rows) == {*BOXES, *(given_id(box) for box in (*BOXES, CONSENT)), "screen"}
    assert "taken back" in str(rows[given_id("hard")]["missing"])
    one = at_the_end()
    one.presses(GIVE)
    assert {row.item_id for row in one.own.given} <= set(rows)


def test_on_paper_it_is_handed_in_or_taken_along() -> None:
    parts = KIND.paper(context(), SAY)
    assert [box.id for part in parts for box in part.fields] == list(BOXES)
    read = " ".join(line for part in parts for line in (*part.lines, *part.points))
    assert "Leave the next group your story." in read
    assert "hand the sheet to your counselor" in read
    assert "24 months after you give it" in read
    assert len(parts[-1].points) == 3
    helps = " ".join(box.help for part in parts for box in part.fields)
    assert "unless you hand it in" in helps
    assert "last page" not in helps


def test_it_is_estimated_as_a_few_boxes_to_write_in() -> None:
    load = KIND.load(context().params, house.curriculum())
    assert load == Load(read=("Leave the next group your story.",), tasks=3)


def test_every_word_of_the_form_is_in_plain_sentences() -> None:
    one = at_the_end()
    read = [one.words(), *(f"{box.label}. {box.help}" for box in form.fields(SAY))]
    one.presses(GIVE)
    for text in (*read, one.words()):
        for sentence in text.replace("\n", ". ").replace("?", ".").split(". "):
            assert len(sentence.split()) <= 22, sentence


# ---------------------------------------------------------------------- simulation


@given_some(seed=some.integers(0, 10**6), skips=some.floats(0, 1))
def test_simulated_people_end_and_give_only_what_they_wrote(seed: int, skips: float) -> None:
    one = Person(context(), Standing(seed=str(seed), day=DAY))
    one.plays(Persona(sureness=50, worry=0.5, skips=skips), Random(seed))
    assert one.own.how == "done"
    given = {row.item_id: row.value for row in one.own.given if row.item_id.startswith("given.")}
    typed_in = {row.value for row in one.own.given if row.item_id in BOXES}
    assert {value for item, value in given.items() if item != given_id(CONSENT)} <= typed_in
    if given:
        assert given_id(NAME) in given
        assert any(given_id(box) in given for box in TOLD)


@given_some(
    presses=some.lists(some.sampled_from(["next", "back", GIVE, TAKE_BACK, "done"]), max_size=14)
)
def test_whatever_is_pressed_the_words_given_and_taken_back_are_in_balance(
    presses: list[str],
) -> None:
    one = at_the_end()
    holds: dict[str, str] = {}
    for press in presses:
        if press in one.actions():
            one.presses(press)
            for word in one.outcomes[-1].words:
                holds.pop(word.item_id, None)
                if word.text:
                    holds[word.item_id] = word.text
    is_given = one.own.value(given_id(CONSENT)) is not None
    assert bool(holds) == is_given
    for box in BOXES:
        assert holds.get(box) == one.own.value(given_id(box))


def test_some_of_a_crowd_give_their_story_and_some_keep_it() -> None:
    people = crowd(context(), 30)
    gave = sum(any(row.value == GIVEN for row in rows) for rows in people.values())
    assert 0 < gave < 30


def test_it_refers_to_no_content() -> None:
    empty = Curriculum(plans={}, instruments={}, talks={}, consents={})
    assert not KIND.references(context().params, empty)
