"""The door of a room: the consent page, joining, coming back on another device."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound, StageError
from efficacy.services import typed
from efficacy.services.access import Participant, require_participant
from efficacy.services.pinned import curriculum
from efficacy.services.views import Door
from efficacy.services.workshop import Workshop, hashed
from efficacy.store.queries import AnyRow, cohorts, participants, sessions

CALL_NAME_MAX = 24
# Record numbers, from and below; the long ones where most of the short are taken.
SHORT_NUMBERS, LONG_NUMBERS = (1_000, 10_000), (100_000, 1_000_000)


def door(workshop: Workshop, code: str) -> Door:
    """Return the consent page of the cohort with this code.

    Serving it fixes the cohort's mode: from now on people have been promised
    something. ``code`` is taken whatever the letters' case and spaces.

    Raises
    ------
    NotFound
        If no cohort has this code.
    StageError
        If the cohort has ended.
    """
    with workshop.store.read() as tx:
        row = _open_cohort(tx, code)
        content = curriculum(tx, row.content_version)
    mode = row.mode
    if row.mode_fixed_ms is None:
        # Read again as it is fixed: it may have been changed since.
        now_ms = workshop.now_ms()
        mode = workshop.store.write(lambda tx: cohorts.fix_mode(tx, row.id, now_ms=now_ms))
    consent = next(iter(content.consents.values()))
    return Door(
        cohort_id=row.id,
        cohort_name=row.name,
        code=row.code,
        language=row.language,
        contact=row.contact,
        consent_version=consent.version,
        sentences=consent.said_in(mode),
        agreement=consent.agreement,
        survey_question=consent.survey_question,
        survey_yes=consent.survey_yes,
        survey_no=consent.survey_no,
        keep_until_ms=row.retention_ms,
    )


def tidy_code(code: str) -> str:
    """Return a typed code as it is stored: lower case, letters and digits only."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def _open_cohort(tx: Connection, code: str) -> AnyRow:
    row = cohorts.by_code(tx, tidy_code(code))
    if row is None:
        raise NotFound(
            "No room has the code “{code}”. Look at the screen in front and type it again.",
            code=code[:20],
        )
    if row.ended_ms is not None:
        raise StageError(
            "“{name}” has ended, so nobody can join any more. Ask your counselor.", name=row.name
        )
    return row


def join(
    workshop: Workshop,
    code: str,
    *,
    call_name: str,
    takes_survey: bool,
    ticket: str,
    consent_version: str,
) -> str:
    """Let somebody in; return the token of their device's cookie.

    The same ticket and name twice (a double tap, a page sent again) is the
    same person. A ticket that comes with another name was left in the browser
    by somebody else, and is worth nothing.

    Raises
    ------
    Conflict
        If the call name is taken in this cohort.
    InvalidValue
        If the call name is empty or too long.
    """
    name = checked_call_name(call_name)

    def job(tx: Connection) -> tuple[str, str]:
        room = _open_cohort(tx, code)
        holder = participants.by_ticket(tx, ticket)
        known = participants.by_call_name(tx, room.id, typed.folded(name))
        if holder is not None and known is not None and holder.id == known.participant_id:
            return room.id, _new_device(workshop, tx, holder.id)
        if known is not None:
            raise Conflict(
                "Somebody in this room is called “{name}” already. Choose another call name; "
                "if that was you on another device, use “I was here before”.",
                name=name,
            )
        participant_id = _add_person(
            workshop,
            tx,
            room,
            name=name,
            takes_survey=takes_survey,
            ticket=ticket if holder is None else workshop.new_token(),
            consent_version=consent_version,
        )
        return room.id, _new_device(workshop, tx, participant_id)

    cohort_id, token = workshop.store.write(job)
    workshop.announcer.counts_changed(cohort_id)
    return token


def _add_person(
    workshop: Workshop,
    tx: Connection,
    room: AnyRow,
    *,
    name: str,
    takes_survey: bool,
    ticket: str,
    consent_version: str,
) -> str:
    participant_id = new_person(
        workshop,
        tx,
        room,
        takes_survey=takes_survey,
        ticket=ticket,
        consent_version=consent_version,
    )
    give_name(workshop, tx, room, participant_id, name)
    return participant_id


