"""Hold what clients were told against what is in the database.

Read with plain SQL and compared by room and call name, so that it shares no mistake
with the program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.browser.rig import Guest

Key = tuple[str, str, str, str, int, str]  # run, room code, call name, item, attempt, option

_STORED = """
SELECT r.run_id, h.code, c.call_name, r.item_id, r.attempt, r.option_id,
       r.number, r.text, r.device_counter
FROM response r
JOIN call_name c ON c.participant_id = r.participant_id
JOIN cohort h ON h.id = c.cohort_id
"""


def stored(database: Path) -> dict[Key, tuple[Any, int]]:
    """Return every stored answer with its value and counter."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as tx:
        return {
            tuple(key): (text if number is None else number, counter)
            for *key, number, text, counter in tx.execute(_STORED)
        }


def differences(database: Path, guests: Iterable[Guest]) -> list[str]:
    """Return each answer that a client was told is saved and that is not there as given.

    What is stored may be newer: a client can be cut off between the save and
    its acknowledgement. It may never be older, or something else.
    """
    found, there = [], stored(database)
    for guest in guests:
        newest: dict[Key, dict[str, Any]] = {}
        for entry in guest.journal.entries():
            key = (
                entry["run"],
                guest.code,
                guest.call_name,
                entry["item"],
                entry["attempt"],
                entry["option"] or "",
            )
            newest[key] = entry
        for key, entry in newest.items():
            value, counter = there.get(key, (None, -1))
            given = None if entry["value"] == "" else entry["value"]
            if counter < entry["counter"] or (counter == entry["counter"] and value != given):
                found.append(f"{key}: told {entry['value']!r}, stored {value!r}")
    return found


def values_of(database: Path, code: str, call_name: str) -> dict[str, Any]:
    """Return one person's stored answers: item id to value."""
    return {
        key[3]: value
        for key, (value, _) in stored(database).items()
        if key[1:3] == (code, call_name)
    }
