"""What each screen shows, read in one go.

Tokens are cheap and say all that a screen depends on: the participant's token
changes with the session's revision, the projector's also with the head count,
the console's also with who is here and how many are done.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from efficacy.activities.blocks import AFTER_CLOSE, talking
from efficacy.activities.contract import Sheet
from efficacy.activities.fields import Value
from efficacy.activities.partners import OTHER_PARTNER
from efficacy.activities.personal import Card, Standing, View
from efficacy.content.forms import survey_minutes
from efficacy.errors import StoreError
from efficacy.flow import CLOSING_S, Move, Stage, allowed, obvious_back, obvious_next
from efficacy.language import DEFAULT_LANGUAGE, speech
from efficacy.reports.door import join_address
from efficacy.services.access import (
    Facilitator,
    Operator,
    Participant,
    Projector,
    require_cohort,
    require_login,
    require_participant,
    require_session,
)
from efficacy.services.bought import sentences, with_words
from efficacy.services.grouping import floor_of
from efficacy.services.pinned import (
    Held,
    curriculum,
    planned_session,
    shapes,
    state_of,
    summary_from,
)
from efficacy.services.practice import can_practise
from efficacy.services.standing import standing_of
from efficacy.services.told import told
from efficacy.services.views import (
    CohortCard,
    ConsoleScreen,
    Counts,
    Group,
    NoteLine,
    ParticipantScreen,
    PersonLine,
    PlanCard,
    ProjectorScreen,
    RunLine,
    Timer,
)
from efficacy.services.views import Step as StepView
from efficacy.services.words import has_words
from efficacy.services.workshop import Workshop
from efficacy.store.queries import (
    AnyRow,
    cohorts,
    exchange,
    facilitators,
    participants,
    responses,
    sessions,
    shown,
)

# ------------------------------------------------------------------- tokens


def session_token(workshop: Workshop, cohort_id: str) -> str:
    """Return what every participant of a cohort sees change (one query)."""
    with workshop.store.read() as tx:
        return _session_token(sessions.newest(tx, cohort_id))


def _session_token(row: AnyRow | None) -> str:
    if row is None:
        return "before"
    return f"{row.id[:8]}.{row.revision}.{'after' if row.ended_ms else 'live'}"


def token_for_participant(workshop: Workshop, who: Participant) -> str:
    """Return the participant's token, or ``gone`` for somebody who may not look."""
    with workshop.store.read() as tx:
        if participants.in_good_standing(tx, who.id, who.device_id) is None:
            return "gone"
        return _session_token(sessions.newest(tx, who.cohort_id))


def token_for_projector(workshop: Workshop, who: Projector) -> str:
    """Return the projector's token."""
    with workshop.store.read() as tx:
        row = sessions.by_id(tx, who.session_id)
        if row is None:
            return "gone"
        counts = _counts(workshop, tx, row)
        return _projector_token(tx, row, counts, chosen_address(workshop, tx))


def token_for_console(workshop: Workshop, who: Facilitator, session_id: str) -> str:
    """Return the console's token, or ``gone`` once the log-in has ended."""
    with workshop.store.read() as tx:
        if not facilitators.login_stands(tx, who.login_id):
            return "gone"
        row = sessions.by_id(tx, session_id)
        if row is None or cohorts.role_of(tx, row.cohort_id, who.id) is None:
            return "gone"
        return _console_token(tx, row, _counts(workshop, tx, row), chosen_address(workshop, tx))


def _projector_token(tx: Connection, row: AnyRow, counts: Counts, address: str) -> str:
    # Words that their writer takes back leave the room's screen at once.
    words = exchange.stand_in_room(tx, row.run_id) if row.run_id else ""
    return f"{_session_token(row)}.{counts.joined}.{counts.done}.{address}.{words}"


def _console_token(tx: Connection, row: AnyRow, counts: Counts, address: str) -> str:
    far = f"{counts.here}.{counts.expected}.{counts.started}"
    # What waits for the facilitator is nobody else's news; what is approved raises the revision.
    notes = exchange.stand(tx, row.run_id) if row.run_id else ""
    wishes = len(exchange.wishes(tx, row.id))
    results = shown.stand(tx, row.cohort_id)
    uneasy = len(exchange.who_said(tx, row.run_id, OTHER_PARTNER)) if row.run_id else 0
    return f"{_projector_token(tx, row, counts, address)}.{far}.{notes}.{wishes}.{uneasy}.{results}"


