"""The goal, the if-then plan and who can be there, in the person's own words or as lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities import goal_form as form
from efficacy.language import Speech, later
from efficacy.reports.given import newest_words, planned
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCard(Variables):
    """The variables of the card with a goal, an if-then plan and who can be there."""

    call_name: Annotated[str, "What the room calls the person."]
    goal: Annotated[str, "The goal in the person's own words."]
    when: Annotated[str, "The day and the hour that the person set."]
    done_when: Annotated[str, "What the person will see when it is done."]
    if_this: Annotated[str, "The moment that may get in the way; it follows the word If."]
    then_that: Annotated[str, "What the person will do then; it follows the word then."]
    support: Annotated[tuple[str, ...], "Who can be there, one a line, in the person's own words."]
    learning: Annotated[tuple[str, ...], "Where the plan says that it is taught, one place a line."]


def fill(room: Room, person: Person, say: Speech) -> GoalCard:  # noqa: ARG001
    """Return the newest goal and plan; boxes that were left empty are empty texts."""
    words = newest_words(room.plan, person.given, "goal")
    support = words.get(form.SUPPORT, "")
    return GoalCard(
        call_name=person.call_name,
        goal=words.get(form.WHAT, ""),
        when=words.get(form.WHEN, ""),
        done_when=words.get(form.END, ""),
        if_this=words.get(form.IF, ""),
        then_that=words.get(form.THEN, ""),
        support=(support,) if support else (),
        learning=tuple(str(one.params["teaching"]) for one in planned(room.plan, "outlook")),
    )


HANDOUT = ForPerson(
    id="goal-card",
    title=later("My goal"),
    about=later("The goal, the if-then plan, and who can be there."),
    variables=GoalCard,
    fill=fill,
    pages=1,
    pages_large=2,
)
