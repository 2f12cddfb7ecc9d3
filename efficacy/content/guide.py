"""The facilitator's guide: chapters to read before a workshop, and pages to print for its desk."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from efficacy.content.base import Id, LanguageTag, Provenance, Reference, Strict, Words


class GuideSection(Strict):
    """One part of a chapter, in the order in which it is printed.

    Attributes
    ----------
    text : tuple of str
        Paragraphs to read.
    say : tuple of str
        Sentences to say aloud, as they stand.
    do : tuple of str
        Steps in their order; they are numbered.
    points : tuple of str
        A list without an order.
    checks : tuple of str
        Lines to tick on paper.
    lines : tuple of str
        Labels, each with an empty line to fill in by hand.
    sources : tuple of str
        Ids of the chapter's references on which the section rests.
    """

    id: Id
    title: Words
    text: tuple[Words, ...] = ()
    say: tuple[Words, ...] = ()
    do: tuple[Words, ...] = ()
    points: tuple[Words, ...] = ()
    checks: tuple[Words, ...] = ()
    lines: tuple[Words, ...] = ()
    sources: tuple[Id, ...] = ()

    @property
    def blocks(self) -> tuple[str, ...]:
        """Return all that stands below the title, in its order."""
        read = (*self.text, *self.say, *self.do)
        return (*read, *self.points, *self.checks, *self.lines)


class Guide(Strict):
    """One chapter of the guide. Chapters are read by ``order``.

    No plan names a chapter and no group takes one along: it is for the facilitator alone.
    """

    kind: Literal["guide"]
    id: Id
    language: LanguageTag
    title: Words
    order: Annotated[int, Field(ge=1, le=99)]
    summary: Words
    provenance: Provenance
    sections: tuple[GuideSection, ...]
    references: tuple[Reference, ...] = ()