def _counts(workshop: Workshop, tx: Connection, row: AnyRow) -> Counts:
    here = workshop.announcer.present(row.cohort_id)
    joined = participants.count_joined(tx, row.cohort_id)
    if row.run_id is None:
        return Counts(joined=joined, here=len(here), expected=0, started=0, done=0)
    answered = responses.answered_in(tx, row.run_id)
    completed = responses.completed_in(tx, row.run_id)
    done = completed | _all_answered(tx, row, answered)
    return Counts(
        joined=joined,
        here=len(here),
        # Whoever is connected or has given something; the absent are waited for by nobody.
        expected=len(here | set(answered) | completed),
        started=len(set(answered) | completed),
        done=len(done),
    )


def _all_answered(tx: Connection, row: AnyRow, answered: dict[str, int]) -> set[str]:
    run = sessions.run(tx, row.run_id)
    room = cohorts.by_id(tx, row.cohort_id)
    if run is None or room is None or not answered:
        return set()
    held = Held.of_run(tx, room, row.planned_id, run.activity_id)
    if held.kind.is_personal:
        return set()  # how much there is to give differs: each says when they are done
    total = len(held.sheet(DEFAULT_LANGUAGE).fields)
    return {person for person, items in answered.items() if total and items >= total}


# ---------------------------------------------------------------- one step


def _step(
    workshop: Workshop, tx: Connection, room: AnyRow, row: AnyRow
) -> tuple[StepView, Held, AnyRow] | None:
    run = sessions.run(tx, row.run_id) if row.run_id else None
    if run is None:
        return None
    held = told(workshop, Held.of_run(tx, room, row.planned_id, run.activity_id))
    held = with_words(workshop, held)
    phases = held.kind.phases(held.context)
    stage = Stage(run.stage)
    total = len(shapes(room.content_version, room.plan_id, row.planned_id))
    shown = stage is Stage.REVEALED and run.frozen is not None
    view = StepView(
        run_id=run.id,
        run_number=run.number,
        number=run.position + 1,
        total=total,
        kind=held.kind.name,
        title=held.activity.title,
        context=held.context,
        stage=stage,
        phase=phases[run.phase],
        phase_index=run.phase,
        phases=phases,
        timer=_timer(run, phases[run.phase].seconds, now_ms=workshop.now_ms()),
        summary=summary_from(json.loads(run.frozen)) if shown else None,
        contact=room.contact,
        keep_until_ms=room.retention_ms,
    )
    return view, held, run


def _timer(run: AnyRow, seconds: int | None, *, now_ms: int) -> Timer | None:
    stage = Stage(run.stage)
    if stage is Stage.CLOSING and run.closing_ms is not None:
        length, since = CLOSING_S, run.closing_ms
    elif stage is Stage.OPEN and seconds is not None:
        length, since = seconds, run.phase_ms
    else:
        return None
    length += run.extra_s
    # Never negative: the machine's clock may have been put back.
    passed_s = max(0, now_ms - since) / 1000
    return Timer(remaining_s=length - passed_s, length_s=length)


def _place(row: AnyRow | None) -> str:
    if row is None:
        return "before"
    if row.ended_ms is not None:
        return "after"
    return "step" if row.run_id else "lobby"


def _session_title(tx: Connection, room: AnyRow, row: AnyRow) -> str:
    content = curriculum(tx, room.content_version)
    return planned_session(content, room.plan_id, row.planned_id).title


# ------------------------------------------------------------- participant


def participant_screen(workshop: Workshop, who: Participant) -> ParticipantScreen:
    """Return what a participant's own screen shows.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    """
    with workshop.store.read() as tx:
        person = require_participant(tx, who)
        room = cohorts.by_id(tx, who.cohort_id)
        row = sessions.newest(tx, who.cohort_id)
        base: dict[str, Any] = {
            "token": _session_token(row),
            "participant_id": person.id,
            "owner": who.device_id,
            "call_name": person.call_name,
            "pin": person.pin,
            "cohort_name": person.cohort_name,
            "language": person.language,
            "place": _place(row),
            "message": row.message if row else None,
            "takes_survey": person.takes_survey,
            "session_title": _session_title(tx, room, row) if room and row else "",
            "joined_late": bool(
                row and person.joined_session_id == row.id and person.joined_position is not None
            ),
        }
        if base["place"] == "step" and room is not None and row is not None:
            base |= _own_step(workshop, tx, room, row, person)
        else:
            base["can_practise"] = can_practise(tx, person.id)
            base["has_words"] = has_words(tx, person.content_version)
    return ParticipantScreen(**base)


