"""Tasks to practise on at somebody's own rung and beside it, with the solutions apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities import ladder_career as career
from efficacy.activities.contract import Context
from efficacy.activities.ladder_practice import Practice
from efficacy.activities.ladder_record import ladder_of
from efficacy.activities.ladder_rules import SET
from efficacy.activities.ladder_words import half_card, steps
from efficacy.activities.personal import Earlier, Standing
from efficacy.content.making import Made
from efficacy.language import Speech, later
from efficacy.reports.given import visits
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.own_rung import (
    KIND,
    drawn,
    first_rung,
    ladders,
    levels,
    own_rung,
    where_words,
)

NEXT_STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTask(Variables):
    """A task to do."""

    ask: Annotated[str, "What is asked."]
    unit: Annotated[str, "What stands behind the answer, such as %; often empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDone(Variables):
    """A task with all steps done but the last."""

    half_ask: Annotated[str, "What is asked."]
    half_steps: Annotated[tuple[str, ...], "The steps; the last one is only named."]
    half_unit: Annotated[str, "What stands behind the answer."]
    half_answer: Annotated[str, "The answer, with its unit."]
    half_end: Annotated[str, "The last step in full."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(Variables):
    """A task worked out."""

    answer: Annotated[str, "The answer, with its unit."]
    steps: Annotated[tuple[str, ...], "Each step with its name and its numbers."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRung(Variables):
    """A rung, with tasks to do and their solutions."""

    title: Annotated[str, "The number of the rung and what it is about."]
    where: Annotated[str, "Where it lies from the rung that the person works at."]
    worked_ask: Annotated[str, "A task that is worked out: what is asked."]
    worked_steps: Annotated[tuple[str, ...], "Its steps, with their names and numbers."]
    half_done: Annotated[tuple[HalfDone, ...], "A task half done, at the own rung only."]
    tasks: Annotated[tuple[PracticeTask, ...], "The tasks to do."]
    solutions: Annotated[tuple[Solution, ...], "The solutions of these tasks, in their order."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep(Variables):
    """A rung of a career ladder."""

    step: Annotated[str, "What the step is called."]
    do: Annotated[str, "What is done there."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSheet(Variables):
    """The variables of the practice sheet: of tasks with numbers, or of steps in real life."""

    call_name: Annotated[str, "What the room calls the person."]
    ladder: Annotated[str, "What the ladder is called."]
    rungs: Annotated[tuple[PracticeRung, ...], "The own rung first; none on a career ladder."]
    next_steps: Annotated[tuple[NextStep, ...], "The next steps of a career ladder."]


def fill(room: Room, person: Person, say: Speech) -> PracticeSheet | None:
    """Return tasks at the rung that somebody works at, or their next steps in real life.

    Who has no rung yet begins at the first one of the plan's first ladder of tasks.
    """
    seed = _seed(person)
    if mine := own_rung(room, person.given, seed):
        return _task_sheet(room, person, mine, say)
    if activity := _last_career(room, person.given):
        return _career_sheet(person, activity)
    if first := first_rung(room, seed):
        return _task_sheet(room, person, first, say, is_own=False)
    if any_career := next(ladders(room, "career"), None):
        return _career_sheet(person, any_career)
    return None


def _seed(person: Person) -> str:
    # Not the tasks that their own screen draws: the sheet is for practising beside it.
    return f"{person.seed} sheet"


def _last_career(room: Room, given: tuple[Earlier, ...]) -> Context | None:
    begun = [known.activity_id for _, known in visits(room.plan, given, (KIND,))]
    found = {context.activity.id: context for context in ladders(room, "career")}
    return next((found[id] for id in reversed(begun) if id in found), None)


# ------------------------------------------------------------------------------- tasks


def _task_sheet(
    room: Room, person: Person, mine: Practice, say: Speech, *, is_own: bool = True
) -> PracticeSheet:
    def tasks(level: int) -> tuple[Made, ...]:
        # One to read, one half done, three to do.
        return drawn(room, mine, _seed(person), level, SET + 2)

    return PracticeSheet(
        call_name=person.call_name,
        ladder=mine.ladder.title,
        rungs=tuple(
            _rung(mine, level, tasks(level), say, is_own=is_own)
            for level in levels(mine.own, len(mine.ladder.rungs))
        ),
        next_steps=(),
    )


def _rung(
    mine: Practice, level: int, drawn: tuple[Made, ...], say: Speech, *, is_own: bool
) -> PracticeRung:
    example, half, *tasks = drawn
    named = say("Rung {number}: {title}").replace("{number}", str(level))
    return PracticeRung(
        title=named.replace("{title}", mine.ladder.rungs[level - 1].title),
        where=say("This is the rung that you work at.")
        if is_own and level == mine.own
        else where_words(level - mine.own, say),
        worked_ask=example.ask,
        worked_steps=steps(example),
        half_done=(_half_done(half, say),) if level == mine.own else (),
        tasks=tuple(PracticeTask(ask=one.ask, unit=one.unit) for one in tasks),
        solutions=tuple(Solution(answer=one.answer_text, steps=steps(one)) for one in tasks),
    )


def _half_done(made: Made, say: Speech) -> HalfDone:
    return HalfDone(
        half_ask=made.ask,
        half_steps=half_card(made, say).points,
        half_unit=made.unit,
        half_answer=made.answer_text,
        half_end=steps(made)[-1],
    )


# ---------------------------------------------------------------------- steps in real life


def _career_sheet(person: Person, context: Context) -> PracticeSheet:
    left = career.walk(context, Standing(earlier=person.given)).left
    return PracticeSheet(
        call_name=person.call_name,
        ladder=ladder_of(context).title,
        rungs=(),
        next_steps=tuple(NextStep(step=rung.title, do=rung.do or "") for rung in left[:NEXT_STEPS]),
    )


HANDOUT = ForPerson(
    id="practice",
    title=later("Practice sheet"),
    about=later("Tasks at one’s own rung and the two next to it, with solutions apart."),
    variables=PracticeSheet,
    fill=fill,
    pages=None,  # a page a rung and one of solutions, or a page of steps in real life
    pages_large=None,
)
