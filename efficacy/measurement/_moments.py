"""What follows from the moments of two waves, however they were come by."""

from __future__ import annotations

import math
from dataclasses import dataclass

from efficacy.language import later
from efficacy.measurement.effect_size import (
    average_d_interval,
    hedges_correction,
    noncentral_t_limits,
)
from efficacy.measurement.planning import half_width

# Why a value is None; each a sentence that can be translated and shown.
THREE_PAIRS = later("It takes at least 3 complete pairs.")
SAME_CHANGE = later("All changes are the same, so they have no spread to measure against.")
SAME_AT_A_TIME = later("All scores are the same at one of the two times.")
SAME_AT_BOTH = later("All scores are the same at both times.")
FAR_OUT = later("The interval lies too far out to be computed.")


@dataclass(frozen=True, slots=True)
class Moments:
    """Means and SDs of n ≥ 2 pairs, in the unit of the scores.

    Attributes
    ----------
    n : int
    change, sd_change : float
        Mean and SD of the changes. They follow from the others, but whoever
        has the scores knows them without noise.
    sd_pre, sd_post, covariance : float
        Divided by n - 1; the covariance is 0 where an SD is.
    """

    n: int
    change: float
    sd_change: float
    sd_pre: float
    sd_post: float
    covariance: float


@dataclass(frozen=True, slots=True)
class Estimates:
    """Values by their name, and why others are missing."""

    values: dict[str, float]
    reasons: dict[str, str]

    def lack(self, names: tuple[str, ...], reason: str) -> None:
        """Note that these values cannot be computed."""
        self.reasons.update(dict.fromkeys(names, reason))


def add_moments(to: Estimates, moments: Moments, confidence: float) -> None:
    """Add SDs, correlation, interval, t test, d_z, d_av and g_av, or why they are missing."""
    to.values.update(sd_pre=moments.sd_pre, sd_post=moments.sd_post, sd_change=moments.sd_change)
    product = moments.sd_pre * moments.sd_post
    if product == 0:
        to.lack(("r",), SAME_AT_A_TIME)
    else:
        to.values["r"] = min(1.0, max(-1.0, moments.covariance / product))
    _add_t(to, moments, confidence)
    _add_d_av(to, moments, confidence)


def _add_t(to: Estimates, moments: Moments, confidence: float) -> None:
    """Add the t interval, the t test, and d_z with its interval."""
    from scipy.special import stdtr

    n, change, sd = moments.n, moments.change, moments.sd_change
    if sd == 0:
        to.lack(("ci_low", "ci_high", "t", "p", "d_z", "d_z_low", "d_z_high"), SAME_CHANGE)
        return
    half = half_width(n, confidence) * sd
    t = change / (sd / math.sqrt(n))
    to.values.update(
        ci_low=change - half,
        ci_high=change + half,
        t=t,
        p=2 * float(stdtr(n - 1, -abs(t))),
        d_z=change / sd,
    )
    limits = noncentral_t_limits(t, df=n - 1, confidence=confidence)
    if limits is None:
        to.lack(("d_z_low", "d_z_high"), FAR_OUT)
    else:
        low, high = limits
        to.values.update(d_z_low=low / math.sqrt(n), d_z_high=high / math.sqrt(n))


def _add_d_av(to: Estimates, moments: Moments, confidence: float) -> None:
    """Add d_av with Bonett's interval, and g_av."""
    standardizer = math.sqrt((moments.sd_pre**2 + moments.sd_post**2) / 2)
    if standardizer == 0:
        to.lack(("d_av", "d_av_low", "d_av_high", "g_av"), SAME_AT_BOTH)
        return
    d_av = moments.change / standardizer
    low, high = average_d_interval(
        moments.change,
        sd_pre=moments.sd_pre,
        sd_post=moments.sd_post,
        covariance=moments.covariance,
        n=moments.n,
        confidence=confidence,
    )
    to.values.update(d_av=d_av, d_av_low=low, d_av_high=high)
    if moments.n >= 3:
        to.values["g_av"] = d_av * hedges_correction(moments.n - 1)
    else:
        to.lack(("g_av",), THREE_PAIRS)
