"""Items beside their scale: other answers fit the scale's figures and all items' at once.

Solved as a whole-number program: answers of every person to every item, each item's sum
within what its rounded mean allows, and another number of people at a value or above. Where
the SD of the scale was told, each person's score is kept as it is, so that every figure of
the scale stays; otherwise their sum is within what the mean of the scale allows.
"""

from __future__ import annotations

import numpy as np
import pytest

from efficacy.measurement import gate
from tests.attack.attacker import Known, facts
from tests.attack.cohorts import Cohort, cohort
from tests.attack.outputs import of_moments, outputs_of

COHORTS = [seed for seed in range(60) if cohort(seed).scale.items > 1]


def test_counts_of_an_item_stay_open_beside_the_scale_and_the_other_items(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "change_from_moments", of_moments)
    closed, told = [], 0
    for seed in COHORTS:
        one = cohort(seed)
        known = _told(one)
        items = [fact.items[0] for fact in known if len(fact.items) == 1]
        told += len(items)
        closed += [(seed, item, t) for item in items for t in _closed(one, known, item)]
    assert told > len(COHORTS)
    assert closed == []


def _closed(one: Cohort, known: list[Known], item: int) -> list[int]:
    """Return the values at or above which no other number of people fits."""
    n, largest = len(one.first[0]), one.scale.steps
    counts = {t: int((one.first[0][:, item] >= t).sum()) for t in range(1, largest + 1)}
    return [
        t
        for t, count in counts.items()
        if 0 < count < n and not _other_count(one, known, item, t, count)
    ]


def _told(one: Cohort) -> list[Known]:
    """Return what is told of the scale and of its items before."""
    return [
        fact
        for output in outputs_of(one, suppressed=True)
        if output.date == 0 and output.kind == "change" and output.waves == (0, 1)
        for fact in facts(one.scale, output, rounded=True)
        if fact.wave == 0
    ]


def _other_count(
    one: Cohort,
    known: list[Known],
    item: int,
    t: int,
    count: int,
) -> bool:
    """Say whether answers exist with fewer, or with more, people at ``t`` or above."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    answers, m = one.first[0], one.scale.steps
    n, k = answers.shape
    # Unknown: n · k answers, then for each person whether they are at t or above.
    size = n * k + n
    people, above, below, total = (np.zeros((rows, size)) for rows in (n, n, n, 1))
    for person in range(n):
        people[person, person * k : person * k + k] = 1
        place = person * k + item
        above[person, [place, n * k + person]] = 1, -t
        below[person, [place, n * k + person]] = 1, -(m - t + 1)
    total[0, n * k :] = 1
    limits = [LinearConstraint(above, 0, np.inf), LinearConstraint(below, -np.inf, t - 1)]
    for fact in known:
        asked = np.zeros((1, size))
        asked[0, : n * k] = np.tile(np.isin(np.arange(k), fact.items), n)
        limits.append(LinearConstraint(asked, *fact.sums))
        if fact.squares is not None:
            limits.append(LinearConstraint(people, answers.sum(axis=1), answers.sum(axis=1)))
    upper = np.concatenate([np.full(n * k, m), np.ones(n)])
    return any(
        milp(
            np.zeros(size),
            constraints=[*limits, LinearConstraint(total, low, high)],
            bounds=Bounds(0, upper),
            integrality=np.ones(size),
        ).success
        for low, high in ((0, count - 1), (count + 1, n))
    )
