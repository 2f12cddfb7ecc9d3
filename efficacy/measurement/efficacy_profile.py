"""Level, strength, composite and reach of one person's efficacy ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from efficacy.errors import InvalidValue
from efficacy.language import later
from efficacy.measurement._input import Values, aligned, check_whole, in_range

__all__ = [
    "FEWEST_DOMAINS",
    "EfficacyProfile",
    "Generality",
    "efficacy_profile",
    "generality",
    "highest_rung",
]

FEWEST_DOMAINS = 3
"""Reach is not told of fewer domains."""

# Why a value is None; each a sentence that can be translated and shown.
NO_RATING = later("It takes at least 1 rating.")
THREE_DOMAINS = later("It takes scores in at least 3 domains.")


@dataclass(frozen=True, slots=True)
class EfficacyProfile:
    """One person's ratings, summed up in Bandura's terms.

    Attributes
    ----------
    n, n_excluded : int
        Ratings used, and ratings missing. Here n counts items, not people.
    threshold : float
        From which rating on an item counts as "I can".
    strength : float or None, in [0, 100]
        Mean rating.
    magnitude : int or None, in [0, n]
        How many items reach the threshold.
    magnitude_share : float or None, in [0, 1]
        magnitude / n.
    composite : float or None, in [0, 100]
        Sum of the ratings that reach the threshold, divided by n.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    n_excluded: int
    threshold: float
    strength: float | None = None
    magnitude: int | None = None
    magnitude_share: float | None = None
    composite: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Generality:
    """Over how many domains one person's belief reaches.

    Attributes
    ----------
    n, n_excluded : int
        Domains with a score, and domains without.
    threshold : float
        From which score on a domain counts.
    count : int or None, in [0, n]
        Domains that reach the threshold.
    share : float or None, in [0, 1]
        count / n.
    spread : float or None, in points
        SD of the domain scores, dividing by n - 1.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    n_excluded: int
    threshold: float
    count: int | None = None
    share: float | None = None
    spread: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


def efficacy_profile(ratings: Values, threshold: float = 50) -> EfficacyProfile:
    """Return strength, magnitude and composite of one person's ratings.

    With ratings r_1 … r_k and threshold τ: strength = Σ r_i / k;
    magnitude = #{r_i ≥ τ}; composite = Σ_{r_i ≥ τ} r_i / k. Strength is the
    main figure; τ is a convention, because the theory leaves it open.

    Parameters
    ----------
    ratings : sequence of float, in [0, 100]
        One rating an item; missing ones are left out and counted. Whether
        enough were given is for the caller to decide (``items_needed``).
    threshold : float, in [0, 100]
        τ, "moderately sure" by default.

    Raises
    ------
    InvalidValue
        If a rating is no number or outside 0 to 100, or the threshold is.

    References
    ----------
    Bandura, A. (2006). Guide for constructing self-efficacy scales. In F.
    Pajares & T. Urdan (Eds.), Self-efficacy beliefs of adolescents (pp.
    307-337).
    Lee, C., & Bobko, P. (1994). Self-efficacy beliefs: Comparison of five
    measures. Journal of Applied Psychology, 79(3), 364-369.

    Examples
    --------
    >>> profile = efficacy_profile([100, 80, 50, 20, None])
    >>> profile.strength, profile.magnitude, profile.composite
    (62.5, 3, 57.5)
    """
    _check_threshold(threshold)
    given = in_range(ratings, "ratings", low=0, high=100)
    answered = given[~np.isnan(given)]
    k, left_out = int(answered.size), int(given.size - answered.size)
    if k == 0:
        names = ("strength", "magnitude", "magnitude_share", "composite")
        reasons = dict.fromkeys(names, NO_RATING)
        return EfficacyProfile(n=0, n_excluded=left_out, threshold=threshold, reasons=reasons)
    can = answered[answered >= threshold]
    return EfficacyProfile(
        n=k,
        n_excluded=left_out,
        threshold=threshold,
        strength=float(answered.mean()),
        magnitude=int(can.size),
        magnitude_share=can.size / k,
        composite=float(can.sum()) / k,
    )


def highest_rung(ratings: Values, difficulty: Values, threshold: float = 50) -> int | None:
    """Return the hardest level up to which one person says "I can", without a gap.

    The highest difficulty h that has items, such that at every difficulty up
    to h the mean rating reaches the threshold; 0 if the lowest does not. Like
    a Guttman scale: a hard level above one that was not reached does not count.

    Parameters
    ----------
    ratings : sequence of float, in [0, 100]
        One rating an item.
    difficulty : sequence of int, 1 or more
        Level of each item, in the same order. Items without one are left out.
    threshold : float, in [0, 100]

    Returns
    -------
    int or None
        None without any rating, and where a level that nobody can judge,
        because none of its items is answered, lies below an answered one and
        no level below it failed. Levels above the last answered one are
        unknown, so the result is what the answers show, and may be too low.

    Raises
    ------
    InvalidValue
        If a rating is outside 0 to 100, a difficulty is no whole number above
        0, the lengths differ, or the threshold is outside 0 to 100.

    References
    ----------
    Bandura, A. (2006). Guide for constructing self-efficacy scales. In F.
    Pajares & T. Urdan (Eds.), Self-efficacy beliefs of adolescents (pp.
    307-337).

    Examples
    --------
    >>> highest_rung([90, 70, 60, 30, 80], [1, 1, 2, 3, 4])
    2
    """
    _check_threshold(threshold)
    given, levels = aligned({"ratings": ratings, "difficulty": difficulty})
    in_range(given, "ratings", low=0, high=100)
    check_whole(levels, "difficulty", least=1)
    answered = ~(np.isnan(given) | np.isnan(levels))
    if not answered.any():
        return None
    hardest = 0
    for level in np.unique(levels[levels <= levels[answered].max()]):
        here = given[answered & (levels == level)]
        if here.size == 0:
            return None
        if here.mean() < threshold:
            break
        hardest = int(level)
    return hardest


def generality(domain_strengths: Values, threshold: float = 50) -> Generality:
    """Return over how many domains one person's belief reaches, and how unevenly.

    Parameters
    ----------
    domain_strengths : sequence of float, in [0, 100]
        One mean rating a domain; missing ones are left out and counted.
    threshold : float, in [0, 100]

    Returns
    -------
    Generality
        Nothing but counts of domains below 3 domains with a score.

    Raises
    ------
    InvalidValue
        If a score or the threshold is no number from 0 to 100.

    References
    ----------
    Bandura, A. (1997). Self-efficacy: The exercise of control. Chapter 2
    (level, generality and strength).

    Examples
    --------
    >>> reach = generality([40, 50, 90])
    >>> reach.count, round(reach.spread, 2)
    (2, 26.46)
    """
    _check_threshold(threshold)
    given = in_range(domain_strengths, "domains", low=0, high=100)
    scores = given[~np.isnan(given)]
    n, left_out = int(scores.size), int(given.size - scores.size)
    if n < FEWEST_DOMAINS:
        reasons = dict.fromkeys(("count", "share", "spread"), THREE_DOMAINS)
        return Generality(n, left_out, threshold, reasons=reasons)
    count = int((scores >= threshold).sum())
    return Generality(
        n=n,
        n_excluded=left_out,
        threshold=threshold,
        count=count,
        share=count / n,
        spread=float(scores.std(ddof=1)),
    )


def _check_threshold(threshold: float) -> None:
    if not 0 <= threshold <= 100:
        raise InvalidValue(
            "The threshold for “I can”: expected 0 to 100, found {found}. Correct it.",
            found=threshold,
        )
