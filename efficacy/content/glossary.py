"""Glossaries: the words of the workshop, told plainly to those who take part."""

from __future__ import annotations

from typing import Literal

from efficacy.content.base import Id, LanguageTag, Provenance, Strict, Words


class GlossaryEntry(Strict):
    """A word as people meet it on their screens, and what it means; ``example`` shows it in use."""

    id: Id
    word: Words
    meaning: Words
    example: Words | None = None


class Glossary(Strict):
    """Words that belong together, read from the first entry to the last.

    Nothing names a glossary: every plan takes all of them along.
    """

    kind: Literal["glossary"]
    id: Id
    language: LanguageTag
    title: Words
    provenance: Provenance
    entries: tuple[GlossaryEntry, ...]
