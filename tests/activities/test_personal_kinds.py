"""What holds of every personal kind: it ends, it can be passed, and it keeps to itself.

Twelve simulated people play each kind to its end, with the usual parameters of
the house, from each phase on, all phases through, and with several seeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from efficacy.activities.contract import Given, Kind, Persona
from efficacy.activities.fields import Text
from efficacy.activities.personal import Standing, View
from efficacy.activities.registry import KINDS
from tests.activities import house
from tests.activities.person import MOST_TURNS, SAY, Person, crowd, marked

PERSONAL = tuple(kind for kind in KINDS.values() if kind.is_personal)
# Here what is written is for a partner, is a task's answer, or has the plan's own words beside it.
NOT_FOR_ONESELF = {"partners", "encourage", "ladder", "story"}
PRIVATE = tuple(kind for kind in PERSONAL if kind.name not in NOT_FOR_ONESELF)
PEOPLE, ROOM, FEW = 12, 30, 4
SEEDS = (1, 2, 3)
MARK = "Zq7SENTINEL"

every_kind = pytest.mark.parametrize("kind", PERSONAL, ids=[kind.name for kind in PERSONAL])
every_seed = pytest.mark.parametrize("seed", SEEDS)


class Watched(Person):
    """A person of whom each view is kept, with how they stood when they had it."""

    def __init__(self, kind: Kind, own: Standing) -> None:
        super().__init__(house.context(kind.name, wave="pre" if kind.measures else None), own)
        self.seen: list[tuple[Standing, View]] = []

    def view(self) -> View:
        found = super().view()
        self.seen.append((self.own, found))
        return found


def standing(seed: int, number: int, *, phase: int) -> Standing:
    """Return how one of the people stands when they come to a phase."""
    return Standing(
        seed=f"{seed} {number}",
        phase_index=phase,
        is_closing=number % 5 == 4,
        day="2026-11-25",
        partners=("Heron",) if number % 2 else (),
    )


def persona(seed: int, number: int) -> Persona:
    rng = Random(f"persona {seed} {number}")
    skips = rng.choice((0.0, 0.1, 0.6))
    return Persona(sureness=rng.uniform(0, 100), worry=rng.random(), skips=skips)


def ways_through(kind: Kind) -> Iterator[tuple[int, ...]]:
    """Yield the phases that somebody is there for: from each one on."""
    phases = len(kind.phases(house.context(kind.name)))
    for first in range(phases):
        yield tuple(range(first, phases))


@cache
def played(name: str, seed: int) -> tuple[Watched, ...]:
    """Return twelve people for each way through the phases, when they are at the end."""
    kind, found = KINDS[name], []
    for phases in ways_through(kind):
        for number in range(PEOPLE):
            person = Watched(kind, standing(seed, number, phase=phases[0]))
            for phase in phases:
                # Whoever was done with a phase looks at the next one again.
                person.own = replace(person.own, phase_index=phase, how="")
                person.view()
                person.plays(persona(seed, number), Random(f"{seed} {number} {phase}"))
                person.view()
            found.append(person)
    return tuple(found)


def test_there_are_personal_kinds() -> None:
    assert PERSONAL


@every_kind
@every_seed
def test_everybody_comes_to_an_end(kind: Kind, seed: int) -> None:
    # ``plays`` fails by itself after so many turns; one screen is at least looked at.
    for person in played(kind.name, seed):
        assert 0 < len(person.seen) < 10 * MOST_TURNS


@every_kind
@every_seed
def test_what_somebody_has_before_them_can_be_stored(kind: Kind, seed: int) -> None:
    context = house.context(kind.name)
    known = {field.id: type(field) for field in kind.sheet(context, SAY).fields}
    for person in played(kind.name, seed):
        for _, view in person.seen:
            shown = {field.id: type(field) for field in view.sheet.fields}
            assert shown.items() <= known.items()
            assert len(shown) == len(view.sheet.fields), "an id stands on a view twice"


@every_kind
@every_seed
def test_whoever_can_give_something_can_pass_or_say_that_they_are_done(
    kind: Kind, seed: int
) -> None:
    for person in played(kind.name, seed):
        for _, view in person.seen:
            offered = {action.id for action in view.sheet.actions}
            assert not view.sheet.fields or {"done", "pass"} & offered
            assert not any(one.confirm for one in view.sheet.actions if one.id == "pass")


@every_kind
@every_seed
def test_a_pass_is_taken_without_a_word(kind: Kind, seed: int) -> None:
    for person in played(kind.name, seed)[:PEOPLE]:
        for own, view in person.seen:
            if "pass" in {action.id for action in view.sheet.actions}:
                assert kind.act(person.context, own, "pass", SAY).how == "passed"


@every_kind
@every_seed
def test_attempts_begin_at_one_and_never_fall(kind: Kind, seed: int) -> None:
    for person in played(kind.name, seed):
        attempts = [view.attempt for _, view in person.seen]
        assert attempts[0] >= 1
        assert attempts == sorted(attempts)


@every_kind
@every_seed
def test_what_is_given_belongs_to_a_view_that_was_there(kind: Kind, seed: int) -> None:
    for person in played(kind.name, seed):
        shown = {(field.id, view.attempt) for _, view in person.seen for field in view.sheet.fields}
        own_items = {field.id for field in kind.sheet(person.context, SAY).fields}
        given = {(g.item_id, g.attempt) for g in person.own.given if g.item_id in own_items}
        assert given <= shown


@every_kind
@every_seed
def test_a_view_worked_out_twice_is_the_same(kind: Kind, seed: int) -> None:
    for person in played(kind.name, seed):
        for own, view in person.seen:
            assert kind.view(person.context, own, SAY) == view


@every_kind
@every_seed
def test_what_is_asked_stands_in_the_order_that_the_store_is_told(kind: Kind, seed: int) -> None:
    """An answer is stored with its place in the whole sheet, so no view may shuffle."""
    context = house.context(kind.name)
    place = {field.id: n for n, field in enumerate(kind.sheet(context, SAY).fields)}
    for person in played(kind.name, seed):
        for _, view in person.seen:
            shown = [place[field.id] for field in view.sheet.fields]
            assert shown == sorted(shown)


@pytest.mark.parametrize("kind", PRIVATE, ids=[kind.name for kind in PRIVATE])
@every_seed
def test_where_somebody_writes_it_says_who_reads_it(kind: Kind, seed: int) -> None:
    for person in played(kind.name, seed):
        for _, view in person.seen:
            boxes = [field for field in view.sheet.fields if isinstance(field, Text)]
            said = " ".join(box.help for box in boxes).lower()
            assert not boxes or "nobody reads it now" in said, view.sheet


@every_kind
@every_seed
def test_a_view_can_be_looked_at_when_nothing_is_open_any_more(kind: Kind, seed: int) -> None:
    for person in played(kind.name, seed)[:PEOPLE]:
        for is_revealed in (False, True):
            closed = replace(person.own, is_open=False, is_revealed=is_revealed, how="done")
            kind.view(person.context, closed, SAY)


@every_kind
@every_seed
def test_everything_that_is_stored_is_in_the_codebook(kind: Kind, seed: int) -> None:
    for person in played(kind.name, seed):
        described = {row["item_id"] for row in kind.frame(person.context, SAY)}
        assert {one.item_id for one in person.own.given} <= described


@every_kind
def test_another_person_and_another_day_do_not_stop_it(kind: Kind) -> None:
    """Nobody else in the group, no partner, no day: as for the first one in."""
    Watched(kind, Standing()).plays(Persona(sureness=50, worry=0.5), Random(7))


# ---------------------------------------------------------------- what the room sees


@cache
def room(name: str, people: int) -> dict[str, list[Given]]:
    kind = KINDS[name]
    return crowd(house.context(name, wave="pre" if kind.measures else None), people)


def said(kind: Kind, answers: dict[str, list[Given]]) -> str:
    summary = kind.summarise(house.context(kind.name), answers, SAY)
    return "\n".join([summary.title, *(figure.label for figure in summary.figures)])


@every_kind
def test_no_word_that_anybody_wrote_is_in_what_the_room_sees(kind: Kind) -> None:
    context = house.context(kind.name)
    answers = {who: marked(context, given, MARK) for who, given in room(kind.name, ROOM).items()}
    assert MARK not in said(kind, answers)
    assert MARK not in repr(kind.summarise(context, answers, SAY))


@every_kind
def test_of_four_people_no_figure_shows_a_value(kind: Kind) -> None:
    summary = kind.summarise(house.context(kind.name), room(kind.name, FEW), SAY)
    for figure in summary.figures:
        assert (figure.value, figure.share, figure.count) == (None, None, None)
        assert figure.withheld
        assert figure.n == 0


@every_kind
def test_each_figure_of_a_room_is_one_of_the_four_sorts(kind: Kind) -> None:
    summary = kind.summarise(house.context(kind.name), room(kind.name, ROOM), SAY)
    for figure in summary.figures:
        shown = [one for one in (figure.value, figure.share, figure.count) if one is not None]
        assert len(shown) + figure.withheld == 1
        assert ("{share}" in figure.label) == (figure.share is not None)
        assert ("{count}" in figure.label) == (figure.count is not None)
        assert figure.withheld or figure.n >= 5


@every_kind
def test_what_everybody_cleared_is_in_no_figure(kind: Kind) -> None:
    cleared = {
        who: [replace(one, value=None) for one in given]
        for who, given in room(kind.name, ROOM).items()
    }
    summary = kind.summarise(house.context(kind.name), cleared, SAY)
    assert all(figure.withheld for figure in summary.figures)
