"""What the words of the workshop mean, as the content says it."""

from __future__ import annotations

from efficacy.content.models import Curriculum


def meaning(content: Curriculum, word: str) -> str:
    """Return the meaning of a word of the glossaries, by its id; "" where they do not have it."""
    entries = (one for glossary in content.glossaries.values() for one in glossary.entries)
    return next((one.meaning for one in entries if one.id == word), "")
