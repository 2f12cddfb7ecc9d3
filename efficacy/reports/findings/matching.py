"""Whether matching shows: how like oneself matched stories were, minus those drawn by chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from efficacy.activities.story_compare import RatedStory, matched_and_random, rated_stories
from efficacy.activities.story_params import LIKE_HIGH, LIKE_LOW, LIKE_STEP
from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.privacy import Suppressed
from efficacy.reports.findings.deeds import column, held
from efficacy.reports.material import Material
from efficacy.reports.results import MatchingResult


def matching_result(found: Material, gate: Gate) -> MatchingResult | None:
    """Return the difference over all sessions with both sorts of stories; None without a pair."""
    rows = stories(found)
    pairs = {int(person): pair for person, pair in matched_and_random(rows).items()}
    return _result(pairs, rows, gate)


def stories(found: Material) -> tuple[RatedStory, ...]:
    """Return the rated stories of a cohort that were drawn for somebody, over all sessions."""
    return tuple(
        row
        for one in held(found, "story")
        for row in rated_stories({str(person): given for person, given in one.newest().items()})
    )


def pooled_matching(cohorts: Sequence[Sequence[RatedStory]], gate: Gate) -> MatchingResult | None:
    """Return matched minus random over the people of one cohort or more.

    A person's mean of matched stories is paired with their mean of random ones,
    so that how easily somebody finds others like themselves cancels out. People
    weigh the same, whatever cohort they were in. None where nobody has a pair.

    Parameters
    ----------
    cohorts : sequence of sequences of RatedStory
        The rows of each cohort; a person of one is nobody of another.
    """
    # Record numbers of two cohorts may be the same, so people are numbered anew.
    rows = [
        replace(row, person=f"{place}.{row.person}")
        for place, cohort in enumerate(cohorts)
        for row in cohort
    ]
    return _result(dict(enumerate(matched_and_random(rows).values())), rows, gate)


def _result(
    pairs: Mapping[int, tuple[float, float]], rows: Sequence[RatedStory], gate: Gate
) -> MatchingResult | None:
    if not pairs:
        return None
    matched = column({person: one for person, (one, _) in pairs.items()})
    random = column({person: one for person, (_, one) in pairs.items()})
    change = gate.change("matching", random, matched, _lattice(rows))
    if isinstance(change, Suppressed):
        return MatchingResult(n=0, withheld=change.reason)
    return MatchingResult(
        n=change.n, difference=change.change, ci_low=change.ci_low, ci_high=change.ci_high
    )


def _lattice(rows: Iterable[RatedStory]) -> Lattice:
    """Return where people's means can lie, by how many stories each of them is over."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row.person, row.drawn] = counts.get((row.person, row.drawn), 0) + 1
    return Lattice(LIKE_LOW, LIKE_HIGH, LIKE_STEP / math.lcm(*counts.values()))
