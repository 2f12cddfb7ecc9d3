"""Change from pre to post in one group: how much, how sure, by which measure.

One group without a comparison group: the numbers describe change, and cannot
say what brought it about. No number here is a verdict on a person.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from efficacy.errors import InsufficientData, InvalidValue
from efficacy.language import later
from efficacy.measurement._input import (
    LARGEST,
    Numbers,
    Values,
    check_count,
    check_within,
    complete_pairs,
    same,
)
from efficacy.measurement._moments import Estimates, Moments, add_moments
from efficacy.measurement.effect_size import check_confidence
from efficacy.measurement.signed_rank import signed_rank

__all__ = ["PairedChange", "change_from_moments", "paired_change"]

# Why a value is None; each a sentence that can be translated and shown.
NO_PAIR = later("It takes at least 1 complete pair.")
TWO_PAIRS = later("It takes at least 2 complete pairs.")
NOBODY_MOVED = later("All changes are zero, so there is nothing to rank.")
NEEDS_SCORES = later("It needs every person's scores, and only means and SDs are known.")


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
    sd_change : float or None
        SD of the changes, dividing by n - 1.
    median_change : float or None
        Half of the people changed by this or more, half by this or less.
    n_up, n_same, n_down : int or None, in [0, n]
        People whose change is above, at and below 0.
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
    sd_change: float | None = None
    median_change: float | None = None
    n_up: int | None = None
    n_same: int | None = None
    n_down: int | None = None
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


SMALLEST = 1e-200
"""Scores that all lie nearer to 0 than this, or at 0, are not rounded: 10ⁿ would overflow."""

MEANS = ("mean_pre", "mean_post", "change")
SPREADS = (
    *("sd_pre", "sd_post", "r", "sd_change", "ci_low", "ci_high", "t", "p"),
    *("d_z", "d_z_low", "d_z_high", "d_av", "d_av_low", "d_av_high", "g_av"),
)
RANKS = ("median_change", "wilcoxon_w", "wilcoxon_p", "rank_biserial")
COUNTS = ("n_up", "n_same", "n_down")


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
    found = Estimates({}, {})
    counts: dict[str, int] = {}
    if x.size >= 1:
        changes = _changes(x, y)
        found.values.update(mean_pre=_mean(x), mean_post=_mean(y), change=_mean(changes))
        _add_ranks(found, changes)
        counts = _count_directions(changes)
    else:
        found.lack((*MEANS, *RANKS, *COUNTS), NO_PAIR)
    if x.size >= 2:
        add_moments(found, _moments(x, y, changes), confidence)
    else:
        found.lack((*SPREADS, "df"), TWO_PAIRS if x.size else NO_PAIR)
    return _paired_change(found, counts, n=x.size, n_excluded=n_excluded, confidence=confidence)


def change_from_moments(
    n: int,
    mean_pre: float,
    mean_post: float,
    sd_pre: float,
    sd_post: float,
    r: float | None,
    confidence: float = 0.95,
    *,
    n_excluded: int = 0,
) -> PairedChange:
    """Return what follows from means, SDs and correlation alone.

    The same formulas as :func:`paired_change`, with the SD of the changes
    √(s_x² + s_y² - 2·r·s_x·s_y). For figures from print, and for rounded ones:
    whatever is computed from rounded moments tells no more than they do.

    Parameters
    ----------
    n : int, at least 2
        Complete pairs.
    mean_pre, mean_post : float
    sd_pre, sd_post : float, 0 or more
        Dividing by n - 1.
    r : float in [-1, 1], or None
        Correlation of pre and post; None where one of the SDs is 0.
    confidence : float, in (0, 1)
        Of all intervals.
    n_excluded : int
        People without a pair, passed on.

    Returns
    -------
    PairedChange
        Median, counts and ranks are None, with the reason.

    Raises
    ------
    InsufficientData
        If n is below 2.
    InvalidValue
        If a value is no number or outside its range, or r is missing although
        both SDs are above 0.

    Examples
    --------
    >>> result = change_from_moments(50, 100, 103, 7.1005, 7.1005, 0.7)
    >>> round(result.d_av, 4), result.n_up
    (0.4225, None)
    """
    check_confidence(confidence)
    _check_moments(n, means=(mean_pre, mean_post), sds=(sd_pre, sd_post))
    covariance = _covariance_from(r, sd_pre, sd_post)
    change = float(mean_post - mean_pre)
    found = Estimates({"mean_pre": mean_pre, "mean_post": mean_post, "change": change}, {})
    found.lack((*RANKS, *COUNTS), NEEDS_SCORES)
    moments = Moments(
        n=int(n),
        change=change,
        sd_change=_sd_of_difference(sd_pre, sd_post, covariance),
        sd_pre=sd_pre,
        sd_post=sd_post,
        covariance=covariance,
    )
    add_moments(found, moments, confidence)
    return _paired_change(found, {}, n=int(n), n_excluded=n_excluded, confidence=confidence)


def _paired_change(
    found: Estimates, counts: Mapping[str, int], *, n: int, n_excluded: int, confidence: float
) -> PairedChange:
    return PairedChange(
        n=n,
        n_excluded=n_excluded,
        confidence=confidence,
        df=n - 1 if n >= 2 else None,
        reasons=found.reasons,
        n_up=counts.get("n_up"),
        n_same=counts.get("n_same"),
        n_down=counts.get("n_down"),
        **{name: found.values.get(name) for name in (*MEANS, *SPREADS, *RANKS)},
    )


def _changes(x: Numbers, y: Numbers) -> Numbers:
    """Return y - x without the noise of binary fractions.

    0.3 - 0.2 and 0.2 - 0.1 differ in the 17th digit; ranks would take such
    noise for a difference, and a zero for a change.
    """
    largest = max(np.abs(x).max(), np.abs(y).max())
    if largest < SMALLEST:
        return y - x
    return np.asarray(np.round(y - x, 12 - math.floor(math.log10(largest))))


def _mean(numbers: Numbers) -> float:
    return float(numbers.mean())


def _sd(numbers: Numbers) -> float:
    return 0.0 if same(numbers) else float(numbers.std(ddof=1))


def _covariance(x: Numbers, y: Numbers) -> float:
    return float(((x - x.mean()) * (y - y.mean())).sum() / (x.size - 1))


def _moments(x: Numbers, y: Numbers, changes: Numbers) -> Moments:
    sd_pre, sd_post = _sd(x), _sd(y)
    return Moments(
        n=x.size,
        change=_mean(changes),
        sd_change=_sd(changes),
        sd_pre=sd_pre,
        sd_post=sd_post,
        # With no spread at one time nothing can vary together.
        covariance=0.0 if sd_pre * sd_post == 0 else _covariance(x, y),
    )


def _check_moments(n: int, *, means: tuple[float, float], sds: tuple[float, float]) -> None:
    check_count(n, "Number of pairs", least=0)
    if n < 2:
        raise InsufficientData(
            "Change from means and SDs: expected at least 2 pairs, found {n}. "
            "Collect more answers.",
            n=n,
        )
    for name, mean in zip(("Mean before", "Mean after"), means, strict=True):
        check_within(mean, name, low=-LARGEST, high=LARGEST)
    for name, sd in zip(("SD before", "SD after"), sds, strict=True):
        check_within(sd, name, low=0, high=LARGEST)


def _covariance_from(r: float | None, sd_pre: float, sd_post: float) -> float:
    if r is not None:
        check_within(r, "Correlation", low=-1, high=1)
        return r * sd_pre * sd_post
    if sd_pre * sd_post == 0:
        return 0.0
    raise InvalidValue(
        "Correlation: expected a number from -1 to 1, found none. "
        "Only where all scores are the same at one of the two times can it be left out."
    )


def _sd_of_difference(sd_pre: float, sd_post: float, covariance: float) -> float:
    both = sd_pre**2 + sd_post**2
    variance = both - 2 * covariance
    # What is left of two equal SDs that cancel is noise.
    return 0.0 if variance <= 1e-12 * both else math.sqrt(variance)


def _count_directions(changes: Numbers) -> dict[str, int]:
    return {
        "n_up": int((changes > 0).sum()),
        "n_same": int((changes == 0).sum()),
        "n_down": int((changes < 0).sum()),
    }


def _add_ranks(to: Estimates, changes: Numbers) -> None:
    to.values["median_change"] = float(np.median(changes))
    ranks = signed_rank(changes)
    if ranks.p is None or ranks.rank_biserial is None:
        to.lack(("wilcoxon_w", "wilcoxon_p", "rank_biserial"), NOBODY_MOVED)
        return
    to.values.update(wilcoxon_w=ranks.w_plus, wilcoxon_p=ranks.p, rank_biserial=ranks.rank_biserial)
