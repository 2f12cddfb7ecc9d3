"""The words of encouragement: two halves made into one sentence, and a better way to say it."""

from __future__ import annotations

from efficacy.activities.praise import Finding
from efficacy.language import Speech

# How somebody may begin the first half so that no “You” is put before it.
_BEGINNING_WORDS = """
you i we when after before today yesterday last first at in on as because although your the this
that it he she they
"""
_BEGINNINGS = frozenset(_BEGINNING_WORDS.split())


def composed(did: str, shows: str, say: Speech) -> str:
    """Return one sentence of what was done and what it shows; either half may be empty.

    Whoever wrote the beginning that stands before a box again gets it once.
    """
    first = _half(did, say("You"))
    second = _without(_bare(shows), say("which shows you can"), say("which shows that you can"))
    second = _without(second, say("it shows you can"), say("that you can"), say("you can"))
    if not first or not second:
        return _ended(first or (say("You can {what}").replace("{what}", second) if second else ""))
    return _ended(
        say("{did}, which shows you can {what}").replace("{did}", first).replace("{what}", second)
    )


def reason(finding: Finding, say: Speech) -> str:
    """Return why the facilitator should look first; "" for nothing."""
    if finding == "person":
        return say("This may praise the person more than what they did.")
    if finding == "empty":
        return say("This may not name yet what was done.")
    return ""


def advice(finding: Finding, say: Speech) -> tuple[str, ...]:
    """Return what the writer reads once: what may be missing, and a way to say it."""
    if finding == "person":
        first = say(
            "This tells them what they are. If the next task goes wrong, such words do not help."
        )
    else:
        first = say("This is kind. It does not say yet what you saw them do.")
    return (
        first,
        say("Name one thing they did, and what it shows:"),
        say("“You drew the bars first, which shows you can find a way in.”"),
        say("You can change it, or give it as it is."),
    )


def _half(text: str, beginning: str) -> str:
    bare = _bare(text)
    if not bare:
        return ""
    known = bare.split()[0].lower().strip(",") in _BEGINNINGS
    if known or bare.lower().startswith(beginning.lower() + " "):
        return bare[0].upper() + bare[1:]
    return f"{beginning} {bare}"


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .…,")


def _without(text: str, *beginnings: str) -> str:
    for beginning in beginnings:
        if text.lower().startswith(beginning.lower() + " "):
            return text[len(beginning) :].strip()
    return text


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".!?" else f"{text}."
