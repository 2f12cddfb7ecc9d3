"""Private practice at one's own rung: one task after another, and nothing of it is kept.

It has no record of its own, so nothing that is typed there can be counted, shown
or lost. Their record from the sessions says where to begin and answers a miss.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from efficacy.activities.contract import Context
from efficacy.activities.feedback import said
from efficacy.activities.ladder_record import (
    START,
    WORKING,
    LadderParams,
    journey,
    ladder_of,
    newest,
    writing_of,
)
from efficacy.activities.ladder_words import record, steps
from efficacy.activities.numbers_read import readings
from efficacy.activities.personal import Earlier, Standing
from efficacy.content.ladders import Ladder, Rung
from efficacy.content.making import Made, chosen, made
from efficacy.content.models import Curriculum
from efficacy.language import Speech

MOST = 500  # tasks of one rung, before they begin again


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One task to practise on.

    Attributes
    ----------
    context : Context
        The ladder activity that the person was in last.
    level : int
        The rung, from 1; ``own`` is the rung that they work at.
    number : int
        Which task of that rung, from 1.
    """

    context: Context
    ladder: Ladder
    earlier: tuple[Earlier, ...]
    level: int
    own: int
    number: int
    made: Made

    @property
    def rung(self) -> Rung:
        """The rung that the task is of."""
        return self.ladder.rungs[self.level - 1]

    @property
    def easier(self) -> int | None:
        """The level below; None at the lowest rung."""
        return self.level - 1 if self.level > 1 else None

    @property
    def harder(self) -> int | None:
        """The level above; None at the highest rung."""
        return self.level + 1 if self.level < len(self.ladder.rungs) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is said to an answer: lines, and their own record where it answers a miss.

    ``is_right`` is None where the answer could not be read as a number.
    """

    lines: tuple[str, ...]
    steps: tuple[str, ...]
    is_right: bool | None


def practice(
    curriculum: Curriculum,
    earlier: tuple[Earlier, ...],
    *,
    seed: str,
    mode: str = "confidential",
    level: int | None = None,
    number: int = 1,
) -> Practice | None:
    """Return a task at somebody's own rung, or at another of the same ladder.

    Parameters
    ----------
    earlier : tuple of Earlier
        What they gave in the plan's activities, oldest first.
    seed : str
        This person's alone, so that two people do not have the same tasks.
    level : int, optional
        A rung, from 1; their own without it. What is outside is moved inside.

    Returns
    -------
    Practice or None
        None if they have not begun a ladder of tasks yet.
    """
    found = _last_ladder(curriculum, earlier, mode=mode)
    if found is None:
        return None
    context, own = found
    ladder = ladder_of(context)
    at = min(len(ladder.rungs), max(1, level or own))
    return Practice(
        context=context,
        ladder=ladder,
        earlier=earlier,
        level=at,
        own=own,
        number=number,
        made=_task(context, at, number, f"{seed} {context.activity.id}"),
    )


def _last_ladder(
    curriculum: Curriculum, earlier: tuple[Earlier, ...], *, mode: str
) -> tuple[Context, int] | None:
    """Return the ladder of tasks that somebody was on last, and the rung that they work at."""
    planned = {
        activity.id: activity
        for plan in curriculum.plans.values()
        for session in plan.sessions
        for activity in session.activities
        if activity.kind == "ladder"
    }
    for known in reversed(earlier):
        activity = planned.get(known.activity_id)
        own = newest(known.given, WORKING) or newest(known.given, START)
        if activity is None or not isinstance(own, float):
            continue
        params = LadderParams.model_validate(dict(activity.params))
        ladder = curriculum.ladders.get(params.ladder)
        if ladder is not None and ladder.sort == "math":
            context = Context(activity=activity, params=params, curriculum=curriculum, mode=mode)
            return context, int(own)
    return None


def _task(context: Context, level: int, number: int, seed: str) -> Made:
    rung = ladder_of(context).rungs[level - 1]
    task = chosen(rung, Random(f"{seed} practice {level}"), number)
    writing = writing_of(context)
    # Of both forms: practice comes between the sessions that compare them, and draws anew.
    return made(task, Random(f"{seed} practice {level} {number % MOST}"), writing=writing)


def reply(one: Practice, typed: str, say: Speech) -> Reply:
    """Return what is said to an answer: the step to look at, and never a verdict on a person."""
    found = readings(typed)
    if not found:
        sentence = say("This could not be read as one number. Type one, such as 12 or 1.5 or 3/4.")
        return Reply(lines=(sentence,), steps=(), is_right=None)
    if any(one.made.is_right(number) for number in found):
        line = said("easy_success", say, answer=one.made.answer_text)
        return Reply(lines=(line,), steps=(), is_right=True)
    shown, slip = f"“{typed.strip()}”", one.made.slip(found)
    if slip:
        line = said("first_miss_slip", say, typed=shown, slip=one.made.filled(slip.text))
    else:
        step = one.made.filled(one.made.task.steps[0].name)
        line = said("first_miss", say, typed=shown, step=step)
    return Reply(lines=(line, *_record(one, say)), steps=steps(one.made), is_right=False)


def _record(one: Practice, say: Speech) -> tuple[str, ...]:
    """Return what they did on this kind before, as an answer to the miss."""
    way = journey(one.context, Standing(earlier=one.earlier))
    return tuple(line for card in record(way, say, level=one.level) for line in card.lines)
