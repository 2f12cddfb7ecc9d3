"""The sheets Summary and Looking back: one row a scale and pair of waves, group figures only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import Results, ScaleResult, Shift
from efficacy.reports.sheets.comparisons import (
    Figure,
    main_figures,
    pairs_column,
    shift_cells,
    technical_figures,
)
from efficacy.reports.sheets.figures import (
    Cell,
    count_text,
    note_of,
    span,
    wave_words,
    words,
    yes_or_no,
)


class Comparison(NamedTuple):
    """One row: a scale, or some items of it, between two waves."""

    scale: ScaleResult
    part: str  # id of a subscale, "trained" or "untrained"; "" for all items
    items: int
    shift: Shift


def summary_table(results: Results, titles: Mapping[str, str], say: Speech) -> Table:
    """Return before and after of every scale first, then every other comparison.

    Parameters
    ----------
    titles : mapping of str to str
        Wave → what the plan calls it.
    """
    return _table(
        "Summary",
        say(
            "One row for each scale and each pair of waves: means over the people who gave both, "
            "the mean change with its interval, and its size. Before and after come first, then "
            "the other waves, then some of the items apart. Group figures only."
        ),
        [*_whole(results), *_other_waves(results), *_parts(results)],
        results,
        titles,
        say,
    )


def looking_back_table(results: Results, titles: Mapping[str, str], say: Speech) -> Table:
    """Return the ratings that people gave afterwards of how sure they were before."""
    return _table(
        "Looking back",
        say(
            "Afterwards people rated once more how it was before. These rows compare that with "
            "what they said before and after, over the people with all three. They stand apart "
            "and are never mixed with the Summary: people can see their past otherwise now."
        ),
        [_all_items(scale, shift) for scale in results.scales for shift in scale.then],
        results,
        titles,
        say,
    )


def _whole(results: Results) -> Iterator[Comparison]:
    yield from (_all_items(scale, scale.shift) for scale in results.scales)


def _other_waves(results: Results) -> Iterator[Comparison]:
    yield from (_all_items(scale, shift) for scale in results.scales for shift in scale.shifts)


def _parts(results: Results) -> Iterator[Comparison]:
    for scale in results.scales:
        for part in scale.parts:
            yield Comparison(scale, part.id, len(part.items), part.shift)


def _all_items(scale: ScaleResult, shift: Shift) -> Comparison:
    return Comparison(scale, "", scale.items, shift)


def _table(
    sheet: str,
    about: str,
    rows: list[Comparison],
    results: Results,
    titles: Mapping[str, str],
    say: Speech,
) -> Table:
    main, technical = main_figures(say), technical_figures(say)
    return Table(
        sheet=sheet,
        about=about,
        columns=(
            *_what_columns(say),
            pairs_column(say),
            *(figure.column for figure in main),
            *_note_columns(say),
            *(figure.column for figure in technical),
            *_last_columns(say),
        ),
        rows=[_row(one, results, titles, (main, technical), say) for one in rows],
    )


def _row(
    one: Comparison,
    results: Results,
    titles: Mapping[str, str],
    figures: tuple[tuple[Figure, ...], tuple[Figure, ...]],
    say: Speech,
) -> list[Cell]:
    scale, shift = one.scale, one.shift
    main, technical = figures
    return [
        scale.title,
        wave_words(shift.before, titles),
        wave_words(shift.after, titles),
        part_words(one.part, say),
        count_text(shift.n, shift.withheld, results.threshold),
        *shift_cells(shift, scale, main),
        yes_or_no(scale.primary, say),
        note_of(shift.withheld, say, _caution(results, say)),
        concept_words(scale.construct, say),
        span(scale.low, scale.high, say),
        direction_words(scale.direction, say),
        one.items,
        *shift_cells(shift, scale, technical),
        *_scored(one, results),
        scale.scale_id,
        shift.before,
        shift.after,
    ]


def _scored(one: Comparison, results: Results) -> list[Cell]:
    """Return how many have a score at each of the two waves, where the results say so."""
    # In a handful of people, how many answered would tell who did not.
    is_few = not results.is_exact and results.flow.enrolled < results.threshold
    if is_few or one.shift is not one.scale.shift:
        return [None, None]
    return [one.scale.n_pre, one.scale.n_post]


def _caution(results: Results, say: Speech) -> str:
    alone = say("Without a comparison group, nothing can be said of why it changed.")
    if results.flow.sessions_held > 1:
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


def part_words(part: str, say: Speech) -> str:
    """Return which items of the scale a row is about."""
    known = {
        "": say("all"),
        "trained": say("practised in the workshop"),
        "untrained": say("not practised"),
    }
    return known.get(part, part)


def _what_columns(say: Speech) -> tuple[Column, ...]:
    return (
        words(say("Scale"), say("The scale's title."), 24),
        words(say("From"), say("The first of the two waves."), 11),
        words(say("To"), say("The second of the two waves."), 11),
        words(say("Items in the row"), say("All items of the scale, or which of them."), 13),
    )


def _note_columns(say: Speech) -> tuple[Column, ...]:
    return (
        Column(
            name=say("Primary"),
            width=10,
            about=say("Whether the plan named this scale as the main one beforehand."),
            values=say("yes, no"),
        ),
        words(say("Note"), say("The caution that goes with the row."), 36),
        words(say("What it measures"), say("The concept in plain words."), 25),
        words(
            say("Range"),
            say("Ends of the response scale; a score is a mean on the same range."),
            10,
        ),
        words(say("Direction"), say("What a rise means."), 23),
        Column(
            name=say("Items"),
            about=say("How many items the row rests on."),
            width=8,
            style=styles.WHOLE,
            values=say("whole number"),
        ),
    )


def _last_columns(say: Speech) -> tuple[Column, ...]:
    scored, empty = (
        say("whole number"),
        say("empty: said in the first rows only, and in no group that is too small"),
    )

    def count(name: str, about: str) -> Column:
        return Column(
            name=name, about=about, values=scored, missing=empty, width=10, style=styles.WHOLE
        )

    return (
        count(say("Scored before"), say("People with a score at the first wave, paired or not.")),
        count(say("Scored after"), say("People with a score at the second wave, paired or not.")),
        words(say("Scale id"), say("The scale's stable id."), 16),
        words(say("From (id)"), say("Id of the first wave in the plan."), 11),
        words(say("To (id)"), say("Id of the second wave in the plan."), 11),
    )
