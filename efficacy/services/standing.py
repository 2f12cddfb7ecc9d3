"""Where one participant stands in a run, read from the store for a pure kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection

from efficacy.activities.contract import Given
from efficacy.activities.personal import Earlier, Standing
from efficacy.flow import Stage
from efficacy.services.pinned import Held
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, exchange, responses


def standing_of(
    workshop: Workshop, tx: Connection, held: Held, run: AnyRow, person: AnyRow
) -> Standing:
    """Return where a participant stands; an empty one for kinds that do not ask."""
    stage = Stage(run.stage)
    is_open = stage in (Stage.OPEN, Stage.CLOSING)
    if not held.kind.is_personal:
        return Standing(is_open=is_open)
    rows = responses.history(tx, person.id)
    groups = exchange.groups(tx, run.session_id)
    return Standing(
        given=_given(row for row in rows if row.run_id == run.id),
        # The record number is random, this person's for good, and the same on every device.
        seed=f"{person.record_number} {run.activity_id} {run.number}",
        phase_index=run.phase,
        is_open=is_open,
        is_closing=stage is Stage.CLOSING,
        is_revealed=stage is Stage.REVEALED,
        day=day_of(workshop.now_ms()),
        earlier=earlier_of(rows, run.id),
        partners=tuple(name for _, name in _others(groups, person.id) if name),
        received=_received(tx, run, person.id) if stage is Stage.REVEALED else (),
        how=responses.completion_of(tx, run.id, person.id) or "",
    )


def next_partner(tx: Connection, session_id: str, participant_id: str) -> str | None:
    """Return whom somebody writes to: the next person of their group, round and round."""
    others = _others(exchange.groups(tx, session_id), participant_id)
    return others[0][0] if others else None


def _others(groups: list[AnyRow], participant_id: str) -> list[tuple[str, str | None]]:
    """Return the others of somebody's group, as id and call name: the next one first."""
    number = next((row.number for row in groups if row.participant_id == participant_id), None)
    mine = [(row.participant_id, row.call_name) for row in groups if row.number == number]
    place = next((n for n, (person, _) in enumerate(mine) if person == participant_id), 0)
    return [*mine[place + 1 :], *mine[:place]] if number is not None else []


def _received(tx: Connection, run: AnyRow, participant_id: str) -> tuple[str, ...]:
    return tuple(
        row.text
        for row in exchange.of_run(tx, run.id)
        if row.to_id == participant_id and row.state == "approved"
    )


def _given(rows: Iterable[AnyRow]) -> tuple[Given, ...]:
    return tuple(
        Given(
            item_id=row.item_id,
            value=row.number if row.number is not None else row.text,
            attempt=row.attempt,
            option_id=row.option_id,
        )
        for row in rows
        if row.number is not None or row.text is not None
    )


def earlier_of(rows: list[AnyRow], run_id: str) -> tuple[Earlier, ...]:
    """Return what a person gave in other runs than this one, from their whole history."""
    runs: dict[str, list[AnyRow]] = {}
    for row in rows:
        if row.run_id != run_id:
            runs.setdefault(row.run_id, []).append(row)
    # Held again, an activity's newest run counts; the rows come by the time of the run.
    newest = {listed[0].activity_id: listed for listed in runs.values()}
    return tuple(
        Earlier(
            activity_id=activity_id,
            wave=listed[0].wave,
            day=day_of(listed[0].opened_ms),
            given=_given(listed),
        )
        for activity_id, listed in newest.items()
    )


def day_of(at_ms: int) -> str:
    """Return the date of a moment (milliseconds UTC), as ISO text."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).date().isoformat()
