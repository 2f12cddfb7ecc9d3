"""Made-up groups that have the same rounded figures: proof that those tell of nobody.

What a reader can conclude from figures holds for every group that has these
figures. So it is enough to make up a few groups with the same figures and other
counts: what differs between them, nobody can know. Everything here starts from
the rounded figures alone, so whether such groups are found tells nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from efficacy.measurement._input import Numbers
from efficacy.measurement._lattice import Lattice

# How many groups are made up for one figure. More find witnesses a little more often.
TRIES = 300

Steps = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rounded:
    """Mean and SD of one variable as they are told, both rounded."""

    lattice: Lattice
    mean: float
    sd: float


def correlation(sd_pre: float, sd_post: float, sd_change: float) -> float:
    """Return the correlation that goes with three SDs; outside [-1, 1] where none does.

    Examples
    --------
    >>> correlation(10, 10, 10)
    0.5
    """
    return (sd_pre**2 + sd_post**2 - sd_change**2) / (2 * sd_pre * sd_post)


def leaves_open(
    n: int, variables: Sequence[Rounded], changes: Mapping[tuple[int, int], float]
) -> bool:
    """Say whether rounded moments of n people leave every count and every value open.

    Parameters
    ----------
    n : int
        People, the same for all variables.
    variables : sequence of Rounded
    changes : mapping of (place, later place) to float
        Rounded SDs of the changes between two variables, those that are told.
        Counts of changes are looked at as well: how many went up, or stayed.

    Returns
    -------
    bool
        True if made-up groups with these figures were found among which no
        count of people at a value, or at a value or above, is the same
        wherever it is neither nobody nor everybody.
    """
    groups = _made_up(n, variables, changes)
    if groups is None or len(groups) < 2:
        return False
    told = [groups[:, place] for place in range(len(variables))]
    moved = [groups[:, b] - groups[:, a] for a, b in sorted(changes)]
    return all(_are_open(values) for values in (*told, *moved))


def _made_up(
    n: int, variables: Sequence[Rounded], changes: Mapping[tuple[int, int], float]
) -> Steps | None:
    """Return groups by variable by person, in steps of the lattices; None if there can be none."""
    correlations = {
        (a, b): correlation(variables[a].sd, variables[b].sd, sd) for (a, b), sd in changes.items()
    }
    scores = _scores(n, len(variables), correlations) if len(variables) < n else None
    if scores is None:
        return None
    columns = []
    for place, one in enumerate(variables):
        away = one.sd * np.sqrt(n - 1) * scores[:, place]
        columns.append(np.rint((one.mean - one.lattice.low + away) / one.lattice.step))
    groups = np.stack(columns, axis=1)
    keep = np.ones(len(groups), dtype=bool)
    for place, one in enumerate(variables):
        keep &= _has_moments(groups[:, place], one)
    for (a, b), sd in changes.items():
        keep &= _has_sd(groups[:, b] - groups[:, a], variables[a].lattice, sd)
    return groups[keep].astype(np.int64)


def _has_moments(groups: Numbers, told: Rounded) -> NDArray[np.bool_]:
    lattice = told.lattice
    inside = (groups.min(axis=1) >= 0) & (groups.max(axis=1) <= lattice.steps)
    means = groups.mean(axis=1) * lattice.step + lattice.low
    return np.asarray(inside & _near(means, told.mean, lattice) & _has_sd(groups, lattice, told.sd))


def _has_sd(groups: Numbers, lattice: Lattice, told: float) -> NDArray[np.bool_]:
    return _near(groups.std(axis=1, ddof=1) * lattice.step, told, lattice)


def _near(found: Numbers, told: float, lattice: Lattice) -> NDArray[np.bool_]:
    """Say which would be rounded to what is told; at the very edge of it, none."""
    return np.asarray(abs(found - told) < lattice.grain / 2 * (1 - 1e-6))


def _are_open(groups: Steps) -> bool:
    """Say whether no count is the same in all groups, unless it is nobody or everybody."""
    n = groups.shape[1]
    falling = -np.sort(-groups, axis=1)
    # c people are at t or above in every group if the c-th is never below t and the next
    # one always is.
    if (falling[:, 1:].max(axis=0) < falling[:, :-1].min(axis=0)).any():
        return False
    at = (groups[:, :, None] == np.unique(groups[0])).sum(axis=1)
    least, most = at.min(axis=0), at.max(axis=0)
    return bool(((least < most) | (most == n)).all() and (falling[:, 0] > falling[:, -1]).any())


def _scores(n: int, size: int, correlations: Mapping[tuple[int, int], float]) -> Numbers | None:
    """Return tries by variable by person: no mean, length 1, and these correlations.

    In half of the tries the first variable is the one that parts people in two, in
    the other half the last. None if no variables have such correlations.
    """
    whole = _completed(size, correlations)
    directions = _directions(n, size)
    try:
        first = np.linalg.cholesky(whole) @ directions[::2]
        last = np.linalg.cholesky(whole[::-1, ::-1]) @ directions[1::2]
    except np.linalg.LinAlgError:
        return None
    return np.concatenate([first, last[:, ::-1]])


def _completed(size: int, correlations: Mapping[tuple[int, int], float]) -> Numbers:
    """Return all correlations; one that is not told follows from a common neighbour."""
    told = np.eye(size)
    for (a, b), r in correlations.items():
        told[a, b] = told[b, a] = r
    whole = told.copy()
    for a in range(size):
        for b in range(a + 1, size):
            if (a, b) not in correlations:
                products = [told[a, c] * told[c, b] for c in range(size) if c not in (a, b)]
                whole[a, b] = whole[b, a] = max(products, key=abs, default=0)
    return whole


@lru_cache(maxsize=64)
def _directions(n: int, size: int) -> Numbers:
    """Return tries by direction by person: each try orthonormal and without a mean.

    In two thirds of the tries the first direction parts the people in two, at every
    place in turn; in the others it has any shape.
    """
    drawn = np.random.default_rng(100 * n + size).standard_normal((TRIES, size, n))
    for attempt in range(2 * TRIES // 3):
        drawn[attempt, 0] = np.arange(n) <= attempt // 2 % (n - 1)
    drawn -= drawn.mean(axis=2, keepdims=True)
    base = np.linalg.qr(drawn.transpose(0, 2, 1))[0].transpose(0, 2, 1)
    return np.asarray(base * np.sign((base * drawn).sum(axis=2, keepdims=True)))
