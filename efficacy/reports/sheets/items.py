"""The sheet Items: each item before and after. Group figures only."""

from __future__ import annotations

from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Styled, Value
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import ItemResult, Results, ScaleResult, Unclear
from efficacy.reports.sheets.figures import (
    Cell,
    change_style,
    count_text,
    note_of,
    number,
    people,
    score_style,
    whole,
    words,
    yes_or_no,
)


def items_table(results: Results, say: Speech) -> Table:
    """Return one row an item, in the order of the scales."""
    marked = {(one.scale, one.text): one for one in results.unclear}
    difficulty = {
        (one.scale_id, item): mean
        for one in results.references
        for item, mean in one.difficulty.items()
    }
    return Table(
        sheet="Items",
        about=say(
            "One row for each item of a scale: mean and SD before and after over the people who "
            "answered it both times, and what may be wrong with it. Group figures only."
        ),
        columns=_columns(say),
        rows=[
            [
                *_item(scale, item, results, say),
                difficulty.get((scale.scale_id, item.item_id)),
                *_marks(marked.get((scale.title, item.text))),
                note_of(item.withheld, say),
                scale.scale_id,
            ]
            for scale in results.scales
            for item in scale.item_results
        ],
        held=2,
    )


def _item(scale: ScaleResult, item: ItemResult, results: Results, say: Speech) -> list[Cell]:
    score = score_style(scale)
    return [
        item.item_id,
        item.text,
        scale.title,
        item.subscale or None,
        item.difficulty,
        yes_or_no(item.trained, say),
        count_text(item.n, item.withheld, results.threshold),
        Styled(item.mean_pre, score),
        Styled(item.mean_post, score),
        Styled(_change(item), change_style(scale)),
        Styled(item.sd_pre, score),
        Styled(item.sd_post, score),
        _flag(item, say),
    ]


def _change(item: ItemResult) -> float | None:
    if item.mean_pre is None or item.mean_post is None:
        return None
    return item.mean_post - item.mean_pre


def _flag(item: ItemResult, say: Speech) -> Value:
    flags = {"ceiling": say("near the top"), "floor": say("near the bottom")}
    return flags.get(item.flag or "")


def _marks(one: Unclear | None) -> list[Cell]:
    return [None, None] if one is None else [one.marked, one.n]


def _columns(say: Speech) -> tuple[Column, ...]:
    unit = say("on the scale's range")
    return (
        words(say("Item"), say("The item's stable id."), 18),
        words(say("Text"), say("The words that people read."), 38),
        words(say("Scale"), say("The scale it belongs to."), 20),
        words(say("Subscale"), say("The part of the scale it belongs to."), 13),
        Column(
            name=say("Difficulty"),
            about=say("How hard the author means it to be."),
            values=say("1 (easy) to 5"),
            missing=say("empty: the scale is not graded"),
            width=10,
            style=styles.WHOLE,
        ),
        Column(
            name=say("Practised"),
            about=say("Whether the workshop practises the task."),
            values=say("yes, no"),
            width=11,
        ),
        people(say("Pairs (n)"), say("People who answered the item both times."), say),
        number(say("Mean before"), say("Mean before, over the pairs."), say=say, values=unit),
        number(say("Mean after"), say("Mean after, over the pairs."), say=say, values=unit),
        number(say("Change"), say("Mean after minus mean before."), say=say, values=unit),
        number(say("SD before"), say("SD before, over the pairs."), say=say, values=unit),
        number(say("SD after"), say("SD after, over the pairs."), say=say, values=unit),
        words(
            say("Near an end"),
            say(
                "Whether the mean before lay in the top or bottom tenth of the range, or half of "
                "the people at the end itself: then there was little room to move."
            ),
            13,
            say("empty: neither, or not shown"),
        ),
        number(
            say("Mean in past cohorts"),
            say("Mean before in your own past cohorts of the same instrument version."),
            say=say,
            values=unit,
        ),
        whole(
            say("Marked unclear"),
            say("How many people marked that they did not understand it, all waves together."),
            say,
        ),
        whole(
            say("Marked unclear, of"),
            say("Of how many people who answered or marked it."),
            say,
        ),
        words(say("Note"), say("Why there are no figures."), 30),
        words(say("Scale id"), say("The scale's stable id."), 16),
    )
