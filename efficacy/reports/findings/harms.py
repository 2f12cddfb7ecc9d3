"""How many went down, stayed and went up on the primary scale, and how many left."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.language import Speech
from efficacy.measurement.gate import Gate
from efficacy.measurement.privacy import Suppressed
from efficacy.reports.findings.shifts import paired
from efficacy.reports.findings.waves import Sheets
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.results import Flow, Harms
from efficacy.reports.words import harms_sentence

DOWN, SAME, UP = "down", "same", "up"


def harms_of(
    sheets: Sheets, gate: Gate, scales: Sequence[ScaleSpec], flow: Flow, say: Speech
) -> Harms | None:
    """Return the counts over the people with a pair; None where no scale is primary or paired.

    None as well where fewer joined than ``gate.threshold``.

    ``down`` is a lower score after than before, whatever the scale measures.
    """
    primary = next((scale for scale in scales if scale.is_primary), None)
    scores = None if primary is None else paired(sheets, primary, sheets.main)
    if primary is None or scores is None or not scores.n:
        return None
    if flow.enrolled < gate.threshold:
        return None  # in a handful of people, how many are missing would tell who
    # Means of the same answers, added in another order, may differ in the last digit.
    moved = (scores.post - scores.pre).dropna().round(9)
    chosen = dict(zip(moved.index.tolist(), map(_direction, moved), strict=True))
    figure = ".".join(("direction", primary.id, *sheets.main))
    said = gate.counts(figure, chosen, (DOWN, SAME, UP), beside_means=True)
    counts = None if isinstance(said, Suppressed) else said
    return Harms(
        n=scores.n,
        down=None if counts is None else counts[DOWN],
        same=None if counts is None else counts[SAME],
        up=None if counts is None else counts[UP],
        left=flow.left,
        sentence=harms_sentence(counts, scores.n, flow.left, say),
    )


def _direction(change: float) -> str:
    if change == 0:
        return SAME
    return UP if change > 0 else DOWN
