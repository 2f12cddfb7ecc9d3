"""What a comparison of two waves holds: one row, the same columns on every sheet that has some."""

from __future__ import annotations

from typing import NamedTuple

from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.reports import styles
from efficacy.reports.cells import Styled
from efficacy.reports.grid import Column
from efficacy.reports.results import ScaleResult, Shift
from efficacy.reports.sheets.figures import (
    Cell,
    change_style,
    number,
    people,
    score_style,
)

# Fields of the comparison itself; all others are of its change.
_OF_SHIFT = ("prorated", "p_holm")


class Figure(NamedTuple):
    """One figure of a change: the field that holds it, its column and how it is drawn.

    ``style`` "score" and "change" follow the range of the scale.
    """

    field: str
    column: Column
    style: str


def shift_cells(shift: Shift, scale: ScaleResult, figures: tuple[Figure, ...]) -> list[Cell]:
    """Return the figures of a change; empty cells where it is withheld."""
    looks = {"score": score_style(scale), "change": change_style(scale)}
    return [
        Styled(_value(shift, figure.field), looks.get(figure.style, figure.style))
        for figure in figures
    ]


def _value(shift: Shift, field: str) -> float | None:
    if shift.change is None:
        return None
    if field == "half":
        return half_of_interval(shift.change)
    value: float | None = getattr(shift if field in _OF_SHIFT else shift.change, field)
    return value


def half_of_interval(change: PairedChange) -> float | None:
    """Return how far the 95 % interval reaches to each side of the mean change."""
    if change.ci_low is None or change.ci_high is None:
        return None
    return (change.ci_high - change.ci_low) / 2


def pairs_column(say: Speech) -> Column:
    """Return the column of n."""
    return people(
        say("Pairs (n)"),
        say(
            "People who answered enough of the same items both times. All figures of the row are "
            "of these people."
        ),
        say,
    )


def main_figures(say: Speech) -> tuple[Figure, ...]:
    """Return what everybody reads: means, change, interval, size."""
    unit, points = say("on the scale's range"), say("points on the scale's range")
    ci = say("t interval of the mean change: change ± t(n − 1) · SD of the changes / √n.")

    def one(field: str, name: str, about: str, style: str, values: str) -> Figure:
        return Figure(field, number(name, about, say=say, values=values), style)

    sd = say("SD over the pairs, divided by n − 1.")
    g_av = g_av_words(say)
    return (
        one(
            "mean_pre",
            say("Mean before"),
            say("Mean at the first wave of the row, over the pairs."),
            "score",
            unit,
        ),
        one(
            "mean_post",
            say("Mean after"),
            say("Mean at the second wave of the row, over the pairs."),
            "score",
            unit,
        ),
        one(
            "change",
            say("Change"),
            say("Mean after minus mean before, same people."),
            "change",
            points,
        ),
        one("ci_low", say("95 % CI low"), ci, "change", points),
        one("ci_high", say("95 % CI high"), ci, "change", points),
        one(
            "half",
            say("Half of the interval"),
            say("How far the 95 % interval reaches to each side of the change."),
            "score",
            points,
        ),
        one("sd_pre", say("SD before"), sd, "score", unit),
        one("sd_post", say("SD after"), sd, "score", unit),
        Figure(
            "g_av",
            number(
                say("Standardized change (g_av)"),
                g_av,
                say=say,
                values=say("in units of the SDs"),
                width=15,
                note=g_av,
            ),
            styles.CHANGE_TWO,
        ),
    )


def technical_figures(say: Speech) -> tuple[Figure, ...]:
    """Return what an evaluator checks: tests, other sizes with intervals, ranks, counts."""
    sizes = say("in units of the SDs")

    def one(
        field: str, name: str, about: str, style: str, values: str = "", *, width: float = 11
    ) -> Figure:
        column = number(name, about, say=say, values=values, style=style, width=width)
        return Figure(field, column, style)

    d_z = say("Mean change divided by the SD of the changes; interval from the noncentral t.")
    d_av = say(
        "Mean change divided by the root mean square of the two SDs; interval after Bonett (2008)."
    )
    share = say("0 to 1")
    whole = say("whole number")
    return (
        one("t", "t", say("Paired t statistic of the mean change."), styles.TWO),
        one("df", "df", say("Degrees of freedom: n − 1."), styles.WHOLE, whole),
        one("p", "p", say("Two-sided p of the paired t test, not corrected."), styles.THREE, share),
        one(
            "p_holm",
            say("p (Holm)"),
            say("p corrected by Holm over all scales that are not primary, same two waves."),
            styles.THREE,
            share,
        ),
        one("d_z", "d_z", d_z, styles.CHANGE_TWO, sizes),
        one("d_z_low", say("d_z low"), d_z, styles.CHANGE_TWO, sizes),
        one("d_z_high", say("d_z high"), d_z, styles.CHANGE_TWO, sizes),
        one("d_av", "d_av", d_av, styles.CHANGE_TWO, sizes),
        one("d_av_low", say("d_av low"), d_av, styles.CHANGE_TWO, sizes),
        one("d_av_high", say("d_av high"), d_av, styles.CHANGE_TWO, sizes),
        one("r", "r", say("Pearson correlation of the two waves."), styles.TWO, say("−1 to 1")),
        one(
            "wilcoxon_w",
            "W+",
            say("Wilcoxon: sum of the ranks of the rises, zeros dropped, mid-ranks for ties."),
            styles.ONE,
        ),
        one(
            "wilcoxon_p",
            say("p (Wilcoxon)"),
            say("Exact two-sided p of the signed ranks, by enumeration."),
            styles.THREE,
            share,
            width=13,
        ),
        one(
            "rank_biserial",
            say("Rank-biserial"),
            say("(W+ − W−) / (W+ + W−)."),
            styles.CHANGE_TWO,
            say("−1 to 1"),
        ),
        one(
            "median_change",
            say("Median change"),
            say("Median of the changes; never outside the room."),
            "change",
            say("points on the scale's range"),
        ),
        one("n_up", say("Went up"), say("How many of the pairs went up."), styles.WHOLE, whole),
        one("n_same", say("Stayed"), say("How many of the pairs stayed."), styles.WHOLE, whole),
        one("n_down", say("Went down"), say("How many went down."), styles.WHOLE, whole),
        one(
            "prorated",
            say("Prorated"),
            say("How many of the pairs have a score from which an item is missing."),
            styles.WHOLE,
            whole,
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
