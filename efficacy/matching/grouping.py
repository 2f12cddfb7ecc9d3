"""Split people into groups at the smallest cost: exactly for a room, well for a hall.

Exact: an integer program over all groups that are allowed, each taken or not,
everybody in one. Good: the one half is assigned to the other at the smallest
cost, whoever is left over joins where it costs least, and then two groups at a
time are regrouped as long as that helps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Group = tuple[str, ...]

# What a forbidden pair costs while a large room is being bettered: more than all else together.
FORBIDDEN = 10_000_000
# After so many rounds over all pairs of groups it is good enough; a room needs three or four.
ROUNDS_MOST, TURNS_MOST = 12, 4
NODES_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """People, and what each pair of them costs; a pair that is not in it is forbidden."""

    ids: tuple[str, ...]
    costs: Mapping[frozenset[str], int]

    def allows(self, group: Collection[str]) -> bool:
        """Return whether no two of a group forbid each other."""
        return all(frozenset(pair) in self.costs for pair in combinations(group, 2))

    def cost(self, group: Collection[str]) -> int:
        """Return what a group costs: all its pairs together."""
        return sum(self.costs.get(frozenset(pair), FORBIDDEN) for pair in combinations(group, 2))

    def total(self, groups: Iterable[Collection[str]]) -> int:
        """Return what several groups cost together."""
        return sum(self.cost(group) for group in groups)


# --------------------------------------------------------------------- exact


def best(people: Sequence[str], table: Table, *, threes: int) -> list[Group] | None:
    """Return the cheapest grouping with so many groups of three, or None if there is none."""
    pairs_left = len(people) - 3 * threes
    if pairs_left < 0 or pairs_left % 2:
        return None
    groups = _possible(people, table, pairs=pairs_left > 0, threes=threes > 0)
    return _chosen(people, groups, [float(table.cost(group)) for group in groups], threes=threes)


def left_over(people: Sequence[str], table: Table) -> tuple[str, ...]:
    """Return the fewest people without whom the others can be grouped, each in a pair or three."""
    groups = _possible(people, table, pairs=True, threes=True) + [(one,) for one in people]
    chosen = _chosen(people, groups, [float(len(group) == 1) for group in groups], threes=None)
    return tuple(group[0] for group in chosen or () if len(group) == 1)


def _possible(people: Sequence[str], table: Table, *, pairs: bool, threes: bool) -> list[Group]:
    wanted = (2,) * pairs + (3,) * threes
    return [group for size in wanted for group in combinations(people, size) if table.allows(group)]


def _chosen(
    people: Sequence[str], groups: Sequence[Group], costs: Sequence[float], *, threes: int | None
) -> list[Group] | None:
    """Return the groups of the cheapest selection in which everybody stands once."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    if not groups:
        return None if people else []
    row_of = {person: row for row, person in enumerate(people)}
    rows = [row_of[person] for group in groups for person in group]
    columns = [column for column, group in enumerate(groups) for _ in group]
    once = [1] * len(people)
    if threes is not None:
        of_three = [column for column, group in enumerate(groups) if len(group) == 3]
        rows, columns = rows + [len(people)] * len(of_three), columns + of_three
        once = [*once, threes]
    held = csc_array((np.ones(len(rows)), (rows, columns)), shape=(len(once), len(groups)))
    solved = milp(
        costs,
        constraints=LinearConstraint(held, once, once),
        integrality=np.ones(len(groups)),
        bounds=Bounds(0, 1),
        # The default would be content with nearly the best. The limit of nodes is a guard
        # that no room has met: counted, not timed, so that the same room is grouped the same.
        options={"mip_rel_gap": 0, "node_limit": NODES_MOST},
    )
    if solved.x is None:
        return None
    return [group for group, taken in zip(groups, solved.x, strict=True) if taken > 0.5]


# ---------------------------------------------------------------------- good


def good(people: Sequence[str], table: Table, *, threes: int) -> list[Group] | None:
    """Return a cheap grouping with so many groups of three, or None if none without veto is found.

    Where the first try holds a veto, others begin with other halves.
    """
    if (pairs_left := len(people) - 3 * threes) < 0 or pairs_left % 2:
        return None
    for turn in range(TURNS_MOST):
        start = turn * len(people) // TURNS_MOST
        turned = [*people[start:], *people[:start]]
        groups = _halved(turned, table, number=threes + pairs_left // 2)
        if all(table.allows(group) for group in groups):
            return groups
    return None


def _halved(people: Sequence[str], table: Table, *, number: int) -> list[Group]:
    firsts, seconds, thirds = people[:number], people[number : 2 * number], people[2 * number :]
    groups: list[Group] = [(one,) for one in firsts]
    for others in (seconds, thirds):
        for row, other in _assigned(groups, others, table):
            groups[row] = (*groups[row], other)
    return _bettered(groups, table)


def _assigned(
    groups: Sequence[Group], others: Sequence[str], table: Table
) -> list[tuple[int, str]]:
    """Return which group each of ``others`` joins, at the smallest cost of all together."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not others:
        return []
    prices = np.array([[table.cost((*group, one)) for one in others] for group in groups])
    rows, columns = linear_sum_assignment(prices)
    return [(int(row), others[column]) for row, column in zip(rows, columns, strict=True)]


def _bettered(groups: list[Group], table: Table) -> list[Group]:
    """Return the groups after regrouping two at a time as long as it helps."""
    for _ in range(ROUNDS_MOST):
        helped = False
        for one, other in combinations(range(len(groups)), 2):
            now = table.total((groups[one], groups[other]))
            if now == 0:
                continue
            cheapest = min(
                _splits((*groups[one], *groups[other]), len(groups[one])), key=table.total
            )
            if table.total(cheapest) < now:
                groups[one], groups[other] = cheapest
                helped = True
        if not helped:
            break
    return groups


def _splits(people: Group, size: int) -> Iterator[tuple[Group, Group]]:
    """Yield each way to split people into a group of ``size`` and the others."""
    for chosen in combinations(range(len(people)), size):
        yield (
            tuple(people[place] for place in chosen),
            tuple(people[place] for place in range(len(people)) if place not in chosen),
        )
