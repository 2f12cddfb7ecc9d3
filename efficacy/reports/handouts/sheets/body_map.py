"""An outline to mark signs of nerves on, and the list of signs beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.sheets.body_outline import outline
from efficacy.reports.handouts.variables import Picture, Variables
from efficacy.reports.signs import (
    Sign,
    by_family,
    facts_of,
    family_meaning,
    family_words,
    noticed,
    signs,
    told,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnMap(Variables):
    """A sign of the list."""

    sign: Annotated[str, "The sign."]
    mine: Annotated[str, "That the person marked it; empty where they did not."]
    can_mean: Annotated[str, "What it can also mean, an answer, or what one can do."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFamily(Variables):
    """The signs of one family."""

    where: Annotated[str, "Where such signs are noticed."]
    meaning: Annotated[str, "What stands beside each sign."]
    listed: Annotated[tuple[SignOnMap, ...], "The signs."]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMap(Variables):
    """The variables of the body map."""

    call_name: Annotated[str, "What the room calls the person."]
    outline: Annotated[Picture, "An outline of a person, with lines to write on at its sides."]
    tell: Annotated[str, "What the person tells themselves when they notice a sign."]
    how_marked: Annotated[str, "How to tell what the person marked; empty where they marked none."]
    families: Annotated[tuple[MapFamily, ...], "The signs of the plan, family by family."]
    about: Annotated[tuple[str, ...], "What is known of the body, each with its source."]
    caution: Annotated[str, "What reading a sign in another way is not for."]


def fill(room: Room, person: Person, say: Speech) -> BodyMap | None:
    """Return the plan's signs, those that somebody knows of themselves marked in words."""
    shown = signs(room.content, room.plan)
    if not shown:
        return None
    mine = noticed(room.content, room.plan, person.given)
    return BodyMap(
        call_name=person.call_name,
        outline=outline(say),
        tell=told(room.content, room.plan, person.given),
        how_marked=say("A cross and “Yours” stand where you marked it before.") if mine else "",
        families=tuple(
            MapFamily(
                where=family_words(family, say),
                meaning=family_meaning(family, say),
                listed=tuple(_sign(one, mine, say) for one in listed),
            )
            for family, listed in by_family(shown)
        ),
        about=facts_of(shown),
        caution=shown[0].cues.caution,
    )


def _sign(one: Sign, mine: Collection[Sign], say: Speech) -> SignOnMap:
    return SignOnMap(
        sign=one.card.sign,
        mine=say("Yours") if one in mine else "",
        can_mean=one.card.new_label,
    )


HANDOUT = ForPerson(
    id="body-map",
    title=later("Body map"),
    about=later("An outline to mark signs of nerves on, and what each sign can also mean."),
    variables=BodyMap,
    fill=fill,
    pages=2,
    pages_large=None,
)