def _own_step(
    workshop: Workshop, tx: Connection, room: AnyRow, row: AnyRow, person: AnyRow
) -> dict[str, Any]:
    found = _step(workshop, tx, room, row)
    if found is None:
        return {}
    view, held, run = found
    say = speech(person.language)
    if held.kind.is_personal:
        own = standing_of(workshop, tx, held, run, person)
        mine = held.kind.view(held.context, own, say)
    else:
        missing = sentences(held.lost, say)
        mine = View(
            sheet=held.sheet(person.language),
            cards=(Card(lines=missing),) if missing else (),
        )
    sheet = mine.sheet
    is_open = view.stage in (Stage.OPEN, Stage.CLOSING)
    if not is_open:
        left = tuple(action for action in sheet.actions if action.id in AFTER_CLOSE)
        sheet = replace(sheet, actions=left)
    if held.kind.offers_talk:
        wishes = exchange.is_wishing(tx, row.id, person.id)
        sheet = replace(sheet, actions=(*sheet.actions, talking(say, is_wishing=wishes)))
    return {
        "step": view,
        "sheet": sheet,
        "cards": mine.cards,
        "hints": mine.hints,
        "is_live": mine.is_live and is_open,
        "attempt": mine.attempt,
        "keeps": person.takes_survey or not held.measures,
        "values": _values(tx, run.id, person.id, sheet, attempt=mine.attempt),
        "is_open": is_open,
        "completed": responses.completion_of(tx, run.id, person.id),
    }


def own_standing(workshop: Workshop, who: Participant) -> tuple[Held, Standing] | None:
    """Return the activity that is on and where this participant stands in it; None between."""
    with workshop.store.read() as tx:
        person = require_participant(tx, who)
        row = sessions.newest(tx, who.cohort_id)
        run = sessions.run_with_session(tx, row.run_id) if row and row.run_id else None
        if row is None or row.ended_ms is not None or run is None:
            return None
        held = told(workshop, Held.of_run(tx, person, row.planned_id, run.activity_id))
        return held, standing_of(workshop, tx, held, run, person)


def _values(
    tx: Connection, run_id: str, participant_id: str, sheet: Sheet, *, attempt: int
) -> dict[str, Value | list[str]]:
    multiple = {known.id for known in sheet.fields if known.is_multiple}
    values: dict[str, Value | list[str]] = {}
    for row in responses.of_person(tx, run_id, participant_id):
        if row.attempt != attempt:
            continue
        value: Value = row.number if row.number is not None else row.text
        if row.item_id in multiple:
            chosen = values.setdefault(row.item_id, [])
            if value and isinstance(chosen, list):
                chosen.append(row.option_id)
        elif value is not None:
            values[row.item_id] = value
    return values


# --------------------------------------------------------------- projector


def projector_screen(workshop: Workshop, who: Projector) -> ProjectorScreen:
    """Return what the room sees: counts and content, nothing of a person."""
    with workshop.store.read() as tx:
        row = sessions.by_id(tx, who.session_id)
        room = cohorts.by_id(tx, who.cohort_id)
        if row is None or room is None:
            return _dark()
        counts = _counts(workshop, tx, row)
        found = _step(workshop, tx, room, row)
        address = chosen_address(workshop, tx)
        return ProjectorScreen(
            token=_projector_token(tx, row, counts, address),
            cohort_name=room.name,
            code=room.code,
            language=room.language,
            place=_place(row),
            session_title=_session_title(tx, room, row),
            address=address,
            join_url=join_address(address, room.code) if address else "",
            message=row.message,
            joined=counts.joined,
            done=counts.done,
            step=_in_the_room(tx, row, found[0]) if found else None,
        )


def _in_the_room(tx: Connection, row: AnyRow, step: StepView) -> StepView:
    """Return the step with what people gave to the room, and who works with whom."""
    return replace(step, notes=_shown_notes(tx, row), groups=_groups(tx, row))


def _shown_notes(tx: Connection, row: AnyRow) -> tuple[str, ...]:
    """Return the words that their writers offered to the room and the facilitator approved."""
    if row.run_id is None:
        return ()
    return tuple(
        one.text
        for one in exchange.of_run(tx, row.run_id)
        if one.to_id is None and one.state == "approved"
    )


def _groups(tx: Connection, row: AnyRow) -> tuple[Group, ...]:
    found: dict[int, list[tuple[str, str]]] = {}
    for one in exchange.groups(tx, row.id):
        found.setdefault(one.number, []).append((one.participant_id, one.call_name or ""))
    return tuple(
        Group(number=number, people=tuple(people)) for number, people in sorted(found.items())
    )


