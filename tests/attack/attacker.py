"""An attacker who holds all outputs: whole-number constraints on counts, and their solution.

Nothing here calls the gate's own check. What is unknown is how many people gave each
possible value. Their number, their sum and their sum of squares are linear in these
counts, so a mean and an SD, rounded or not, are bounds on them; so are the same figures
less those of some of the people, of another date, or of some of the items.

``is_broken`` solves the constraints of each such group. ``leaves_open`` goes the other
way: it looks for other groups of people that satisfy all constraints at once. Where it
finds them for every count, no attacker can do better, whatever the method.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, combinations_with_replacement
from math import comb
from typing import Any

import numpy as np

from efficacy.measurement.privacy import GroupFigure
from tests.attack.cohorts import Cohort, Scale
from tests.attack.outputs import Output

FEW = (1, 2, 3, 4)

# So many groups are listed one by one; more are bounded by their sum alone.
LISTED = 50_000

Bounds = tuple[float, float]


@dataclass(frozen=True)
class Known:
    """What is known of one variable of some people, counted in steps of one answer."""

    wave: int
    items: tuple[int, ...]
    people: frozenset[int]
    date: int
    largest: int  # that a person's value can be
    sums: Bounds
    squares: Bounds | None

    @property
    def n(self) -> int:
        return len(self.people)


def is_broken(scale: Scale, outputs: Iterable[Output], *, rounded: bool) -> bool:
    """Say whether a person's value, or a count from 1 to 4, is fixed by what was said."""
    given = list(outputs)
    if any(count in FEW for one in given for count in _counts(one)):
        return True
    known = {fact for one in given for fact in facts(scale, one, rounded=rounded)}
    waves = [[one for one in known if one.wave == wave] for wave in {one.wave for one in known}]
    pairs = [pair for wave in waves for pair in combinations(wave, 2)]
    rests = {rest for one, other in pairs for rest in _rests(one, other)}
    return any(map(is_fixed, known | rests)) or any(_is_changed(*pair) for pair in pairs)


def facts(scale: Scale, output: Output, *, rounded: bool) -> Iterator[Known]:
    """Yield what a figure says of each of its variables."""
    said = output.said
    if output.kind == "average" and isinstance(said, GroupFigure):
        # Shares of tasks: 0 or 1 for each item.
        grain = (grain_of(0, 1, 1 / scale.items)) if rounded else 0
        yield _fact(output, 0, said.mean, said.sd, grain, low=0, step=1, largest=1, k=scale.items)
    if output.kind != "change" or getattr(said, "mean_pre", None) is None:
        return
    k = len(output.items)
    grain = grain_of(scale.low, scale.high, scale.step / k) if rounded else 0
    for place, (mean, sd) in enumerate(
        ((said.mean_pre, said.sd_pre), (said.mean_post, said.sd_post))
    ):
        yield _fact(
            output, place, mean, sd, grain, low=scale.low, step=scale.step, largest=scale.steps, k=k
        )


def grain_of(low: float, high: float, step: float) -> float:
    """Return to what figures are rounded, as the page says it."""
    span = high - low
    if round(span / step) < 20:
        return span / 20
    least = max(span / 100, step / 2) * (1 - 1e-9)
    sizes = sorted(float(f"{digit}e{power}") for digit in (1, 2, 5) for power in range(-4, 4))
    return next(size for size in sizes if size >= least)


def _fact(
    output: Output,
    place: int,
    mean: float,
    sd: float | None,
    grain: float,
    *,
    low: float,
    step: float,
    largest: int,
    k: int,
) -> Known:
    n, half, unit = len(output.people), grain / 2 + 1e-7, k / step
    sums = tuple(n * (mean - low + side * half) * unit for side in (-1, 1))
    squares = None
    if sd is not None:
        squares = tuple(
            (n - 1) * (max(0.0, sd + side * half) * unit) ** 2 + total**2 / n
            for side, total in zip((-1, 1), sums, strict=True)
        )
    kind = () if output.kind == "average" else output.items
    return Known(
        wave=output.waves[place],
        items=kind,
        people=output.people,
        date=output.date,
        largest=largest * k,
        sums=(sums[0], sums[1]),
        squares=None if squares is None else (squares[0], squares[1]),
    )


def _counts(output: Output) -> tuple[int, ...]:
    if output.kind == "counts" and isinstance(output.said, dict):
        return tuple(output.said.values())
    return getattr(output.said, "moved", None) or ()


# ------------------------------------------------------------- subtracting


