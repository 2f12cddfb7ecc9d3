"""A person's own results: for themselves, and for the counselor only while they show them.

It is the participant's own choice, in both modes of a cohort. Taken back, the next look
finds nothing. Words that somebody wrote for themselves are never in what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from efficacy.errors import Conflict, NotFound
from efficacy.flow import Stage
from efficacy.language import later
from efficacy.reports.own import Between, OwnResults, for_others
from efficacy.reports.own_findings import own_results
from efficacy.services.access import (
    Facilitator,
    Participant,
    require_cohort,
    require_login,
    require_participant,
)
from efficacy.services.pinned import curriculum
from efficacy.services.present import session_token
from efficacy.services.standing import earlier_of
from efficacy.services.typed import Line, line
from efficacy.services.workshop import Workshop
from efficacy.store.queries import (
    AnyRow,
    cohorts,
    facilitators,
    participants,
    responses,
    sessions,
    shown,
    taken,
)

REPLY = Line(
    400, later("Words sent back have 1 to {most} characters; these have {found}. Shorten them.")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One person's results as their page shows them; the record number is never here.

    Attributes
    ----------
    token : str
        What the live link compares: where the group's session stands.
    is_on : bool
        Whether a step is on the screens now.
    shown_ms : int or None
        Since when the counselor may look; None: they may not.
    reply : str
        What the counselor wrote back, "" for nothing; ``reply_ms`` is when.
    """

    token: str
    call_name: str
    cohort_name: str
    language: str
    is_on: bool
    results: OwnResults
    shown_ms: int | None
    reply: str
    reply_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """Somebody who shows their results now: by call name, and nothing of what they show."""

    participant_id: str
    call_name: str
    shown_ms: int
    has_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """What one person shows: their results without the words that they wrote for themselves."""

    participant_id: str
    call_name: str
    results: OwnResults
    shown_ms: int
    reply: str


# ------------------------------------------------------------------ the participant


def own(workshop: Workshop, who: Participant) -> OwnPage:
    """Return a participant's own results.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    """
    # Read first: of a step that begins meanwhile the page then hears.
    token = session_token(workshop, who.cohort_id)
    with workshop.store.read() as tx:
        person = require_participant(tx, who)
        stands = shown.of_person(tx, person.id)
        live = sessions.newest(tx, who.cohort_id)
        return OwnPage(
            token=token,
            call_name=person.call_name,
            cohort_name=person.cohort_name,
            language=person.language,
            is_on=live is not None and live.ended_ms is None and live.run_id is not None,
            results=results_of(tx, person, responses.history(tx, person.id), live),
            shown_ms=stands.shown_ms if stands else None,
            reply=(stands.reply or "") if stands else "",
            reply_ms=stands.reply_ms if stands else None,
        )


def show(workshop: Workshop, who: Participant) -> None:
    """Let the counselor see this person's results until they are taken back."""
    now_ms = workshop.now_ms()

    def job(tx: Connection) -> None:
        person = require_participant(tx, who)
        shown.show(tx, person.id, now_ms=now_ms)
        _note(tx, "results-shown", who.cohort_id, now_ms=now_ms)

    workshop.store.write(job)
    workshop.announcer.counts_changed(who.cohort_id)


def hide(workshop: Workshop, who: Participant) -> None:
    """Take it back: from now on the counselor sees nothing of it."""
    now_ms = workshop.now_ms()

    def job(tx: Connection) -> None:
        person = require_participant(tx, who)
        shown.take_back(tx, person.id)
        _note(tx, "results-taken-back", who.cohort_id, now_ms=now_ms)

    workshop.store.write(job)
    workshop.announcer.counts_changed(who.cohort_id)


# -------------------------------------------------------------------- the counselor


def seen_by_counselor(
    workshop: Workshop, who: Facilitator, cohort_id: str
) -> tuple[ShownLine, ...]:
    """Return who of a cohort shows their results now, by call name.

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended or the cohort is not theirs.
    """
    with workshop.store.read() as tx:
        require_cohort(tx, who, cohort_id)
        return tuple(
            ShownLine(
                participant_id=row.participant_id,
                call_name=row.call_name,
                shown_ms=row.shown_ms,
                has_reply=bool(row.reply),
            )
            for row in shown.of_cohort(tx, cohort_id)
        )


