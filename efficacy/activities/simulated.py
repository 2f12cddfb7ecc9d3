"""Simulated people: what they are called, who they are at each wave, what they answer.

Modest on purpose: people differ far more from each other than they change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from efficacy.activities.blocks import DONE, PASS
from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Text
from efficacy.content.marks import mark_of
from efficacy.content.models import Item, Scale

# Sureness in points of 0-100, worry as a share of 0-1: where people are at the
# first wave, how they differ, and how the group as a whole has moved by the last.
SURENESS_MEAN, SURENESS_SD, SURENESS_GAIN = 54.0, 16.0, 6.0
WORRY_MEAN, WORRY_SD, WORRY_GAIN = 0.48, 0.20, -0.04

# How closely a person at one wave resembles the same person at another, and
# how much of what makes people sure also keeps them from worrying.
STABILITY = 0.74
SURE_AND_CALM = 0.45

# Points of a 0-100 scale that one step of difficulty costs, and the scatter of
# a person's answers around their own level.
DIFFICULTY_COST = 12.0
SCATTER = 9.0
MIDDLE_DIFFICULTY = 3

COLOURS = (
    "Amber",
    "Ash",
    "Blue",
    "Bronze",
    "Cedar",
    "Copper",
    "Coral",
    "Cream",
    "Dawn",
    "Green",
    "Grey",
    "Indigo",
    "Ivory",
    "Jade",
    "Olive",
    "Red",
    "Sand",
    "Silver",
    "Slate",
    "Violet",
)
CREATURES = (
    "Alder",
    "Beech",
    "Birch",
    "Crane",
    "Curlew",
    "Finch",
    "Heron",
    "Jay",
    "Kestrel",
    "Larch",
    "Lark",
    "Maple",
    "Martin",
    "Plover",
    "Robin",
    "Rowan",
    "Swift",
    "Tern",
    "Willow",
    "Wren",
)

# Of all simulated people, the share that takes part in everything but the
# survey, joins when the session is under way, goes before it ends, and has
# answers that reach the room after Close.
DECLINES, LATE, LEAVES, OFFLINE = 0.10, 0.10, 0.05, 0.05

# How often anybody passes on a sheet, or forgets to say that they are done.
PASSES, FORGETS = 0.03, 0.10
# How often an item is marked as not understood, for each level of its difficulty.
UNCLEAR_A_LEVEL = 0.006

# How long one answer takes, and is under way when given without network.
FASTEST_MS, SLOWEST_MS, OFFLINE_MS = 4_000, 16_000, 240_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A simulated participant, with what is peculiar about them.

    Attributes
    ----------
    at_wave : tuple of Persona
        Who they are at each wave of the plan.
    joins_at, leaves_at : int or None
        0-based steps of the first session; None: before it begins, and never.
    is_offline : bool
        Whether their answers reach the room late.
    """

    number: int
    call_name: str
    at_wave: tuple[Persona, ...]
    takes_survey: bool = True
    joins_at: int | None = None
    leaves_at: int | None = None
    is_offline: bool = False


def cast(participants: int, seed: int, *, waves: int, steps: int) -> tuple[Person, ...]:
    """Return the people of a simulation: the same for the same seed.

    Parameters
    ----------
    participants : int
        1 to 400, as many as there are call names.
    waves, steps : int
        How many waves the plan declares, and steps its first session has.
    """
    rng = Random(f"cast {seed}")
    names = [f"{colour} {creature}" for colour in COLOURS for creature in CREATURES]
    people = [
        Person(
            number=number,
            call_name=call_name,
            at_wave=personas(
                max(1, waves), Random(f"{seed} {number}"), skips=rng.choice((0.0, 0.01, 0.05))
            ),
        )
        for number, call_name in enumerate(rng.sample(names, participants))
    ]
    return tuple(_peculiar(people, rng, steps=steps))


