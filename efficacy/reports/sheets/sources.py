"""The sheet Sources: five sources of efficacy, five rows, and never a total."""

from __future__ import annotations

from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Styled
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import Results, Shift, SourceResult
from efficacy.reports.sheets.figures import (
    Cell,
    count_text,
    figure_cells,
    number,
    people,
    span,
    withheld_sentence,
    words,
)


def sources_table(results: Results, say: Speech) -> Table:
    """Return one row a source: asked, planned, received, and what people said helped."""
    return Table(
        sheet="Sources",
        about=say(
            "One row for each of the five sources of efficacy: how much of it people said they "
            "had, the minutes that the plan gave it and that were held, and how much people said "
            "it helped. Five scales without a total. It is descriptive."
        ),
        columns=_columns(say),
        rows=[_row(source, results.threshold, say) for source in results.sources],
    )


def descriptive(say: Speech) -> str:
    """Return the sentence that goes with every figure of the sources."""
    return say(
        "Descriptive: minutes and ratings stand side by side. Nobody can tell from them which "
        "source did what."
    )


def _row(source: SourceResult, threshold: int, say: Speech) -> list[Cell]:
    hidden = source.shift is not None and source.shift.withheld is not None
    note = f"{withheld_sentence(say)} {descriptive(say)}" if hidden else descriptive(say)
    return [
        source.title,
        span(source.low, source.high, say) if source.high > source.low else None,
        *figure_cells(source.first, styles.TWO),
        *_shift(source.shift, threshold),
        source.planned_minutes,
        source.received_minutes,
        *figure_cells(source.present_minutes),
        *figure_cells(source.helped, styles.TWO),
        note,
        source.source,
    ]


def _shift(shift: Shift | None, threshold: int) -> list[Cell]:
    if shift is None:
        return [None] * 6
    change = shift.change
    means = (change.mean_pre, change.mean_post) if change else (None, None)
    moved = (change.change, change.ci_low, change.ci_high) if change else (None, None, None)
    return [
        count_text(shift.n, shift.withheld, threshold),
        *(Styled(value, styles.TWO) for value in means),
        *(Styled(value, styles.CHANGE_TWO) for value in moved),
    ]


def _columns(say: Speech) -> tuple[Column, ...]:
    rated, points = say("on the range of the answers"), say("points on that range")
    minutes, helped = say("minutes"), say("1 to 5")
    ci = say("t interval of the mean change.")
    return (
        words(say("Source"), say("What a belief grows from."), 30),
        words(say("Range"), say("Range of the answers."), 10, say("empty: it was not asked")),
        people(say("First asked (n)"), say("People who answered when it was first asked."), say),
        number(say("First mean"), say("Mean when it was first asked."), say=say, values=rated),
        number(say("First SD"), say("SD when it was first asked."), say=say, values=rated),
        people(say("Pairs (n)"), say("People who answered both times."), say),
        number(
            say("Mean before"), say("Mean the first time, over the pairs."), say=say, values=rated
        ),
        number(
            say("Mean after"), say("Mean the second time, over the pairs."), say=say, values=rated
        ),
        number(say("Change"), say("Mean after minus mean before."), say=say, values=points),
        number(say("95 % CI low"), ci, say=say, values=points),
        number(say("95 % CI high"), ci, say=say, values=points),
        Column(
            name=say("Minutes planned"),
            about=say("Minutes of the plan that feed the source, shared out by kind of activity."),
            values=minutes,
            width=11,
            style=styles.ONE,
        ),
        Column(
            name=say("Minutes held"),
            about=say("The same of the activities that were held, as long as they took."),
            values=minutes,
            width=11,
            style=styles.ONE,
        ),
        people(say("There (n)"), say("People in the minutes of those who were there."), say),
        number(
            say("Minutes there"),
            say("Mean of a person's minutes: only of what they were there for."),
            say=say,
            values=minutes,
        ),
        number(say("Minutes there, SD"), say("SD over the people."), say=say, values=minutes),
        people(say("Helped (n)"), say("People who said how much it helped."), say),
        number(say("Helped, mean"), say("Mean of how much they said."), say=say, values=helped),
        number(say("Helped, SD"), say("SD of how much they said."), say=say, values=helped),
        words(say("Note"), say("What the row cannot tell."), 44),
        words(say("Source id"), say("The source's stable id."), 13),
    )