def _dark() -> ProjectorScreen:
    return ProjectorScreen(
        token="gone",
        cohort_name="",
        code="",
        language="en",
        place="after",
        session_title="",
        address="",
        join_url="",
        message=None,
        joined=0,
        done=0,
    )


def chosen_address(workshop: Workshop, tx: Connection) -> str:
    """Return the address the room is told: the chosen one while it exists, else the best."""
    known = workshop.addresses()
    chosen = facilitators.setting_of(tx, "room_address")
    if chosen in known:
        return str(chosen)
    return known[0] if known else ""


# ----------------------------------------------------------------- console


def console_screen(workshop: Workshop, who: Facilitator, session_id: str) -> ConsoleScreen:
    """Return what the facilitator's console shows of a session.

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended or the session is not theirs.
    """
    with workshop.store.read() as tx:
        row, room = require_session(tx, who, session_id)
        content = curriculum(tx, room.content_version)
        planned = planned_session(content, room.plan_id, row.planned_id)
        steps = shapes(room.content_version, room.plan_id, row.planned_id)
        found = _step(workshop, tx, room, row)
        state = state_of(row, found[2] if found else None)
        counts = _counts(workshop, tx, row)
        moves = allowed(state, steps)
        if found is None or found[0].timer is None:
            moves -= {Move.ADD_MINUTE}
        address = chosen_address(workshop, tx)
        return ConsoleScreen(
            token=_console_token(tx, row, counts, address),
            session_id=row.id,
            cohort_id=room.id,
            cohort_name=room.name,
            code=room.code,
            mode=room.mode,
            is_synthetic=room.is_synthetic,
            language=room.language,
            place=_place(row),
            session_title=planned.title,
            revision=row.revision,
            lines=_run_of_show(tx, row, planned),
            counts=counts,
            message=row.message,
            elapsed_s=max(0, (row.ended_ms or workshop.now_ms()) - row.opened_ms) / 1000,
            planned_elapsed_s=60.0
            * sum(activity.minutes for activity in planned.activities[: row.position or 0]),
            next_move=obvious_next(state, steps),
            back_move=obvious_back(state),
            moves=moves,
            addresses=workshop.addresses(),
            address=address,
            join_url=join_address(address, room.code) if address else "",
            step=_in_the_room(tx, row, found[0]) if found else None,
            notes=_notes(tx, row),
            without_words=_without_words(workshop, tx, room, row, found[1] if found else None),
            stories=len({one.run_id + one.participant_id for one in _given(tx, row)}),
            shown=len(shown.of_cohort(tx, room.id)),
            wishes=tuple(one.call_name or "" for one in exchange.wishes(tx, row.id)),
            **_grouping(workshop, tx, room, row, found[1] if found else None),
        )


def _grouping(
    workshop: Workshop, tx: Connection, room: AnyRow, row: AnyRow, held: Held | None
) -> dict[str, Any]:
    """Return who has no group yet and which groups have a mark, where people work in groups."""
    if held is None or not held.kind.groups_people(held.context):
        return {}
    floor = floor_of(workshop, tx, room, row)
    return {
        "groups_people": True,
        "marked": floor.marked,
        "ungrouped": tuple((one.id, one.call_name or "") for one in floor.ungrouped),
    }


def _notes(tx: Connection, row: AnyRow) -> tuple[NoteLine, ...]:
    """Return what was given to others in this run, in the order in which it came."""
    if row.run_id is None:
        return ()
    return tuple(
        NoteLine(
            id=one.id,
            text=one.text,
            state=one.state,
            flag=one.flag,
            writer=one.call_name or "",
            to=one.to_name or "",
            is_for_room=one.to_id is None,
        )
        for one in exchange.of_run(tx, row.run_id)
    )


def _given(tx: Connection, row: AnyRow) -> list[AnyRow]:
    """Return what was given to the counselor in this session; its words stay off here."""
    return [one for one in exchange.to_counselor(tx, row.cohort_id) if one.session_id == row.id]


