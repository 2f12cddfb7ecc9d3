"""All that leaves the room about a cohort: what the findings ask of the gate, at two dates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from efficacy.measurement.gate import Gate, Lattice, Published
from efficacy.measurement.privacy import GroupFigure
from efficacy.measurement.reliability import FEWEST_ROWS, CronbachAlpha, cronbach_alpha
from tests.attack.cohorts import WAVES, Cohort

ITEMS = 4  # of a scale that are asked for one by one; more take the test's time

PAIRS = ((0, 1), (0, 2), (1, 2))


@dataclass(frozen=True)
class Output:
    """One figure as a reader sees it: what it is about, who is in it, and what it says.

    The reader is taken to know who is in it. ``date`` is when it was made, so a
    figure that was repeated is of the earlier date.
    """

    kind: str  # change | average | counts | alpha
    waves: tuple[int, ...]
    items: tuple[int, ...]
    people: frozenset[int]
    date: int
    said: Any


@dataclass(frozen=True)
class Moments:
    """A change as the attacker takes it in: the rest of a ``PairedChange`` follows from these.

    That it does is held in test_gate.py; to compute it anew for each of some ten
    thousand figures would take most of the test's time.
    """

    n: int
    mean_pre: float
    mean_post: float
    sd_pre: float | None = None
    sd_post: float | None = None
    sd_change: float | None = None
    moved: tuple[int, int, int] | None = None  # up, same, down


def of_moments(*given: Any, n_excluded: int = 0) -> Moments:
    """Stand in for ``change_from_moments``."""
    n, mean_pre, mean_post, sd_pre, sd_post, r, _ = given
    sd_change = math.sqrt(sd_pre**2 + sd_post**2 - 2 * r * sd_pre * sd_post)
    return Moments(n, mean_pre, mean_post, sd_pre, sd_post, sd_change)


class OpenGate:
    """A gate that suppresses nothing: exact figures, as many programs print them."""

    def average(self, _: str, values: pd.Series[float], *__: Any, **___: Any) -> GroupFigure:
        given = values.to_numpy()
        return GroupFigure(len(given), 0, float(given.mean()), float(given.std(ddof=1)))

    def change(
        self, _: str, pre: pd.Series[float], post: pd.Series[float], *__: Any, **___: Any
    ) -> Moments | None:
        both = np.stack([pre.to_numpy(), post.to_numpy()])
        both = both[:, ~np.isnan(both).any(axis=0)]
        if both.shape[1] < 2:
            return Moments(both.shape[1], *both.mean(axis=1)) if both.size else None
        moved = np.rint((both[1] - both[0]) * 1e6)
        return Moments(
            both.shape[1],
            *both.mean(axis=1),
            *both.std(axis=1, ddof=1),
            (both[1] - both[0]).std(ddof=1),
            ((moved > 0).sum(), (moved == 0).sum(), (moved < 0).sum()),
        )

    def counts(
        self, _: str, chosen: Mapping[int, str], options: Sequence[str]
    ) -> Mapping[str, int]:
        return {option: list(chosen.values()).count(option) for option in options}

    def alpha(self, _: str, frame: pd.DataFrame) -> CronbachAlpha:
        return cronbach_alpha(frame)


def outputs_of(cohort: Cohort, *, suppressed: bool) -> list[Output]:
    """Return everything that is said about a cohort, at the first date and at the second."""
    published: tuple[Published, ...] = ()
    listed: list[Output] = []
    for date in (0, 1):
        gate: Any = Gate(exact=False, published=published) if suppressed else OpenGate()
        found = dict(_reading(cohort, date, gate))
        repeated = set(found) - {one.figure for one in gate.passed} if suppressed else set()
        listed += [one for name, one in found.items() if date == 0 or name not in repeated]
        if suppressed:
            published += gate.passed
    return listed


def _reading(cohort: Cohort, date: int, gate: Any) -> list[tuple[str, Output]]:
    """Ask for the scale at all waves, its items, a part, what people can, and who moved."""
    scale = cohort.scale
    everything = tuple(range(scale.items))
    listed = [
        _change(
            cohort, date, gate, pair, everything, f"change.scale.{WAVES[pair[0]]}.{WAVES[pair[1]]}"
        )
        for pair in PAIRS
    ]
    if scale.items > 1:
        part = everything[: scale.items // 2]
        listed.append(_change(cohort, date, gate, (0, 1), part, "change.scale/part.pre.post"))
        listed += [
            _change(cohort, date, gate, (0, 1), (item,), f"item.item{item}.pre.post")
            for item in everything[:ITEMS]
        ]
    pre, post = (cohort.answers(date, wave) for wave in (0, 1))
    can = pd.Series((pre >= (scale.low + scale.high) / 2).mean(axis=1))
    people = frozenset(can.index)
    lattice = Lattice(0, 1, 1 / scale.items)
    share = gate.average("level.share.scale.pre", can, lattice, with_spread=False)
    listed.append(("level.share.scale.pre", Output("average", (0,), (), people, date, share)))
    ups = {who: "yes" if up else "no" for who, up in enumerate((post > pre).any(axis=1))}
    counts = gate.counts("goals.came-of", ups, ("yes", "no"))
    listed.append(("goals.came-of", Output("counts", (), (), people, date, counts)))
    if len(people) >= FEWEST_ROWS and scale.items > 1:
        alpha = gate.alpha("alpha.scale.pre", pd.DataFrame(pre))
        listed.append(("alpha.scale.pre", Output("alpha", (0,), everything, people, date, alpha)))
    return listed


def _change(
    cohort: Cohort,
    date: int,
    gate: Any,
    pair: tuple[int, int],
    items: tuple[int, ...],
    name: str,
) -> tuple[str, Output]:
    scale = cohort.scale
    pre, post = (cohort.scores(date, wave, items) for wave in pair)
    lattice = Lattice(scale.low, scale.high, scale.step / len(items))
    said = gate.change(
        name, pd.Series(pre), pd.Series(post), lattice, items=[f"item{k}" for k in items]
    )
    people = frozenset(np.flatnonzero(~np.isnan(pre + post)).tolist())
    return name, Output("change", pair, items, people, date, said)
