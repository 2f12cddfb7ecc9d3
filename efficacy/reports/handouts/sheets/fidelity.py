"""After a session: what was planned and what was held, ticks, and questions for supervision.

The words are those of the guide; minutes and figures are of this session. Every figure of people
is one that may leave the room; how many passed is none, for passing counts as done everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from efficacy.activities.five_sources import source_words
from efficacy.activities.registry import KINDS
from efficacy.content.guide import Guide
from efficacy.content.models import Source
from efficacy.content.theory import SessionDose, StepDose, dose
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.sheets.preparation import Part, part_of
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.numbers import number

if TYPE_CHECKING:
    from efficacy.reports.results import Moment, Results

CHAPTER = "after-each-session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed(Variables):
    """One step, or one source, with its minutes."""

    name: Annotated[str, "The number and the name of the step, or the source."]
    planned: Annotated[int, "Minutes as planned."]
    held: Annotated[int, "Minutes as held; 0 where it was left out, or where nothing is known."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean(Variables):
    """One figure of the group in this session."""

    what: Annotated[str, "What was asked or counted."]
    mean: Annotated[str, "The group's mean; empty where it is withheld."]
    n: Annotated[str, "How many people; n<5 or n≥5 where it is withheld."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Variables):
    """Figures on one topic."""

    title: Annotated[str, "The ladder, or what else it is about."]
    means: Annotated[tuple[Mean, ...], "The figures."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterSession(Variables):
    """The variables of the sheet for after a session."""

    name: Annotated[str, "What the group is called."]
    session: Annotated[str, "The title of the session."]
    number: Annotated[int, "The number of the session in the plan, from 1."]
    sessions: Annotated[int, "How many sessions the plan has."]
    people: Annotated[int, "How many are in the group now."]
    steps: Annotated[tuple[Timed, ...], "The steps in their order."]
    sources: Annotated[tuple[Timed, ...], "The sources that this session feeds."]
    is_held: Annotated[bool, "Whether minutes of this session are known; else they are written in."]
    measured: Annotated[tuple[Measured, ...], "This session's figures, topic by topic."]
    withheld: Annotated[str, "Why there are no figures of some; empty where nothing is missing."]
    parts: Annotated[tuple[Part, ...], "What the guide asks, a section each."]


def fill(room: Room, meeting: Meeting, say: Speech) -> AfterSession | None:
    """Return the sheet of one session; None without the guide's chapter."""
    chapter: Guide | None = meeting.guides.get(CHAPTER)
    if chapter is None:
        return None
    planned = dose(room.plan, room.content, KINDS)[meeting.number - 1]
    results = meeting.results
    measured = tuple(_measured(results, meeting.session.id, say)) if results else ()
    hides = any(not one.mean for topic in measured for one in topic.means)
    return AfterSession(
        name=room.name,
        session=meeting.session.title,
        number=meeting.number,
        sessions=len(room.plan.sessions),
        people=meeting.people,
        steps=tuple(_steps(planned, meeting)),
        sources=tuple(_sources(planned, meeting, say)),
        is_held=bool(meeting.held),
        measured=measured,
        withheld=_withheld(say) if hides else "",
        parts=tuple(map(part_of, chapter.sections)),
    )


# ------------------------------------------------------------------------ minutes


def _steps(planned: SessionDose, meeting: Meeting) -> Iterator[Timed]:
    for number_, step in enumerate(planned.steps, start=1):
        yield Timed(
            name=f"{number_} {step.activity.title}",
            planned=step.minutes,
            held=round(_held(step, meeting)),
        )


def _sources(planned: SessionDose, meeting: Meeting, say: Speech) -> Iterator[Timed]:
    """Yield what the session feeds, by the minutes of its steps; never a total of the sources."""
    for source in Source:
        fed = sum(step.fed(source, _held(step, meeting)) for step in planned.steps)
        if round(planned.sources[source]) or round(fed):
            yield Timed(
                name=source_words(source, say),
                planned=round(planned.sources[source]),
                held=round(fed),
            )


def _held(step: StepDose, meeting: Meeting) -> float:
    """Return how long a step was on; 0 for one that was left out."""
    return meeting.held.get(step.activity.id, 0.0)


# ------------------------------------------------------------------------ figures


def _measured(results: Results, session_id: str, say: Speech) -> Iterator[Measured]:
    """Yield what people did and said in a session: each ladder, and what they went near to."""
    topics: list[tuple[str, tuple[tuple[str, tuple[Moment, ...], int], ...]]] = [
        (
            ladder.title,
            (
                (say("How sure before (0 to 100)"), ladder.before, 0),
                (say("How sure after"), ladder.after, 0),
                (say("Rung that people worked at"), ladder.working_rung, 1),
            ),
        )
        for ladder in results.ladders
    ]
    if near := results.approach:
        told = (
            (say("Done since last time"), near.done, 1),
            (say("Put off"), near.put_off, 1),
            (say("Not met"), near.not_met, 1),
            (say("How sure about it (0 to 100)"), near.avoided, 0),
        )
        topics.append((say("What each keeps away from"), told))
    for title, rows in topics:
        means = tuple(
            _mean(words, moment, digits, results.threshold)
            for words, moments, digits in rows
            for moment in moments
            if moment.session_id == session_id
        )
        if means:
            yield Measured(title=title, means=means)


def _mean(words: str, moment: Moment, digits: int, threshold: int) -> Mean:
    from efficacy.reports.sheets.figures import count_text

    figure = moment.figure
    return Mean(
        what=words,
        mean="" if figure is None else number(figure.mean, digits),
        n=str(count_text(moment.n, moment.withheld, threshold)),
    )


def _withheld(say: Speech) -> str:
    from efficacy.reports.sheets.figures import withheld_sentence

    return withheld_sentence(say)


HANDOUT = ForMeeting(
    id="fidelity",
    title=later("After the session"),
    about=later("What was planned and held, ticks, and questions for supervision."),
    variables=AfterSession,
    fill=fill,
    needs_results=True,
    pages=2,
    pages_large=None,
    has_narrow_margins=True,
)
