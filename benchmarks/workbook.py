"""How long the files of a large cohort take: 300 people, six sessions and a follow-up.

Nobody simulates 300 people for that: the answers of a small simulated cohort are
read once, and every person in them is copied until there are enough.

    workshop simulate --plan math-career-6x90 --participants 14 --seed 5 --database URL
    python benchmarks/workbook.py --database URL --code CODE --people 300
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from efficacy.cli import opened
from efficacy.reports.findings import Gate, results_of
from efficacy.reports.frames import AnswerRow
from efficacy.reports.material import Material
from efficacy.reports.workbook import build
from efficacy.services import access, report

TARGET_S = 10.0


def main() -> int:
    """Print how long reading, results and each file take; 1 when a workbook is too slow."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--database", required=True)
    asked.add_argument("--code", required=True)
    asked.add_argument("--people", type=int, default=300)
    asked.add_argument("--profile", action="store_true")
    found = asked.parse_args()
    with opened(found.database) as workshop:
        who = access.Operator()
        cohort_id = report.cohort_with_code(workshop, who, found.code)
        small = report.material(workshop, who, cohort_id)
    large = multiplied(small, found.people)
    print(f"{len(large.record_numbers)} people, {len(large.answers)} survey answers")
    with profiled(on=found.profile):
        slowest = max(timed(large))
    return int(slowest > TARGET_S)


def multiplied(small: Material, people: int) -> Material:
    """Return a reading in which the people of a small one come again under other numbers."""
    pairs = list(islice(_copies(small), people))
    answers, deeds = _by_person(small.answers), _by_person(small.deeds)

    def rows(of: dict[int, list[AnswerRow]]) -> tuple[AnswerRow, ...]:
        return tuple(
            replace(row, record_number=number) for number, old in pairs for row in of.get(old, ())
        )

    return replace(
        small,
        enrolled=people,
        consented=people,
        record_numbers=tuple(sorted(number for number, _ in pairs)),
        joined_steps={number: small.joined_steps[old] for number, old in pairs},
        attended={number: small.attended.get(old, frozenset()) for number, old in pairs},
        answers=rows(answers),
        deeds=rows(deeds),
    )


def timed(large: Material) -> Iterator[float]:
    """Yield how long each workbook takes with its results, and print every part.

    Seconds of the processor, so that a busy machine gives the same figures.
    """
    for kind in ("cohort", "working"):
        begun_s = process_time()
        results = results_of(large, Gate(exact=kind == "working"))
        figures_s = process_time() - begun_s
        book = build(large, results, kind=kind)
        build_s = process_time() - begun_s - figures_s
        print(
            f"{kind:<8} figures {figures_s:5.1f} s, file {build_s:5.1f} s, {len(book) / 1e6:.1f} MB"
        )
        yield figures_s + build_s


def _copies(small: Material) -> Iterator[tuple[int, int]]:
    for turn in count():
        for old in small.record_numbers:
            yield old + turn * 1_000_000, old


def _by_person(rows: tuple[AnswerRow, ...]) -> dict[int, list[AnswerRow]]:
    found: dict[int, list[AnswerRow]] = {}
    for row in rows:
        found.setdefault(row.record_number, []).append(row)
    return found


@contextmanager
def profiled(*, on: bool) -> Iterator[None]:
    """Print where the time goes, if asked."""
    if not on:
        yield
        return
    with cProfile.Profile() as profile:
        yield
    pstats.Stats(profile).sort_stats("cumulative").print_stats(35)


if __name__ == "__main__":
    sys.exit(main())
