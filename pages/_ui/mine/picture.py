"""The quiet picture of a scale: two dots on its own range, a ring for the first time."""

from __future__ import annotations

from collections.abc import Sequence

from _ui.theme import Markup, joined
from efficacy.activities.days import day_words
from efficacy.language import Speech
from efficacy.reports import own_words
from efficacy.reports.own import OwnScale, Point


def draw(scale: OwnScale, say: Speech) -> Markup:
    """Return the picture with its ends named and the same in words; nothing without a mean."""
    words = own_words.picture_words(scale, say)
    if not words:
        return Markup("")
    dots = joined((_dot(scale, scale.first, "is-first"), _dot(scale, scale.last, "is-last")))
    return Markup(
        '<div class="me-pair"><p class="me-line" aria-hidden="true">{dots}</p>'
        '<p class="me-ends"><span>{low}</span><span>{high}</span></p>'
        '<p class="ui-soft">{words}</p></div>'
    ).format(
        dots=dots,
        low=_end(scale.low, scale.low_words),
        high=_end(scale.high, scale.high_words),
        words=words,
    )


def _dot(scale: OwnScale, point: Point | None, look: str) -> Markup:
    if point is None:
        return Markup("")
    place = 100 * (point.value - scale.low) / (scale.high - scale.low)
    return Markup('<i class="{}" style="--at:{:.1f}%"></i>').format(look, place)


def _end(value: float, words: str) -> str:
    return f"{value:g} {words}".strip()


def legend(scales: Sequence[OwnScale], say: Speech) -> Markup:
    """Return what the two dots mean, with their days; nothing where there is no picture."""
    first = next((one.first for one in scales if one.first), None)
    last = next((one.last for one in scales if one.last), None)
    marks = (
        (first, "is-first", say("first: {day}")),
        (last, "is-last", say("last: {day}")),
    )
    lines = joined(
        Markup('<span><i class="{}" aria-hidden="true"></i>{}</span>').format(
            look, words.replace("{day}", day_words(point.day, say))
        )
        for point, look, words in marks
        if point is not None
    )
    return Markup('<p class="me-legend">{}</p>').format(lines) if lines else Markup("")
