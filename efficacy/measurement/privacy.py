"""What may be said about a group: in the room, and outside of it.

*In the room*: see ``efficacy.measurement.room``, whose functions can be had
from here too. *Leaving the room* (workbook, report): every group figure passes
through ``released``, ``released_groups`` or ``released_change``. Nothing is
said of fewer than five people in either regime.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Literal

import numpy as np

from efficacy.measurement._input import (
    SMALLEST_GROUP,
    Numbers,
    Values,
    as_numbers,
    check_group_size,
    complete_pairs,
    same,
)
from efficacy.measurement.change import PairedChange, paired_change
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
    "released",
    "released_change",
    "released_groups",
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
    mean, sd : float
        In the unit of the values; the SD divides by n - 1.
    """

    n: int
    n_excluded: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A group's figures that stay in the room.

    It carries no number of its own, so that nothing can slip out with it.

    Attributes
    ----------
    reason : "too_few", "identical" or "complementary"
        For the program. Readers get one sentence for all three: to be told
        that all values are identical would give them away after all.
    n_text : str
        What stands in place of n: "n<5" or, if the group is large, "n≥5".
    """

    reason: Reason
    n_text: str


def released(values: Values, *, threshold: int = SMALLEST_GROUP) -> GroupFigure | Suppressed:
    """Return n, mean and SD of one whole group, or that they are suppressed.

    The one way by which a group figure of a single wave leaves the room.
    Where pre and post are shown together use :func:`released_change` instead
    and never both: the mean of all who gave a pre score beside the mean of
    those who gave both would tell the score of the one person in between.

    Parameters
    ----------
    values : sequence of float
        One value a person; missing ones are left out.
    threshold : int, at least 5
        Smaller groups are suppressed, and so are groups with identical
        values, whose mean is everybody's value.

    Raises
    ------
    InvalidValue
        If a value is no number, or the threshold is below 5.

    Examples
    --------
    >>> released([40, 50, 60, 70, None, 80]).mean
    60.0
    >>> released([40, 50, 60, 70, None])
    Suppressed(reason='too_few', n_text='n<5')
    """
    check_group_size(threshold)
    given = as_numbers(values, "values")
    answered = given[~np.isnan(given)]
    hidden = _hidden([answered], threshold)
    if hidden is not None:
        return hidden
    return GroupFigure(
        n=int(answered.size),
        n_excluded=int(given.size - answered.size),
        mean=float(answered.mean()),
        sd=float(answered.std(ddof=1)),
    )


def released_groups(
    groups: Mapping[str, Values], *, threshold: int = SMALLEST_GROUP
) -> dict[str, GroupFigure | Suppressed]:
    """Return the figures of groups that make up a whole, complements hidden too.

    If one group is suppressed and the whole is known, subtraction brings it
    back. So the next smallest groups are suppressed as well, until at least
    two are and the suppressed people together are no fewer than the threshold.

    Parameters
    ----------
    groups : mapping of name to sequence of float
        Groups without a common member. A single group is the whole itself.
    threshold : int, at least 5
        As in :func:`released`.

    Examples
    --------
    >>> groups = {"a": [1, 2, 3], "b": [1, 2, 3, 4, 5], "c": [1, 2, 3, 4, 5, 6]}
    >>> [type(figure).__name__ for figure in released_groups(groups).values()]
    ['Suppressed', 'Suppressed', 'GroupFigure']
    """
    given = {name: as_numbers(values, f"group {name}") for name, values in groups.items()}
    figures = {name: released(values, threshold=threshold) for name, values in given.items()}
    if len(figures) == 1:
        return figures
    sizes = {name: int((~np.isnan(values)).sum()) for name, values in given.items()}
    shown = sorted((f.n, name) for name, f in figures.items() if isinstance(f, GroupFigure))
    hidden = [name for name in figures if isinstance(figures[name], Suppressed)]
    while hidden and shown and (len(hidden) < 2 or sum(sizes[n] for n in hidden) < threshold):
        _, name = shown.pop(0)
        figures[name] = Suppressed("complementary", f"n≥{threshold}")
        hidden.append(name)
    return figures


def released_change(
    pre: Values, post: Values, *, threshold: int = SMALLEST_GROUP, confidence: float = 0.95
) -> PairedChange | Suppressed:
    """Return a group's change from pre to post, or that it is suppressed.

    Pre, post and change are all of the same people, those with a pair; the
    scores of people with one of the two enter nowhere. It is suppressed if
    there are fewer pairs than the threshold; if all values are identical at
    a time; or if pre and post lie on one straight line, so that one person's
    pre tells their post (everybody changed alike, for example).

    Parameters
    ----------
    pre, post : sequence of float
        As for :func:`efficacy.measurement.change.paired_change`.
    threshold : int, at least 5
        Fewer pairs are suppressed.
    confidence : float, in (0, 1)
        Of the intervals.

    Raises
    ------
    InvalidValue
        As ``paired_change``, and if the threshold is below 5.

    Examples
    --------
    >>> released_change([40, 50, 60, 70, None], [50, 60, 60, 90, 80])
    Suppressed(reason='too_few', n_text='n<5')
    """
    check_group_size(threshold)
    change = paired_change(pre, post, confidence)
    first, second, _ = complete_pairs(pre, post)
    hidden = _hidden([first, second], threshold)
    if hidden is not None:
        return hidden
    if change.r is None or abs(change.r) > 1 - 1e-12:
        return Suppressed("identical", f"n≥{threshold}")
    return change


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


def _hidden(waves: list[Numbers], threshold: int) -> Suppressed | None:
    """Say why values of the same people may not leave the room, if so."""
    if waves[0].size < threshold:
        return Suppressed("too_few", f"n<{threshold}")
    if any(same(values) for values in waves):
        return Suppressed("identical", f"n≥{threshold}")
    return None
