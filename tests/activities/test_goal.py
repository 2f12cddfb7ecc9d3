"""Goals: what is asked in turn, what came of the last one, and that nobody else sees any of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.earlier import RIGHT, TRIED, WORKING_RUNG
from efficacy.activities.five_sources import SOURCES, source_words
from efficacy.activities.goal import Goal, GoalParams
from efficacy.activities.personal import Earlier, Standing
from efficacy.activities.screens import SCREEN
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.journey import Journey, after, words

SAY = speech()
KIND = Goal()
PERSONA = Persona(sureness=50, worry=0.5)


def usual(**params: object) -> Context:
    return house.context("goal", **params)


def journey(own: Standing | None = None, **params: object) -> Journey:
    return Journey(KIND, usual(**params), own)


def goal_of(day: str = "2026-11-18", activity_id: str = "goal-one", **values: str) -> Earlier:
    given = tuple(Given(item_id=item, value=value) for item, value in values.items())
    return Earlier(activity_id=activity_id, wave="", day=day, given=given)


# ------------------------------------------------------------------ the screens


def test_without_an_earlier_goal_it_begins_with_the_goal() -> None:
    assert journey().fields == ["goal", "when", "end", "source"]
    assert "Take one small thing." in journey().text


def test_the_plan_follows_with_if_then_and_a_support_person() -> None:
    walk = journey().gives(goal="solve 3 tasks").presses("next")
    assert walk.fields == ["if", "then", "support"]
    assert walk.view.attempt == 2


def test_the_source_is_one_of_the_five_in_plain_words() -> None:
    (source,) = (field for field in journey().view.sheet.fields if field.id == "source")
    assert [option.id for option in source.options] == list(SOURCES)  # type: ignore[attr-defined]
    assert all(source_words(known, SAY) for known in SOURCES)
    assert source_words("luck", SAY) == ""


def test_the_goal_stands_above_the_plan_with_its_day() -> None:
    walk = journey().gives(goal="solve 3 tasks", when="Friday", end="3 done", source="mastery")
    text = walk.presses("next").text
    for part in ("25 November", "solve 3 tasks", "Friday", "3 done", "doing it myself"):
        assert part in text


def test_braces_in_a_goal_are_shown_as_they_are() -> None:
    walk = journey().gives(goal="solve {text}", when="at {number}").presses("next")
    assert "solve {text}" in walk.text
    assert "at {number}" in walk.text


def test_going_back_keeps_what_was_written_and_attempts_only_rise() -> None:
    walk = journey().gives(goal="solve 3 tasks").presses("next").presses("back")
    assert walk.view.attempt == 3
    assert walk.own.value("goal", 3) == "solve 3 tasks"
    assert "solve 4 tasks" in walk.gives(goal="solve 4 tasks").presses("next").text


def test_on_every_screen_one_can_be_done_and_can_pass() -> None:
    walk = journey(after(goal_of(goal="read one page")))
    for _ in range(3):
        assert {"done", "pass"} <= set(walk.actions)
        if "next" in walk.actions:
            walk.presses("next")
    assert walk.presses("pass").own.how == "passed"


def test_an_empty_goal_is_not_refused() -> None:
    walk = journey().presses("next")
    assert "Nothing is written yet" in walk.text
    assert walk.presses("done").own.how == "done"


def test_an_unknown_action_gets_a_sentence() -> None:
    with pytest.raises(NotFound):
        KIND.act(usual(), Standing(), "fly", SAY)


# --------------------------------------------------------------------- the hints


def test_there_is_no_hint_before_something_is_written() -> None:
    assert "easier to begin" not in journey().text


def test_looking_again_shows_what_is_missing_and_changes_nothing() -> None:
    walk = journey().gives(goal="fractions")
    before = walk.own
    assert "On which day" in walk.text
    assert walk.own == before
    assert walk.view.attempt == 1


def test_hints_follow_what_is_written_meanwhile() -> None:
    walk = journey().gives(goal="solve 3 tasks")
    assert "On which day" in walk.text
    walk.gives(when="Friday at 7")
    assert "On which day" not in walk.text
    assert "a doing, a time and an end" in walk.text


def test_what_is_missing_stands_above_the_plan_as_well_and_changing_it_is_one_press() -> None:
    walk = journey().gives(goal="solve 3 tasks").presses("next")
    assert "On which day" in walk.text
    walk.presses("back").gives(when="Friday at 7").presses("next")
    assert "On which day" not in walk.text
    assert "Go on to your plan" not in walk.text


def test_in_another_language_nothing_is_claimed_about_the_words() -> None:
    there = speech("de")
    own = Standing(
        given=tuple(Given(item_id=item, value="drei Aufgaben") for item in ("goal", "when", "end"))
    )
    cards = KIND.view(usual(), own, there).cards
    assert not any("a doing, a time and an end" in words(card) for card in cards)


# ------------------------------------------------------- what came of the last one


def test_the_last_goal_stands_first_with_its_day_and_the_question() -> None:
    walk = journey(after(goal_of(goal="read one page", when="Monday")))
    assert walk.fields == ["came-of"]
    assert "18 November" in walk.text
    assert "read one page" in walk.text


@pytest.mark.parametrize(
    ("came_of", "words"),
    [("done", "one step further"), ("partly", "that is left"), ("not-yet", "still open")],
)
def test_each_answer_leads_to_a_next_step(came_of: str, words: str) -> None:
    walk = journey(after(goal_of(goal="read one page"))).gives(came_of=came_of).presses("next")
    assert words in walk.text
    for verdict in ("well done", "great", "failed", "proud", "sorry", "only"):
        assert verdict not in walk.text.lower()


def test_without_an_answer_there_is_no_next_step_and_no_question() -> None:
    walk = journey(after(goal_of(goal="read one page"))).presses("next")
    assert "From the last goal" not in walk.text
    assert walk.fields[0] == "goal"


def test_the_last_plan_stands_below_its_goal() -> None:
    last = goal_of(**{"goal": "read", "if": "it is late", "then": "read one line"}, support="coach")
    walk = journey(after(last))
    assert "If it is late, then I read one line" in walk.text
    assert "Who can be there: coach" in walk.text


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"if": "it is late"}, "If it is late"),
        ({"then": "read one line"}, "If it gets hard, then I read one line"),
        ({"support": "coach"}, "Who can be there: coach"),
    ],
)
def test_a_plan_that_is_half_written_is_shown_as_far_as_it_goes(
    values: dict[str, str], line: str
) -> None:
    walk = journey(after(goal_of(goal="read", **values)))
    assert walk.view.cards[1].lines == (line,)


def test_without_a_plan_there_is_no_empty_card() -> None:
    assert len(journey(after(goal_of(goal="read"))).view.cards) == 1


@pytest.mark.parametrize(
    ("day", "is_asked"), [("2026-11-18", True), ("2026-11-24", True), ("2026-11-25", False)]
)
def test_held_again_on_another_day_it_opens_with_its_own_goal(day: str, is_asked: bool) -> None:
    walk = journey(after(goal_of(day, activity_id="it", goal="read one page")))
    assert (walk.fields == ["came-of"]) == is_asked


def test_a_goal_of_another_session_on_the_same_day_is_looked_back_on() -> None:
    assert journey(after(goal_of("2026-11-25", goal="read one page"))).fields == ["came-of"]


def test_goals_of_other_activities_are_left_alone() -> None:
    walk = journey(after(goal_of(activity_id="another", goal="read one page")))
    assert walk.fields[0] == "goal"


def test_an_earlier_visit_without_words_is_no_goal() -> None:
    assert journey(after(goal_of(when="Monday"))).fields[0] == "goal"
    assert journey(after(goal_of(goal="   "))).fields[0] == "goal"


def test_of_several_earlier_goals_the_newest_with_words_is_shown() -> None:
    own = after(
        goal_of("2026-11-04", goal="the oldest one"),
        goal_of("2026-11-11", "goal-two", goal="the middle one"),
        goal_of("2026-11-18", "goal-three", when="Monday"),
    )
    walk = journey(own, follows=["goal-one", "goal-two", "goal-three"])
    assert "the middle one" in walk.text


def test_what_was_changed_after_going_back_is_what_counts_later() -> None:
    walk = journey().gives(goal="first words").presses("next").presses("back")
    walk.gives(goal="second words").presses("next").presses("done")
    later = journey(after(walk.as_earlier("goal-one")))
    assert "second words" in later.text
    assert "first words" not in later.text


def test_a_goal_that_followed_another_is_found_later_as_well() -> None:
    second = journey(after(goal_of(goal="one"))).gives(came_of="done").presses("next")
    second.gives(goal="two").presses("next").presses("done")
    third = journey(after(second.as_earlier("goal-two")), follows=["goal-two"])
    assert "two" in third.text


# --------------------------------------------------------------------- within reach


def ladder(**values: float) -> Earlier:
    given = tuple(Given(item_id=item, value=value) for item, value in values.items())
    return Earlier(activity_id="rungs", wave="", day="2026-11-18", given=given)


def test_the_working_rung_is_shown_as_what_is_within_reach() -> None:
    own = after(ladder(**{WORKING_RUNG: 3.0, RIGHT: 2.0, TRIED: 4.0}))
    assert "rung 3" in journey(own).text
    assert "18 November" in journey(own).text


@pytest.mark.parametrize(
    ("rung", "is_asked"), [("rung 3", False), ("rung 4", False), ("rung 5", True), ("ten", False)]
)
def test_a_goal_more_than_one_rung_up_is_asked_back(rung: str, is_asked: bool) -> None:
    walk = journey(after(ladder(**{WORKING_RUNG: 3.0})))
    walk.gives(goal=f"solve 3 tasks of {rung}", when="Friday", end="3 done")
    assert ("some steps up" in walk.text) == is_asked
    assert ("a doing, a time and an end" in walk.text) != is_asked
    assert walk.presses("next").presses("done").own.how == "done"


@pytest.mark.parametrize("params", [{"rung_from": None}, {"rung_from": "another"}])
def test_without_a_record_nothing_is_said_of_a_rung(params: dict[str, object]) -> None:
    assert "rung" not in journey(after(ladder(**{WORKING_RUNG: 3.0})), **params).text
    assert "rung" not in journey(after(ladder(other=3.0))).text
    assert "rung" not in journey().text


# ------------------------------------------------------- what is stored, who sees it


def test_the_room_sees_how_many_wrote_and_none_of_their_words() -> None:
    context = usual()
    summary = KIND.summarise(context, house.answers(*[{"goal": "secret"}] * 6), SAY)
    assert (summary.n, summary.figures) == (6, ())
    assert not KIND.reveals(context)


def test_the_codebook_describes_every_field_and_the_screens() -> None:
    described = {row["item_id"] for row in KIND.frame(usual(), SAY)}
    fields = {field.id for field in KIND.sheet(usual(), SAY).fields}
    assert described == fields | {SCREEN}


def test_which_screen_it_was_cannot_be_sent_from_outside() -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(usual(), Given(item_id=SCREEN, value="plan"), SAY)


def test_a_private_box_says_that_nobody_reads_it() -> None:
    helps = [field.help for field in KIND.sheet(usual(), SAY).fields]
    assert sum("Nobody reads it now" in text for text in helps) == 2
    assert any("No name is needed" in text for text in helps)


def test_it_takes_two_pieces_of_work_and_a_tap_more_with_an_earlier_goal() -> None:
    content = house.curriculum()
    first = KIND.load(GoalParams(prompt="Go."), content)
    later = KIND.load(GoalParams(prompt="Go.", follows=("goal-one",)), content)
    assert (first.tasks, first.ratings, later.ratings) == (2, 1, 2)


@pytest.mark.parametrize("params", [{"prompt": ""}, {"follows": ["Not An Id"]}, {"rung_from": 3}])
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        usual(**params)


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), has_earlier=st.booleans())
def test_a_simulated_person_gets_to_the_end(seed: int, skips: float, has_earlier: bool) -> None:
    walk = journey(after(goal_of(goal="read one page")) if has_earlier else None)
    persona = Persona(sureness=50, worry=0.5, skips=skips)
    assert walk.plays(persona, seed) == ["next"] * (1 + has_earlier) + ["done"]
