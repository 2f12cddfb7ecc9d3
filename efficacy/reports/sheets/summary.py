"""The sheet Summary: one row a scale, group figures only."""

from __future__ import annotations

from typing import Any

from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Styled, Value
from efficacy.reports.charts import add_means_chart
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import Results, ScaleResult

CHART_RANGE = (0, 100)


def summary_table(results: Results, say: Speech) -> Table:
    """Return one row a scale; scales of the chart come first.

    Figures that may not leave the room are empty cells with a sentence.
    """
    return Table(
        sheet="Summary",
        about=say(
            "One row for each scale: means before and after over the people who gave both, the "
            "mean change with its interval, and its size. Group figures only."
        ),
        columns=(*_what_columns(say), *_figure_columns(say), *_last_columns(say)),
        rows=[_row(scale, results, say) for scale in _in_order(results)],
    )


def draw_chart(sheet: Any, results: Results, say: Speech) -> None:
    """Draw the means of the scales from 0 to 100 under the table, if there are any."""
    from openpyxl.utils import get_column_letter

    drawn = [scale for scale in results.scales if _is_drawn(scale)]
    if not drawn:
        return
    below = len(results.scales) + 3
    counts = sorted({scale.n for scale in drawn})
    n = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
    title = say(
        "Before and after, scales from 0 to 100 (n = {n} people who gave both)\n"
        "No comparison group: the numbers describe change and cannot say why it came about."
    )
    names = [column.name for column in (*_what_columns(say), *_figure_columns(say))]
    places = (1, names.index(say("Mean before")) + 1, names.index(say("Mean after")) + 1)
    add_means_chart(
        sheet,
        rows=len(drawn),
        columns=places,
        title=title.format(n=n),
        anchor=f"A{below}",
    )
    # The printed area grows with the drawing.
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{below + 24}"


def withheld_sentence(say: Speech) -> str:
    """Return what stands in place of figures.

    One sentence for every reason: to be told that all answers were alike
    would give them away.
    """
    return say(
        "No figures: the group is too small, or they would tell what single people answered."
    )


def count_text(scale: ScaleResult, results: Results) -> Value:
    """Return the pairs of a scale, or ``n<5`` or ``n≥5`` where they stay in the room."""
    if scale.withheld is None:
        return scale.n
    sign = "<" if scale.withheld == "too_few" else "≥"
    return f"n{sign}{results.threshold}"


def _is_drawn(scale: ScaleResult) -> bool:
    return scale.withheld is None and (scale.low, scale.high) == CHART_RANGE


def _in_order(results: Results) -> list[ScaleResult]:
    # A chart reads one block of cells, so what it draws has to stand together.
    return sorted(results.scales, key=lambda scale: not _is_drawn(scale))


def _row(scale: ScaleResult, results: Results, say: Speech) -> list[Value | Styled]:
    score = styles.score_style(scale.low, scale.high)
    change = styles.change_style(scale.low, scale.high)
    kept = scale.withheld is not None
    return [
        scale.title,
        concept_words(scale.construct, say),
        say("{low} to {high}").format(low=f"{scale.low:g}", high=f"{scale.high:g}"),
        direction_words(scale.direction, say),
        scale.items,
        count_text(scale, results),
        *(
            Styled(None if kept else value, style)
            for value, style in (
                (scale.mean_pre, score),
                (scale.mean_post, score),
                (scale.change, change),
                (scale.ci_low, change),
                (scale.ci_high, change),
                (scale.sd_pre, score),
                (scale.sd_post, score),
                (scale.g_av, styles.CHANGE_TWO),
            )
        ),
        say("yes") if scale.primary else say("no"),
        withheld_sentence(say) if kept else _caution(results, say),
        scale.scale_id,
    ]


def _caution(results: Results, say: Speech) -> str:
    alone = say("Without a comparison group, nothing can be said of why it changed.")
    if results.sessions_held > 1:
        return alone
    return say("A single session says little.") + " " + alone


def concept_words(concept: str, say: Speech) -> str:
    """Return in plain words what a scale measures."""
    known = {
        "efficacy": say("How sure people are that they can do the tasks named"),
        "worry": say("How strong a worry is"),
        "practice": say("What people did, by their own account"),
        "outcome": say("What people expect to come of doing it"),
        "source": say("What a belief grows from: a source of efficacy"),
    }
    return known.get(concept, say("Something else: see its items in the codebook"))


def direction_words(direction: str, say: Speech) -> str:
    """Return a sentence on what a rise means; it never judges."""
    known = {
        "more_sure": say("A rise means that people feel more sure."),
        "more_worry": say("A rise means that people worry more."),
    }
    return known.get(direction, say("A rise is a larger number and has no direction of its own."))


def _what_columns(say: Speech) -> tuple[Column, ...]:
    return (
        Column(name=say("Scale"), about=say("The scale's title."), width=22),
        Column(name=say("What it measures"), about=say("The concept in plain words."), width=25),
        Column(
            name=say("Range"),
            width=10,
            about=say("Ends of the response scale; a score is a mean on the same range."),
        ),
        Column(name=say("Direction"), about=say("What a rise means."), width=23),
        Column(
            name=say("Items"),
            about=say("How many items the scale has."),
            width=8,
            style=styles.WHOLE,
            values=say("whole number"),
        ),
        Column(
            name=say("Pairs (n)"),
            width=9,
            style=styles.WHOLE,
            about=say(
                "People who answered enough of the same items both times. All figures of the row "
                "are of these people."
            ),
            values=say("whole number; n<5 or n≥5 where figures are not shown"),
        ),
    )


def _figure_columns(say: Speech) -> tuple[Column, ...]:
    unit, empty = say("on the scale's range"), say("empty: not shown, see the note of the row")
    per_unit = say("points on the scale's range")

    def figure(name: str, about: str, values: str, *, width: float = 10, note: str = "") -> Column:
        return Column(
            name=name,
            about=about,
            values=values,
            missing=empty,
            width=width,
            note=note,
            style=styles.ONE,
        )

    sd = say("SD over the pairs, divided by n − 1.")
    ci = say("t interval of the mean change: change ± t(n − 1) · SD of the changes / √n.")
    return (
        figure(say("Mean before"), say("Mean of the scores before, over the pairs."), unit),
        figure(say("Mean after"), say("Mean of the scores after, over the pairs."), unit),
        figure(say("Change"), say("Mean after minus mean before, same people."), per_unit),
        figure(say("95 % CI low"), ci, per_unit),
        figure(say("95 % CI high"), ci, per_unit),
        figure(say("SD before"), sd, unit),
        figure(say("SD after"), sd, unit),
        figure(
            say("Standardized change (g_av)"),
            g_av_words(say),
            say("in units of the SDs"),
            width=15,
            note=g_av_words(say),
        ),
    )


def g_av_words(say: Speech) -> str:
    """Return the convention of g_av, as it stands on the header and in the codebook."""
    return say(
        "d_av is the mean change divided by the root mean square of the two SDs, "
        "√((SD before² + SD after²) / 2). g_av is d_av times J(n − 1), the exact small-sample "
        "correction of Hedges. Other programs divide by the plain mean of the two SDs or use "
        "another J, so their numbers differ in the second digit."
    )


def _last_columns(say: Speech) -> tuple[Column, ...]:
    return (
        Column(
            name=say("Primary"),
            width=10,
            about=say("Whether the plan named this scale as the main one beforehand."),
            values=say("yes, no"),
        ),
        Column(name=say("Note"), about=say("The caution that goes with the row."), width=36),
        Column(name=say("Scale id"), about=say("The scale's stable id."), width=16),
    )
