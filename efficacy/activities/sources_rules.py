"""Which doors to try first, for one person and for the room: pure, without words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from efficacy.activities.contract import Figure
from efficacy.activities.own_scale import SAME

FIRST = 2
# To say where to begin there must be something to compare with.
ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The doors that come first, in that order; ``by_order`` where a tie left it to the plan."""

    doors: tuple[str, ...] = ()
    by_order: bool = False


def first_doors(values: Sequence[tuple[str, float | None]]) -> Picked:
    """Return the two doors of which somebody has had least.

    Of doors that are the same, the one that stands first in the plan comes
    first. Nothing is picked where fewer than three were answered.

    Parameters
    ----------
    values : sequence of (door id, mean or None)
        In the plan's order; None: too few answers.
    """
    known = [
        (value, place, door) for place, (door, value) in enumerate(values) if value is not None
    ]
    if len(known) < ENOUGH:
        return Picked()
    ranked = sorted(known, key=lambda one: (round(one[0] / SAME), one[1]))
    last, next_one = ranked[FIRST - 1], ranked[FIRST]
    return Picked(
        doors=tuple(door for _, _, door in ranked[:FIRST]),
        by_order=abs(last[0] - next_one[0]) < SAME,
    )


def to_lengthen(figures: Sequence[Figure]) -> Picked:
    """Return the doors of which the room has had least, from what it may see of itself.

    Rounded averages that are the same are all named. Nothing is named where
    fewer than three averages can be shown, or where all of them are the same.
    """
    shown = [(figure.value, figure.id) for figure in figures if figure.value is not None]
    if len(shown) < ENOUGH:
        return Picked()
    least, most = min(value for value, _ in shown), max(value for value, _ in shown)
    if most - least < SAME:
        return Picked(by_order=True)
    found = tuple(door for value, door in shown if value - least < SAME)
    return Picked(doors=found, by_order=len(found) > 1)
