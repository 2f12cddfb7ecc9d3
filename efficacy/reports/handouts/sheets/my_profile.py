"""How high, how firm and how far somebody's “I can” goes, and which doors to try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from efficacy.activities.five_sources import SOURCES, source_words
from efficacy.activities.registry import context_for
from efficacy.activities.sources import Sources
from efficacy.content.models import Scale
from efficacy.language import Speech, later
from efficacy.reports import own_words
from efficacy.reports.given import planned, standings
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.marks import boxes_picture, line_picture
from efficacy.reports.handouts.meanings import meaning
from efficacy.reports.handouts.variables import Picture, Variables
from efficacy.reports.own import OwnResults, OwnScale
from efficacy.reports.own_scales import is_tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Variables):
    """A task of the list, and where it stands; neither of both where it was not answered."""

    words: Annotated[str, "The task; it follows the words I can."]
    can: Annotated[bool, "Whether the person said “I can” to it."]
    not_yet: Annotated[bool, "Whether it stands at “not yet”."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(Variables):
    """Another list of tasks, and how many of it stand at “I can”."""

    title: Annotated[str, "What the tasks are about."]
    picture: Annotated[Picture, "A box for each task, full for “I can” and open for “not yet”."]
    words: Annotated[str, "How many tasks of it the person is sure of, in a sentence."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(Variables):
    """One of the places that “I can” comes from."""

    label: Annotated[str, "What it is called."]
    first: Annotated[str, "What to do to go through it; may be empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyProfile(Variables):
    """The variables of the profile."""

    call_name: Annotated[str, "What the room calls the person."]
    note: Annotated[str, "Which surveys this is from; empty where it is from both or none."]
    level: Annotated[str, "What level means."]
    strength: Annotated[str, "What strength means."]
    reach: Annotated[str, "What reach means."]
    tasks_title: Annotated[str, "What the list of tasks is about."]
    tasks: Annotated[tuple[Task, ...], "The tasks, the hardest first, as on a ladder."]
    to_tick: Annotated[bool, "Whether a task was not answered, so that its boxes can be ticked."]
    sure_line: Annotated[Picture, "A line with how sure the person was of all the tasks together."]
    sure_low: Annotated[str, "What stands at the left end of the line."]
    sure_high: Annotated[str, "What stands at its right end."]
    sure_words: Annotated[str, "What the line shows, and which way it moved; empty for a form."]
    domains: Annotated[tuple[Domain, ...], "The other lists of tasks that the person answered."]
    ladders: Annotated[tuple[str, ...], "The ladders that the person worked on, one a line."]
    next_task: Annotated[str, "The easiest task of “not yet”."]
    doors: Annotated[tuple[Door, ...], "Two doors to try first; all of them where none is known."]
    doors_known: Annotated[bool, "Whether the doors follow from what the person answered."]


def fill(room: Room, person: Person, say: Speech) -> MyProfile:
    """Return what a person's last survey says of them; for somebody without one, boxes to tick."""
    own = person.own
    asked = _asked(room)
    main = next((one for one in own.scales if asked and one.id == asked.id), None)
    others = tuple(one for one in own.scales if one.has_tasks and one is not main)
    doors = _first_doors(room, person)
    tasks = tuple(_tasks(asked, main)) if asked else ()
    return MyProfile(
        call_name=person.call_name,
        note=own_words.survey_note(own, say) if own.scales else "",
        level=meaning(room.content, "level"),
        strength=meaning(room.content, "strength"),
        reach=meaning(room.content, "reach"),
        tasks_title=asked.title if asked else "",
        tasks=tasks,
        to_tick=any(not (one.can or one.not_yet) for one in tasks),
        sure_line=_sure_line(asked, main, say),
        sure_low=asked.response.anchors.get(str(asked.response.low), "") if asked else "",
        sure_high=asked.response.anchors.get(str(asked.response.high), "") if asked else "",
        sure_words=_sure_words(main, say) if main else "",
        domains=tuple(_domain(one, say) for one in others),
        ladders=tuple(_ladders(own, say)),
        next_task=own.next_task,
        doors=doors or _all_doors(room, say),
        doors_known=bool(doors),
    )


