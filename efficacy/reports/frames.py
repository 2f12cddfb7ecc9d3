"""Tidy frames from stored answers: one row an answer, then one row a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One stored answer, with all that an export says of it.

    ``number`` and ``text`` both None: the person cleared it; it is missing.
    ``given_ms`` is the server's time at which it was given.
    """

    record_number: int
    session_id: str  # id of the planned session
    activity_id: str
    run_number: int
    wave: str
    item_id: str
    attempt: int
    option_id: str
    number: float | None
    text: str | None
    given_ms: int
    is_late: bool
    shown_order: int
    content_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleSpec:
    """What scoring needs to know of a scale, from the pinned content."""

    id: str
    title: str
    construct: str
    direction: str
    low: int
    high: int
    items: tuple[str, ...]
    reverse_keyed: frozenset[str]
    minimum_share: float
    is_primary: bool = False
    stem: str = ""
    texts: dict[str, str] = field(default_factory=dict)


# What an answer is told apart by, and what decides which one counts.
_ACTIVITY = ["record_number", "session_id", "activity_id"]
_COLUMNS = [*_ACTIVITY, "run_number", "item_id", "attempt", "given_ms", "number"]


def wave_frame(answers: Iterable[AnswerRow], wave: str, items: Sequence[str]) -> pd.DataFrame:
    """Return one row a person and one column an item, for one wave.

    Within a run the last attempt counts; where it was cleared the item is
    missing. Where an activity was held again, a person's answers come from
    the last run in which they answered anything: it was repeated for a
    reason. Where two activities ask the same item at one wave, the answer
    given later counts. Items without an answer are NaN.

    Returns
    -------
    DataFrame
        Index: record number, ascending, everybody with an answer to one of
        the items; columns: ``items`` in this order.
    """
    # Phones are served without this library; it is needed at export only.
    import pandas as pd

    wanted = frozenset(items)
    given = pd.DataFrame(
        [
            tuple(getattr(row, column) for column in _COLUMNS)
            for row in answers
            if row.wave == wave and row.item_id in wanted
        ],
        columns=_COLUMNS,
    ).astype({"record_number": "int64", "number": "float64"})
    key = [*_ACTIVITY, "run_number", "item_id"]
    given = given.sort_values("attempt", kind="stable").drop_duplicates(key, keep="last")
    given = given.dropna(subset=["number"])
    newest = given.groupby(_ACTIVITY)["run_number"].transform("max")
    given = given[given["run_number"] == newest].sort_values("given_ms", kind="stable")
    given = given.drop_duplicates(["record_number", "item_id"], keep="last")
    frame = given.pivot(index="record_number", columns="item_id", values="number")
    frame = frame.reindex(columns=list(items)).sort_index()
    frame.columns.name = None
    return frame
