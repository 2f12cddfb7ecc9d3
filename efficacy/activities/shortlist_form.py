"""What people name, rate and decide on a ``shortlist``: its parameters and its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator, model_validator

from efficacy.activities.blocks import require_once
from efficacy.activities.contract import Params
from efficacy.activities.fields import Choice, Choices, Field, Option, Rating
from efficacy.activities.personal import Standing
from efficacy.activities.screens import box, filled, number, private, written
from efficacy.activities.shortlist_rules import HIGH, LOW
from efficacy.content.models import Id, Words
from efficacy.errors import InvalidValue
from efficacy.language import Speech

MOST_OPTIONS, MOST_THINGS = 5, 4
NONE_YET = "none-yet"
_OWN_THING = re.compile(r"own-\d+")


class ThingParam(Params):
    """Something that may matter to people, to choose from."""

    id: Id
    label: Words


class ShortlistParams(Params):
    """What people are asked, and things that may matter to begin with.

    ``things`` are offered to choose from; ``own_things`` is how many boxes
    there are for others (0 to 4); ``options`` how many options can be named (2 to 5).
    """

    prompt: Words
    things: Annotated[tuple[ThingParam, ...], Declared(max_length=12)] = ()
    own_things: Annotated[int, Declared(ge=0, le=MOST_THINGS)] = 2
    options: Annotated[int, Declared(ge=2, le=MOST_OPTIONS)] = MOST_OPTIONS

    @field_validator("things")
    @classmethod
    def _ids_once(cls, things: tuple[ThingParam, ...]) -> tuple[ThingParam, ...]:
        ids = [thing.id for thing in things]
        require_once(ids)
        for taken in filter(_OWN_THING.fullmatch, ids):
            raise ValueError(f"an id other than “{taken}”, which people's own words are stored by")
        return things

    @model_validator(mode="after")
    def _something_matters(self) -> ShortlistParams:
        if not self.things and not self.own_things:
            raise ValueError("things to choose from, or own_things of at least 1")
        return self


# ------------------------------------------------------------- what is named


def option_numbers(params: ShortlistParams) -> range:
    """Return the numbers of the boxes for options, from 1."""
    return range(1, params.options + 1)


def named_options(params: ShortlistParams, named: Standing) -> dict[int, str]:
    """Return the options that have a name: number to own words."""
    names = {n: written(named, f"option.{n}") for n in option_numbers(params)}
    return {n: name for n, name in names.items() if name}


def named_things(params: ShortlistParams, named: Standing | None, say: Speech) -> dict[str, str]:
    """Return what matters to a person, key to words; everything that could for nobody."""
    every = {thing.id: thing.label for thing in params.things}
    boxes = range(1, params.own_things + 1)
    if named is None:
        return every | {f"own-{n}": filled(say("Something else {n}"), n=n) for n in boxes}
    own = {f"own-{n}": written(named, f"thing.own-{n}") for n in boxes}
    chosen = {thing: every[thing] for thing in every if thing in named.chosen("things")}
    return chosen | {thing: words for thing, words in own.items() if words}


def check_named(params: ShortlistParams, named: Standing, say: Speech) -> None:
    """Refuse to go on where there is nothing to rate, or too much.

    Raises
    ------
    InvalidValue
        Without an option; without a thing that matters, or with more than four.
    """
    if not named_options(params, named):
        raise InvalidValue("Write down one option first. You can also pass on this one.")
    found = len(named_things(params, named, say))
    if not found:
        raise InvalidValue("Choose or write one thing that matters to you, or pass on this one.")
    if found > MOST_THINGS:
        raise InvalidValue(
            "There are {found} things that matter. Keep up to {most}; take a mark away or "
            "empty a box.",
            found=found,
            most=MOST_THINGS,
        )


# ----------------------------------------------------------------- the fields


def naming_fields(params: ShortlistParams, say: Speech) -> tuple[Field, ...]:
    """Return the boxes for options, and what may matter: to choose, and boxes for others."""
    of_options, of_things = say("What I am thinking of"), say("What matters to me")
    options = [
        box(
            f"option.{n}",
            filled(say("Option {n}"), n=n),
            most=60,
            help=private(say) if n == 1 else "",
            group=of_options,
        )
        for n in option_numbers(params)
    ]
    own = [
        box(
            f"thing.own-{n}",
            filled(say("Something else {n}"), n=n),
            most=60,
            group=of_things,
        )
        for n in range(1, params.own_things + 1)
    ]
    listed = tuple(Option(id=thing.id, label=thing.label) for thing in params.things)
    things = [
        Choices(
            id="things",
            label=filled(say("Choose up to {most}, with your own"), most=MOST_THINGS),
            group=of_things,
            options=listed,
        )
    ]
    return (*options, *(things if listed else ()), *own)


def rating_fields(
    options: Mapping[int, str], things: Mapping[str, str], say: Speech
) -> tuple[Field, ...]:
    """Return the ratings: for each thing how much it matters, then how each option fits it."""
    matters = {1: say("a little"), 5: say("very much")}
    fits = {1: say("hardly fits"), 5: say("fits very well")}
    found: list[Field] = []
    for thing, words in things.items():
        found.append(
            Rating(
                id=f"weight.{thing}",
                label=say("How much does this matter to you?"),
                help=say("Leave out what you cannot tell yet."),
                group=words,
                low=LOW,
                high=HIGH,
                anchors=matters,
            )
        )
        found += [
            Rating(
                id=f"fit.{n}.{thing}",
                label=filled(say("How well does it fit: {option}?"), option=name),
                group=words,
                low=LOW,
                high=HIGH,
                anchors=fits,
            )
            for n, name in options.items()
        ]
    return tuple(found)


def deciding_fields(options: Mapping[int, str], say: Speech) -> tuple[Field, ...]:
    """Return the decision: what is looked into first, until when, what would change it."""
    chosen = [Option(id=f"option-{n}", label=name) for n, name in options.items()]
    none_yet = Option(id=NONE_YET, label=say("None of these yet"))
    return (
        Choice(
            id="look-first",
            label=say("Which one do I look into first?"),
            help=say("To look into something is not to choose it."),
            options=(*chosen, none_yet),
        ),
        box("until", say("Until when?"), most=60),
        box("change-my-mind", say("What would change my mind?"), most=200, help=private(say)),
    )


def ratings_of(rated: Standing, items: Mapping[str, str]) -> dict[str, float]:
    """Return thing to the number given for its item; what was left out is not in it."""
    found = {thing: number(rated, item_id) for thing, item_id in items.items()}
    return {thing: value for thing, value in found.items() if value is not None}
