"""What simulated people do on a ladder: some of it right, now and then a hint or a skip."""

from __future__ import annotations

from random import Random

from efficacy.activities import ladder_career as career
from efficacy.activities.blocks import DONE
from efficacy.activities.contract import Given, Persona
from efficacy.activities.ladder_record import (
    AFTER,
    AGAIN,
    ANSWER,
    BEFORE,
    CHOSEN,
    EVIDENCE,
    EXTRA,
    PREDICT,
    RESULT,
    Journey,
)
from efficacy.activities.ladder_rules import SET, Stage
from efficacy.activities.ladder_screens import CHECK, HINT, NEXT, SKIP, STOP
from efficacy.activities.personal import Turn
from efficacy.content.expressions import value_of
from efficacy.content.making import Made

# Screens after which a simulated person has had enough.
ENOUGH_SCREENS = 60
HINTS, SKIPS, WRITES = 0.08, 0.03, 0.2
# Chances of a right answer: what is added to sureness, and what a level costs.
EXTRA_CHANCE, LEVEL_COST, HINT_HELPS, HALF_HELPS = 0.35, 0.07, 0.15, 0.25
SCATTER = 10.0
PHRASES = (
    "I wrote to a woman who repairs lifts.",
    "I asked my cousin who she knows at the lab.",
    "I wrote down three questions on the bus.",
    "I read a page about the work and noted three facts.",
)


def turn(j: Journey, persona: Persona, rng: Random) -> Turn:
    """Return what a simulated person does next on a math ladder."""
    if j.stage is Stage.END:
        given = [_sure(AFTER, j.attempt, persona, rng)] if j.state.every else []
        if j.state.has_more and not j.own.is_closing and j.ladder.extras and rng.random() < WRITES:
            given.append(Given(item_id=EXTRA, value=rng.choice(PHRASES), attempt=j.attempt))
        return Turn(given=tuple(given), action_id=DONE)
    if j.attempt > ENOUGH_SCREENS:
        return Turn(action_id=STOP)
    if j.stage is Stage.BEFORE:
        return Turn(given=(_sure(BEFORE, j.attempt, persona, rng),), action_id=NEXT)
    if j.stage is Stage.PREDICT:
        guess = round(SET * _chance(j, persona))
        return Turn(
            given=(Given(item_id=PREDICT, value=float(guess), attempt=j.attempt),), action_id=NEXT
        )
    if j.stage is Stage.RESULT and j.state.played[-1].has_miss:
        return Turn(given=(_sure(AGAIN, j.attempt, persona, rng),), action_id=NEXT)
    return _at_task(j, persona, rng) if j.state.has_task else Turn(action_id=NEXT)


def _at_task(j: Journey, persona: Persona, rng: Random) -> Turn:
    if rng.random() < SKIPS + persona.skips:
        return Turn(action_id=SKIP)
    if not j.state.is_aided and rng.random() < HINTS:
        return Turn(action_id=HINT)
    made = j.present_task()
    is_right = rng.random() < _chance(j, persona)
    typed = made.writing.number(made.answer) if is_right else _wrong(made, rng)
    return Turn(given=(Given(item_id=ANSWER, value=typed, attempt=j.attempt),), action_id=CHECK)


def _chance(j: Journey, persona: Persona) -> float:
    helps = HALF_HELPS if j.stage is Stage.HALF else HINT_HELPS * j.state.is_aided
    cost = LEVEL_COST * (j.state.task_rung - 1)
    return min(0.98, max(0.05, persona.sureness / 100 + EXTRA_CHANCE - cost + helps))


def _wrong(made: Made, rng: Random) -> str:
    """Return a common wrong answer, or one that nobody can explain."""
    if made.task.slips and rng.random() < 0.7:
        value = value_of(rng.choice(made.task.slips).value, made.numbers)
        return made.writing.number(value)
    return made.writing.number(made.answer + rng.choice((7, 11, 13)))


def _sure(item_id: str, attempt: int, persona: Persona, rng: Random) -> Given:
    near = min(100.0, max(0.0, persona.sureness + rng.gauss(0, SCATTER)))
    return Given(item_id=item_id, value=10.0 * round(near / 10), attempt=attempt)


def step(w: career.Walk, persona: Persona, rng: Random) -> Turn:
    """Return what a simulated person does next on a career ladder."""
    if w.place == "end":
        given = (_sure(AFTER, w.attempt, persona, rng),) if w.own.is_open else ()
        return Turn(given=given, action_id=DONE)
    if w.place == "before":
        return Turn(given=(_sure(BEFORE, w.attempt, persona, rng),), action_id=NEXT)
    ticked = sum(one.item_id == RESULT and one.value == career.TICK for one in w.own.given)
    if not w.left or ticked >= 1 + (persona.sureness > 60):
        return Turn(action_id=STOP)
    return Turn(
        given=(
            Given(item_id=CHOSEN, value=w.left[0].id, attempt=w.attempt),
            Given(item_id=EVIDENCE, value=rng.choice(PHRASES), attempt=w.attempt),
        ),
        action_id=career.TICK,
    )
