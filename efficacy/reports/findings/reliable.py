"""By how many points a person's change must exceed the noise; never a word for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from efficacy.language import Speech
from efficacy.measurement.reliable_change import reliable_change
from efficacy.reports.results import Reference, ReliableChange, ScaleResult

# Under this many people a retest correlation of one's own is too uncertain to use:
# at n = 50 and r = .80 its 95 % interval still runs from .67 to .88 (Fisher's z).
FEWEST_RETESTED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """A retest reliability from outside, for a scale in one version of its instrument.

    ``reliability`` is above 0 and below 1; ``source`` says where it was found.
    """

    scale_id: str
    version: str
    reliability: float
    source: str


def reliable_changes(
    scales: Sequence[ScaleResult],
    references: Sequence[Reference],
    retests: Sequence[Retest],
    say: Speech,
) -> tuple[ReliableChange, ...]:
    """Return the threshold of each scale whose retest reliability is known.

    One from outside comes before that of one's own past groups. The SD is that of
    the past groups where they are enough people, and else of this group before.
    Without a reliability there is no threshold: alpha does not stand in for it, for
    it says nothing of what varies from day to day.
    """
    known = {(one.scale_id, one.version): one for one in retests}
    own = {one.scale_id: one for one in references}
    found = (
        _reliable(scale, known.get((scale.scale_id, scale.version)), own.get(scale.scale_id), say)
        for scale in scales
    )
    return tuple(one for one in found if one is not None)


def _reliable(
    scale: ScaleResult, outside: Retest | None, own: Reference | None, say: Speech
) -> ReliableChange | None:
    reliability = _reliability(outside, own, say)
    spread = _spread(scale, own, say)
    if reliability is None or spread is None:
        return None
    (value, source), (sd, people) = reliability, spread
    return ReliableChange(
        scale_id=scale.scale_id,
        points=reliable_change((), (), sd, value).threshold,
        reliability=value,
        sd=sd,
        basis=f"{source} {people}",
    )


def _reliability(
    outside: Retest | None, own: Reference | None, say: Speech
) -> tuple[float, str] | None:
    if outside is not None:
        words = say("Retest reliability from outside: {source}.")
        return outside.reliability, words.format(source=outside.source.rstrip("."))
    if own is None or own.retest is None or own.retest_n < FEWEST_RETESTED:
        return None
    if not 0 < own.retest < 1:
        return None
    words = say("Retest reliability of {n} people in your own earlier groups.")
    return own.retest, words.format(n=own.retest_n)


def _spread(scale: ScaleResult, own: Reference | None, say: Speech) -> tuple[float, str] | None:
    if own is not None and own.sd and own.people >= FEWEST_RETESTED:
        return own.sd, say("SD of {n} people in your own earlier groups.").format(n=own.people)
    change = scale.shift.change
    if change is None or not change.sd_pre:
        return None
    return change.sd_pre, say("SD of the {n} people in this group.").format(n=change.n)
