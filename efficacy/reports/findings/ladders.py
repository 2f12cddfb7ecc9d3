"""Belief and performance on ladders: how sure people were, and where they worked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from efficacy.activities.ladder_record import AFTER, BEFORE, Journey
from efficacy.activities.ladder_rules import Move
from efficacy.activities.sureness import HIGH, LOW, STEP
from efficacy.measurement.firmness import firmness
from efficacy.measurement.gate import Gate, Lattice
from efficacy.reports.findings.climbs import Climb
from efficacy.reports.findings.deeds import column, moment, moment_of, shift, sides, unpacked
from efficacy.reports.results import LadderResult, Moment, Shift

if TYPE_CHECKING:
    from efficacy.measurement.privacy import GroupFigure

SURE = Lattice(LOW, HIGH, STEP)
CHANGE_OF_BELIEF = Lattice(LOW - HIGH, HIGH - LOW, STEP)
YES, NO, NEITHER = "yes", "no", "neither"


def ladder_results(climbs: Iterable[Climb], gate: Gate) -> tuple[LadderResult, ...]:
    """Return one result for each ladder that somebody was on, in the plan's order."""
    of: dict[str, list[Climb]] = {}
    for climb in climbs:
        of.setdefault(climb.ladder.id, []).append(climb)
    return tuple(_ladder_result(listed, gate) for listed in of.values())


def _ladder_result(listed: Sequence[Climb], gate: Gate) -> LadderResult:
    ladder = listed[0].ladder
    # The most telling first: the gate may have to choose between figures of nearly the same people.
    belief, rung = _forms(listed, gate)
    believed = [_before_and_after(climb, gate) for climb in listed]
    fell, returned = _after_a_miss(listed, gate)
    return LadderResult(
        ladder_id=ladder.id,
        title=ladder.title,
        rungs=len(ladder.rungs),
        before=tuple(before for before, _ in believed),
        after=tuple(after for _, after in believed),
        working_rung=tuple(_working(climb, gate) for climb in listed if climb.journeys),
        belief_over_forms=belief,
        rung_over_forms=rung,
        firmness=fell,
        returned=returned,
    )


def _before_and_after(climb: Climb, gate: Gate) -> tuple[Moment, Moment]:
    """Return how sure people were, over those who said it both times.

    Means over more people on one side would tell the answer of those in between.
    """
    said = climb.held.frame(BEFORE, AFTER).dropna()
    change = gate.change(
        f"ladder.{climb.ladder.id}.sure.{_before(climb)}.{climb.held.id}-{AFTER}",
        said[BEFORE],
        said[AFTER],
        SURE,
        items=_sure_of(climb),
    )
    before, after = sides(change)
    return moment_of(climb.held, before), moment_of(climb.held, after)


def _working(climb: Climb, gate: Gate) -> Moment:
    lowest, highest = climb.ends
    figure, rungs = f"ladder.{climb.ladder.id}.rung", Lattice(lowest, highest, 1)
    items = _rung_of(climb)
    return moment(gate, figure, climb.held, column(climb.reached()), rungs, items=items)


# The same answers stand in several figures, and the gate has to know of it: by what they
# are of, and by the occasion on which they were given.


def _sure_of(climb: Climb) -> tuple[str, ...]:
    return (f"{climb.ladder.id}.sure",)


def _rung_of(climb: Climb) -> tuple[str, ...]:
    return (f"{climb.ladder.id}.rung",)


def _before(climb: Climb) -> str:
    return f"{climb.held.id}-{BEFORE}"


# ------------------------------------------------------------ form A and form B


