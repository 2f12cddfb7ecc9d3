"""Cohorts: make, change, share, end, delete, and forget call names on their date."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection

from efficacy.content.forms import FORMS as FORMS
from efficacy.content.library import dumped, version_of
from efficacy.errors import InvalidValue, NotFound, StageError, StoreError
from efficacy.language import later
from efficacy.reports.material import RECRUITED
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.bought import keep_count
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.told import for_new
from efficacy.services.typed import Line, folded, line
from efficacy.services.workshop import Workshop
from efficacy.store.backup import kept_copies, vacuum
from efficacy.store.queries import cohorts, facilitators, sessions

MODES = ("confidential", "group-only")
# How people came to a group; "" where nobody knows.
WAYS = (*RECRUITED, "")
DAY_MS = 86_400_000

NAME = Line(
    60, later("A cohort's name has 1 to {most} characters; this has {found}. Type it again.")
)
CONTACT = Line(
    120, later("The contact line has 1 to {most} characters; this has {found}. Type it again.")
)
HAPPENED = Line(
    300, later("What else happened takes up to {most} characters; this has {found}. Shorten it.")
)

# Syllables are easy to say across a room; letters that look alike are left out.
_CONSONANTS, _VOWELS = "bdfgkmnprstvz", "aeiou"
# What nobody wants to read out, in a language or two.
_UNSAID = (
    "nazi",
    "pedo",
    "niga",
    "nega",
    "fag",
    "put",
    "kak",
    "popo",
    "pupu",
    "dumb",
    "sadi",
    "rape",
    "kike",
    "merd",
    "fut",
    "bite",
    "vagi",
    "peni",
    "sex",
)


def create_cohort(
    workshop: Workshop,
    who: Actor,
    *,
    name: str,
    plan_id: str,
    mode: str,
    contact: str,
    retention_days: int = 180,
    language: str = "en",
    form: str = "core",
    country: str | None = None,
    recruited: str = "",
    is_synthetic: bool = False,
) -> str:
    """Make a cohort that follows a plan; return its id.

    The plan's content is pinned as it is now, so that editing it later never
    changes what this cohort is asked or how it is scored.

    Parameters
    ----------
    form : str
        ``core`` or ``full``: how much the surveys ask, where the plan has both.
    country : str, optional
        Whose money, numbers and taxes the tasks use; the plan's own where not given.
    recruited : str
        How people came: one of ``WAYS``.

    Raises
    ------
    InvalidValue
        If the name, the contact, the mode, the form, the retention or the way is not usable.
    NotFound
        If there is no such plan or country.
    """
    name, contact = line(name, NAME), line(contact, CONTACT)
    _check_mode(mode)
    _check_way(recruited)
    if not 1 <= retention_days <= 3650:
        raise InvalidValue(
            "Call names are kept for 1 to 3650 days, not {found}. Type a number of days.",
            found=retention_days,
        )
    bundle = workshop.library.bundle(plan_id, language, form=form, country=country)
    content = for_new(workshop, bundle)
    version, body = version_of(content), dumped(content)

    def job(tx: Connection) -> str:
        require_login(tx, who)
        now_ms = workshop.now_ms()
        cohorts.pin_content(tx, version=version, plan_id=plan_id, body=body, now_ms=now_ms)
        cohort_id = workshop.new_id()
        cohorts.add(
            tx,
            id=cohort_id,
            code=_free_code(workshop, tx),
            name=name,
            mode=mode,
            plan_id=plan_id,
            content_version=version,
            language=language,
            contact=contact,
            is_synthetic=is_synthetic,
            created_ms=now_ms,
            retention_ms=now_ms + retention_days * DAY_MS,
            recruited=recruited or None,
        )
        if isinstance(who, Facilitator):
            cohorts.add_facilitator(tx, cohort_id, who.id, "owner")
        else:
            # What the command line makes belongs to everybody who can log in.
            for row in facilitators.all_of_them(tx):
                cohorts.add_facilitator(tx, cohort_id, row.id, "owner")
        audit(workshop, tx, who, "cohort-created", cohort_id, mode)
        return cohort_id

    return workshop.store.write(job)


def change_cohort(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    *,
    name: str | None = None,
    mode: str | None = None,
    contact: str | None = None,
    recruited: str | None = None,
    happened: str | None = None,
) -> None:
    """Change what may still be changed; the mode only until the first consent page.

    Parameters
    ----------
    recruited : str, optional
        How people came: one of ``WAYS``.
    happened : str, optional
        What else happened while the group met, for whoever reads the results; ""
        takes the note away.

    Raises
    ------
    InvalidValue
        If a line is too long, or the mode or the way is not one of those there are.
    StageError
        If the mode is fixed because somebody has read the consent page.
    """
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = line(name, NAME)
    if contact is not None:
        changes["contact"] = line(contact, CONTACT)
    if mode is not None:
        _check_mode(mode)
        changes["mode"] = mode
    if recruited is not None:
        _check_way(recruited)
        changes["recruited"] = recruited or None
    if happened is not None:
        changes["happened"] = line(happened, HAPPENED) if happened.strip() else None

    def job(tx: Connection) -> None:
        room = require_cohort(tx, who, cohort_id)
        if mode is not None and mode != room.mode and room.mode_fixed_ms is not None:
            raise StageError(
                "The mode of “{name}” is fixed: its consent page has been shown, and people "
                "were promised how their answers are used. Make a new cohort instead.",
                name=room.name,
            )
        if changes:
            cohorts.change(tx, cohort_id, **changes)
            audit(workshop, tx, who, "cohort-changed", cohort_id, ", ".join(sorted(changes)))

    workshop.store.write(job)
    workshop.announcer.state_changed(cohort_id)


def share_cohort(workshop: Workshop, who: Actor, cohort_id: str, *, name: str) -> None:
    """Let another facilitator work with a cohort; only its owner can.

    Doing it again does nothing more.

    Raises
    ------
    NotFound
        If nobody logs in by that name.
    """

    def job(tx: Connection) -> None:
        require_cohort(tx, who, cohort_id, owner=True)
        other = facilitators.by_name(tx, folded(name), fold=folded)
        if other is None:
            raise NotFound(
                "No facilitator logs in as “{name}”. Set them up first with "
                "`workshop facilitator add` on this laptop.",
                name=name[:60],
            )
        if cohorts.role_of(tx, cohort_id, other.id) is None:
            cohorts.add_facilitator(tx, cohort_id, other.id, "co")
            audit(workshop, tx, who, "cohort-shared", cohort_id)

    workshop.store.write(job)


def end_cohort(workshop: Workshop, who: Actor, cohort_id: str) -> None:
    """End a cohort: nobody can join or answer any more; results stay."""

    def job(tx: Connection) -> None:
        require_cohort(tx, who, cohort_id, owner=True)
        live = sessions.newest(tx, cohort_id)
        if live is not None and live.ended_ms is None:
            raise StageError("A session of this cohort is still open. End the session first.")
        cohorts.change(tx, cohort_id, ended_ms=workshop.now_ms())
        audit(workshop, tx, who, "cohort-ended", cohort_id)

    workshop.store.write(job)
    workshop.announcer.state_changed(cohort_id)


def delete_cohort(workshop: Workshop, who: Actor, cohort_id: str, *, typed_code: str) -> None:
    """Delete a cohort with everything in it, if its code was typed.

    Raises
    ------
    InvalidValue
        If the typed code is not the cohort's.
    """

    def job(tx: Connection) -> None:
        room = require_cohort(tx, who, cohort_id, owner=True)
        if typed_code.strip().lower() != room.code:
            raise InvalidValue(
                "To delete “{name}”, type its code {code}; you typed “{found}”. "
                "Nothing was deleted.",
                name=room.name,
                code=room.code,
                found=typed_code[:20],
            )
        keep_count(workshop, tx, room)
        cohorts.delete_whole(tx, cohort_id)
        audit(workshop, tx, who, "cohort-deleted", None, room.code)

    workshop.store.write(job)
    workshop.announcer.access_changed()
    _empty_free_pages(workshop)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What was deleted because its date had come.

    ``copies`` are files that upgrades had kept, which held the names too.
    """

    cohorts: int
    copies: tuple[Path, ...] = ()


