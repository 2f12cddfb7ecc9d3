"""The sheet Codebook: every variable, with its words and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from efficacy.activities.item_rows import MARK
from efficacy.activities.registry import context_for, kind_of
from efficacy.language import Speech
from efficacy.measurement.scoring import items_needed
from efficacy.reports import styles
from efficacy.reports.cells import Value
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.grid import Column, Table
from efficacy.reports.material import Material

Row = dict[str, object]


@dataclass(slots=True)
class _Asked:
    """One item, and where in the plan it is asked."""

    row: Row
    places: list[str] = field(default_factory=list)

    @property
    def is_summed(self) -> bool:
        """Whether it goes into a figure of the group; a mark on an item does not."""
        return self.row.get("type") != MARK


def codebook_table(
    found: Material, tables: Iterable[Table], *, by_person: bool, say: Speech
) -> Table:
    """Return one row an item, then one row for each column of the other sheets.

    Parameters
    ----------
    tables : iterable of Table
        The other tables of the workbook.
    by_person : bool
        Whether the workbook holds answers: then marks on items are described too.
    """
    specs = {scale.id: scale for scale in found.scales}
    asked = [one for one in _asked(found, say) if by_person or one.is_summed]
    where = "Responses" if by_person else "Items"
    return Table(
        sheet="Codebook",
        about=say(
            "Every variable: its text, scale, keying, range and missing rule, where it comes from "
            "and under which licence. Then every column of the other sheets."
        ),
        columns=_columns(say),
        rows=[
            *(_item_row(one, specs, where=where, say=say) for one in asked),
            *(_column_row(table, column, say) for table in tables for column in table.columns),
        ],
    )


def _asked(found: Material, say: Speech) -> list[_Asked]:
    """Return each item once, in the order of the plan."""
    known: dict[tuple[object, object], _Asked] = {}
    # Of other activities no answer of a single person leaves, so nothing is to describe.
    for wave, activity_id, row in (one for one in _declared(found, say) if one[0]):
        # Two boxes may share an id; then their words tell them apart.
        one = known.setdefault((row["item_id"], row["text"]), _Asked(row))
        one.places.append(f"{activity_id} ({wave})")
    return list(known.values())


def _declared(found: Material, say: Speech) -> Iterator[tuple[str, str, Row]]:
    for planned in found.plan.sessions:
        for activity in planned.activities:
            context = context_for(found.content, activity, found.mode)
            for row in kind_of(activity.kind).frame(context, say):
                yield activity.wave or "", activity.id, row


def _item_row(one: _Asked, specs: dict[str, ScaleSpec], *, where: str, say: Speech) -> list[Value]:
    row = one.row
    instrument = " ".join(
        part for part in (_text(row, "instrument"), _text(row, "version")) if part
    )
    return [
        _text(row, "item_id"),
        _kind(row, say),
        where,
        _text(row, "text"),
        _text(row, "scale") or None,
        _text(row, "stem") or None,
        _keying(row, say),
        _text(row, "range") or None,
        _text(row, "anchors") or None,
        _missing(row, specs, say),
        ", ".join(dict.fromkeys(one.places)),
        instrument or None,
        "; ".join(part for part in (_text(row, "author"), _text(row, "source")) if part) or None,
        _text(row, "licence") or None,
        _text(row, "status") or None,
    ]


def _kind(row: Row, say: Speech) -> str:
    if row.get("type") == MARK:
        return say("mark")
    return say("item")


def _column_row(table: Table, column: Column, say: Speech) -> list[Value]:
    described = [
        column.name,
        say("column"),
        table.sheet,
        column.about,
        None,
        None,
        None,
        column.values or None,
        None,
        column.missing or None,
    ]
    return [*described, *([None] * (len(_columns(say)) - len(described)))]


def _text(row: Row, key: str) -> str:
    return str(row.get(key) or "")


def _keying(row: Row, say: Speech) -> Value:
    if "reverse_keyed" not in row:
        return None
    if not row["reverse_keyed"]:
        return say("as answered")
    return say("reversed in scores: {total} − answer").format(
        total=f"{_whole(row, 'low') + _whole(row, 'high')}"
    )


def _whole(row: Row, key: str) -> int:
    return int(str(row[key]))


def _missing(row: Row, specs: dict[str, ScaleSpec], say: Speech) -> Value:
    rule = _text(row, "missing")
    spec = specs.get(_text(row, "scale_id"))
    if spec is None:
        return rule or None
    needed = items_needed(len(spec.items), spec.minimum_share)
    score = say(
        "A score is the mean of the items answered and needs {needed} of {k}; change uses the "
        "items answered both times."
    ).format(needed=needed, k=len(spec.items))
    return f"{rule}. {score}"


def _columns(say: Speech) -> tuple[Column, ...]:
    def column(name: str, about: str, width: float, style: str = styles.TEXT) -> Column:
        return Column(name=name, about=about, width=width, style=style)

    return (
        column(say("Variable"), say("Id of the item, or name of the column."), 21),
        column(say("Kind"), say("Item, mark on an item, or column."), 10),
        column(say("Sheet"), say("The sheet that it is used in."), 12),
        column(say("Text"), say("What people read, or what the column holds."), 36),
        column(say("Scale"), say("The scale it belongs to."), 14),
        column(say("Stem"), say("The words before the item."), 20),
        column(say("Keying"), say("Whether scores turn the answer around."), 13),
        column(say("Range"), say("Admissible values."), 15),
        column(say("Anchors"), say("Points of the range that have a name."), 20),
        column(say("Missing rule"), say("What an empty cell means, and what scores do."), 28),
        column(say("Asked in"), say("Activities of the plan that ask it, with their wave."), 18),
        column(say("Instrument"), say("Questionnaire and its version."), 16),
        column(say("Author and source"), say("Who wrote it, and from what."), 26),
        column(say("Licence"), say("What may be done with it."), 13),
        column(say("Status"), say("What is known of its quality."), 15),
    )
