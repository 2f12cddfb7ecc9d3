"""One answer, saved as it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection

from efficacy.activities.contract import Given
from efficacy.activities.fields import Value
from efficacy.errors import InvalidValue, NotAllowed, NotFound, StageError
from efficacy.language import speech
from efficacy.services.access import Participant, require_participant
from efficacy.services.bought import take_copy
from efficacy.services.pinned import Held
from efficacy.services.views import Receipt
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, responses, sessions

MOST_ATTEMPTS = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as a device sends it.

    ``counter`` rises with every change on a device; ``age_ms`` says how long
    ago the answer was given, because a phone's clock cannot be trusted.
    """

    run_id: str
    item_id: str
    value: object
    counter: int
    age_ms: int = 0
    attempt: int = 1
    option_id: str = ""


def answer(workshop: Workshop, who: Participant, given: Answer) -> Receipt:
    """Save one answer as it is given; return what became of it.

    An answer given before Close is taken until the session ends, and marked
    late. A smaller counter of the same device never overwrites; between
    devices the answer given later wins. A refusal is a receipt with a
    sentence, never an exception: the words stay with the person.
    """
    try:
        saved_ms, late, cohort_id = workshop.store.write(lambda tx: _save(workshop, tx, who, given))
    except NotAllowed:
        raise
    except (InvalidValue, StageError, NotFound) as refusal:
        sentence = refusal.said(speech(who.language))
        return Receipt(counter=given.counter, ok=False, sentence=sentence)
    workshop.announcer.counts_changed(cohort_id)
    return Receipt(counter=given.counter, ok=True, saved_ms=saved_ms, late=late)


def _save(
    workshop: Workshop, tx: Connection, who: Participant, given: Answer
) -> tuple[int, bool, str]:
    person = require_participant(tx, who)
    run = run_of(tx, person, given.run_id)
    held = Held.of_run(tx, person, run.planned_id, run.activity_id)
    if held.measures and not person.takes_survey:
        raise StageError("You chose not to take part in the survey, so nothing was saved.")
    now_ms = workshop.now_ms()
    # Nobody gives anything before the activity began or before they came; and
    # if the clock was put back meanwhile, not in what is now the future either.
    earliest_ms = min(max(run.opened_ms, person.joined_ms), now_ms)
    given_ms = max(now_ms - max(given.age_ms, 0), earliest_ms)
    late = _is_late(run, given_ms)
    value, order = _validated(held, given, person.language)
    if given.item_id in held.kind.forgets(held.context) and responses.completion_of(
        tx, run.id, person.id
    ):
        return now_ms, late, person.cohort_id
    take_copy(workshop, tx, held, run=run, person=person, item_id=given.item_id)
    responses.save(
        tx,
        run_id=run.id,
        wave=run.wave or "",
        participant_id=person.id,
        item_id=given.item_id,
        attempt=given.attempt,
        option_id=given.option_id,
        number=value if isinstance(value, float) else None,
        text=value if isinstance(value, str) else None,
        given_ms=given_ms,
        taken_ms=now_ms,
        is_late=late,
        content_version=person.content_version,
        shown_order=order,
        device_id=who.device_id,
        device_counter=given.counter,
    )
    return now_ms, late, person.cohort_id


def run_of(tx: Connection, person: AnyRow, run_id: str) -> AnyRow:
    """Return a run of this person's room with its session, while something may be given to it.

    Raises
    ------
    NotFound, StageError
        If it is another room's, or the session or the cohort has ended.
    """
    run = sessions.run_with_session(tx, run_id)
    if run is None or run.cohort_id != person.cohort_id:
        raise NotFound("This activity does not exist in your room. Reload the page.")
    if run.session_ended_ms is not None or person.cohort_ended_ms is not None:
        raise StageError(
            "The session has ended, so this could not be saved. You can copy your words from here."
        )
    return run


def _is_late(run: AnyRow, given_ms: int) -> bool:
    if run.closed_ms is None:
        return False
    if given_ms > run.closed_ms:
        raise StageError(
            "This activity is closed, so a new answer could not be saved. "
            "What you gave before is kept."
        )
    return True


def _validated(held: Held, given: Answer, language: str) -> tuple[Value, int]:
    say = speech(language)
    if not 1 <= given.attempt <= MOST_ATTEMPTS:
        raise InvalidValue("There is no attempt {found}. Reload the page.", found=given.attempt)
    value = held.kind.validate(
        held.context,
        Given(
            item_id=given.item_id,
            value=cast(Value, given.value),  # the field decides what it is
            attempt=given.attempt,
            option_id=given.option_id,
        ),
        say,
    )
    return value, held.sheet(language).place(given.item_id)
