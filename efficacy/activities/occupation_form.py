"""What people look up with ``occupation``: parameters, screens, fields, cards.

The tool ships no facts about occupations and opens no link. People copy what
they find on the official site of their country, and write down where and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities.contract import Params
from efficacy.activities.fields import Field, Rating
from efficacy.activities.personal import Card, Standing
from efficacy.activities.screens import box, filled, newest, number, private, written
from efficacy.content.models import Words
from efficacy.language import Speech

MOST = 2
NAME, CARD, OVER = "name", "card.{n}", "overview"
# What can be looked up; what somebody would like is theirs alone and never missing.
FACTS = ("tasks", "math", "training", "length", "pay", "openings", "source")
LIKE, NOT_LIKE, SURE = "like", "not-like", "sure"


class OccupationParams(Params):
    """What people look up and where: the official site by its name, and the way to the facts.

    ``how_to_find`` are steps on the site or in the printed pages;
    ``occupations`` how many can be looked up (1 or 2); ``reveal`` lets the room
    see how many were looked up together.
    """

    prompt: Words
    site: Words
    how_to_find: Annotated[tuple[Words, ...], Declared(max_length=8)] = ()
    occupations: Annotated[int, Declared(ge=1, le=MOST)] = MOST
    reveal: bool = True


# -------------------------------------------------------------- what is where


def item(what: str, n: int) -> str:
    """Return the id under which one thing about occupation ``n`` (from 1) is stored."""
    return f"{what}.{n}"


def every_occupation(params: OccupationParams, say: Speech) -> dict[int, str]:
    """Return all that can be looked up, number to the label of its box."""
    return {n: filled(say("Occupation {n}"), n=n) for n in range(1, params.occupations + 1)}


def named_occupations(params: OccupationParams, own: Standing) -> dict[int, str]:
    """Return the occupations that a person named, number to own words."""
    first = newest(own, (NAME,), NAME)
    names = {n: written(first, item("title", n)) for n in range(1, params.occupations + 1)}
    return {n: name for n, name in names.items() if name}


def route_of(numbers: Iterable[int]) -> tuple[str, ...]:
    """Return the screens in order: the names, a card for each, look them over."""
    return (NAME, *(filled(CARD, n=n) for n in numbers), OVER)


def facts_of(own: Standing, n: int) -> dict[str, str]:
    """Return what a person wrote down of occupation ``n``, fact to words."""
    card = newest(own, (NAME,), filled(CARD, n=n))
    found = {fact: written(card, item(fact, n)) for fact in FACTS}
    return {fact: words for fact, words in found.items() if words}


def fact_words(say: Speech) -> Mapping[str, str]:
    """Return what each fact is called, in the order they are asked."""
    return {
        "tasks": say("What people do there"),
        "math": say("Math they use in a week"),
        "training": say("Training it takes"),
        "length": say("How long the training takes"),
        "pay": say("Pay, from and to"),
        "openings": say("Openings near me"),
        "source": say("Where I found it, and the date"),
    }


# ----------------------------------------------------------------- the fields


def naming_fields(occupations: Mapping[int, str], say: Speech) -> tuple[Field, ...]:
    """Return a box for the title of each occupation."""
    return tuple(
        box(item("title", n), label, most=80, help=private(say) if n == 1 else "")
        for n, label in occupations.items()
    )


def card_fields(n: int, name: str, say: Speech) -> tuple[Field, ...]:
    """Return what is looked up of one occupation, what a person thinks of it, how sure they are."""
    long = {"tasks": 300, "math": 300, "training": 200}
    helps = {
        "math": say("Such as: add up prices, read a plan, work out a dose."),
        "openings": say("A number, or a word: many, some, few."),
        "source": say("The site or the person, and the day you looked."),
    }
    facts = (
        box(item(fact, n), label, most=long.get(fact, 120), help=helps.get(fact, ""), group=name)
        for fact, label in fact_words(say).items()
    )
    return (
        *facts,
        box(item(LIKE, n), say("What I would like about it"), most=200, group=name),
        box(
            item(NOT_LIKE, n),
            say("What I would not like"),
            most=200,
            help=private(say),
            group=name,
        ),
        _sure(n, name, say),
    )


def _sure(n: int, name: str, say: Speech) -> Rating:
    return Rating(
        id=item(SURE, n),
        label=say("How sure are you that you can learn the math it uses?"),
        help=say("You do not have to know it now."),
        group=name,
        low=0,
        high=100,
        step=10,
        anchors={0: say("not sure"), 50: say("halfway sure"), 100: say("completely sure")},
        look="rating",
    )


# ------------------------------------------------------------------- the cards


def site_card(params: OccupationParams, say: Speech) -> Card:
    """Return where the facts come from, and that they do not come from this program."""
    return Card(
        title=filled(say("Look it up: {site}"), site=params.site),
        lines=(say("This program knows no facts about jobs. You find them and write them down."),),
        points=params.how_to_find,
        look="steps",
    )


def occupation_card(n: int, name: str, *, own: Standing, say: Speech) -> Card:
    """Return one occupation as the person wrote it down."""
    card = newest(own, (NAME,), filled(CARD, n=n))
    labels = fact_words(say)
    found = [
        filled(say("{label}: {words}"), label=labels[fact], words=words)
        for fact, words in facts_of(own, n).items()
    ]
    for what, label in ((LIKE, say("I would like")), (NOT_LIKE, say("I would not like"))):
        if words := written(card, item(what, n)):
            found.append(filled(say("{label}: {words}"), label=label, words=words))
    sure = number(card, item(SURE, n))
    if sure is not None:
        words = say("How sure I am that I can learn the math: {value} of 100")
        found.append(filled(words, value=f"{sure:g}"))
    return Card(title=name, points=tuple(found), look="record")


def missing_card(occupations: Mapping[int, str], *, own: Standing, say: Speech) -> tuple[Card, ...]:
    """Return a check list of the facts that are not there yet; no card where all are."""
    points = [
        filled(say("{name}: {missing}"), name=name, missing=", ".join(missing))
        for n, name in occupations.items()
        if (missing := _missing(facts_of(own, n), say))
    ]
    if not points:
        return ()
    lines = (say("You can look these up later, or ask someone who does the job."),)
    return (Card(title=say("Still to find"), lines=lines, points=tuple(points), look="quiet"),)


def _missing(facts: Mapping[str, str], say: Speech) -> Sequence[str]:
    return [label for fact, label in fact_words(say).items() if fact not in facts]
