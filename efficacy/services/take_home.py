"""What goes home with people, and the counts that they bring back: by code, or from paper.

Nobody has to bring anything. What comes back are counts, for the person's own page and for how
many of a group brought something; it is in no export and compared with nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from efficacy.errors import Conflict, InvalidValue, NotAllowed
from efficacy.language import speech
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.take_home import code
from efficacy.reports.take_home.code import OUTCOMES, Done
from efficacy.reports.take_home.contents import Part, contents, offered
from efficacy.reports.take_home.page import page
from efficacy.services.access import (
    Facilitator,
    Participant,
    require_cohort,
    require_participant,
)
from efficacy.services.facilitate.actor import audit
from efficacy.services.given_out import give_out
from efficacy.services.handouts import person_of, room_of
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, cohorts, taken

FILE_NAME = "take-home.html"
FEWEST = 5  # people, before anybody is told how many brought something back


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody can take home, in their language."""

    language: str
    parts: tuple[Part, ...]


# ----------------------------------------------------------------------------- what goes home


def offer(workshop: Workshop, who: Participant) -> Offer:
    """Return which parts there is something for.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    """
    room, own = _facts(workshop, who)
    return Offer(language=who.language, parts=offered(room, own))


def make(workshop: Workshop, who: Participant, parts: Collection[Part]) -> tuple[str, bytes]:
    """Return the name of a new file and what is in it: the parts that somebody chose.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    InvalidValue
        If nothing was chosen, or nothing that there is.
    """
    room, own = _facts(workshop, who)
    chosen = [part for part in offered(room, own) if part in parts]
    if not chosen:
        raise InvalidValue("Tick at least one thing that you want to take with you.")
    now_ms = workshop.now_ms()

    def job(tx: Connection) -> str:
        require_participant(tx, who)
        return give_out(workshop, tx, who.id, form="file", parts=",".join(chosen), now_ms=now_ms)

    tag = workshop.store.write(job)
    say = speech(who.language)
    return FILE_NAME, page(contents(room, replace(own, tag=tag), chosen, say), say)


def _facts(workshop: Workshop, who: Participant) -> tuple[Room, Person]:
    with workshop.store.read() as tx:
        person = require_participant(tx, who)
        room = room_of(workshop, tx, cohorts.by_id(tx, who.cohort_id))  # type: ignore[arg-type]
        # Whoever finds the file is not told whose it is.
        return room, person_of(tx, person, call_name="")


# ------------------------------------------------------------------------- what is brought back


def bring_back(
    workshop: Workshop, typed: str, *, who: Participant | Facilitator | None, cohort_id: str = ""
) -> Done:
    """Keep what a code says, and return it.

    Parameters
    ----------
    typed : str
        The code as somebody typed it.
    who : Participant, Facilitator or None
        Whose own file it must be; or whose group ``cohort_id`` its owner must be in; or nobody
        who is known here, at the room's door.

    Raises
    ------
    InvalidValue
        If it is no code, or was typed with a slip.
    NotAllowed
        If it is of another person, another group or another place; the three are not told
        apart. Or if who asks may not ask (any more).
    Conflict
        If a newer code of the same file is here, or this one; nothing is changed then.
    """
    tag, done = code.read_code(typed)

    def job(tx: Connection) -> None:
        _require_own(tx, tag, who, cohort_id)
        last = taken.last_of(tx, tag)
        if last is not None:
            _require_newer(done, last)
        how = "counselor" if isinstance(who, Facilitator) else "self"
        taken.bring(tx, tag, done.sequence, _values(done, how, workshop.now_ms()))
        if isinstance(who, Facilitator):
            audit(workshop, tx, who, "code-typed", cohort_id)

    workshop.store.write(job)
    return done


