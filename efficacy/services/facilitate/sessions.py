"""The run of show: open a session, take it on by one move, speak to all, show it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from efficacy.activities.contract import Given, Summary
from efficacy.errors import Conflict, StageError
from efficacy.flow import Move, Stage, Step, apply
from efficacy.language import Speech, later, speech
from efficacy.services.access import require_cohort, require_login, require_session
from efficacy.services.bought import require_enough
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.pinned import Held, curriculum, planned_session, shapes, state_of
from efficacy.services.typed import Line, line
from efficacy.services.workshop import Workshop, hashed
from efficacy.store.queries import AnyRow, cohorts, exchange, facilitators, responses, sessions

MESSAGE = Line(
    200, later("A message to all has 1 to {most} characters; this has {found}. Shorten it.")
)
ADDRESS = Line(
    100,
    later("An address has 1 to {most} characters; this has {found}. Choose one of those shown."),
)


def open_session(workshop: Workshop, who: Actor, cohort_id: str, planned_id: str) -> str:
    """Open a session of the plan in its lobby; return its id.

    Opening one that is open already returns it. One session of a cohort is
    live at a time.

    Raises
    ------
    StageError
        If another session of the cohort is live, this one was held, or the
        cohort has ended.
    """

    def job(tx: Connection) -> str:
        room = require_cohort(tx, who, cohort_id)
        planned_session(curriculum(tx, room.content_version), room.plan_id, planned_id)
        if room.ended_ms is not None:
            raise StageError("“{name}” has ended. Make a new cohort.", name=room.name)
        on_paper = None
        for row in sessions.of_cohort(tx, cohort_id):
            if row.planned_id == planned_id and row.ended_ms is None:
                return str(row.id)
            if row.planned_id == planned_id and row.revision == sessions.ON_PAPER:
                on_paper = row
            elif row.planned_id == planned_id:
                raise StageError("This session was held already. Its results are kept.")
            if row.ended_ms is None:
                raise StageError("Another session of this cohort is open. End that one first.")
        audit(workshop, tx, who, "session-opened", cohort_id, planned_id)
        return _opened(workshop, tx, cohort_id, planned_id, on_paper)

    session_id = workshop.store.write(job)
    workshop.announcer.state_changed(cohort_id)
    return session_id


def _opened(
    workshop: Workshop, tx: Connection, cohort_id: str, planned_id: str, on_paper: AnyRow | None
) -> str:
    """Open a session, with the answers that were typed from paper before; return its id."""
    now_ms = workshop.now_ms()
    if on_paper is not None:
        revision = int(on_paper.revision)
        sessions.change(tx, on_paper.id, revision=revision, opened_ms=now_ms, ended_ms=None)
        return str(on_paper.id)
    session_id = workshop.new_id()
    sessions.add(
        tx,
        id=session_id,
        cohort_id=cohort_id,
        planned_id=planned_id,
        opened_ms=now_ms,
        revision=1,
    )
    return session_id


def move(
    workshop: Workshop,
    who: Actor,
    session_id: str,
    move: Move,
    *,
    revision: int,
    target: int | None = None,
) -> int:
    """Take the session one move on; return the new revision.

    Parameters
    ----------
    revision : int
        The revision on the screen where the button was pressed: a second
        press, or a press on a screen that is behind, changes nothing.
    target : int, optional
        0-based step, for ``Move.GO_TO``.

    Raises
    ------
    Conflict
        If the session has moved on since that screen was drawn.
    StageError
        If the move is not possible now.
    """

    def job(tx: Connection) -> str:
        row, room = require_session(tx, who, session_id)
        if row.revision != revision:
            raise Conflict("The session has moved on already. This screen shows where it is.")
        run = sessions.run(tx, row.run_id) if row.run_id else None
        curriculum(tx, room.content_version)
        steps = shapes(room.content_version, room.plan_id, row.planned_id)
        step = apply(state_of(row, run), move, steps, target=target)
        changes = _carry_out(workshop, tx, room, row, run, step)
        if not sessions.change(tx, session_id, revision=revision, **changes):
            raise Conflict("The session has moved on already. This screen shows where it is.")
        return str(room.id)

    cohort_id = workshop.store.write(job)
    workshop.announcer.state_changed(cohort_id)
    return revision + 1


def _carry_out(
    workshop: Workshop,
    tx: Connection,
    room: AnyRow,
    row: AnyRow,
    run: AnyRow | None,
    step: Step,
) -> dict[str, Any]:
    """Write what a move asks for; return the session's changed columns."""
    now_ms = workshop.now_ms()
    state = step.state
    if state.ended:
        _leave(workshop, tx, room, row, run)
        exchange.end_wish(tx, row.id)
        _forget(tx, room, row)
        return {"ended_ms": now_ms}
    if step.new_run or step.resume:
        _leave(workshop, tx, room, row, run)
        position = state.position or 0
        run_id = _arrive(workshop, tx, room, row, position, new_run=step.new_run)
        return {"position": position, "run_id": run_id}
    if run is not None:
        _change_run(workshop, tx, room, row, run, step)
    return {}


