"""Four questions for somebody outside who hears what a person did, to give away and get back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities.encourage import Encourage
from efficacy.language import Speech, later
from efficacy.reports.given import planned
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessSheet(Variables):
    """The variables of the sheet for a witness from outside; nothing of the person is in it."""

    questions: Annotated[tuple[str, ...], "What the witness is asked; the plan's, or ours."]


def fill(room: Room, person: Person, say: Speech) -> WitnessSheet:  # noqa: ARG001
    """Return the same sheet for everybody: it is given to somebody outside."""
    return WitnessSheet(questions=_of_the_plan(room) or _ours(say))


def _of_the_plan(room: Room) -> tuple[str, ...]:
    forms = (one.params for one in planned(room.plan, Encourage.name))
    asked = (form["questions"] for form in forms if form.get("form") == "witness")
    return tuple(str(one) for one in next(asked, ()))


def _ours(say: Speech) -> tuple[str, ...]:
    """Return what outside witnesses are asked in Michael White's practice, in our own words."""
    return (
        say("What did you see or hear that stayed with you? Name the moment."),
        say("What picture did it give you of what this person does, or holds dear?"),
        say("What did it touch in your own life or work?"),
        say("Where does it take you? What will you look at or do in a new way?"),
    )


HANDOUT = ForPerson(
    id="witness",
    title=later("For a witness"),
    about=later("Four questions to give to somebody outside, and to get back."),
    variables=WitnessSheet,
    fill=fill,
    is_private=False,
    pages=1,
    pages_large=2,
)
