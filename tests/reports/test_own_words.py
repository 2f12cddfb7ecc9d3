"""The words of a person's own page: which are never said, how plain they are, each case."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from efficacy.content.readability import grade, sentences, words
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports import own_words
from efficacy.reports.own import (
    Case,
    OwnLadder,
    OwnResults,
    OwnScale,
    Point,
    Stand,
    Visit,
)

say = speech()
ROOT = home()
FILES = (
    ROOT / "efficacy" / "reports" / "own_words.py",
    *sorted((ROOT / "pages" / "_ui" / "mine").glob("*.py")),
)
NEVER = re.compile(
    r"\b(low|lower|lowest|high|higher|highest|good|bad|better than|worse|best|worst|poor|weak|"
    r"strong|unfortunately|sadly|congratulations|well done|great|smart|natural|genius|failed|"
    r"effects?|impact\w*|improve\w*|caused?|led to|significant\w*|thanks to|because of|"
    r"average|others did|the group|rank\w*|just|only|easy|almost everyone)\b",
    re.IGNORECASE,
)
LONGEST_SENTENCE, HIGHEST_GRADE = 22, 8.0


def said(path: Path) -> Iterator[str]:
    """Yield every string that a file says."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("say", "later", "plural"):
                yield from (
                    one.value
                    for one in node.args
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


ALL = sorted({words for path in FILES for words in said(path)})


def test_there_are_words_to_look_at() -> None:
    assert len(ALL) > 40


# “Only you see this page.” says who looks, and measures nobody.
OF_THE_SWITCH = {"Only you see this page."}


@pytest.mark.parametrize("text", [one for one in ALL if one not in OF_THE_SWITCH])
def test_no_sentence_judges_a_person_names_a_cause_or_speaks_of_others(text: str) -> None:
    assert NEVER.search(text) is None


@pytest.mark.parametrize("text", ALL)
def test_no_sentence_shouts_or_runs_on(text: str) -> None:
    assert "!" not in text
    for one in sentences(text):
        assert len(words(one)) <= LONGEST_SENTENCE, one


def test_the_words_are_plain() -> None:
    longer = [one for one in ALL if len(words(one)) > 6]
    assert grade(longer) <= HIGHEST_GRADE


# ---------------------------------------------------------------------------- each case


def scale(**more: Any) -> OwnScale:
    usual: dict[str, Any] = {
        "id": "math",
        "title": "Math tasks",
        "direction": "more_sure",
        "low": 0,
        "high": 100,
        "low_words": "cannot do it at all",
        "high_words": "certain I can",
        "case": "up",
        "first": Point(value=42, day="2026-03-03"),
        "last": Point(value=62, day="2026-05-05"),
        "counted": 10,
        "left_out": 0,
        "can_first": 4,
        "can_last": 6,
    }
    return OwnScale(**usual | more)


BOTH: tuple[Case, ...] = ("up", "same", "down", "end", "too_few")


def test_the_count_is_said_in_words() -> None:
    assert own_words.count(scale(), say) == "You were sure of 4 of 10 tasks. Now you are sure of 6."


def test_none_of_the_tasks_is_never_said_as_a_zero() -> None:
    nothing = own_words.count(scale(can_first=0, can_last=0), say)
    assert "0 of" not in nothing
    assert "sure of 0" not in nothing
    assert "“not yet”" in nothing
    assert own_words.count(scale(can_first=0, can_last=3), say).endswith("Now you are sure of 3.")


def test_who_was_there_once_is_told_once() -> None:
    first = scale(case="first_only", last=None, can_last=None)
    assert own_words.count(first, say) == "You were sure of 4 of 10 tasks."
    last = scale(case="last_only", first=None, can_first=None)
    assert own_words.count(last, say) == "You are sure of 6 of 10 tasks."
    assert own_words.move(first, say) == own_words.move(last, say) == ""


@pytest.mark.parametrize("direction", ["more_sure", "more_worry"])
@pytest.mark.parametrize("case", BOTH)
def test_every_case_has_its_sentence_and_all_but_one_a_meaning(case: Case, direction: str) -> None:
    one = scale(case=case, direction=direction)
    assert own_words.move(one, say)
    assert bool(own_words.meaning(one, say)) == (case != "too_few")


@pytest.mark.parametrize("case", get_args(Case))
def test_a_scale_without_a_direction_is_told_by_its_ends_alone(case: Case) -> None:
    one = scale(case=case, direction="none", can_first=None, can_last=None)
    assert own_words.meaning(one, say) == ""
    assert own_words.count(one, say) == ""


def test_a_scale_without_a_direction_moves_toward_one_of_its_ends() -> None:
    assert own_words.move(scale(direction="none"), say) == (
        "Your answers moved toward “certain I can”."
    )
    down = scale(direction="none", case="down", low_words="")
    assert own_words.move(down, say) == "Your answers moved toward “0”."


@pytest.mark.parametrize(
    ("direction", "case", "is_less"),
    [
        ("more_sure", "up", False),
        ("more_sure", "down", True),
        ("more_worry", "up", False),
        ("more_worry", "down", True),
    ],
)
def test_the_direction_word_fits_the_sign(direction: str, case: Case, *, is_less: bool) -> None:
    sentence = own_words.move(scale(direction=direction, case=case), say)
    assert bool(re.search(r"\b(down|less)\b", sentence)) is is_less
    assert bool(re.search(r"\b(up|more)\b", sentence)) is not is_less


def test_a_fall_is_told_as_a_closer_look_with_the_theory_and_a_next_step() -> None:
    meaning = own_words.meaning(scale(case="down"), say)
    assert "closer look" in meaning
    assert "More is not always better" in meaning
    assert "should fit what you can do" in meaning
    assert "One task that you try" in meaning


def test_more_worry_leads_to_somebody_to_talk_to() -> None:
    meaning = own_words.meaning(scale(case="up", direction="more_worry"), say)
    assert "talk to your counselor" in meaning


def test_what_a_comparison_rests_on_is_said_where_lines_are_missing() -> None:
    assert own_words.rests_on(scale(), say) == ""
    assert own_words.rests_on(scale(counted=8, left_out=2), say) == (
        "This is about the 8 of 10 lines that you answered both times."
    )


def test_the_picture_says_the_same_in_words() -> None:
    worry = {"low": 1, "high": 5, "direction": "more_worry"}
    first, last = Point(value=3.25, day=""), Point(value=2.75, day="")
    assert own_words.picture_words(scale(first=first, last=last, **worry), say) == (
        "first 3.2, then 2.8 on a line from 1 to 5"
    )
    assert own_words.picture_words(scale(first=None, last=last, **worry), say) == (
        "2.8 on a line from 1 to 5"
    )
    assert own_words.picture_words(scale(first=None, last=None), say) == ""


@pytest.mark.parametrize("stand", get_args(Stand))
def test_every_way_the_surveys_stand_is_said_or_needs_no_word(stand: Stand) -> None:
    note = own_words.survey_note(OwnResults(stand=stand), say)
    assert bool(note) == (stand not in ("none", "both"))


# ------------------------------------------------------------------------ the ladders


def climbed(said: int, got: int, *, sets: int = 2, title: str = "Find 10%") -> OwnResults:
    """Return two ladders with a meeting each."""
    visit = Visit(day="2026-03-03", rung=2, rung_title=title, sets=sets, said=said, got=got)
    ladders = [OwnLadder(title=one, rungs=7, visits=(visit,)) for one in ("Percent", "Formulas")]
    return OwnResults(stand="none", ladders=tuple(ladders))


@pytest.mark.parametrize(
    ("said", "got", "sentence"),
    [
        (2, 3, "More came than you said."),
        (3, 3, "What you said and what came are the same number."),
        (4, 3, "You said more than came. That is common, and no fault."),
    ],
)
def test_what_was_said_stands_beside_what_came_over_all_ladders_and_meetings(
    said: int, got: int, sentence: str
) -> None:
    counts, told = own_words.prediction_lines(climbed(said, got), say)
    assert counts == (
        f"Before the tasks you said {2 * said} of 12. You got {2 * got} without help."
    )
    assert told == sentence


def test_without_a_number_said_nothing_is_compared() -> None:
    nothing = climbed(0, 0, sets=0)
    assert own_words.prediction_lines(nothing, say) == ()
    assert own_words.visit_line(nothing.visits[0], 7, say) == "rung 2 of 7: Find 10%."


def test_braces_in_a_title_are_left_as_they_are() -> None:
    one = climbed(2, 3, title="{said} {rung} {x}").visits[0]
    assert "{said} {rung} {x}." in own_words.visit_line(one, 7, say)


@pytest.mark.parametrize("came_of", ["done", "partly", "not-yet", "", "something else"])
def test_what_came_of_a_goal_has_words(came_of: str) -> None:
    assert own_words.came_of_words(came_of, say)
