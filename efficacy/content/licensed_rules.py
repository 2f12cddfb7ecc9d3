"""Rules for the files of bought instruments. No problem quotes words that belong to others."""

from __future__ import annotations

import unicodedata

from efficacy.content.findings import Collector
from efficacy.content.licensed import LicensedInstrument
from efficacy.content.material_rules import check_response

MOST_ITEMS = 200
LONGEST_TEXT, LONGEST_TITLE = 500, 100
# What stands in the template where words are to be typed.
PLACEHOLDER = "…"
# Signs that turn words around or hide in them; joiners are spelling in some scripts.
UNSEEN, JOINERS = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"), "\u200c\u200d"


def check_licensed(typed: LicensedInstrument, found: Collector) -> None:
    """Note what is wrong inside one file."""
    _check_item_ids(typed, found)
    for name, words in (
        ("title", typed.title),
        ("version", typed.version),
        ("licence → holder", typed.licence.holder),
        ("licence → order", typed.licence.order),
    ):
        _check_words(words, f"{typed.id} → {name}", found, most=LONGEST_TITLE)
    seen: set[str] = set()
    for scale in typed.scales:
        trail = f"{typed.id} → {scale.id}"
        if scale.id in seen:
            found.error(trail, expected="each scale once", found=f"“{scale.id}” again")
        seen.add(scale.id)
        check_response(scale.response, trail=f"{trail} → response", found=found)
        _check_words(scale.title, f"{trail} → title", found, most=LONGEST_TITLE)
        _check_words(scale.stem, f"{trail} → stem", found)
        for point, words in scale.response.anchors.items():
            _check_words(words, f"{trail} → response → anchors → {point}", found)
        for item in scale.items:
            _check_words(item.text, f"{trail} → {item.id} → text", found)


def _check_item_ids(typed: LicensedInstrument, found: Collector) -> None:
    ids = [item.id for scale in typed.scales for item in scale.items]
    if not 1 <= len(ids) <= MOST_ITEMS:
        found.error(
            f"{typed.id} → scales", expected=f"1 to {MOST_ITEMS} items", found=str(len(ids))
        )
    for number, id in enumerate(ids, start=1):
        if id != f"q{number}":
            found.error(
                f"{typed.id} → {id}",
                expected=f"the id q{number} for item number {number}",
                found=f"“{id}”",
                hint="Items are called q1, q2, … from the first scale to the last.",
            )
            return


def _check_words(words: str, where: str, found: Collector, *, most: int = LONGEST_TEXT) -> None:
    # What is found is not quoted: the words belong to somebody else.
    if words.strip() == PLACEHOLDER:
        found.error(
            where,
            expected="the words themselves",
            found=f"the “{PLACEHOLDER}” of the template",
            hint="Type in what your copy of the instrument says there.",
        )
    if len(words) > most:
        found.error(where, expected=f"at most {most} characters", found=f"{len(words)}")
    if any(unicodedata.category(sign) in UNSEEN for sign in words if sign not in JOINERS):
        found.error(
            where,
            expected="signs that can be seen, on one line",
            found="a sign that cannot be seen, or a new line",
            hint="Type the line again instead of pasting it.",
        )
