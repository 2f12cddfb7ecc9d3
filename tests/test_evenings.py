"""Evenings that did not go as planned, each to the post survey and the workbook."""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd
import pytest

from efficacy.flow import Move
from efficacy.services import access, exports, report
from tests.cast import Room

PEOPLE = 7


def _survey(room: Room, people: list[access.Participant], wave: str) -> None:
    """Go to a survey and let everybody answer, each a little apart from the others."""
    room.goes_to("survey", wave=wave)
    _answer(room, people, wave)


def _answer(room: Room, people: list[access.Participant], wave: str) -> None:
    for number, who in enumerate(people):
        more = number % 3 + (1 if wave == "post" and number % 2 else 0)
        room.fills(
            who,
            value_of=lambda place, known, more=more: known.points[
                (place + more) % len(known.points)
            ],
            start=100 if wave == "post" else 1,
        )


def _as_planned(room: Room, people: list[access.Participant]) -> None:
    while (move := room.console().next_move) is not None:
        wave = _open_wave(room)
        if wave:
            _answer(room, people, wave)
        room.does(move)


def _open_wave(room: Room) -> str | None:
    step = room.console().step
    return step.context.activity.wave if step and Move.CLOSE in room.console().moves else None


def _late(room: Room, people: list[access.Participant]) -> None:
    room.clock.pass_s(25 * 60)
    room.does(Move.BEGIN)
    _survey(room, people, "pre")
    room.clock.pass_s(40 * 60)
    room.does(Move.LAST_TASK)
    room.clock.pass_s(4 * 60)
    _survey(room, people, "post")
    room.does(Move.CLOSE)


def _two_skipped(room: Room, people: list[access.Participant]) -> None:
    _survey(room, people, "pre")
    room.goes_to("discussion")  # the welcome was skipped, and the talk
    _survey(room, people, "post")


def _a_step_back(room: Room, people: list[access.Participant]) -> None:
    _survey(room, people, "pre")
    room.does(Move.NEXT)
    room.does(Move.BACK)
    room.does(Move.NEXT)
    _survey(room, people, "post")
    room.does(Move.CLOSE)
    room.does(Move.REVEAL)


def _another_address(room: Room, people: list[access.Participant]) -> None:
    _survey(room, people, "pre")
    room.clock.pass_s(1200)  # the laptop slept
    room.workshop.addresses = lambda: ("10.20.30.40:8501",)
    assert room.console().join_url == f"http://10.20.30.40:8501/j/{room.code}"
    _survey(room, people, "post")


@pytest.mark.parametrize(
    "evening", [_as_planned, _late, _two_skipped, _a_step_back, _another_address]
)
def test_every_evening_ends_with_a_workbook(
    room: Room, evening: Callable[[Room, list[access.Participant]], None]
) -> None:
    people = [room.joins(f"Person {number}") for number in range(PEOPLE)]
    room.opens()
    evening(room, people)
    found = report.results(room.workshop, room.owner, room.cohort_id)
    flow = found.flow
    assert (flow.at("pre"), flow.at("post"), flow.paired) == (PEOPLE, PEOPLE, PEOPLE)
    _, content = exports.workbook(room.workshop, room.owner, room.cohort_id, kind="working")
    book = pd.read_excel(io.BytesIO(content), sheet_name=None)
    assert book["Participants"]["record number"].nunique() == PEOPLE
    assert set(book["Responses"]["wave"]) == {"pre", "post"}
