"""Fingerprints of items that belong to others, so that none of them gets into what ships.

The words themselves may not stand in this repository. What stands in
``fingerprints.txt`` is the beginning of the SHA-256 of each five words in a row,
from which nobody can read them. To add items, type or pipe them in, one a line:

    python -m tests.content.fingerprints < items.txt

where ``items.txt`` lies outside of the repository. Lines that begin with # are left out.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).with_name("fingerprints.txt")
ROW = 5  # words in a row
SHORTEST = 4  # shorter items are no more than common words
LENGTH = 16  # hexadecimal characters that are kept
# What all items of this sort are put together from; a row needs two words beside these.
_COMMON = (
    "a am an and are as at be can confident certain could do does each every for have how i if in "
    "is it me my not of on or so sure that the they this to was well when will with would you your"
)
COMMON = frozenset(_COMMON.split())


def normalised(text: str) -> list[str]:
    """Return the words of a text: small letters and figures, no marks, one spelling of maths."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = re.sub(r"['’\u0300-\u036f]", "", plain)
    plain = re.sub(r"\b(?:maths|mathematics)\b", "math", plain)
    return re.findall(r"[^\W_]+", plain)


def fingerprints(text: str) -> set[str]:
    """Return the fingerprints of a text: of each five words in a row, or of a short text whole."""
    words = normalised(text)
    if len(words) < SHORTEST:
        return set()
    rows = (
        [words] if len(words) < ROW else [words[n : n + ROW] for n in range(len(words) - ROW + 1)]
    )
    telling = (row for row in rows if sum(word not in COMMON for word in row) >= 2)
    return {hashlib.sha256(" ".join(row).encode()).hexdigest()[:LENGTH] for row in telling}


def known(file: Path = FILE) -> frozenset[str]:
    """Return the fingerprints that are kept."""
    return frozenset(file.read_text("utf-8").split())


def add(lines: Iterable[str], file: Path = FILE) -> int:
    """Add the fingerprints of items, one a line; return how many are new."""
    before = known(file) if file.exists() else frozenset[str]()
    found = {one for line in lines if not line.startswith("#") for one in fingerprints(line)}
    file.write_text("\n".join(sorted(before | found)) + "\n", "utf-8")
    return len(found - before)


if __name__ == "__main__":
    print(f"{add(sys.stdin)} fingerprints added to {FILE}")
