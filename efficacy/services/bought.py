"""Instruments that a counselor bought: their words on the screens, and their copies.

A participant uses one copy at each wave, with the first answer to one of the
items. The words are read from the counselor's own folder and written nowhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from efficacy.content.models import Instrument, PlannedActivity
from efficacy.errors import Problem, StageError, StoreError
from efficacy.language import Speech
from efficacy.services.access import Facilitator, Operator, require_login
from efficacy.services.pinned import Held, Lost, bought_in, curriculum
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, bought, cohorts, participants


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """One instrument that was bought, and where its copies went.

    ``screens`` counts answers that are stored, ``gone`` those of deleted
    cohorts, ``paper`` what was printed; together they are what is used.
    """

    id: str
    title: str
    holder: str
    order: str
    bought: int
    screens: int
    gone: int
    paper: int

    @property
    def used(self) -> int:
        """Return how many copies are used up."""
        return self.screens + self.gone + self.paper

    @property
    def left(self) -> int:
        """Return how many copies may still be used."""
        return max(0, self.bought - self.used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The counselor's folder as the settings page shows it."""

    folder: str
    owned: tuple[Owned, ...]
    problems: tuple[Problem, ...]


def listed(workshop: Workshop, who: Facilitator | Operator) -> Listing:
    """Return what was bought, how much of it is used, and what is wrong in the folder."""
    shelf = workshop.library.shelf()
    with workshop.store.read() as tx:
        require_login(tx, who)
        return Listing(
            folder=str(workshop.library.licensed or ""),
            owned=tuple(one for id in shelf.copies if (one := owned(workshop, tx, id))),
            problems=shelf.problems,
        )


def owned(workshop: Workshop, tx: Connection, instrument_id: str) -> Owned | None:
    """Return where the copies of an instrument went; None if its file is not there."""
    copy = workshop.library.shelf().copies.get(instrument_id)
    if copy is None:
        return None
    return Owned(
        id=instrument_id,
        title=copy.instrument.title,
        holder=copy.licence.holder,
        order=copy.licence.order,
        bought=copy.licence.copies_bought,
        screens=len(bought.users(tx, instrument_id)),
        gone=bought.kept(tx, instrument_id, bought.GONE),
        paper=bought.kept(tx, instrument_id, bought.PAPER),
    )


# ------------------------------------------------------------------- words


def with_words(workshop: Workshop, held: Held) -> Held:
    """Return an activity as it is shown: with the words of bought instruments, if they are there.

    What asks none of these is returned as it is, and the folder is not looked at.
    """
    return held.worded(workshop.library.shelf()) if held.bought else held


def sentences(lost: Collection[Lost], say: Speech) -> tuple[str, ...]:
    """Return what a screen or a form says in the place of questions that it cannot ask."""
    told = {
        "gone": say(
            "The questions of “{title}” are not on this laptop now. Nothing is asked here; "
            "go on with the next step."
        ),
        "other": say(
            "The questions of “{title}” on this laptop are another version than this group "
            "began with. Nothing is asked here; go on with the next step."
        ),
        "used-up": say("All copies of “{title}” are used, so its questions are left out here."),
    }
    return tuple(told[one.why].replace("{title}", one.title) for one in lost)


# ------------------------------------------------------------------ copies


def take_copy(
    workshop: Workshop, tx: Connection, held: Held, *, run: AnyRow, person: AnyRow, item_id: str
) -> None:
    """Let the first answer of a person at a wave use a copy; it is written in the same transaction.

    Raises
    ------
    StageError
        If no copy is left, or the file is gone that says how many there are.
    """
    instrument = next((one for one in held.bought if item_id in _items(one)), None)
    wave = run.wave or ""
    if instrument is None or bought.has_used(tx, instrument.id, person.id, wave=wave):
        return
    room = cohorts.by_id(tx, person.cohort_id)
    if room is not None and room.is_synthetic:
        return
    _first_in_line(tx, instrument.id)
    copies = owned(workshop, tx, instrument.id)
    if copies is None:
        raise StageError(
            "The file of “{title}” is not on this laptop now, so this answer could not be saved. "
            "You can go on with the next step.",
            title=instrument.title,
        )
    if copies.left < 1:
        raise StageError(
            "All copies of “{title}” are used, so this answer could not be saved. "
            "You can go on with the next step.",
            title=instrument.title,
        )


def require_enough(
    workshop: Workshop, tx: Connection, room: AnyRow, activity: PlannedActivity
) -> None:
    """Refuse to open a survey for which there are fewer copies than people who would need one.

    Raises
    ------
    StageError
        With how many there are, and how the session goes on.
    """
    if room.is_synthetic:
        return
    wave = activity.wave or ""
    here = _here(workshop, tx, room, activity)
    for instrument in bought_in(curriculum(tx, room.content_version), activity):
        copies = owned(workshop, tx, instrument.id)
        if copies is None:
            continue  # the screens say that the file is gone
        users = bought.users(tx, instrument.id, cohort_id=room.id, wave=wave)
        needed = len(here - {person for person, _ in users})
        if copies.left < max(needed, 0 if users else 1):
            raise StageError(
                "“{title}” has {left} of {bought} copies left, and {needed} people here need one. "
                "Choose another step in the list of steps; or buy more, and write the new number "
                "into the file “{file}”.",
                title=copies.title,
                left=copies.left,
                bought=copies.bought,
                needed=needed,
                file=workshop.library.shelf().copies[instrument.id].file,
            )


def _here(workshop: Workshop, tx: Connection, room: AnyRow, activity: PlannedActivity) -> set[str]:
    connected = workshop.announcer.present(room.id)
    return {
        person.id
        for person in participants.of_cohort(tx, room.id)
        if person.id in connected
        and person.removed_ms is None
        and (person.takes_survey or activity.wave is None)
    }


def take_sheets(workshop: Workshop, tx: Connection, instrument_ids: Collection[str]) -> set[str]:
    """Count one printed copy of each instrument; return those of which none was left."""
    used_up = set()
    for one in instrument_ids:
        _first_in_line(tx, one)
        copies = owned(workshop, tx, one)
        if copies is None:
            continue
        if copies.left < 1:
            used_up.add(one)
        else:
            bought.keep(tx, one, bought.PAPER, copies.paper + 1)
    return used_up


def keep_count(
    workshop: Workshop, tx: Connection, room: AnyRow, *, wave: str | None = None
) -> None:
    """Keep how many copies a cohort has used, before its answers are deleted."""
    if room.is_synthetic:
        return
    try:
        content = curriculum(tx, room.content_version)
        known = {one.id for one in content.instruments.values() if one.bought is not None}
    except StoreError:  # a cohort whose content is damaged has to be deletable too
        known = set(workshop.library.shelf().copies)
    bought.keep_count(tx, sorted(known), room.id, wave=wave)


def _items(instrument: Instrument) -> set[str]:
    return {item.id for scale in instrument.scales for item in scale.items}


def _first_in_line(tx: Connection, instrument_id: str) -> None:
    """Let others who would use a copy wait: on a server with several programs, for this row."""
    bought.keep(tx, instrument_id, bought.GONE, bought.kept(tx, instrument_id, bought.GONE))
