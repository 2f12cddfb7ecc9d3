"""What a group worked on, for somebody who took part; the name is written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables

HOUR, STEP = 60, 15  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Variables):
    """The variables of the certificate. It says what was worked on, and nothing of the person."""

    plan: Annotated[str, "The title of the plan."]
    group: Annotated[str, "What the group is called."]
    sessions: Annotated[tuple[str, ...], "The titles of the plan's sessions, in their order."]
    length: Annotated[str, "How long all sessions are as planned, to a quarter of an hour."]


def fill(room: Room, person: Person, say: Speech) -> Certificate:  # noqa: ARG001
    """Return the same certificate for everybody in a group."""
    return Certificate(
        plan=room.plan.title,
        group=room.name,
        sessions=tuple(one.title for one in room.plan.sessions),
        length=_length(sum(one.minutes for one in room.plan.sessions), say),
    )


def _length(minutes: int, say: Speech) -> str:
    """Return minutes in words, to a quarter of an hour: a plan is not kept to the minute."""
    hours, rest = divmod(STEP * max(1, round(minutes / STEP)), HOUR)
    parts = [say.plural("{n} hour", "{n} hours", hours)] if hours else []
    parts += [say.plural("{n} minute", "{n} minutes", rest)] if rest else []
    return " ".join(parts)


HANDOUT = ForPerson(
    id="certificate",
    title=later("Certificate"),
    about=later("What the group worked on, with a line for a hand-written name."),
    variables=Certificate,
    fill=fill,
    is_private=False,
    pages=1,
    pages_large=1,
    orientation="landscape",
)
