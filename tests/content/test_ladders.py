"""Rules for ladders: each mistake is found, and what is right is left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from efficacy.content.findings import Collector
from efficacy.content.ladder_checks import LONGEST_ASK, SHORT_UP_TO, check_ladder
from efficacy.content.ladder_words import ladder_passages, of_rung
from efficacy.content.ladders import Ladder, Rung
from efficacy.content.loader import read_folder
from efficacy.content.models import Curriculum
from efficacy.content.passages import passages
from efficacy.content.readability import words
from tests.content.house import PROVENANCE, SHIPPED

Fields = dict[str, Any]


def task(**changes: Any) -> Fields:
    """Return a task that nothing is wrong with."""
    return {
        "id": "twice",
        "draw": {"n": {"from": 20, "to": 120}, "thing": ["pens", "cups"]},
        "ask": "You have {n} {thing} and get as many again. How many are there?",
        "answer": "n * 2",
        "hint": "Think of two heaps.",
        "steps": [{"id": "both", "name": "Double it", "text": "That is {both}.", "value": "n * 2"}],
        "slips": [{"id": "once", "value": "n", "step": "both", "text": "This is {n}, one heap."}],
        **changes,
    }


def math_rung(level: int, **changes: Any) -> Fields:
    """Return a rung with one task."""
    return {
        "level": level,
        "id": f"rung-{level}",
        "title": f"Kind {level}",
        "can": "double a number",
        "did": "doubled a number",
        "seconds": 30,
        "tasks": [task()],
        **changes,
    }


def career_rung(level: int, **changes: Any) -> Fields:
    """Return a rung in real life."""
    fields = math_rung(level, do="Ask one person.", **changes)
    return {key: value for key, value in fields.items() if key != "tasks" or "tasks" in changes}


def ladder(*rungs: Fields, **changes: Any) -> Ladder:
    """Return a ladder of these rungs; of two good ones where none are given."""
    fields = {
        "kind": "ladder",
        "id": "doubles",
        "language": "en",
        "version": "1",
        "title": "Doubles",
        "sort": "math",
        "provenance": PROVENANCE,
        "stem": "How sure are you that you can …",
        "can": "double numbers",
        "rungs": rungs or (math_rung(1), math_rung(2)),
        **changes,
    }
    return Ladder.model_validate_json(json.dumps(fields))


def wrong(one: Ladder) -> list[str]:
    """Return what is wrong with a ladder, as sentences."""
    found = Collector("ladder.yaml")
    check_ladder(one, found)
    assert found.findings().warnings == ()
    return [str(problem) for problem in found.findings().errors]


def wrong_task(**changes: Any) -> list[str]:
    """Return what is wrong with a ladder whose second rung has such a task."""
    return wrong(ladder(math_rung(1), math_rung(2, tasks=[task(**changes)])))


def career(*rungs: Fields) -> Ladder:
    return ladder(*(rungs or (career_rung(1), career_rung(2))), sort="career")


# ------------------------------------------------------------------------ rungs


def test_nothing_is_wrong_with_the_ladders_of_this_file() -> None:
    assert wrong(ladder()) == []
    assert wrong(career()) == []


def test_each_rung_has_an_id_of_its_own() -> None:
    (said,) = wrong(ladder(math_rung(1), math_rung(2, id="rung-1")))
    assert "doubles → rungs → rung-1 → expected each rung with an id of its own" in said


@pytest.mark.parametrize("levels", [(2, 1), (1, 3), (1, 1), (2, 3)])
def test_levels_count_up_from_one(levels: tuple[int, int]) -> None:
    rungs = [math_rung(level, id=f"at-{place}") for place, level in enumerate(levels)]
    (said,) = wrong(ladder(*rungs))
    assert f"expected levels 1, 2, 3 and so on, in order, found {levels[0]}, {levels[1]}" in said


def test_there_is_one_stem_and_only_english_is_compared() -> None:
    (said,) = wrong(ladder(stem="Can you …"))
    assert "doubles → stem → expected “How sure are you that you can …”" in said
    assert wrong(ladder(stem="Wie sicher sind Sie, dass Sie …", language="de")) == []


@pytest.mark.parametrize("can", ["Double it", "double it.", "double it?", "2 heaps"])
def test_what_somebody_can_goes_on_after_the_stem(can: str) -> None:
    (said,) = wrong(ladder(can=can))
    assert f"doubles → can → expected words that go on after “you can …”, found “{can}”" in said
    (said,) = wrong(ladder(math_rung(1), math_rung(2, can=can)))
    assert "doubles → rungs → rung-2 → can → expected words that go on" in said
    assert wrong(ladder(can=can, language="de")) == []


def test_a_math_rung_has_tasks_and_says_nothing_to_do() -> None:
    (said,) = wrong(ladder(math_rung(1), math_rung(2, do="Ask.")))
    assert "rung-2 → do → expected nothing: a math rung has tasks, found “Ask.”" in said
    missing = wrong(ladder(math_rung(1, tasks=[]), math_rung(2)))
    assert "rung-1 → tasks → expected at least one task, found none" in missing[0]


def test_a_career_rung_says_what_to_do_and_judges_nothing() -> None:
    (said,) = wrong(career(career_rung(1), career_rung(2, tasks=[task()])))
    assert "rung-2 → tasks → expected no tasks: nothing is judged here, found 1" in said
    (said,) = wrong(career(career_rung(1), {**career_rung(2), "do": None}))
    assert "rung-2 → do → expected what is done on this rung, found nothing" in said


def test_time_rises_or_stays() -> None:
    assert wrong(ladder(math_rung(1, seconds=60), math_rung(2, seconds=60))) == []
    assert wrong(ladder(math_rung(1, seconds=60), math_rung(2, seconds=61))) == []
    (said,) = wrong(ladder(math_rung(1, seconds=60), math_rung(2, seconds=59)))
    assert "rung-2 → seconds → expected 60 or more, as on the rung below, found 59" in said


def test_steps_rise_or_stay() -> None:
    first = {"id": "one", "name": "Take one", "text": "{one}", "value": "n"}
    longer = task(steps=[first, *task()["steps"]])
    assert wrong(ladder(math_rung(1), math_rung(2, tasks=[longer]))) == []
    (said,) = wrong(ladder(math_rung(1, tasks=[longer]), math_rung(2)))
    assert "rung-2 → tasks → expected solutions of 2 steps or more" in said
    assert said.endswith("found 1")


def test_on_a_career_ladder_times_may_fall() -> None:
    assert wrong(career(career_rung(1, seconds=90), career_rung(2, seconds=30))) == []


# ------------------------------------------------------------------------ tasks


@pytest.mark.parametrize(
    "changes",
    [
        {"given": {"n": "3"}},
        {"given": {"both": "n + 1"}},
        {"draw": {"n": {"from": 20, "to": 120}, "both": [3], "thing": ["pens"]}},
        {"steps": [*task()["steps"], *task()["steps"]]},
    ],
)
def test_each_number_and_step_has_a_name_of_its_own(changes: Fields) -> None:
    (said,) = wrong_task(**changes)
    assert "rung-2 → twice → steps → " in said
    assert "expected a name of its own for each number and step" in said


def test_a_slip_comes_from_a_step_that_there_is() -> None:
    (said,) = wrong_task(slips=[{"id": "once", "value": "n", "step": "other", "text": "One."}])
    assert "twice → slips → once → step → expected one of both, found “other”" in said


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"answer": "m * 2"}, "cannot be worked out"),
        ({"answer": "n / 0"}, "divides by 0"),
        ({"given": {"m": "n +"}}, "cannot be worked out"),
        ({"where": ["n"]}, "is no condition"),
        ({"where": ["n > 500"]}, "No numbers fit"),
        ({"draw": {"n": {"from": 9, "to": 2}, "thing": ["pens"]}}, "smaller to a larger"),
        ({"draw": {"n": [], "thing": ["pens"]}}, "at least one value"),
        ({"ask": "You have {m} pens."}, "an unknown place m"),
        ({"ask": "You have {n pens."}, "a brace that nothing closes"),
        ({"hint": "Take {m}."}, "an unknown place m"),
        (
            {"steps": [{"id": "both", "name": "Take {m}", "text": "{both}", "value": "n * 2"}]},
            "an unknown place m",
        ),
        (
            {"steps": [{"id": "both", "name": "Take it", "text": "{m}", "value": "n * 2"}]},
            "an unknown place m",
        ),
        (
            {"slips": [{"id": "once", "value": "n", "step": "both", "text": "This is {m}."}]},
            "an unknown place m",
        ),
        (
            {"slips": [{"id": "once", "value": "n / 0", "step": "both", "text": "This."}]},
            "divides by 0",
        ),
    ],
)
def test_a_task_can_be_made(changes: Fields, refusal: str) -> None:
    (said,) = wrong_task(**changes)
    assert "rung-2 → twice → expected a task that can be made" in said
    assert refusal in said


def test_a_rung_has_thirty_answers() -> None:
    draw = {"n": {"from": 20, "to": 48}, "thing": ["pens"]}
    (said,) = wrong_task(draw=draw)
    assert "rung-2 → tasks → expected at least 30 different answers in 200 draws, found 2" in said
    assert said.endswith("Widen the draws.")
    two = [task(draw=draw), task(id="again", draw={**draw, "n": {"from": 60, "to": 64}})]
    assert wrong(ladder(math_rung(1), math_rung(2, tasks=two))) == []


@pytest.mark.parametrize("plain", [0, 1])
def test_no_answer_is_nought_or_one(plain: int) -> None:
    formula = f"n - 40 + {plain}"
    said = wrong_task(
        answer=formula,
        steps=[{"id": "both", "name": "Take 40", "text": "That is {both}.", "value": formula}],
        where=["n > 39"],
    )
    assert "twice → answer → expected never 0 or 1, found " in said[0]
    assert wrong_task(where=["n > 39"]) == []


def test_a_task_does_not_print_its_answer() -> None:
    ask = "Twice {n} is wanted, in all. Is it 90 or not?"
    (said,) = wrong_task(ask=ask)
    assert "twice → ask → expected a task that does not print its answer, found “" in said
    assert wrong_task(ask=ask, where=["n != 45"]) == []


def test_a_hint_does_not_give_the_answer() -> None:
    (said,) = wrong_task(hint="Count to {both}.")
    assert "twice → hint → expected a hint that does not give the answer" in said
    assert wrong_task(hint="Take {n} and once more {n}.") == []


def test_decimals_that_do_not_end_need_a_tolerance() -> None:
    changes: Fields = {
        "answer": "n * 2 / 7",
        "steps": [{"id": "both", "name": "Share it", "text": "{both}", "value": "n * 2 / 7"}],
    }
    said = wrong_task(**changes)
    assert "twice → tolerance → expected how far an answer may lie" in said[0]
    assert len(said) == 1
    assert wrong_task(**changes, tolerance=0.01) == []


def test_the_last_step_comes_to_the_answer() -> None:
    (said,) = wrong_task(answer="n * 3")
    assert "twice → steps → expected a last step that comes to " in said
    step = {"id": "all_of_it", "name": "Once more", "text": "{all_of_it}", "value": "both + n"}
    assert wrong_task(answer="n * 3", steps=[*task()["steps"], step]) == []


@pytest.mark.parametrize(
    ("value", "tolerance", "is_found"),
    [
        ("n + n", 0, True),
        ("n + n + 1", 0, False),
        # One may be as far off as the tolerance on either side.
        ("n + n + 1", 0.5, True),
        ("n + n + 1", 0.4, False),
        ("max(80, n)", 0, True),
    ],
)
def test_a_slip_comes_to_another_number(value: str, tolerance: float, is_found: bool) -> None:
    slip = {"id": "same", "value": value, "step": "both", "text": "Look again."}
    said = wrong_task(slips=[slip], tolerance=tolerance)
    assert len(said) == is_found
    assert all("slips → same → expected another number than the answer" in one for one in said)


def test_up_to_the_fourth_rung_a_task_is_short() -> None:
    start = "You have {n} {thing} and get as many again. "
    fits = start + "so " * (LONGEST_ASK - len(words(start)))
    rungs = [math_rung(level) for level in range(1, SHORT_UP_TO)]
    at_most = math_rung(SHORT_UP_TO, tasks=[task(ask=fits)])
    too_long = math_rung(SHORT_UP_TO, tasks=[task(ask=fits + "so")])
    above = math_rung(SHORT_UP_TO + 1, tasks=[task(ask=fits + "so")])
    assert wrong(ladder(*rungs, at_most, above)) == []
    (said,) = wrong(ladder(*rungs, too_long, above))
    assert "twice → ask → expected at most 35 words up to level 4, found 36 words" in said


def test_each_sort_of_mistake_is_noted_once_a_task() -> None:
    said = wrong(ladder(*(math_rung(one, tasks=[task(answer="n * 3")]) for one in (1, 2))))
    assert len(said) == 2


def test_tasks_of_other_languages_are_made_as_well() -> None:
    rungs = [math_rung(1), math_rung(2, tasks=[task(answer="n * 3")])]
    assert len(wrong(ladder(*rungs, language="de"))) == 1


# ----------------------------------------------------------------------- models


@pytest.mark.parametrize(
    "changes",
    [
        {"rungs": [math_rung(1)]},
        {"sort": "game"},
        {"unknown": 1},
        {"rungs": [math_rung(0), math_rung(1)]},
        {"rungs": [math_rung(12), math_rung(13)]},
        {"rungs": [math_rung(1, seconds=4), math_rung(2)]},
        {"rungs": [math_rung(1, seconds=1201), math_rung(2)]},
        {"rungs": [math_rung(1), math_rung(2, tasks=[task(tolerance=-1)])]},
        {"rungs": [math_rung(1), math_rung(2, tasks=[task(steps=[])])]},
        {"rungs": [math_rung(1), math_rung(2, tasks=[task(draw={"N": [1]})])]},
        {"rungs": [math_rung(1), math_rung(2, tasks=[task(draw={"n2": [1]})])]},
        {"rungs": [math_rung(1), math_rung(2, tasks=[task(draw={"n": [1, "two"]})])]},
        {"rungs": [math_rung(1), math_rung(2, tasks=[task(answer="1" * 201)])]},
        {"rungs": [math_rung(1), math_rung(2, tasks=[task(answer="")])]},
    ],
)
def test_what_does_not_have_the_shape_is_no_ladder(changes: Fields) -> None:
    with pytest.raises(ValidationError):
        ladder(**changes)


def test_the_ends_of_what_is_allowed_are_allowed() -> None:
    rungs = [math_rung(1, seconds=5), math_rung(12, seconds=1200)]
    assert ladder(*rungs).rungs[1].level == 12


# ----------------------------------------------------------------- what is read


def read(one: Ladder) -> dict[str, tuple[str, ...]]:
    return dict(ladder_passages(one))


def test_everything_that_people_read_is_checked_with_its_numbers() -> None:
    found = read(ladder(extras=["Make one."]))
    assert found["doubles → can"] == ("How sure are you that you can double numbers?",)
    assert found["doubles → extras"] == ("Make one.",)
    assert found["doubles → rung-1 → can"][1] == "You doubled a number."
    trail = "doubles → rung-1 → twice"
    assert found[f"{trail} → hint"] == ("Think of two heaps.",)
    # Lines of working out have short numbers, so that they are not read as long words.
    assert found[f"{trail} → steps"] == ("That is 9.",)
    assert found[f"{trail} → slips → once"] == ("This is 9, one heap.",)
    assert "{" not in str(list(found.values()))


def test_what_is_done_in_real_life_is_read_as_well() -> None:
    found = read(career())
    assert found["doubles → rung-2 → do"] == ("Ask one person.",)
    assert "doubles → extras" not in found


def test_a_task_that_cannot_be_made_is_left_to_the_other_check() -> None:
    broken = ladder(math_rung(1), math_rung(2, tasks=[task(answer="m")]))
    assert not any("rung-2 → twice" in where for where in read(broken))
    assert of_rung(broken.rungs[1]) == ("Kind 2",)


def test_a_rung_gives_its_title_its_task_and_its_solution_to_read() -> None:
    title, ask, step = of_rung(ladder().rungs[0])
    assert title == "Kind 1"
    assert ask.startswith("You have ")
    assert step.startswith("That is ")
    assert of_rung(career().rungs[0]) == ("Kind 1", "Ask one person.")
    assert of_rung(ladder(math_rung(1, tasks=[]), math_rung(2)).rungs[0]) == ("Kind 1",)


# -------------------------------------------------------------------- what ships


LADDERS = read_folder(SHIPPED).curriculum().ladders
EVERY = sorted(LADDERS)
MATH = [id for id in EVERY if LADDERS[id].sort == "math"]


@pytest.mark.parametrize("ladder_id", EVERY)
def test_nothing_is_wrong_with_what_ships(english: Curriculum, ladder_id: str) -> None:
    assert wrong(english.ladders[ladder_id]) == []
    assert passages(english.ladders[ladder_id])


def test_there_are_three_ladders_of_tasks_and_one_for_a_talk() -> None:
    assert MATH == ["everyday", "formulas", "percent"]
    assert "talk-to-someone" in EVERY


@pytest.mark.parametrize(
    ("ladder_id", "expected"),
    [
        ("percent", [1, 2, 2, 3, 3, 4, 4]),
        ("everyday", [1, 2, 2, 3, 4, 5, 5]),
        ("formulas", [1, 1, 2, 2, 3, 4, 5]),
    ],
)
def test_a_math_ladder_rises_from_one_step_to_four_or_five(
    english: Curriculum, ladder_id: str, expected: list[int]
) -> None:
    rungs = english.ladders[ladder_id].rungs
    steps = [{len(task.steps) for task in rung.tasks} for rung in rungs]
    seconds = [rung.seconds for rung in rungs]
    assert steps == [{count} for count in expected]
    assert seconds == sorted(set(seconds))  # each rung takes longer than the one below
    assert all(len(rung.tasks) >= 2 for rung in rungs)


def test_the_career_ladder_goes_from_a_question_to_a_talk(english: Curriculum) -> None:
    one = english.ladders["talk-to-someone"]
    assert one.sort == "career"
    assert len(one.rungs) == 7
    assert one.rungs[0].id == "one-question"
    assert one.rungs[-1].id == "talk"
    assert all(rung.do and not rung.tasks for rung in one.rungs)


def test_the_other_career_ladder_goes_from_what_matters_to_a_real_step(
    english: Curriculum,
) -> None:
    one = english.ladders["choose-a-road"]
    assert one.sort == "career"
    assert [rung.level for rung in one.rungs] == [1, 2, 3, 4, 5, 6, 7]
    assert (one.rungs[0].id, one.rungs[-1].id) == ("what-matters", "real-step")
    assert all(rung.do and not rung.tasks for rung in one.rungs)


EACH: dict[str, Callable[[Rung], str]] = {
    "id": lambda rung: rung.id,
    "title": lambda rung: rung.title,
    "can": lambda rung: rung.can,
    "did": lambda rung: rung.did,
}


@pytest.mark.parametrize("part", EACH)
@pytest.mark.parametrize("ladder_id", EVERY)
def test_no_two_rungs_that_ship_say_the_same(
    english: Curriculum, ladder_id: str, part: str
) -> None:
    said = [EACH[part](rung) for rung in english.ladders[ladder_id].rungs]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("ladder_id", EVERY)
def test_what_was_done_goes_on_after_you(english: Curriculum, ladder_id: str) -> None:
    for rung in english.ladders[ladder_id].rungs:
        assert rung.did[0].islower()
        assert not rung.did.endswith(".")


def test_whoever_is_done_early_has_something_more(english: Curriculum) -> None:
    assert all(len(one.extras) >= 2 for one in english.ladders.values())
