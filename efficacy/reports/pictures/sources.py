"""The five sources, minutes planned and received, and signs of nerves: dots and bars in rows."""

from __future__ import annotations

from collections.abc import Iterator

from efficacy.language import Speech
from efficacy.reports.numbers import number
from efficacy.reports.pictures.draw import Row, bars, dots
from efficacy.reports.pictures.picture import Picture, picture_id
from efficacy.reports.results import CueResult, Results, SourceResult

Means = tuple[float | None, float | None, int]  # first, later, and over how many people


def source_pictures(results: Results, say: Speech) -> Iterator[Picture]:
    """Yield the five scales side by side, never added up, and the minutes."""
    found = [
        (one, means)
        for one in results.sources
        if one.low < one.high and (means := _means(one)) is not None
    ]
    if found:
        yield _answers(found, say)
    if any(one.planned_minutes or one.received_minutes for one in results.sources):
        yield _minutes(results.sources, say)


def _means(one: SourceResult) -> Means | None:
    """Return what was first and what was later, over the same people; or the first alone."""
    change = one.shift.change if one.shift else None
    if change is not None and change.mean_pre is not None:
        return change.mean_pre, change.mean_post, change.n
    return (one.first.mean, None, one.first.n) if one.first else None


def _answers(found: list[tuple[SourceResult, Means]], say: Speech) -> Picture:
    low, high = found[0][0].low, found[0][0].high
    return Picture(
        id="sources",
        title=say("Where belief came from"),
        alt=" ".join(
            say("{title}: {before} first, {after} later; {n} people.").format(
                title=one.title, before=number(before), after=number(after), n=n
            )
            for one, (before, after, n) in found
        ),
        note=say(
            "Five scales from {low} to {high}, side by side and never added up. The circle is the "
            "mean at first, the diamond the mean later."
        ).format(low=f"{low:g}", high=f"{high:g}"),
        columns=("source", "mean_first", "mean_later", "n"),
        rows=tuple((one.source, *means) for one, means in found),
        paint=lambda: dots(
            [Row(f"{one.title} (n = {n})", before, after) for one, (before, after, n) in found],
            low,
            high,
        ),
    )


def _minutes(sources: tuple[SourceResult, ...], say: Speech) -> Picture:
    return Picture(
        id="minutes",
        title=say("Minutes planned and held"),
        alt=" ".join(
            say("{title}: {planned} minutes planned, {received} held.").format(
                title=one.title,
                planned=number(one.planned_minutes, 0),
                received=number(one.received_minutes, 0),
            )
            for one in sources
        ),
        note=say(
            "The pale bar is the plan, the full bar the sessions as they were held. Minutes "
            "describe the sessions. They do not say what the minutes did."
        ),
        columns=("source", "minutes_planned", "minutes_received"),
        rows=tuple((one.source, one.planned_minutes, one.received_minutes) for one in sources),
        paint=lambda: bars(
            [Row(one.title, one.planned_minutes, one.received_minutes) for one in sources]
        ),
    )


def cue_pictures(results: Results, say: Speech) -> Iterator[Picture]:
    """Yield what signs of nerves meant before and after new words, a picture a kind of scale."""
    alike: dict[tuple[object, ...], list[CueResult]] = {}
    for one in results.cues:
        if one.before is not None and one.after is not None:
            ends = (one.low, one.high, one.low_words, one.high_words)
            alike.setdefault(ends, []).append(one)
    for place, cues in enumerate(alike.values(), start=1):
        yield _cues(cues, place, say)


def _cues(cues: list[CueResult], place: int, say: Speech) -> Picture:
    low, high = cues[0].low, cues[0].high
    return Picture(
        id=picture_id("cues", str(place)),
        title=say("What signs of nerves meant"),
        alt=" ".join(
            say("{title}: {before} before, {after} after; {n} people.").format(
                title=_cue_words(one), before=number(one.before), after=number(one.after), n=one.n
            )
            for one in cues
        ),
        note=say(
            "From {low} to {high}. The circle is the mean before, the diamond the mean after, over "
            "the same people."
        ).format(low=_end(low, cues[0].low_words), high=_end(high, cues[0].high_words)),
        columns=("cue", "mean_before", "mean_after", "n"),
        rows=tuple((_cue_words(one), one.before, one.after, one.n) for one in cues),
        paint=lambda: dots(
            [Row(f"{_cue_words(one)} (n = {one.n})", one.before, one.after) for one in cues],
            low,
            high,
        ),
    )


def _cue_words(one: CueResult) -> str:
    return f"{one.title} · {one.session_title}" if one.session_title else one.title


def _end(value: float, words: str) -> str:
    return f"{value:g} ({words})" if words else f"{value:g}"
