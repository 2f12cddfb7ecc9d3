"""Who is here to be grouped, and what is known of them: read for the pure matching."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import Connection

from efficacy.activities.partners import OTHER_PARTNER, PartnersParams, goal_family, rung
from efficacy.activities.personal import Earlier
from efficacy.matching.partners import Candidate, CannotPlace, form
from efficacy.services.pinned import Held
from efficacy.services.standing import earlier_of
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, exchange, participants, responses, sessions

Numbers = dict[str, int]  # participant id to the number of their group


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The room as somebody who forms groups looks at it.

    ``here`` are the people to be grouped: connected, or active in this session.
    ``alone`` chose to work alone, ``numbers`` are the groups now, ``uneasy``
    are those who would rather have another partner.
    """

    here: tuple[AnyRow, ...]
    connected: frozenset[str]
    alone: frozenset[str]
    numbers: Numbers
    uneasy: frozenset[str]

    @property
    def marked(self) -> tuple[int, ...]:
        """Numbers of the groups in which somebody would rather have another partner."""
        return tuple(sorted({self.numbers[one] for one in self.uneasy if one in self.numbers}))

    @property
    def ungrouped(self) -> tuple[AnyRow, ...]:
        """Who is here and in no group, without those who work alone."""
        return tuple(
            one for one in self.here if one.id not in self.numbers and one.id not in self.alone
        )


def floor_of(workshop: Workshop, tx: Connection, room: AnyRow, row: AnyRow) -> Floor:
    """Return the room of a live session; everybody counts as here where nobody is known to be."""
    everybody = [one for one in participants.of_cohort(tx, room.id) if one.removed_ms is None]
    known = {one.id for one in everybody}
    connected = frozenset(workshop.announcer.present(room.id)) & known
    # Where no screen is connected at all, as with paper, everybody may be in the room.
    here = (connected | exchange.took_part(tx, row.id)) & known if connected else known
    return Floor(
        here=tuple(one for one in everybody if one.id in here),
        connected=connected,
        alone=_alone(tx, room, row) & known,
        numbers={one.participant_id: one.number for one in exchange.groups(tx, row.id)},
        uneasy=frozenset(exchange.who_said(tx, row.run_id, OTHER_PARTNER) if row.run_id else ()),
    )


def _alone(tx: Connection, room: AnyRow, row: AnyRow) -> frozenset[str]:
    """Return who passed where people come together; whoever passes on words keeps their group."""
    found: set[str] = set()
    for run in sessions.runs(tx, row.id):
        held = Held.of_run(tx, room, row.planned_id, run.activity_id)
        if held.kind.groups_people(held.context) and not held.kind.gives_to_partners(held.context):
            found |= exchange.who_passed(tx, run.id)
    return frozenset(found)


def candidates(
    tx: Connection,
    room: AnyRow,
    row: AnyRow,
    floor: Floor,
    *,
    keep: bool,
    without: Collection[str] = (),
) -> tuple[Candidate, ...]:
    """Return the people to be grouped, with what is known of them.

    Parameters
    ----------
    keep : bool
        True where groups stay: then only those who are grouped or connected
        are placed, so that nobody comes back who was taken out. False forms
        all anew; those who are together now count as having met.
    without : collection of ids, optional
        Who has left.
    """
    params = _params(tx, room, row)
    met = _met(tx, room, row, floor, counts_now=not keep)
    wanted = _wanted(floor, keep=keep, without=without)
    earlier = {one.id: _earlier(tx, params, one.id, row.run_id) for one in wanted}
    return tuple(
        Candidate(
            id=one.id,
            language=one.language,
            met=frozenset(met.get(one.id, ())),
            vetoes=frozenset(_together(floor.numbers, one.id) if one.id in floor.uneasy else ()),
            goal_family=goal_family(params, earlier[one.id]) if params else "",
            rung=rung(params, earlier[one.id]) if params else None,
        )
        for one in wanted
    )


def _wanted(floor: Floor, *, keep: bool, without: Collection[str]) -> list[AnyRow]:
    left_out = floor.alone | set(without)
    wanted = frozenset(one.id for one in floor.here)
    if keep and floor.numbers and floor.connected:
        wanted = floor.connected | frozenset(floor.numbers)
    return [one for one in floor.here if one.id in wanted and one.id not in left_out]


def grouped(
    people: Sequence[Candidate], floor: Floor, *, size: int, keep: bool, seed: str
) -> Numbers:
    """Return everybody's group, with the numbers of the groups that stay as they were.

    Raises
    ------
    CannotPlace
        With call names, if somebody fits into no group.
    """
    groups: dict[int, list[str]] = {}
    for person, number in floor.numbers.items():
        groups.setdefault(number, []).append(person)
    fixed = [members for number, members in groups.items() if number not in floor.marked]
    try:
        found = form(people, size=size, fixed=fixed if keep else (), seed=crc32(seed.encode()))
    except CannotPlace as problem:
        names = {one.id: one.call_name or "?" for one in floor.here}
        raise CannotPlace(
            {names.get(person, person): why for person, why in problem.people.items()}
        ) from problem
    return _numbered(found, groups if keep else {})


def _numbered(found: Sequence[Sequence[str]], before: Mapping[int, Collection[str]]) -> Numbers:
    stays = {frozenset(members): number for number, members in before.items()}
    known = {frozenset(group): stays.get(frozenset(group)) for group in found}
    free = iter(sorted(set(range(1, len(found) + len(stays) + 1)) - set(known.values())))
    return {
        person: number
        for group in found
        for number in [known[frozenset(group)] or next(free)]
        for person in group
    }


# -------------------------------------------------------------- what is known


def _params(tx: Connection, room: AnyRow, row: AnyRow) -> PartnersParams | None:
    run = sessions.run(tx, row.run_id) if row.run_id else None
    if run is None:
        return None
    params = Held.of_run(tx, room, row.planned_id, run.activity_id).context.params
    return params if isinstance(params, PartnersParams) else None


def _earlier(
    tx: Connection, params: PartnersParams | None, participant_id: str, run_id: str | None
) -> tuple[Earlier, ...]:
    """Return what somebody gave before, where the plan says that it is asked for."""
    if params is None or (params.goal is None and params.rung is None):
        return ()
    return earlier_of(responses.history(tx, participant_id), run_id or "")


def _met(
    tx: Connection, room: AnyRow, row: AnyRow, floor: Floor, *, counts_now: bool
) -> dict[str, set[str]]:
    before = [one.id for one in sessions.of_cohort(tx, room.id) if one.id != row.id]
    groups: dict[tuple[str, int], set[str]] = {}
    for one in exchange.met_before(tx, before):
        groups.setdefault((one.session_id, one.number), set()).add(one.participant_id)
    if counts_now:
        for person, number in floor.numbers.items():
            groups.setdefault((row.id, number), set()).add(person)
    met: dict[str, set[str]] = {}
    for members in groups.values():
        for person in members:
            met.setdefault(person, set()).update(members - {person})
    return met


def _together(numbers: Numbers, participant_id: str) -> set[str]:
    mine = numbers.get(participant_id)
    return {one for one, number in numbers.items() if number == mine and one != participant_id}
