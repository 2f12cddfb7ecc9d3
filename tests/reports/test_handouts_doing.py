"""The sheets to do something with: practice, cards, the body map, the page on nerves."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from efficacy.activities import ladder_career as career
from efficacy.activities import ladder_record as ladder
from efficacy.activities import relabel_way as way
from efficacy.activities.contract import Given
from efficacy.activities.numbers_read import readings
from efficacy.activities.personal import Earlier
from efficacy.content.library import Library
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.registry import FOR_PEOPLE
from efficacy.reports.handouts.sheets import arousal_page, body_map, cards, practice
from efficacy.reports.handouts.templates import Sheet
from tests.reports.sheets_to_print import printed, read, text_of

SAY = speech()
CONTENT = Library(home() / "curriculum").curriculum()
SIX, TASTER = CONTENT.plans["math-career-6x90"], CONTENT.plans["taster-90"]
NERVES = CONTENT.cues["nerves"]
CARDS = {card.id: card for card in NERVES.cards}
ROOM = Room(
    name="A group",
    code="ABCD",
    contact="The counselor",
    address="",
    mode="confidential",
    content=CONTENT,
    plan=SIX,
    day="2026-11-26",
    keep_until="2027-11-26",
)
LADDERS = {
    one.params["ladder"]: one.id
    for session in SIX.sessions
    for one in session.activities
    if one.kind == "ladder"
}


def gave(activity_id, *answers):
    """Return what somebody gave in an activity: an item, a value and an attempt each."""
    given = tuple(Given(item_id=item, value=value, attempt=at) for item, value, at in answers)
    return Earlier(activity_id=activity_id, wave="", day="2026-10-01", given=given)


def marks(activity_id, *chosen):
    """Return signs that somebody chose: the list, the sign and the attempt of its screen."""
    given = tuple(
        Given(item_id=item, option_id=card, value=1.0, attempt=at) for item, card, at in chosen
    )
    return Earlier(activity_id=activity_id, wave="", day="2026-10-01", given=given)


def both(first, second):
    """Return what was given in one activity, written in two pieces."""
    return replace(first, given=(*first.given, *second.given))


def at_rung(level, *, ladder_id="percent", seed="7"):
    """Return somebody who works at a rung of a ladder."""
    known = gave(LADDERS[ladder_id], (ladder.WORKING, float(level), 1))
    return Person(call_name="Heron", seed=seed, given=(known,))


def worked(activity_id, door, card_id, **written):
    """Return a sign that somebody worked with, and what they wrote to it."""
    at = way.attempt_of(CARDS[card_id], NERVES.cards)
    boxes = ((f"{name}.{card_id}", text, at) for name, text in written.items())
    picked = marks(activity_id, ("picked", card_id, way.ATTEMPTS[way.Place.DOORS]))
    return both(picked, gave(activity_id, (way.DOOR, door, 1), *boxes))


# --------------------------------------------------------------------------------- practice


def levels(sheet):
    return [int(re.findall(r"\d+", rung.title)[0]) for rung in sheet.rungs]


@pytest.mark.parametrize(
    ("own", "wanted"), [(1, [1, 2, 3]), (4, [4, 3, 5]), (7, [7, 5, 6])], ids=str
)
def test_the_own_rung_comes_first_and_then_those_next_to_it(own, wanted):
    assert levels(practice.fill(ROOM, at_rung(own), SAY)) == wanted


@pytest.mark.parametrize("ladder_id", ["percent", "everyday", "formulas"])
def test_no_task_of_a_rung_comes_twice(ladder_id):
    for level in range(1, 8):
        for rung in practice.fill(ROOM, at_rung(level, ladder_id=ladder_id), SAY).rungs:
            half = [one.half_ask for one in rung.half_done]
            asked = [rung.worked_ask, *half, *(task.ask for task in rung.tasks)]
            assert len(rung.tasks) == len(rung.solutions) == 3
            assert len(set(asked)) == len(asked)


def test_each_solution_ends_in_its_answer():
    for rung in practice.fill(ROOM, at_rung(4), SAY).rungs:
        for one in rung.solutions:
            (answer,) = set(readings(re.sub(r"[^\d.,/]", "", one.answer)))
            last = re.findall(r"\d[\d.,]*\d|\d", one.steps[-1])
            assert answer in {number for text in last for number in readings(text)}


def test_two_people_at_one_rung_have_other_tasks_and_one_has_the_same_each_time():
    first = practice.fill(ROOM, at_rung(3, seed="1"), SAY)
    assert first == practice.fill(ROOM, at_rung(3, seed="1"), SAY)
    assert first.rungs != practice.fill(ROOM, at_rung(3, seed="2"), SAY).rungs


def test_who_has_no_rung_yet_begins_at_the_first_one_as_everybody_does():
    blank = practice.fill(ROOM, Person(call_name="Heron"), SAY)
    assert levels(blank) == [1, 2, 3]
    assert blank.rungs[0].where == "Begin here."
    assert blank.rungs == practice.fill(ROOM, at_rung(5).blank(), SAY).rungs


def test_only_the_own_rung_has_a_task_half_done():
    half = [len(rung.half_done) for rung in practice.fill(ROOM, at_rung(4), SAY).rungs]
    assert half == [1, 0, 0]


def test_the_last_step_of_the_half_done_one_is_named_and_not_given_away():
    (half,) = practice.fill(ROOM, at_rung(4), SAY).rungs[0].half_done
    assert half.half_steps[-1].endswith("…")
    assert half.half_end not in half.half_steps


def test_who_has_only_a_career_ladder_gets_the_next_steps_that_are_not_ticked():
    (first, second, *_) = CONTENT.ladders["choose-a-road"].rungs
    ticked = gave(
        LADDERS["choose-a-road"],
        (ladder.RESULT, career.TICK, 1),
        (ladder.TICKED, first.id, 1),
        (ladder.EVIDENCE, "I wrote it down.", 1),
    )
    sheet = practice.fill(ROOM, Person(call_name="Heron", given=(ticked,)), SAY)
    assert sheet.rungs == ()
    assert sheet.next_steps[0].step == second.title
    assert len(sheet.next_steps) == 3


def test_a_career_ladder_that_is_ticked_to_its_end_asks_for_a_step_of_ones_own():
    ticks = [
        answer
        for at, rung in enumerate(CONTENT.ladders["choose-a-road"].rungs, start=1)
        for answer in ((ladder.RESULT, career.TICK, at), (ladder.TICKED, rung.id, at))
    ]
    done = Person(call_name="Heron", given=(gave(LADDERS["choose-a-road"], *ticks),))
    sheet = practice.fill(ROOM, done, SAY)
    assert sheet.next_steps == ()
    assert "a next step of your own" in words_of("practice", sheet)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize(("ladder_id", "own"), [("everyday", 7), ("formulas", 6), ("percent", 1)])
def test_the_solutions_stand_on_a_page_of_their_own_and_it_is_one(ladder_id, own, paper):
    sheet = practice.fill(ROOM, at_rung(own, ladder_id=ladder_id), SAY)
    job = [Sheet(FOR_PEOPLE["practice"], sheet)]
    *others, last = read(printed(job, Look(paper=paper)).pdf).pages
    assert len(others) == 4
    assert last.extract_text().startswith("Solutions")
    assert not any("Solutions" in page.extract_text() for page in others)


def words_of(id, sheet):
    """Return the printed words in one line."""
    return " ".join(text_of(printed([Sheet(FOR_PEOPLE[id], sheet)]).pdf).split())


# ------------------------------------------------------------------------------------ cards


def cards_of(*given):
    return cards.fill(ROOM, Person(call_name="Heron", given=given), SAY)


def test_a_card_has_their_own_words_and_their_own_action():
    one = worked("nerves-four", way.TO_RELABEL, "fast-heart", words="I am on.", action="I sit up.")
    (card,) = cards_of(one).cards
    assert (card.sign, card.words, card.action) == ("My heart beats fast.", "I am on.", "I sit up.")
    assert (card.family, card.where) == ("body", "In my body")


def test_what_they_left_empty_is_as_the_card_has_it():
    (card,) = cards_of(worked("nerves-four", way.TO_RELABEL, "cannot")).cards
    assert (card.words, card.action) == (CARDS["cannot"].new_label, CARDS["cannot"].action)
    assert card.words_are == "My answer"


def test_who_chose_a_first_action_only_is_given_no_words():
    (card,) = cards_of(worked("nerves-four", way.TO_ACT, "fast-heart", action="I sit up.")).cards
    assert (card.words, card.action) == ("", "I sit up.")


def test_who_sat_it_out_has_cards_to_write_on_and_no_other():
    sheet = cards_of(worked("nerves-four", way.TO_LOG, "fast-heart"))
    assert sheet.cards == ()
    assert sheet.blank_cards == 6


def test_a_sign_of_two_meetings_is_one_card_with_what_was_written_last():
    sheet = cards_of(
        worked("nerves-one", way.TO_RELABEL, "fast-heart", words="First.", action="One."),
        worked("nerves-four", way.TO_RELABEL, "fast-heart", words="Second."),
        worked("nerves-follow-up", way.TO_ACT, "fast-heart", action="Three."),
    )
    (card,) = sheet.cards
    assert (card.words, card.action) == ("Second.", "Three.")


@pytest.mark.parametrize(("cards_made", "blank"), [(0, 6), (1, 5), (6, 0), (7, 5)])
def test_cards_to_write_on_fill_the_page(cards_made, blank):
    ids = list(CARDS)[:cards_made]
    given = [worked("nerves-four", way.TO_ACT, id, action="Go.") for id in ids]
    # An activity takes two signs at most, so each is given as an activity of its own.
    sheet = cards_of(*given)
    assert (len(sheet.cards), sheet.blank_cards) == (cards_made, blank)


def test_every_sentence_on_the_body_names_its_source_and_the_caution_is_there():
    sheet = cards_of()
    assert len(sheet.about) == len({card.about for card in NERVES.cards if card.about})
    assert all(re.search(r"\([^()]+, \d{4}\)$", one) for one in sheet.about)
    assert sheet.caution == NERVES.caution


def test_the_signs_to_choose_from_are_those_of_the_plan():
    shown = cards.fill(replace(ROOM, plan=TASTER), Person(), SAY).families
    assert [len(one.choices) for one in shown] == [3, 3, 3]


# --------------------------------------------------------------------------------- body map


def marked_on(*given):
    sheet = body_map.fill(ROOM, Person(call_name="Heron", given=given), SAY)
    return {one.sign for family in sheet.families for one in family.listed if one.mine}, sheet


def test_signs_that_they_know_are_marked_in_words():
    at = way.ATTEMPTS[way.Place.MAP]
    mine, sheet = marked_on(marks("nerves-four", ("body", "flutter", at), ("doing", "rush", at)))
    assert mine == {CARDS["flutter"].sign, CARDS["rush"].sign}
    assert "Yours" in sheet.how_marked


def test_a_blank_map_marks_nothing():
    mine, sheet = marked_on()
    assert mine == set()
    assert (sheet.how_marked, sheet.tell) == ("", "")


def test_what_they_tell_themselves_is_as_they_wrote_it_last():
    at = way.ATTEMPTS[way.Place.TELL]
    _, sheet = marked_on(
        gave("nerves-one", ("tell", "Before.", at)),
        gave("nerves-four", ("tell", "It begins.", at)),
        gave("nerves-six", (way.DOOR, way.TO_LOG, 1)),
    )
    assert sheet.tell == "It begins."


def test_the_outline_holds_no_word_and_says_what_it_shows():
    picture = marked_on()[1].outline
    assert "<text" not in picture.svg
    assert "outline of a person" in picture.says


# ---------------------------------------------------------------------------- nerves, for all


def test_the_page_on_nerves_is_the_same_for_everybody():
    at = way.ATTEMPTS[way.Place.MAP]
    mine = Person(call_name="Heron", given=(marks("nerves-four", ("body", "flutter", at)),))
    assert arousal_page.fill(ROOM, mine, SAY) == arousal_page.fill(ROOM, Person(), SAY)
    assert not arousal_page.HANDOUT.is_private


def test_it_has_each_fact_with_its_source_and_each_source_in_full():
    sheet = arousal_page.fill(ROOM, Person(), SAY)
    cited = {NERVES.cite(fact.source) for fact in NERVES.facts}
    assert all(any(f"({cite})" in fact for fact in sheet.facts) for cite in cited)
    assert len(sheet.references) == len(cited)


def test_it_says_who_should_leave_it_and_that_slow_breathing_is_allowed():
    words = words_of("arousal-page", arousal_page.fill(ROOM, Person(), SAY))
    for told in ("panic attacks", "heart condition", "medical help", NERVES.caution):
        assert told in words
    assert "Slow breathing is allowed" in words


def test_the_three_ways_are_equal_and_have_no_reasons():
    doors = arousal_page.fill(ROOM, Person(), SAY).doors
    assert len(doors) == 3
    assert not any("because" in door for door in doors)


@pytest.mark.parametrize("sheet", [cards, body_map, arousal_page])
def test_a_plan_without_signs_has_no_such_sheet(sheet):
    assert sheet.fill(without("relabel"), Person(), SAY) is None


def test_a_plan_without_a_ladder_has_no_practice_sheet():
    assert practice.fill(without("ladder"), Person(), SAY) is None


def test_a_plan_with_a_career_ladder_only_has_a_form_of_its_steps():
    sheet = practice.fill(without("ladder", keep="choose-a-road"), Person(), SAY)
    assert len(sheet.next_steps) == 3


def without(kind, keep=""):
    """Return the group with a plan that has no activity of a kind, but for one ladder."""
    sessions = tuple(
        session.model_copy(
            update={
                "activities": tuple(
                    one
                    for one in session.activities
                    if one.kind != kind or (keep and one.params.get("ladder") == keep)
                )
            }
        )
        for session in SIX.sessions
    )
    return replace(ROOM, plan=SIX.model_copy(update={"sessions": sessions}))
