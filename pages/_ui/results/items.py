"""Item by item, how alike items are answered, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator

from _ui import theme
from _ui.results import marks
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.reports import words
from efficacy.reports.numbers import NOTHING, interval, number
from efficacy.reports.results import ItemResult, Results, ScaleResult


def draw(results: Results, say: Speech) -> None:
    """Draw items with their flags, reliability with its caution, and unclear items."""
    theme.draw(
        marks.title(
            say("Items and reliability"),
            say(
                "A flag says that an item has little room to move: half of the answers or more "
                "stand at one end before, or their mean lies in the last tenth."
            ),
        ),
        joined(_items(scale, say) for scale in results.scales),
        _reliability(results, say),
        _unclear(results, say),
        Markup('<p><a href="/files/try-out" target="_blank">{}</a></p>').format(
            say("Try out the questions with five people")
        ),
    )


def _items(scale: ScaleResult, say: Speech) -> Markup:
    table = marks.table(
        (
            *(say("Item"), say("Step"), say("Practised"), say("People")),
            *(say("Before"), say("After"), say("Flag")),
        ),
        (_line(item, scale, say) for item in scale.item_results),
        about=scale.title,
    )
    if not table:
        return Markup("")
    return Markup("<details><summary>{}</summary>{}</details>").format(
        say.plural("{n} item", "{n} items", len(scale.item_results)) + f" · {scale.title}", table
    )


def _line(item: ItemResult, scale: ScaleResult, say: Speech) -> tuple[object, ...]:
    flags = {"ceiling": say("near the top"), "floor": say("near the bottom")}
    places = words.digits(scale)
    return (
        item.text,
        NOTHING if item.difficulty is None else item.difficulty,
        say("yes") if item.trained else "",
        say("not shown") if item.withheld else item.n,
        number(item.mean_pre, places),
        number(item.mean_post, places),
        flags.get(item.flag or "", ""),
    )


def _reliability(results: Results, say: Speech) -> Markup:
    return marks.part(
        say("How alike the items of a scale are answered (alpha)"),
        (
            *(say("Scale"), say("Wave"), say("People"), say("Items")),
            *(say("alpha"), say("95 % interval"), say("Caution")),
        ),
        _alphas(results, say),
        say(
            "Cronbach's alpha with Feldt's interval, over people who answered every item. There is "
            "none under 10 people, and under 30 it is a rough guess."
        ),
    )


def _alphas(results: Results, say: Speech) -> Iterator[tuple[object, ...]]:
    waves = words.titles(results.flow)
    for scale in results.scales:
        for wave, found in scale.alpha.items():
            yield (
                *(scale.title, waves.get(wave, wave), found.n, found.k),
                number(found.alpha, 2),
                interval(found.ci_low, found.ci_high, say, 2, is_change=False),
                say("fewer than 30 people") if found.caution else "",
            )


def _unclear(results: Results, say: Speech) -> Markup:
    return marks.part(
        say("Items that were marked as not understood"),
        (say("Item"), say("Scale"), say("Marked by")),
        (
            (one.text, one.scale, say("{n} of {all}").format(n=one.marked, all=one.n))
            for one in results.unclear
        ),
        say(
            "All surveys together. An item is listed from {n} people on, and where some marked it "
            "and some did not. Marks change no score; put such an item in other words."
        ).format(n=results.threshold),
    )
