"""Which waves ask a scale, and what people answered there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from efficacy.activities.blocks import chosen_scales
from efficacy.content.models import Plan
from efficacy.measurement.gate import Lattice
from efficacy.reports.frames import AnswerRow, ScaleSpec, wave_frame
from efficacy.reports.material import POST, PRE, THEN, Material

if TYPE_CHECKING:
    import pandas as pd

Pair = tuple[str, str]  # ids of two waves, the earlier one first


def main_pair(plan: Plan) -> Pair:
    """Return the waves between which the plan is judged: pre and post where it has both.

    Otherwise the first and the last that the plan declares, looking back apart.
    """
    waves = [wave.id for wave in plan.waves if wave.id != THEN]
    if PRE in waves and POST in waves:
        return PRE, POST
    return (waves[0], waves[-1]) if waves else (PRE, POST)


def declared(scale: ScaleSpec) -> dict[str, Any]:
    """Return what scoring takes of a scale."""
    return {
        "items": scale.items,
        "reverse_keyed": scale.reverse_keyed,
        "low": scale.low,
        "high": scale.high,
        "minimum_share": scale.minimum_share,
    }


def lattice(scale: ScaleSpec) -> Lattice:
    """Return the scores that are possible on a scale: means of its answers."""
    return Lattice(scale.low, scale.high, scale.step / len(scale.items))


def only(scale: ScaleSpec, items: Sequence[str]) -> ScaleSpec:
    """Return a scale of these of its items."""
    return replace(scale, items=tuple(items), reverse_keyed=scale.reverse_keyed.intersection(items))


class Sheets:
    """The answers of a reading, by scale and wave; each frame is made once."""

    def __init__(self, found: Material) -> None:
        self.plan = found.plan
        self.main = main_pair(found.plan)
        self._found = found
        self._items = {scale.id: scale.items for scale in found.scales}
        self._frames: dict[tuple[str, str], pd.DataFrame] = {}

    @cached_property
    def _rows(self) -> Mapping[str, list[AnswerRow]]:
        rows: dict[str, list[AnswerRow]] = defaultdict(list)
        for row in self._found.answers:
            rows[row.wave].append(row)
        return rows

    @cached_property
    def _asked(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Return the items of a scale that each wave asks."""
        content = self._found.content
        asked: dict[tuple[str, str], frozenset[str]] = {}
        for planned in self.plan.sessions:
            for activity in planned.activities:
                if activity.wave is None:
                    continue
                params = activity.params
                instruments = [content.instruments[id] for id in params.get("instruments", ())]
                for _, scale in chosen_scales(instruments, params.get("scales")):
                    every = frozenset(item.id for item in scale.items)
                    chosen = every.intersection(params["only"]) if params.get("only") else every
                    key = scale.id, activity.wave
                    asked[key] = asked.get(key, frozenset()) | chosen
        return asked

    def waves(self, scale: ScaleSpec) -> tuple[str, ...]:
        """Return the waves that ask any item of a scale, in the plan's order; never “then”."""
        return tuple(
            wave.id
            for wave in self.plan.waves
            if wave.id != THEN and self._asked.get((scale.id, wave.id))
        )

    def items(self, scale: ScaleSpec, *waves: str) -> tuple[str, ...]:
        """Return the items of a scale that each of the waves asks, in the scale's order."""
        asked = [self._asked.get((scale.id, wave), frozenset()) for wave in waves]
        return tuple(item for item in scale.items if all(item in one for one in asked))

    def other_pairs(self, scale: ScaleSpec) -> tuple[Pair, ...]:
        """Return every pair of waves that ask a scale, but for the main one, in plan order."""
        return tuple(pair for pair in combinations(self.waves(scale), 2) if pair != self.main)

    def by_weight(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Return pairs with what matters most first: what lasted, then what was before."""
        before = self.main[0]
        return sorted(pairs, key=lambda pair: 2 - 2 * (pair[0] == before) - (pair[1] == before))

    def frame(self, scale: ScaleSpec, wave: str) -> pd.DataFrame:
        """Return one row a person and one column an item; NaN is missing.

        Which run counts is decided by all items of the scale, also where only some of
        them are wanted.
        """
        whole = self._whole(scale.id, wave)
        if tuple(whole.columns) == scale.items:
            return whole
        return whole[list(scale.items)].dropna(how="all")

    def _whole(self, scale_id: str, wave: str) -> pd.DataFrame:
        key = scale_id, wave
        if key not in self._frames:
            rows = self._rows.get(wave, ())
            self._frames[key] = wave_frame(rows, wave, self._items[scale_id])
        return self._frames[key]
