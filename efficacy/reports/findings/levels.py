"""What people “can”: level, highest rung and composite, and in how many domains."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from efficacy.measurement.efficacy_profile import FEWEST_DOMAINS, generality, highest_rung
from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.scoring import scale_scores
from efficacy.reports.findings.deeds import column, unpacked
from efficacy.reports.findings.shifts import paired
from efficacy.reports.findings.waves import Sheets, declared, only
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.material import CAN, GLOW
from efficacy.reports.results import Level, Reach, Withheld

if TYPE_CHECKING:
    import pandas as pd


def is_sureness(scale: ScaleSpec) -> bool:
    """Return whether a scale asks how sure people are, from 0 to 100."""
    return scale.construct == "efficacy" and (scale.low, scale.high) == (0, 100)


def levels_of(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> tuple[Level, ...]:
    """Return one level a wave that asks the scale; none unless it asks how sure people are.

    Where the scale is asked at both main waves, all levels are of the people with a
    pair, so that they compare the same people.
    """
    if not is_sureness(scale):
        return ()
    both = paired(sheets, scale, sheets.main)
    people = None if both is None else both.pre.dropna().index
    return tuple(_level(sheets, gate, scale, wave, people) for wave in sheets.waves(scale))


def reach_of(sheets: Sheets, gate: Gate, scales: Sequence[ScaleSpec]) -> tuple[Reach, ...]:
    """Return generality for each wave that asks three domains or more.

    A domain is a scale of how sure people are; the control scale is none.
    """
    domains = [scale for scale in scales if is_sureness(scale) and scale.id != GLOW]
    waves = [wave.id for wave in sheets.plan.waves]
    asked = {wave: [one for one in domains if wave in sheets.waves(one)] for wave in waves}
    return tuple(
        _reach(sheets, gate, several, wave)
        for wave, several in asked.items()
        if len(several) >= FEWEST_DOMAINS
    )


def _level(
    sheets: Sheets, gate: Gate, scale: ScaleSpec, wave: str, people: pd.Index[int] | None
) -> Level:
    asked = only(scale, sheets.items(scale, wave))
    frame = _scored(sheets, asked, wave)
    if people is not None:
        frame = frame[frame.index.isin(people)]
    name, k = f"{scale.id}.{wave}", len(asked.items)
    share, withheld = _mean(
        gate, f"level.share.{name}", shares(frame), Lattice(0, 1, 1 / k), items=_cans(asked.items)
    )
    lattice = Lattice(0, 100, scale.step / k)
    return Level(
        wave=wave,
        n=len(frame),
        share=share,
        composite=_mean(gate, f"level.composite.{name}", composites(frame), lattice)[0],
        rung=_rung(gate, name, asked, frame),
        steps=_steps(gate, name, asked, frame),
        withheld=withheld,
    )


def shares(frame: pd.DataFrame) -> pd.Series[float]:
    """Return ``efficacy_profile``'s share of items that each person can, of all at once."""
    return (frame >= CAN).where(frame.notna()).astype("float64").mean(axis=1)


def composites(frame: pd.DataFrame) -> pd.Series[float]:
    """Return ``efficacy_profile``'s composite of each person, of all at once."""
    return frame.where((frame >= CAN) | frame.isna(), 0.0).mean(axis=1)


def _rung(gate: Gate, name: str, scale: ScaleSpec, frame: pd.DataFrame) -> float | None:
    """Return the mean highest rung; None where not every item has a difficulty, or withheld."""
    difficulty = [scale.difficulty.get(item) for item in scale.items]
    if None in difficulty:
        return None
    reached = {person: highest_rung(row, difficulty, CAN) for person, row in _rows(frame)}
    return _mean(gate, f"level.rung.{name}", column(reached), Lattice(0, 5, 1))[0]


def _steps(
    gate: Gate, name: str, scale: ScaleSpec, frame: pd.DataFrame
) -> tuple[tuple[int, float | None], ...]:
    """Return, for each difficulty, the mean share of its items that people can."""
    by_step: dict[int, list[str]] = {}
    for item in scale.items:
        if item in scale.difficulty:
            by_step.setdefault(scale.difficulty[item], []).append(item)
    found = []
    for step, items in sorted(by_step.items()):
        lattice, figure = Lattice(0, 1, 1 / len(items)), f"level.step-{step}.{name}"
        share, _ = _mean(gate, figure, shares(frame[items]), lattice, items=_cans(items))
        found.append((step, share))
    return tuple(found)


def _reach(sheets: Sheets, gate: Gate, domains: Sequence[ScaleSpec], wave: str) -> Reach:
    scores = _domains(sheets, domains, wave)
    found = {person: generality(row, CAN) for person, row in _rows(scores)}
    counted = {person: one for person, one in found.items() if one.share is not None}
    # People have a score in three domains or in more: shares of each are possible.
    steps = math.lcm(*range(FEWEST_DOMAINS, len(domains) + 1))
    reached = column({person: one.share for person, one in counted.items()})
    share, withheld = _mean(gate, f"reach.share.{wave}", reached, Lattice(0, 1, 1 / steps))
    spreads = column({person: one.spread for person, one in counted.items()})
    spread, _ = _mean(gate, f"reach.spread.{wave}", spreads, Lattice(0, 100, 0.1))
    return Reach(
        wave=wave,
        n=len(counted),
        domains=len(domains),
        share=share,
        spread=spread,
        withheld=withheld,
    )


def _mean(
    gate: Gate,
    figure: str,
    values: pd.Series[float],
    lattice: Lattice,
    *,
    items: Collection[str] = (),
) -> tuple[float | None, Withheld | None]:
    """Return the mean of one value a person, or why it is withheld."""
    said, withheld = unpacked(gate.average(figure, values, lattice, items=items, with_spread=False))
    return None if said is None else said.mean, withheld


def _cans(items: Collection[str]) -> list[str]:
    """Return the names of “I can” on each item: to the gate, values other than the ratings."""
    return [f"can {item}" for item in items]


def _domains(sheets: Sheets, domains: Sequence[ScaleSpec], wave: str) -> pd.DataFrame:
    """Return one row a person and one column a domain, with their scores at a wave."""
    import pandas as pd

    scores = {}
    for scale in domains:
        asked = only(scale, sheets.items(scale, wave))
        scores[scale.id] = scale_scores(sheets.frame(asked, wave), **declared(asked)).scores
    return pd.DataFrame(scores).sort_index()


def _scored(sheets: Sheets, scale: ScaleSpec, wave: str) -> pd.DataFrame:
    """Return the answers of those who gave enough for a score."""
    frame = sheets.frame(scale, wave)
    return frame[scale_scores(frame, **declared(scale)).scores.notna()]


def _rows(frame: pd.DataFrame) -> list[tuple[int, list[float]]]:
    return list(zip(frame.index.tolist(), frame.to_numpy().tolist(), strict=True))
