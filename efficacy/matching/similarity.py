"""How alike two people are: Gower's coefficient with fixed ranges and a person's own weights."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from efficacy.errors import InvalidValue

KINDS = ("number", "ordinal", "choice", "set")
# Two numbers agree if they differ by at most this share of the range.
NEAR = 0.1

AttributeKind = Literal["number", "ordinal", "choice", "set"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that two people are compared by.

    Attributes
    ----------
    id : str
        The key under which both have a value.
    kind : str
        ``number``, ``ordinal`` (ranks), ``choice`` (equal or not) or ``set`` (Jaccard).
    low, high : float or None
        Ends of the range that a number or a rank can have. They are fixed and
        never taken from the people at hand.

    Raises
    ------
    InvalidValue
        If the kind is unknown, or a number or a rank has no range.
    """

    id: str
    kind: AttributeKind
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidValue(
                "The attribute “{id}” has the kind “{found}”. Use one of: {known}.",
                id=self.id,
                found=self.kind,
                known=", ".join(KINDS),
            )
        if self.kind in ("number", "ordinal") and not _is_range(self.low, self.high):
            raise InvalidValue(
                "The attribute “{id}” needs a fixed range: low below high, "
                "not {low} to {high}. Name the ends of its scale.",
                id=self.id,
                low=self.low,
                high=self.high,
            )


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two people are.

    Attributes
    ----------
    value : float or None
        0 to 1; None where nothing can be compared.
    coverage : float
        Share of the weights that could be compared, 0 to 1.
    reasons : tuple of str
        Ids of the attributes on which both really agree, what weighs most first.
    """

    value: float | None
    coverage: float
    reasons: tuple[str, ...]


def similarity(
    left: Mapping[str, object],
    right: Mapping[str, object],
    attributes: Sequence[Attribute],
    weights: Mapping[str, float] | None = None,
) -> Similarity:
    """Return how alike two people are, from 0 to 1.

    Parameters
    ----------
    left, right : mapping
        Attribute id to value; what is None, NaN or not there is missing and
        left out, and the other attributes weigh accordingly more.
    attributes : sequence of Attribute
        What is compared.
    weights : mapping of str to float, optional
        At least 0, and 0 means "do not use". Attributes that it does not name weigh 1.

    Returns
    -------
    Similarity
        ``value``, ``coverage`` and ``reasons``: equal choices and ranks, sets that
        share something, numbers no further apart than a tenth of the range.

    Raises
    ------
    InvalidValue
        If an attribute stands there twice, a weight is negative or for nothing
        known, or a value is not of its attribute's kind or outside its range.

    References
    ----------
    Gower (1971), Biometrics 27, 857-871.

    Examples
    --------
    >>> sure = Attribute("sure", "number", 0, 100)
    >>> road = Attribute("road", "choice")
    >>> similarity({"sure": 30, "road": "care"}, {"sure": 50, "road": "care"}, [sure, road])
    Similarity(value=0.9, coverage=1.0, reasons=('road',))
    """
    weighed = _weights(attributes, weights)
    parts: list[tuple[float, float, str, bool]] = []
    for known in attributes:
        weight = weighed[known.id]
        pair = (_value(known, left), _value(known, right))
        if weight == 0 or None in pair:
            continue
        score, agree = _compared(known, *pair)
        if score is not None:
            parts.append((weight, score, known.id, agree))
    whole, compared = sum(weighed.values()), sum(part[0] for part in parts)
    # A weight can be so small beside the others that nothing is left of it.
    coverage = min(1.0, compared / whole) if parts else 0.0
    if not coverage:
        return Similarity(value=None, coverage=0.0, reasons=())
    mean = sum(weight * score for weight, score, _, _ in parts) / compared
    agreed = sorted((part for part in parts if part[3]), key=lambda part: -part[0] * part[1])
    return Similarity(
        # Sums of floats may end a hair's breadth outside.
        value=min(1.0, max(0.0, mean)),
        coverage=coverage,
        reasons=tuple(part[2] for part in agreed),
    )


def _weights(
    attributes: Sequence[Attribute], weights: Mapping[str, float] | None
) -> dict[str, float]:
    weighed = {known.id: 1.0 for known in attributes}
    if len(weighed) != len(attributes):
        ids = [known.id for known in attributes]
        twice = next(one for one in ids if ids.count(one) > 1)
        raise InvalidValue("The attribute “{id}” is there twice. Name it once.", id=twice)
    for id, weight in (weights or {}).items():
        if id not in weighed:
            raise InvalidValue(
                "There is a weight for “{id}”, which is not compared. Compared are: {known}.",
                id=id,
                known=", ".join(weighed) or "none",
            )
        if not _is_number(weight) or weight < 0:
            raise InvalidValue(
                "The weight of “{id}” is a number of 0 or more, not “{found}”.", id=id, found=weight
            )
        weighed[id] = float(weight)
    return weighed


def _value(known: Attribute, person: Mapping[str, object]) -> object:
    """Return a person's value, checked; None where it is missing."""
    raw = person.get(known.id)
    if raw is None or (isinstance(raw, float) and math.isnan(raw)):
        return None
    if known.kind in ("number", "ordinal"):
        return _number(known, raw)
    if known.kind == "set":
        if isinstance(raw, str | bytes | Mapping) or not isinstance(raw, Iterable):
            raise InvalidValue(
                "“{id}” takes several values, such as a set of words, not “{found}”.",
                id=known.id,
                found=raw,
            )
        return frozenset(raw)
    return raw


def _number(known: Attribute, raw: object) -> float:
    low, high = float(known.low or 0), float(known.high or 0)
    if not isinstance(raw, int | float) or not _is_number(raw) or not low <= raw <= high:
        raise InvalidValue(
            "“{id}” takes a number from {low:g} to {high:g}, not “{found}”.",
            id=known.id,
            low=low,
            high=high,
            found=raw,
        )
    return float(raw)


def _compared(known: Attribute, one: object, other: object) -> tuple[float | None, bool]:
    """Return a score from 0 to 1 (None: not comparable), and whether both agree."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        either = one | other
        # Two people of whom nothing is known are not alike for that.
        return (len(one & other) / len(either), bool(one & other)) if either else (None, False)
    if known.kind in ("number", "ordinal"):
        first, second = float(str(one)), float(str(other))
        share = abs(first - second) / (float(known.high or 0) - float(known.low or 0))
        near = first == second if known.kind == "ordinal" else share <= NEAR + 1e-12
        return 1 - share, near
    return float(one == other), one == other


def _is_range(low: object, high: object) -> bool:
    return _is_number(low) and _is_number(high) and float(str(low)) < float(str(high))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
