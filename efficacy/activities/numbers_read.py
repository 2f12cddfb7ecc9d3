"""Read a number as people type it: nobody is wrong for the form of their answer."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_MINUS = dict.fromkeys(map(ord, "−–—‒﹣－"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_SLASHES = dict.fromkeys(map(ord, "⁄∕÷"), "/")
_LONGEST = 40

# Thousands in groups of three, with one sort of mark between them.
_GROUPED = re.compile(r"([1-9]\d{0,2})(?:([ ',.])\d{3})(?:\2\d{3})*")
# As in India: 1,20,000 and 1,20,00,000.
_LAKHS = re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}")
_PLAIN = re.compile(r"\d+")
_MIXED = re.compile(r"(\d+)\s+(\d+)\s*/\s*(\d+)")
_FRACTION = re.compile(r"(\S+?)\s*/\s*(\S+)")
_DASH = re.compile(r"[^\W\d_]\s*-\s+[\d.,]")
# A square or a cube that belongs to a unit: m², cm^2, ft3.
_POWER_OF_UNIT = re.compile(
    r"(?<=[^\W\d_])\s?[²³]|(?<=[^\W\d_])\^[23](?!\d)"
    r"|(?<=(?<![^\W\d_])(?:mm|cm|dm|km|ft|in|yd))[23](?!\d|[.,]\d)"
    r"|(?<=(?<![^\W\d_])m)[23](?!\d|[.,]\d)",
    re.IGNORECASE,
)
# Whole money as it is written in some countries: 50.- and 50,--.
_NO_CENTS = re.compile(r"(?<=\d)[.,]\s?-{1,2}(?!\s*[\d.,])")
# What may stand around a number and says nothing about it: units, names, signs of money.
_AROUND = re.compile(r"[^\d\s.,'/+-]+")


def readings(typed: str) -> tuple[Fraction, ...]:
    """Return every number that ``typed`` can be read as; () where it is not one number.

    Examples
    --------
    >>> readings("$1,200")
    (Fraction(1200, 1), Fraction(6, 5))
    >>> readings("1 1/2 kg"), readings("25 %"), readings("two")
    ((Fraction(3, 2),), (Fraction(25, 1), Fraction(1, 4)), ())
    """
    text = _plain(typed)
    if len(text) > _LONGEST:
        return ()
    is_percent = "%" in text or "percent" in text.lower()
    sign, body = _signed(_bare(text))
    # In “so I pay - 40” it may be a dash as well.
    signs = (sign, -sign) if sign < 0 and _DASH.search(text) else (sign,)
    found = tuple(dict.fromkeys(one * number for one in signs for number in _unsigned(body)))
    if is_percent:
        found += tuple(number / 100 for number in found)
    return found


def _plain(typed: str) -> str:
    """Return the text with one sort of minus, space, digit and fraction."""
    bare = _POWER_OF_UNIT.sub("", typed[: 2 * _LONGEST])
    # ½ would become 1⁄2, and so 1½ eleven halves, if no space were put between.
    apart = "".join(f" {one} " if unicodedata.category(one) == "No" else one for one in bare)
    text = unicodedata.normalize("NFKC", apart)
    text = text.translate(_MINUS).translate(_APOSTROPHES).translate(_SLASHES)
    digits = (
        str(unicodedata.digit(one)) if unicodedata.category(one) == "Nd" else one for one in text
    )
    return _NO_CENTS.sub("", " ".join("".join(digits).split()))


def _bare(text: str) -> str:
    """Return the text without units, names and signs of money around the number."""
    pieces = [piece.strip() for piece in _AROUND.split(text)]
    # “30 or 40” holds two numbers, and a dot after a unit holds none.
    with_digits = [piece for piece in pieces if re.search(r"\d", piece)]
    if len(with_digits) != 1:
        return ""
    # “−$5” has its minus before the sign of money; a hyphen inside “per-hour 4” is none.
    is_first = pieces.index(with_digits[0]) == 0
    number = re.sub(r"^[,.']+\s+|\s*[,.']+$", "", with_digits[0])
    return ("-" if text.startswith("-") and not is_first else "") + number


def _signed(body: str) -> tuple[int, str]:
    match = re.fullmatch(r"([+-]?)\s*(.*)", body)
    sign, rest = (match[1], match[2]) if match else ("", body)
    return (-1 if sign == "-" else 1), rest.strip()


def _unsigned(body: str) -> tuple[Fraction, ...]:
    mixed = _MIXED.fullmatch(body)
    if mixed:
        whole, top, bottom = map(int, mixed.groups())
        return (whole + Fraction(top, bottom),) if bottom else ()
    parts = _FRACTION.fullmatch(body)
    if parts:
        return tuple(
            top / bottom for top in _decimals(parts[1]) for bottom in _decimals(parts[2]) if bottom
        )
    return _decimals(body)


def _decimals(body: str) -> tuple[Fraction, ...]:
    """Return the readings of digits with marks between: grouped first, then as decimals."""
    found = []
    if _PLAIN.fullmatch(body):
        return (Fraction(int(body)),)
    if _GROUPED.fullmatch(body) or _LAKHS.fullmatch(body):
        found.append(Fraction(int(re.sub(r"\D", "", body))))
    # The last mark may begin the decimals, if it stands there once.
    for mark in ".,":
        whole, cut, rest = body.rpartition(mark)
        if not cut or mark in whole or not re.fullmatch(r"\d*", rest):
            continue
        if not (whole or rest):
            continue
        grouped = _GROUPED.fullmatch(whole) or _LAKHS.fullmatch(whole)
        if whole and not (_PLAIN.fullmatch(whole) or grouped):
            continue
        digits = re.sub(r"\D", "", whole) or "0"
        found.append(Fraction(int(digits)) + Fraction(int(rest or 0), 10 ** len(rest)))
    return tuple(dict.fromkeys(found))
