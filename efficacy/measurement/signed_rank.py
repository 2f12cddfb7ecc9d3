"""The Wilcoxon signed-rank test with its exact distribution, ties included.

Libraries switch between exact and approximate p-values by rules that changed
over their versions. For the few people of a workshop the exact distribution
costs nothing, so it is always used (up to 500 changes).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from efficacy.measurement._input import Numbers, Values, as_numbers

__all__ = ["LARGEST_EXACT", "SignedRank", "signed_rank"]

LARGEST_EXACT = 500


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Ranks of changes, split by direction.

    Attributes
    ----------
    n, n_zero : int
        Changes that were ranked, and zeros that were dropped.
    w_plus, w_minus : float
        Sums of the ranks of positive and of negative changes.
    p : float or None, in (0, 1]
        Two-sided; None if no change is left to rank.
    rank_biserial : float or None, in [-1, 1]
        (W+ - W-) / (W+ + W-); 1 if every change is upwards.
    """

    n: int
    n_zero: int
    w_plus: float
    w_minus: float
    p: float | None
    rank_biserial: float | None


def signed_rank(changes: Values) -> SignedRank:
    """Return the signed-rank sums of the changes, exact p and rank-biserial r.

    Zeros are dropped, tied sizes share their mean rank. The p-value is the
    share of the 2ⁿ ways to give the ranks a sign, all equally likely if
    changes are symmetric about 0, whose W lies at least as far from its
    middle n(n+1)/4. With 5 changes it cannot fall below 2/32 = .0625. Beyond
    500 changes the normal distribution stands in, with the tie and continuity
    corrections.

    Parameters
    ----------
    changes : sequence of float
        One change a person, any unit; missing values are left out.

    Raises
    ------
    InvalidValue
        If a change is no number.

    References
    ----------
    Hollander, M., & Wolfe, D. A. (1973). Nonparametric statistical methods.
    Kerby, D. S. (2014). The simple difference formula: An approach to
    teaching nonparametric correlation. Comprehensive Psychology, 3, 11.IT.3.1.

    Examples
    --------
    >>> result = signed_rank([1, 2, 3, 4, 5])
    >>> result.w_plus, result.p, result.rank_biserial
    (15.0, 0.0625, 1.0)
    """
    numbers = as_numbers(changes, "changes")
    numbers = numbers[~np.isnan(numbers)]
    moved = numbers[numbers != 0]
    if moved.size == 0:
        return SignedRank(0, int(numbers.size), 0.0, 0.0, None, None)
    ranks: Numbers = np.asarray(pd.Series(np.abs(moved)).rank(), dtype=np.float64)
    up, down = float(ranks[moved > 0].sum()), float(ranks[moved < 0].sum())
    p = _exact_p if moved.size <= LARGEST_EXACT else _normal_p
    return SignedRank(
        n=int(moved.size),
        n_zero=int(numbers.size - moved.size),
        w_plus=up,
        w_minus=down,
        p=p(ranks, max(up, down)),
        rank_biserial=(up - down) / (up + down),
    )


def _exact_p(ranks: Numbers, larger: float) -> float:
    """Return P(W ≥ larger or W ≤ its mirror image) over all patterns of signs."""
    # Mid-ranks are halves: doubled, they are whole and can index an array.
    doubled = np.rint(2 * ranks).astype(np.int64)
    chance = np.zeros(int(doubled.sum()) + 1)
    chance[0] = 1.0
    for rank in doubled:
        moved = np.zeros_like(chance)
        moved[rank:] = chance[:-rank]
        chance = (chance + moved) / 2
    tail = chance[round(2 * larger) :].sum()
    return min(1.0, 2 * float(tail))


def _normal_p(ranks: Numbers, larger: float) -> float:
    """Return the two-sided p of the normal approximation."""
    middle = float(ranks.sum()) / 2
    # The variance of a sum of ranks taken or left: ties are in it already.
    spread = math.sqrt(float((ranks**2).sum()) / 4)
    z = max(0.0, larger - middle - 0.5) / spread
    return min(1.0, 2 * NormalDist().cdf(-z))
