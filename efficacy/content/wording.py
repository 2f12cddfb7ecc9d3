"""Rules of wording: how an item is put, and how hard the sentences are to read.

The rules for items follow Bandura's guide for constructing self-efficacy
scales (2006): a judgement of what one *can* do, one task at a time. They are
rules of thumb on English words, so most of them only point something out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from efficacy.content.findings import Collector
from efficacy.content.models import Instrument, Item, Scale
from efficacy.content.passages import Passage
from efficacy.content.readability import grade, sentences, words

STEM = "How sure are you that you can …"
LONGEST_SENTENCE = 22
HARDEST_GRADE = 8.0
MEDIAN_GRADE = 6.0
# The formula was made for running text; below this it says little.
ENOUGH_WORDS = 8

_NOT_CAN = re.compile(r"\b(will|would|intend|usually|likes?|good at)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(not|no|never|none|nothing|nobody|neither|nor|without|cannot|\w+n[’']t)\b", re.IGNORECASE
)
_AND_VERB = re.compile(
    r"(?:\band|\bor|,)\s+(?:then\s+)?(?:to\s+)?("
    r"add|answer|apply|ask|build|calculate|change|check|choose|compare|compute|cut|decide|"
    r"describe|divide|draw|estimate|explain|fill|find|finish|get|give|go|keep|learn|list|make|"
    r"measure|multiply|name|pass|pick|plan|plot|prepare|rank|rate|read|say|set|show|solve|stay|"
    r"subtract|take|talk|tell|test|turn|use|work|write)\b",
    re.IGNORECASE,
)


def check_items(instrument: Instrument, found: Collector) -> None:
    """Note what is wrong with the stems and items of an English instrument."""
    for scale in instrument.scales:
        trail = f"{instrument.id} → {scale.id}"
        is_about_can = scale.concept in ("efficacy", "practice")
        if is_about_can and scale.stem != STEM:
            found.error(
                f"{trail} → stem",
                expected=f"“{STEM}”",
                found=f"“{scale.stem}”",
                hint="One stem for all efficacy items keeps them comparable.",
            )
        for item in scale.items:
            _check_item(scale, item, trail=f"{trail} → {item.id} → text", found=found)


def _check_item(scale: Scale, item: Item, *, trail: str, found: Collector) -> None:
    text = item.text
    if scale.concept in ("efficacy", "practice"):
        _check_completion(text, trail=trail, found=found)
    two = _AND_VERB.search(text)
    if two:
        found.warn(
            trail,
            expected="one task an item",
            found=f"“{two[0].strip()}”",
            hint="Nobody can rate two tasks with one number: make two items.",
        )
    if len(_NEGATIVE.findall(text)) > 1:
        found.warn(
            trail,
            expected="at most one negative word",
            found=f"“{text}”",
            hint="Say what the person does, not what they do not do.",
        )


def _check_completion(text: str, *, trail: str, found: Collector) -> None:
    """An efficacy item goes on after “you can”, and is about can."""
    first = words(text)[0] if words(text) else ""
    if not text[:1].islower() or first in ("can", "you", "to") or text.endswith((".", "?")):
        found.error(
            trail,
            expected="words that go on after “you can …”",
            found=f"“{text}”",
            hint="Begin with a verb in small letters and end without a full stop.",
        )
    wish = _NOT_CAN.search(text)
    if wish:
        found.warn(
            trail,
            expected="what a person can do",
            found=f"“{wish[0]}”",
            hint="That asks for a plan, a habit or a taste, which is something else.",
        )


def check_sentences(passage: Passage, found: Collector) -> None:
    """Note every sentence of a passage that is too long."""
    for text in passage.texts:
        for sentence in sentences(text):
            length = len(words(sentence))
            if length > LONGEST_SENTENCE:
                found.error(
                    passage.where,
                    expected=f"sentences of at most {LONGEST_SENTENCE} words",
                    found=f"{length} words in “{sentence[:50]}…”",
                    hint="Make two of it.",
                )


def reading_grade(passage: Passage) -> float | None:
    """Return the school grade of a passage; None where it is too short for a grade."""
    if sum(len(words(text)) for text in passage.texts) < ENOUGH_WORDS:
        return None
    return grade(passage.texts)


def check_grade(passage: Passage, found: Collector) -> None:
    """Note a passage that is too hard to read."""
    value = reading_grade(passage)
    if value is not None and value > HARDEST_GRADE:
        found.error(
            passage.where,
            expected=f"a reading grade of at most {HARDEST_GRADE:g}",
            found=f"{value:.1f}",
            hint="Use shorter words and shorter sentences.",
        )


def check_median(grades: Sequence[float], found: Collector) -> None:
    """Note it where all passages together are too hard to read."""
    if grades and median(grades) > MEDIAN_GRADE:
        found.error(
            "all texts for participants",
            expected=f"a median reading grade of at most {MEDIAN_GRADE:g}",
            found=f"{median(grades):.1f}",
            hint="Use shorter words and shorter sentences.",
        )
