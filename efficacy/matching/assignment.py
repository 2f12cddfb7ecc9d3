"""Who goes with whom: the greatest total utility within capacities."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from efficacy.errors import CanDoError, InvalidValue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# Beyond this, differences between utilities are lost in the sums.
LARGEST = 1e100


class InfeasibleAssignment(CanDoError):
    """Not everybody can be placed; ``rows`` names who is left over (0-based).

    As many as possible were placed first, so that fewer cannot be left over;
    among the ways to do that, the one of greatest utility was taken.
    """

    def __init__(self, rows: Sequence[int], *, people: int) -> None:
        self.rows = tuple(rows)
        super().__init__(
            "{left} of {people} people cannot be placed: rows {rows}. "
            "Raise a capacity, or allow them another option.",
            left=len(self.rows),
            people=people,
            rows=", ".join(str(row) for row in self.rows),
        )


def assign(
    utility: object, capacities: Sequence[int] | None = None, seed: int = 0
) -> tuple[int, ...]:
    """Return one option (column index) for each person, of greatest total utility.

    Parameters
    ----------
    utility : array, people × options
        What each option is worth to each person; NaN forbids the pair.
    capacities : sequence of int, optional
        How many people each option takes, 0 or more; one each if not given.
    seed : int
        Decides between answers that are equally good: the same seed, the same answer.

    Raises
    ------
    InvalidValue
        If the array is empty, not two-dimensional, or holds something other
        than finite numbers and NaN, or if the capacities do not fit it.
    InfeasibleAssignment
        If somebody cannot be placed.

    Examples
    --------
    >>> assign([[0.9, 0.4], [0.8, 0.7], [0.6, 0.2]], capacities=[2, 2])
    (0, 1, 0)
    """
    worth = _matrix(utility)
    people, options = worth.shape
    room = _capacities(capacities, options)
    # Nobody needs more copies of an option than there are people.
    columns = [option for option, most in enumerate(room) for _ in range(min(most, people))]
    chance = Random(f"assign {seed}")
    rows = chance.sample(range(people), people)
    columns = chance.sample(columns, len(columns))
    found = _solved(worth, rows, columns)
    left = [row for row in range(people) if row not in found]
    if left:
        raise InfeasibleAssignment(left, people=people)
    return tuple(found[row] for row in range(people))


def _solved(worth: Matrix, rows: Sequence[int], columns: Sequence[int]) -> dict[int, int]:
    """Return row to option for as many rows as possible, of greatest utility.

    The order of rows and columns decides ties, and nothing else.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    people = len(rows)
    offered = _scaled(worth)[np.ix_(rows, columns)]
    # A place outside for everybody, worse than any loss of utility could be;
    # and what is forbidden is worse than a place outside, so it is never taken.
    outside = np.full((people, people), -(people + 1.0))
    offered = np.hstack([np.where(np.isnan(offered), -2 * (people + 1.0), offered), outside])
    where, taken = linear_sum_assignment(offered, maximize=True)
    return {
        rows[row]: columns[column]
        for row, column in zip(where, taken, strict=True)
        if column < len(columns)
    }


def _scaled(worth: Matrix) -> Matrix:
    """Return utilities brought to 0 to 1, so that every sum is smaller than the rows are many."""
    import numpy as np

    if np.isnan(worth).all():
        return worth
    low, high = np.nanmin(worth), np.nanmax(worth)
    return (worth - low) / (high - low) if high > low else worth - low


def _matrix(utility: object) -> Matrix:
    import numpy as np

    try:
        cells = np.asarray(utility)
    except ValueError:
        raise _misshaped("rows of different lengths") from None
    if cells.ndim != 2 or not cells.size:
        raise _misshaped(f"the shape {cells.shape}")
    if cells.dtype == object:
        # None stands for missing nearly everywhere; here NaN is asked for by name.
        if not all(isinstance(cell, int | float | np.number) for cell in cells.flat):
            raise _not_numbers()
        if any(abs(cell) > LARGEST for cell in cells.flat):
            raise _too_large()
    elif cells.dtype.kind not in "iuf":
        raise _not_numbers()
    worth: Matrix = cells.astype(np.float64)
    if np.isinf(worth).any() or (np.abs(worth[~np.isnan(worth)]) > LARGEST).any():
        raise _too_large()
    return worth


def _too_large() -> InvalidValue:
    return InvalidValue(
        "A utility is infinite or larger than {most:g}. Use finite numbers, and NaN for "
        "what is forbidden.",
        most=LARGEST,
    )


def _misshaped(found: str) -> InvalidValue:
    return InvalidValue(
        "Expected a table of utilities with a row for each person and a column for each option, "
        "at least one of both; found {found}.",
        found=found,
    )


def _not_numbers() -> InvalidValue:
    return InvalidValue(
        "A utility is not a number. Use finite numbers, and NaN for what is forbidden."
    )


def _capacities(capacities: Sequence[int] | None, options: int) -> tuple[int, ...]:
    if capacities is None:
        return (1,) * options
    import numpy as np

    if isinstance(capacities, str | bytes) or not hasattr(capacities, "__len__"):
        raise InvalidValue("Capacities are a list with a whole number for each option.")
    if len(capacities) != options:
        raise InvalidValue(
            "Expected {options} capacities, one for each option; found {found}.",
            options=options,
            found=len(capacities),
        )
    for option, most in enumerate(capacities):
        whole = isinstance(most, int | np.integer) and not isinstance(most, bool)
        if not whole or most < 0:
            raise InvalidValue(
                "The capacity of option {option} is a whole number of 0 or more, not “{found}”.",
                option=option,
                found=most,
            )
    return tuple(int(most) for most in capacities)
