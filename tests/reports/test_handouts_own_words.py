"""The sheets with a person's own words: profile, letter, evidence log, encouragement received."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from efficacy.activities.contract import Given
from efficacy.activities.personal import Earlier
from efficacy.content.loader import load
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports import own_words
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.marks import boxes_picture, line_picture
from efficacy.reports.handouts.sheets import encouragement, evidence_log, letter, my_profile
from efficacy.reports.own import OwnGoal, OwnLadder, OwnResults, OwnScale, Point, Visit

say = speech()
SHEETS = (my_profile, letter, evidence_log, encouragement)


@cache
def room(**more: Any) -> Room:
    content = load(home() / "curriculum")
    usual: dict[str, Any] = {
        "name": "Tuesdays",
        "code": "BADO",
        "contact": "room 4",
        "address": "",
        "mode": "confidential",
        "content": content,
        "plan": content.plans["math-career-6x90"],
        "day": "2026-11-26",
        "keep_until": "2027-05-26",
    }
    return Room(**usual | more)


def tasks() -> tuple[str, ...]:
    """Return the tasks of the plan's main scale, the easiest first."""
    scale = next(
        scale
        for one in room().content.instruments.values()
        for scale in one.scales
        if scale.id == room().plan.primary_scale
    )
    return tuple(one.text for one in sorted(scale.items, key=lambda one: one.difficulty or 0))


def scale(**more: Any) -> OwnScale:
    usual: dict[str, Any] = {
        "id": room().plan.primary_scale,
        "title": "Math tasks",
        "direction": "more_sure",
        "low": 0,
        "high": 100,
        "low_words": "cannot do it at all",
        "high_words": "certain I can",
        "case": "up",
        "first": Point(value=42, day="2026-10-01"),
        "last": Point(value=62, day="2026-11-12"),
        "counted": 10,
        "left_out": 0,
        "can_first": 4,
        "can_last": 6,
        "can": tasks()[:6],
        "not_yet": tasks()[6:],
    }
    return OwnScale(**usual | more)


def somebody(*scales: OwnScale, **more: Any) -> Person:
    stand = "both" if scales else "none"
    own = OwnResults(**{"stand": stand, "scales": scales} | more)
    return Person(call_name="Heron", own=own)


def gave(activity_id: str, day: str, **values: Any) -> Earlier:
    given = tuple(
        Given(item_id=item.replace("_", "-"), value=value) for item, value in values.items()
    )
    return Earlier(activity_id=activity_id, wave="", day=day, given=given)


VISITS = (
    Visit(day="2026-10-08", rung=2, rung_title="Find 20%", sets=1, said=2, got=3),
    Visit(day="2026-10-22", rung=3, rung_title="Find {said}", sets=0, said=0, got=0),
)
LADDERS = (
    OwnLadder(title="Formulas", rungs=7, visits=(VISITS[1],)),
    OwnLadder(title="Percent", rungs=7, visits=(VISITS[0],)),
)
DONE = OwnGoal(day="2026-10-08", what="I will ask {goal}", came_of="done")
OPEN = OwnGoal(day="2026-11-12", what="I will solve three tasks")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.HANDOUT.id)
def test_what_somebody_gave_is_private(sheet):
    assert sheet.HANDOUT.is_private


# ------------------------------------------------------------------------- the profile


def test_the_tasks_stand_with_the_hardest_on_top_and_each_says_where_it_stands():
    profile = my_profile.fill(room(), somebody(scale()), say)
    assert {one.words for one in profile.tasks[:4]} == set(tasks()[6:])
    assert [one.can for one in profile.tasks] == [False] * 4 + [True] * 6
    assert [one.not_yet for one in profile.tasks] == [True] * 4 + [False] * 6
    assert not profile.to_tick


def test_a_task_that_was_skipped_is_neither_and_can_be_ticked():
    skipped = scale(can=tasks()[1:6])
    profile = my_profile.fill(room(), somebody(skipped), say)
    (open_one,) = (one for one in profile.tasks if not one.can and not one.not_yet)
    assert open_one.words == tasks()[0]
    assert profile.to_tick


def test_a_form_has_all_tasks_to_tick_a_line_to_mark_and_all_doors():
    profile = my_profile.fill(room(), Person(), say)
    assert len(profile.tasks) == len(tasks())
    assert not any(one.can or one.not_yet for one in profile.tasks)
    assert "circle" not in profile.sure_line.svg
    assert profile.sure_words == profile.next_task == profile.note == ""
    assert (len(profile.doors), profile.doors_known) == (5, False)


def test_while_a_survey_is_on_nothing_of_an_earlier_one_is_printed():
    profile = my_profile.fill(room(), somebody(stand="asked_now"), say)
    assert profile == replace(my_profile.fill(room(), Person(), say), call_name="Heron")


def test_the_line_has_a_ring_for_the_first_time_and_a_dot_for_the_last():
    line = my_profile.fill(room(), somebody(scale()), say).sure_line
    assert line.svg.count("<circle") == 2
    assert line.says == "first 42, then 62 on a line from 0 to 100"