def _without_words(
    workshop: Workshop, tx: Connection, room: AnyRow, row: AnyRow, held: Held | None
) -> tuple[tuple[str, str], ...]:
    """Return who would be given no words by anybody, as id and call name.

    Those who are here and in no group come last. While people still write and there are
    no groups, nobody is listed: the console asks for groups first.
    """
    if held is None or row.run_id is None or not held.kind.gives_to_partners(held.context):
        return ()
    given = {
        one.to_id
        for one in exchange.of_run(tx, row.run_id)
        if one.to_id and one.state != "declined"
    }
    grouped = [(one.participant_id, one.call_name or "") for one in exchange.groups(tx, row.id)]
    run = sessions.run(tx, row.run_id)
    is_written = run is not None and Stage(run.stage) is not Stage.OPEN
    here = floor_of(workshop, tx, room, row).here if grouped or is_written else ()
    others = [(one.id, one.call_name or "") for one in here]
    return tuple(one for one in dict.fromkeys([*grouped, *others]) if one[0] not in given)


def _run_of_show(tx: Connection, row: AnyRow, planned: Any) -> tuple[RunLine, ...]:
    held: dict[int, int] = {}
    for run in sessions.runs(tx, row.id):
        held[run.position] = max(held.get(run.position, 0), run.number)
    return tuple(
        RunLine(
            position=place,
            title=activity.title,
            kind=activity.kind,
            minutes=activity.minutes,
            state="now" if place == row.position else "held" if place in held else "ahead",
            runs=held.get(place, 0),
        )
        for place, activity in enumerate(planned.activities)
    )


# ------------------------------------------------------- cohorts and people


def plan_cards(workshop: Workshop, language: str = "en") -> tuple[PlanCard, ...]:
    """Return the plans that a new cohort can follow."""
    return tuple(
        PlanCard(
            id=plan.id,
            title=plan.title,
            summary=plan.summary,
            sessions=tuple((s.id, s.title, s.minutes) for s in plan.sessions),
            demonstration=plan.demonstration,
            survey_minutes=survey_minutes(plan),
            country=plan.country,
        )
        for plan in workshop.library.plans(language)
    )


def countries(workshop: Workshop, language: str = "en") -> tuple[tuple[str, str], ...]:
    """Return id and title of the countries that the tasks of a new cohort can be set in."""
    return tuple((one.id, one.title) for one in workshop.library.countries(language))


def cohort_cards(workshop: Workshop, who: Facilitator | Operator) -> tuple[CohortCard, ...]:
    """Return the facilitator's cohorts, newest first."""
    with workshop.store.read() as tx:
        require_login(tx, who)
        rows = (
            cohorts.of_facilitator(tx, who.id)
            if isinstance(who, Facilitator)
            else cohorts.all_of_them(tx)
        )
        return tuple(_card(tx, row) for row in rows)


def _card(tx: Connection, row: AnyRow) -> CohortCard:
    try:
        plan = curriculum(tx, row.content_version).plans.get(row.plan_id)
    except StoreError:
        plan = None  # shown all the same: it can be deleted, and the others are well
    held = {
        opened.planned_id: opened
        for opened in sessions.of_cohort(tx, row.id)
        if opened.revision > sessions.ON_PAPER
    }
    return CohortCard(
        id=row.id,
        name=row.name,
        code=row.code,
        mode=row.mode,
        mode_is_fixed=row.mode_fixed_ms is not None,
        plan_id=row.plan_id,
        plan_title=plan.title if plan else "",
        participants=row.participants,
        is_synthetic=row.is_synthetic,
        created_ms=row.created_ms,
        ended=row.ended_ms is not None,
        retention_ms=row.retention_ms,
        purged=row.purged_ms is not None,
        role=row.role,
        contact=row.contact,
        sessions=tuple(
            (s.id, s.title, _state_of(held.get(s.id)), held[s.id].id if s.id in held else None)
            for s in (plan.sessions if plan else ())
        ),
        recruited=row.recruited or "",
        happened=row.happened or "",
    )


def _state_of(row: AnyRow | None) -> str:
    if row is None:
        return "ahead"
    return "live" if row.ended_ms is None else "held"


def people(
    workshop: Workshop, who: Facilitator | Operator, cohort_id: str
) -> tuple[PersonLine, ...]:
    """Return the participants of a cohort by call name; nothing they answered."""
    with workshop.store.read() as tx:
        require_cohort(tx, who, cohort_id)
        here = workshop.announcer.present(cohort_id)
        return tuple(
            PersonLine(
                participant_id=row.id,
                call_name=row.call_name,
                pin=row.pin,
                joined_ms=row.joined_ms,
                joined_step=None if row.joined_position is None else row.joined_position + 1,
                is_here=row.id in here,
                is_removed=row.removed_ms is not None,
            )
            for row in participants.of_cohort(tx, cohort_id)
            if row.call_name is not None
        )
