"""Cue sets: signs of nerves, what people tell themselves, and what they can do instead.

Three families are kept apart. A sign of the *body* gets a new name, and every
sentence about the body carries its source. A *thought* is answered with what
somebody did. A *doing* (freezing, leaving, skipping) gets a first small action.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from efficacy.content.base import Id, LanguageTag, Provenance, Reference, Strict, Words

Family = Literal["body", "thought", "doing"]
FAMILIES: tuple[Family, ...] = ("body", "thought", "doing")
# Attempts are numbered by the place of a card, so a set has an end.
MOST_CARDS = 60


class CueCard(Strict):
    """One sign of nerves.

    Attributes
    ----------
    sign, old_label, new_label : str
        What somebody notices, what they may tell themselves, what they could
        say instead: in the first person, up to 12 words each.
    action : str
        What to do first: up to 60 seconds, unseen, in an exam room.
    about, source : str or None
        For the body only: a sentence of fact, and the id of its reference.
    """

    id: Id
    family: Family
    sign: Words
    old_label: Words
    new_label: Words
    action: Words
    about: Words | None = None
    source: Id | None = None


class Fact(Strict):
    """A fact, its short line for the room's screen, and the id of the reference it rests on."""

    id: Id
    short: Words
    text: Words
    source: Id


class Work(Reference):
    """A reference, and how it is named in short beside a sentence."""

    cite: Words


class Question(Strict):
    """A question from 1 to 7, with words for both ends."""

    text: Words
    low: Words
    high: Words


class Parts(Strict):
    """What the four parts are called on all screens."""

    notice: Words
    facts: Words
    relabel: Words
    use: Words


class Care(Strict):
    """The facilitator's page: who should not do this, and the first two minutes.

    ``two_minutes`` lists steps in order; ``breathing`` says that breathing
    slowly is allowed.
    """

    say: Words
    do: Words
    not_for: tuple[Words, ...]
    two_minutes: tuple[Words, ...]
    breathing: Words


class CueSet(Strict):
    """Cards for signs of nerves, and everything that is said around them.

    Attributes
    ----------
    strength, meaning : Question
        How strong the nerves are, and what they stand for; never added up.
    caution : str
        What the exercise is not, for participants.
    try_out : str
        What to use the words on where the plan names no task.
    """

    kind: Literal["cue-set"]
    id: Id
    language: LanguageTag
    version: Words
    title: Words
    provenance: Provenance
    parts: Parts
    cards: Annotated[tuple[CueCard, ...], Field(max_length=MOST_CARDS)]
    facts: tuple[Fact, ...]
    strength: Question
    meaning: Question
    caution: Words
    try_out: Words
    care: Care
    references: tuple[Work, ...]

    def cite(self, source: str | None) -> str:
        """Return how a reference is named in short; "" for one that is not there."""
        return next((work.cite for work in self.references if work.id == source), "")
