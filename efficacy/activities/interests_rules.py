"""Interest beside confidence: where somebody would like to and is less sure. Pure, without words.

What is sorted are activities, never a person: nothing is added up to a theme,
and nobody gets a type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from efficacy.activities.outlook_rules import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """One activity: how much somebody would like to, and how sure they are that they can.

    Either is None where it was left out.
    """

    text: str
    like: Place | None
    sure: Place | None

    @property
    def is_liked(self) -> bool:
        """Whether interest lies past the middle; the middle itself is neither."""
        return self.like is not None and self.like.is_past and self.like.value > self.like.middle

    @property
    def gap(self) -> float:
        """How far confidence lags behind interest, as a share of their scales (-1 to 1)."""
        if self.like is None or self.sure is None:
            return 0.0
        return _share(self.like) - _share(self.sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The activities somebody would like, by how sure they are.

    Attributes
    ----------
    work : tuple of Taste
        Confidence is before the middle: places to work, the widest gap first.
    close : tuple of Taste
        Confidence is at the middle, or past it by a tenth of the scale at most.
    both : tuple of Taste
        Confidence is further on: both are there.
    left_out : int
        How many activities lack one of the two.
    """

    work: tuple[Taste, ...] = ()
    close: tuple[Taste, ...] = ()
    both: tuple[Taste, ...] = ()
    left_out: int = 0


def sort_out(tastes: Sequence[Taste]) -> Sorted:
    """Return what somebody would like, by how sure they are; ties keep the order given."""
    whole = [one for one in tastes if one.like is not None and one.sure is not None]
    # The widest gap first; sorting keeps the order of those that are the same.
    liked = sorted((one for one in whole if one.is_liked), key=lambda one: -round(one.gap, 9))
    return Sorted(
        work=tuple(one for one in liked if one.sure and not one.sure.is_past),
        close=tuple(one for one in liked if one.sure and one.sure.is_past and one.sure.is_close),
        both=tuple(one for one in liked if one.sure and one.sure.is_past and not one.sure.is_close),
        left_out=len(tastes) - len(whole),
    )


def _share(place: Place) -> float:
    return (place.value - place.low) / (place.high - place.low)