def _rests(one: Known, other: Known) -> Iterator[Known]:
    """Yield what is left of one when the other is taken away: people, or items."""
    for whole, part in ((one, other), (other, one)):
        if whole.items == part.items and part.people < whole.people:
            squares = None
            if whole.squares and part.squares:
                squares = _less(whole.squares, part.squares)
            yield Known(
                wave=whole.wave,
                items=whole.items,
                people=whole.people - part.people,
                date=whole.date,
                largest=whole.largest,
                sums=_less(whole.sums, part.sums),
                squares=squares,
            )
        elif part.people == whole.people and set(part.items) < set(whole.items) and part.items:
            yield Known(
                wave=whole.wave,
                items=tuple(sorted(set(whole.items) - set(part.items))),
                people=whole.people,
                date=whole.date,
                largest=whole.largest - part.largest,
                sums=_less(whole.sums, part.sums),
                squares=None,
            )


def _less(whole: Bounds, part: Bounds) -> Bounds:
    return whole[0] - part[1], whole[1] - part[0]


def _is_changed(one: Known, other: Known) -> bool:
    """Say whether a changed answer gives itself away: x was, x + d is, and both are fixed."""
    same = (one.wave, one.items, one.people) == (other.wave, other.items, other.people)
    if not same or one.date == other.date or one.squares is None or other.squares is None:
        return False
    sums, squares = _less(other.sums, one.sums), _less(other.squares, one.squares)
    was = np.arange(one.largest + 1)[:, None]
    moved = np.arange(-one.largest, one.largest + 1)[None, :]
    more = (was + moved) ** 2 - was**2
    fits = (moved >= sums[0]) & (moved <= sums[1]) & (more >= squares[0]) & (more <= squares[1])
    fits &= (was + moved >= 0) & (was + moved <= one.largest)
    return bool((fits.any(axis=1).sum() == 1) and not (sums[0] <= 0 <= sums[1]))


# ----------------------------------------------------------------- solving


def is_fixed(known: Known) -> bool:
    """Say whether a count at a value, or at it or above, is the same in every solution."""
    n, m = known.n, known.largest
    if known.squares is not None and comb(m + n, n) <= LISTED:
        groups = all_groups(n, m)
        total, squares = groups.sum(axis=1), (groups**2).sum(axis=1)
        fits = (total >= known.sums[0]) & (total <= known.sums[1])
        fits &= (squares >= known.squares[0]) & (squares <= known.squares[1])
        return not fits.any() or some_count_is_fixed(groups[fits])
    least, most = np.ceil(known.sums[0]), np.floor(known.sums[1])
    t = np.arange(1, m + 1)
    low = np.maximum(0, np.ceil((least - n * (t - 1)) / (m - t + 1)))
    high = np.minimum(n, np.floor(most / t))
    return bool(((low == high) & (np.isin(low, FEW) | np.isin(n - low, FEW))).any())


def some_count_is_fixed(groups: np.ndarray[Any, Any]) -> bool:
    n = groups.shape[1]
    few = [count for count in range(n + 1) if count in FEW or n - count in FEW]
    falling = -np.sort(-groups, axis=1)
    # Beyond the ends: nobody is above the largest, everybody at the smallest or above.
    above = np.column_stack([np.full(len(groups), 10**9), falling, np.full(len(groups), -1)])
    for count in few:
        ends = (above[:, count + 1].max(), above[:, count].min())
        inside = count not in (0, n) and ends[0] < ends[1]
        if inside:
            return True
    values = np.unique(groups[0])
    at = (groups[:, :, None] == values).sum(axis=1)
    return bool(((at.min(axis=0) == at.max(axis=0)) & np.isin(at[0], few)).any())


@lru_cache(maxsize=64)
def all_groups(n: int, m: int) -> np.ndarray[Any, Any]:
    return np.array(list(combinations_with_replacement(range(m + 1), n)))


# -------------------------------------------------- other groups that fit


def leaves_open(cohort: Cohort, outputs: Iterable[Output], *, effort: int = 5) -> bool:
    """Say whether other groups satisfy all figures of the whole scale at once, for every count.

    The true scores satisfy them. Turned in the space of people they keep their means,
    SDs and correlations, and become others; what is not told may be anything.
    """
    scale = cohort.scale
    everything = tuple(range(scale.items))
    told = [
        one
        for one in outputs
        if one.kind == "change"
        and one.items == everything
        and one.date == 0
        and getattr(one.said, "mean_pre", None) is not None
    ]
    if not told:
        return True
    people = sorted(frozenset().union(*(one.people for one in told)))
    true = cohort.first[:, people].sum(axis=2).astype(float)
    waves = sorted({wave for one in told for wave in one.waves})
    spread = sorted({w for one in told if one.said.sd_pre is not None for w in one.waves})
    worlds = _worlds(true, waves, spread, scale.steps * scale.items, effort)
    places = {person: place for place, person in enumerate(people)}
    grain = grain_of(scale.low, scale.high, scale.step / scale.items)
    for one in told:
        who = [places[person] for person in sorted(one.people)]
        worlds = worlds[_fit(worlds[:, :, who], one, scale, grain)]
    if len(worlds) < 2:
        return False
    checked = [worlds[:, wave] for wave in waves if not (true[wave] < 0).any()]
    checked += [
        worlds[:, one.waves[1]] - worlds[:, one.waves[0]]
        for one in told
        if len(one.people) == len(people)
    ]
    return not any(some_count_is_fixed(values.astype(int)) for values in checked)


