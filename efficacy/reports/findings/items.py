"""What a scale is made of: its parts, its items, and how alike they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from efficacy.measurement.change import PairedChange
from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.privacy import Suppressed
from efficacy.measurement.reliability import CronbachAlpha, end_flag
from efficacy.measurement.scoring import reverse
from efficacy.reports.findings.deeds import unpacked
from efficacy.reports.findings.shifts import shift_of
from efficacy.reports.findings.waves import Sheets, only
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.results import ItemResult, Part

if TYPE_CHECKING:
    import pandas as pd

Flag = Literal["ceiling", "floor"]

TRAINED, UNTRAINED = "trained", "untrained"


def parts_of(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> tuple[Part, ...]:
    """Return subscales, and the items that were and were not practiced, with their change.

    A part of one item is that item, and a part of all items the scale.
    """
    groups = dict(scale.subscales)
    groups[TRAINED] = tuple(item for item in scale.items if item in scale.trained)
    groups[UNTRAINED] = tuple(item for item in scale.items if item not in scale.trained)
    return tuple(
        Part(
            id=id,
            items=items,
            shift=shift_of(sheets, gate, only(scale, items), sheets.main, part=id),
        )
        for id, items in groups.items()
        if 1 < len(items) < len(scale.items)
    )


def items_of(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> tuple[ItemResult, ...]:
    """Return every item at the two main waves, as it was answered, over the people with both."""
    return tuple(_item(sheets, gate, scale, item) for item in sheets.items(scale, *sheets.main))


def alphas_of(sheets: Sheets, gate: Gate, scale: ScaleSpec) -> Mapping[str, CronbachAlpha]:
    """Return alpha for each wave that asks the scale; no wave whose alpha is withheld."""
    found = {}
    for wave in sheets.waves(scale):
        asked = only(scale, sheets.items(scale, wave))
        alpha = gate.alpha(f"alpha.{scale.id}.{wave}", keyed(asked, sheets.frame(asked, wave)))
        if not isinstance(alpha, Suppressed):
            found[wave] = alpha
    return found


def keyed(scale: ScaleSpec, frame: pd.DataFrame) -> pd.DataFrame:
    """Return answers with the reverse-keyed items turned around."""
    return frame.assign(
        **{item: reverse(frame[item], scale.low, scale.high) for item in scale.reverse_keyed}
    )


def _item(sheets: Sheets, gate: Gate, scale: ScaleSpec, item: str) -> ItemResult:
    before, after = (sheets.frame(scale, wave)[item].dropna() for wave in sheets.main)
    both = before.index.intersection(after.index)
    change, withheld = unpacked(
        gate.change(
            f"item.{item}.{'.'.join(sheets.main)}",
            before[both],
            after[both],
            Lattice(scale.low, scale.high, scale.step),
            items=(item,),
        )
    )
    return ItemResult(
        item_id=item,
        text=scale.texts.get(item, ""),
        subscale=next((id for id, items in scale.subscales.items() if item in items), ""),
        difficulty=scale.difficulty.get(item),
        trained=item in scale.trained,
        n=len(both),
        mean_pre=None if change is None else change.mean_pre,
        mean_post=None if change is None else change.mean_post,
        sd_pre=None if change is None else change.sd_pre,
        sd_post=None if change is None else change.sd_post,
        flag=None if change is None else _flag(gate, scale, change, before[both]),
        withheld=withheld,
    )


def _flag(gate: Gate, scale: ScaleSpec, change: PairedChange, pre: pd.Series[float]) -> Flag | None:
    """Return whether an item has no room at an end before.

    Outside of the room only the mean that was said may speak: how many answered at
    the end is a count of its own.
    """
    ratings = pre if gate.exact else [change.mean_pre] * change.n
    return end_flag(ratings, scale.low, scale.high)
