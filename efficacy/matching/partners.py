"""Study partners: who works with whom, in pairs or threes, and why somebody cannot be placed.

A veto is never overruled. Everything else is a cost that is made as small as it
can be: no language in common, met before, another goal, more than a rung apart.
Up to ``EXACT_MOST`` people in pairs, ``EXACT_THREES_MOST`` in threes, the result
is the best there is (an integer program over all possible groups); larger rooms
get a good one (an assignment between two halves, bettered by regrouping two
groups at a time). Same people, same seed, same result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from efficacy.errors import InsufficientData, InvalidValue, Say
from efficacy.language import later
from efficacy.matching.grouping import Table, best, good, left_over

Grouping = tuple[tuple[str, ...], ...]

# What each thing costs a pair. To speak with one another counts more than five
# repeats; to meet somebody new counts more than all goals and rungs of a room.
NO_LANGUAGE, MET_BEFORE, OTHER_GOAL, RUNGS_APART = 1000, 200, 2, 1
RUNGS_NEAR = 1
# Up to here every possible group is weighed: pairs of 41 take seconds, and threes of 31 or
# more took up to thirteen, for which nobody waits in front of a room.
EXACT_MOST, EXACT_THREES_MOST = 41, 30
# So many groups at most are opened to make room for somebody, before all are.
OPENED_MOST = 2
# Two are tried together only among so many, or a hall would be searched for minutes.
OPENED_AMONG = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One person who is to get partners.

    Attributes
    ----------
    id : str
        Unique among the candidates.
    goal_family : str
        What they want to get to, as a family such as ``health``; "" is not known.
    rung : int or None
        Rung of the ladder that they work at; None is not known.
    language : str
        Language they speak here, such as ``en``; "" is not known.
    met, vetoes : frozenset of str
        Whom they have been grouped with before; whom they cannot be grouped
        with. Either side counts for both.
    """

    id: str
    goal_family: str = ""
    rung: int | None = None
    language: str = ""
    met: frozenset[str] = frozenset()
    vetoes: frozenset[str] = frozenset()


NOBODY_ELSE = later("there is nobody else for them to be with")
WITH_NOBODY = later("they can be with nobody who is here")
NEEDED_ELSEWHERE = later("the others they could be with are needed elsewhere")
TOO_MANY = later("too many people cannot be together")


