"""What came of a group, on one page for those who pay or lead.

All figures are those that may leave the room; sentences are those of the results page and the
workbook. Where a figure is withheld, its sentence stands in its place and no picture is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from efficacy.activities.days import day_words
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.marks import line_picture, span_picture
from efficacy.reports.handouts.variables import Picture, Variables
from efficacy.reports.numbers import interval, number, signed

if TYPE_CHECKING:
    from efficacy.measurement.change import PairedChange
    from efficacy.reports.results import Explanation, Results, ScaleResult

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn(Variables):
    """One line of the picture: what it shows, and the line."""

    words: Annotated[str, "What the line shows, with its numbers."]
    picture: Annotated[Picture, "The line, on the scale's own range."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed(Variables):
    """How much of one source people were given."""

    source: Annotated[str, "What the source is called."]
    planned: Annotated[int, "Minutes that the plan gives it."]
    held: Annotated[int, "Minutes that were held."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Variables):
    """One other thing that could explain a change."""

    title: Annotated[str, "What it is."]
    state: Annotated[str, "Whether it is open, was looked at, or is ruled out."]
    words: Annotated[str, "What there is to say of it; on the one page, the first sentence."]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport(Variables):
    """The variables of the report on one page."""

    name: Annotated[str, "What the group is called."]
    plan: Annotated[str, "The title of the plan."]
    code: Annotated[str, "The code of the group."]
    day: Annotated[str, "Today, in words."]
    invented: Annotated[str, "That these people are simulated; empty for real ones."]
    headline: Annotated[str, "How far the main scale moved, or why that is not said."]
    measure: Annotated[str, "Which scale that is; empty where the plan names none."]
    drawn: Annotated[tuple[Drawn, ...], "The picture, line by line; none where it is withheld."]
    low: Annotated[str, "The lower end of the scale."]
    high: Annotated[str, "Its upper end."]
    people: Annotated[str, "How many joined, answered, and stand in the change."]
    up_and_down: Annotated[str, "How many moved which way, or that it is not said."]
    repeated: Annotated[str, "On which days repeated figures left; empty for none."]
    held: Annotated[str, "How many sessions of the plan were held."]
    sources: Annotated[tuple[Fed, ...], "The five sources; never a total of them."]
    caution: Annotated[str, "How much to trust the figures at most."]
    doubts: Annotated[tuple[Doubt, ...], "What else could explain the change."]
    not_to_conclude: Annotated[tuple[str, ...], "What nobody should read out of it."]
    to_come: Annotated[tuple[str, ...], "What the plan still has, a line each."]


def fill(room: Room, meeting: Meeting, say: Speech) -> GroupReport | None:
    """Return the report of the whole group, whatever the meeting; None without results."""
    # Statistics are read with the first report, and never where phones are served.
    from efficacy.reports import words

    results = meeting.results
    if results is None:
        return None
    scale = results.primary
    change = scale.shift.change if scale else None
    # A name may hold braces.
    measure = say("“{title}”, named as the main scale before anybody answered.")
    return GroupReport(
        name=room.name,
        plan=room.plan.title,
        code=room.code,
        day=day_with_year(room, say),
        invented=invented_words(results, say),
        headline=words.headline(results, say),
        measure=measure.replace("{title}", scale.title) if scale else "",
        drawn=tuple(_drawn(scale, change, results, say)) if scale and change else (),
        low=f"{scale.low:g}" if scale else "",
        high=f"{scale.high:g}" if scale else "",
        people=words.flow_sentence(results, say),
        up_and_down=_first(results.harms.sentence) if results.harms and change else "",
        repeated=words.repeated_sentence(results, say),
        held=_held(room, results, say),
        sources=tuple(
            Fed(
                source=one.title,
                planned=round(one.planned_minutes),
                held=round(one.received_minutes),
            )
            for one in results.sources
        ),
        caution=words.caution(results, say) if change else "",
        doubts=tuple(doubt(one, say) for one in results.explanations),
        not_to_conclude=words.not_to_conclude(results, say) if change else (),
        to_come=tuple(_to_come(room, results, say)),
    )


def day_with_year(room: Room, say: Speech) -> str:
    """Return today in words and with its year: a report is read years later."""
    return say("{day} {year}").format(day=day_words(room.day, say), year=room.day[:4])


def invented_words(results: Results, say: Speech) -> str:
    """Return that people are simulated; nothing for real ones."""
    if not results.is_synthetic:
        return ""
    return say("These people are invented; their answers were drawn by chance.")


def _drawn(
    scale: ScaleResult, change: PairedChange, results: Results, say: Speech
) -> Iterator[Drawn]:
    """Yield the lines of the picture: both means, the interval, and what was to be expected."""
    if change.change is None:
        return
    ends = {"low": scale.low, "high": scale.high}
    digits = 1 if scale.is_wide else 2
    first, last = change.mean_pre, change.mean_post
    means = say("Mean before {before} (ring), after {after} (dot)").format(
        before=number(first, digits), after=number(last, digits)
    )
    yield Drawn(words=means, picture=line_picture(first=first, last=last, says=means, **ends))
    if first is None:
        return
    if change.ci_low is not None and change.ci_high is not None:
        moved = say("Change {change}, 95 % interval {span}").format(
            change=signed(change.change, digits),
            span=interval(change.ci_low, change.ci_high, say, digits),
        )
        bar = (first + change.ci_low, first + change.ci_high)
        picture = span_picture(first=bar[0], last=bar[1], at=last, says=moved, **ends)
        yield Drawn(words=moved, picture=picture)
    known = next((one for one in results.references if one.scale_id == scale.scale_id), None)
    if known is not None and known.low is not None and known.high is not None:
        expected = say("Expected from {groups} earlier groups: {span}").format(
            groups=known.cohorts, span=interval(known.low, known.high, say, digits)
        )
        bar = (first + known.low, first + known.high)
        picture = span_picture(first=bar[0], last=bar[1], at=None, says=expected, **ends)
        yield Drawn(words=expected, picture=picture)


def _held(room: Room, results: Results, say: Speech) -> str:
    return say("Sessions held: {held} of {all} planned.").format(
        held=results.flow.sessions_held, all=len(room.plan.sessions)
    )


def doubt(one: Explanation, say: Speech, *, in_full: bool = False) -> Doubt:
    """Return another explanation with its state; not in full, with its first sentence only."""
    states = {
        "open": say("open"),
        "looked": say("looked at"),
        "ruled_out": say("ruled out"),
    }
    words = one.sentence if in_full else _first(one.sentence)
    return Doubt(title=one.title, state=states[one.state], words=words)


def _to_come(room: Room, results: Results, say: Speech) -> Iterator[str]:
    """Yield how many sessions are still to be held, and the surveys that nobody answered yet."""
    rest = len(room.plan.sessions) - results.flow.sessions_held
    if rest > 0:
        yield say.plural(
            "{n} session is still to be held.", "{n} sessions are still to be held.", rest
        )
    # In a handful of people, that nobody answered would tell of each of them.
    if 0 < results.flow.enrolled < results.threshold:
        return
    for wave in results.flow.waves:
        if not wave.n:
            yield say("Still to be asked: “{survey}”.").replace("{survey}", wave.title)


def _first(sentences: str) -> str:
    return _SENTENCE_END.split(sentences, maxsplit=1)[0]


HANDOUT = ForMeeting(
    id="report",
    title=later("Group report"),
    about=later("One page for those who pay or lead: what was held, seen, and stays open."),
    variables=GroupReport,
    fill=fill,
    needs_results=True,
    pages=1,
    pages_large=None,
    has_narrow_margins=True,
)
