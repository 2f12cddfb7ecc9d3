"""What a simulated person does at each screen of relabelling."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from efficacy.activities import relabel_sheet as sheets
from efficacy.activities import relabel_way as way
from efficacy.activities.blocks import DONE
from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Choices, Field, Rating, Text
from efficacy.activities.personal import Standing, Turn, View
from efficacy.activities.relabel_fields import PICKED, words_id
from efficacy.activities.relabel_way import Place, Screen

# What simulated people write; invented, and never shown to a real room.
PHRASES = (
    "This is the start signal.",
    "I did the bus plan, so I can read this.",
    "I write down the first number.",
    "Here it comes, and I begin.",
)
# How often somebody goes through each door, and offers words where they can.
_DOORS = {way.TO_RELABEL: 7, way.TO_ACT: 2, way.TO_LOG: 1}
_OFFERS = 0.15


def played(shown: View, own: Standing, at: Screen, *, persona: Persona, rng: Random) -> Turn:
    """Return the answers to what is shown, and the press that leads on.

    Empty where somebody is done or waits for the room.
    """
    if own.how or at.place in (Place.FACTS, Place.READY):
        return Turn()
    given = tuple(_answers(shown, persona=persona, rng=rng))
    ways = {action.id for action in shown.sheet.actions}
    if at.place is Place.DOORS:
        if not given:
            given = (_first_sign(shown),)
        (door,) = rng.choices(list(_DOORS), weights=list(_DOORS.values()))
        return Turn(given=given, action_id=sheets.door_action(door))
    if _wants_to_offer(given, own, at, ways=ways, rng=rng):
        return Turn(given=given, action_id=sheets.OFFER)
    return Turn(given=given, action_id=DONE if DONE in ways else sheets.NEXT)


def _wants_to_offer(
    given: tuple[Given, ...], own: Standing, at: Screen, *, ways: set[str], rng: Random
) -> bool:
    wrote = any(at.card and one.item_id == words_id(at.card) for one in given)
    is_new = sheets.OFFER in ways and own.value(way.OFFERED, at.attempt) is None
    return wrote and is_new and rng.random() < _OFFERS


def _answers(shown: View, *, persona: Persona, rng: Random) -> Iterator[Given]:
    for field in shown.sheet.fields:
        if rng.random() >= persona.skips:
            yield from _answer(field, shown.attempt, persona=persona, rng=rng)


def _answer(field: Field, attempt: int, *, persona: Persona, rng: Random) -> Iterator[Given]:
    if isinstance(field, Rating):
        # Meaning runs the other way round from worry.
        level = 1 - persona.worry if field.id.startswith("meaning") else persona.worry
        share = min(1.0, max(0.0, level + rng.gauss(0, 0.12)))
        value = float(field.low + round(share * (field.high - field.low)))
        yield Given(item_id=field.id, value=value, attempt=attempt)
    elif isinstance(field, Choices):
        most = 1 if field.id == PICKED else len(field.options)
        wanted = [one for one in field.options if rng.random() < 0.15 + 0.35 * persona.worry]
        for option in wanted[:most]:
            yield Given(item_id=field.id, value=1.0, attempt=attempt, option_id=option.id)
    elif isinstance(field, Text) and rng.random() < 0.75:
        phrase = rng.choice(PHRASES)[: field.max_length]
        yield Given(item_id=field.id, value=phrase, attempt=attempt)


def _first_sign(shown: View) -> Given:
    field = shown.sheet.field(PICKED)
    options = field.options if isinstance(field, Choices) else ()
    return Given(item_id=PICKED, value=1.0, attempt=shown.attempt, option_id=options[0].id)
