"""What earlier groups of the same plan give: a reference, and no ranking.

A past group enters by the figures of its own results, as rounded as if they left
the room. So nothing can be learned here of single people in it, and a reference
says no more than the workbooks of those groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from efficacy.measurement.change import PairedChange
from efficacy.measurement.gate import Gate, as_told
from efficacy.measurement.privacy import Suppressed
from efficacy.measurement.reference import next_change, pooled_retest, pooled_sd
from efficacy.measurement.reliability import CronbachAlpha, pooled_alpha
from efficacy.reports.findings.items import items_of, keyed
from efficacy.reports.findings.matching import matching_of
from efficacy.reports.findings.shifts import shift_of
from efficacy.reports.findings.waves import Sheets, only
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.material import EARLY, PRE, Material
from efficacy.reports.results import Reference, ScaleResult

if TYPE_CHECKING:
    import pandas as pd

Version = tuple[str, str]  # id of a scale, version of its instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class PastScale:
    """One scale in one earlier group: figures that have passed a gate.

    ``difficulty`` maps an item to its mean before; ``answers`` are those before,
    keyed, for alpha over all groups.
    """

    change: PairedChange
    early: PairedChange | None = None
    difficulty: Mapping[str, float] = field(default_factory=dict)
    answers: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What one earlier group gives; nothing that was withheld is in it.

    ``matching`` is how like oneself stories were: from random to matched ones.
    """

    scales: Mapping[Version, PastScale]
    matching: PairedChange | None = None


def past_of(found: Material, gate: Gate) -> Past:
    """Return what a cohort that has ended gives to the reference of later ones.

    Parameters
    ----------
    gate : Gate
        One that rounds, and that knows what left of this cohort before.
    """
    sheets = Sheets(found)
    by_weight = sorted(found.scales, key=lambda scale: not scale.is_primary)
    scales = {(one.id, one.version): _past_scale(sheets, gate, one) for one in by_weight}
    matching = matching_of(found, gate)
    return Past(
        scales={version: one for version, one in scales.items() if one is not None},
        matching=None if isinstance(matching, Suppressed) else matching,
    )


def references_of(
    scales: Sequence[ScaleResult], past: Sequence[Past], *, next_n: int
) -> tuple[Reference, ...]:
    """Return one reference for each scale that an earlier group has figures of.

    Parameters
    ----------
    next_n : int
        People in the group to come: as many as take the survey in this one.
    """
    versions = [(scale.scale_id, scale.version) for scale in scales]
    known = {
        version: [one.scales[version] for one in past if version in one.scales]
        for version in versions
    }
    return tuple(
        _reference(version[0], several, next_n=max(next_n, 1))
        for version, several in known.items()
        if several
    )


def _past_scale(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> PastScale | None:
    change = shift_of(sheets, gate, scale, sheets.main).change
    if change is None:
        return None
    early = (EARLY, PRE) in sheets.other_pairs(scale)
    first = only(scale, sheets.items(scale, sheets.main[0]))
    return PastScale(
        change=change,
        early=shift_of(sheets, gate, scale, (EARLY, PRE)).change if early else None,
        difficulty={
            item.item_id: item.mean_pre
            for item in items_of(sheets, gate, scale)
            if item.mean_pre is not None
        },
        answers=_answers(sheets, gate, first),
    )


def _answers(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> pd.DataFrame | None:
    """Return keyed answers before, of a group whose own alpha may be said."""
    wave = sheets.main[0]
    frame = keyed(scale, sheets.frame(scale, wave))
    is_hidden = isinstance(gate.alpha(f"alpha.{scale.id}.{wave}", frame), Suppressed)
    return None if is_hidden else frame


def _reference(scale_id: str, several: Sequence[PastScale], *, next_n: int) -> Reference:
    changes = [one.change for one in several]
    ns = [change.n for change in changes]
    expected = next_change(
        [change.change for change in changes], [one.sd_change for one in changes], ns, next_n
    )
    early = [one.early for one in several if one.early is not None]
    retest = pooled_retest([one.r for one in early], [one.n for one in early])
    return Reference(
        scale_id=scale_id,
        cohorts=len(several),
        people=sum(ns),
        sd=pooled_sd([change.sd_pre for change in changes], ns).value,
        retest=retest.value,
        retest_n=retest.n,
        mean_change=expected.mean_change,
        low=expected.low,
        high=expected.high,
        next_n=next_n,
        alpha=_alpha(several),
        difficulty=_difficulty(several),
        reason=expected.reasons.get("low", ""),
    )


def _alpha(several: Sequence[PastScale]) -> CronbachAlpha | None:
    frames = [one.answers for one in several if one.answers is not None]
    return as_told(pooled_alpha(frames), groups=len(frames)) if frames else None


def _difficulty(several: Sequence[PastScale]) -> dict[str, float]:
    """Return each item's mean before, over all people of the groups that it is known of."""
    weights: dict[str, int] = {}
    sums: dict[str, float] = {}
    for one in several:
        for item, mean in one.difficulty.items():
            weights[item] = weights.get(item, 0) + one.change.n
            sums[item] = sums.get(item, 0.0) + mean * one.change.n
    return {item: sums[item] / weight for item, weight in weights.items()}
