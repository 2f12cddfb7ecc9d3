"""How firmly a belief stands: what a miss takes from it, and whether it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from efficacy.errors import InvalidValue
from efficacy.language import later
from efficacy.measurement._input import Numbers, Values, in_range

__all__ = ["Firmness", "firmness"]

# Why a value is None; each a sentence that can be translated and shown.
NO_MISS = later("It takes at least 1 miss with a belief before it and one before the next tasks.")
NOTHING_AFTER = later("It takes a miss with a belief before it and at least one belief after it.")


@dataclass(frozen=True, slots=True)
class Firmness:
    """One person's belief around the sets of tasks that were a miss.

    Attributes
    ----------
    n : int
        Misses that ``drop`` rests on. Here n counts misses.
    drop : float or None, in [-100, 100]
        Mean change of belief from before a miss to before the next tasks;
        below 0: it fell.
    returned : bool or None
        Whether, after the first miss, the belief came back to where it was
        before it, or above, at any time.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    drop: float | None = None
    returned: bool | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


def firmness(beliefs: Values, missed: Iterable[bool | None]) -> Firmness:
    """Return how one person's belief moves after a miss, and whether it returns.

    With b_i before set i of tasks: drop = mean of b_(i+1) - b_i over the sets i
    that were a miss. Strength in Bandura's sense is what a belief keeps when
    something goes against it; a belief that was never tested says nothing.

    Parameters
    ----------
    beliefs : sequence of float, in [0, 100]
        How sure the person was before each set of tasks, in order; and, if it
        was asked, once more after the last set. None where not asked.
    missed : iterable of bool or None
        Whether each set was a miss; None where it was not done, which is no
        miss.

    Returns
    -------
    Firmness
        ``drop`` uses misses with a belief on both sides; ``returned`` the first
        miss that has a belief before it, and every belief after.

    Raises
    ------
    InvalidValue
        If a belief is no number from 0 to 100, a miss neither true nor false,
        or there are not as many beliefs as sets, or one more.

    References
    ----------
    Bandura, A. (1997). Self-efficacy: The exercise of control. Chapter 2
    (strength: to persevere in the face of disconfirming experience).

    Examples
    --------
    >>> result = firmness([60, 40, 50, 70], [True, False, False, False])
    >>> result.drop, result.returned
    (-20.0, True)
    """
    sure = in_range(beliefs, "beliefs", low=0, high=100)
    misses = _misses(missed, sure)
    steps = np.array([sure[i + 1] - sure[i] for i in misses if i + 1 < sure.size])
    steps = steps[~np.isnan(steps)]
    drop = float(steps.mean()) if steps.size else None
    returned = _returned(sure, misses)
    reasons = {}
    if drop is None:
        reasons["drop"] = NO_MISS
    if returned is None:
        reasons["returned"] = NOTHING_AFTER
    return Firmness(n=int(steps.size), drop=drop, returned=returned, reasons=reasons)


def _returned(sure: Numbers, misses: list[int]) -> bool | None:
    first = next((i for i in misses if not np.isnan(sure[i])), None)
    if first is None:
        return None
    after = sure[first + 1 :]
    after = after[~np.isnan(after)]
    return bool(after.max() >= sure[first]) if after.size else None


def _misses(missed: Iterable[bool | None], sure: Numbers) -> list[int]:
    """Return the places of the sets that were a miss."""
    sets = list(missed)
    if sure.size not in (len(sets), len(sets) + 1):
        raise InvalidValue(
            "Beliefs and misses: expected one belief before each set of tasks, and at most one "
            "more, found {beliefs} beliefs and {sets} sets. Leave a place empty where nothing was "
            "asked.",
            beliefs=int(sure.size),
            sets=len(sets),
        )
    for place, miss in enumerate(sets, start=1):
        if not (miss is None or isinstance(miss, (bool, np.bool_))):
            raise InvalidValue(
                "missed, value {place}: expected true, false or nothing, found “{found}”. "
                "Correct it.",
                place=place,
                found=miss,
            )
    return [i for i, miss in enumerate(sets) if miss]
