"""Whether matching shows: how like oneself matched stories were, minus those drawn by chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from efficacy.activities.story_compare import RatedStory, matched_and_random, rated_stories
from efficacy.activities.story_params import LIKE_HIGH, LIKE_LOW, LIKE_STEP
from efficacy.measurement.change import PairedChange
from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.privacy import Suppressed
from efficacy.measurement.reference import pooled_change
from efficacy.reports.findings.deeds import column, held, unpacked
from efficacy.reports.material import Material
from efficacy.reports.results import MatchingResult


def matching_result(
    found: Material, gate: Gate, past: Sequence[PairedChange] = ()
) -> MatchingResult | None:
    """Return the difference over all sessions with both sorts of stories; None without a pair.

    Parameters
    ----------
    past : sequence of PairedChange
        What ``matching_of`` gave for earlier groups of the same plan.
    """
    said = matching_of(found, gate)
    if said is None:
        return None
    change, withheld = unpacked(said)
    pooled = _pooled([*past, *([] if change is None else [change])])
    if change is None:
        return MatchingResult(n=0, withheld=withheld, pooled=pooled)
    return MatchingResult(
        n=change.n,
        difference=change.change,
        ci_low=change.ci_low,
        ci_high=change.ci_high,
        pooled=pooled,
    )


def matching_of(found: Material, gate: Gate) -> PairedChange | Suppressed | None:
    """Return the change from random stories to matched ones; None where nobody has a pair.

    A person's mean of matched stories is paired with their mean of random ones,
    so that how easily somebody finds others like themselves cancels out.
    """
    rows = tuple(
        row
        for one in held(found, "story")
        for row in rated_stories({str(person): given for person, given in one.newest().items()})
    )
    pairs = {int(person): pair for person, pair in matched_and_random(rows).items()}
    if not pairs:
        return None
    matched = column({person: one for person, (one, _) in pairs.items()})
    random = column({person: one for person, (_, one) in pairs.items()})
    return gate.change("matching", random, matched, _lattice(rows))


def _pooled(changes: Sequence[PairedChange]) -> MatchingResult | None:
    """Return the difference over the people of several groups; each of them counts the same."""
    found = pooled_change(
        [one.change for one in changes],
        [one.sd_change for one in changes],
        [one.n for one in changes],
    )
    if found.cohorts < 2:
        return None
    return MatchingResult(
        n=found.n,
        difference=found.value,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        groups=found.cohorts,
    )


def _lattice(rows: Iterable[RatedStory]) -> Lattice:
    """Return where people's means can lie, by how many stories each of them is over."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row.person, row.drawn] = counts.get((row.person, row.drawn), 0) + 1
    return Lattice(LIKE_LOW, LIKE_HIGH, LIKE_STEP / math.lcm(*counts.values()))
