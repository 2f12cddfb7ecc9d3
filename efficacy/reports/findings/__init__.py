"""How results come about, a module a topic; every group figure passes the gate."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.language import Speech, speech
from efficacy.measurement.gate import Gate, Lattice
from efficacy.reports.findings.approach import approach_result
from efficacy.reports.findings.calibration import calibration_result
from efficacy.reports.findings.climbs import climbs
from efficacy.reports.findings.cues import cue_results
from efficacy.reports.findings.explain import explanations_of
from efficacy.reports.findings.flow import flow_of
from efficacy.reports.findings.goals import goal_result
from efficacy.reports.findings.harms import harms_of
from efficacy.reports.findings.ladders import ladder_results
from efficacy.reports.findings.levels import reach_of
from efficacy.reports.findings.matching import matching_result
from efficacy.reports.findings.reference import Past, past_of, references_of
from efficacy.reports.findings.reliable import Retest, reliable_changes
from efficacy.reports.findings.scales import scale_results
from efficacy.reports.findings.sources import source_results
from efficacy.reports.findings.unclear import unclear_items
from efficacy.reports.findings.waves import Sheets
from efficacy.reports.material import Material
from efficacy.reports.results import Results

__all__ = ["Gate", "Lattice", "Past", "Retest", "past_of", "results_of"]


def results_of(
    found: Material,
    gate: Gate | None = None,
    *,
    past: Sequence[Past] = (),
    retests: Sequence[Retest] = (),
    say: Speech | None = None,
) -> Results:
    """Return all results of one reading of a cohort.

    Parameters
    ----------
    gate : Gate, optional
        What decides which figures may be said; one for leaving the room, which
        knows nothing published before, if none is given.
    past : sequence of Past
        What earlier cohorts of the same plan give to stand beside this one.
    retests : sequence of Retest
        Retest reliabilities from outside.
    say : Speech, optional
        The language of the sentences; English if none is given.
    """
    gate, say, sheets = gate or Gate(exact=False), say or speech(), Sheets(found)
    scales = scale_results(sheets, gate, found.scales)
    flow = flow_of(found, sheets, gate, scales)
    references = references_of(scales, past, next_n=max(found.consented, gate.threshold))
    ways = climbs(found)
    return Results(
        cohort_id=found.cohort_id,
        cohort_name=found.cohort_name,
        code=found.code,
        mode=found.mode,
        plan_id=found.plan.id,
        plan_title=found.plan.title,
        is_synthetic=found.is_synthetic,
        is_exact=gate.exact,
        threshold=gate.threshold,
        made_ms=found.made_ms,
        flow=flow,
        scales=scales,
        reach=reach_of(sheets, gate, found.scales),
        explanations=explanations_of(found, flow, scales, say),
        harms=harms_of(sheets, gate, found.scales, flow, say),
        sources=source_results(found, gate, say),
        ladders=ladder_results(ways, gate),
        calibration=calibration_result(ways, gate),
        cues=cue_results(found, gate, scales),
        approach=approach_result(found, gate),
        matching=matching_result(found, gate, [one.matching for one in past if one.matching]),
        goals=goal_result(found, gate),
        references=references,
        reliable=reliable_changes(scales, references, retests, say),
        unclear=unclear_items(found, gate),
        # Last: only now has the gate been asked for everything.
        repeated=tuple(sorted(set(gate.repeated.values()))),
    )
