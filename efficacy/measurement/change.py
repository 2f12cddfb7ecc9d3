"""Change from pre to post in one group: how much, how sure, by which measure.

One group without a comparison group: the numbers describe change, and cannot
say what brought it about. No number here is a verdict on a person.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from efficacy.measurement._input import Numbers, Values, complete_pairs, same
from efficacy.measurement.effect_size import (
    average_d_interval,
    check_confidence,
    hedges_correction,
    noncentral_t_limits,
)
from efficacy.measurement.signed_rank import signed_rank

__all__ = ["PairedChange", "paired_change"]

# Why a value is None; each a sentence that can be translated and shown.
NO_PAIR = "It takes at least 1 complete pair."
TWO_PAIRS = "It takes at least 2 complete pairs."
THREE_PAIRS = "It takes at least 3 complete pairs."
SAME_CHANGE = "All changes are the same, so they have no spread to measure against."
SAME_AT_A_TIME = "All scores are the same at one of the two times."
SAME_AT_BOTH = "All scores are the same at both times."
NOBODY_MOVED = "All changes are zero, so there is nothing to rank."
FAR_OUT = "The interval lies too far out to be computed."


@dataclass(frozen=True, slots=True)
class PairedChange:
    """Change from pre to post over complete pairs; change = post - pre.

    A value that cannot be computed is None, and ``reasons`` says why.

    Attributes
    ----------
    n, n_excluded : int
        Complete pairs, and people left out because one of the two is missing.
    confidence : float
        Of every interval here.
    mean_pre, mean_post, sd_pre, sd_post : float or None
        In the unit of the scores; SDs divide by n - 1.
    r : float or None, in [-1, 1]
        Pearson correlation of pre and post.
    change, ci_low, ci_high : float or None
        Mean change with its t interval, in the unit of the scores.
    t, df, p : float or None
        Paired t test, two-sided; df = n - 1.
    d_z, d_z_low, d_z_high : float or None
        Mean change / SD of the changes; noncentral t interval.
    d_av, d_av_low, d_av_high : float or None
        Mean change / root mean square of the two SDs; Bonett's interval.
    g_av : float or None
        d_av · J(n - 1), J exact.
    wilcoxon_w, wilcoxon_p, rank_biserial : float or None
        Rank sum of the positive changes (zeros dropped, mid-ranks), its exact
        two-sided p, and (W+ - W-)/(W+ + W-).
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    n_excluded: int
    confidence: float
    mean_pre: float | None = None
    mean_post: float | None = None
    sd_pre: float | None = None
    sd_post: float | None = None
    r: float | None = None
    change: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    t: float | None = None
    df: int | None = None
    p: float | None = None
    d_z: float | None = None
    d_z_low: float | None = None
    d_z_high: float | None = None
    d_av: float | None = None
    d_av_low: float | None = None
    d_av_high: float | None = None
    g_av: float | None = None
    wilcoxon_w: float | None = None
    wilcoxon_p: float | None = None
    rank_biserial: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


# Every value but df, which is a whole number of its own.
ESTIMATES = (
    *("mean_pre", "mean_post", "sd_pre", "sd_post", "r", "change", "ci_low", "ci_high"),
    *("t", "p", "d_z", "d_z_low", "d_z_high", "d_av", "d_av_low", "d_av_high", "g_av"),
    *("wilcoxon_w", "wilcoxon_p", "rank_biserial"),
)


def paired_change(pre: Values, post: Values, confidence: float = 0.95) -> PairedChange:
    """Return the change from pre to post over the complete pairs.

    With d_i = post_i - pre_i over n pairs, mean d̄ and SD s_d: the interval is
    d̄ ± t(n - 1)·s_d/√n; t = d̄/(s_d/√n); d_z = d̄/s_d; d_av = d̄/√((s_x² + s_y²)/2);
    g_av = d_av·J(n - 1). Lakens (2013) divides by (s_x + s_y)/2 instead and
    corrects by another J, so his numbers differ in the second digit.

    Parameters
    ----------
    pre, post : sequence, array or Series of float
        One value a person in the same order; None, NaN or ``pd.NA`` is
        missing, and a person with one missing is left out and counted.
    confidence : float, in (0, 1)
        Of all intervals.

    Returns
    -------
    PairedChange
        What cannot be computed (too few pairs, no spread) is None, with the
        reason in ``reasons``; degenerate data never raise.

    Raises
    ------
    InvalidValue
        If the lengths differ, two Series share row labels in another order,
        a value is text or infinite, or the confidence is no share.

    See Also
    --------
    efficacy.measurement.effect_size, efficacy.measurement.signed_rank

    References
    ----------
    Bonett, D. G. (2008). Confidence intervals for standardized linear
    contrasts of means. Psychological Methods, 13(2), 99-109.
    https://doi.org/10.1037/1082-989X.13.2.99
    Lakens, D. (2013). Calculating and reporting effect sizes to facilitate
    cumulative science. Frontiers in Psychology, 4, 863.
    https://doi.org/10.3389/fpsyg.2013.00863

    Examples
    --------
    >>> result = paired_change([40, 50, 60, None], [50, 70, 60, 80])
    >>> result.n, result.n_excluded, result.change
    (3, 1, 10.0)
    """
    check_confidence(confidence)
    x, y, n_excluded = complete_pairs(pre, post)
    found: dict[str, float] = {}
    reasons: dict[str, str] = {}
    if x.size >= 1:
        changes = _changes(x, y)
        found |= {"mean_pre": _mean(x), "mean_post": _mean(y), "change": _mean(changes)}
        _add_ranks(changes, found, reasons)
    if x.size >= 2:
        _add_spread(x, y, found, reasons)
        _add_t(changes, confidence, found, reasons)
        _add_d_av(x, y, confidence, found, reasons)
    df = x.size - 1 if x.size >= 2 else None
    too_few = TWO_PAIRS if x.size else NO_PAIR
    missing = [name for name in ESTIMATES if name not in found | reasons]
    reasons |= dict.fromkeys(missing if df else [*missing, "df"], too_few)
    return PairedChange(
        n=x.size,
        n_excluded=n_excluded,
        confidence=confidence,
        df=df,
        reasons=reasons,
        **{name: found.get(name) for name in ESTIMATES},
    )


