"""The short code that a take-home file shows, and the number on its paper twin.

A code is sixteen signs of five bits: which file, when, how much was done, and two signs that
check the rest. It carries counts and nothing else. The signs are numbers of the field GF(32), and
the two checks make the sum of all signs zero, and the sum of all signs times the powers of a
generator zero. So any two signs that are not as they were shown are found, wherever they stand:
a wrong sign, two wrong signs, and any two that changed places. It is a Reed-Solomon code of
distance 3, see Reed & Solomon (1960), doi:10.1137/0108018. ``handouts/take-home.js`` makes the
same code.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from efficacy.errors import InvalidValue

Outcome = Literal["", "done", "partly", "not-yet"]

# Crockford's: without I, L, O and U, which are read as other signs or as words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILOU", "110V")
_GROUP = 4
_POLYNOMIAL = 0b100101  # x⁵ + x² + 1: x is a generator, so that its first 31 powers differ
_CHECKS = 2

OUTCOMES: tuple[Outcome, ...] = ("", "done", "partly", "not-yet")
TAG_SIGNS = 5
TAGS = 32**TAG_SIGNS
HIGHEST_RUNG = 12
# How many bits each count has, in their order after the tag. A count that is larger stays at
# the largest: a code says “so many or more”.
_BITS = (
    ("day", 9),
    ("change", 6),
    ("tries", 10),
    ("right", 10),
    ("rung", 4),
    ("outcome", 2),
    ("lines", 4),
)
MOST = {name: (1 << bits) - 1 for name, bits in _BITS}
_COUNT_SIGNS = sum(bits for _, bits in _BITS) // 5
_SIGNS = TAG_SIGNS + _COUNT_SIGNS + _CHECKS
_NUMBER_SIGNS = TAG_SIGNS + _CHECKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What somebody did with a file so far.

    Attributes
    ----------
    day : int
        Days from the making of the file to the last change.
    change : int
        Which change of that day it was, from 1; 0 before the first.
    tries : int
        Tasks that were answered.
    right : int
        Of these, right at the first answer, without hint or solution.
    rung : int
        The rung of the last one, from 1; 0 for none.
    outcome : str
        What came of the goal; "" for not said.
    lines : int
        Lines that were added to the log.
    """

    day: int = 0
    change: int = 0
    tries: int = 0
    right: int = 0
    rung: int = 0
    outcome: Outcome = ""
    lines: int = 0

    @property
    def sequence(self) -> int:
        """A number that grows with every change, until a day has more than it can count."""
        return self.day * (MOST["change"] + 1) + self.change

    @property
    def age(self) -> tuple[int, int, int, int]:
        """What orders the codes of one file: the counts decide where the sequence stands still."""
        return (self.sequence, self.tries, self.right, self.lines)


def tag_of(number: int) -> str:
    """Return the tag of a file: ``number`` from 0 to ``TAGS`` - 1, in five signs."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(TAG_SIGNS)))


def code_of(tag: str, done: Done) -> str:
    """Return the code of a file, in groups of four signs."""
    packed = 0
    for name, bits in _BITS:
        packed = packed << bits | min(_number(done, name), MOST[name])
    counts = [packed >> 5 * place & 31 for place in reversed(range(_COUNT_SIGNS))]
    return _written([*_values(tag), *counts])


def number_of(tag: str) -> str:
    """Return the number of a sheet: its tag and two checks."""
    return _written(_values(tag))


def read_code(typed: str) -> tuple[str, Done]:
    """Return the tag and the counts of a code, however it was typed.

    Small letters, blanks and hyphens make no difference, nor do the letters O, I, L and U, which
    no code has.

    Raises
    ------
    InvalidValue
        If it is no code, or a sign of it is another than the file showed.
    """
    values = _checked(typed, _SIGNS)
    if values is None:
        raise InvalidValue(
            "This is not a code as the file shows it: {most} letters and digits, and at least one "
            "differs. Compare it letter by letter with the file.",
            most=_SIGNS,
        )
    packed = 0
    for value in values[TAG_SIGNS:-_CHECKS]:
        packed = packed << 5 | value
    found: dict[str, int] = {}
    for name, bits in reversed(_BITS):
        found[name], packed = packed & MOST[name], packed >> bits
    outcome = OUTCOMES[found.pop("outcome")]
    done = Done(outcome=outcome, **found)
    if done.right > done.tries or done.rung > HIGHEST_RUNG:
        raise InvalidValue(
            "No file of ours shows this code: it counts more right ones than tries. Compare it "
            "letter by letter with the file."
        )
    return _signs(values[:TAG_SIGNS]), done


def read_number(typed: str) -> str:
    """Return the tag of a sheet's number, however it was typed.

    Raises
    ------
    InvalidValue
        If it is no number, or a sign of it is another than the sheet shows.
    """
    values = _checked(typed, _NUMBER_SIGNS)
    if values is None:
        raise InvalidValue(
            "This is not a number as the sheet shows it: {most} letters and digits, and at least "
            "one differs. Compare it letter by letter with the sheet.",
            most=_NUMBER_SIGNS,
        )
    return _signs(values[:TAG_SIGNS])


def _number(done: Done, name: str) -> int:
    return OUTCOMES.index(done.outcome) if name == "outcome" else int(getattr(done, name))


# ---------------------------------------------------------------------------- signs and checks


def _values(signs: str) -> list[int]:
    return [ALPHABET.index(sign) for sign in signs]


def _signs(values: Sequence[int]) -> str:
    return "".join(ALPHABET[value] for value in values)


def _written(values: Sequence[int]) -> str:
    signs = _signs([*values, *_checks(values)])
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def _checked(typed: str, count: int) -> list[int] | None:
    """Return the values of so many signs; None where they are not so many, or do not check."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    signs = [one for one in plain if not one.isspace() and unicodedata.category(one) != "Pd"]
    if len(signs) != count or not set(signs) <= set(ALPHABET):
        return None
    values = _values("".join(signs))
    return values if _sums(values) == (0, 0) else None


def _sums(values: Sequence[int]) -> tuple[int, int]:
    """Return the sum of the values, and of the values times 1, x, x², … from the last one on."""
    plain = weighted = 0
    for value in values:
        plain ^= value
        weighted = _times_x(weighted) ^ value
    return plain, weighted


def _checks(values: Sequence[int]) -> tuple[int, int]:
    """Return the two values that make both sums zero when they stand behind the others.

    With p and w for the sums so far and a and b for the checks, a + b = p and xa + b = x²w,
    so that a + xa = p + x²w.
    """
    plain, weighted = _sums(values)
    wanted = plain ^ _times_x(_times_x(weighted))
    first = next(one for one in range(32) if one ^ _times_x(one) == wanted)
    return first, plain ^ first


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled
