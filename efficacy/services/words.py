"""The word list of a cohort: what its pinned content tells about the words of the workshop."""

from __future__ import annotations

from sqlalchemy import Connection

from efficacy.content.glossary import Glossary
from efficacy.services.access import Participant, require_participant
from efficacy.services.pinned import curriculum
from efficacy.services.workshop import Workshop


def glossaries(workshop: Workshop, who: Participant) -> tuple[Glossary, ...]:
    """Return the glossaries of somebody's cohort by title; none where the content has none.

    Raises
    ------
    NotAllowed
        If this device does not belong to a participant any more.
    """
    with workshop.store.read() as tx:
        person = require_participant(tx, who)
        known = curriculum(tx, person.content_version).glossaries.values()
    return tuple(sorted(known, key=lambda one: (one.title, one.id)))


def has_words(tx: Connection, version: str) -> bool:
    """Return whether pinned content of this version has a word list."""
    return bool(curriculum(tx, version).glossaries)
