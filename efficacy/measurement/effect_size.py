"""Standardized mean changes, their small-sample correction and intervals.

Conventions differ between books and programs, so ours are named here and
printed in every report: *d_z* divides the mean change by the SD of the
changes; *d_av* by the root mean square of the two SDs; *g_av* multiplies d_av
by the exact correction J(n - 1).
"""

from __future__ import annotations

import math
from statistics import NormalDist

from efficacy.errors import InsufficientData, InvalidValue

__all__ = [
    "average_d_interval",
    "check_confidence",
    "hedges_correction",
    "noncentral_t_limits",
    "t_quantile",
]


def hedges_correction(df: int) -> float:
    """Return J(ν) = Γ(ν/2) / (√(ν/2) · Γ((ν - 1)/2)), exact, in (0, 1).

    The factor by which a standardized mean difference is too large in small
    samples. Often approximated by 1 - 3/(4ν - 1).

    Parameters
    ----------
    df : int
        Degrees of freedom ν of the SD; n - 1 for n pairs.

    Raises
    ------
    InsufficientData
        If ν is below 2, where the correction is not defined.

    References
    ----------
    Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect
    size and related estimators. Journal of Educational Statistics, 6(2),
    107-128.

    Examples
    --------
    >>> round(hedges_correction(11), 6)
    0.92996
    """
    if df < 2:
        raise InsufficientData(
            "The small-sample correction: expected at least 2 degrees of freedom, found {df}. "
            "It takes at least 3 pairs.",
            df=df,
        )
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def average_d_interval(
    change: float,
    *,
    sd_pre: float,
    sd_post: float,
    covariance: float,
    n: int,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Return Bonett's interval for d_av, from two SDs and their covariance.

    With s² = (s_x² + s_y²)/2 and d = change/s:
    SE² = d²(s_x⁴ + s_y⁴ + 2c²) / (8(n - 1)s⁴) + (s_x² + s_y² - 2c) / ((n - 1)s²),
    and the limits are d ± z·SE, without a bias correction. ``covariance`` is
    c = r·s_x·s_y, which is also defined where one SD is 0 and r is not.

    Raises
    ------
    InsufficientData
        If n is below 2, or neither wave has any spread.

    References
    ----------
    Bonett, D. G. (2008). Confidence intervals for standardized linear
    contrasts of means. Psychological Methods, 13(2), 99-109.
    https://doi.org/10.1037/1082-989X.13.2.99
    """
    check_confidence(confidence)
    variance = (sd_pre**2 + sd_post**2) / 2
    if n < 2 or variance == 0:
        raise InsufficientData(
            "The interval of the effect size: expected at least 2 pairs whose scores differ, "
            "found {n} pairs with a variance of {variance:g}. Collect more answers.",
            n=n,
            variance=variance,
        )
    d = change / math.sqrt(variance)
    # Shares of s² instead of fourth powers, which overflow first.
    x, y, c = sd_pre**2 / variance, sd_post**2 / variance, covariance / variance
    square = d**2 * (x**2 + y**2 + 2 * c**2) / (8 * (n - 1)) + max(0.0, x + y - 2 * c) / (n - 1)
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * math.sqrt(square)
    return d - half, d + half


def noncentral_t_limits(
    t: float, *, df: int, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Return the noncentralities λ between which t is unsurprising.

    The limits solve F(t; ν, λ) = (1 + confidence)/2 and (1 - confidence)/2,
    F being the distribution function of the noncentral t. Divided by √n they
    are the limits of d_z. None if t lies so far out that F cannot be computed.

    References
    ----------
    Steiger, J. H., & Fouladi, R. T. (1997). Noncentrality interval estimation
    and the evaluation of statistical models. In L. L. Harlow, S. A. Mulaik, &
    J. H. Steiger (Eds.), What if there were no significance tests?
    """
    check_confidence(confidence)
    tails = (0.5 + confidence / 2, 0.5 - confidence / 2)
    # The distribution mirrors, so one sign of t is enough.
    low, high = (_noncentrality(abs(t), df, tail) for tail in tails)
    if low is None or high is None:
        return None
    return (low, high) if t >= 0 else (-high, -low)


def t_quantile(df: int, confidence: float) -> float:
    """Return the t between whose ± a share ``confidence`` of t(df) lies."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.5 + confidence / 2))


def check_confidence(confidence: float) -> None:
    """Refuse a confidence that is not strictly between 0 and 1."""
    if not 0 < confidence < 1:
        raise InvalidValue(
            "Confidence: expected a share between 0 and 1, such as 0.95, found {found}. "
            "Correct it.",
            found=confidence,
        )


def _noncentrality(t: float, df: int, tail: float) -> float | None:
    from scipy.optimize import brentq
    from scipy.special import nctdtr

    def miss(centre: float) -> float:
        share = float(nctdtr(df, centre, t))
        # SciPy returns NaN some 8 and more below t in large samples; the share is 1 there.
        return (1.0 if math.isnan(share) and centre < t else share) - tail

    # F falls as λ grows; widen until the solution is inside.
    reach = 5.0 + t
    for _ in range(8):
        at_low, at_high = miss(t - reach), miss(t + reach)
        if at_low > 0 > at_high:
            return float(brentq(miss, t - reach, t + reach, xtol=1e-11, rtol=1e-13))
        reach *= 2
    return None
