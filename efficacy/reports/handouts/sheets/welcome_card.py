"""The first sheet that people get: how to come back, what was promised, what all agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities.days import day_words
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeCard(Variables):
    """The variables of the welcome card with the group agreement."""

    call_name: Annotated[str, "What the room calls the person."]
    pin: Annotated[str, "The PIN to come back with; only in a person's own print, else empty."]
    address: Annotated[str, "The address to type into a browser; empty where all is on paper."]
    code: Annotated[str, "The code of the room."]
    contact: Annotated[str, "Whom to turn to with a question or when uneasy."]
    consent: Annotated[
        tuple[str, ...], "The sentences of the consent page, as the group's mode is."
    ]
    agreement: Annotated[tuple[str, ...], "What the group agrees on, a sentence each."]


def fill(room: Room, person: Person, say: Speech) -> WelcomeCard:
    """Return what the card says; it holds nothing that a person gave but the name."""
    consent = next(iter(room.content.consents.values()))
    kept = {"keep_until": day_words(room.keep_until, say), "contact": room.contact}
    return WelcomeCard(
        call_name=person.call_name,
        pin=person.pin,
        address=room.address,
        code=room.code,
        contact=room.contact,
        consent=tuple(line.format(**kept) for line in consent.said_in(room.mode)),
        agreement=tuple(consent.agreement),
    )


HANDOUT = ForPerson(
    id="welcome-card",
    title=later("Welcome card"),
    about=later("How to come back, what was promised, and what the group agreed on."),
    variables=WelcomeCard,
    fill=fill,
    is_private=False,
    pages=1,
    pages_large=2,
)
