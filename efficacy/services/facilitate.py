"""What a facilitator can do: cohorts, sessions, the run of show, people."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from random import Random
from typing import Any

from sqlalchemy import Connection

from efficacy.activities.contract import Given, Summary
from efficacy.content.library import dumped, version_of
from efficacy.errors import Conflict, InvalidValue, NotFound, StageError, StoreError
from efficacy.flow import Move, Stage, Step, apply
from efficacy.language import later, speech
from efficacy.services.access import (
    Facilitator,
    Operator,
    require_cohort,
    require_login,
    require_session,
)
from efficacy.services.participate import new_pin as fresh_pin
from efficacy.services.pinned import Held, curriculum, planned_session, shapes, state_of
from efficacy.services.typed import Line, folded, line
from efficacy.services.workshop import Workshop, hashed
from efficacy.store.backup import vacuum
from efficacy.store.queries import AnyRow, cohorts, facilitators, participants, responses, sessions

Actor = Facilitator | Operator

MODES = ("confidential", "group-only")
DAY_MS = 86_400_000

NAME = Line(60, later(
    "A cohort's name has 1 to {most} characters; this has {found}. Type it again."
))
CONTACT = Line(120, later(
    "The contact line has 1 to {most} characters; this has {found}. Type it again."
))
MESSAGE = Line(200, later(
    "A message to all has 1 to {most} characters; this has {found}. Shorten it."
))
ADDRESS = Line(100, later(
    "An address has 1 to {most} characters; this has {found}. Choose one of those shown."
))

# Syllables are easy to say across a room; letters that look alike are left out.
_CONSONANTS, _VOWELS = "bdfgkmnprstvz", "aeiou"
# What nobody wants to read out, in a language or two.
_UNSAID = ("nazi", "pedo", "niga", "nega", "fag", "put", "kak", "popo", "pupu", "dumb", "sadi",
           "rape", "kike", "merd", "fut", "bite", "vagi", "peni", "sex")


# ------------------------------------------------------------------ cohorts


def create_cohort(
    workshop: Workshop,
    who: Actor,
    *,
    name: str,
    plan_id: str,
    mode: str,
    contact: str,
    retention_days: int = 180,
    language: str = "en",
    is_synthetic: bool = False,
) -> str:
    """Make a cohort that follows a plan; return its id.

    The plan's content is pinned as it is now, so that editing it later never
    changes what this cohort is asked or how it is scored.

    Raises
    ------
    InvalidValue
        If the name, the contact, the mode or the retention is not usable.
    NotFound
        If there is no such plan.
    """
    name, contact = line(name, NAME), line(contact, CONTACT)
    _check_mode(mode)
    if not 1 <= retention_days <= 3650:
        raise InvalidValue(
            "Call names are kept for 1 to 3650 days, not {found}. Type a number of days.",
            found=retention_days,
        )
    content = workshop.library.bundle(plan_id, language)
    version, body = version_of(content), dumped(content)

    def job(tx: Connection) -> str:
        require_login(tx, who)
        now_ms = workshop.now_ms()
        cohorts.pin_content(tx, version=version, plan_id=plan_id, body=body, now_ms=now_ms)
        cohort_id = workshop.new_id()
        cohorts.add(
            tx, id=cohort_id, code=_free_code(workshop, tx), name=name, mode=mode,
            plan_id=plan_id, content_version=version, language=language, contact=contact,
            is_synthetic=is_synthetic, created_ms=now_ms,
            retention_ms=now_ms + retention_days * DAY_MS,
        )
        if isinstance(who, Facilitator):
            cohorts.add_facilitator(tx, cohort_id, who.id, "owner")
        else:
            # What the command line makes belongs to everybody who can log in.
            for row in facilitators.all_of_them(tx):
                cohorts.add_facilitator(tx, cohort_id, row.id, "owner")
        _audit(workshop, tx, who, "cohort-created", cohort_id, mode)
        return cohort_id

    return workshop.store.write(job)


def change_cohort(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    *,
    name: str | None = None,
    mode: str | None = None,
    contact: str | None = None,
) -> None:
    """Change what may still be changed; the mode only until the first consent page.

    Raises
    ------
    StageError
        If the mode is fixed because somebody has read the consent page.
    """
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = line(name, NAME)
    if contact is not None:
        changes["contact"] = line(contact, CONTACT)
    if mode is not None:
        _check_mode(mode)
        changes["mode"] = mode

    def job(tx: Connection) -> None:
        room = require_cohort(tx, who, cohort_id)
        if mode is not None and mode != room.mode and room.mode_fixed_ms is not None:
            raise StageError(
                "The mode of “{name}” is fixed: its consent page has been shown, and people "
                "were promised how their answers are used. Make a new cohort instead.",
                name=room.name,
            )
        if changes:
            cohorts.change(tx, cohort_id, **changes)
            _audit(workshop, tx, who, "cohort-changed", cohort_id, ", ".join(sorted(changes)))

    workshop.store.write(job)
    workshop.announcer.state_changed(cohort_id)


def share_cohort(workshop: Workshop, who: Actor, cohort_id: str, *, name: str) -> None:
    """Let another facilitator work with a cohort; only its owner can.

    Doing it again does nothing more.

    Raises
    ------
    NotFound
        If nobody logs in by that name.
    """

    def job(tx: Connection) -> None:
        require_cohort(tx, who, cohort_id, owner=True)
        other = facilitators.by_name(tx, folded(name), fold=folded)
        if other is None:
            raise NotFound(
                "No facilitator logs in as “{name}”. Set them up first with "
                "`workshop facilitator add` on this laptop.",
                name=name[:60],
            )
        if cohorts.role_of(tx, cohort_id, other.id) is None:
            cohorts.add_facilitator(tx, cohort_id, other.id, "co")
            _audit(workshop, tx, who, "cohort-shared", cohort_id)

    workshop.store.write(job)


def end_cohort(workshop: Workshop, who: Actor, cohort_id: str) -> None:
    """End a cohort: nobody can join or answer any more; results stay."""

    def job(tx: Connection) -> None:
        require_cohort(tx, who, cohort_id, owner=True)
        live = sessions.newest(tx, cohort_id)
        if live is not None and live.ended_ms is None:
            raise StageError("A session of this cohort is still open. End the session first.")
        cohorts.change(tx, cohort_id, ended_ms=workshop.now_ms())
        _audit(workshop, tx, who, "cohort-ended", cohort_id)

    workshop.store.write(job)
    workshop.announcer.state_changed(cohort_id)


def delete_cohort(workshop: Workshop, who: Actor, cohort_id: str, *, typed_code: str) -> None:
    """Delete a cohort with everything in it, if its code was typed.

    Raises
    ------
    InvalidValue
        If the typed code is not the cohort's.
    """

    def job(tx: Connection) -> None:
        room = require_cohort(tx, who, cohort_id, owner=True)
        if typed_code.strip().lower() != room.code:
            raise InvalidValue(
                "To delete “{name}”, type its code {code}; you typed “{found}”. "
                "Nothing was deleted.",
                name=room.name, code=room.code, found=typed_code[:20],
            )
        cohorts.delete_whole(tx, cohort_id)
        _audit(workshop, tx, who, "cohort-deleted", None, room.code)

    workshop.store.write(job)
    workshop.announcer.access_changed()
    # Deleted rows still stand in the file until it is written anew. Where another
    # program is reading just now, that happens at the next deletion or stop.
    with contextlib.suppress(StoreError):
        vacuum(workshop.store)


def purge_due(workshop: Workshop) -> int:
    """Delete the call names of every cohort past its retention date; return how many cohorts."""

    def job(tx: Connection) -> int:
        now_ms = workshop.now_ms()
        due = cohorts.due_for_purge(tx, now_ms=now_ms)
        for row in due:
            cohorts.forget_call_names(tx, row.id, now_ms=now_ms)
            _audit(workshop, tx, Operator(), "call-names-deleted", row.id)
        return len(due)

    purged = workshop.store.write(job)
    if purged:
        workshop.announcer.access_changed()
    return purged


def _check_mode(mode: str) -> None:
    if mode not in MODES:
        raise InvalidValue(
            "A cohort is “confidential” or “group-only”, not “{found}”. Choose one of the two.",
            found=mode,
        )


def _free_code(workshop: Workshop, tx: Connection) -> str:
    while True:
        code = _code(workshop.rng)
        if cohorts.by_code(tx, code) is None and not any(part in code for part in _UNSAID):
            return code


def _code(rng: Random) -> str:
    return "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(3))


# ----------------------------------------------------------------- sessions


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
        for row in sessions.of_cohort(tx, cohort_id):
            if row.planned_id == planned_id and row.ended_ms is None:
                return str(row.id)
            if row.planned_id == planned_id:
                raise StageError("This session was held already. Its results are kept.")
            if row.ended_ms is None:
                raise StageError("Another session of this cohort is open. End that one first.")
        session_id = workshop.new_id()
        sessions.add(
            tx, id=session_id, cohort_id=cohort_id, planned_id=planned_id,
            opened_ms=workshop.now_ms(), revision=1,
        )
        _audit(workshop, tx, who, "session-opened", cohort_id, planned_id)
        return session_id

    session_id = workshop.store.write(job)
    workshop.announcer.state_changed(cohort_id)
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
    if before is not None and not new_run:
        return str(before.id)
    content = curriculum(tx, room.content_version)
    activity = planned_session(content, room.plan_id, row.planned_id).activities[position]
    now_ms, run_id = workshop.now_ms(), workshop.new_id()
    sessions.add_run(
        tx, id=run_id, session_id=row.id, activity_id=activity.id, position=position,
        number=before.number + 1 if before else 1, wave=activity.wave, stage=Stage.OPEN.value,
        phase=0, opened_ms=now_ms, phase_ms=now_ms, extra_s=0,
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
        "stage": state.stage.value, "phase": state.phase, "extra_s": state.extra_s,
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
        tx, run.id, stage=Stage.CLOSED.value, closed_ms=workshop.now_ms(),
        frozen=json.dumps(asdict(summary)),
    )


def summarised(tx: Connection, held: Held, run_id: str, say: Any) -> Summary:
    """Return what the room may see of a run, from what is stored now."""
    answers: dict[str, list[Given]] = {}
    for row in responses.of_run(tx, run_id):
        value = row.number if row.number is not None else row.text
        if value is None:
            continue
        answers.setdefault(row.participant_id, []).append(
            Given(
                item_id=row.item_id, value=value, attempt=row.attempt, option_id=row.option_id
            )
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


# ------------------------------------------------------------------- people


def remove_person(workshop: Workshop, who: Actor, participant_id: str) -> None:
    """Take somebody out of the cohort; their screens close, nothing is deleted."""
    _with_person(workshop, who, participant_id, "person-removed", removed_ms=workshop.now_ms())


def restore_person(workshop: Workshop, who: Actor, participant_id: str) -> None:
    """Take somebody back in who was removed."""
    _with_person(workshop, who, participant_id, "person-restored", removed_ms=None)


def _with_person(
    workshop: Workshop, who: Actor, participant_id: str, verb: str, **columns: Any
) -> None:
    def job(tx: Connection) -> str:
        cohort_id = _cohort_of(tx, who, participant_id)
        participants.change(tx, participant_id, **columns)
        _audit(workshop, tx, who, verb, cohort_id)
        return cohort_id

    cohort_id = workshop.store.write(job)
    workshop.announcer.access_changed()
    workshop.announcer.counts_changed(cohort_id)


def new_pin(workshop: Workshop, who: Actor, participant_id: str) -> str:
    """Give somebody a new PIN, because the old one is lost; return it."""
    pin = fresh_pin(workshop)

    def job(tx: Connection) -> str:
        cohort_id = _cohort_of(tx, who, participant_id)
        if participants.call_name_of(tx, participant_id) is None:
            raise NotFound(
                "The call names of this cohort were deleted on their date, and the PINs with them."
            )
        participants.set_pin(tx, participant_id, pin)
        _audit(workshop, tx, who, "pin-renewed", cohort_id)
        return cohort_id

    workshop.announcer.state_changed(workshop.store.write(job))
    return pin


def _cohort_of(tx: Connection, who: Actor, participant_id: str) -> str:
    person = participants.by_id(tx, participant_id)
    if person is None:
        require_login(tx, who)
        raise NotFound("There is no such participant in your cohorts. Reload the page.")
    return str(require_cohort(tx, who, person.cohort_id).id)


def _audit(
    workshop: Workshop, tx: Connection, who: Actor, verb: str, cohort_id: str | None,
    detail: str = "",
) -> None:
    facilitators.note_in_audit(
        tx, verb, now_ms=workshop.now_ms(), cohort_id=cohort_id, detail=detail,
        facilitator_id=who.id if isinstance(who, Facilitator) else None,
    )
