"""How hard English text is to read: words, sentences, syllables, school grade."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'][A-Za-z]+)*|\d+(?:[.,:]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9{])")
_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
# Two vowels spoken apart: trial, radio, client, easier, video, usual, fluent, trying, going.
_APART = re.compile(
    r"(?<![ctsgln])i(?=[aou])|(?<![cts])i(?=e(?:n[ct]|t))|i(?=e(?:r|st)$)|e(?=o)|"
    r"(?<![qg])u(?=a(?!de|si)|ou|e[lnt])|"
    r"[yoe](?=ing)|(?<=cr)e(?=at(?!u))|(?<=[aeo])y(?=[aeiou])"
)
# Endings with a silent vowel: take, takes, asked, league; not table, wishes, added, handled.
_SILENT = re.compile(
    r"(?:(?<=[gq])ues?|(?<=[^aeiou])(?<![^aeiouyl]l)e|(?<=[^aeioutd])(?<![^aeiouyl]l)ed|"
    r"(?<=[^aeioucgsxz])(?<!ch)(?<!sh)(?<![^aeiouyl]l)es)$"
)
# The same before a further ending: lately, careful, something.
_SILENT_INSIDE = re.compile(
    r"(?<=[aeiouy][^aeiouy])e(?=(?:ly|ment|ful|less|ness|thing|times?|where|work|body|one)$)"
)
_KNOWN = {
    "anyone": 3,
    "area": 3,
    "areas": 3,
    "business": 2,
    "different": 2,
    "every": 2,
    "everyone": 3,
    "eye": 1,
    "eyes": 1,
    "evening": 2,
    "fluid": 2,
    "heroic": 3,
    "idea": 3,
    "ideas": 3,
    "interest": 2,
    "interested": 3,
    "interesting": 3,
    "lion": 2,
    "museum": 3,
    "people": 2,
    "poem": 2,
    "pigeon": 2,
    "poetry": 3,
    "quiet": 2,
    "react": 2,
    "reality": 4,
    "recipe": 3,
    "reliable": 4,
    "ruin": 2,
    "science": 2,
    "scientist": 3,
    "several": 2,
    "society": 4,
    "soldier": 2,
    "theater": 3,
    "violet": 3,
}


def words(text: str) -> list[str]:
    """Return the words and numbers of ``text``, in order."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of ``text``; lines count as sentences of their own.

    A colon or semicolon does not end a sentence.
    """
    parts = (part.strip() for line in text.splitlines() for part in _SENTENCE_END.split(line))
    return [part for part in parts if _WORD.search(part)]


@cache
def syllables(word: str) -> int:
    """Return the estimated syllables of an English word, at least 1.

    Groups of vowels, corrected for silent endings and for vowels spoken apart.
    A number counts one for each digit, which is about how it is read aloud.
    """
    if word[0].isdigit():
        return sum(sign.isdigit() for sign in word)
    plain = re.sub(r"[’'](?:s|d|m|t|ll|ve|re)?$", "", word.lower()) or word.lower()
    if plain in _KNOWN:
        return _KNOWN[plain]
    stem = _SILENT_INSIDE.sub("", plain)
    stem = _SILENT.sub("", stem) or stem
    apart = len(_APART.findall(stem))
    # "didn’t" has a second beat that no vowel shows.
    beat = bool(re.search(r"[^aeiouyr]n[’']t$", word.lower()))
    return max(1, len(_VOWELS.findall(stem)) + apart + beat)


def grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts read one after the other.

    Returns
    -------
    float
        School years; below 0 for very short words and sentences. 0.0 without words.

    References
    ----------
    Kincaid, Fishburne, Rogers & Chissom (1975), Naval Technical Training, report 8-75:
    0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    parts = [sentence for text in texts for sentence in sentences(text)]
    all_words = [word for part in parts for word in words(part)]
    if not all_words:
        return 0.0
    beats = sum(syllables(word) for word in all_words)
    return 0.39 * len(all_words) / len(parts) + 11.8 * beats / len(all_words) - 15.59
