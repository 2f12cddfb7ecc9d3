"""People with something to take home, for tests of the take-home file and of its sheet."""

from __future__ import annotations

from dataclasses import replace

from efficacy.activities import goal_form, log
from efficacy.activities import ladder_record as ladder
from efficacy.activities import relabel_way as way
from efficacy.activities.contract import Given
from efficacy.activities.personal import Earlier
from efficacy.content.library import Library
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports.given import planned
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.take_home.contents import Part, TakeHome, contents

SAY = speech()
TAG = "K7Q2M"
_CONTENT = Library(home() / "curriculum").curriculum()
ROOM = Room(
    name="The Tuesday people",
    code="qxzj",
    contact="Rosa Lind in room 12",
    address="192.168.0.7:8501",
    mode="confidential",
    content=_CONTENT,
    plan=_CONTENT.plans["math-career-6x90"],
    day="2026-11-26",
    keep_until="2027-11-26",
)


def _gave(kind: str, *answers: tuple[str, float | str, int]) -> Earlier:
    activity = planned(ROOM.plan, kind)[0]
    given = tuple(Given(item_id=item, value=value, attempt=at) for item, value, at in answers)
    return Earlier(activity_id=activity.id, wave="", day="2026-10-01", given=given)


def somebody(words: str = "my own words", *, level: int = 4) -> Person:
    """Return a person who climbed, chose a card, and wrote the same words everywhere."""
    cards = _CONTENT.cues["nerves"].cards
    card = cards[0]
    at = way.attempt_of(card, cards)
    chosen = _gave(
        "relabel",
        (way.DOOR, way.TO_RELABEL, 1),
        (f"words.{card.id}", words, at),
        (f"action.{card.id}", words, at),
    )
    picked = Given(
        item_id="picked",
        option_id=card.id,
        value=1.0,
        attempt=way.ATTEMPTS[way.Place.DOORS],
    )
    return Person(
        call_name="Heron",
        pin="4821",
        seed="7",
        given=(
            _gave("ladder", (ladder.WORKING, float(level), 1)),
            replace(chosen, given=(*chosen.given, picked)),
            _gave("goal", (goal_form.WHAT, words, 1), (goal_form.THEN, words, 2)),
            _gave("log", (log.DID, words, 1), (log.SHOWS, words, 1)),
        ),
        tag=TAG,
    )


def file_of(*parts: Part, person: Person | None = None) -> TakeHome:
    """Return the contents of a file with these parts, all where none is named."""
    return contents(ROOM, person or somebody(), parts or tuple(Part), SAY)
