"""The five places that “I can” comes from, in plain words, for whoever has to choose one."""

from __future__ import annotations

from efficacy.activities.fields import Choice, Option
from efficacy.language import Speech

MASTERY, VICARIOUS, PERSUASION, AROUSAL, IMAGINAL = SOURCES = (
    "mastery",
    "vicarious",
    "persuasion",
    "arousal",
    "imaginal",
)


def source_words(source: str, say: Speech) -> str:
    """Return a source in plain words; "" for what is none of the five."""
    return {
        MASTERY: say("doing it myself, step by step"),
        VICARIOUS: say("seeing how someone like me does it"),
        PERSUASION: say("hearing from someone what I did"),
        AROUSAL: say("going on while my nerves are awake"),
        IMAGINAL: say("picturing it before I do it"),
    }.get(source, "")


def source_choice(item_id: str, label: str, say: Speech, *, group: str = "") -> Choice:
    """Return a field that takes one of the five sources."""
    options = tuple(Option(id=known, label=source_words(known, say)) for known in SOURCES)
    return Choice(id=item_id, label=label, group=group, options=options)
