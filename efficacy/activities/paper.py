"""The paper form of an activity: what somebody without a device reads and fills in.

It is made of the same content and the same fields as the screen, so that both
ask the same. A form holds nothing of a person: it is printed before anybody is
there, and every copy is alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from efficacy.activities.fields import Choice, Choices, Field, Number, Rating, Text

Shape = Literal["scale", "choice", "choices", "lines", "number"]

CHARACTERS_A_LINE = 80  # of handwriting, across the page; few people fill a box
MOST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid to write into: a heading a column, words or nothing at the head of each row.

    ``narrow`` are the places (from 0) of columns that take a number, a date or a
    mark; ``lines`` is how many lines of handwriting a row has room for (1 to 4).
    """

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    narrow: tuple[int, ...] = ()
    lines: int = 1

    @property
    def has_heads(self) -> bool:
        """Whether words at the heads of rows need more room than the columns beside them."""
        return any(self.rows) and len(self.columns) - len(self.narrow) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """One block of a form: words to read, then what is filled in.

    Attributes
    ----------
    title : str
        A heading; "" for none.
    lines, points : tuple of str
        Paragraphs, and a list below them.
    fields : tuple of Field
        What is asked, in its order; as on the screen.
    table : Table or None
        A grid to write into, below the fields.
    is_apart : bool
        Whether it is for the facilitator alone, such as solutions: it stands on a
        page of its own at the end.
    is_ordered : bool
        Whether ``points`` are steps, which are numbered.
    is_whole : bool
        Whether it stays on one page; only for what fits on one.
    begins_page : bool
        Whether it begins on a new sheet, so that it can be handed out by itself.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    table: Table | None = None
    is_apart: bool = False
    is_ordered: bool = False
    is_whole: bool = False
    begins_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A field as it is drawn on paper.

    ``marks`` are what is circled or ticked, each with the words below or beside
    it ("" for none); ``lines`` are empty lines to write on; ``unclear`` stands
    beside a small box below the answer.
    """

    shape: Shape
    label: str
    help: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    lines: int = 0
    unit: str = ""
    unclear: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields under one heading and one stem, as the screen groups them."""

    heading: str
    stem: str
    fields: tuple[Printed, ...]


def named_points(field: Rating) -> str:
    """Return the named points of a scale in one line: “1 = not likely, 5 = very likely”."""
    return ", ".join(f"{point} = {words}" for point, words in sorted(field.anchors.items()))


def row_head(field: Field, *, without: str = "") -> str:
    """Return a question as it stands at the head of a row: with its help and its scale.

    ``without`` is a help line that stands above the table already.
    """
    parts = ["" if field.help == without else field.help]
    if isinstance(field, Rating):
        parts.append(named_points(field))
    label = field.label if field.label.endswith(tuple("?.!…")) else f"{field.label}."
    rest = " ".join(filter(None, parts))
    return f"{label} {rest}" if rest else field.label


def grouped(fields: Iterable[Field]) -> tuple[Group, ...]:
    """Return the fields as they are drawn, neighbours of one group together."""
    found: list[tuple[str, str, list[Printed]]] = []
    for field in fields:
        if not found or (field.group, field.group_stem) != found[-1][:2]:
            found.append((field.group, field.group_stem, []))
        found[-1][2].append(printed(field))
    return tuple(Group(heading=head, stem=stem, fields=tuple(held)) for head, stem, held in found)


def printed(field: Field) -> Printed:
    """Return how a field is drawn on paper.

    Raises
    ------
    TypeError
        If it is of a type that has no paper form yet.
    """
    if isinstance(field, Rating):
        marks = tuple((str(point), field.anchors.get(point, "")) for point in field.points)
        return Printed(
            shape="scale",
            label=field.label,
            help=field.help,
            marks=marks,
            unclear=field.unclear,
        )
    if isinstance(field, Choice | Choices):
        return Printed(
            shape="choices" if field.is_multiple else "choice",
            label=field.label,
            help=field.help,
            marks=tuple(("", option.label) for option in field.options),
        )
    if isinstance(field, Text):
        needed = -(-field.max_length // CHARACTERS_A_LINE)
        return Printed(
            shape="lines", label=field.label, help=field.help, lines=min(MOST_LINES, needed)
        )
    if isinstance(field, Number):
        return Printed(shape="number", label=field.label, help=field.help, lines=1, unit=field.unit)
    raise TypeError(f"A field of the type {type(field).__name__} has no paper form.")
