"""Which moments of a group leave the room: decided from the rounded ones and n alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from efficacy.measurement._input import Numbers
from efficacy.measurement._lattice import Lattice
from efficacy.measurement._ledger import NOTHING, Entry, Key, Ledger, Said, Variable
from efficacy.measurement._remainder import leaves_rest_open
from efficacy.measurement._witness import Rounded, leaves_open

# Of a variable with two values the mean is a count. Of any other it tells a count only
# within one step of an end.
STEPS_FROM_AN_END = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure of means that somebody asks for: one column of people, or before and after."""

    entry: Entry
    columns: Sequence[Numbers]
    lattice: Lattice
    with_spread: bool
    n_excluded: int


def said_of(asked: Asked, ledger: Ledger, threshold: int) -> Said:
    """Return what may be said: means, with or without their spread, or nothing."""
    lattice, n = asked.lattice, len(asked.columns[0])
    means = [lattice.rounded(float(column.mean())) for column in asked.columns]
    fewest = threshold if lattice.steps == 1 else STEPS_FROM_AN_END
    said: dict[str, Any] = {
        "n": n,
        "n_excluded": asked.n_excluded,
        "means": means,
        "lattice": [lattice.low, lattice.high, lattice.step],
    }
    told = replace(asked.entry, said=said)
    is_open = all(lattice.is_open(mean, n, fewest) for mean in means)
    if not is_open or not leaves_rest_open(told, ledger):
        return {NOTHING: True}
    return {**said, **_spread(asked, told, ledger)}


def _spread(asked: Asked, told: Entry, ledger: Ledger) -> Said:
    """Return the SDs, and the correlation of two; nothing where they could tell of few."""
    lattice = asked.lattice
    if not asked.with_spread or not lattice.is_fine or _meets_others(told, ledger):
        return {}
    sds = [lattice.rounded_sd(float(column.std(ddof=1))) for column in asked.columns]
    # Whoever is told no SD must be left to think that people may all be alike.
    if min(sds) <= max(lattice.step, lattice.grain):
        return {}
    said: dict[str, Any] = {"sds": sds}
    if len(asked.columns) == 2:
        pre, post = asked.columns
        said["sd_change"] = lattice.rounded_sd(float((post - pre).std(ddof=1)))
    variables, changes = _tied(replace(told, said={**told.said, **said}), list(ledger))
    return said if leaves_open(told.said["n"], variables, changes) else {}


def _meets_others(new: Entry, ledger: Ledger) -> bool:
    """Say whether an earlier figure is about other people, or about a part or the whole."""
    return any(
        _is_of_others(one, variable) or _is_part(one, variable) or _is_part(variable, one)
        for variable in new.variables
        for entry in ledger
        for one in entry.variables
    )


def _is_of_others(one: Variable, other: Variable) -> bool:
    return one.key == other.key and one.tokens != other.tokens and bool(one.tokens & other.tokens)


def _is_part(one: Variable, whole: Variable) -> bool:
    return one.wave == whole.wave and bool(one.items) and one.items < whole.items


def _tied(
    new: Entry, earlier: Sequence[Entry]
) -> tuple[list[Rounded], dict[tuple[int, int], float]]:
    """Return all variables that changes tie to the new ones, and the SDs of these changes."""
    open_, tied, known = [one for one in earlier if "sds" in one.said], [new], set(new.uses)
    while more := [one for one in open_ if one not in tied and known.intersection(one.uses)]:
        tied += more
        known.update(*(one.uses for one in more))
    variables: dict[tuple[Key, frozenset[str]], Rounded] = {}
    changes: dict[tuple[int, int], float] = {}
    for entry in tied:
        lattice = Lattice(*entry.said["lattice"])
        for use, mean, sd in zip(entry.uses, entry.said["means"], entry.said["sds"], strict=True):
            variables.setdefault(use, Rounded(lattice, mean, sd))
        if "sd_change" in entry.said:
            first, second = sorted(list(variables).index(use) for use in entry.uses)
            changes[first, second] = entry.said["sd_change"]
    return list(variables.values()), changes