def shown_page(workshop: Workshop, who: Facilitator, participant_id: str) -> ShownPage:
    """Return what one person shows now.

    Raises
    ------
    NotAllowed
        If the log-in has ended.
    NotFound
        If this person shows nothing (any more), or the cohort is not theirs.
    """
    with workshop.store.read() as tx:
        person = _person_of(tx, who, participant_id)
        stands = shown.of_person(tx, participant_id)
        call_name = participants.call_name_of(tx, participant_id)
        if person.removed_ms is not None or not call_name or not (stands and stands.shown_ms):
            raise _not_shown()
        return ShownPage(
            participant_id=participant_id,
            call_name=call_name,
            results=for_others(
                results_of(
                    tx,
                    person,
                    responses.history(tx, person.id),
                    sessions.newest(tx, person.cohort_id),
                )
            ),
            shown_ms=stands.shown_ms,
            reply=stands.reply or "",
        )


def reply(workshop: Workshop, who: Facilitator, participant_id: str, text: str) -> None:
    """Write back to somebody who shows their results; it replaces what was written before.

    Two sentences are asked for; what is checked is the length. Nothing written takes
    the earlier words back.

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended, or the person is in none of their cohorts.
    Conflict
        If the results were taken back meanwhile.
    InvalidValue
        If the words are too long, or cannot be shown.
    """
    words = line(text, REPLY) if text.strip() else None

    def job(tx: Connection) -> None:
        person = _person_of(tx, who, participant_id)
        now_ms = workshop.now_ms()
        if not shown.set_reply(tx, participant_id, words, now_ms=now_ms, facilitator_id=who.id):
            raise Conflict(
                "These results were taken back meanwhile, so nothing was sent. "
                "Your words are still in the box."
            )
        _note(tx, "results-answered", person.cohort_id, now_ms=now_ms, facilitator_id=who.id)

    workshop.store.write(job)


def token_for_people(workshop: Workshop, who: Facilitator, cohort_id: str) -> str:
    """Return what the page of people compares, or ``gone`` once the log-in has ended."""
    with workshop.store.read() as tx:
        may_look = facilitators.login_stands(tx, who.login_id)
        if not may_look or cohorts.role_of(tx, cohort_id, who.id) is None:
            return "gone"
        return shown.stand(tx, cohort_id)


# ------------------------------------------------------------------------- from rows


def _not_shown() -> NotFound:
    return NotFound("This person shows you nothing now. They can show it again on their own page.")


def _person_of(tx: Connection, who: Facilitator, participant_id: str) -> AnyRow:
    person = participants.by_id(tx, participant_id)
    if person is None:
        require_login(tx, who)
        raise _not_shown()
    require_cohort(tx, who, person.cohort_id)
    return person


def results_of(
    tx: Connection, person: AnyRow, rows: Iterable[AnyRow], live: AnyRow | None
) -> OwnResults:
    """Return somebody's own results.

    Parameters
    ----------
    rows : iterable of AnyRow
        Their history of answers.
    live : AnyRow, optional
        Their group's newest session.
    """
    room = cohorts.by_id(tx, person.cohort_id)
    if room is None:
        raise _not_shown()  # it was deleted meanwhile
    content = curriculum(tx, room.content_version)
    given = [row for row in rows if row.number is not None or row.text is not None]
    surveys = [run for run in sessions.runs_of_cohort(tx, room.id) if run.wave]
    asked_now = {
        run.wave
        for run in surveys
        if live is not None
        and live.ended_ms is None
        and run.id == live.run_id
        and Stage(run.stage) in (Stage.OPEN, Stage.CLOSING)
    }
    own = own_results(
        content,
        content.plans[room.plan_id],
        # Only runs in which something was answered: a later empty one replaces nothing.
        earlier_of(given, ""),
        takes_survey=person.takes_survey,
        closed={run.wave for run in surveys} - asked_now,
        is_asked_now=bool(asked_now),
    )
    return replace(own, between=_between(tx, person.id))


def _between(tx: Connection, participant_id: str) -> Between | None:
    """Return what somebody brought back, over all their files; None where they brought nothing."""
    rows = taken.of_person(tx, participant_id)
    if not rows:
        return None
    return Between(
        tries=sum(row.tries for row in rows),
        right=sum(row.right_alone for row in rows),
        lines=sum(row.lines for row in rows),
        came_of=next((row.outcome for row in reversed(rows) if row.outcome), ""),
    )


def _note(
    tx: Connection, verb: str, cohort_id: str, *, now_ms: int, facilitator_id: str | None = None
) -> None:
    """Write down that it happened: not whose it is, and none of the words."""
    facilitators.note_in_audit(
        tx, verb, now_ms=now_ms, cohort_id=cohort_id, facilitator_id=facilitator_id
    )
