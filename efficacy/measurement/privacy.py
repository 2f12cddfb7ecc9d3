"""What may be said about a group: in the room, and outside of it.

*In the room*: see ``efficacy.measurement.room``, whose functions can be had
from here too. *Leaving the room* (workbook, report): every group figure passes
through ``efficacy.measurement.gate``. Nothing is said of fewer than five people
in either regime.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from typing import Literal

from efficacy.measurement._input import SMALLEST_GROUP, check_group_size
from efficacy.measurement.room import (
    RoomAverage,
    RoomCounts,
    RoomWord,
    room_average,
    room_counts,
    room_words,
)

__all__ = [
    "SMALLEST_GROUP",
    "GroupFigure",
    "RoomAverage",
    "RoomCounts",
    "RoomWord",
    "Suppressed",
    "reveals_few",
    "room_average",
    "room_counts",
    "room_words",
]

Reason = Literal["too_few", "identical", "complementary"]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A group's figures that may leave the room.

    Attributes
    ----------
    n, n_excluded : int
        Values used, and values missing.
    mean : float
        In the unit of the values.
    sd : float or None
        Divided by n - 1; None where it could tell about single people.
    """

    n: int
    n_excluded: int
    mean: float
    sd: float | None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A group's figures that stay in the room.

    It carries no number of its own, so that nothing can slip out with it.

    Attributes
    ----------
    reason : "too_few", "identical" or "complementary"
        For the program; ``identical`` stands for all values that rounded figures
        would give away. Readers get one sentence for all three: to be told that
        all values are identical would give them away after all.
    n_text : str
        What stands in place of n: "n<5" or, if the group is large, "n≥5".
    """

    reason: Reason
    n_text: str


def reveals_few(
    people: Set[Hashable],
    published: Iterable[Set[Hashable]],
    *,
    threshold: int = SMALLEST_GROUP,
) -> bool:
    """Say whether a figure of these people, beside earlier ones, tells of a few.

    Two figures of groups that differ by one to four people on a side, one
    inside the other or not, let a reader subtract. Waves, subgroups and later
    exports are all such groups.

    Parameters
    ----------
    people : set
        Whose values are in the new figure, by any stable id.
    published : iterable of set
        Whose values are in each figure of the same scale that already left.
    threshold : int, at least 5
        Differences of this many people, or of nobody, are harmless.

    Examples
    --------
    >>> reveals_few(set("abcdef"), [set("abcde")]), reveals_few(set("abcde"), [set("abcde")])
    (True, False)
    """
    check_group_size(threshold)
    return any(
        0 < len(more) < threshold
        for earlier in published
        if people & earlier
        for more in (people - earlier, earlier - people)
    )