@pytest.mark.parametrize("case", ["up", "same", "down", "end", "too_few"])
def test_strength_is_told_in_the_words_of_their_own_page(case):
    one = scale(case=case)
    words = my_profile.fill(room(), somebody(one), say).sure_words
    assert words.endswith(own_words.move(one, say))


def test_somebody_with_one_survey_has_one_mark_and_no_move():
    one = scale(case="last_only", first=None, can_first=None)
    profile = my_profile.fill(room(), somebody(one, stand="no_first"), say)
    assert profile.sure_line.svg.count("<circle") == 1
    assert profile.sure_words == "All of them together: 62 on a line from 0 to 100."
    assert profile.note.startswith("You came in after the first survey")


def test_reach_names_the_other_lists_and_never_a_nought():
    career = scale(id="career", title="Career tasks", can=(), not_yet=("a", "b"))
    worry = scale(id="worry", title="Worry", can_first=None, can_last=None)
    (one,) = my_profile.fill(room(), somebody(scale(), career, worry), say).domains
    assert one.title == "Career tasks"
    assert one.words == one.picture.says == "For now, all 2 tasks stand at “not yet”."


def test_the_doors_are_the_two_of_which_somebody_had_least():
    least = ("door-encouragement", "door-nerves")
    values = {
        item.id: scale.response.low
        if (scale.id in least) != item.reverse_keyed
        else scale.response.high
        for scale in room().content.instruments["sources"].scales
        for item in scale.items
    }
    given = tuple(Given(item_id=item, value=float(value)) for item, value in values.items())
    known = Earlier(activity_id="doors", wave="", day="2026-10-01", given=given)
    profile = my_profile.fill(room(), Person(given=(known,)), say)
    assert profile.doors_known
    labels = [one.label for one in profile.doors]
    assert labels == ["Encouragement", "Room to work beside my nerves"]
    assert all(one.first for one in profile.doors)


def test_a_plan_that_asks_for_no_doors_has_the_five_sources_to_tick():
    starter = replace(room(), plan=room().content.plans["starter-45"])
    profile = my_profile.fill(starter, Person(), say)
    assert profile.doors[0].label == "doing it myself, step by step"
    assert len(profile.doors) == 5


def test_a_plan_whose_main_scale_lists_no_tasks_leaves_lines_for_them():
    plan = room().plan.model_copy(update={"primary_scale": "math-worry-full"})
    profile = my_profile.fill(replace(room(), plan=plan), Person(), say)
    assert profile.tasks == ()


def test_pictures_tell_full_from_open_by_shape():
    assert boxes_picture(1, 3, says="").svg.count('fill="white"') == 2
    both = line_picture(low=0, high=100, first=50, last=50, says="")
    ring, dot = re.findall(r'<circle cx="([\d.]+)" cy="\d+" r="(\d+)"', both.svg)
    assert ring[0] == dot[0]
    assert int(ring[1]) > int(dot[1])


# -------------------------------------------------------------------------- the letter


def test_the_letter_tells_what_was_said_first_and_last_with_its_days():
    told = letter.fill(room(), somebody(scale()), say)
    (move,) = told.moves
    assert [(one.title, one.words) for one in move.said] == [
        (
            "Math tasks",
            "You were sure of 4 of 10 tasks. Now you are sure of 6. Your answers moved up.",
        )
    ]
    assert told.days == "The first time was on 1 October, and the last on 12 November."


def test_what_a_move_may_mean_is_told_once_for_all_that_moved_so():
    two = (scale(case="down"), scale(id="career", title="Career tasks", case="down"))
    (move,) = letter.fill(room(), somebody(*two), say).moves
    assert len(move.said) == 2
    assert "More is not always better" in move.meaning


@pytest.mark.parametrize("case", ["up", "same", "down", "end"])
@pytest.mark.parametrize("direction", ["more_sure", "more_worry"])
def test_the_letter_neither_praises_nor_consoles(case, direction):
    told = letter.fill(room(), somebody(scale(case=case, direction=direction)), say)
    words = " ".join(f"{one.said[0].words} {one.meaning}" for one in told.moves).lower()
    assert not re.search(r"\b(great|well done|proud|sorry|sadly|only|low|improve\w*)\b", words)


def test_the_main_scale_comes_first_and_a_letter_tells_of_three_at_most():
    many = [scale(id=f"other-{n}", title=f"Other {n}") for n in range(4)]
    told = letter.fill(room(), somebody(*many, scale()), say)
    titles = [one.title for move in told.moves for one in move.said]
    assert titles == ["Math tasks", "Other 0", "Other 1"]


def test_a_scale_with_too_few_answers_leaves_no_hole():
    told = letter.fill(room(), somebody(scale(case="too_few")), say)
    assert told.moves == ()
    assert told.note == told.days == ""


