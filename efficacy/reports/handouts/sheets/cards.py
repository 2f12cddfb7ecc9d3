"""Cards to cut out: a sign of nerves, the words for it, and a first action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.content.cues import Family
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.signs import (
    ChosenSign,
    Sign,
    by_family,
    chosen,
    facts_of,
    family_meaning,
    family_words,
    signs,
)

A_PAGE = 6  # cards


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCard(Variables):
    """A card with a sign that somebody worked with."""

    family: Annotated[str, "Which shape it has: body, thought or doing."]
    where: Annotated[str, "The same in words, such as “In my body”."]
    sign: Annotated[str, "The sign."]
    words_are: Annotated[str, "What the words are: own words, an answer, or what one can do."]
    words: Annotated[str, "The words; empty for who chose a first action only."]
    action: Annotated[str, "The first action, of up to 60 seconds."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignToChoose(Variables):
    """A sign that a card can be made of."""

    known_as: Annotated[str, "The sign."]
    can_say: Annotated[str, "Words that somebody could take for it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFamily(Variables):
    """The signs of one family, to choose from."""

    shape: Annotated[str, "Which shape it has: body, thought or doing."]
    title: Annotated[str, "Where such signs are noticed."]
    meaning: Annotated[str, "What the words are: another reading, an answer, or what one can do."]
    choices: Annotated[tuple[SignToChoose, ...], "The signs, with words for each."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards(Variables):
    """The variables of the cards to cut out."""

    call_name: Annotated[str, "What the room calls the person."]
    cards: Annotated[tuple[SignCard, ...], "A card a sign that the person worked with."]
    blank_cards: Annotated[int, "How many cards with lines follow, to fill the page."]
    families: Annotated[tuple[SignFamily, ...], "The signs to choose from, family by family."]
    about: Annotated[tuple[str, ...], "What is known of the body, each with its source."]
    caution: Annotated[str, "What these words are not for."]


def fill(room: Room, person: Person, say: Speech) -> Cards | None:
    """Return a card for each sign that somebody worked with, and empty ones beside them."""
    shown = signs(room.content, room.plan)
    if not shown:
        return None
    mine = chosen(room.content, room.plan, person.given)
    return Cards(
        call_name=person.call_name,
        cards=tuple(_card(one, say) for one in mine),
        blank_cards=-len(mine) % A_PAGE if mine else A_PAGE,
        families=tuple(_family(family, listed, say) for family, listed in by_family(shown)),
        about=facts_of(shown),
        caution=shown[0].cues.caution,
    )


def _card(one: ChosenSign, say: Speech) -> SignCard:
    labels: dict[Family, str] = {
        "body": say("My words"),
        "thought": say("My answer"),
        "doing": say("What I can do"),
    }
    card = one.sign.card
    return SignCard(
        family=card.family,
        where=family_words(card.family, say),
        sign=card.sign,
        words_are=labels[card.family],
        words=one.words,
        action=one.action,
    )


def _family(family: Family, listed: tuple[Sign, ...], say: Speech) -> SignFamily:
    return SignFamily(
        shape=family,
        title=family_words(family, say),
        meaning=family_meaning(family, say),
        choices=tuple(
            SignToChoose(known_as=one.card.sign, can_say=one.card.new_label) for one in listed
        ),
    )


HANDOUT = ForPerson(
    id="cards",
    title=later("Relabelling cards"),
    about=later("Cards to cut out: a sign, words for it, and a first action."),
    variables=Cards,
    fill=fill,
    pages=2,
    pages_large=None,
)