def _worlds(
    true: np.ndarray[Any, Any], waves: list[int], spread: list[int], largest: int, effort: int
) -> np.ndarray[Any, Any]:
    """Return groups by wave by person, in steps; −1 where somebody was not there."""
    rng = np.random.default_rng(7)
    there = (true >= 0).all(axis=0)
    everybody, by_presence = np.ones(len(there), dtype=int), there.astype(int)
    worlds = np.concatenate(
        [_turned(rng, true, waves, spread, block, effort) for block in (everybody, by_presence)]
    )
    outside = ((worlds < 0) | (worlds > largest)) & (true >= 0)
    inside = ~outside[:, waves].any(axis=(1, 2))
    return np.concatenate([true[None], np.where(true[None] < 0, -1, worlds)[inside]])


def _turned(
    rng: np.random.Generator,
    true: np.ndarray[Any, Any],
    waves: list[int],
    spread: list[int],
    blocks: np.ndarray[Any, Any],
    effort: int,
) -> np.ndarray[Any, Any]:
    """Return groups in which the mean of each block of people stays as it is.

    A mirror that leaves the block means alone leaves all SDs and correlations alone too.
    """
    means = _block_means(true, blocks)
    away = true - means
    targets = _directions(rng, blocks, effort)
    starts = [away[wave] for wave in spread]
    starts += [away[b] - away[a] for a, b in combinations(spread, 2)]
    turned = [np.repeat(away[None], 70 * effort, axis=0)]
    for start in starts:
        length = np.linalg.norm(start)
        if length > 1e-9:
            mirrors = start / length - targets
            mirrors /= np.maximum(np.linalg.norm(mirrors, axis=1, keepdims=True), 1e-12)
            along = np.einsum("wn,tn->tw", away, mirrors)
            turned.append(away[None] - 2 * along[:, :, None] * mirrors[:, None, :])
    worlds = np.concatenate(turned)
    for wave in set(waves) - set(spread):
        sizes = rng.choice([0, 0.5, 1, 2, 4, 8, 16], (len(worlds), 1))
        worlds[:, wave] = sizes * targets[rng.integers(len(targets), size=len(worlds))]
        worlds[:, wave] += rng.uniform(-0.5, 0.5, (len(worlds), 2))[:, blocks]
    return np.rint(worlds + means)


def _block_means(values: np.ndarray[Any, Any], blocks: np.ndarray[Any, Any]) -> Any:
    """Return, in place of each value, the mean of its block of people."""
    means = np.zeros_like(values, dtype=float)
    for block in np.unique(blocks):
        means[..., blocks == block] = values[..., blocks == block].mean(axis=-1, keepdims=True)
    return means


def _directions(rng: np.random.Generator, blocks: np.ndarray[Any, Any], effort: int) -> Any:
    """Return ways to part people in two, at every place, and some of any shape."""
    n = len(blocks)
    parted = np.array([np.arange(n) < k for k in range(1, n)], dtype=float)
    mixed = np.concatenate([rng.permuted(np.repeat(parted, effort, axis=0), axis=1), parted])
    bent = mixed + rng.normal(0, 0.1, mixed.shape)
    shaped = np.concatenate([mixed, -mixed, bent, -bent, rng.standard_normal((15 * effort, n))])
    shaped -= _block_means(shaped, blocks)
    return shaped / np.maximum(np.linalg.norm(shaped, axis=1, keepdims=True), 1e-12)


def _fit(
    worlds: np.ndarray[Any, Any], one: Output, scale: Scale, grain: float
) -> np.ndarray[Any, Any]:
    unit, half = scale.step / scale.items, grain / 2 + 1e-9
    a, b = (worlds[:, wave] for wave in one.waves)
    said = one.said
    fits = abs(a.mean(axis=1) * unit + scale.low - said.mean_pre) <= half
    fits &= abs(b.mean(axis=1) * unit + scale.low - said.mean_post) <= half
    if said.sd_pre is not None:
        for values, sd in ((a, said.sd_pre), (b, said.sd_post), (b - a, said.sd_change)):
            fits &= abs(values.std(axis=1, ddof=1) * unit - sd) <= half
    return np.asarray(fits)
