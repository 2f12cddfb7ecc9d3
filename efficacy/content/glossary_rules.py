"""Rules for glossaries: each word once, and short enough to read in passing."""

from __future__ import annotations

from efficacy.content.findings import Collector
from efficacy.content.glossary import Glossary, GlossaryEntry
from efficacy.content.material_rules import check_ids, check_not_empty
from efficacy.content.readability import words

# A meaning with its example; more does not fit on a phone without scrolling.
MOST_WORDS = 50


def check_glossary(glossary: Glossary, found: Collector) -> None:
    """Note what is wrong inside one glossary."""
    trail = f"{glossary.id} → entries"
    check_not_empty(glossary.entries, where=trail, what="entry", found=found)
    check_ids((entry.id for entry in glossary.entries), where=trail, what="entry", found=found)
    told: set[str] = set()
    for entry in glossary.entries:
        _check_length(entry, trail=f"{trail} → {entry.id}", found=found)
        if entry.word.casefold() in told:
            found.error(
                f"{trail} → {entry.id} → word",
                expected="each word once",
                found=f"“{entry.word}” for the second time",
                hint="Put the two meanings into one entry, or name them apart.",
            )
        told.add(entry.word.casefold())


def _check_length(entry: GlossaryEntry, *, trail: str, found: Collector) -> None:
    length = len(words(entry.meaning)) + len(words(entry.example or ""))
    if length > MOST_WORDS:
        found.error(
            trail,
            expected=f"at most {MOST_WORDS} words in meaning and example",
            found=f"{length} words",
            hint="Say what somebody needs who reads on, and leave out the rest.",
        )
