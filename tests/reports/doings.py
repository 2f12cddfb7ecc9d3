"""Cohorts made by hand in which people did things: ladders, stories, goals, and what they said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from efficacy.activities.ladder_record import AFTER, BEFORE, PREDICT, RESULT, START, code
from efficacy.activities.ladder_rules import Event, Stage, State, What, begin
from efficacy.activities.ladder_rules import after as leads_to
from efficacy.content.models import Curriculum, Instrument, PlannedActivity, PlannedSession
from efficacy.measurement.gate import Gate
from efficacy.reports.frames import AnswerRow
from efficacy.reports.material import Material, scale_specs
from tests.activities import house as kinds
from tests.activities import rungs
from tests.reports import house

# For the counselor of a confidential cohort; it remembers nothing.
EXACT = Gate(exact=True)


def outside() -> Gate:
    """Return a gate for what leaves the room, through which nothing has left yet."""
    return Gate(exact=False)


def step(activity_id: str, kind: str, *, minutes: int = 10, **params: Any) -> PlannedActivity:
    """Return an activity without a wave."""
    return PlannedActivity(
        id=activity_id,
        kind=kind,
        title=activity_id,
        minutes=minutes,
        notes=house.NOTES,
        params=params,
    )


def did(person: int, activity_id: str, item_id: str, value: float | str | None, **more: Any) -> Any:
    """Return something given in an activity; the session is called as its activity."""
    usual = {"wave": "", "activity_id": activity_id, "session_id": f"at-{activity_id}"}
    return house.answer(person, item_id, value, **usual | more)


def reading(
    steps: Iterable[PlannedActivity],
    rows: Sequence[AnswerRow],
    *,
    instruments: Sequence[Instrument] = (),
    **more: Any,
) -> Material:
    """Return a cohort whose plan holds each activity in a session of its own, ``at-…``."""
    sessions = tuple(
        PlannedSession(
            id=f"at-{one.id}", title=f"At {one.id}", aim="To try.", minutes=45, activities=(one,)
        )
        for one in steps
    )
    plan = house.content()[0].model_copy(update={"sessions": sessions})
    content = Curriculum(
        plans={plan.id: plan},
        instruments={one.id: one for one in instruments},
        talks={},
        consents={},
        ladders=rungs.LADDERS,
        cues={kinds.CUES.id: kinds.CUES},
    )
    usual: dict[str, Any] = {
        "plan": plan,
        "content": content,
        "scales": scale_specs(plan, content),
        "deeds": tuple(row for row in rows if not row.wave),
        "record_numbers": tuple(sorted({row.record_number for row in rows})),
    }
    return replace(house.material([row for row in rows if row.wave]), **usual | more)


# -------------------------------------------------------------------- on a ladder

MARKS: Mapping[str, What] = {
    "r": What.RIGHT,
    "w": What.WRONG,
    "s": What.SKIP,
    "t": What.TIME_OUT,
}
# What leads on to the next set; from the end, three more tasks.
_ON = {Stage.HALF: What.RIGHT, Stage.END: What.MORE}


def ladder(activity_id: str, **params: Any) -> PlannedActivity:
    """Return a math ladder of four rungs."""
    return step(activity_id, "ladder", **{"ladder": rungs.LADDER.id, **params})


def climbed(
    person: int,
    activity_id: str,
    *sets: tuple[float | None, str],
    before: float | None = None,
    after: float | None = None,
    top: int = 4,
    run: int = 1,
) -> list[AnswerRow]:
    """Return what is stored of somebody who climbs: for each set what they said, and its marks.

    “rrw” is right, right, wrong; two misses end a set. ``top`` is the highest level.
    """
    way = _Way(person, activity_id, run, begin(lowest=1, highest=top, start=1))
    way.gives(BEFORE, before)
    way.gives(START, 1.0)
    way.presses(What.NEXT)
    for said, marks in sets:
        while way.state.stage is not Stage.PREDICT:
            way.presses(_ON.get(way.state.stage, What.NEXT))
        way.gives(PREDICT, said)
        for what in (What.NEXT, *(MARKS[mark] for mark in marks)):
            way.presses(what)
    way.presses(What.STOP)
    way.gives(AFTER, after)
    return way.rows


class _Way:
    """One person's presses, stored as the server stores them."""

    def __init__(self, person: int, activity_id: str, run: int, state: State) -> None:
        self.state, self.rows, self.attempt = state, list[AnswerRow](), 1
        self._person, self._activity_id, self._run = person, activity_id, run

    def gives(self, item: str, value: float | str | None) -> None:
        if value is not None:
            value = value if isinstance(value, str) else float(value)
            place = {"attempt": self.attempt, "run_number": self._run}
            self.rows.append(did(self._person, self._activity_id, item, value, **place))

    def presses(self, what: What) -> None:
        event = Event(what=what)
        self.gives(RESULT, code(event))
        self.state, self.attempt = leads_to(self.state, event), self.attempt + 1
