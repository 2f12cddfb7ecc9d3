"""Scales: their change between the waves of the plan, and what they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.measurement.gate import Gate
from efficacy.measurement.scoring import scale_scores
from efficacy.reports.findings.items import alphas_of, items_of, parts_of
from efficacy.reports.findings.levels import levels_of
from efficacy.reports.findings.shifts import corrected, looking_back, shift_of
from efficacy.reports.findings.waves import Sheets, declared, only
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.results import ScaleResult, Shift


def scale_results(
    sheets: Sheets, gate: Gate, scales: Sequence[ScaleSpec]
) -> tuple[ScaleResult, ...]:
    """Return one result a scale, in the plan's order.

    The gate is asked for what matters most first, because what it let through can
    forbid what comes later: the primary scale from pre to post, the other scales,
    the other waves, and only then what scales are made of.
    """
    by_weight = sorted(scales, key=lambda scale: not scale.is_primary)
    main = {scale.id: shift_of(sheets, gate, scale, sheets.main) for scale in by_weight}
    rest = {scale.id: _other_shifts(sheets, gate, scale) for scale in by_weight}
    then = {scale.id: looking_back(sheets, gate, scale) for scale in by_weight}
    shifts = {id: (shift, *rest[id]) for id, shift in main.items()}
    shifts |= corrected({one.id: shifts[one.id] for one in scales if not one.is_primary})
    made = {
        scale.id: _result(sheets, gate, scale, shifts[scale.id], then[scale.id])
        for scale in by_weight
    }
    return tuple(made[scale.id] for scale in scales)


def _other_shifts(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> list[Shift]:
    """Return the change between every other two waves, in the plan's order."""
    pairs = sheets.other_pairs(scale)
    found = {pair: shift_of(sheets, gate, scale, pair) for pair in sheets.by_weight(pairs)}
    return [found[pair] for pair in pairs]


def _result(
    sheets: Sheets,
    gate: Gate,
    scale: ScaleSpec,
    shifts: tuple[Shift, ...],
    then: tuple[Shift, ...],
) -> ScaleResult:
    before, after = sheets.main
    return ScaleResult(
        scale_id=scale.id,
        title=scale.title,
        construct=scale.construct,
        direction=scale.direction,
        low=scale.low,
        high=scale.high,
        items=len(scale.items),
        primary=scale.is_primary,
        n_pre=_people(sheets, scale, before),
        n_post=_people(sheets, scale, after),
        shift=shifts[0],
        shifts=shifts[1:],
        then=then,
        levels=levels_of(sheets, gate, scale),
        parts=parts_of(sheets, gate, scale),
        item_results=items_of(sheets, gate, scale),
        alpha=alphas_of(sheets, gate, scale),
        instrument_id=scale.instrument_id,
        version=scale.version,
    )


def _people(sheets: Sheets, scale: ScaleSpec, wave: str) -> int:
    """Return how many have a score at a wave."""
    items = sheets.items(scale, wave)
    if not items:
        return 0
    asked = only(scale, items)
    return scale_scores(sheets.frame(asked, wave), **declared(asked)).n
