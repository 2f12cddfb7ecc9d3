"""Print the tables of variables of all handouts: ``python -m tests.reports.variable_tables``."""

from __future__ import annotations

from collections.abc import Iterator

from efficacy.reports.handouts.handout import Handout
from efficacy.reports.handouts.registry import HANDOUTS
from efficacy.reports.handouts.variables import described


def table(handout: Handout) -> Iterator[str]:
    """Yield the lines of a handout's table."""
    for name, (sentence, is_list) in described(handout.variables).items():
        yield f"| `{name}`{' (a list)' if is_list else ''} | {sentence} |"


def main() -> None:
    """Print all tables, each below its heading."""
    for one in HANDOUTS.values():
        head = (f"### {one.title} (`{one.id}`)", "", "| variable | what it is |", "|---|---|")
        print("\n".join((*head, *table(one), "")))


if __name__ == "__main__":
    main()
