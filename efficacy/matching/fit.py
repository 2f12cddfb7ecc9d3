"""How well a story fits a person: likeness, struggle, and a distance that can be covered."""

from __future__ import annotations

from efficacy.matching.similarity import Similarity

NEUTRAL = 0.5
COPING_BONUS = 0.15
OVERREACH_COST = 0.5
SEEN_COST = 0.10
# A model who stands this many points (of 100) above a person looks within reach.
REACH = (10.0, 40.0)
FURTHEST = 60.0


def overreach(own: float | None, level: float) -> float:
    """Return how far a model is out of reach: 0 (within it) to 1.

    Parameters
    ----------
    own, level : float, 0 to 100
        Where the person and the model stand; an unknown ``own`` (None) gives 0.
    """
    if own is None:
        return 0.0
    nearest, furthest = own + REACH[0], own + REACH[1]
    return min(1.0, max(0.0, nearest - level, level - furthest) / FURTHEST)


def fit(
    alike: Similarity, *, is_coping: bool, overreach: float = 0.0, was_seen: bool = False
) -> float:
    """Return how well a story fits; greater is better.

    Likeness is drawn towards the middle as far as it rests on little
    (coverage); models who struggled first are preferred, those out of reach
    or read before are not.

    References
    ----------
    Schunk, Hanson & Cox (1987), Journal of Educational Psychology 79, 54-61: coping
    models were judged more similar. The sizes are conventions of this project.
    """
    value = NEUTRAL if alike.value is None else alike.value
    shrunk = alike.coverage * value + (1 - alike.coverage) * NEUTRAL
    return shrunk + COPING_BONUS * is_coping - OVERREACH_COST * overreach - SEEN_COST * was_seen
