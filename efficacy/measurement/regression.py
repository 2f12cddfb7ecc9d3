"""What a mean would do without any workshop: two plain scenarios, no corrections."""

from __future__ import annotations

from efficacy.errors import InsufficientData
from efficacy.measurement._input import LARGEST, check_count, check_within

__all__ = ["expected_regression", "leavers_unchanged"]


def expected_regression(mean_chosen: float, mean_all: float, reliability: float) -> float:
    """Return how far the mean of people chosen by their scores moves by itself.

    (1 - ρ)·(M_all - M_chosen): scores that were picked because they were far
    out are partly so by chance, and the next ones lie nearer to the mean of
    everybody. Above 0 for people chosen from below. Where nobody was chosen by
    a score, nothing of the kind is expected.

    Parameters
    ----------
    mean_chosen, mean_all : float
        Means at the time of choosing, of those chosen and of everybody they
        were chosen from.
    reliability : float, in [0, 1]
        Correlation of the scores with the same scores at the later time, among
        everybody.

    Raises
    ------
    InvalidValue
        If a mean is no number, or the reliability is not between 0 and 1.

    References
    ----------
    Barnett, A. G., van der Pols, J. C., & Dobson, A. J. (2005). Regression to
    the mean: What it is and how to deal with it. International Journal of
    Epidemiology, 34(1), 215-220.
    Campbell, D. T., & Kenny, D. A. (1999). A primer on regression artifacts.

    Examples
    --------
    >>> expected_regression(30, 50, reliability=0.75)
    5.0
    """
    check_within(mean_chosen, "Mean of those chosen", low=-LARGEST, high=LARGEST)
    check_within(mean_all, "Mean of everybody", low=-LARGEST, high=LARGEST)
    check_within(reliability, "Reliability", low=0, high=1)
    return (1 - reliability) * (mean_all - mean_chosen)


def leavers_unchanged(change: float, n_paired: int, n_left: int) -> float:
    """Return the mean change if everybody who left had not changed at all.

    d̄·n/(n + m) for n people with both scores and m who left: the first score
    of those who left is carried forward. A way to see how much hangs on them,
    and no estimate of what they would have said.

    Parameters
    ----------
    change : float
        Mean change of those with both scores.
    n_paired, n_left : int, 0 or more
        People with both scores, and people with the first one alone.

    Raises
    ------
    InsufficientData
        If nobody has both scores.
    InvalidValue
        If the change is no number, or a count no whole number.

    References
    ----------
    National Research Council (2010). The prevention and treatment of missing
    data in clinical trials. Chapter 4 (single imputation, baseline carried
    forward).

    Examples
    --------
    >>> leavers_unchanged(6.0, n_paired=12, n_left=4)
    4.5
    """
    check_within(change, "Mean change", low=-LARGEST, high=LARGEST)
    check_count(n_paired, "People with both scores", least=0)
    check_count(n_left, "People who left", least=0)
    if n_paired == 0:
        raise InsufficientData(
            "The change if nobody who left had changed: expected at least 1 person with both "
            "scores, found none. Collect more answers."
        )
    return change * n_paired / (n_paired + n_left)
