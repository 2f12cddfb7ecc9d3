"""What a participant can give: fields with a type and a range, and actions.

A field is declared once, by the activity kind, and serves everywhere: the
answer sheet draws it, the answer route validates by it, the export describes
it, the simulation fills it. Validation never trusts the browser.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from efficacy.content.marks import mark_of
from efficacy.errors import InvalidValue

# A value as it is stored: a number, a text, or None for "cleared" (missing).
Value = float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a choice: a stable id and the words shown."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What all fields have in common.

    Attributes
    ----------
    id : str
        Stable id under which the answer is stored (``item_id``).
    label : str
        The question or task as the participant reads it.
    group, group_stem : str
        Heading and stem shown once above the first field of a group.
    """

    id: str
    label: str
    help: str = ""
    group: str = ""
    group_stem: str = ""

    @property
    def is_multiple(self) -> bool:
        """Whether the answer is one row an option."""
        return False

    def validate(self, raw: object, *, option: str = "") -> Value:
        """Return ``raw`` as it is to be stored; None clears the answer.

        Raises
        ------
        InvalidValue
            With a sentence that says what was expected and what was found.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Field):
    """A point on a numbered scale: ``low`` to ``high`` in steps of ``step``.

    ``look`` is ``rating`` for 0-100 (how sure), ``scale`` for 1-5, 1-6, 1-7.
    ``anchors`` names some of the points. ``unclear`` are the words of a quiet
    mark below the question, “I did not understand this”; "" for none.
    """

    low: int
    high: int
    step: int = 1
    anchors: dict[int, str] = field(default_factory=dict)
    look: Literal["rating", "scale"] = "scale"
    unclear: str = ""

    @property
    def mark(self) -> Mark | None:
        """Return the mark below the question; None where it has none."""
        return Mark(id=mark_of(self.id), label=self.unclear) if self.unclear else None

    @property
    def points(self) -> tuple[int, ...]:
        """All points of the scale, from the lowest."""
        return tuple(range(self.low, self.high + 1, self.step))

    def validate(self, raw: object, *, option: str = "") -> Value:
        _no_option(self, option)
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int | float) or raw not in self.points:
            raise InvalidValue(
                "“{label}” takes a number from {low} to {high} in steps of {step}, not {found}. "
                "Choose one of the points shown.",
                label=self.label,
                low=self.low,
                high=self.high,
                step=self.step,
                found=_shown(raw),
            )
        return float(raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Field):
    """A mark on a question, on (1) or off; beside the answer and never one itself."""

    def validate(self, raw: object, *, option: str = "") -> Value:
        _no_option(self, option)
        if raw is None or raw in (0, False):
            return None
        if raw not in (1, True):
            raise InvalidValue(
                "“{label}” is marked (1) or not (0), not {found}.",
                label=self.label,
                found=_shown(raw),
            )
        return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of several options, stored as the option's id."""

    options: tuple[Option, ...]

    def validate(self, raw: object, *, option: str = "") -> Value:
        _no_option(self, option)
        if raw is None:
            return None
        if raw not in {known.id for known in self.options}:
            raise InvalidValue(
                "“{label}” has no option {found}. Choose one of those shown.",
                label=self.label,
                found=_shown(raw),
            )
        return str(raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Field):
    """Any number of several options: one stored row an option, 1 or 0."""

    options: tuple[Option, ...]

    @property
    def is_multiple(self) -> bool:
        return True

    def validate(self, raw: object, *, option: str = "") -> Value:
        if option not in {known.id for known in self.options}:
            raise InvalidValue(
                "“{label}” has no option {found}. Choose among those shown.",
                label=self.label,
                found=_shown(option),
            )
        if raw is None:
            return None
        if raw not in (0, 1, True, False):
            raise InvalidValue(
                "An option of “{label}” is chosen (1) or not (0), not {found}.",
                label=self.label,
                found=_shown(raw),
            )
        return float(bool(raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Own words, kept exactly as typed, up to ``max_length`` characters."""

    max_length: int = 200
    is_long: bool = False

    def validate(self, raw: object, *, option: str = "") -> Value:
        _no_option(self, option)
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise InvalidValue(
                "“{label}” takes words, not {found}.", label=self.label, found=_shown(raw)
            )
        if len(raw) > self.max_length:
            raise InvalidValue(
                "“{label}” takes up to {most} characters; these are {found}. "
                "Shorten the text; nothing you typed is lost.",
                label=self.label,
                most=self.max_length,
                found=len(raw),
            )
        # PostgreSQL cannot store NUL, and no keyboard types it.
        return raw.replace("\x00", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number from ``low`` to ``high``; a decimal comma is understood."""

    low: float
    high: float
    unit: str = ""

    def validate(self, raw: object, *, option: str = "") -> Value:
        _no_option(self, option)
        if raw is None or raw == "":
            return None
        number = _as_number(raw)
        if number is None or not self.low <= number <= self.high:
            raise InvalidValue(
                "“{label}” takes a number from {low:g} to {high:g}, not {found}. "
                "Type it with digits.",
                label=self.label,
                low=self.low,
                high=self.high,
                found=_shown(raw),
            )
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something a participant can do on the sheet besides answering.

    ``id`` is what the route receives; ``confirm`` a question asked first.
    """

    id: str
    label: str
    style: Literal["primary", "quiet"] = "quiet"
    confirm: str = ""


def _no_option(where: Field, option: str) -> None:
    if option:
        raise InvalidValue(
            "“{label}” takes one answer, but option {found} was sent. Reload the page.",
            label=where.label,
            found=_shown(option),
        )


def _as_number(raw: object) -> float | None:
    if isinstance(raw, bool):
        return None
    try:
        number = float(raw.replace(",", ".")) if isinstance(raw, str) else float(raw)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _shown(raw: object) -> str:
    """Show what was found, short enough for a sentence."""
    text = str(raw)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