# ------------------------------------------------------------------------ level


def _asked(room: Room) -> Scale | None:
    """Return the plan's main list of tasks; None where it asks something else, or a bought one."""
    scales = (
        scale
        for instrument in room.content.instruments.values()
        if instrument.bought is None
        for scale in instrument.scales
    )
    found = next((one for one in scales if one.id == room.plan.primary_scale), None)
    return found if found and is_tasks(found) else None


def _tasks(asked: Scale, main: OwnScale | None) -> Iterator[Task]:
    """Yield the tasks, the hardest first: what is up on a ladder stands up on the sheet."""
    can, not_yet = (main.can, main.not_yet) if main else ((), ())
    for item in sorted(asked.items, key=lambda one: one.difficulty or 0, reverse=True):
        yield Task(words=item.text, can=item.text in can, not_yet=item.text in not_yet)


# --------------------------------------------------------------------- strength


def _sure_line(asked: Scale | None, main: OwnScale | None, say: Speech) -> Picture:
    low, high = (asked.response.low, asked.response.high) if asked else (0, 100)
    points = (main.first, main.last) if main else (None, None)
    first, last = (one.value if one else None for one in points)
    says = own_words.picture_words(main, say) if main else ""
    return line_picture(
        low=low, high=high, first=first, last=last, says=says or say("A line to mark by hand.")
    )


def _sure_words(main: OwnScale, say: Speech) -> str:
    shown = own_words.picture_words(main, say)
    told = say("All of them together: {where}.").replace("{where}", shown) if shown else ""
    is_both = main.first is not None and main.last is not None
    marks = say("The ring is the first time, and the dot is the last.") if is_both else ""
    return " ".join(part for part in (told, marks, own_words.move(main, say)) if part)


# ------------------------------------------------------------------------ reach


def _domain(scale: OwnScale, say: Speech) -> Domain:
    can, all_tasks = len(scale.can), len(scale.can) + len(scale.not_yet)
    newest = replace(scale, case="last_only", can_first=None, can_last=can, counted=all_tasks)
    words = own_words.count(newest, say)
    return Domain(title=scale.title, picture=boxes_picture(can, all_tasks, says=words), words=words)


def _ladders(own: OwnResults, say: Speech) -> Iterator[str]:
    for ladder in own.ladders:
        newest = own_words.visit_line(replace(ladder.visits[-1], sets=0), ladder.rungs, say)
        yield say("{ladder}: {rung}").replace("{rung}", newest).replace("{ladder}", ladder.title)


# ------------------------------------------------------------------------ doors


def _first_doors(room: Room, person: Person) -> tuple[Door, ...]:
    """Return the two doors that the newest answers name; nothing without enough of them."""
    answered = standings(room.content, room.plan, person.given, Sources.name)
    for context, own in reversed(tuple(answered)):
        if picked := Sources().first(context, own):
            return tuple(Door(label=one.label, first=one.first) for one in picked)
    return ()


def _all_doors(room: Room, say: Speech) -> tuple[Door, ...]:
    """Return all doors, as the plan calls them, or in the words that all plans share."""
    activities = planned(room.plan, Sources.name)
    if not activities:
        return tuple(Door(label=source_words(one, say), first="") for one in SOURCES)
    doors = Sources().doors(context_for(room.content, activities[0]))
    return tuple(Door(label=door.label, first=door.first) for door, _ in doors)


HANDOUT = ForPerson(
    id="my-profile",
    title=later("My profile"),
    about=later("How high, how firm and how far “I can” goes, and which doors to try."),
    variables=MyProfile,
    fill=fill,
    pages=1,
    pages_large=3,
)
