"""Where answers from paper go, and the rules by which they do.

An answer goes into the run of its survey in which the person has answered
already, else into the last one that was held. A survey that no screen has shown
gets a run of its own, with the number 0, in a session that a counselor can still open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import Connection

from efficacy.errors import Conflict
from efficacy.flow import Stage
from efficacy.services.bought import take_copy
from efficacy.services.paper_entry.surveys import Asked
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, responses, sessions

DEVICE = "paper"


@dataclass(slots=True)
class Target:
    """The runs of one survey in a cohort, and what was answered in them.

    ``given`` holds the stored answers of each person, by item, of the run that the
    person's further answers go into.
    """

    asked: Asked
    runs: dict[str, AnyRow]  # by id, in the order of their numbers
    run_of: dict[str, str] = field(default_factory=dict)  # person to run, if they answered
    given: dict[str, dict[str, AnyRow]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, tx: Connection, room: AnyRow, asked: Asked, *, person_id: str | None = None
    ) -> Target:
        """Return the runs of a survey as they are now, with the answers of one person or of all."""
        rows = [
            run
            for run in sessions.runs_of_cohort(tx, room.id)
            if (run.planned_id, run.activity_id) == (asked.session.id, asked.activity.id)
        ]
        rows.sort(key=lambda run: run.number)
        target = cls(asked=asked, runs={run.id: run for run in rows})
        for run in rows:
            target._take_up(
                run.id,
                responses.of_run(tx, run.id)
                if person_id is None
                else responses.of_person(tx, run.id, person_id),
            )
        return target

    def _take_up(self, run_id: str, rows: Iterable[AnyRow]) -> None:
        for row in rows:
            if self.run_of.get(row.participant_id) != run_id:
                self.run_of[row.participant_id] = run_id
                self.given[row.participant_id] = {}
            self.given[row.participant_id][row.item_id] = row

    def stored(self, person_id: str, item_id: str) -> AnyRow | None:
        """Return what a person has answered already; None also where it was cleared."""
        row = self.given.get(person_id, {}).get(item_id)
        return row if row is not None and row.number is not None else None

    def from_paper(self, person_id: str) -> tuple[str, ...]:
        """Return the items of which the answer was typed from paper."""
        return tuple(
            item
            for item, row in self.given.get(person_id, {}).items()
            if row.device_id == DEVICE and row.number is not None
        )

    def has_begun(self, person_id: str) -> bool:
        """Return whether anything of a person was typed from paper, also what was emptied."""
        return any(row.device_id == DEVICE for row in self.given.get(person_id, {}).values())

    def run_for(self, workshop: Workshop, tx: Connection, room: AnyRow, person_id: str) -> AnyRow:
        """Return the run that a person's answers go into; one is made where there is none."""
        if not self.runs:
            made = _run_on_paper(workshop, tx, room, self.asked)
            self.runs[made.id] = made
        newest = next(reversed(self.runs))
        return self.runs[self.run_of.get(person_id, newest)]


def save(
    workshop: Workshop,
    tx: Connection,
    room: AnyRow,
    target: Target,
    *,
    person: AnyRow,
    values: Mapping[str, float | None],
) -> int:
    """Write answers of one person from paper; return how many differ from what was stored.

    ``values`` are validated; None empties an answer that was typed from paper before.

    Raises
    ------
    Conflict
        If one was given on a screen: what a person gave there is theirs.
    StageError
        If a bought instrument has no copy left.
    """
    run = target.run_for(workshop, tx, room, person.id)
    places = {one.id: place for place, one in enumerate(target.asked.fields(person.language))}
    now_ms = workshop.now_ms()
    rows: list[dict[str, object]] = []
    for item_id, value in values.items():
        before = target.given.get(person.id, {}).get(item_id)
        _refuse_other_devices(before)
        if (before.number if before is not None else None) == value:
            continue
        if value is not None:
            take_copy(workshop, tx, target.asked.held, run=run, person=person, item_id=item_id)
        rows.append(
            {
                "run_id": run.id,
                "wave": run.wave or "",
                "participant_id": person.id,
                "item_id": item_id,
                "attempt": before.attempt if before is not None else 1,
                "option_id": "",
                "number": value,
                "text": None,
                "given_ms": _day(run, now_ms),
                "taken_ms": now_ms,
                "is_late": run.number != sessions.PAPER_RUN and run.closed_ms is not None,
                "content_version": room.content_version,
                "shown_order": places[item_id],
                "device_id": DEVICE,
                "device_counter": before.device_counter + 1 if before is not None else 1,
            }
        )
    responses.save_all(tx, rows)
    return len(rows)


def _refuse_other_devices(before: AnyRow | None) -> None:
    """Refuse to write over what was answered on a screen.

    Raises
    ------
    Conflict
        In the same words whatever was answered, so that trying out values tells nothing.
    """
    if before is not None and before.number is not None and before.device_id != DEVICE:
        raise Conflict(
            "This was answered on a screen, and that answer stays. Leave the cell empty."
        )


def _day(run: AnyRow, now_ms: int) -> int:
    """Return when answers on paper were given: with the run, as nobody wrote down the minute."""
    if run.number == sessions.PAPER_RUN or run.closed_ms is None:
        return now_ms
    return min(int(run.closed_ms), now_ms)


def _run_on_paper(workshop: Workshop, tx: Connection, room: AnyRow, asked: Asked) -> AnyRow:
    now_ms, run_id = workshop.now_ms(), workshop.new_id()
    sessions.add_run(
        tx,
        id=run_id,
        session_id=_session_of(workshop, tx, room, asked.session.id),
        activity_id=asked.activity.id,
        position=asked.position,
        number=sessions.PAPER_RUN,
        wave=asked.activity.wave,
        stage=Stage.CLOSED.value,
        phase=0,
        opened_ms=now_ms,
        phase_ms=now_ms,
        extra_s=0,
        closed_ms=now_ms,
    )
    return cast(AnyRow, sessions.run(tx, run_id))


def _session_of(workshop: Workshop, tx: Connection, room: AnyRow, planned_id: str) -> str:
    for row in sessions.of_cohort(tx, room.id):
        if row.planned_id == planned_id:
            return str(row.id)
    session_id, now_ms = workshop.new_id(), workshop.now_ms()
    sessions.add(
        tx,
        id=session_id,
        cohort_id=room.id,
        planned_id=planned_id,
        opened_ms=now_ms,
        ended_ms=now_ms,
        revision=sessions.ON_PAPER,
    )
    return session_id
