"""The one gate through which every group figure passes.

A gate is made for one reading of one cohort and asked figure by figure, the
most important first. It remembers what it let through, and is told what left
before (``published``), so that no later figure can be subtracted from an
earlier one. What it does and why it is safe: docs/decisions/0013-the-privacy-gate.md.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np

from efficacy.language import later
from efficacy.measurement._input import (
    SMALLEST_GROUP,
    Numbers,
    aligned,
    as_numbers,
    check_group_size,
)
from efficacy.measurement._lattice import PARTS, Lattice
from efficacy.measurement._ledger import NOTHING, Entry, Key, Ledger, Published, Said
from efficacy.measurement._release import Asked, said_of
from efficacy.measurement._witness import correlation
from efficacy.measurement.change import PairedChange, change_from_moments, paired_change
from efficacy.measurement.privacy import GroupFigure, Suppressed
from efficacy.measurement.reliability import FEWEST_ROWS, CronbachAlpha, alpha_of, cronbach_alpha

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Gate", "Lattice", "Published", "as_told"]

# Why a value of a change is None outside of the room; a sentence that can be translated.
WITHHELD = later("Withheld, because it could tell about single people.")

CONFIDENCE = 0.95

# Kinds of figures whose name ends in waves: kind.what.before.after.
ACROSS_WAVES = ("change.", "item.")


class Gate:
    """Let group figures through, or say why not.

    Parameters
    ----------
    exact : bool
        True for the counselor of a confidential cohort, who could see every
        value by record number: figures are as computed, and only groups under
        the threshold are withheld. False for everything that leaves the room:
        there figures are rounded, and whatever could tell of few is withheld.
    threshold : int, at least 5
    published : sequence of Published
        What left the room earlier, oldest first.
    key : bytes, at most 64
        Secret of the cohort; what is remembered can be looked up by nobody
        without it.
    waits : bool
        True while people are answering: what left is repeated, and nothing new
        is said, for it would stand there in place of everybody's figures later.

    Raises
    ------
    InvalidValue
        If the threshold is below 5.
    """

    def __init__(
        self,
        *,
        exact: bool,
        threshold: int = SMALLEST_GROUP,
        published: Sequence[Published] = (),
        key: bytes = b"",
        waits: bool = False,
    ) -> None:
        check_group_size(threshold)
        self.exact = exact
        self.threshold = threshold
        self._waits = waits
        self._ledger = Ledger(published, key=key, threshold=threshold)
        self._passed: list[Published] = []
        self._repeated: dict[str, int] = {}

    @property
    def passed(self) -> tuple[Published, ...]:
        """Return what has left through this gate and has to be remembered."""
        return tuple(self._passed)

    @property
    def repeated(self) -> Mapping[str, int]:
        """Return figures that stand as they left, though answers differ now; with when (ms UTC)."""
        return dict(self._repeated)

    def strict(self) -> Gate:
        """Return a gate for what nobody may see by record number, not even the counselor.

        It is this gate itself if it lets nothing exact through.
        """
        return Gate(exact=False, threshold=self.threshold) if self.exact else self

    # ------------------------------------------------------------------ means

    def average(
        self,
        figure: str,
        values: pd.Series[float],
        lattice: Lattice,
        *,
        items: Collection[str] = (),
        with_spread: bool = True,
    ) -> GroupFigure | Suppressed:
        """Return n, mean and SD; ``values`` has one row a person, by record number.

        Parameters
        ----------
        figure : str
            Name of the figure: ``kind.what`` or ``kind.what.wave``.
        values : Series of float
            NaN is missing.
        lattice : Lattice
            Where the values can lie. On a coarse one no SD leaves the room.
        items : collection of str
            What the values are the mean of, if they are a mean of items: the
            gate sees to it that a whole less its parts tells nothing.
        with_spread : bool
            False for values that follow from others whose SD is given.

        Raises
        ------
        InvalidValue
            If a value is no number.
        """
        given = _by_person(values, as_numbers(values, figure))
        n_excluded = len(values) - len(given)
        if len(given) < self.threshold:
            return self._too_few()
        if self.exact:
            mean, sd = statistics.fmean(given.values()), statistics.stdev(given.values())
            return GroupFigure(n=len(given), n_excluded=n_excluded, mean=mean, sd=sd)
        said = self._means(
            figure,
            [given],
            items,
            lattice=lattice,
            with_spread=with_spread,
            n_excluded=n_excluded,
        )
        return said if isinstance(said, Suppressed) else _average(said)

    def change(
        self,
        figure: str,
        pre: pd.Series[float],
        post: pd.Series[float],
        lattice: Lattice,
        *,
        items: Collection[str] = (),
        with_spread: bool = True,
    ) -> PairedChange | Suppressed:
        """Return the change from ``pre`` to ``post``, rows by record number.

        Outside of the room everything in it is computed from the rounded means,
        SDs and SD of the changes, and from nothing else. Where these would tell of
        few it holds the means and their difference only.

        Parameters
        ----------
        figure : str
            Name of the figure: ``kind.what.before.after``.
        pre, post : Series of float
            The same people in the same order; NaN is missing.
        lattice, items, with_spread
            As for :meth:`average`.

        Raises
        ------
        InvalidValue
            As :func:`efficacy.measurement.change.paired_change`.
        """
        first, second = aligned({"pre": pre, "post": post})
        both = ~np.isnan(first + second)
        n_excluded = int((~both).sum())
        if both.sum() < self.threshold:
            return self._too_few()
        if self.exact:
            return paired_change(pre, post, CONFIDENCE)
        said = self._means(
            figure,
            [_by_person(pre, np.where(both, wave, np.nan)) for wave in (first, second)],
            items,
            lattice=lattice,
            with_spread=with_spread,
            n_excluded=n_excluded,
        )
        return said if isinstance(said, Suppressed) else _change(said)

    # ----------------------------------------------------------------- counts

    def counts(
        self,
        figure: str,
        chosen: Mapping[int, str],
        options: Sequence[str],
        *,
        beside_means: bool = False,
    ) -> Mapping[str, int] | Suppressed:
        """Return how many people chose each option; everybody in ``chosen`` chose one.

        Outside of the room either all counts are given, or none: if each is
        nobody or at least the threshold, and none is everybody.

        Parameters
        ----------
        beside_means : bool
            True for counts of values whose mean is told, such as who went up.
            They never leave the room: beside mean and SD they tell too much.
        """
        found = {option: sum(one == option for one in chosen.values()) for option in options}
        n, rest = len(chosen), len(chosen) - sum(found.values())
        if n < self.threshold:
            return self._too_few()
        if self.exact:
            return found
        if beside_means:
            return Suppressed("complementary", f"n≥{self.threshold}")
        counts = (*found.values(), rest)
        may_leave = all(count == 0 or self.threshold <= count < n for count in counts)
        said = self._leave(
            self._ledger.entry(figure, {(figure, ""): chosen}),
            lambda: {"counts": found} if may_leave else {NOTHING: True},
        )
        return said if isinstance(said, Suppressed) else dict(said["counts"])

    def alpha(self, figure: str, frame: pd.DataFrame) -> CronbachAlpha | Suppressed:
        """Return alpha of a scale; ``frame`` has one row a person and one column an item.

        Outside of the room it is as :func:`as_told` has it.
        """
        found = cronbach_alpha(frame, CONFIDENCE)
        if found.n < self.threshold:
            return self._too_few()
        if self.exact:
            return found
        if found.n < FEWEST_ROWS:
            return replace(found, n_constant=0)
        told = as_told(found)
        rows = {who: tuple(row) for who, row in frame.dropna().iterrows()}
        left = self._leave(
            self._ledger.entry(figure, {(figure, ""): rows}),
            lambda: {NOTHING: True} if told is None else _alpha_said(told),
        )
        return left if isinstance(left, Suppressed) else alpha_of(**left)

    # --------------------------------------------------------------- leaving

    def _means(
        self,
        figure: str,
        columns: Sequence[Mapping[Hashable, float]],
        items: Collection[str],
        *,
        lattice: Lattice,
        with_spread: bool,
        n_excluded: int,
    ) -> Said | Suppressed:
        keys = _keys(figure, frozenset(items), waves=len(columns))
        named = dict(zip(keys, columns, strict=True))
        asked = Asked(
            entry=self._ledger.entry(figure, named, frozenset(items)),
            columns=[np.fromiter(column.values(), np.float64) for column in columns],
            lattice=lattice,
            with_spread=with_spread,
            n_excluded=n_excluded,
        )
        return self._leave(asked.entry, lambda: said_of(asked, self._ledger, self.threshold))

    def _leave(self, entry: Entry, make: Callable[[], Said]) -> Said | Suppressed:
        """Return what is said anew, or again what was said where new words would tell of few."""
        earlier = self._ledger.latest(entry.figure)
        is_told = earlier is not None and earlier.tokens == entry.tokens
        if is_told or self._waits or self._ledger.tells_of_few(entry):
            if earlier is None:
                return Suppressed("complementary", f"n≥{self.threshold}")
            if earlier.at_ms and not is_told:
                self._repeated[entry.figure] = earlier.at_ms
            said = earlier.said
        else:
            said = make()
            self._passed.append(self._ledger.add(replace(entry, said=said)))
        return self._identical() if NOTHING in said else said

    def _too_few(self) -> Suppressed:
        return Suppressed("too_few", f"n<{self.threshold}")

    def _identical(self) -> Suppressed:
        return Suppressed("identical", f"n≥{self.threshold}")


def as_told(found: CronbachAlpha, groups: int = 1) -> CronbachAlpha | None:
    """Return an alpha as it may leave the room, None if it may not.

    Rounded to a twentieth, with the interval that follows from that, and from
    0.05 to 0.95 only: at 1 each item would tell the others.

    Parameters
    ----------
    groups : int
        How many cohorts it is pooled over.
    """
    alpha = None if found.alpha is None else round(round(found.alpha * PARTS) / PARTS, 9)
    if alpha is None or not 1 / PARTS <= alpha <= 1 - 1 / PARTS:
        return None
    n, k, n_excluded = found.n, found.k, found.n_excluded
    return alpha_of(n=n, k=k, alpha=alpha, n_excluded=n_excluded, groups=groups)


def _alpha_said(told: CronbachAlpha) -> Said:
    return {"n": told.n, "k": told.k, "alpha": told.alpha, "n_excluded": told.n_excluded}


def _by_person(values: pd.Series[float], numbers: Numbers) -> dict[Hashable, float]:
    """Return the numbers that are there, by person."""
    people = values.index.tolist()
    pairs = zip(people, numbers.tolist(), strict=True)
    return {person: number for person, number in pairs if not math.isnan(number)}


def _keys(figure: str, items: frozenset[str], *, waves: int) -> list[Key]:
    """Return the variables that a figure is about, each with its wave.

    The same variable may stand in several figures: the items say which it is, or
    what stands in the name before the waves. Any other name is about itself.
    """
    name, *given = figure.rsplit(".", waves)
    if items and len(given) == waves:
        return [("+".join(sorted(items)), wave) for wave in given]
    if name.startswith(ACROSS_WAVES) and len(given) == waves:
        return [(name, wave) for wave in given]
    return [(figure, str(place)) for place in range(waves)]


def _average(said: Said) -> GroupFigure:
    (mean,), (sd,) = said["means"], said.get("sds", (None,))
    return GroupFigure(n=said["n"], n_excluded=said["n_excluded"], mean=mean, sd=sd)


def _change(said: Said) -> PairedChange:
    """Return what follows from what is said, and from nothing else."""
    n, n_excluded, (pre, post) = said["n"], said["n_excluded"], said["means"]
    if "sds" in said:
        sd_pre, sd_post = said["sds"]
        r = correlation(sd_pre, sd_post, said["sd_change"])
        return change_from_moments(
            n, pre, post, sd_pre, sd_post, r, CONFIDENCE, n_excluded=n_excluded
        )
    given = {"mean_pre": pre, "mean_post": post, "change": round(post - pre, 9)}
    told = {"n", "n_excluded", "confidence", "reasons", *given}
    others = [one.name for one in fields(PairedChange) if one.name not in told]
    reasons = dict.fromkeys(others, WITHHELD)
    return PairedChange(n=n, n_excluded=n_excluded, confidence=CONFIDENCE, reasons=reasons, **given)
