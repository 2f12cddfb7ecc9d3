"""Approach behavior: what people did, put off and did not meet, session by session."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.activities.approach import DID, NOT_MET, PUT_OFF, SURE, TAPS, ApproachParams
from efficacy.activities.contract import Given
from efficacy.activities.sureness import HIGH, LOW, STEP
from efficacy.measurement.gate import Gate, Lattice
from efficacy.reports.findings.deeds import Held, column, held, moment, shift
from efficacy.reports.material import Material
from efficacy.reports.results import ApproachResult, Moment, Shift

SURE_RANGE = Lattice(LOW, HIGH, STEP)
AVOIDED_THING = ("approach.sure",)


def approach_result(found: Material, gate: Gate) -> ApproachResult | None:
    """Return mean counts a person, one moment a session; None where it was never held.

    Whoever ticked nothing in all three columns of a session is missing there:
    an empty page does not say that nothing was done.
    """
    listed = held(found, "approach")
    if not listed:
        return None
    # First, because the gate may have to choose between it and means of nearly the same people.
    moved = _first_to_last(listed, gate)
    return ApproachResult(
        done=tuple(_ticked(one, DID, gate) for one in listed),
        put_off=tuple(_ticked(one, PUT_OFF, gate) for one in listed),
        not_met=tuple(_ticked(one, NOT_MET, gate) for one in listed),
        avoided=tuple(_sure(one, gate) for one in listed),
        avoided_shift=moved,
    )


def _ticked(one: Held, tap: str, gate: Gate) -> Moment:
    situations = len(ApproachParams.model_validate(dict(one.activity.params)).situations)
    counts = {
        person: float(_count(given, tap))
        for person, given in one.newest().items()
        if any(_count(given, known) for known in TAPS)
    }
    return moment(gate, f"approach.{tap}", one, column(counts), Lattice(0, situations, 1))


def _count(given: Sequence[Given], tap: str) -> int:
    """Return how many situations are ticked in a column; a tick taken back is stored as 0."""
    return sum(one.item_id == tap and bool(one.option_id) and one.value == 1 for one in given)


def _sure(one: Held, gate: Gate) -> Moment:
    values = one.frame(SURE)[SURE]
    return moment(gate, "approach.sure", one, values, SURE_RANGE, items=AVOIDED_THING)


def _first_to_last(listed: Sequence[Held], gate: Gate) -> Shift | None:
    """Return how sure people were of the one thing at the first and the last session."""
    if len(listed) < 2:
        return None
    first, last = ((one.id, one.frame(SURE)[SURE]) for one in (listed[0], listed[-1]))
    return shift(gate, "approach.sure", first, last, SURE_RANGE, items=AVOIDED_THING)
