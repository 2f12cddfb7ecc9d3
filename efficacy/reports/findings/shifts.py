"""Change of one scale between two waves, over the people who answered at both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from efficacy.measurement.gate import Gate
from efficacy.measurement.multiplicity import holm
from efficacy.measurement.privacy import Suppressed
from efficacy.measurement.scoring import PairedScaleScores, paired_scale_scores
from efficacy.reports.findings.deeds import unpacked
from efficacy.reports.findings.waves import Pair, Sheets, declared, lattice, only
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.material import THEN
from efficacy.reports.results import Shift

if TYPE_CHECKING:
    import pandas as pd


def paired(sheets: Sheets, scale: ScaleSpec, pair: Pair) -> PairedScaleScores | None:
    """Return the two scores of each person; None where no item is asked at both waves."""
    items = sheets.items(scale, *pair)
    if not items:
        return None
    asked = only(scale, items)
    return _scored(asked, *(sheets.frame(asked, wave) for wave in pair))


def shift_of(sheets: Sheets, gate: Gate, scale: ScaleSpec, pair: Pair, *, part: str = "") -> Shift:
    """Return the change of a scale over the items that both waves ask.

    Parameters
    ----------
    scale : ScaleSpec
        The scale, or some of its items as a scale of its own.
    part : str
        What its items are called within the scale; "" for all of it.
    """
    scores = paired(sheets, scale, pair)
    if scores is None:
        return Shift(before=pair[0], after=pair[1], n=0, change=None, withheld="too_few")
    asked = only(scale, sheets.items(scale, *pair))
    return _shift(gate, f"{scale.id}/{part}" if part else scale.id, asked, pair, scores)


def looking_back(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> tuple[Shift, ...]:
    """Return (then to after, before to then); nothing where the plan does not look back.

    Both are of the people and the items with an answer at all three times, so that
    the two add up to the change of these items. The column “then” enters nothing
    else (Hill & Betz 2005).
    """
    before, after = sheets.main
    items = sheets.items(scale, before, THEN, after)
    if not items:
        return ()
    asked = only(scale, items)
    frames = _complete({wave: sheets.frame(asked, wave) for wave in (before, THEN, after)})
    return tuple(
        _shift(gate, f"{scale.id}/{THEN}", asked, pair, _scored(asked, *(frames[w] for w in pair)))
        for pair in ((THEN, after), (before, THEN))
    )


def corrected(shifts: Mapping[str, tuple[Shift, ...]]) -> dict[str, tuple[Shift, ...]]:
    """Return the shifts of scales that are not primary with the p-values of Holm (1979).

    One family is all these scales between the same two waves; a change that is
    withheld or has no p-value is not counted in it.
    """
    families: dict[Pair, list[str]] = defaultdict(list)
    for id, several in shifts.items():
        for shift in several:
            families[shift.before, shift.after].append(id)
    known = {(id, one.before, one.after): one for id, several in shifts.items() for one in several}
    adjusted: dict[tuple[str, str, str], float | None] = {}
    for pair, ids in families.items():
        changes = [known[(id, *pair)].change for id in ids]
        found = holm([None if change is None else change.p for change in changes])
        adjusted |= {(id, *pair): p for id, p in zip(ids, found, strict=True)}
    return {
        id: tuple(replace(one, p_holm=adjusted[id, one.before, one.after]) for one in several)
        for id, several in shifts.items()
    }


def _shift(gate: Gate, name: str, scale: ScaleSpec, pair: Pair, scores: PairedScaleScores) -> Shift:
    figure = ".".join((name, *pair))
    change, withheld = unpacked(
        gate.change(f"change.{figure}", scores.pre, scores.post, lattice(scale), items=scale.items)
    )
    return Shift(
        before=pair[0],
        after=pair[1],
        n=scores.n,
        change=change,
        withheld=withheld,
        prorated=None if change is None else _prorated(gate, figure, scores),
        pairs=() if change is None or not gate.exact else _pairs(scores),
    )


def _prorated(gate: Gate, figure: str, scores: PairedScaleScores) -> int | None:
    """Return how many pairs rest on fewer items than were asked; None where withheld."""
    flags = scores.prorated[scores.pre.notna()]
    people, said = flags.index.tolist(), ["yes" if flag else "no" for flag in flags]
    chosen = dict(zip(people, said, strict=True))
    counts = gate.counts(f"prorated.{figure}", chosen, ("yes", "no"))
    return None if isinstance(counts, Suppressed) else counts["yes"]


def _pairs(scores: PairedScaleScores) -> tuple[tuple[float, float], ...]:
    # Sorted, so that their order tells nothing of the record numbers.
    return tuple(sorted(zip(scores.pre.dropna(), scores.post.dropna(), strict=True)))


def _scored(scale: ScaleSpec, before: pd.DataFrame, after: pd.DataFrame) -> PairedScaleScores:
    return paired_scale_scores(before, after, **declared(scale))


def _complete(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the frames of the people in all of them, without answers that one of them lacks."""
    first, *others = frames.values()
    people, shared = first.index, first.notna()
    for other in others:
        people = people.intersection(other.index)
        shared = shared.reindex(people) & other.notna().reindex(people)
    return {wave: frame.reindex(people).where(shared) for wave, frame in frames.items()}