def _leave(
    workshop: Workshop, tx: Connection, room: AnyRow, row: AnyRow, run: AnyRow | None
) -> None:
    """Close a run that is left open; nobody can answer what is on no screen."""
    if run is None or run.closed_ms is not None:
        return
    if shapes(room.content_version, room.plan_id, row.planned_id)[run.position].takes_answers:
        _close(workshop, tx, Held.of_run(tx, room, row.planned_id, run.activity_id), run)


def _forget(tx: Connection, room: AnyRow, row: AnyRow) -> None:
    """Delete what kinds keep no longer than people are at it, of those who stopped midway."""
    for run in sessions.runs(tx, row.id):
        held = Held.of_run(tx, room, row.planned_id, run.activity_id)
        if items := held.kind.forgets(held.context):
            responses.forget(tx, run.id, items)


def _arrive(
    workshop: Workshop,
    tx: Connection,
    room: AnyRow,
    row: AnyRow,
    position: int,
    *,
    new_run: bool,
) -> str:
    before = sessions.newest_run_at(tx, row.id, position)
    # A run on paper alone was on no screen, so there is nothing to come back to.
    if before is not None and before.number > sessions.PAPER_RUN and not new_run:
        return str(before.id)
    content = curriculum(tx, room.content_version)
    activity = planned_session(content, room.plan_id, row.planned_id).activities[position]
    require_enough(workshop, tx, room, activity)
    now_ms, run_id = workshop.now_ms(), workshop.new_id()
    sessions.add_run(
        tx,
        id=run_id,
        session_id=row.id,
        activity_id=activity.id,
        position=position,
        number=before.number + 1 if before else 1,
        wave=activity.wave,
        stage=Stage.OPEN.value,
        phase=0,
        opened_ms=now_ms,
        phase_ms=now_ms,
        extra_s=0,
    )
    return run_id


def _change_run(
    workshop: Workshop,
    tx: Connection,
    room: AnyRow,
    row: AnyRow,
    run: AnyRow,
    step: Step,
) -> None:
    now_ms, state = workshop.now_ms(), step.state
    changes: dict[str, Any] = {
        "stage": state.stage.value,
        "phase": state.phase,
        "extra_s": state.extra_s,
    }
    if step.restart_clock:
        changes["phase_ms"] = now_ms
    if state.stage is Stage.CLOSING and run.closing_ms is None:
        changes["closing_ms"] = now_ms
    if state.stage is Stage.OPEN and run.closed_ms is not None:
        changes |= {"closed_ms": None, "closing_ms": None, "frozen": None}
    if state.stage is Stage.REVEALED:
        changes["revealed_ms"] = now_ms
    if state.stage is Stage.CLOSED and run.closed_ms is None:
        _close(workshop, tx, Held.of_run(tx, room, row.planned_id, run.activity_id), run)
    sessions.change_run(tx, run.id, **changes)


def _close(workshop: Workshop, tx: Connection, held: Held, run: AnyRow) -> None:
    """Close a run and freeze what the room may see of it."""
    summary = summarised(tx, held, run.id, speech())
    sessions.change_run(
        tx,
        run.id,
        stage=Stage.CLOSED.value,
        closed_ms=workshop.now_ms(),
        frozen=json.dumps(asdict(summary)),
    )


def summarised(tx: Connection, held: Held, run_id: str, say: Speech) -> Summary:
    """Return what the room may see of a run, from what is stored now."""
    answers: dict[str, list[Given]] = {}
    for row in responses.of_run(tx, run_id):
        value = row.number if row.number is not None else row.text
        if value is None:
            continue
        answers.setdefault(row.participant_id, []).append(
            Given(item_id=row.item_id, value=value, attempt=row.attempt, option_id=row.option_id)
        )
    return held.kind.summarise(held.context, answers, say)


def say_to_all(workshop: Workshop, who: Actor, session_id: str, text: str | None) -> None:
    """Show one line on every screen, or take it away (None)."""
    words = line(text, MESSAGE) if text and text.strip() else None

    def job(tx: Connection) -> str:
        row, room = require_session(tx, who, session_id)
        if row.ended_ms is not None:
            raise StageError("The session has ended; nobody would see the message.")
        sessions.change(tx, session_id, revision=row.revision, message=words)
        return str(room.id)

    workshop.announcer.state_changed(workshop.store.write(job))


def open_projector(workshop: Workshop, who: Actor, session_id: str) -> str:
    """Return the token of a read-only cookie that shows this session to the room."""
    token = workshop.new_token()

    def job(tx: Connection) -> None:
        require_session(tx, who, session_id)
        sessions.add_projector(
            tx, token_hash=hashed(token), session_id=session_id, created_ms=workshop.now_ms()
        )

    workshop.store.write(job)
    return token


def set_address(workshop: Workshop, who: Actor, address: str) -> None:
    """Choose which of the machine's addresses the room is told."""

    def job(tx: Connection) -> None:
        require_login(tx, who)
        facilitators.set_setting(tx, "room_address", line(address, ADDRESS))

    workshop.store.write(job)
    with workshop.store.read() as tx:
        live = [row.id for row in cohorts.all_of_them(tx) if row.ended_ms is None]
    for cohort_id in live:
        workshop.announcer.state_changed(cohort_id)
