"""Ladders: tasks from within reach to hard, made anew for each person; or steps in real life."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from efficacy.content.base import Id, LanguageTag, Provenance, Strict, Words

# What a number is called in a formula: letters only, so that it reads as a word.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,19}$")]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class Range(Strict):
    """Numbers to draw from: from the first to the last, both included."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    first: Annotated[int, Field(alias="from")]
    last: Annotated[int, Field(alias="to")]
    step: Annotated[int, Field(ge=1)] = 1


# A list of numbers, or of words that only change the story around them.
Drawn = Range | tuple[int | float, ...] | tuple[Words, ...]


class Step(Strict):
    """One step of a solution: ``text`` says it with numbers, ``value`` is what it comes to.

    Later formulas may use the step's id as a name. The last step comes to the
    answer; it is the one left open where a solution is half finished.
    """

    id: Name
    name: Words
    text: Words
    value: Formula


class Slip(Strict):
    """A wrong answer that people give, the step it comes from, and what is said to it."""

    id: Id
    value: Formula
    step: Name
    text: Words


class Task(Strict):
    """A task with places: numbers are drawn, and everything else follows from them.

    ``given`` are numbers that the task tells and that follow from the draw.
    ``where`` are conditions on both. ``tolerance`` is how far an answer may
    lie from the exact one, in the answer's unit. ``unit`` stands beside the box.
    """

    id: Id
    draw: dict[Name, Drawn]
    given: dict[Name, Formula] = Field(default_factory=dict)
    where: tuple[Formula, ...] = ()
    ask: Words
    answer: Formula
    unit: str = ""
    tolerance: Annotated[float, Field(ge=0)] = 0.0
    hint: Words
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    slips: tuple[Slip, ...] = ()


class Rung(Strict):
    """One level of a ladder.

    ``can`` goes on after the stem, ``did`` after “You”. ``seconds`` is how long
    one task takes most people. On a career ladder ``do`` says what is done
    there, in place of tasks.
    """

    level: Annotated[int, Field(ge=1, le=12)]
    id: Id
    title: Words
    can: Words
    did: Words
    seconds: Annotated[int, Field(ge=5, le=1200)] = 90
    do: Words | None = None
    tasks: tuple[Task, ...] = ()


class Ladder(Strict):
    """Rungs of one kind of task, from the lowest.

    ``can`` goes on after ``stem`` for the ladder as a whole. ``currency`` is
    the sign of money where it is not that of the plan's country. ``extras`` are
    for people who are done before the others.
    """

    kind: Literal["ladder"]
    id: Id
    language: LanguageTag
    version: Words
    title: Words
    sort: Literal["math", "career"]
    provenance: Provenance
    stem: Words
    can: Words
    currency: Words | None = None
    extras: tuple[Words, ...] = ()
    rungs: Annotated[tuple[Rung, ...], Field(min_length=2)]
