"""What is left of a whole when a part that left is taken away: people, or items.

Sums are counted in steps of an answer above the lowest one. By the theorem in
docs/decisions/0013-the-privacy-gate.md a sum tells a count only within one step
of an end, so it is enough that no remainder is known to lie there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from efficacy.measurement._lattice import Lattice
from efficacy.measurement._ledger import Entry, Variable


@dataclass(frozen=True, slots=True)
class _Sum:
    """Between which sums the values of a variable lie, and the largest that there can be."""

    variable: Variable
    least: int
    most: int
    largest: int


def leaves_rest_open(new: Entry, earlier: Iterable[Entry]) -> bool:
    """Say whether no whole less its parts tells of few, once the new figure is known too."""
    told = [one for entry in earlier for one in _sums(entry)]
    fresh = list(_sums(new))
    return all(
        _is_open(whole, parts)
        for one in fresh
        for whole, parts in (*_of_people(one, told), *_of_items(one, told))
    )


def _sums(entry: Entry) -> Iterator[_Sum]:
    said: Any = entry.said
    if "means" not in said:
        return
    lattice, n = Lattice(*said["lattice"]), said["n"]
    for variable, mean in zip(entry.variables, said["means"], strict=True):
        least, most = lattice.sums(mean, n)
        yield _Sum(variable, max(0, least), min(n * lattice.steps, most), n * lattice.steps)


def _of_people(new: _Sum, told: Iterable[_Sum]) -> Iterator[tuple[_Sum, list[_Sum]]]:
    """Yield each whole with its part where one figure is about some people of the other."""
    for one in told:
        if one.variable.key == new.variable.key:
            if new.variable.tokens < one.variable.tokens:
                yield one, [new]
            elif one.variable.tokens < new.variable.tokens:
                yield new, [one]


def _of_items(new: _Sum, told: Iterable[_Sum]) -> Iterator[tuple[_Sum, list[_Sum]]]:
    """Yield each whole with parts that share no item, over the same people at the same wave."""
    alike = [
        one
        for one in told
        if one.variable.items
        and (one.variable.wave, one.variable.group) == (new.variable.wave, new.variable.group)
    ]
    for whole in (new, *(one for one in alike if new.variable.items < one.variable.items)):
        parts: list[_Sum] = []
        taken: set[str] = set()
        for one in (new, *alike):
            items = one.variable.items
            if items < whole.variable.items and taken.isdisjoint(items):
                parts.append(one)
                taken |= items
        yield whole, parts


def _is_open(whole: _Sum, parts: list[_Sum]) -> bool:
    """Say whether the rest is not known to lie within one step of an end."""
    largest = whole.largest - sum(part.largest for part in parts)
    least = whole.least - sum(part.most for part in parts)
    most = whole.most - sum(part.least for part in parts)
    return largest <= 0 or (most > 1 and least < largest - 1)
