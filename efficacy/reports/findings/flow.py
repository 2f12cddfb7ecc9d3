"""Who is in the figures: from everybody who joined to those with a pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from efficacy.content.marks import is_mark
from efficacy.measurement.gate import Gate
from efficacy.measurement.privacy import GroupFigure, Suppressed
from efficacy.measurement.scoring import scale_scores
from efficacy.reports.findings.waves import Sheets, declared, lattice, only
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.material import Material
from efficacy.reports.results import Flow, ScaleResult, WaveCount


def people_at(found: Material, wave: str) -> set[int]:
    """Return the record numbers of those who answered at least one item at a wave."""
    return {
        row.record_number
        for row in found.answers
        if row.wave == wave and row.number is not None and not is_mark(row.item_id)
    }


def flow_of(found: Material, sheets: Sheets, gate: Gate, scales: Sequence[ScaleResult]) -> Flow:
    """Return the counts of people, wave by wave, and how those who left stood before.

    Parameters
    ----------
    scales : sequence of ScaleResult
        What has passed the gate already: those who stayed are those in its change.
    """
    at = {wave.id: people_at(found, wave.id) for wave in found.plan.waves}
    before, after = (at.get(wave, set()) for wave in sheets.main)
    stayed_pre, left_pre = _compared(found, sheets, gate, scales)
    late = Counter(step for step in found.joined_steps.values() if step is not None)
    return Flow(
        enrolled=found.enrolled,
        consented=found.consented,
        waves=tuple(
            WaveCount(wave=wave.id, title=wave.title, n=len(at[wave.id]))
            for wave in found.plan.waves
        ),
        paired=len(before & after),
        left=len(before - after),
        sessions_held=found.sessions_held,
        joined_late=dict(sorted(late.items())),
        stayed_pre=stayed_pre,
        left_pre=left_pre,
    )


def _compared(
    found: Material, sheets: Sheets, gate: Gate, scales: Sequence[ScaleResult]
) -> tuple[GroupFigure, GroupFigure] | tuple[None, None]:
    """Return how those with a pair on the primary scale, and those without, stood before.

    Both or none: one of them beside the whole would give the other away.
    """
    primary = next((scale for scale in found.scales if scale.is_primary), None)
    change = next((one.shift.change for one in scales if one.primary), None)
    if primary is None or change is None or change.mean_pre is None:
        return None, None
    left = _left(found, sheets, gate, primary)
    if isinstance(left, Suppressed):
        return None, None
    # The very figure that stands in the change, so that nothing can be subtracted.
    stayed = GroupFigure(n=change.n, n_excluded=0, mean=change.mean_pre, sd=change.sd_pre)
    return stayed, left


def _left(
    found: Material, sheets: Sheets, gate: Gate, primary: ScaleSpec
) -> GroupFigure | Suppressed:
    wave, after = sheets.main
    asked = only(primary, sheets.items(primary, wave, after))
    scores = scale_scores(sheets.frame(asked, wave), **declared(asked)).scores
    gone = people_at(found, wave) - people_at(found, after)
    of_the_gone = scores[scores.index.isin(gone)]
    figure = f"left.{primary.id}.{wave}"
    return gate.average(figure, of_the_gone, lattice(asked), items=asked.items)
