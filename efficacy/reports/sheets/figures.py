"""Cells that several sheets share: counts, means, changes, and what stands in their place."""

from __future__ import annotations

from collections.abc import Mapping

from efficacy.language import Speech
from efficacy.measurement.privacy import GroupFigure
from efficacy.reports import styles
from efficacy.reports.cells import Styled, Value
from efficacy.reports.grid import Column
from efficacy.reports.results import ScaleResult

Cell = Value | Styled


def count_text(n: int, withheld: str | None, threshold: int) -> Value:
    """Return n, or ``n<5`` or ``n≥5`` where the figures stay in the room."""
    if withheld is None:
        return n
    return f"n{'<' if withheld == 'too_few' else '≥'}{threshold}"


def withheld_sentence(say: Speech) -> str:
    """Return what stands in place of figures.

    One sentence for every reason: to be told that all answers were alike
    would give them away.
    """
    return say(
        "No figures: the group is too small, or they would tell what single people answered."
    )


def note_of(withheld: str | None, say: Speech, otherwise: str = "") -> Value:
    """Return the sentence for withheld figures, or what else there is to say."""
    return otherwise or None if withheld is None else withheld_sentence(say)


def figure_cells(figure: GroupFigure | None, style: str = styles.ONE) -> list[Cell]:
    """Return n, mean and SD of a figure; empty cells where there is none."""
    if figure is None:
        return [None, None, None]
    return [figure.n, Styled(figure.mean, style), Styled(figure.sd, style)]


def yes_or_no(is_so: bool, say: Speech) -> str:
    """Return the word for a cell that is read by people, not by programs."""
    return say("yes") if is_so else say("no")


def span(low: float, high: float, say: Speech) -> str:
    """Return a range in words: 0 to 100."""
    return say("{low} to {high}").format(low=f"{low:g}", high=f"{high:g}")


def score_style(scale: ScaleResult) -> str:
    """Return the style of scores on a scale."""
    return styles.score_style(scale.low, scale.high)


def change_style(scale: ScaleResult) -> str:
    """Return the style of changes on a scale."""
    return styles.change_style(scale.low, scale.high)


def wave_words(wave: str, titles: Mapping[str, str]) -> str:
    """Return the title of a wave, its id where the plan has none."""
    return titles.get(wave, wave)


def not_shown(say: Speech) -> str:
    """Return what an empty figure means, for the codebook."""
    return say("empty: not shown or not to be computed, see the note of the row")


def counted(say: Speech) -> str:
    """Return what a cell of n can hold, for the codebook."""
    return say("whole number; n<5 or n≥5 where figures are not shown")


def number(
    name: str,
    about: str,
    *,
    say: Speech,
    values: str = "",
    style: str = styles.ONE,
    width: float = 11,
    note: str = "",
) -> Column:
    """Return a column of figures, whose empty cells are figures that are not shown."""
    return Column(
        name=name,
        about=about,
        values=values,
        missing=not_shown(say),
        width=width,
        style=style,
        note=note,
    )


def whole(name: str, about: str, say: Speech) -> Column:
    """Return a column of counts, whose empty cells are figures that are not shown."""
    return number(name, about, say=say, values=say("whole number"), style=styles.WHOLE)


def people(name: str, about: str, say: Speech) -> Column:
    """Return a column of n."""
    return Column(name=name, about=about, values=counted(say), width=10, style=styles.WHOLE)


def words(name: str, about: str, width: float, missing: str = "") -> Column:
    """Return a column of words."""
    return Column(name=name, about=about, width=width, missing=missing)
