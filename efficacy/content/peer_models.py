"""Peer models: people whose story is told, and what they can be compared by."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from efficacy.content.base import Id, LanguageTag, Provenance, Strict, Words

Level = Annotated[int, Field(ge=0, le=100)]
Road = Literal["reached", "partial", "changed"]


class Label(Strict):
    """What kind of truth a story has, said wherever it is read.

    ``interviews`` is how many people a composite was made from; the consent
    of a real person is on file until ``consent_until``.
    """

    kind: Literal["invented", "composite", "real"]
    interviews: Annotated[int, Field(ge=2)] | None = None
    consent_until: date | None = None


class Trait(Strict):
    """Something that is true of a person: an id to compare by, and words that go on after “who”."""

    id: Id
    words: Words


class Attributes(Strict):
    """What a peer model is compared by.

    ``start`` and ``level`` say how sure of math the person was at first and is
    now, 0 to 100. ``is_coping`` marks those who struggled first. ``identity``
    holds what the person says of themselves, by the ids that plans ask for.
    """

    start: Level
    level: Level
    field: Trait
    stage: Trait
    situation: tuple[Trait, ...] = ()
    is_coping: bool
    identity: dict[Id, Words] = Field(default_factory=dict)


class PeerModel(Strict):
    """A person's story in two lengths, with an opening line that works alone.

    ``strategy`` is what they did, as “When …, I …”; ``still_hard`` is what is
    hard for them today. An empty line begins a new paragraph. ``road`` says where
    it led: to what they set out for, to a part of it, or elsewhere. Each file names
    it; content that was kept before there were roads has none.
    """

    kind: Literal["peer-model"]
    id: Id
    language: LanguageTag
    version: Words
    provenance: Provenance
    label: Label
    name: Words
    opening: Words
    short: Words
    long: Words
    strategy: Words
    still_hard: Words
    road: Road | None = None
    attributes: Attributes
