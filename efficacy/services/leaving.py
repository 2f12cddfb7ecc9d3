"""What left the room: read before figures are made anew, and kept after they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from efficacy.errors import Conflict
from efficacy.measurement.gate import Gate, Published
from efficacy.services.workshop import Workshop
from efficacy.store.queries import facilitators, published, sessions

T = TypeVar("T")

KEY = "published_key"  # name of the setting

# Two files made at the same moment: the second is made again, knowing the first.
ATTEMPTS = 3


def through_gate(workshop: Workshop, cohort_id: str, make: Callable[[Gate], T]) -> T:
    """Return what ``make`` makes of a cohort with a gate that knows what left before.

    What passed the gate is kept before anybody sees it, so that no later figure
    can be subtracted from it. While a survey is open on the screens only what
    left before is said again.

    Parameters
    ----------
    make : callable
        Makes figures that may leave the room. It may be called again, if other
        figures of the cohort left meanwhile.

    Raises
    ------
    Conflict
        If figures keep leaving at the same moment.
    """
    key = _key(workshop, cohort_id)
    for _ in range(ATTEMPTS):
        with workshop.store.read() as tx:
            known, waits = _published(tx, cohort_id), _is_answering(tx, cohort_id)
        gate = Gate(exact=False, published=known, key=key, waits=waits)
        made = make(gate)
        if not gate.passed or _keep(workshop, cohort_id, gate, after=len(known)):
            return made
    raise Conflict("Several files of this group are being made at once. Try again in a moment.")


def _published(tx: Connection, cohort_id: str) -> list[Published]:
    return [
        Published(
            figure=row.figure,
            people=frozenset(json.loads(row.people)),
            said=row.said,
            at_ms=row.at_ms,
        )
        for row in published.of_cohort(tx, cohort_id)
    ]


def _is_answering(tx: Connection, cohort_id: str) -> bool:
    """Say whether a survey is open on the screens of a room."""
    live = sessions.newest(tx, cohort_id)
    if live is None or live.ended_ms is not None or live.run_id is None:
        return False
    run = sessions.run(tx, live.run_id)
    return run is not None and bool(run.wave) and run.stage == "open"


def _keep(workshop: Workshop, cohort_id: str, gate: Gate, *, after: int) -> bool:
    """Write what passed; False, and nothing written, if other figures left meanwhile."""
    now_ms = workshop.now_ms()

    def job(tx: Connection) -> bool:
        if published.count(tx, cohort_id) != after:
            return False
        for one in gate.passed:
            published.add(
                tx,
                cohort_id,
                figure=one.figure,
                people=one.people,
                said=one.said,
                now_ms=now_ms,
            )
        return True

    return workshop.store.write(job)


def _key(workshop: Workshop, cohort_id: str) -> bytes:
    """Return the secret under which a cohort's values are hashed; the first call makes it."""
    with workshop.store.read() as tx:
        secret = facilitators.setting_of(tx, KEY)
    if secret is None:
        fresh = workshop.new_token()

        def job(tx: Connection) -> str:
            known = facilitators.setting_of(tx, KEY)
            if known is None:
                facilitators.set_setting(tx, KEY, fresh)
            return known or fresh

        secret = workshop.store.write(job)
    return hashlib.sha256(f"{secret}{cohort_id}".encode()).digest()
