"""Numbers for what is taken home, so that what comes back is known: a file has one, and a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from efficacy.errors import Conflict
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.take_home import code
from efficacy.services.workshop import Workshop
from efficacy.store.queries import taken

# Even with a million tags given out, nobody ever sees as many draws fail.
_ATTEMPTS = 20


def give_out(
    workshop: Workshop,
    tx: Connection,
    participant_id: str,
    *,
    form: str,
    parts: str = "",
    now_ms: int,
) -> str:
    """Return a tag that nobody has, and note whose it is from now on."""
    for _ in range(_ATTEMPTS):
        tag = code.tag_of(workshop.rng.randrange(code.TAGS))
        if taken.is_free(tx, tag):
            taken.give_out(tx, tag, participant_id, form=form, parts=parts, now_ms=now_ms)
            return tag
    raise Conflict("No free number was found for this. Try again.")


def tags_for(
    workshop: Workshop, participant_ids: Collection[str], handouts: Iterable[ForPerson]
) -> Mapping[str, str]:
    """Return a new tag for each of these people, by participant id; none where no sheet has one.

    For whoever prints, once it is known that they may: ``facts.Person.tag`` takes it. A picture
    of a sheet needs none.
    """
    if not any(one.needs_tag for one in handouts):
        return {}
    return give_out_sheets(workshop, participant_ids)


def give_out_sheets(workshop: Workshop, participant_ids: Collection[str]) -> Mapping[str, str]:
    """Return a new tag for a sheet of each of these people, by participant id."""
    now_ms = workshop.now_ms()

    def job(tx: Connection) -> Mapping[str, str]:
        return {
            id: give_out(workshop, tx, id, form="sheet", now_ms=now_ms) for id in participant_ids
        }

    return workshop.store.write(job)
