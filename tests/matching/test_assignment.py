"""Assignment: everybody once, within capacities, of greatest total utility."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from efficacy.errors import CanDoError, InvalidValue
from efficacy.matching import InfeasibleAssignment, assign

NAN = math.nan


def total(utility: list[list[float]], found: tuple[int, ...]) -> float:
    return sum(utility[row][column] for row, column in enumerate(found))


def placed(utility: list[list[float]], capacities: list[int]) -> list[tuple[int, ...]]:
    """Return every way to place everybody."""
    options = range(len(capacities))
    return [
        way
        for way in itertools.product(options, repeat=len(utility))
        if all(way.count(option) <= capacities[option] for option in options)
        and not any(math.isnan(utility[row][column]) for row, column in enumerate(way))
    ]


def most_placed(utility: list[list[float]], capacities: list[int]) -> int:
    """Return how many people can be placed, by trying every subset."""
    people = range(len(utility))
    return max(
        len(some)
        for number in range(len(utility) + 1)
        for some in itertools.combinations(people, number)
        if placed([utility[row] for row in some], capacities)
    )


# ---------------------------------------------------------------- test vectors


def test_the_example_of_scipy() -> None:
    cost = np.array([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    found = assign(-cost)
    assert found == (1, 0, 2)
    assert sum(cost[row, column] for row, column in enumerate(found)) == 5


def test_capacities_where_taking_the_best_first_would_lose() -> None:
    utility = [[0.9, 0.4], [0.8, 0.7], [0.6, 0.2]]
    found = assign(utility, [2, 2])
    assert found == (0, 1, 0)
    assert total(utility, found) == pytest.approx(2.2)


# ------------------------------------------------------------ what must hold

cells = some.one_of(some.just(NAN), some.integers(-4, 4).map(float))


@some.composite
def problems(draw: some.DrawFn) -> tuple[list[list[float]], list[int]]:
    people, options = draw(some.integers(1, 4)), draw(some.integers(1, 4))
    rows = some.lists(cells, min_size=options, max_size=options)
    utility = draw(some.lists(rows, min_size=people, max_size=people))
    room = draw(some.lists(some.integers(0, 3), min_size=options, max_size=options))
    return utility, room


@given(problems(), some.integers(0, 99))
def test_nothing_is_better_than_what_is_found(
    problem: tuple[list[list[float]], list[int]], seed: int
) -> None:
    utility, room = problem
    ways = placed(utility, room)
    if not ways:
        with pytest.raises(InfeasibleAssignment) as raised:
            assign(utility, room, seed)
        left = raised.value.rows
        assert len(left) == len(utility) - most_placed(utility, room)
        rest = [row for number, row in enumerate(utility) if number not in left]
        assert not rest or placed(rest, room)
        return
    found = assign(utility, room, seed)
    assert found in ways
    assert total(utility, found) == pytest.approx(max(total(utility, way) for way in ways))


@given(problems(), some.integers(0, 99))
def test_the_same_seed_gives_the_same_answer(
    problem: tuple[list[list[float]], list[int]], seed: int
) -> None:
    def answer() -> object:
        try:
            return assign(*problem, seed)
        except InfeasibleAssignment as refusal:
            return refusal.rows

    assert answer() == answer()


def test_ties_are_broken_by_the_seed_and_by_nothing_else() -> None:
    even = np.zeros((4, 4))
    assert len({assign(even, seed=seed) for seed in range(30)}) > 5
    assert assign(even, seed=7) == assign(even.tolist(), seed=7)


def test_a_seed_never_costs_utility() -> None:
    rng = np.random.default_rng(3)
    utility = rng.random((12, 12)).tolist()
    sums = {round(total(utility, assign(utility, seed=seed)), 9) for seed in range(20)}
    assert len(sums) == 1


def test_large_numbers_and_small_differences_keep_nobody_out() -> None:
    assert assign([[1e90, NAN], [1e90, -1e90]]) == (0, 1)
    assert assign([[1.0, 1.0 + 1e-9], [1.0, 1.0]]) == (1, 0)


def test_a_capacity_far_beyond_the_people_is_no_burden() -> None:
    assert assign([[0.1, 0.9]] * 3, [10**12, 10**12]) == (1, 1, 1)


def test_what_is_given_stays_as_it_was() -> None:
    utility = np.array([[1.0, NAN], [2.0, 3.0]])
    before = utility.copy()
    assign(utility)
    np.testing.assert_array_equal(utility, before)


# ---------------------------------------------------------- nobody is dropped


def test_who_may_go_nowhere_is_named() -> None:
    with pytest.raises(InfeasibleAssignment) as raised:
        assign([[1, 2], [NAN, NAN]], [2, 2])
    assert raised.value.rows == (1,)
    assert "rows 1" in str(raised.value)
    assert isinstance(raised.value, CanDoError)


def test_too_little_room_leaves_over_as_few_as_can_be() -> None:
    with pytest.raises(InfeasibleAssignment) as raised:
        assign([[5, NAN], [5, NAN], [5, 1]], [1, 1])
    assert len(raised.value.rows) == 1
    # The third can go to the other option, so it is one of the first two.
    assert raised.value.rows[0] in (0, 1)


def test_more_people_than_options_cannot_all_be_placed() -> None:
    with pytest.raises(InfeasibleAssignment) as raised:
        assign([[1.0], [3.0]])
    assert raised.value.rows == (0,)


def test_nothing_allowed_at_all_names_everybody() -> None:
    with pytest.raises(InfeasibleAssignment) as raised:
        assign([[NAN, NAN], [NAN, NAN]])
    assert raised.value.rows == (0, 1)


# ------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "utility",
    [
        [],
        [[]],
        [[], []],
        [1, 2],
        5,
        "ab",
        [[[1]]],
        [[1, 2], [3]],
        [["a", "b"]],
        [["1", "2"]],
        [[None, 1]],
        [[True, False]],
        [[1j, 2]],
        [[math.inf, 1]],
        [[-math.inf, 1]],
        [[1e300, 1]],
        [[10**400, 1]],
        None,
    ],
)
def test_what_is_no_table_of_numbers_is_refused_with_a_sentence(utility: object) -> None:
    with pytest.raises(InvalidValue):
        assign(utility)


@pytest.mark.parametrize(
    "capacities", [[1], [1, 1, 1], [-1, 2], [1.5, 1], [True, 1], ["1", "1"], "11", 2, [None, 1]]
)
def test_capacities_are_whole_numbers_one_for_each_option(capacities: object) -> None:
    with pytest.raises(InvalidValue):
        assign([[1, 2]], capacities)  # type: ignore[arg-type]