def purge_due(workshop: Workshop) -> Purged:
    """Delete the call names of every cohort past its retention date, for good.

    Also from the free pages of the file, and from the copies that upgrades
    kept beside it. Backups that somebody made are theirs to delete.
    """

    def job(tx: Connection) -> int:
        now_ms = workshop.now_ms()
        due = cohorts.due_for_purge(tx, now_ms=now_ms)
        for row in due:
            keep_count(workshop, tx, row, wave="")
            cohorts.forget_call_names(tx, row.id, now_ms=now_ms)
            audit(workshop, tx, Operator(), "call-names-deleted", row.id)
        return len(due)

    purged = workshop.store.write(job)
    if not purged:
        return Purged(cohorts=0)
    workshop.announcer.access_changed()
    _empty_free_pages(workshop)
    copies = kept_copies(workshop.store.path) if workshop.store.path else ()
    for copy in copies:
        copy.unlink(missing_ok=True)
    return Purged(cohorts=purged, copies=copies)


def _empty_free_pages(workshop: Workshop) -> None:
    # Deleted rows still stand in the file until it is written anew. Where another
    # program is reading just now, that happens at the next deletion or stop.
    with contextlib.suppress(StoreError):
        vacuum(workshop.store)


def _check_way(recruited: str) -> None:
    if recruited not in WAYS:
        raise InvalidValue(
            "How people came is one of {known}, or nothing, not “{found}”. Choose one of these.",
            known=", ".join(RECRUITED),
            found=recruited[:20],
        )


def _check_mode(mode: str) -> None:
    if mode not in MODES:
        raise InvalidValue(
            "A cohort is “confidential” or “group-only”, not “{found}”. Choose one of the two.",
            found=mode,
        )


def _free_code(workshop: Workshop, tx: Connection) -> str:
    while True:
        code = _code(workshop.rng)
        if cohorts.by_code(tx, code) is None and not any(part in code for part in _UNSAID):
            return code


def _code(rng: Random) -> str:
    return "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(3))
