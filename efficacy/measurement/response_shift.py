"""What people say now about how it was then, kept apart from what they said then."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.measurement._input import Values, complete_rows
from efficacy.measurement.change import PairedChange, paired_change

__all__ = ["ResponseShift", "response_shift"]


@dataclass(frozen=True, slots=True)
class ResponseShift:
    """Three differences over the same people; none replaces another.

    Attributes
    ----------
    n, n_excluded : int
        People with all three scores, and people without.
    change : PairedChange
        post - pre: from what people said before to what they say after.
    looking_back : PairedChange
        post - then: what they feel has changed.
    shift : PairedChange
        then - pre: how differently they judge the same point in time. Below 0:
        they now think that they had been surer than they should.
    """

    n: int
    n_excluded: int
    change: PairedChange
    looking_back: PairedChange
    shift: PairedChange


def response_shift(
    pre: Values, then: Values, post: Values, confidence: float = 0.95
) -> ResponseShift:
    """Return the change, the change looking back, and the shift between the two.

    The means add up: change = shift + looking back. Looking back is open to
    wishes and to what one thinks should have happened, so it never stands in
    for the true pre.

    Parameters
    ----------
    pre, then, post : sequence of float
        One value a person in the same order; ``then`` is how they, asked
        after post, judge themselves at the beginning. People with one of the
        three missing are left out of all and counted.
    confidence : float, in (0, 1)
        Of all intervals.

    Raises
    ------
    InvalidValue
        As :func:`efficacy.measurement.change.paired_change`.

    References
    ----------
    Hill, L. G., & Betz, D. L. (2005). Revisiting the retrospective pretest.
    American Journal of Evaluation, 26(4), 501-517.
    Howard, G. S. (1980). Response-shift bias: A problem in evaluating
    interventions with pre/post self-reports. Evaluation Review, 4(1), 93-106.

    Examples
    --------
    >>> result = response_shift([50, 60, 70], [40, 60, 50], [60, 80, 70])
    >>> result.change.change, result.shift.change, result.looking_back.change
    (10.0, -10.0, 20.0)
    """
    (first, looked, last), left_out = complete_rows({"pre": pre, "then": then, "post": post})
    return ResponseShift(
        n=int(first.size),
        n_excluded=left_out,
        change=paired_change(first, last, confidence),
        looking_back=paired_change(looked, last, confidence),
        shift=paired_change(first, looked, confidence),
    )
