"""An attacker who also knows how the gate decides: every group there is, sorted by what is said.

Whoever knows the rules can conclude from a missing SD, or from a figure that is withheld,
as well as from a number. So all groups about which the same is said must differ in every
count, whether that is a mean, a mean and an SD, or nothing.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations_with_replacement, product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.privacy import Suppressed
from tests.attack.attacker import all_groups, some_count_is_fixed

# The end values of a reading with a spread are seldom: one step of these scores is 0.2.
FINE = Lattice(1, 5, 0.2)


@pytest.mark.parametrize(
    ("n", "lattice"),
    [
        (5, Lattice(1, 5, 1)),
        (8, Lattice(1, 5, 1)),
        (5, Lattice(1, 7, 1)),
        (7, Lattice(1, 7, 1)),
        (5, Lattice(0, 100, 10)),
        (5, Lattice(0, 100, 5)),
        (5, FINE),
        (11, Lattice(0, 1, 1)),
        (16, Lattice(0, 1, 1)),
        (16, Lattice(0, 1, 0.5)),
    ],
)
def test_whatever_is_said_of_one_variable_groups_with_other_counts_are_told_the_same(
    n: int, lattice: Lattice
) -> None:
    groups = all_groups(n, lattice.steps)
    closed = [
        said for said, which in _by_what_is_said(groups, lattice) if some_count_is_fixed(which)
    ]
    assert closed == []


@pytest.mark.parametrize("lattice", [Lattice(0, 3, 1), Lattice(0, 1, 0.5)])
def test_whatever_is_said_of_a_change_groups_with_other_counts_are_told_the_same(
    lattice: Lattice,
) -> None:
    cells = list(product(range(lattice.steps + 1), repeat=2))
    people = np.array(list(combinations_with_replacement(cells, 5)))
    pre, post = people[:, :, 0], people[:, :, 1]
    told: dict[Hashable, list[int]] = {}
    said_of: dict[Hashable, Hashable] = {}
    for place, sums in enumerate(zip(pre.sum(axis=1), post.sum(axis=1), strict=True)):
        # On a coarse lattice what is said depends on the two sums alone.
        if sums not in said_of:
            values = (pd.Series(one[place] * lattice.step + lattice.low) for one in (pre, post))
            said_of[sums] = _key(Gate(exact=False).change("change.x.a.b", *values, lattice))
        told.setdefault(said_of[sums], []).append(place)
    assert len(told) > 5
    for which in told.values():
        for values in (pre[which], post[which], post[which] - pre[which]):
            assert not some_count_is_fixed(values)


def test_what_is_said_depends_on_the_rounded_figures_and_on_nothing_else() -> None:
    groups = all_groups(5, FINE.steps)
    cells = _cells(groups, FINE)
    for cell in np.unique(cells)[::40]:
        first, *others = np.flatnonzero(cells == cell)[:4]
        assert all(_said(groups[one], FINE) == _said(groups[first], FINE) for one in others)


def _by_what_is_said(
    groups: np.ndarray[Any, Any], lattice: Lattice
) -> list[tuple[Hashable, np.ndarray[Any, Any]]]:
    """Return all that can be said, each with the groups that it is said of."""
    cells, told = _cells(groups, lattice), {}
    _, firsts, places = np.unique(cells, return_index=True, return_inverse=True)
    words = [_said(groups[first], lattice) for first in firsts]
    for place, said in enumerate(words):
        told.setdefault(said, []).append(place)
    return [(said, groups[np.isin(places, which)]) for said, which in told.items()]


def _cells(groups: np.ndarray[Any, Any], lattice: Lattice) -> np.ndarray[Any, Any]:
    """Return one number for each pair of a rounded mean and a rounded SD."""
    values = groups * lattice.step
    means = np.floor(values.mean(axis=1) / lattice.grain + 0.5 + 1e-9)
    sds = np.floor(values.std(axis=1, ddof=1) / lattice.grain + 0.5 + 1e-9)
    return np.asarray(means * 1000 + sds * lattice.is_fine)


def _said(group: np.ndarray[Any, Any], lattice: Lattice) -> Hashable:
    values = pd.Series(lattice.low + group * lattice.step)
    return _key(Gate(exact=False).average("x", values, lattice))


def _key(said: Any) -> Hashable:
    if isinstance(said, Suppressed):
        return said
    return tuple(getattr(said, name, None) for name in ("mean", "sd", "mean_pre", "mean_post"))
