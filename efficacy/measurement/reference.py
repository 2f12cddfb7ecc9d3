"""What past groups of the same plan tell about the next one.

A local reference: how far people's changes lie apart, how stable scores are,
and between which limits the mean of a next group is to be expected. Nothing
here ranks groups, or those who led them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import NormalDist

import numpy as np

from efficacy.language import later
from efficacy.measurement._input import (
    LARGEST,
    Numbers,
    Values,
    aligned,
    check_count,
    check_whole,
    in_range,
)
from efficacy.measurement.effect_size import check_confidence, t_quantile
from efficacy.measurement.planning import half_width

__all__ = [
    "FEWEST_COHORTS",
    "NextChange",
    "Pooled",
    "next_change",
    "pooled_change",
    "pooled_retest",
    "pooled_sd",
]

FEWEST_COHORTS = 3
"""Fewer past groups than this say nothing about how far groups lie apart."""

# Why a value is None; each a sentence that can be translated and shown.
THREE_COHORTS = later("It takes at least 3 groups with a mean change, an SD and at least 2 people.")
NO_SPREAD = later(
    "All changes in all groups are the same, so they have no spread to measure against."
)
NO_SD = later("It takes at least 1 group of 2 or more people with an SD.")
ALL_ZERO = later("The SD is 0 in every group.")
NO_RETEST = later("It takes at least 1 group of 4 or more people with a correlation below 1.")


@dataclass(frozen=True, slots=True)
class NextChange:
    """Between which limits the mean change of a next group is to be expected.

    Attributes
    ----------
    n, cohorts, cohorts_excluded : int
        People and groups it rests on, and groups left out.
    next_n : int
        People with both scores in the next group.
    mean_change : float or None
        Mean of the groups' mean changes, in the unit of the scores.
    between_sd, pooled_sd : float or None
        SD of the groups' true mean changes, and of people's changes within.
    low, high : float or None
        Prediction interval of the next group's mean change.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    cohorts: int
    cohorts_excluded: int
    next_n: int
    mean_change: float | None = None
    between_sd: float | None = None
    pooled_sd: float | None = None
    low: float | None = None
    high: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Pooled:
    """One figure over several groups.

    Attributes
    ----------
    n, cohorts, cohorts_excluded : int
        People and groups it rests on, and groups left out.
    value, ci_low, ci_high : float or None
        The pooled figure with its interval.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    cohorts: int
    cohorts_excluded: int
    value: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


def next_change(
    changes: Values, sds: Values, ns: Values, next_n: int, confidence: float = 0.95
) -> NextChange:
    """Return the prediction interval of the mean change of a next group.

    Random effects: the true mean changes of groups scatter with variance τ²,
    and the mean of n people lies s²/n around its own. With J groups, N people,
    s the pooled SD of changes and ȳ the mean over all people,
    τ² = max(0, (Σ n_j(y_j - ȳ)² - (J - 1)s²) / (N - Σ n_j²/N)), which is
    DerSimonian and Laird's estimate with one s² for all groups: the SD of a
    group of eight is too uncertain to weigh it by. With v_j = τ² + s²/n_j,
    μ = Σ(y_j/v_j)/Σ(1/v_j) and its variance 1/Σ(1/v_j), the limits are
    μ ± t(J - 2)·√(τ² + 1/Σ(1/v_j) + s²/next_n). The first two terms are
    Higgins, Thompson and Spiegelhalter's for a next group's true mean; the
    third is there because the next mean will be of ``next_n`` people.

    Parameters
    ----------
    changes, sds : sequence of float
        Each past group's mean change and SD of changes. Groups with one
        missing or fewer than 2 people are left out and counted.
    ns : sequence of int
        Each past group's number of people with both scores.
    next_n : int, at least 1
        People with both scores that are expected in the next group.
    confidence : float, in (0, 1)

    Returns
    -------
    NextChange
        Nothing below 3 groups. With 3 or 4 the limits are very wide.

    Raises
    ------
    InvalidValue
        If the lengths differ, a value is no number, an SD is below 0, or a
        number of people is not whole.

    References
    ----------
    DerSimonian, R., & Laird, N. (1986). Meta-analysis in clinical trials.
    Controlled Clinical Trials, 7(3), 177-188.
    Higgins, J. P. T., Thompson, S. G., & Spiegelhalter, D. J. (2009). A
    re-evaluation of random-effects meta-analysis. Journal of the Royal
    Statistical Society A, 172(1), 137-159.

    Examples
    --------
    >>> result = next_change([2, 6, 10], [10, 10, 10], [10, 10, 10], next_n=10)
    >>> result.mean_change, round(result.between_sd ** 2, 6), round(result.high, 1)
    (6.0, 6.0, 64.7)
    """
    check_confidence(confidence)
    check_count(next_n, "People in the next group", least=1)
    (n, y, sd), left_out = _groups({"ns": ns, "changes": changes, "sds": sds}, least=2)
    result = NextChange(int(n.sum()), n.size, left_out, next_n)
    names = ("mean_change", "between_sd", "pooled_sd", "low", "high")
    if n.size < FEWEST_COHORTS:
        return replace(result, reasons=dict.fromkeys(names, THREE_COHORTS))
    within = _pooled_variance(sd, n)
    between = _between_variance(y, n, within)
    if within + between == 0:
        return replace(result, reasons=dict.fromkeys(names, NO_SPREAD))
    weights = 1 / (between + within / n)
    mean = float((weights * y).sum() / weights.sum())
    spread = math.sqrt(between + 1 / float(weights.sum()) + within / next_n)
    half = t_quantile(n.size - 2, confidence) * spread
    return replace(
        result,
        mean_change=mean,
        between_sd=math.sqrt(between),
        pooled_sd=math.sqrt(within),
        low=mean - half,
        high=mean + half,
    )


def pooled_change(changes: Values, sds: Values, ns: Values, confidence: float = 0.95) -> Pooled:
    """Return the mean change of all people in several groups, with its t interval.

    Every person counts the same: d̄ = Σ n_j·d̄_j / N. The SD of all changes
    follows from those of the groups,
    s² = (Σ(n_j - 1)·s_j² + Σ n_j·(d̄_j - d̄)²) / (N - 1), so it is what
    :func:`efficacy.measurement.change.paired_change` gives for everybody at once.

    Parameters
    ----------
    changes, sds : sequence of float
        Each group's mean change and SD of changes. Groups with one missing or
        fewer than 2 people are left out and counted.
    ns : sequence of int
        Each group's number of people with both scores.
    confidence : float, in (0, 1)

    Returns
    -------
    Pooled
        Without limits where all changes are the same.

    Raises
    ------
    InvalidValue
        As :func:`next_change`.

    References
    ----------
    Higgins, J. P. T., et al. (Eds.) (2019). Cochrane Handbook for Systematic
    Reviews of Interventions (2nd ed.). Table 6.5.a, combining groups.

    Examples
    --------
    >>> pooled_change([2, 8], [10, 10], [10, 20]).value
    6.0
    """
    check_confidence(confidence)
    (n, y, sd), left_out = _groups({"ns": ns, "changes": changes, "sds": sds}, least=2)
    people = int(n.sum())
    result = Pooled(people, n.size, left_out)
    if n.size == 0:
        return replace(result, reasons=dict.fromkeys(("value", "ci_low", "ci_high"), NO_SD))
    mean = float((n * y).sum() / people)
    result = replace(result, value=mean)
    squares = float(((n - 1) * sd**2 + n * (y - mean) ** 2).sum())
    if squares == 0:
        return replace(result, reasons=dict.fromkeys(("ci_low", "ci_high"), NO_SPREAD))
    half = half_width(people, confidence) * math.sqrt(squares / (people - 1))
    return replace(result, ci_low=mean - half, ci_high=mean + half)


def pooled_sd(sds: Values, ns: Values, confidence: float = 0.95) -> Pooled:
    """Return √(Σ(n_j - 1)·s_j² / Σ(n_j - 1)), the SD within groups.

    How far the means of the groups lie apart does not enter. The interval is
    that of a normal distribution's SD: s·√(ν/χ²(ν)) with ν = Σ(n_j - 1).

    Parameters
    ----------
    sds : sequence of float, 0 or more
        One a group, dividing by n - 1. Groups with a missing value or fewer
        than 2 people are left out and counted.
    ns : sequence of int
        People in each.
    confidence : float, in (0, 1)

    Raises
    ------
    InvalidValue
        If the lengths differ, an SD is below 0 or no number, or a number of
        people is not whole.

    References
    ----------
    Borenstein, M., Hedges, L. V., Higgins, J. P. T., & Rothstein, H. R.
    (2009). Introduction to Meta-Analysis. Chapter 4.

    Examples
    --------
    >>> round(pooled_sd([10, 16], [11, 6]).value, 2)
    12.33
    """
    from scipy.special import chdtri

    check_confidence(confidence)
    (n, sd), left_out = _groups({"ns": ns, "sds": sds}, least=2)
    result = Pooled(int(n.sum()), n.size, left_out)
    value = math.sqrt(_pooled_variance(sd, n)) if n.size else 0.0
    if value == 0:
        reason = ALL_ZERO if n.size else NO_SD
        return replace(result, reasons=dict.fromkeys(("value", "ci_low", "ci_high"), reason))
    df = float((n - 1).sum())
    low, high = (
        # chdtri takes the upper tail.
        value * math.sqrt(df / float(chdtri(df, tail)))
        for tail in (0.5 - confidence / 2, 0.5 + confidence / 2)
    )
    return replace(result, value=value, ci_low=low, ci_high=high)


def pooled_retest(rs: Values, ns: Values, confidence: float = 0.95) -> Pooled:
    """Return the mean correlation of groups, by Fisher's z weighted with n_j - 3.

    z̄ = Σ(n_j - 3)·artanh(r_j) / Σ(n_j - 3), turned back by tanh; the limits
    are tanh(z̄ ± z/√Σ(n_j - 3)).

    Parameters
    ----------
    rs : sequence of float, in [-1, 1]
        Correlation of the same scores at two times, one a group. Groups with
        a missing value, fewer than 4 people, or a correlation of exactly 1 or
        -1, which has no z, are left out and counted.
    ns : sequence of int
        People in each.
    confidence : float, in (0, 1)

    Raises
    ------
    InvalidValue
        If the lengths differ, a correlation is outside -1 to 1, or a number of
        people is not whole.

    References
    ----------
    Hedges, L. V., & Olkin, I. (1985). Statistical methods for meta-analysis.
    Chapter 11 (Fisher's z, weights n - 3).

    Examples
    --------
    >>> round(pooled_retest([0.6, 0.8], [13, 23]).value, 3)
    0.746
    """
    check_confidence(confidence)
    sizes, given = aligned({"ns": ns, "rs": rs})
    in_range(given, "rs", low=-1, high=1)
    with_z = np.where(np.abs(given) < 1, given, np.nan)
    (n, r), left_out = _groups({"ns": sizes, "rs": with_z}, least=4)
    result = Pooled(int(n.sum()), n.size, left_out)
    if n.size == 0:
        return replace(result, reasons=dict.fromkeys(("value", "ci_low", "ci_high"), NO_RETEST))
    weights = n - 3
    z = float((weights * np.arctanh(r)).sum() / weights.sum())
    half = NormalDist().inv_cdf(0.5 + confidence / 2) / math.sqrt(float(weights.sum()))
    return replace(
        result, value=math.tanh(z), ci_low=math.tanh(z - half), ci_high=math.tanh(z + half)
    )


def _groups(columns: Mapping[str, Values], *, least: int) -> tuple[tuple[Numbers, ...], int]:
    """Return the columns of groups with ``least`` people (``ns``) and nothing missing.

    Beside them: how many groups are left out.
    """
    numbers = aligned(columns)
    named = dict(zip(columns, numbers, strict=True))
    if "sds" in named:
        in_range(named["sds"], "sds", low=0, high=LARGEST)
    check_whole(named["ns"], "ns", least=0)
    usable = ~np.isnan(np.stack(numbers)).any(axis=0) & (named["ns"] >= least)
    return tuple(column[usable] for column in numbers), int((~usable).sum())


def _pooled_variance(sds: Numbers, sizes: Numbers) -> float:
    return float(((sizes - 1) * sds**2).sum() / (sizes - 1).sum())


def _between_variance(means: Numbers, sizes: Numbers, within: float) -> float:
    """Return τ² by the method of moments; written with n, so that ``within`` may be 0."""
    people = sizes.sum()
    middle = (sizes * means).sum() / people
    scatter = (sizes * (means - middle) ** 2).sum()
    spare = scatter - (means.size - 1) * within
    return max(0.0, float(spare / (people - (sizes**2).sum() / people)))
