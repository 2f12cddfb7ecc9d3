"""What people typed, made fit to stand on a screen that others look at.

Some signs show nothing and change everything: they turn a line around, make
two names look the same, or pile up over the lines above. They are left out;
how people write their names in any script stays as it is.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from efficacy.errors import InvalidValue
from efficacy.language import later

# Thai, Tibetan and Burmese need up to four marks on one letter; nobody needs forty.
MARKS_MOST = 4

_JOINERS = "\u200c\u200d"  # inside words of Persian and Hindi, and inside pictures
_LOOKS = range(0xFE00, 0xFE10)  # choose between a sign's plain and its coloured look
# Signs that show nothing though Unicode counts them as letters, marks or symbols.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BLANK_RANGES = (range(0xE0000, 0xE1000), range(0xFFF0, 0xFFFC), range(0x2060, 0x2070))


class Line(NamedTuple):
    """How long a line may be, and what is said of another: with ``{most}`` and ``{found}``."""

    most: int
    sentence: str


NOTE = Line(
    400, later("Words for others have 1 to {most} characters; these have {found}. Shorten them.")
)


def line(text: str, rule: Line) -> str:
    """Return a line that somebody typed, tidy.

    Raises
    ------
    InvalidValue
        If nothing of it can be seen, it is too long, or it holds signs that
        mean nothing on another machine.
    """
    found = tidy(text)
    if not can_be_shown(found):
        raise InvalidValue(
            "This holds a sign that other screens cannot show. Type it again with the keyboard."
        )
    if not shows_something(found) or len(found) > rule.most:
        raise InvalidValue(rule.sentence, most=rule.most, found=len(found))
    return found


def tidy(text: str) -> str:
    """Return ``text`` on one line, in one spelling, without what cannot be seen."""
    while (again := _once(text)) != text:
        text = again
    return text


def folded(text: str) -> str:
    """Return ``text`` for comparing: what looks and sounds the same is the same."""
    kept = (sign for sign in tidy(text) if sign not in _JOINERS and ord(sign) not in _LOOKS)
    plain = unicodedata.normalize("NFKC", "".join(kept)).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def shows_something(text: str) -> bool:
    """Return whether anything of a tidy text can be seen."""
    return any(unicodedata.category(sign)[0] not in "MZC" or is_newer(sign) for sign in text)


def can_be_shown(text: str) -> bool:
    """Return whether every sign of a tidy text means something outside one machine."""
    return all(
        unicodedata.category(sign) not in ("Cc", "Co", "Cs") and not _is_nothing(sign)
        for sign in text
    )


def is_newer(sign: str) -> bool:
    """Return whether a sign may be younger than what this Python knows, such as a new picture."""
    return unicodedata.category(sign) == "Cn" and not _is_nothing(sign)


def _is_nothing(sign: str) -> bool:
    # Set aside by Unicode for good: XML cannot hold them.
    return ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF


def _once(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    kept: list[str] = []
    marks = 0
    for place, sign in enumerate(text):
        before = kept[-1] if kept else " "
        if _is_left_out(sign, before=before, after=text[place + 1 : place + 2]):
            continue
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MARKS_MOST:
            kept.append(sign)
    return " ".join("".join(kept).split())


def _is_left_out(sign: str, *, before: str, after: str) -> bool:
    if sign in _JOINERS:
        return before == " " or before in _JOINERS or after in ("", " ") or after in _JOINERS
    if ord(sign) in _LOOKS:
        return unicodedata.category(before)[0] in "LMZ"
    return (
        unicodedata.category(sign) == "Cf"
        or sign in _BLANK
        or any(ord(sign) in some for some in _BLANK_RANGES)
    )