def _changes(x: Numbers, y: Numbers) -> Numbers:
    """Return y - x without the noise of binary fractions.

    0.3 - 0.2 and 0.2 - 0.1 differ in the 17th digit; ranks would take such
    noise for a difference, and a zero for a change.
    """
    largest = max(np.abs(x).max(), np.abs(y).max())
    if largest == 0:
        return y - x
    grain = 10.0 ** (math.floor(math.log10(largest)) - 12)
    return np.asarray(np.rint((y - x) / grain) * grain)


def _mean(numbers: Numbers) -> float:
    return float(numbers.mean())


def _sd(numbers: Numbers) -> float:
    return 0.0 if same(numbers) else float(numbers.std(ddof=1))


def _covariance(x: Numbers, y: Numbers) -> float:
    return float(((x - x.mean()) * (y - y.mean())).sum() / (x.size - 1))


def _add_ranks(changes: Numbers, found: dict[str, float], reasons: dict[str, str]) -> None:
    ranks = signed_rank(changes)
    if ranks.p is None or ranks.rank_biserial is None:
        names = ("wilcoxon_w", "wilcoxon_p", "rank_biserial")
        reasons.update(dict.fromkeys(names, NOBODY_MOVED))
        return
    found["wilcoxon_w"] = ranks.w_plus
    found["wilcoxon_p"] = ranks.p
    found["rank_biserial"] = ranks.rank_biserial


def _add_spread(x: Numbers, y: Numbers, found: dict[str, float], reasons: dict[str, str]) -> None:
    found["sd_pre"], found["sd_post"] = _sd(x), _sd(y)
    product = found["sd_pre"] * found["sd_post"]
    if product == 0:
        reasons["r"] = SAME_AT_A_TIME
    else:
        found["r"] = min(1.0, max(-1.0, _covariance(x, y) / product))


def _add_t(
    changes: Numbers, confidence: float, found: dict[str, float], reasons: dict[str, str]
) -> None:
    """Add the t interval, the t test, and d_z with its interval."""
    from scipy.special import stdtr, stdtrit

    n, change, sd = changes.size, found["change"], _sd(changes)
    if sd == 0:
        names = ("ci_low", "ci_high", "t", "p", "d_z", "d_z_low", "d_z_high")
        reasons.update(dict.fromkeys(names, SAME_CHANGE))
        return
    error = sd / math.sqrt(n)
    half = float(stdtrit(n - 1, 0.5 + confidence / 2)) * error
    found["ci_low"], found["ci_high"] = change - half, change + half
    found["t"] = change / error
    found["p"] = 2 * float(stdtr(n - 1, -abs(found["t"])))
    found["d_z"] = change / sd
    limits = noncentral_t_limits(found["t"], df=n - 1, confidence=confidence)
    if limits is None:
        reasons.update(dict.fromkeys(("d_z_low", "d_z_high"), FAR_OUT))
    else:
        found["d_z_low"], found["d_z_high"] = (limit / math.sqrt(n) for limit in limits)


def _add_d_av(
    x: Numbers, y: Numbers, confidence: float, found: dict[str, float], reasons: dict[str, str]
) -> None:
    """Add d_av with Bonett's interval, and g_av."""
    n, sd_pre, sd_post = x.size, found["sd_pre"], found["sd_post"]
    standardizer = math.sqrt((sd_pre**2 + sd_post**2) / 2)
    if standardizer == 0:
        names = ("d_av", "d_av_low", "d_av_high", "g_av")
        reasons.update(dict.fromkeys(names, SAME_AT_BOTH))
        return
    found["d_av"] = found["change"] / standardizer
    found["d_av_low"], found["d_av_high"] = average_d_interval(
        found["change"],
        sd_pre=sd_pre,
        sd_post=sd_post,
        # With no spread at one time nothing can vary together.
        covariance=0.0 if sd_pre * sd_post == 0 else _covariance(x, y),
        n=n,
        confidence=confidence,
    )
    if n >= 3:
        found["g_av"] = found["d_av"] * hedges_correction(n - 1)
    else:
        reasons["g_av"] = THREE_PAIRS
