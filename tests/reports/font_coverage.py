"""Write down which characters the shipped fonts have: ``python -m tests.reports.font_coverage``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from fontTools.ttLib import TTFont

from efficacy.reports.handouts.coverage import fonts_folder

TABLE = fonts_folder() / "coverage.txt"
_HEAD = "# Code points that the fonts in this folder have. Made by tests/reports/font_coverage.py\n"


def covered() -> set[int]:
    """Return every code point that one of the fonts has a glyph for."""
    found = set[int]()
    for path in fonts_folder().glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            found |= font.getBestCmap().keys()
    return found


def ranges(codes: Iterable[int]) -> Iterator[str]:
    """Yield runs of code points as ``20-7e``, ascending."""
    for _, run in groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0]):
        all_of_it = [code for _, code in run]
        yield f"{all_of_it[0]:x}-{all_of_it[-1]:x}"


def table() -> str:
    """Return the whole table as it should stand beside the fonts."""
    return _HEAD + "\n".join(ranges(covered())) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="ascii")