def bring_sheet(
    workshop: Workshop,
    who: Facilitator,
    cohort_id: str,
    number: str,
    *,
    tries: str,
    right: str,
    outcome: str,
) -> Done:
    """Keep what a sheet of paper says, as it was typed, and return it.

    Typed again, it takes the place of what was typed before.

    Raises
    ------
    InvalidValue
        If the number was typed with a slip, or the counts cannot be.
    NotAllowed, NotFound
        As ``bring_back``; or the cohort is not theirs.
    Conflict
        If the same is here already.
    """
    tag = code.read_number(number)
    counted = Done(tries=_count(tries), right=_count(right), outcome=_outcome(outcome))
    if counted.right > counted.tries:
        raise InvalidValue(
            "The sheet counts {right} right of {tries}. Look at it again: of the tasks tried, "
            "some or all can be right.",
            right=counted.right,
            tries=counted.tries,
        )

    def job(tx: Connection) -> None:
        _require_own(tx, tag, who, cohort_id)
        last = taken.last_of(tx, tag)
        if last is not None and (last.tries, last.right_alone, last.outcome) == (
            counted.tries,
            counted.right,
            counted.outcome,
        ):
            raise _is_here()
        sequence = last.sequence + 1 if last is not None else 0
        taken.bring(tx, tag, sequence, _values(counted, "paper", workshop.now_ms()))
        audit(workshop, tx, who, "sheet-typed", cohort_id)

    workshop.store.write(job)
    return counted


def brought_by(workshop: Workshop, who: Facilitator, cohort_id: str) -> int | None:
    """Return how many people of a cohort brought something back; None for fewer than five.

    Raises
    ------
    NotAllowed, NotFound
        If the log-in has ended or the cohort is not theirs.
    """
    with workshop.store.read() as tx:
        require_cohort(tx, who, cohort_id)
        people = taken.people_who_brought(tx, cohort_id)
    return people if people >= FEWEST else None


# ----------------------------------------------------------------------------------- refusals


def _require_own(
    tx: Connection, tag: str, who: Participant | Facilitator | None, cohort_id: str
) -> None:
    """Refuse a tag that is not of who asks, of their group, or of anybody here."""
    if isinstance(who, Participant):
        require_participant(tx, who)
    elif isinstance(who, Facilitator):
        require_cohort(tx, who, cohort_id)
    row = taken.by_tag(tx, tag)
    if row is None or row.removed_ms is not None or not _is_of(row, who, cohort_id):
        raise NotAllowed(
            "Nothing with this number was taken home from here, or it is another person's or "
            "another group's. Look whether it is the right file or sheet."
        )
    if row.ended_ms is not None:
        raise Conflict("This group has ended, so nothing is taken in now. The file works on.")


def _is_of(row: AnyRow, who: Participant | Facilitator | None, cohort_id: str) -> bool:
    if isinstance(who, Participant):
        return bool(row.participant_id == who.id)
    return who is None or bool(row.cohort_id == cohort_id)


def _require_newer(done: Done, last: AnyRow) -> None:
    known = (last.tries, last.right_alone, last.rung, last.outcome, last.lines)
    if last.sequence == done.sequence and known == (
        done.tries,
        done.right,
        done.rung,
        done.outcome,
        done.lines,
    ):
        raise _is_here()
    if done.age < (last.sequence, last.tries, last.right_alone, last.lines):
        raise Conflict(
            "This code is older than one of the same file that is here already. Open the file "
            "and type the code that it shows now."
        )


def _is_here() -> Conflict:
    return Conflict("This is here already. Nothing was lost, and nothing is counted twice.")


def _values(done: Done, how: str, now_ms: int) -> dict[str, object]:
    return {
        "tries": done.tries,
        "right_alone": done.right,
        "rung": done.rung,
        "outcome": done.outcome,
        "lines": done.lines,
        "how": how,
        "received_ms": now_ms,
    }


def _count(typed: str) -> int:
    plain, most = typed.strip() or "0", code.MOST["tries"]
    if not (plain.isdecimal() and len(plain) <= len(str(most)) and int(plain) <= most):
        raise InvalidValue(
            "“{found}” is not a count from 0 to {most}. Type it in digits, as on the sheet.",
            found=plain[:20],
            most=most,
        )
    return int(plain)


def _outcome(typed: str) -> code.Outcome:
    known = next((one for one in OUTCOMES if one == typed), None)
    if known is None:
        raise InvalidValue("What came of the goal is done, partly or not yet. Choose one, or none.")
    return known
