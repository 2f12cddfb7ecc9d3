"""The form for trying out the questions of an instrument with five people, one at a time.

It holds the questions and nothing of a person; whoever may log in may print it.
"""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.activities.blocks import ratings
from efficacy.activities.paper import named_points
from efficacy.content.models import Instrument, Scale
from efficacy.errors import NotFound
from efficacy.services.access import Facilitator, Operator, require_login
from efficacy.services.workshop import Workshop

PEOPLE = 5
# As many of them must have meant the same for an item to stay as it is.
ENOUGH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One scale on the form: its stem, the named points of its answers, its items."""

    title: str
    stem: str
    answers: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TryOut:
    """The form of one instrument."""

    title: str
    version: str
    language: str
    scales: tuple[Tried, ...]
    people: int = PEOPLE
    enough: int = ENOUGH


def try_outs(
    workshop: Workshop, who: Facilitator | Operator, language: str = "en"
) -> tuple[tuple[str, str], ...]:
    """Return id and title of each instrument that can be tried out, by title."""
    known = _instruments(workshop, who, language)
    return tuple(sorted(((one.id, one.title) for one in known.values()), key=lambda one: one[1]))


def try_out(
    workshop: Workshop, who: Facilitator | Operator, instrument_id: str, language: str = "en"
) -> TryOut:
    """Return the form of one instrument, as its file is now.

    Raises
    ------
    NotFound
        If there is no such instrument, or it was bought: its words are tested, and a
        sheet with them would be one of its copies.
    """
    known = _instruments(workshop, who, language)
    found = known.get(instrument_id)
    if found is None:
        raise NotFound(
            "There are no questions called “{found}” to try out. Choose one of: {known}.",
            found=instrument_id[:60],
            known=", ".join(sorted(known)) or "none",
        )
    return TryOut(
        title=found.title,
        version=found.version,
        language=found.language,
        scales=tuple(_tried(scale) for scale in found.scales),
    )


def _instruments(
    workshop: Workshop, who: Facilitator | Operator, language: str
) -> dict[str, Instrument]:
    with workshop.store.read() as tx:
        require_login(tx, who)
    every = workshop.library.curriculum(language).instruments
    return {id: one for id, one in every.items() if one.bought is None}


def _tried(scale: Scale) -> Tried:
    fields = ratings(scale)
    return Tried(
        title=scale.title,
        stem=scale.stem,
        answers=named_points(fields[0]),
        items=tuple(field.label for field in fields),
    )
