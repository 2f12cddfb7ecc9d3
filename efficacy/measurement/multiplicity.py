"""p-values that were looked at together."""

from __future__ import annotations

import numpy as np

from efficacy.measurement._input import Values, in_range

__all__ = ["holm"]


def holm(p_values: Values) -> tuple[float | None, ...]:
    """Return p-values adjusted by Holm's step-down method, in the order given.

    Of m values in rising order the i-th is multiplied by m - i + 1, is never
    below the one before it, and at most 1. The chance of even one adjusted
    value under .05, where nothing changed anywhere, stays under 5 %.

    Parameters
    ----------
    p_values : sequence of float, in [0, 1]
        One for each scale that is not the primary one. A missing value stays
        None and does not count in m.

    Raises
    ------
    InvalidValue
        If a value is no number or outside 0 to 1.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure.
    Scandinavian Journal of Statistics, 6(2), 65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, None, 0.03])
    (0.03, 0.06, None, 0.06)
    """
    given = in_range(p_values, "p-values", low=0, high=1)
    places = np.flatnonzero(~np.isnan(given))
    rising = places[np.argsort(given[places], kind="stable")]
    factors = np.arange(rising.size, 0, -1)
    adjusted: list[float | None] = [None] * given.size
    for place, value in zip(
        rising, np.minimum(1, np.maximum.accumulate(given[rising] * factors)), strict=True
    ):
        adjusted[place] = float(value)
    return tuple(adjusted)
