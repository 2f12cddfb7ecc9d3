"""Every person's scores at every wave, as Participants, the CSV files and SPSS hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from efficacy.measurement.scoring import PairedScaleScores, ScaleScores, scale_scores
from efficacy.reports.findings.levels import composites, is_sureness, shares
from efficacy.reports.findings.shifts import paired
from efficacy.reports.findings.waves import Pair, Sheets, declared, only
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.material import THEN, Material

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveScores:
    """One scale at one wave, by record number.

    ``asked`` is the scale with the items that the wave asks, ``frame`` holds the
    answers as given. ``can`` (0 to 1) is the share of the items answered that are
    rated 50 or more, ``composite`` (0 to 100) as in Bandura's guide; both are None
    for scales that do not ask how sure people are. Where too few items were
    answered the score is NaN, and the two have no entry.
    """

    wave: str
    asked: ScaleSpec
    frame: pd.DataFrame
    scores: ScaleScores
    can: Mapping[int, float] | None
    composite: Mapping[int, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredScale:
    """One scale: its scores at each wave that asks it, and its changes since before.

    ``main`` are the two waves that the plan is judged by; the first of them is
    where every change begins.
    """

    spec: ScaleSpec
    main: Pair
    waves: tuple[WaveScores, ...]
    changes: Mapping[str, PairedScaleScores]  # wave → change from before to it


def scored_scales(found: Material) -> tuple[ScoredScale, ...]:
    """Return the scores of everybody in ``record_numbers``, scale by scale."""
    sheets = Sheets(found)
    people = sorted(found.record_numbers)
    return tuple(_scored(sheets, scale, people) for scale in found.scales)


def values_of(found: pd.Series[float] | pd.Series[int] | pd.Series[bool]) -> dict[int, float]:
    """Return values by record number, as they are."""
    return dict(zip(found.index.tolist(), found.tolist(), strict=True))


def by_person(scores: pd.Series[float]) -> dict[int, float | None]:
    """Return scores as cells hold them, by record number: None for missing."""
    return {
        person: None if score != score else score for person, score in values_of(scores).items()
    }


def flags(prorated: pd.Series[bool], scores: Mapping[int, float | None]) -> dict[int, int | None]:
    """Return 1 or 0 for everybody with a score, None for the others."""
    return {
        person: None if scores[person] is None else int(is_prorated)
        for person, is_prorated in values_of(prorated).items()
    }


def _scored(sheets: Sheets, scale: ScaleSpec, people: list[int]) -> ScoredScale:
    before, _ = sheets.main
    asked = sheets.waves(scale)
    later = asked[asked.index(before) + 1 :] if before in asked else ()
    pairs = {wave: paired(sheets, scale, (before, wave)) for wave in later}
    waves = [wave.id for wave in sheets.plan.waves if wave.id in asked or wave.id == THEN]
    return ScoredScale(
        spec=scale,
        main=sheets.main,
        waves=tuple(
            _at(only(scale, sheets.items(scale, wave)), sheets, wave, people)
            for wave in waves
            if sheets.items(scale, wave)
        ),
        changes={wave: found for wave, found in pairs.items() if found is not None},
    )


def _at(asked: ScaleSpec, sheets: Sheets, wave: str, people: list[int]) -> WaveScores:
    frame = sheets.frame(asked, wave).reindex(people)
    scores = scale_scores(frame, **declared(asked))
    can: dict[int, float] | None = None
    composite: dict[int, float] | None = None
    if is_sureness(asked):
        scored = frame[scores.scores.notna()]
        can, composite = values_of(shares(scored)), values_of(composites(scored))
    return WaveScores(
        wave=wave, asked=asked, frame=frame, scores=scores, can=can, composite=composite
    )
