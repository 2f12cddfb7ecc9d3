"""Stories that participants gave to their counselor: read, edited, shown to them, saved.

What was given stays in the database until it is taken back, the cohort's call names go,
or it is withdrawn. An edit is kept beside it until it is saved as a story of one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from efficacy.activities.relay_form import BOXES, CONSENT, DRAFT, last_day
from efficacy.content.findings import Findings
from efficacy.content.own import as_text
from efficacy.content.peer_models import PeerModel
from efficacy.errors import Conflict, ContentError, InvalidValue, NotFound, StageError
from efficacy.services.access import Facilitator, require_cohort, require_login
from efficacy.services.facilitate.actor import Actor
from efficacy.services.facilitate.curriculum import own_contents, review, save
from efficacy.services.facilitate.story_edit import has_gaps, put_together, read_edit
from efficacy.services.told import ended_problems, has_ended, today
from efficacy.services.workshop import Workshop, hashed
from efficacy.store.queries import AnyRow, cohorts, exchange

# Begins the id of every story that was handed on.
HANDED = "handed-"

# What pages call a story that can be edited.
Story = PeerModel


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryGiven:
    """What one person gave, as their counselor reads it.

    Attributes
    ----------
    note_id : str
        Names it here; ``story_id`` is the id of the story that is made of it.
    words : Mapping
        What was given, by the box it was written in.
    consent_until : date
        The last day on which it may be told.
    is_live : bool
        Whether its session is on, so that it can still be taken back on screen.
    is_saved : bool
        Whether a story was made of it.
    is_synthetic : bool
        Whether the person is invented.
    """

    note_id: str
    story_id: str
    cohort_id: str
    call_name: str
    language: str
    words: Mapping[str, str]
    given: date
    consent_until: date
    draft: str = ""
    is_live: bool = False
    is_saved: bool = False
    is_synthetic: bool = False
    run_id: str = ""
    participant_id: str = ""


def stories_given(workshop: Workshop, who: Actor, cohort_id: str) -> tuple[StoryGiven, ...]:
    """Return the stories that people of a cohort gave, the oldest first."""
    with workshop.store.read() as tx:
        found = _given(tx, require_cohort(tx, who, cohort_id))
    saved = {one.id for one in own_stories(workshop, who)}
    return tuple(replace(one, is_saved=one.story_id in saved) for one in found)


def own_stories(workshop: Workshop, who: Actor) -> tuple[PeerModel, ...]:
    """Return the stories of real people in the own folder, usable or not."""
    return tuple(
        one
        for one in own_contents(workshop, who)
        if isinstance(one, PeerModel) and one.label.kind == "real"
    )


def story_has_ended(workshop: Workshop, model: PeerModel) -> bool:
    """Return whether the consent to a story has ended, so that nobody is told it."""
    return has_ended(model, today(workshop))


def draft_story(workshop: Workshop, who: Actor, note_id: str) -> PeerModel:
    """Return a story to edit: the edit that was kept, else one put together from the answers.

    Raises
    ------
    NotFound
        If it was taken back, or is none of this counselor's.
    """
    with workshop.store.read() as tx:
        found = _find(tx, who, lambda one: one.note_id == note_id)
    kept = read_edit(found.draft)
    return kept or put_together(
        found.words,
        story_id=found.story_id,
        language=found.language,
        author=getattr(who, "name", "") or "A facilitator",
        given=found.given,
        consent_until=found.consent_until,
    )


def keep_draft(workshop: Workshop, who: Actor, note_id: str, model: PeerModel) -> None:
    """Keep an edit beside what was given; it goes when that is taken back. Nobody is shown it.

    Raises
    ------
    NotFound
        If it was taken back, or is none of this counselor's.
    """

    def job(tx: Connection) -> None:
        found = _find(tx, who, lambda one: one.note_id == note_id)
        exchange.offer(
            tx,
            id=workshop.new_id(),
            run_id=found.run_id,
            participant_id=found.participant_id,
            to_id=None,
            item_id=DRAFT,
            text=as_text(model),
            flag="",
            state=exchange.GIVEN,
            at_ms=workshop.now_ms(),
        )

    workshop.store.write(job)


def review_story(workshop: Workshop, who: Actor, model: PeerModel) -> Findings:
    """Return what the checks say of an edit, and whether its consent has ended."""
    found = review(workshop, who, model)
    return Findings((*found.errors, *ended_problems(workshop, (model,))), found.warnings)


def save_story(workshop: Workshop, who: Actor, model: PeerModel, *, is_agreed: bool) -> None:
    """Save an edit as a story of one's own, which plans may tell from then on.

    Parameters
    ----------
    is_agreed : bool
        Whether the person has seen this edit and said yes to it.

    Raises
    ------
    InvalidValue
        If it is not agreed, not a real person's, or has gaps.
    Conflict
        If it was withdrawn.
    StageError
        If it can still be taken back on screen, or its person is invented.
    NotFound
        If it was taken back and never saved.
    ContentError
        With what the checks find.
    """
    if not is_agreed:
        raise InvalidValue("Show this edit to the person first. Save it once they have said yes.")
    if model.id in workshop.library.withdrawn():
        raise Conflict("This story was taken back. It stays out, also with other words.")
    if model.label.kind != "real" or model.label.consent_until is None:
        raise InvalidValue("A story that was handed on is a real person’s, with an end of consent.")
    if has_gaps(model):
        raise InvalidValue("Some places still hold “…”. Fill them, then save the story.")
    _require_given(workshop, who, model)
    if errors := review_story(workshop, who, model).errors:
        raise ContentError(errors)
    save(workshop, who, model)


# ------------------------------------------------------------- what was given


def _given(tx: Connection, room: AnyRow) -> list[StoryGiven]:
    people: dict[tuple[str, str], list[AnyRow]] = {}
    for row in exchange.to_counselor(tx, room.id):
        people.setdefault((row.run_id, row.participant_id), []).append(row)
    return [one for rows in people.values() if (one := _story(room, rows)) is not None]


def _story(room: AnyRow, rows: Sequence[AnyRow]) -> StoryGiven | None:
    """Return what one person gave in one run; None without consent to it."""
    agreed = next((row for row in rows if row.item_id == CONSENT), None)
    if agreed is None:
        return None
    given = datetime.fromtimestamp(agreed.at_ms / 1000, UTC).date()
    words = {row.item_id: row.text for row in rows}
    return StoryGiven(
        note_id=agreed.id,
        story_id=story_id_of(agreed.id),
        cohort_id=room.id,
        call_name=agreed.call_name or "",
        language=room.language,
        words={box: words[box] for box in BOXES if box in words},
        given=given,
        consent_until=last_day(given, int(agreed.text)),
        draft=words.get(DRAFT, ""),
        is_live=agreed.session_ended_ms is None,
        is_synthetic=bool(room.is_synthetic),
        run_id=agreed.run_id,
        participant_id=agreed.participant_id,
    )


def story_id_of(note_id: str) -> str:
    """Return the id of the story that is made of what was given; it tells nothing of a person."""
    return f"{HANDED}{hashed(note_id)[:12]}"


def of_all(tx: Connection, who: Actor) -> list[StoryGiven]:
    """Return what was given in all cohorts of a counselor; everybody's at the command line."""
    require_login(tx, who)
    rows = (
        cohorts.of_facilitator(tx, who.id)
        if isinstance(who, Facilitator)
        else cohorts.all_of_them(tx)
    )
    return [one for row in rows for one in _given(tx, row)]


def _find(tx: Connection, who: Actor, wanted: Callable[[StoryGiven], bool]) -> StoryGiven:
    for one in of_all(tx, who):
        if wanted(one):
            return one
    raise NotFound("This story was taken back, or it is not among yours. Load the page again.")


def _require_given(workshop: Workshop, who: Actor, model: PeerModel) -> None:
    if any(one.id == model.id for one in own_stories(workshop, who)):
        return  # saved before; what was given may be gone with the call names
    with workshop.store.read() as tx:
        found = _find(tx, who, lambda one: one.story_id == model.id)
    if found.is_synthetic:
        raise StageError("These people are invented, so nothing of theirs is a real story.")
    if found.is_live:
        raise StageError(
            "The session is on, and what was given can be taken back until it ends. "
            "Save the story after that."
        )
