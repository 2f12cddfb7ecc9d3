"""What a participant does on the sheet besides answering."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from efficacy.activities.blocks import AFTER_CLOSE, TALK, TALK_NO_MORE
from efficacy.activities.contract import Given
from efficacy.activities.personal import Outcome, Words
from efficacy.errors import CanDoError, Conflict, NotAllowed, NotFound, StageError
from efficacy.language import speech
from efficacy.services import typed
from efficacy.services.access import Participant, require_participant
from efficacy.services.participate.answers import run_of
from efficacy.services.pinned import Held
from efficacy.services.standing import next_partner, standing_of
from efficacy.services.told import told
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, exchange, participants, responses


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReply:
    """What became of an action: whether the screen should be drawn again."""

    rerun: bool
    sentence: str | None = None


def act(
    workshop: Workshop,
    who: Participant,
    *,
    run_id: str,
    action_id: str,
    counter: int,
    attempt: int | None = None,
) -> ActionReply:
    """Do something on the sheet besides answering.

    Sent twice it is done once: either it may be repeated, or the first one led
    to another view, and ``attempt`` says that it was meant for the former.
    ``counter`` is the device's, as with answers.
    """

    def job(tx: Connection) -> str:
        person = require_participant(tx, who)
        run = run_of(tx, person, run_id)
        held = told(workshop, Held.of_run(tx, person, run.planned_id, run.activity_id))
        if run.closed_ms is not None and action_id not in AFTER_CLOSE:
            raise StageError("This activity is closed. What you gave before is kept.")
        outcome = _outcome(workshop, tx, held, run, person, action_id=action_id, attempt=attempt)
        if outcome is not None:
            _carry_out(workshop, tx, held, run, person, who, outcome, counter=counter)
        return str(person.cohort_id)

    try:
        cohort_id = workshop.store.write(job)
    except NotAllowed:
        raise
    except CanDoError as refusal:
        return ActionReply(rerun=True, sentence=refusal.said(speech(who.language)))
    workshop.announcer.counts_changed(cohort_id)
    return ActionReply(rerun=True)


def _outcome(
    workshop: Workshop,
    tx: Connection,
    held: Held,
    run: AnyRow,
    person: AnyRow,
    *,
    action_id: str,
    attempt: int | None,
) -> Outcome | None:
    """Return what the action brings; None if it was meant for a view that is gone."""
    if held.kind.offers_talk and action_id in (TALK, TALK_NO_MORE):
        return Outcome(wishes_talk=action_id == TALK)
    say = speech(person.language)
    own = standing_of(workshop, tx, held, run, person)
    view = held.kind.view(held.context, own, say)
    if attempt is not None and held.kind.is_personal and attempt != view.attempt:
        return None
    if action_id not in {known.id for known in view.sheet.actions} | {"undo"}:
        raise NotFound("This activity has no “{id}”. Reload the page.", id=action_id[:40])
    return held.kind.act(held.context, own, action_id, say)


def _carry_out(
    workshop: Workshop,
    tx: Connection,
    held: Held,
    run: AnyRow,
    person: AnyRow,
    who: Participant,
    outcome: Outcome,
    *,
    counter: int,
) -> None:
    now_ms = workshop.now_ms()
    fields = held.sheet(person.language).fields if outcome.store else ()
    # What is carried over to another screen keeps the place in which it was asked.
    order = {known.id: place for place, known in enumerate(fields)}
    for given in outcome.store:
        place = order.get(given.item_id, 0)
        _store(tx, run, person, who, given, place=place, counter=counter, now_ms=now_ms)
    if outcome.forget:
        responses.forget(tx, run.id, outcome.forget, participant_id=person.id)
    for words in outcome.words:
        _hand_over(workshop, tx, run, person, words)
    if outcome.takes_survey is not None:
        participants.change(tx, person.id, takes_survey=outcome.takes_survey)
    if outcome.wishes_talk is True:
        exchange.wish_to_talk(tx, run.session_id, person.id, now_ms=now_ms)
    elif outcome.wishes_talk is False:
        exchange.end_wish(tx, run.session_id, person.id)
    if outcome.how == "undo":
        responses.undo_complete(tx, run.id, person.id)
    elif outcome.how:
        responses.complete(tx, run.id, person.id, how=outcome.how, now_ms=now_ms)


def _store(
    tx: Connection,
    run: AnyRow,
    person: AnyRow,
    who: Participant,
    given: Given,
    *,
    place: int,
    counter: int,
    now_ms: int,
) -> None:
    responses.save(
        tx,
        run_id=run.id,
        wave=run.wave or "",
        participant_id=person.id,
        item_id=given.item_id,
        attempt=given.attempt,
        option_id=given.option_id,
        number=float(given.value) if isinstance(given.value, int | float) else None,
        text=given.value if isinstance(given.value, str) else None,
        given_ms=now_ms,
        taken_ms=now_ms,
        is_late=False,
        content_version=person.content_version,
        shown_order=place,
        device_id=who.device_id,
        device_counter=counter,
    )


def _hand_over(
    workshop: Workshop, tx: Connection, run: AnyRow, person: AnyRow, words: Words
) -> None:
    if not words.text:
        exchange.take_back(tx, run.id, person.id, words.item_id)
        return
    to_id = None
    if words.to == "partner":
        to_id = next_partner(tx, run.session_id, person.id)
        if to_id is None:
            raise Conflict(
                "You are in no pair yet, so there is nobody to give this to. "
                "It is kept; ask your counselor for a partner."
            )
    needs_a_look = words.to == "room" or bool(words.flag)
    state = "waiting" if needs_a_look else "approved"
    exchange.offer(
        tx,
        id=workshop.new_id(),
        run_id=run.id,
        participant_id=person.id,
        to_id=to_id,
        item_id=words.item_id,
        text=typed.line(words.text, typed.NOTE),
        flag=words.flag,
        state=exchange.GIVEN if words.to == "counselor" else state,
        at_ms=workshop.now_ms(),
    )
