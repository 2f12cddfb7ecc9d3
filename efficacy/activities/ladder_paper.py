"""A ladder on paper: a sheet a rung, drawn once and for all, with the solutions apart.

The tasks are drawn by the same code as on the screens, for a reader whose seed is
the ladder, its rungs and its form. So every copy is alike, today and next year.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from efficacy.activities import ladder_career as career
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.fields import Number, Rating
from efficacy.activities.ladder_record import (
    AFTER,
    ANSWER,
    BEFORE,
    Journey,
    LadderParams,
    ends,
    journey,
    ladder_of,
)
from efficacy.activities.ladder_rules import SET
from efficacy.activities.ladder_screens import answering, extra, predicting, private, sure
from efficacy.activities.ladder_words import example_card, half_card, steps
from efficacy.activities.paper import PaperPart, Table
from efficacy.activities.personal import Standing
from efficacy.content.ladders import Ladder, Rung
from efficacy.content.making import Made
from efficacy.language import Speech

GOT = "got"
MOST_TRIES = 40


def parts(context: Context, say: Speech) -> tuple[PaperPart, ...]:
    """Return the form of a ladder; of a math ladder also the solutions, apart."""
    ladder = ladder_of(context)
    lowest, highest = ends(params_of(context, LadderParams), ladder)
    rungs = ladder.rungs[lowest - 1 : highest]
    if ladder.sort == "career":
        return _career(ladder, rungs, say)
    sheets = tuple((rung, drawn(context, rung.level)) for rung in rungs)
    return (
        PaperPart(fields=(sure(BEFORE, ladder, ladder.can, say),)),
        PaperPart(title=say("How to move"), points=_moving(rungs[0], say)),
        *(part for rung, tasks in sheets for part in _sheet(rung, tasks, say)),
        _after(ladder, say),
        *(part for rung, tasks in sheets for part in _solutions(rung, tasks, say)),
    )


# ------------------------------------------------------------- the same draw each time


def drawn(context: Context, level: int) -> tuple[Made, ...]:
    """Return the tasks of a rung's sheet: one worked out, one half done, three to do.

    The same for the same ladder, form and rung, and no two of them alike.
    """
    params = params_of(context, LadderParams)
    seed = f"paper {params.ladder} {params.form or ''}"
    reader = journey(context, Standing(seed=seed))
    found = [reader.example(level)]
    for place in range(1, SET + 2):
        found.append(_another(reader, level, place, found))
    return tuple(found)


def _another(reader: Journey, level: int, place: int, before: Sequence[Made]) -> Made:
    """Return a task that is not among those before it; a small draw may have no other."""
    taken = {made.ask for made in before}
    sorts = len(reader.rung(level).tasks)
    made = reader.task(place, level)
    for number in range(1, MOST_TRIES):
        if made.ask not in taken:
            break
        # A whole round further on the same sort of task has its turn again.
        made = reader.task(place + number * sorts, level)
    return made


# ------------------------------------------------------------------------- a sheet a rung


def _moving(first: Rung, say: Speech) -> tuple[str, ...]:
    begin = say("There is one sheet a rung. Begin with rung {number}, or where you like.")
    return (
        begin.replace("{number}", str(first.level)),
        say("Read the one that is worked out. Finish the one that is half done."),
        say("Say how many of 3 you will get; a guess is fine. Then do them by yourself."),
        say("When your three are done, ask your counselor for the answers."),
        say("2 or 3 of 3: take the sheet one rung up."),
        say("2 misses: read the one worked out once more. Then take the sheet one rung down."),
        say("Anything else: take the sheet you like. You can leave out any task."),
        say("Stop whenever you like. The last rating is on the last sheet."),
    )


def _sheet(rung: Rung, tasks: Sequence[Made], say: Speech) -> tuple[PaperPart, ...]:
    example, half, *own = tasks
    worked = example_card(example, say, line="")
    open_one = half_card(half, say)
    return (
        PaperPart(title=_name(rung, say), begins_page=True),
        PaperPart(title=worked.title, lines=(example.ask,), points=worked.points, is_ordered=True),
        PaperPart(
            title=open_one.title,
            lines=(half.ask,),
            points=open_one.points,
            is_ordered=True,
            fields=(_answer(answering(say).label, half),),
            is_whole=True,
        ),
        PaperPart(
            title=say("Three of your own"),
            fields=(
                _guess(say),
                *(
                    _answer(f"{number}. {made.ask}", made)
                    for number, made in enumerate(own, start=1)
                ),
                _got(say),
            ),
        ),
    )


def _name(rung: Rung, say: Speech) -> str:
    words = say("Rung {number}: {title}")
    return words.replace("{number}", str(rung.level)).replace("{title}", rung.title)


def _guess(say: Speech) -> Rating:
    return replace(predicting(say), label=say("Of these 3, how many will you get?"), help="")


def _got(say: Speech) -> Rating:
    return Rating(id=GOT, label=say("And how many did you get?"), low=0, high=SET)


def _answer(label: str, made: Made) -> Number:
    """Return a task with a line for its answer; beside the line there is room to work."""
    return Number(id=ANSWER, label=label, low=-math.inf, high=math.inf, unit=made.unit)


def _after(ladder: Ladder, say: Speech) -> PaperPart:
    more = (extra(ladder, say),) if ladder.extras else ()
    return PaperPart(
        title=say("At the end"),
        fields=(sure(AFTER, ladder, ladder.can, say), *more),
        begins_page=True,
    )


# ------------------------------------------------------------ for the facilitator alone


def _solutions(rung: Rung, tasks: Sequence[Made], say: Speech) -> tuple[PaperPart, ...]:
    _, half, *own = tasks
    answer, first = say("Answer: {answer}"), say("The half-done one: {task}")
    named = (
        (first.replace("{task}", half.ask), half),
        *((f"{number}. {made.ask}", made) for number, made in enumerate(own, start=1)),
    )
    return (
        PaperPart(title=_name(rung, say), is_apart=True),
        *(
            PaperPart(
                lines=(name, answer.replace("{answer}", made.answer_text)),
                points=steps(made),
                is_ordered=True,
                is_apart=True,
                is_whole=True,
            )
            for name, made in named
        ),
    )


# ---------------------------------------------------------------------- in real life


def _career(ladder: Ladder, rungs: Sequence[Rung], say: Speech) -> tuple[PaperPart, ...]:
    table = Table(
        columns=(say("The rung"), career.evidence(say).label, say("Date")),
        rows=tuple(f"{rung.title}. {rung.do or ''}".strip() for rung in rungs),
        narrow=(2,),
    )
    lines = (
        say("Each rung is one small step in real life. You may do them in any order."),
        say("A rung is ticked with one line on what you did. Nobody judges it."),
        private(say),
    )
    more = (extra(ladder, say),) if ladder.extras else ()
    return (
        PaperPart(fields=(sure(BEFORE, ladder, ladder.can, say),)),
        PaperPart(title=ladder.title, lines=lines, table=table),
        PaperPart(title=say("At the end"), fields=(sure(AFTER, ladder, ladder.can, say), *more)),
    )
