"""Which characters the shipped fonts can print, and a visible sign for the others.

The fonts are read once, by ``python -m tests.reports.font_coverage``; the table that it writes
lies beside them, and a test compares the two. Reading fonts at run time would need a library of
fonts on every counselor's laptop, for a question whose answer never changes there.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

from efficacy.home import home

# What stands for a character that no font has. It is in the fonts itself.
SIGN = "\N{REPLACEMENT CHARACTER}"

# They break a line as the Enter key does.
_BREAKS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")

# Characters that steer what stands around them: a name must not turn the rest of a page.
_STEERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])

# They have no shape of their own, so no font needs one.
_SHAPELESS = frozenset(
    {0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, *range(0xFE00, 0xFE10)}
)


def fonts_folder() -> Path:
    """Return the folder with the only fonts that handouts are printed in."""
    return home() / "handouts" / "fonts"


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last code point of each range that is covered, ascending."""
    lines = (fonts_folder() / "coverage.txt").read_text(encoding="ascii").splitlines()
    pairs = [tuple(int(end, 16) for end in line.split("-")) for line in lines if line[:1] != "#"]
    return tuple(pair[0] for pair in pairs), tuple(pair[-1] for pair in pairs)


def has_glyph(character: str) -> bool:
    """Return whether a character can be printed, or has no shape to print."""
    code = ord(character)
    if code in _SHAPELESS or character == "\n":
        return True
    firsts, lasts = _ranges()
    place = bisect_right(firsts, code) - 1
    return place >= 0 and code <= lasts[place]


def printable(text: str) -> tuple[str, frozenset[str]]:
    """Return a text as it can be printed, and the characters that cannot.

    Parameters
    ----------
    text : str
        Anything that somebody typed.

    Returns
    -------
    tuple of str and frozenset
        The text in composed form, with ``SIGN`` for each character that no font has. Tabs are
        spaces; control characters and those that turn the direction of a line are left out, as
        there is nothing of them to print. Then the characters that ``SIGN`` stands for.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    plain = unicodedata.normalize("NFC", lines.translate(_BREAKS | _STEERING))
    kept = "".join(one for one in plain if one == "\n" or unicodedata.category(one) != "Cc")
    missing = frozenset(one for one in set(kept) if not has_glyph(one))
    return kept.translate(dict.fromkeys(map(ord, missing), SIGN)), missing
