"""Level, strength and composite of one person's efficacy ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from efficacy.errors import InvalidValue
from efficacy.measurement._input import Values, in_range

__all__ = ["EfficacyProfile", "efficacy_profile"]

NO_RATING = "It takes at least 1 rating."


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
    if not 0 <= threshold <= 100:
        raise InvalidValue(
            "The threshold for “I can”: expected 0 to 100, found {found}. Correct it.",
            found=threshold,
        )
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
