"""Figures that leave the room at two dates: what left is kept, and nobody can subtract."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from efficacy.flow import Move
from efficacy.language import speech
from efficacy.reports.words import repeated_sentence
from efficacy.services import facilitate, report
from efficacy.store.queries import participants, published
from tests.cast import Room
from tests.services.test_report import played


@pytest.fixture
def shared(workshop, clock) -> Room:
    """Return a group-only cohort in which nine people answered before and after."""
    room = Room.made(workshop, clock, mode="group-only")
    played(room, 9)
    room.does(Move.END)
    return room


def figures(room: Room):
    return report.results(room.workshop, room.owner, room.cohort_id)


def kept(room: Room):
    with room.workshop.store.read() as tx:
        return published.of_cohort(tx, room.cohort_id)


def test_what_left_is_kept_once_with_when_and_hashed(shared: Room):
    first, second = figures(shared), figures(shared)
    assert first.scales == second.scales
    rows = kept(shared)
    assert rows
    assert {row.number for row in rows} == {1}
    assert all(row.at_ms for row in rows)
    tokens = json.loads(rows[0].people)
    assert all(len(token.split(":")[1]) == 24 for token in tokens)


def test_after_somebody_was_removed_the_figures_are_those_that_left(shared: Room):
    before = figures(shared)
    with shared.workshop.store.read() as tx:
        somebody = participants.of_cohort(tx, shared.cohort_id)[0].id
    facilitate.remove_person(shared.workshop, shared.owner, somebody)
    after = figures(shared)
    assert after.flow.consented == before.flow.consented - 1
    assert after.primary.shift.change == before.primary.shift.change
    assert before.repeated == ()
    day = datetime.fromtimestamp(kept(shared)[0].at_ms / 1000, UTC).date().isoformat()
    assert f"Some figures are those of {day}." in repeated_sentence(after, speech())


def test_the_counselor_of_a_confidential_cohort_leaves_no_trace_by_looking(workshop, clock):
    room = Room.made(workshop, clock, mode="confidential")
    played(room, 9)
    assert figures(room).is_exact
    assert kept(room) == []
    report.released(workshop, room.owner, room.cohort_id)


def test_while_a_survey_is_open_nothing_new_leaves(workshop, clock):
    room = Room.made(workshop, clock, mode="group-only")
    played(room, 9)  # the survey after is still on the screens
    assert figures(room).primary.shift.change is None
    assert kept(room) == []