def _peculiar(people: list[Person], rng: Random, *, steps: int) -> list[Person]:
    """Give some of the people one peculiarity each."""
    left = rng.sample(range(len(people)), len(people))

    def some(share: float) -> list[int]:
        return [left.pop() for _ in range(min(len(left), round(share * len(people))))]

    for one in some(DECLINES):
        people[one] = replace(people[one], takes_survey=False)
    for one in some(LATE):
        late = min(steps - 1, rng.randrange(1, max(2, steps // 2)))
        people[one] = replace(people[one], joins_at=late)
    for one in some(LEAVES):
        people[one] = replace(people[one], leaves_at=max(1, steps - 2))
    for one in some(OFFLINE):
        people[one] = replace(people[one], is_offline=True)
    return people


def simulated_rating(scale: Scale, item: Item, *, persona: Persona, rng: Random) -> float | None:
    """Return a person's answer on a point of the scale; None when skipped.

    Hard items are skipped more often, as people do.
    """
    steps_harder = (item.difficulty or MIDDLE_DIFFICULTY) - MIDDLE_DIFFICULTY
    skips = rng.random() < persona.skips * (1 + max(0, steps_harder))
    scatter = rng.gauss(0, SCATTER)
    if skips:
        return None
    is_graded = scale.concept in ("efficacy", "practice")
    cost = DIFFICULTY_COST * steps_harder if is_graded else 0.0
    share = min(1.0, max(0.0, (_level(scale, persona) - cost + scatter) / 100))
    if item.reverse_keyed:
        share = 1 - share
    answers = scale.response
    steps = (answers.high - answers.low) // answers.step
    return float(answers.low + answers.step * round(share * steps))


def rated(
    scales: Iterable[Scale], persona: Persona, rng: Random, *, attempt: int = 1
) -> tuple[Given, ...]:
    """Return a person's answers to all items of some scales; what is skipped is not in it."""
    answers = (
        (item.id, simulated_rating(scale, item, persona=persona, rng=rng))
        for scale in scales
        for item in scale.items
    )
    return tuple(
        Given(item_id=item, value=value, attempt=attempt)
        for item, value in answers
        if value is not None
    )


def marked(scales: Iterable[Scale], persona: Persona) -> tuple[Given, ...]:
    """Return the marks that a person sets on items: few, and more often on hard ones.

    They are drawn by a chance of their own, so that they change no rating of a seed.
    """
    items = [item for scale in scales for item in scale.items]
    chance = Random(f"{persona.sureness} {persona.worry} {[item.id for item in items]}")
    return tuple(
        Given(item_id=mark_of(item.id), value=1.0)
        for item in items
        if chance.random() < UNCLEAR_A_LEVEL * (item.difficulty or 1)
    )


def simulated_text(
    box: Text, phrases: Sequence[str], *, persona: Persona, rng: Random
) -> Given | None:
    """Return one of the phrases, short enough for the box; None when left empty."""
    # Free text is left empty far more often than a rating.
    is_empty = rng.random() < min(1.0, 0.2 + persona.skips)
    phrase = rng.choice(phrases)[: box.max_length]
    return None if is_empty else Given(item_id=box.id, value=phrase)


def _level(scale: Scale, persona: Persona) -> float:
    """Return where a person stands on the concept, 0 to 100."""
    if scale.concept == "worry":
        return 100 * persona.worry
    if scale.concept == "efficacy":
        return persona.sureness
    # What the workshop does not aim at hangs together with sureness loosely.
    return 35 + 0.3 * persona.sureness


def personas(waves: int, rng: Random, *, skips: float = 0.02) -> tuple[Persona, ...]:
    """Return one person as they are at each of ``waves`` measurement occasions.

    Parameters
    ----------
    waves : int, at least 1
        How many occasions, from the first to the last.
    skips : float, in [0, 1]
        Share of the answers that the person leaves out.
    """
    trait_sure = rng.gauss(0, 1)
    trait_worry = _mixed(-trait_sure, rng.gauss(0, 1), share=SURE_AND_CALM**2)
    found = []
    for wave in range(waves):
        moved = wave / (waves - 1) if waves > 1 else 0.0
        sure = _mixed(trait_sure, rng.gauss(0, 1), share=STABILITY)
        worry = _mixed(trait_worry, rng.gauss(0, 1), share=STABILITY)
        found.append(
            Persona(
                sureness=_within(SURENESS_MEAN + moved * SURENESS_GAIN + SURENESS_SD * sure, 100),
                worry=_within(WORRY_MEAN + moved * WORRY_GAIN + WORRY_SD * worry, 1),
                skips=skips,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that a person does on a sheet: an answer, or an action.

    ``after_ms`` runs from the moment the sheet came; ``delay_ms`` is how long
    it is under way to the room.
    """

    after_ms: int
    delay_ms: int = 0
    given: Given | None = None
    action_id: str = ""


def deeds(person: Person, given: Sequence[Given], rng: Random) -> tuple[Deed, ...]:
    """Return what a person does with a sheet, in order: answers it, or passes."""
    if rng.random() < PASSES:
        return (Deed(after_ms=SLOWEST_MS, action_id=PASS),)
    after_ms, done = 0, []
    for answer in given:
        after_ms += rng.randrange(FASTEST_MS, SLOWEST_MS)
        delay_ms = OFFLINE_MS if person.is_offline else 0
        done.append(Deed(after_ms=after_ms, delay_ms=delay_ms, given=answer))
    # Without network the button does nothing, and nobody needs to press it.
    if not person.is_offline and rng.random() >= FORGETS:
        done.append(Deed(after_ms=after_ms + FASTEST_MS, action_id=DONE))
    return tuple(done)


def _mixed(kept: float, fresh: float, *, share: float) -> float:
    """Return a standard normal value that shares ``share`` of its variance with ``kept``."""
    return math.sqrt(share) * kept + math.sqrt(1 - share) * fresh


def _within(value: float, highest: float) -> float:
    return min(highest, max(0.0, value))
