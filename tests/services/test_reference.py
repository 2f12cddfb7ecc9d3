"""Earlier cohorts as a reference, and retest reliabilities that somebody enters."""

from __future__ import annotations

import pytest

from efficacy.errors import InvalidValue, NotFound
from efficacy.flow import Move
from efficacy.reports.findings import Retest
from efficacy.services import access, facilitate, report
from efficacy.services.workshop import Workshop
from tests.cast import Clock, Room
from tests.cast import facilitator as somebody
from tests.services.test_report import played


def ended(workshop: Workshop, clock: Clock, name: str, owner: access.Facilitator) -> Room:
    """Return a cohort of six whose session was held and who has ended."""
    room = Room.made(workshop, clock, name=name, owner=owner)
    played(room, 6)
    room.does(Move.END)
    facilitate.end_cohort(workshop, owner, room.cohort_id)
    return room


def test_a_cohort_that_ended_is_a_reference_for_those_who_may_see_it(
    workshop: Workshop, clock: Clock
) -> None:
    rosa, stranger = somebody(workshop, "Rosa"), somebody(workshop, "Stranger")
    ended(workshop, clock, "Last year", rosa)
    now = Room.made(workshop, clock, name="This year", owner=rosa)
    elsewhere = Room.made(workshop, clock, name="Elsewhere", owner=stranger)
    found = report.results(workshop, rosa, now.cohort_id).references
    assert {one.cohorts for one in found} == {1}
    assert "math-tasks" in {one.scale_id for one in found}
    assert report.results(workshop, stranger, elsewhere.cohort_id).references == ()


def test_neither_the_cohort_itself_nor_one_that_goes_on_is_a_reference(
    workshop: Workshop, clock: Clock
) -> None:
    rosa = somebody(workshop, "Rosa")
    one = Room.made(workshop, clock, name="One", owner=rosa)
    played(one, 6)
    other = Room.made(workshop, clock, name="Other", owner=rosa)
    for room in (one, other):
        assert report.results(workshop, rosa, room.cohort_id).references == ()


def test_who_is_removed_later_cannot_be_told_by_subtracting_two_references(
    workshop: Workshop, clock: Clock
) -> None:
    rosa = somebody(workshop, "Rosa")
    past = ended(workshop, clock, "Last year", rosa)
    now = Room.made(workshop, clock, name="This year", owner=rosa)
    assert report.results(workshop, rosa, now.cohort_id).references[0].people == 6
    with workshop.store.read() as tx:
        from efficacy.store.queries import participants

        first = participants.of_cohort(tx, past.cohort_id)[0].id
    before = report.results(workshop, rosa, now.cohort_id).references
    facilitate.remove_person(workshop, rosa, first)
    # The figures of six left already. Those of five beside them would tell of the sixth.
    assert report.results(workshop, rosa, now.cohort_id).references == before


# ----------------------------------------------------------------- reliabilities

GIVEN = {"scale_id": "math-tasks", "version": "1", "reliability": 0.8, "source": "A pilot, 2025"}


def test_a_reliability_is_kept_changed_and_cleared(room: Room) -> None:
    version = next(
        one.version
        for one in report.measured_scales(room.workshop, room.owner)
        if one.scale_id == "math-tasks"
    )
    given = GIVEN | {"version": version}
    report.set_retest(room.workshop, room.owner, **given)
    report.set_retest(room.workshop, room.owner, **given | {"reliability": 0.7})
    assert report.retests(room.workshop, room.owner) == (Retest(**given | {"reliability": 0.7}),)
    for _ in range(2):
        report.clear_retest(room.workshop, room.owner, scale_id="math-tasks", version=version)
    assert report.retests(room.workshop, room.owner) == ()


@pytest.mark.parametrize("reliability", [0, 1, -0.2, 1.2, float("nan")])
def test_a_reliability_lies_between_none_and_all(room: Room, reliability: float) -> None:
    with pytest.raises(InvalidValue, match="above 0 and below 1"):
        report.set_retest(room.workshop, room.owner, **GIVEN | {"reliability": reliability})


def test_a_reliability_needs_its_source_and_a_scale_that_there_is(room: Room) -> None:
    with pytest.raises(InvalidValue, match="Where a reliability was found"):
        report.set_retest(room.workshop, room.owner, **GIVEN | {"source": "  "})
    for wrong in ({"scale_id": "nothing"}, {"version": "0"}):
        with pytest.raises(NotFound, match="No instrument has"):
            report.set_retest(room.workshop, room.owner, **GIVEN | wrong)


def test_a_reliability_reaches_the_results(room: Room) -> None:
    played(room, 8)
    assert report.results(room.workshop, room.owner, room.cohort_id).reliable == ()
    scale = report.results(room.workshop, room.owner, room.cohort_id).primary
    report.set_retest(room.workshop, room.owner, **GIVEN | {"version": scale.version})
    (found,) = report.results(room.workshop, room.owner, room.cohort_id).reliable
    assert (found.scale_id, found.reliability) == ("math-tasks", 0.8)
    assert "A pilot, 2025" in found.basis
