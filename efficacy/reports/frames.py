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
    step: int = 1  # between two answers that the scale offers
    difficulty: dict[str, int] = field(default_factory=dict)  # item to 1 (easy) … 5
    trained: frozenset[str] = frozenset()  # items whose task the workshop practises
    subscales: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sensitive: bool = True
    instrument_id: str = ""
    version: str = ""  # of the instrument


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
    counted = _last_attempts(row for row in answers if row.wave == wave and row.item_id in wanted)
    newest: dict[tuple[int, str, str], int] = {}
    for row in counted:
        newest[_activity(row)] = max(row.run_number, newest.get(_activity(row), 0))
    people: dict[int, dict[str, float | None]] = {}
    for row in sorted(counted, key=lambda row: row.given_ms):
        if row.run_number == newest[_activity(row)]:
            people.setdefault(row.record_number, {})[row.item_id] = row.number
    numbers = sorted(people)
    return pd.DataFrame(
        [[people[number].get(item) for item in items] for number in numbers],
        index=pd.Index(numbers, dtype="int64", name="record_number"),
        columns=list(items),
        dtype="float64",
    )


def _activity(row: AnswerRow) -> tuple[int, str, str]:
    return row.record_number, row.session_id, row.activity_id


def _last_attempts(answers: Iterable[AnswerRow]) -> list[AnswerRow]:
    """Return the answers that were not cleared, of each item the last attempt in its run."""
    last: dict[tuple[int, str, str, int, str], AnswerRow] = {}
    for row in sorted(answers, key=lambda row: row.attempt):
        key = (*_activity(row), row.run_number, row.item_id)
        # Taken out first, so that the later one also stands later.
        last.pop(key, None)
        last[key] = row
    return [row for row in last.values() if row.number is not None]
