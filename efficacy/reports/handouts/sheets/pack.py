"""The printed pack: every survey and activity of a session on paper, for a room without devices.

The questions of a survey have the numbers of the grid into which they are typed afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, groupby
from typing import Annotated

from efficacy.activities.paper import Group, PaperPart, Printed, Table, grouped
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.pack import Form, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Variables):
    """A point of a scale, or a choice."""

    point: Annotated[str, "What stands in the circle; empty for a box to tick."]
    words: Annotated[str, "What the point is called; empty where it has no name."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Variables):
    """One question with the place for its answer."""

    number: Annotated[str, "Its number in a survey, as in the grid for typing in; else empty."]
    label: Annotated[str, "What is asked."]
    help: Annotated[str, "A line below it; empty where there is none."]
    marks: Annotated[tuple[Mark, ...], "What is circled or ticked; empty where one writes."]
    line_count: Annotated[int, "How many lines to write on; 0 where something is marked."]
    unit: Annotated[str, "What stands behind a number; empty where there is none."]
    unclear: Annotated[str, "What stands beside a box below the answer; empty for no box."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Variables):
    """Questions that follow each other and are answered in the same way."""

    is_scale: Annotated[bool, "A point of a scale is circled."]
    is_row: Annotated[bool, "Several questions share one scale, and stand in a table."]
    is_short: Annotated[bool, "A number is written on a short line; the rest is room to work."]
    ends: Annotated[tuple[Mark, ...], "The points that have a name, of the first question."]
    unclear: Annotated[str, "What the box at the end of each row means; empty for no box."]
    questions: Annotated[tuple[Question, ...], "The questions, in their order."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Variables):
    """Questions under one heading and one stem."""

    heading: Annotated[str, "The heading; empty for none."]
    stem: Annotated[str, "How all of its questions begin; empty for none."]
    runs: Annotated[tuple[Run, ...], "Its questions, those of a kind together."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Variables):
    """A column of a table to write into."""

    name: Annotated[str, "Its heading."]
    is_narrow: Annotated[bool, "It takes a number, a date or a mark."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Variables):
    """A table to write into."""

    columns: Annotated[tuple[Column, ...], "Its columns."]
    heads: Annotated[tuple[str, ...], "What stands at the head of each row; empty for nothing."]
    line_count: Annotated[int, "For how many lines of handwriting a row has room."]
    has_heads: Annotated[bool, "The heads of rows need more room than the columns beside them."]
    is_blank: Annotated[bool, "Nothing stands at the heads, so that a row may be left out."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Variables):
    """One block of a form: words to read, then what is filled in."""

    title: Annotated[str, "The heading; empty for none."]
    lines: Annotated[tuple[str, ...], "Paragraphs."]
    points: Annotated[tuple[str, ...], "A list below them."]
    is_ordered: Annotated[bool, "The points are steps."]
    is_whole: Annotated[bool, "It stays on one page."]
    begins_page: Annotated[bool, "It begins on a new page."]
    blocks: Annotated[tuple[Block, ...], "What is asked."]
    grids: Annotated[tuple[Grid, ...], "One table to write into, or none."]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm(Variables):
    """The form of one step."""

    number: Annotated[int, "The step's place in the session, from 1."]
    title: Annotated[str, "What the step is called."]
    intro: Annotated[str, "Its first words; empty for none."]
    wave: Annotated[str, "When it measures, such as Before; empty for what is no survey."]
    is_apart: Annotated[bool, "It is for the facilitator alone."]
    parts: Annotated[tuple[Part, ...], "What stands on it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPack(Variables):
    """The variables of the printed pack."""

    title: Annotated[str, "What the session is called."]
    bought: Annotated[tuple[str, ...], "Bought questionnaires in it; each sheet is a copy."]
    forms: Annotated[tuple[StepForm, ...], "The forms in their order; the facilitator’s come last."]


def fill(room: Room, meeting: Meeting, say: Speech) -> PaperPack | None:  # noqa: ARG001
    """Return the forms of a meeting; None where nothing in it is filled in."""
    pack = meeting.pack
    return pages_of(pack) if pack and pack.forms else None


def pages_of(pack: Pack) -> PaperPack:
    """Return the forms of a session as they are printed."""
    return PaperPack(
        title=pack.title,
        bought=pack.bought,
        forms=(
            *(_form(one, is_apart=False) for one in pack.forms),
            *(_form(one, is_apart=True) for one in pack.apart),
        ),
    )


def _form(form: Form, *, is_apart: bool) -> StepForm:
    numbers = count(1)
    return StepForm(
        number=form.number,
        title=form.title,
        intro=form.intro,
        wave=form.wave,
        is_apart=is_apart,
        parts=tuple(_part(one, numbers if form.wave else None) for one in form.parts),
    )


def _part(part: PaperPart, numbers: Iterator[int] | None) -> Part:
    return Part(
        title=part.title,
        lines=part.lines,
        points=part.points,
        is_ordered=part.is_ordered,
        is_whole=part.is_whole,
        begins_page=part.begins_page,
        blocks=tuple(_block(one, numbers) for one in grouped(part.fields)),
        grids=(_grid(part.table),) if part.table else (),
    )


def _block(group: Group, numbers: Iterator[int] | None) -> Block:
    runs = groupby(group.fields, key=lambda one: (one.shape, one.marks, one.unclear))
    return Block(
        heading=group.heading,
        stem=group.stem,
        # A choice between words has its own words each time, so it shares nothing.
        runs=tuple(_run(tuple(fields), numbers) for _, fields in runs),
    )


def _run(fields: tuple[Printed, ...], numbers: Iterator[int] | None) -> Run:
    first = fields[0]
    is_scale = first.shape == "scale"
    return Run(
        is_scale=is_scale,
        is_row=is_scale and len(fields) > 1,
        is_short=first.shape == "number",
        ends=tuple(Mark(point=point, words=words) for point, words in first.marks if words)
        if is_scale
        else (),
        unclear=first.unclear,
        questions=tuple(_question(one, numbers if is_scale else None) for one in fields),
    )


def _question(field: Printed, numbers: Iterator[int] | None) -> Question:
    return Question(
        number=f"{next(numbers)}" if numbers else "",
        label=field.label,
        help=field.help,
        marks=tuple(Mark(point=point, words=words) for point, words in field.marks),
        line_count=field.lines,
        unit=field.unit,
        unclear=field.unclear,
    )


def _grid(table: Table) -> Grid:
    return Grid(
        columns=tuple(
            Column(name=name, is_narrow=place in table.narrow)
            for place, name in enumerate(table.columns)
        ),
        heads=table.rows,
        line_count=table.lines,
        has_heads=table.has_heads,
        is_blank=not any(table.rows),
    )


HANDOUT = ForMeeting(
    id="pack",
    title=later("Printed pack"),
    about=later("Every survey and activity of the session on paper, for a room without devices."),
    variables=PaperPack,
    fill=fill,
    needs_pack=True,
    pages=None,
    pages_large=None,
)
