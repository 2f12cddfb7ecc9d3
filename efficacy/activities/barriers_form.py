"""What people choose, rate and plan with ``barriers``: parameters, screens, fields, cards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator, model_validator

from efficacy.activities.blocks import require_once
from efficacy.activities.contract import Params
from efficacy.activities.fields import Choices, Field, Option, Rating
from efficacy.activities.personal import Card, Standing
from efficacy.activities.screens import box, filled, newest, number, private, written
from efficacy.content.models import Id, Words
from efficacy.errors import InvalidValue
from efficacy.language import Speech

MOST = 3
FIRST, BEFORE, PLAN, LAST = "choose", "before", "plan.{key}", "overview"
LIKELY, SURE_BEFORE, SURE_AFTER = "likely", "sure-before", "sure-after"
WHO_HELPS, STEP, WHERE, WHEN = "who-helps", "step", "where", "when"
_OWN = re.compile(r"own-\d+")


class StarterParam(Params):
    """A barrier that people may know, to choose from; worded in the first person."""

    id: Id
    label: Words


class PlaceParam(Params):
    """A place or person who can help, with how they are reached."""

    name: Words
    text: Words


class BarriersParams(Params):
    """What people are asked, barriers to choose from, and who can help.

    ``own_barriers`` is how many boxes there are for others (0 to 3); ``places``
    are named beside the plan; ``reveal`` lets the room see, in a word, how
    many wrote down a first step.
    """

    prompt: Words
    starters: Annotated[tuple[StarterParam, ...], Declared(max_length=20)] = ()
    own_barriers: Annotated[int, Declared(ge=0, le=MOST)] = 2
    places: Annotated[tuple[PlaceParam, ...], Declared(max_length=8)] = ()
    reveal: bool = False

    @field_validator("starters")
    @classmethod
    def _ids_once(cls, starters: tuple[StarterParam, ...]) -> tuple[StarterParam, ...]:
        ids = [starter.id for starter in starters]
        require_once(ids)
        for taken in filter(_OWN.fullmatch, ids):
            raise ValueError(f"an id other than “{taken}”, which people's own words are stored by")
        return starters

    @model_validator(mode="after")
    def _something_to_choose(self) -> BarriersParams:
        if not self.starters and not self.own_barriers:
            raise ValueError("starters to choose from, or own_barriers of at least 1")
        return self


# ------------------------------------------------------------ what was chosen


def every_barrier(params: BarriersParams, say: Speech) -> dict[str, str]:
    """Return all that can be chosen, key to words; own ones with the label of their box."""
    starters = {starter.id: starter.label for starter in params.starters}
    return starters | {
        f"own-{n}": filled(say("Another one, in your own words {n}"), n=n)
        for n in range(1, params.own_barriers + 1)
    }


def chosen_barriers(params: BarriersParams, own: Standing) -> dict[str, str]:
    """Return the barriers that a person chose or wrote, key to words, in the order asked."""
    first = newest(own, (FIRST,), FIRST)
    chosen = set(first.chosen("barriers"))
    starters = {one.id: one.label for one in params.starters if one.id in chosen}
    boxes = (f"own-{n}" for n in range(1, params.own_barriers + 1))
    return starters | {key: words for key in boxes if (words := written(first, f"barrier.{key}"))}


def route_of(barriers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the screens in order: choose, rate, a plan for each barrier, look it over."""
    return (FIRST, BEFORE, *(filled(PLAN, key=key) for key in barriers), LAST)


def check_chosen(barriers: Mapping[str, str]) -> None:
    """Refuse to go on without a barrier, or with more than three.

    Raises
    ------
    InvalidValue
        With a sentence for the person.
    """
    if not barriers:
        raise InvalidValue("Choose one barrier or write your own. You can also pass on this one.")
    if len(barriers) > MOST:
        raise InvalidValue(
            "There are {found} barriers. Keep up to {most}; take a mark away or empty a box.",
            found=len(barriers),
            most=MOST,
        )


# ----------------------------------------------------------------- the fields


