"""Why it matters to somebody: their own reasons, kept apart from how sure they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, TypeVar

from efficacy.activities import barriers_form, occupation_form, shortlist
from efficacy.activities.barriers_form import BarriersParams, chosen_barriers
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Params
from efficacy.activities.occupation_form import OccupationParams, named_occupations
from efficacy.activities.personal import Standing
from efficacy.activities.screens import filled, newest, written
from efficacy.activities.shortlist_form import ShortlistParams, named_options, named_things
from efficacy.language import Speech, later
from efficacy.reports.given import standings
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables

P = TypeVar("P", bound=Params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Liked(Variables):
    """An occupation that the person looked up."""

    name: Annotated[str, "What it is called, in the person's own words."]
    like: Annotated[str, "What they would like about it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay(Variables):
    """Something that may get in the way, with what can be done."""

    barrier: Annotated[str, "What may get in the way."]
    who_helps: Annotated[str, "Who or what can help; may be empty."]
    step: Annotated[str, "The first step; may be empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons(Variables):
    """The variables of the page with reasons."""

    call_name: Annotated[str, "What the room calls the person."]
    things: Annotated[tuple[str, ...], "What matters to the person."]
    first: Annotated[str, "What they look into first."]
    until: Annotated[str, "Until when."]
    change: Annotated[str, "What would change their mind."]
    liked: Annotated[tuple[Liked, ...], "Occupations with something they would like."]
    in_the_way: Annotated[tuple[InTheWay, ...], "What may get in the way, with a plan."]


def fill(room: Room, person: Person, say: Speech) -> Reasons:
    """Return a person's own words from the newest activity of each kind; no rating of theirs."""
    things, first, until, change = _wanted(room, person, say)
    return Reasons(
        call_name=person.call_name,
        things=things,
        first=first,
        until=until,
        change=change,
        liked=tuple(_liked(room, person)),
        in_the_way=tuple(_in_the_way(room, person)),
    )


def _wanted(room: Room, person: Person, say: Speech) -> tuple[tuple[str, ...], str, str, str]:
    """Return what matters, what is looked into first, until when, what would change it."""
    found = _newest(room, person, shortlist.Shortlist.name, ShortlistParams)
    if found is None:
        return (), "", "", ""
    params, own = found
    named, decided = (newest(own, shortlist.ROUTE, screen) for screen in ("name", "decide"))
    options = {f"option-{n}": name for n, name in named_options(params, named).items()}
    return (
        tuple(named_things(params, named, say).values()),
        options.get(written(decided, "look-first"), ""),
        written(decided, "until"),
        written(decided, "change-my-mind"),
    )


def _liked(room: Room, person: Person) -> Iterator[Liked]:
    found = _newest(room, person, "occupation", OccupationParams)
    if found is not None:
        params, own = found
        for n, name in named_occupations(params, own).items():
            card = newest(own, (occupation_form.NAME,), filled(occupation_form.CARD, n=n))
            like = written(card, occupation_form.item(occupation_form.LIKE, n))
            if like:
                yield Liked(name=name, like=like)


def _in_the_way(room: Room, person: Person) -> Iterator[InTheWay]:
    found = _newest(room, person, "barriers", BarriersParams)
    if found is not None:
        params, own = found
        for key, words in chosen_barriers(params, own).items():
            plan = newest(own, (barriers_form.FIRST,), filled(barriers_form.PLAN, key=key))
            yield InTheWay(
                barrier=words,
                who_helps=written(plan, f"{barriers_form.WHO_HELPS}.{key}"),
                step=written(plan, f"{barriers_form.STEP}.{key}"),
            )


def _newest(room: Room, person: Person, kind: str, model: type[P]) -> tuple[P, Standing] | None:
    """Return the newest activity of a kind in which something was given; None without one."""
    for context, own in reversed(tuple(standings(room.content, room.plan, person.given, kind))):
        return params_of(context, model), own
    return None


HANDOUT = ForPerson(
    id="reasons",
    title=later("Why it matters to me"),
    about=later("Reasons of one's own, kept apart from how sure somebody is."),
    variables=Reasons,
    fill=fill,
    pages=1,
    pages_large=2,
)