class CannotPlace(InsufficientData):
    """Somebody fits into no group; ``people`` says who, each with the reason."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self.people = dict(people)
        sentence = later(
            "Not everybody can be given a partner: {who}. "
            "Move them by hand, or let them work alone."
        )
        super().__init__(sentence, who=self._who(lambda words: words))

    def said(self, into: Say) -> str:
        """Return the sentence in another language, with its reasons."""
        return into(self.template).format(who=self._who(into))

    def _who(self, into: Say) -> str:
        return "; ".join(f"{person} ({into(reason)})" for person, reason in self.people.items())


def form(
    people: Sequence[Candidate],
    *,
    size: int = 2,
    fixed: Iterable[Collection[str]] = (),
    seed: int = 0,
) -> Grouping:
    """Return groups in which everybody stands once.

    Parameters
    ----------
    people : sequence of Candidate
        All who are here.
    size : int
        2 for pairs (with one group of three in an odd number, more only where
        vetoes ask for it), 3 for threes (with one or two pairs where needed).
    fixed : iterable of collections of ids, optional
        Groups that stay, but for people who are not here any more. One of them
        is opened only where somebody cannot be placed otherwise; a group of
        one, or one that holds a veto, is formed anew.
    seed : int
        Decides between groupings that are equally good.

    Returns
    -------
    tuple of tuples of ids
        In the order of ``people``: groups by their first person.

    Raises
    ------
    CannotPlace
        If somebody fits into no group: they are alone, or vetoes leave no room.
    InvalidValue
        If an id stands there twice, or the size is neither 2 nor 3.
    """
    _check(people, size)
    table = _table(people, seed)
    kept = _kept(fixed, table)
    taken = {person for group in kept for person in group}
    free = [person for person in table.ids if person not in taken]
    try:
        found = [*kept, *_formed(free, table, size)]
    except CannotPlace:
        found = _with_room(free, kept, table, size)
    return _in_order(found, people)


def sizes(people: int, size: int = 2) -> tuple[int, ...]:
    """Return how large the groups are, largest first, where no veto stands against it."""
    if people < 2:
        return ()
    if size == 2:
        return (3,) * (people % 2) + (2,) * ((people - 3 * (people % 2)) // 2)
    pairs = -people % 3
    return (3,) * ((people - 2 * pairs) // 3) + (2,) * pairs


def cost(one: Candidate, other: Candidate) -> int:
    """Return what a pair costs: 0 for the best, in the units of the weights above.

    What is not known of somebody speaks against nobody.
    """
    found = 0
    if one.language and other.language and one.language != other.language:
        found += NO_LANGUAGE
    if other.id in one.met or one.id in other.met:
        found += MET_BEFORE
    if one.goal_family and other.goal_family and one.goal_family != other.goal_family:
        found += OTHER_GOAL
    if one.rung is not None and other.rung is not None and abs(one.rung - other.rung) > RUNGS_NEAR:
        found += RUNGS_APART
    return found


def forbids(one: Candidate, other: Candidate) -> bool:
    """Return whether either of the two cannot be grouped with the other."""
    return other.id in one.vetoes or one.id in other.vetoes


# --------------------------------------------------------------------- parts


def _check(people: Sequence[Candidate], size: int) -> None:
    ids = [one.id for one in people]
    twice = next((known for known in ids if ids.count(known) > 1), None)
    if twice is not None:
        raise InvalidValue(
            "Each person stands in the list once, but “{id}” stands there more than once. "
            "Form the groups again.",
            id=twice,
        )
    if size not in (2, 3):
        raise InvalidValue("Groups are of 2 or 3 people, not {found}. Choose one.", found=size)


def _table(people: Sequence[Candidate], seed: int) -> Table:
    """Return the costs of all pairs, with the people in an order that hangs on the seed alone."""
    mixed = sorted(people, key=lambda one: one.id)
    Random(f"partners {seed}").shuffle(mixed)
    return Table(
        ids=tuple(one.id for one in mixed),
        costs={
            frozenset((one.id, other.id)): cost(one, other)
            for one, other in combinations(mixed, 2)
            if not forbids(one, other)
        },
    )


def _kept(fixed: Iterable[Collection[str]], table: Table) -> list[tuple[str, ...]]:
    here, kept = set(table.ids), []
    for group in fixed:
        still = tuple(person for person in group if person in here)
        here -= set(still)
        if len(still) in (2, 3) and table.allows(still):
            kept.append(still)
    return kept


def _formed(free: Sequence[str], table: Table, size: int) -> list[tuple[str, ...]]:
    if not free:
        return []
    alone = _reasons(free, table)
    if alone:
        raise CannotPlace(alone)
    for threes in _numbers_of_threes(len(free), size):
        found = _grouped(free, table, threes=threes)
        if found is not None:
            return found
    unplaced = left_over(free, table) if len(free) <= EXACT_MOST else ()
    raise CannotPlace(dict.fromkeys(unplaced, NEEDED_ELSEWHERE) or {"?": TOO_MANY})


def _grouped(free: Sequence[str], table: Table, *, threes: int) -> list[tuple[str, ...]] | None:
    if len(free) > (EXACT_MOST if threes < 2 else EXACT_THREES_MOST):
        found = good(free, table, threes=threes)
        if found is not None or len(free) > EXACT_MOST:
            return found
    return best(free, table, threes=threes)


def _numbers_of_threes(people: int, size: int) -> Iterator[int]:
    """Yield how many groups of three there may be: as wished first, then what vetoes ask for."""
    wished = sizes(people, size).count(3)
    every = [threes for threes in range(people // 3 + 1) if (people - 3 * threes) % 2 == 0]
    yield from sorted(every, key=lambda threes: (abs(threes - wished), threes))


def _reasons(free: Sequence[str], table: Table) -> dict[str, str]:
    if len(free) == 1:
        return {free[0]: NOBODY_ELSE}
    return {
        one: WITH_NOBODY
        for one in free
        if not any(table.allows((one, other)) for other in free if other != one)
    }


def _with_room(
    free: Sequence[str],
    kept: Sequence[tuple[str, ...]],
    table: Table,
    size: int,
) -> list[tuple[str, ...]]:
    """Return groups for all, with as few of the kept ones opened as will do."""
    most = OPENED_MOST if len(kept) <= OPENED_AMONG else 1
    for opened in range(1, min(most, len(kept)) + 1):
        tries = [
            _opened(free, kept, set(chosen), table, size)
            for chosen in combinations(range(len(kept)), opened)
        ]
        found = [one for one in tries if one is not None]
        if found:
            return min(found, key=table.total)
    return _formed(table.ids, table, size)


def _opened(
    free: Sequence[str],
    kept: Sequence[tuple[str, ...]],
    opened: Collection[int],
    table: Table,
    size: int,
) -> list[tuple[str, ...]] | None:
    again = {*free, *(person for place in opened for person in kept[place])}
    try:
        formed = _formed([person for person in table.ids if person in again], table, size)
    except CannotPlace:
        return None
    return [*(group for place, group in enumerate(kept) if place not in opened), *formed]


def _in_order(groups: Iterable[Collection[str]], people: Sequence[Candidate]) -> Grouping:
    place = {one.id: number for number, one in enumerate(people)}
    ordered = (tuple(sorted(group, key=place.__getitem__)) for group in groups)
    return tuple(sorted(ordered, key=lambda group: place[group[0]]))