def _forms(listed: Sequence[Climb], gate: Gate) -> tuple[Shift | None, Shift | None]:
    """Return how sure before any task, and the rung reached: the first form, then another one.

    Rungs are counted only between the levels that both activities hold: whoever
    got to the top of a short ladder may have been able to go on.
    """
    first, last = _first_and_other_form(listed)
    if first is None or last is None:
        return None, None
    lowest = max(first.ends[0], last.ends[0])
    highest = min(first.ends[1], last.ends[1])
    figure = f"ladder.{first.ladder.id}"
    sure = [(_before(climb), climb.held.frame(BEFORE)[BEFORE]) for climb in (first, last)]
    moved = shift(gate, f"{figure}.sure", sure[0], sure[1], SURE, items=_sure_of(first))
    belief = replace(moved, before=first.held.id, after=last.held.id)
    if lowest >= highest:
        return belief, None
    before, after = (
        (climb.held.id, column(climb.reached()).clip(lowest, highest)) for climb in (first, last)
    )
    rungs = Lattice(lowest, highest, 1)
    return belief, shift(gate, f"{figure}.rung", before, after, rungs, items=_rung_of(first))


def _first_and_other_form(listed: Iterable[Climb]) -> tuple[Climb | None, Climb | None]:
    """Return the first ladder with a form, and the last one with another form."""
    formed = [climb for climb in listed if climb.params.form is not None]
    first = next(iter(formed), None)
    others = [climb for climb in formed if first and climb.params.form != first.params.form]
    return first, others[-1] if others else None


# ------------------------------------------------------------------- firmness


def _after_a_miss(listed: Sequence[Climb], gate: Gate) -> tuple[GroupFigure | None, float | None]:
    """Return how belief moved over the first tasks with a missed set, and who came back to it.

    A set is missed where two misses led down from it. The belief is the one in the
    whole ladder, asked in the same words before and after the tasks. A guess before
    a set would not do: after two misses the next set is easier.
    """
    fell: dict[int, float] = {}
    came_back: dict[int, str] = {}
    for person, sure in _said(listed).items():
        missed = _first_miss(listed, person)
        one = firmness(sure, [miss for first in missed for miss in (first, False)])
        if one.drop is not None:
            fell[person] = one.drop
        came_back[person] = {True: YES, False: NO, None: NEITHER}[one.returned]
    figure = f"ladder.{listed[0].ladder.id}"
    return (
        _drop(f"{figure}.firmness", fell, gate),
        _share_back(f"{figure}.returned", came_back, gate),
    )


def _drop(figure: str, fell: dict[int, float], gate: Gate) -> GroupFigure | None:
    """Return the mean move; for the counselor of a confidential cohort alone.

    Outside of the room it would be subtracted from the means of all, before and
    after, and tell of those few who missed nothing.
    """
    if not gate.exact:
        return None
    return unpacked(gate.average(figure, column(fell), CHANGE_OF_BELIEF))[0]


def _share_back(figure: str, came_back: dict[int, str], gate: Gate) -> float | None:
    """Return the share that came back of those who could; None where few could."""
    # Of everybody, so that the gate looks at those too who missed nothing.
    counts, _ = unpacked(gate.counts(figure, came_back, (YES, NO, NEITHER)))
    if counts is None or counts[YES] + counts[NO] < gate.threshold:
        return None
    return counts[YES] / (counts[YES] + counts[NO])


def _said(listed: Sequence[Climb]) -> dict[int, list[float]]:
    """Return how sure each person on a ladder was before and after each time; NaN is missing."""
    people = sorted({person for climb in listed for person in climb.journeys})
    frames = [climb.held.frame(BEFORE, AFTER).reindex(people).to_numpy() for climb in listed]
    return {
        person: [float(sure) for frame in frames for sure in frame[place]]
        for place, person in enumerate(people)
    }


def _first_miss(listed: Sequence[Climb], person: int) -> list[bool]:
    """Return for each activity whether it is the first in which somebody missed a set.

    The first one alone, so that everybody counts with one step of the scale.
    """
    missed = [_has_missed(climb.journeys.get(person)) for climb in listed]
    return [miss and True not in missed[:place] for place, miss in enumerate(missed)]


def _has_missed(way: Journey | None) -> bool:
    return way is not None and any(over.move is Move.DOWN for over in way.state.played)
