"""Rules for cue sets: lengths, families, sources, and what no card may say."""

from __future__ import annotations

import re

from efficacy.content.cues import FAMILIES, CueCard, CueSet
from efficacy.content.findings import Collector
from efficacy.content.material_rules import check_ids, check_not_empty
from efficacy.content.readability import words

WORDS_A_LABEL = 12
WORDS_A_FACT = 14  # of its short line, for the screen in front
# More than this is not read, understood and begun within a minute.
WORDS_AN_ACTION = 25

_FIRST_PERSON = re.compile(r"\b(I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b")
# Orders to feel otherwise, promises, and words that make the hard thing small.
_FORBIDDEN = re.compile(
    r"\b(calm|relax\w*|don[’']?t worry|do not worry|promise\w*|guarantee\w*|"
    r"(?:i|you) (?:will|shall) (?:pass|succeed|win|be fine|do well|do better|be calm)|"
    r"(?:cannot|can[’']?t) (?:fail|go wrong)|be (?:fine|okay|ok|alright)|"
    r"easy|just|positive|smart|genius|natural)\b",
    re.IGNORECASE,
)
# A thought or a deed is no arousal: only the body is read as getting ready.
_OF_THE_BODY = re.compile(
    r"\b(energy|energies|energi[sz]\w*|fuel\w*|adrenalin\w*|arousal|power\w*|"
    r"(?:body|heart|muscles?) (?:is|are|gets?|getting))\b",
    re.IGNORECASE,
)


def check_cue_set(cues: CueSet, found: Collector) -> None:
    """Note what is wrong inside one cue set, whatever its language."""
    trail = f"{cues.id} → cards"
    check_ids((card.id for card in cues.cards), where=trail, what="card", found=found)
    check_ids(
        (fact.id for fact in cues.facts), where=f"{cues.id} → facts", what="fact", found=found
    )
    references = [work.id for work in cues.references]
    check_ids(references, where=f"{cues.id} → references", what="reference", found=found)
    for family in FAMILIES:
        if family not in {card.family for card in cues.cards}:
            found.error(trail, expected=f"at least one card of the family {family}", found="none")
    check_not_empty(cues.facts, where=f"{cues.id} → facts", what="fact", found=found)
    for part in ("not_for", "two_minutes"):
        lines = getattr(cues.care, part)
        check_not_empty(lines, where=f"{cues.id} → care → {part}", what="line", found=found)
    for fact in cues.facts:
        where = f"{cues.id} → facts → {fact.id} → source"
        _check_source(fact.source, references, where=where, found=found)
    for card in cues.cards:
        _check_family(card, references, trail=f"{trail} → {card.id}", found=found)


def _check_family(card: CueCard, references: list[str], *, trail: str, found: Collector) -> None:
    if card.family == "body":
        for part in ("about", "source"):
            if getattr(card, part) is None:
                found.error(
                    f"{trail} → {part}",
                    expected="a sentence about the body, with its source",
                    found="none",
                    hint="Every sentence about the body carries its source.",
                )
    elif card.about is not None:
        found.error(
            f"{trail} → about",
            expected=f"no sentence about the body on a card of the family {card.family}",
            found=f"“{card.about[:50]}”",
            hint="Put it on a card of the family body.",
        )
    if card.source is not None:
        _check_source(card.source, references, where=f"{trail} → source", found=found)


def _check_source(source: str, references: list[str], *, where: str, found: Collector) -> None:
    if source not in references:
        found.error(
            where,
            expected="the id of a reference",
            found=f"“{source}”",
            hint=f"Known: {', '.join(references) or 'none'}.",
        )


def check_card_words(cues: CueSet, found: Collector) -> None:
    """Note words of an English cue set that are too many, or say what no card may say."""
    for fact in cues.facts:
        where = f"{cues.id} → facts → {fact.id} → short"
        _check_length(fact.short, WORDS_A_FACT, where, found, hint="The rest stands in the text.")
    for card in cues.cards:
        trail = f"{cues.id} → cards → {card.id}"
        for part in ("sign", "old_label", "new_label"):
            _check_length(getattr(card, part), WORDS_A_LABEL, f"{trail} → {part}", found)
        _check_length(card.action, WORDS_AN_ACTION, f"{trail} → action", found)
        if not _FIRST_PERSON.search(card.new_label):
            found.error(
                f"{trail} → new_label",
                expected="words in the first person",
                found=f"“{card.new_label}”",
                hint="People say it to themselves: use I or my.",
            )
        for part in ("new_label", "action"):
            _check_saying(card, getattr(card, part), where=f"{trail} → {part}", found=found)


def _check_length(
    text: str,
    most: int,
    where: str,
    found: Collector,
    *,
    hint: str = "Under nerves nobody reads more.",
) -> None:
    length = len(words(text))
    if length > most:
        found.error(
            where,
            expected=f"at most {most} words",
            found=f"{length} words",
            hint=hint,
        )


def _check_saying(card: CueCard, text: str, *, where: str, found: Collector) -> None:
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        found.error(
            where,
            expected="no promise, and no order to feel otherwise",
            found=f"“{forbidden[0]}”",
            hint="Say what the sign may mean, or what to do next.",
        )
    bodily = _OF_THE_BODY.search(text)
    if bodily and card.family != "body":
        found.error(
            where,
            expected=f"a {card.family} not to be read as energy",
            found=f"“{bodily[0]}”",
            hint="Answer a thought with something done; answer a doing with a first action.",
        )