def new_person(
    workshop: Workshop,
    tx: Connection,
    room: AnyRow,
    *,
    takes_survey: bool,
    ticket: str,
    consent_version: str,
    record_number: int | None = None,
) -> str:
    """Add somebody without a call name; return their id.

    ``record_number`` is one that nobody in the cohort has; None draws one.
    """
    now_ms = workshop.now_ms()
    live = sessions.newest(tx, room.id)
    is_live = live is not None and live.ended_ms is None
    participant_id = workshop.new_id()
    participants.add(
        tx,
        id=participant_id,
        cohort_id=room.id,
        record_number=record_number or free_record_number(workshop, tx, room.id),
        join_ticket=ticket,
        language=room.language,
        takes_survey=takes_survey,
        consent_version=consent_version,
        consented_ms=now_ms,
        joined_ms=now_ms,
        joined_session_id=live.id if live is not None and is_live else None,
        joined_position=live.position if live is not None and is_live else None,
    )
    return participant_id


def give_name(
    workshop: Workshop, tx: Connection, room: AnyRow, participant_id: str, name: str
) -> None:
    """Give somebody a call name (one from ``checked_call_name``) and a PIN to come back with."""
    participants.add_call_name(
        tx,
        participant_id=participant_id,
        cohort_id=room.id,
        call_name=name,
        folded=typed.folded(name),
        pin=new_pin(workshop),
    )


def free_record_number(
    workshop: Workshop, tx: Connection, cohort_id: str, *, but: Collection[int] = ()
) -> int:
    """Return a random number that nobody in the cohort has, and that is none of ``but``.

    Random, so that the order of joining cannot be read from an export.
    """
    tries = 0
    while True:
        number = workshop.rng.randrange(*(SHORT_NUMBERS if tries < 20 else LONG_NUMBERS))
        if number not in but and not participants.has_record_number(tx, cohort_id, number):
            return number
        tries += 1


def new_pin(workshop: Workshop) -> str:
    """Return four random digits."""
    return f"{workshop.rng.randrange(10_000):04d}"


def _new_device(workshop: Workshop, tx: Connection, participant_id: str) -> str:
    token = workshop.new_token()
    participants.add_device(
        tx,
        id=workshop.new_id(),
        participant_id=participant_id,
        token_hash=hashed(token),
        created_ms=workshop.now_ms(),
    )
    return token


def checked_call_name(call_name: str) -> str:
    """Return a call name on one line, without signs that cannot be seen.

    Raises
    ------
    InvalidValue
        If nothing can be seen of it, it holds control characters, or it is
        longer than 24 characters.
    """
    name = typed.tidy(call_name)
    if not typed.shows_something(name):
        raise InvalidValue("Type a call name: any name you like to be called by in this room.")
    if not typed.can_be_shown(name):
        raise InvalidValue("A call name holds letters, digits and spaces. Type it again.")
    if len(name) > CALL_NAME_MAX:
        raise InvalidValue(
            "A call name has up to {most} characters; this one has {found}. Shorten it.",
            most=CALL_NAME_MAX,
            found=len(name),
        )
    return name


# ------------------------------------------------------------- coming back


def greet(workshop: Workshop, who: Participant) -> tuple[str, str]:
    """Return call name and room code, for “Are you back, ...?” and nothing more."""
    with workshop.store.read() as tx:
        row = require_participant(tx, who)
        room = cohorts.by_id(tx, who.cohort_id)
    return row.call_name, room.code if room else ""


def leave_device(workshop: Workshop, who: Participant) -> None:
    """Let this device be nobody's again (“I am someone else”)."""
    now_ms = workshop.now_ms()
    workshop.store.write(lambda tx: participants.end_device(tx, who.device_id, now_ms=now_ms))
    workshop.announcer.access_changed()


def wrong_tries(workshop: Workshop, code: str, call_name: str) -> int:
    """Return how many wrong PINs were tried for a call name since the last right one."""
    with workshop.store.read() as tx:
        room = cohorts.by_code(tx, tidy_code(code))
        known = participants.by_call_name(tx, room.id, typed.folded(call_name)) if room else None
    return known.wrong_pins if known else 0


def come_back(workshop: Workshop, code: str, *, call_name: str, pin: str) -> str:
    """Return the token of a further device for somebody who was here before.

    Raises
    ------
    NotAllowed
        One sentence for a wrong name and a wrong PIN alike. The caller slows
        down further tries; nobody is ever locked out.
    """

    def job(tx: Connection) -> str | None:
        room = _open_cohort(tx, code)
        known = participants.by_call_name(tx, room.id, typed.folded(call_name))
        if known is None or known.removed_ms is not None:
            return None
        if known.pin != pin.strip():
            # Committed, not rolled back: hence a return and no exception here.
            participants.set_wrong_pins(tx, known.participant_id, known.wrong_pins + 1)
            return None
        participants.set_wrong_pins(tx, known.participant_id, 0)
        return _new_device(workshop, tx, known.participant_id)

    token = workshop.store.write(job)
    if token is None:
        raise NotAllowed(
            "This call name and PIN do not fit together. Check both and try again, "
            "or ask your counselor for a new PIN."
        )
    return token
