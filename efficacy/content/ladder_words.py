"""What people read on a ladder, with numbers filled in, for the checks of plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from efficacy.content.ladders import Ladder, Rung, Task
from efficacy.content.making import made
from efficacy.errors import InvalidValue

# A number as English content prints it.
PRINTED_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
Listed = tuple[str, tuple[str, ...]]


def ladder_passages(ladder: Ladder) -> Iterator[Listed]:
    """Yield the place and the texts of everything that stands together on a screen."""
    yield f"{ladder.id} → can", (_whole(ladder, ladder.can),)
    if ladder.extras:
        yield f"{ladder.id} → extras", ladder.extras
    for rung in ladder.rungs:
        trail = f"{ladder.id} → {rung.id}"
        yield f"{trail} → can", (_whole(ladder, rung.can), f"You {rung.did}.")
        if rung.do:
            yield f"{trail} → do", (rung.do,)
        for task in rung.tasks:
            yield from _of_task(task, trail=f"{trail} → {task.id}")


def _of_task(task: Task, *, trail: str) -> Iterator[Listed]:
    try:
        one = made(task, Random(task.id))
        yield f"{trail} → ask", (one.ask,)
        yield f"{trail} → hint", (one.hint,)
        yield f"{trail} → steps", tuple(_plain(one.said(step)) for step in task.steps)
        for slip in task.slips:
            yield f"{trail} → slips → {slip.id}", (_plain(one.filled(slip.text)),)
    except InvalidValue:
        return  # noted where tasks are made


def _plain(text: str) -> str:
    """Return the words with short numbers: a line of working out is read as signs, not aloud."""
    return PRINTED_NUMBER.sub("9", text)


def _whole(ladder: Ladder, can: str) -> str:
    return f"{ladder.stem.rstrip('?').rstrip('….').rstrip()} {can}?"


def of_rung(rung: Rung) -> tuple[str, ...]:
    """Return what one rung gives to read beside its tasks, for an estimate of minutes."""
    if rung.do:
        return (rung.title, rung.do)
    try:
        one = made(rung.tasks[0], Random(rung.id))
    except (InvalidValue, IndexError):
        return (rung.title,)
    return (rung.title, one.ask, *(one.said(step) for step in one.task.steps))