def choosing_fields(params: BarriersParams, say: Speech) -> tuple[Field, ...]:
    """Return the barriers to choose from, and boxes for others."""
    listed = tuple(Option(id=one.id, label=one.label) for one in params.starters)
    label = filled(say("Choose up to {most}, with your own"), most=MOST)
    own = (
        box(
            f"barrier.own-{n}",
            filled(say("Another one, in your own words {n}"), n=n),
            help=private(say) if n == 1 else "",
        )
        for n in range(1, params.own_barriers + 1)
    )
    choices = (Choices(id="barriers", label=label, options=listed),) if listed else ()
    return (*choices, *own)


def before_fields(barriers: Mapping[str, str], say: Speech) -> tuple[Field, ...]:
    """Return, for each barrier, how likely it feels and how sure a person is before a plan."""
    likely = {1: say("not likely"), 5: say("very likely")}
    return tuple(
        rating
        for key, words in barriers.items()
        for rating in (
            Rating(
                id=f"{LIKELY}.{key}",
                label=say("How likely does it feel that this comes up?"),
                group=words,
                low=1,
                high=5,
                anchors=likely,
            ),
            _sure(f"{SURE_BEFORE}.{key}", words, say),
        )
    )


def plan_fields(key: str, words: str, say: Speech) -> tuple[Field, ...]:
    """Return the plan for one barrier: who helps, a first step, and how sure a person is then."""
    return (
        box(
            f"{WHO_HELPS}.{key}",
            say("Who or what can help?"),
            help=say("A person, a place, a thing you have, something you have done before."),
            group=words,
        ),
        box(
            f"{STEP}.{key}",
            say("If this happens, what is my first step?"),
            help=say("Small enough to do in one go."),
            group=words,
            most=160,
        ),
        box(f"{WHERE}.{key}", say("Where?"), most=80, group=words),
        box(f"{WHEN}.{key}", say("When?"), most=80, help=private(say), group=words),
        _sure(f"{SURE_AFTER}.{key}", words, say),
    )


def _sure(item_id: str, group: str, say: Speech) -> Rating:
    # The same words before and after, so that the two numbers can be laid side by side.
    return Rating(
        id=item_id,
        label=say("How sure are you that you can take a first step, even if this happens?"),
        group=group,
        low=0,
        high=100,
        step=10,
        anchors={0: say("not sure"), 50: say("halfway sure"), 100: say("completely sure")},
        look="rating",
    )


# ------------------------------------------------------------------- the cards


def help_card(params: BarriersParams, say: Speech) -> tuple[Card, ...]:
    """Return the places that can help; no card where the plan names none."""
    if not params.places:
        return ()
    points = tuple(f"{place.name}: {place.text}" for place in params.places)
    return (Card(title=say("Who can help"), points=points, look="quiet"),)


def plan_card(key: str, words: str, *, own: Standing, route: Sequence[str], say: Speech) -> Card:
    """Return one barrier with its plan and the two numbers, in the person's own words."""
    before = number(newest(own, route, BEFORE), f"{SURE_BEFORE}.{key}")
    plan = newest(own, route, filled(PLAN, key=key))
    parts = {
        say("My first step: {words}"): written(plan, f"{STEP}.{key}"),
        say("Where: {words}"): written(plan, f"{WHERE}.{key}"),
        say("When: {words}"): written(plan, f"{WHEN}.{key}"),
        say("Who or what can help: {words}"): written(plan, f"{WHO_HELPS}.{key}"),
    }
    points = [filled(line, words=said) for line, said in parts.items() if said]
    after = number(plan, f"{SURE_AFTER}.{key}")
    return Card(
        title=words,
        lines=() if points else (say("No plan for this one yet."),),
        points=(*points, *_numbers(before, after, say)),
        look="record",
    )


def _numbers(before: float | None, after: float | None, say: Speech) -> tuple[str, ...]:
    if before is None and after is None:
        return ()
    if before is None or after is None:
        known = before if after is None else after
        return (filled(say("How sure you were: {value}"), value=f"{known:g}"),)
    words = say("How sure you were: {before} before the plan, {after} after it")
    return (filled(words, before=f"{before:g}", after=f"{after:g}"),)
