"""The values that a figure can be made of, and how coarsely it is told outside of the room."""

from __future__ import annotations

import math
from dataclasses import dataclass

# From as many steps on (five items of 1 to 5, say) a spread may be told beside a mean.
FINE = 20

# Other means are told in twentieths of their range, and none next to an end of it.
PARTS = 20


@dataclass(frozen=True, slots=True)
class Lattice:
    """The values that are possible: from ``low`` to ``high`` in steps of ``step``."""

    low: float
    high: float
    step: float

    @property
    def steps(self) -> int:
        """How many steps lie between the ends."""
        return max(1, round((self.high - self.low) / self.step))

    @property
    def is_fine(self) -> bool:
        """Whether there are so many values that a spread does not give them away."""
        return self.steps >= FINE

    @property
    def grain(self) -> float:
        """To what multiple means and SDs are rounded, in the unit of the values.

        A hundredth of the range, but at least half a step, made a plain number;
        on a coarse lattice a twentieth of the range.
        """
        span = self.high - self.low
        return plain(max(span / 100, self.step / 2)) if self.is_fine else span / PARTS

    def rounded(self, mean: float) -> float:
        """Return a mean as it is told: low plus a multiple of the grain, halves up."""
        return round(self.low + _multiples(mean - self.low, self.grain) * self.grain, 9)

    def rounded_sd(self, sd: float) -> float:
        """Return an SD as it is told."""
        return round(_multiples(sd, self.grain) * self.grain, 9)

    def sums(self, mean: float, n: int) -> tuple[int, int]:
        """Return between which sums, in steps above ``low``, the rounded mean of n lies."""
        middle, reach = n * (mean - self.low) / self.step, n * self.grain / (2 * self.step)
        return math.ceil(middle - reach - 1e-6), math.floor(middle + reach + 1e-6)

    def is_open(self, mean: float, n: int, fewest: int) -> bool:
        """Say whether a rounded mean of n lies a twentieth, and so many steps, from both ends."""
        margin = (self.high - self.low) / PARTS
        least, most = self.sums(mean, n)
        is_inside = self.low + margin - 1e-9 <= mean <= self.high - margin + 1e-9
        return is_inside and least >= fewest and most <= n * self.steps - fewest


def plain(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, … (or .5, .2, .1, …) that is not less.

    Examples
    --------
    >>> plain(1.0), plain(0.06), plain(2.5)
    (1.0, 0.1, 5.0)
    """
    power = math.floor(math.log10(least) + 1e-9)
    sizes = (float(f"{digit}e{power}") for digit in (1, 2, 5, 10))
    return next(size for size in sizes if size >= least * (1 - 1e-9))


def _multiples(value: float, grain: float) -> int:
    # A hair's breadth keeps 2.4999999… on the side of 2.5.
    return math.floor(value / grain + 0.5 + 1e-9)
