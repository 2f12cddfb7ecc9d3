"""Every kind with nobody, one, four, five, six, sixteen and three hundred people in the room."""

from __future__ import annotations

from random import Random

import pytest

from efficacy.activities.contract import Figure, Given, Persona, Summary
from efficacy.activities.registry import KINDS, kind_of
from efficacy.language import speech
from tests.activities import house
from tests.activities.person import crowd

SAY = speech()
FEWEST = 5
every_kind = pytest.mark.parametrize("name", KINDS)


def answers_of(name: str, people: int) -> dict[str, list[Given]]:
    """Return what so many simulated people give in an activity of this kind."""
    context, kind = house.context(name), kind_of(name)
    if kind.is_personal:
        # A lecture hall is the same thirty people ten times: playing takes time, sums do not.
        played = list(crowd(context, min(people, 30)).values())
        return {f"person {number}": played[number % 30] for number in range(people)}
    given = {}
    for number in range(people):
        persona = Persona(sureness=40 + number % 50, worry=0.1 * (number % 10))
        rng = Random(f"{name} {number}")
        given[f"person {number}"] = list(kind.simulate(context, persona, rng, SAY))
    return given


def summary_of(name: str, people: int) -> Summary:
    return kind_of(name).summarise(house.context(name), answers_of(name, people), SAY)


def is_shown(figure: Figure) -> bool:
    return not figure.withheld


@every_kind
@pytest.mark.parametrize("people", [0, 1, 4])
def test_of_fewer_than_five_the_room_sees_nothing(name: str, people: int) -> None:
    summary = summary_of(name, people)
    assert not any(is_shown(figure) for figure in summary.figures)
    assert summary.n <= people


@every_kind
@pytest.mark.parametrize("people", [5, 6, 16, 300])
def test_of_five_and_more_it_sees_averages_shares_or_counts_of_at_least_five(
    name: str, people: int
) -> None:
    summary = summary_of(name, people)
    assert summary.n <= people
    for figure in filter(is_shown, summary.figures):
        assert FEWEST <= figure.n <= people
        said = [one for one in (figure.value, figure.share, figure.count) if one is not None]
        assert len(said) == 1
        assert figure.value is None or figure.low <= figure.value <= figure.high


@every_kind
def test_who_gives_nothing_changes_nothing(name: str) -> None:
    """Half the room is late, or passes: they stand in no figure and no denominator."""
    kind, context = kind_of(name), house.context(name)
    given = answers_of(name, 16)
    late = {f"late {number}": [] for number in range(16)}
    assert kind.summarise(context, {**given, **late}, SAY) == kind.summarise(context, given, SAY)
