"""The way through relabelling: which screen one person is at, from what they gave.

Nobody is pulled on or back by the room. Facts wait for the facilitator, and so
do the doors and the short task; between them everybody goes at their own pace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from efficacy.activities.personal import Standing
from efficacy.content.cues import FAMILIES, CueCard

# The phases that the facilitator steps through.
PHASES = ("notice", "facts", "relabel", "use")
NOTICE, FACTS, RELABEL, USE = range(4)

# The doors: equal, and chosen without a reason.
TO_RELABEL, TO_ACT, TO_LOG = "relabel", "action", "log"
DOORS = (TO_RELABEL, TO_ACT, TO_LOG)

# What the server writes down: no fields, so that nobody can send them.
NOTICED, DOOR, WORKED, USED, OFFERED = "noticed", "door", "worked", "used", "offered"


class Place(StrEnum):
    """The screens that one person can be at."""

    MAP = "map"
    TELL = "tell"
    FACTS = "facts"
    DOORS = "doors"
    CARD = "card"
    READY = "ready"
    SITTING = "sitting"
    USE = "use"
    AGAIN = "again"


# Attempts rise along the way; a card has the attempt of its place in the set,
# so that what was written for it is found again whatever else was picked.
_FIRST_CARD = 10
ATTEMPTS = {
    Place.MAP: 1,
    Place.TELL: 2,
    Place.FACTS: 3,
    Place.DOORS: 4,
    Place.READY: 100,
    Place.SITTING: 101,
    Place.USE: 102,
    Place.AGAIN: 103,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where somebody is: the place, its attempt, and the card where it is one's own."""

    place: Place
    attempt: int
    card: CueCard | None = None


def attempt_of(card: CueCard, cards: Sequence[CueCard]) -> int:
    """Return the attempt under which answers to a card are stored, at least 10."""
    return _FIRST_CARD + [known.id for known in cards].index(card.id)


def screen(own: Standing, cards: Sequence[CueCard], *, up_to: int, tells: bool = True) -> Screen:
    """Return where somebody is.

    Parameters
    ----------
    cards : sequence of CueCard
        All cards of the set, in its order.
    up_to : int
        How many cards one person works on at most.
    tells : bool
        Whether people are asked what they tell themselves.
    """
    place = _place(own, tells=tells)
    if place is not Place.CARD:
        return Screen(place=place, attempt=ATTEMPTS[place])
    for card in picked(own, cards, up_to=up_to):
        attempt = attempt_of(card, cards)
        if own.value(WORKED, attempt) is None:
            return Screen(place=place, attempt=attempt, card=card)
    place = _after_the_cards(own)
    return Screen(place=place, attempt=ATTEMPTS[place])


def _place(own: Standing, *, tells: bool) -> Place:
    if own.value(NOTICED, ATTEMPTS[Place.MAP]) is None:
        return Place.MAP
    if tells and own.value(NOTICED, ATTEMPTS[Place.TELL]) is None:
        return Place.TELL
    door = own.value(DOOR)
    if door is None:
        return Place.FACTS if own.phase_index < RELABEL else Place.DOORS
    return Place.SITTING if door == TO_LOG else Place.CARD


def _after_the_cards(own: Standing) -> Place:
    if own.value(USED) is not None:
        return Place.AGAIN
    return Place.READY if own.phase_index < USE else Place.USE


def known(own: Standing, cards: Sequence[CueCard]) -> tuple[CueCard, ...]:
    """Return the cards whose signs somebody knows of themselves, in the set's order."""
    chosen = {one for family in FAMILIES for one in own.chosen(family, attempt=ATTEMPTS[Place.MAP])}
    return tuple(card for card in cards if card.id in chosen)


def marked(own: Standing, cards: Sequence[CueCard]) -> tuple[CueCard, ...]:
    """Return the cards that somebody marked at the doors, in the set's order."""
    chosen = own.chosen("picked", attempt=ATTEMPTS[Place.DOORS])
    return tuple(card for card in cards if card.id in chosen)


def picked(own: Standing, cards: Sequence[CueCard], *, up_to: int) -> tuple[CueCard, ...]:
    """Return the cards that somebody works on: those marked or else known, ``up_to`` at most."""
    return (marked(own, cards) or known(own, cards))[:up_to]


def offered(own: Standing, cards: Sequence[CueCard]) -> tuple[CueCard, ...]:
    """Return the cards whose words somebody has offered to the room."""
    return tuple(card for card in cards if own.value(OFFERED, attempt_of(card, cards)))
