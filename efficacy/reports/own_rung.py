"""Tasks to practise on away from the screen: at somebody's own rung, and at those next to it."""

from __future__ import annotations

from collections.abc import Iterator

from efficacy.activities.contract import Context, Given
from efficacy.activities.ladder_practice import Practice, practice
from efficacy.activities.ladder_record import START, LadderParams, ends, ladder_of
from efficacy.activities.personal import Earlier
from efficacy.activities.registry import context_for
from efficacy.content.making import Made
from efficacy.language import Speech
from efficacy.reports.given import planned
from efficacy.reports.handouts.facts import Room

KIND = "ladder"
RUNGS = 3  # their own, and the two next to it
# A small draw may not have so many tasks that differ: so many numbers a task are tried.
_DRAWS = 8


def ladders(room: Room, sort: str) -> Iterator[Context]:
    """Yield the ladders of a sort (``math`` or ``career``) in the plan's order."""
    for activity in planned(room.plan, KIND):
        context = context_for(room.content, activity, room.mode)
        if ladder_of(context).sort == sort:
            yield context


def own_rung(room: Room, given: tuple[Earlier, ...], seed: str) -> Practice | None:
    """Return a task at the rung that somebody works at; None if they have not begun a ladder."""
    return practice(room.content, given, seed=seed, mode=room.mode)


def first_rung(room: Room, seed: str) -> Practice | None:
    """Return a task where the plan's first ladder of tasks begins; None where it has none."""
    context = next(ladders(room, "math"), None)
    if context is None or not isinstance(context.params, LadderParams):
        return None
    lowest, _ = ends(context.params, ladder_of(context))
    start = Given(item_id=START, value=float(lowest))
    begun = Earlier(activity_id=context.activity.id, wave="", day="", given=(start,))
    return own_rung(room, (begun,), seed)


def levels(own: int, highest: int) -> list[int]:
    """Return the own rung, then those next to it from the lower to the higher."""
    lowest = max(1, min(own - 1, highest - RUNGS + 1))
    near = range(lowest, min(lowest + RUNGS, highest + 1))
    return sorted(near, key=lambda level: (level != own, level))


def where_words(away: int, say: Speech) -> str:
    """Return where a rung lies that is so many rungs above (or below) the first one to take."""
    if not away:
        return say("Begin here.")
    return say("This rung is below it.") if away < 0 else say("This rung is above it.")


def drawn(room: Room, mine: Practice, seed: str, level: int, count: int) -> tuple[Made, ...]:
    """Return up to ``count`` tasks of a rung, no two alike."""
    found: dict[str, Made] = {}
    for number in range(1, _DRAWS * count + 1):
        one = practice(
            room.content, mine.earlier, seed=seed, mode=room.mode, level=level, number=number
        )
        if one is not None and len(found) < count:
            found.setdefault(one.made.ask, one.made)
    return tuple(found.values())
