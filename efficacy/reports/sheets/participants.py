"""The sheet Participants: one row a record number. Working files only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from efficacy.language import Speech
from efficacy.measurement.scoring import PairedScaleScores, items_needed
from efficacy.reports import styles
from efficacy.reports.cells import Value
from efficacy.reports.findings.waves import Pair
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.grid import Column, Table
from efficacy.reports.material import Material
from efficacy.reports.people import attendance, joined_late
from efficacy.reports.scores import ScoredScale, WaveScores, by_person, flags
from efficacy.reports.sheets.figures import span, wave_words

Values = Mapping[int, Value]


def participants_table(found: Material, scored: tuple[ScoredScale, ...], say: Speech) -> Table:
    """Return one row for everybody who takes the survey, with scores a scale and wave.

    Parameters
    ----------
    scored : tuple of ScoredScale
        The ``scored_scales`` of the same reading.
    """
    variables = [*_of_person(found, say), *_of_scales(found, scored, say)]
    people = sorted(found.record_numbers)
    return Table(
        sheet="Participants",
        about=say(
            "One row for each person who takes the survey, by record number: sessions, scores at "
            "every wave, and the change on the items answered both times."
        ),
        columns=(_record_number(say), *(column for column, _ in variables)),
        rows=[[person, *(values.get(person) for _, values in variables)] for person in people],
    )


def _record_number(say: Speech) -> Column:
    return Column(
        name=say("record number"),
        width=11,
        style=styles.WHOLE,
        about=say("What this file calls a person: a random number, never a name."),
        values=say("whole number"),
    )


def _of_person(found: Material, say: Speech) -> Iterator[tuple[Column, Values]]:
    flags = say("1 yes, 0 no")
    yield (
        Column(
            name=say("joined late"),
            width=10,
            style=styles.WHOLE,
            about=say("1 where the person joined after the session had begun."),
            values=flags,
            missing=say("empty: so few came late, or came in time, that it would tell who"),
        ),
        joined_late(found),
    )
    titles = {planned.id: planned.title for planned in found.plan.sessions}
    for session, came in attendance(found).items():
        yield (
            Column(
                name=say("attended {session}").format(session=session),
                width=13,
                style=styles.WHOLE,
                about=say("1 where the person did anything in the session “{title}”.").format(
                    title=titles[session]
                ),
                values=flags,
                missing=say("empty: so few came, or stayed away, that it would tell who"),
            ),
            came,
        )


def _of_scales(
    found: Material, scored: tuple[ScoredScale, ...], say: Speech
) -> Iterator[tuple[Column, Values]]:
    titles = {wave.id: wave.title for wave in found.plan.waves}
    for scale in scored:
        for at in scale.waves:
            yield from _wave(at, _Words(at.asked, titles, say))
        words, before = _Words(scale.spec, titles, say), scale.main[0]
        for wave, pairs in scale.changes.items():
            # The pair that everything is about has the short names.
            to = "" if (before, wave) == scale.main else say(" to {wave}").format(wave=wave)
            yield from _change((before, wave), pairs, to, words)


def _wave(at: WaveScores, words: _Words) -> Iterator[tuple[Column, Values]]:
    say, wave = words.say, at.wave
    scores = by_person(at.scores.scores)
    yield words.score(wave, say("mean of the items answered then"), wave), scores
    name = say("{wave} prorated").format(wave=wave)
    yield words.flag(name), flags(at.scores.prorated, scores)
    if at.can is not None and at.composite is not None:
        about = say("{scale}, {wave}: share of the items answered that were rated 50 or more.")
        name = say("{wave} can").format(wave=wave)
        yield words.level(name, about, wave, say("0 to 1"), styles.TWO), at.can
        about = say("{scale}, {wave}: sum of the ratings of 50 or more, by the items answered.")
        name = say("{wave} composite").format(wave=wave)
        yield words.level(name, about, wave, say("0 to 100"), styles.ONE), at.composite


def _change(
    waves: Pair, pairs: PairedScaleScores, to: str, words: _Words
) -> Iterator[tuple[Column, Values]]:
    say = words.say
    shared = say("mean of the items answered both times")
    for wave, scores, end in zip(waves, (pairs.pre, pairs.post), (to, ""), strict=True):
        name = say("{wave} both{to}").format(wave=wave, to=end)
        yield words.score(name, shared, wave, both=True), by_person(scores)
    moved = by_person(pairs.post - pairs.pre)
    yield words.change(say("change{to}").format(to=to), waves[1]), moved
    name = say("change{to} prorated").format(to=to)
    yield words.flag(name), flags(pairs.prorated, moved)


class _Words:
    """Makes the columns of one scale: names, ranges, and what an empty cell means."""

    def __init__(self, scale: ScaleSpec, titles: Mapping[str, str], say: Speech) -> None:
        self.say = say
        self._scale, self._titles = scale, titles
        self._range = span(scale.low, scale.high, say)
        needed = items_needed(len(scale.items), scale.minimum_share)
        few = say("empty: fewer than {needed} of {k} items answered")
        twice = say("empty: fewer than {needed} of {k} items answered both times")
        self._few, self._twice = (
            words.format(needed=needed, k=len(scale.items)) for words in (few, twice)
        )

    def score(self, end: str, mean: str, wave: str, *, both: bool = False) -> Column:
        style = styles.score_style(self._scale.low, self._scale.high)
        about = self._about(self.say("{scale}, {wave}: {mean}."), wave).replace("{mean}", mean)
        return self._column(end, about, self._range, self._twice if both else self._few, style)

    def change(self, end: str, wave: str) -> Column:
        about = self._about(
            self.say("{scale}: {wave} minus before, mean of the items answered both times."), wave
        )
        points = self.say("points on the range {values}").format(values=self._range)
        style = styles.change_style(self._scale.low, self._scale.high)
        return self._column(end, about, points, self._twice, style)

    def level(self, end: str, about: str, wave: str, values: str, style: str) -> Column:
        return self._column(end, self._about(about, wave), values, self._few, style)

    def flag(self, end: str) -> Column:
        about = self.say("1 where an item of {scale} is missing from the value before it.")
        return self._column(
            end,
            self._about(about, ""),
            self.say("1 yes, 0 no"),
            self.say("empty: there is no such value"),
            styles.WHOLE,
        )

    def _about(self, words: str, wave: str) -> str:
        # Titles may hold braces of their own.
        shown = wave_words(wave, self._titles)
        return words.replace("{wave}", shown).replace("{scale}", self._scale.title)

    def _column(self, end: str, about: str, values: str, missing: str, style: str) -> Column:
        return Column(
            name=f"{self._scale.id} {end}",
            about=about,
            values=values,
            missing=missing,
            style=style,
            width=12 if len(self._scale.id) < 9 else 13,
        )