@pytest.mark.parametrize(("case", "stand"), [("first_only", "no_last"), ("last_only", "no_first")])
def test_who_was_there_once_reads_that_it_is_theirs_all_the_same(case, stand):
    gone = {"first": None, "can_first": None} if case == "last_only" else {}
    gone |= {"last": None, "can_last": None} if case == "first_only" else {}
    told = letter.fill(room(), somebody(scale(case=case, **gone), stand=stand), say)
    assert told.note.endswith("It is yours all the same.")
    assert told.days == ""
    assert told.moves[0].said[0].words


def test_worry_that_was_told_once_is_told_by_its_place_on_the_line():
    once = scale(
        direction="more_worry", case="first_only", last=None, can_first=None, can_last=None
    )
    told = letter.fill(room(), somebody(once), say)
    assert told.moves[0].said[0].words == "You said 42 on a line from 0 to 100."


def test_what_was_done_is_in_the_order_of_time_over_all_ladders():
    told = letter.fill(room(), somebody(ladders=LADDERS), say)
    assert told.visits == (
        "8 October: rung 2 of 7: Find 20%. You said 2 and got 3.",
        "22 October: rung 3 of 7: Find {said}.",
    )


def test_goals_that_were_done_are_told_and_the_open_one_starts_the_plan():
    plan = gave("goal-one", "2026-11-12", goal=OPEN.what, **{"if": "I stop", "then": "write it"})
    person = replace(somebody(goals=(DONE, OPEN)), given=(plan,))
    told = letter.fill(room(), person, say)
    assert told.goals == ("Your goal was “I will ask {goal}”. What came of it: done.",)
    assert told.goal == "I will solve three tasks"
    assert (told.if_this, told.then_that) == ("I stop", "write it")


def test_a_goal_that_came_to_nothing_is_not_held_up_to_anybody():
    not_yet = replace(DONE, came_of="not-yet")
    told = letter.fill(room(), somebody(goals=(not_yet, OPEN)), say)
    assert told.goals == ()


def test_after_a_goal_that_is_done_the_plan_begins_with_an_empty_line():
    told = letter.fill(room(), somebody(goals=(DONE,)), say)
    assert told.goal == told.if_this == told.then_that == ""


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2026-11-26", ("26 December", "26 January", "26 February")),
        ("2026-12-31", ("31 January", "28 February", "31 March")),
    ],
)
def test_the_plan_has_three_months_from_today(day, ends):
    assert letter.fill(replace(room(), day=day), Person(), say).months == ends


def test_the_counselors_two_sentences_are_in_the_letter():
    told = letter.fill(room(), replace(somebody(), reply="You took it apart."), say)
    assert told.reply == "You took it apart."


# -------------------------------------------------------------------- the evidence log


def test_the_log_holds_all_entries_with_their_day_and_source():
    person = Person(
        given=(
            gave("log-one", "2026-10-01", did="I asked", shows="ask", source="mastery"),
            gave("log-two", "2026-10-08", did="I read a plan"),
            gave("survey-pre", "2026-10-08", did="not of a log"),
        )
    )
    deeds = evidence_log.fill(room(), person, say).deeds
    assert [(one.day, one.did, one.shows, one.source) for one in deeds] == [
        ("1 October", "I asked", "ask", "doing it myself, step by step"),
        ("8 October", "I read a plan", "", ""),
    ]


def test_an_empty_log_is_a_page_of_rows():
    assert evidence_log.fill(room(), Person(), say).rows == evidence_log.MOST


def test_a_log_always_has_rows_to_go_on_and_a_new_page_of_them_once_it_is_full():
    logged = tuple(gave("log-one", "2026-10-01", did=f"I did {n}") for n in range(40))
    rows = [evidence_log.fill(room(), Person(given=logged[:n]), say).rows for n in range(40)]
    assert min(rows) == evidence_log.FEWEST
    full = rows.index(evidence_log.FEWEST)
    assert rows[:full] == sorted(rows[:full], reverse=True)
    assert max(rows[full:]) > evidence_log.FEWEST


def test_the_record_of_the_ladders_follows_the_log():
    log = evidence_log.fill(room(), somebody(ladders=LADDERS), say)
    assert log.climbed == own_words.dated_visits(OwnResults(stand="none", ladders=LADDERS), say)
    assert log.rows < evidence_log.MOST


# ------------------------------------------------------------------- the encouragement


def test_words_that_were_handed_over_stand_once_and_in_their_order():
    person = Person(received=("You drew it first.", "You asked.", "You drew it first."))
    sheet = encouragement.fill(room(), person, say)
    assert sheet.received == ("You drew it first.", "You asked.")
    assert sheet.about.startswith("One sentence by somebody who saw what you did.")


def test_what_a_witness_said_is_on_the_sheet_and_what_was_written_to_others_is_not():
    given = (
        gave("witness-one", "2026-10-01", did="checked each step", shows="find slips"),
        gave("witness-two", "2026-10-08", said=" You asked twice. "),
    )
    assert encouragement.fill(room(), Person(given=given), say).witnesses == ("You asked twice.",)


def test_without_any_words_the_sheet_is_a_form():
    sheet = encouragement.fill(room(), Person(), say)
    assert sheet.received == sheet.witnesses == ()
