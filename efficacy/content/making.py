"""Make a task from its content: draw numbers, work out the answer, fill in the words."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random
from string import Formatter
from typing import Literal

from efficacy.content.expressions import as_fraction, is_true, value_of
from efficacy.content.ladders import Drawn, Range, Rung, Slip, Step, Task
from efficacy.content.writing import Writing as Writing
from efficacy.errors import InvalidValue

Form = Literal["", "a", "b"]
# Content is checked for conditions that one draw in ten meets, so this never runs out.
MOST_TRIES = 600
MONEY = "money"
# What a task may take from the country, beside what it draws itself.
TAX_RATE, TAX_NAME, CURRENCY = "tax_rate", "tax_name", "currency"
GRADES = ("grade_best", "grade_pass")
OF_COUNTRY = (TAX_RATE, TAX_NAME, CURRENCY, *GRADES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One task as one person gets it.

    Attributes
    ----------
    numbers : Mapping
        What was drawn and follows from it, with the value of each step under its id.
    words : Mapping
        What was drawn and is no number.
    """

    task: Task
    numbers: Mapping[str, Fraction]
    words: Mapping[str, str]
    answer: Fraction
    writing: Writing

    def filled(self, template: str) -> str:
        """Return ``template`` with its places filled in."""
        return filled(template, self.numbers, self.words, self.writing)

    @property
    def ask(self) -> str:
        return self.filled(self.task.ask)

    @property
    def hint(self) -> str:
        return self.filled(self.task.hint)

    @property
    def answer_text(self) -> str:
        """Return the answer with its unit."""
        number = self.writing.number(self.answer)
        if self.task.unit == MONEY:
            return self.writing.money(self.answer)
        joint = "" if self.task.unit == "%" else " "
        return f"{number}{joint}{self.task.unit}".strip()

    @property
    def unit(self) -> str:
        """Return the unit as it stands beside the box."""
        return self.writing.currency if self.task.unit == MONEY else self.task.unit

    def said(self, step: Step) -> str:
        """Return one step of the solution, with its numbers."""
        return self.filled(step.text)

    def is_right(self, number: Fraction) -> bool:
        """Return whether a number is the answer, within the task's tolerance."""
        return abs(number - self.answer) <= as_fraction(self.task.tolerance)

    def slip(self, numbers: tuple[Fraction, ...]) -> Slip | None:
        """Return the slip that leads to one of these numbers."""
        near = as_fraction(self.task.tolerance)
        for slip in self.task.slips:
            value = value_of(slip.value, self.numbers)
            if any(abs(number - value) <= near for number in numbers):
                return slip
        return None

    @property
    def record(self) -> str:
        """Return what was drawn in one line, for the export."""
        drawn = {name: str(self.numbers[name]) for name in self.task.draw if name in self.numbers}
        pairs = " ".join(f"{name}={value}" for name, value in {**drawn, **self.words}.items())
        return f"{self.task.id} {pairs}"


def made(task: Task, rng: Random, *, form: Form = "", writing: Writing | None = None) -> Made:
    """Return the task with numbers drawn by ``rng``: the same for the same state of it.

    Parameters
    ----------
    form : ``a``, ``b`` or ""
        Two halves of all draws that share no set of numbers; "" takes both.

    Raises
    ------
    InvalidValue
        If a formula cannot be worked out, or no draw fits.
    """
    writing = writing or Writing()
    for _ in range(MOST_TRIES):
        numbers, words = _one_draw(task, rng)
        if form and half(numbers) != form:
            continue
        # Not drawn, so it moves no draw from one form to the other.
        numbers[TAX_RATE] = writing.tax_rate
        for name, formula in task.given.items():
            numbers[name] = value_of(formula, numbers)
        if all(is_true(condition, numbers) for condition in task.where):
            return _worked_out(task, numbers, words, writing)
    raise InvalidValue(
        "No numbers fit the conditions of the task “{id}”. Widen its draw.", id=task.id
    )


def chosen(rung: Rung, rng: Random, number: int) -> Task:
    """Return the task of a rung for the ``number``-th time, so that they take turns."""
    order = list(rung.tasks)
    rng.shuffle(order)
    return order[number % len(order)]


def half(numbers: Mapping[str, Fraction]) -> Form:
    """Return which of the two forms a draw belongs to."""
    listed = ",".join(f"{name}={value}" for name, value in sorted(numbers.items()))
    return "a" if zlib.crc32(listed.encode()) & 16 else "b"


def filled(
    template: str,
    numbers: Mapping[str, Fraction],
    words: Mapping[str, str],
    writing: Writing,
) -> str:
    """Return ``template`` with its places filled: {n}, {n:money}, {thing}, {tax_name}.

    Raises
    ------
    InvalidValue
        If it has a place that nothing stands for.
    """
    parts = []
    words = dict(zip(GRADES, writing.grades, strict=True)) | {
        TAX_NAME: writing.tax_name,
        CURRENCY: writing.currency,
        **words,
    }
    for literal, name, how, _ in _pieces(template):
        parts.append(literal)
        if name is None:
            continue
        if name in numbers and how in ("", MONEY):
            write = writing.money if how == MONEY else writing.number
            parts.append(write(numbers[name]))
        elif name in words:
            parts.append(words[name])
        else:
            raise InvalidValue("“{text}” has an unknown place {place}.", text=template, place=name)
    return "".join(parts)


@lru_cache(maxsize=2048)
def _pieces(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    try:
        return tuple(Formatter().parse(template))
    except ValueError:
        raise InvalidValue("“{text}” has a brace that nothing closes.", text=template) from None


def _one_draw(task: Task, rng: Random) -> tuple[dict[str, Fraction], dict[str, str]]:
    numbers: dict[str, Fraction] = {}
    words: dict[str, str] = {}
    for name, values in task.draw.items():
        one = _drawn(values, rng)
        if isinstance(one, str):
            words[name] = one
        else:
            numbers[name] = as_fraction(one)
    return numbers, words


def _drawn(values: Drawn, rng: Random) -> float | str:
    if isinstance(values, Range):
        if values.last < values.first:
            raise InvalidValue("A draw goes from a smaller to a larger number.")
        return rng.randrange(values.first, values.last + 1, values.step)
    if not values:
        raise InvalidValue("A draw needs at least one value.")
    return rng.choice(values)


def _worked_out(
    task: Task, numbers: dict[str, Fraction], words: dict[str, str], writing: Writing
) -> Made:
    for step in task.steps:
        numbers[step.id] = value_of(step.value, numbers)
    answer = value_of(task.answer, numbers)
    return Made(task=task, numbers=numbers, words=words, answer=answer, writing=writing)
