"""How long a print-ready file for a whole group takes: 40 people with 8 pages each.

python benchmarks/handouts.py --people 40 --sheets 8
"""

from __future__ import annotations

import argparse
import sys
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.press import press
from efficacy.reports.handouts.registry import HANDOUTS
from efficacy.reports.handouts.templates import Sheet, Templates
from tests.reports.sheets_to_print import usual

TARGET_S = 10.0


def _one_page() -> list[Sheet]:
    """Return the sheets of a simulated group that have one page."""
    return [sheet for one in HANDOUTS.values() if one.pages == 1 for sheet in usual(one)]


def main() -> int:
    """Print how long the file takes and how large it is; 1 where it takes too long."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=40)
    asked.add_argument("--sheets", type=int, default=8, help="of one page each, a person")
    found = asked.parse_args()
    sheets: list[Sheet] = list(islice(cycle(_one_page()), found.people * found.sheets))
    start = perf_counter()
    printed = press(sheets, Look(), Templates())
    took = perf_counter() - start
    print(f"{len(sheets)} sheets: {took:.1f} s, {len(printed.pdf) / 1e6:.1f} MB")
    return int(took > TARGET_S or bool(printed.problems))


if __name__ == "__main__":
    raise SystemExit(main())
