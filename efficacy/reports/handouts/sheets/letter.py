"""A letter to oneself: what was said before and after, what was done, and three months ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from efficacy.activities.days import day_words, months_later
from efficacy.activities.goal_form import DONE_IT, IF, PARTLY, THEN
from efficacy.activities.screens import filled
from efficacy.language import Speech, later
from efficacy.reports import own_words
from efficacy.reports.given import newest_words
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.own import OwnGoal, OwnResults, OwnScale

MONTHS = 3
MOST_SCALES = 3  # of many that a person answered: a letter is read, and their own page has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Variables):
    """What the person said in the surveys about one thing."""

    title: Annotated[str, "What it is about."]
    words: Annotated[str, "What was said, first and last, in sentences."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Variables):
    """Things that moved the same way, with what that may mean."""

    said: Annotated[tuple[Said, ...], "What was said, a thing each."]
    meaning: Annotated[str, "What the move may mean; may be empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Variables):
    """The variables of the letter."""

    call_name: Annotated[str, "What the room calls the person."]
    note: Annotated[str, "Which surveys there are; empty where there are both or none."]
    days: Annotated[str, "When the first and the last survey were; empty without both."]
    moves: Annotated[tuple[Move, ...], "What the person said in the surveys, by how it moved."]
    visits: Annotated[tuple[str, ...], "The meetings on a ladder, a line each."]
    goals: Annotated[tuple[str, ...], "Goals that were done, in part or whole, a line each."]
    reply: Annotated[str, "The counselor's two sentences."]
    goal: Annotated[str, "The newest goal, where it is still open; a start for the plan."]
    if_this: Annotated[str, "The moment that may get in its way; it follows the word If."]
    then_that: Annotated[str, "What the person will do then; it follows the words then I."]
    months: Annotated[tuple[str, ...], "The last day of each of the next three months."]


def fill(room: Room, person: Person, say: Speech) -> Letter:
    """Return the letter of a person; what is not there is a line to write on and no hole."""
    own = person.own
    scales = _told(own, room.plan.primary_scale)
    goal = own.goals[-1] if own.goals and own.goals[-1].came_of != DONE_IT else None
    plan = newest_words(room.plan, person.given, "goal") if goal else {}
    return Letter(
        call_name=person.call_name,
        note=own_words.survey_note(own, say) if scales else "",
        days=_days(scales, say),
        moves=tuple(_moves(scales, say)),
        visits=own_words.dated_visits(own, say),
        goals=tuple(_goal_line(one, say) for one in own.goals if one.came_of in (DONE_IT, PARTLY)),
        reply=person.reply,
        goal=goal.what if goal else "",
        if_this=plan.get(IF, ""),
        then_that=plan.get(THEN, ""),
        months=tuple(
            day_words(months_later(date.fromisoformat(room.day), number).isoformat(), say)
            for number in range(1, MONTHS + 1)
        ),
    )


# ------------------------------------------------------------------ before and after


def _told(own: OwnResults, main: str) -> tuple[OwnScale, ...]:
    """Return the scales that the letter tells of, the plan's main one first."""
    told = [one for one in own.scales if one.direction != "none" and one.case != "too_few"]
    return tuple(sorted(told, key=lambda one: one.id != main)[:MOST_SCALES])


def _words(scale: OwnScale, say: Speech) -> str:
    counted, moved = own_words.count(scale, say), own_words.move(scale, say)
    # Without tasks to count and one survey alone, the place on the line is all there is to tell.
    place = "" if counted or moved else own_words.picture_words(scale, say)
    said = say("You said {place}.").replace("{place}", place) if place else ""
    return " ".join(part for part in (counted, moved, said) if part)


def _moves(scales: Sequence[OwnScale], say: Speech) -> Iterator[Move]:
    """Yield the scales by what their moves may mean, so that each meaning is told once."""
    by_meaning: dict[str, list[Said]] = {}
    for one in scales:
        said = Said(title=one.title, words=_words(one, say))
        by_meaning.setdefault(own_words.meaning(one, say), []).append(said)
    for meaning, told in by_meaning.items():
        yield Move(said=tuple(told), meaning=meaning)


def _days(scales: Sequence[OwnScale], say: Speech) -> str:
    for one in scales:
        if one.first is not None and one.last is not None:
            first, last = (day_words(point.day, say) for point in (one.first, one.last))
            return say("The first time was on {first}, and the last on {last}.").format(
                first=first, last=last
            )
    return ""


# ------------------------------------------------------------------- what was done


def _goal_line(goal: OwnGoal, say: Speech) -> str:
    return filled(
        say("Your goal was “{goal}”. {came_of}."),
        goal=goal.what,
        came_of=own_words.came_of_words(goal.came_of, say),
    )


HANDOUT = ForPerson(
    id="letter",
    title=later("A letter to myself"),
    about=later("What was said before and after, what was done, and three months ahead."),
    variables=Letter,
    fill=fill,
    pages=2,
    pages_large=4,
)
