"""The sheet Activities: what tasks, stories, signs of nerves and goals came to, as a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from efficacy.language import Speech
from efficacy.measurement.privacy import GroupFigure
from efficacy.reports import styles
from efficacy.reports.cells import Styled, Value
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import (
    ApproachResult,
    CalibrationResult,
    CueResult,
    GoalResult,
    LadderResult,
    MatchingResult,
    Moment,
    Results,
    Shift,
)
from efficacy.reports.sheets.figures import (
    Cell,
    count_text,
    note_of,
    number,
    people,
    span,
    whole,
    words,
)


class _About(NamedTuple):
    """What a figure is of, in words."""

    topic: str
    what: str
    measure: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One figure of one activity; what does not belong to it is None."""

    about: _About
    n: int | None
    session: str = ""
    withheld: str | None = None
    mean: float | None = None
    sd: float | None = None
    before: float | None = None
    after: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    count: int | None = None


def activities_table(results: Results, say: Speech) -> Table:
    """Return one row a figure: ladders, calibration, approach, stories, nerves, goals."""
    return Table(
        sheet="Activities",
        about=say(
            "One row for each figure of an activity: tasks on ladders, what people said of "
            "themselves beforehand, what they approached, how like them stories were, signs of "
            "nerves, goals. Group figures only: what single people did there leaves in no file."
        ),
        columns=_columns(say),
        rows=[_row(line, results.threshold, say) for line in _lines(results, say)],
        held=2,
    )


def _lines(results: Results, say: Speech) -> Iterator[_Line]:
    for ladder in results.ladders:
        yield from _ladder(ladder, say)
    if results.calibration:
        yield from _calibration(results.calibration, say)
    if results.approach:
        yield from _approach(results.approach, say)
    if results.matching:
        yield from _matching(results.matching, say)
    yield from (_cue(cue, say) for cue in results.cues)
    if results.goals:
        yield from _goals(results.goals, say)


def _ladder(ladder: LadderResult, say: Speech) -> Iterator[_Line]:
    sure = say("0 to 100")
    rungs = say("rungs, 1 to {most}").format(most=ladder.rungs)

    def about(measure: str, unit: str) -> _About:
        return _About(say("Ladder"), ladder.title, measure, unit)

    yield from _moments(about(say("How sure, before the tasks"), sure), ladder.before)
    yield from _moments(about(say("How sure, after the tasks"), sure), ladder.after)
    rung = say("Working rung, where about half succeeds")
    yield from _moments(about(rung, rungs), ladder.working_rung)
    if ladder.belief_over_forms:
        yield _shift(about(say("How sure, form A to form B"), sure), ladder.belief_over_forms)
    if ladder.rung_over_forms:
        yield _shift(about(say("Working rung, form A to form B"), rungs), ladder.rung_over_forms)
    if ladder.firmness:
        measure, unit = say("How sure after a miss, minus before it"), say("points of 100")
        yield _figure(about(measure, unit), ladder.firmness)
    if ladder.returned is not None:
        measure = say("Came back after a miss to how sure they were, or above")
        yield _Line(
            about=about(measure, say("share, 0 to 1")),
            n=ladder.firmness.n if ladder.firmness else None,
            mean=ladder.returned,
        )


def _moments(about: _About, moments: Iterable[Moment]) -> Iterator[_Line]:
    for moment in moments:
        yield _Line(
            about=about,
            session=moment.session_title,
            n=moment.n,
            withheld=moment.withheld,
            mean=moment.figure.mean if moment.figure else None,
            sd=moment.figure.sd if moment.figure else None,
        )


def _figure(about: _About, figure: GroupFigure) -> _Line:
    return _Line(about=about, n=figure.n, mean=figure.mean, sd=figure.sd)


def _shift(about: _About, shift: Shift) -> _Line:
    change = shift.change
    if change is None:
        return _Line(about=about, n=shift.n, withheld=shift.withheld)
    return _Line(
        about=about,
        n=shift.n,
        withheld=shift.withheld,
        before=change.mean_pre,
        after=change.mean_post,
        change=change.change,
        low=change.ci_low,
        high=change.ci_high,
    )


def _calibration(found: CalibrationResult, say: Speech) -> Iterator[_Line]:
    what = say("Tasks on ladders")
    if found.tasks:
        what = say("{n} tasks on ladders").format(n=found.tasks)

    def about(measure: str) -> _About:
        return _About(say("Calibration"), what, measure, say("tasks of 10"))

    yield _Line(
        about=about(say("Expected minus done; above 0: more was expected")),
        n=found.n,
        withheld=found.withheld,
        change=found.bias,
        low=found.ci_low,
        high=found.ci_high,
    )
    yield _Line(
        about=about(say("How far expected and done lay apart")),
        n=found.n,
        withheld=found.withheld,
        mean=found.absolute_error,
    )


def _approach(found: ApproachResult, say: Speech) -> Iterator[_Line]:
    topic, unit = say("Approach"), say("situations a person")
    what = say("Situations since the last session")
    for measure, moments in (
        (say("Done"), found.done),
        (say("Put off"), found.put_off),
        (say("Not met"), found.not_met),
    ):
        yield from _moments(_About(topic, what, measure, unit), moments)
    thing, sure = say("The one thing each named"), say("0 to 100")
    yield from _moments(_About(topic, thing, say("How sure about it"), sure), found.avoided)
    if found.avoided_shift:
        measure = say("How sure about it, first to last session")
        yield _shift(_About(topic, thing, measure, sure), found.avoided_shift)


def _matching(found: MatchingResult, say: Speech) -> Iterator[_Line]:
    yield _likeness(say("How like oneself: matched stories minus stories by chance"), found, say)
    if found.pooled:
        measure = say("The same over {n} groups of this plan").format(n=found.pooled.groups)
        yield _likeness(measure, found.pooled, say)


def _likeness(measure: str, found: MatchingResult, say: Speech) -> _Line:
    return _Line(
        about=_About(say("Matching"), say("Stories"), measure, say("points of 100")),
        n=found.n,
        withheld=found.withheld,
        change=found.difference,
        low=found.ci_low,
        high=found.ci_high,
    )


def _cue(cue: CueResult, say: Speech) -> _Line:
    change, measure = cue.change, say("Before and after new words for it")
    return _Line(
        about=_About(say("Signs of nerves"), cue.title, measure, _ends(cue, say)),
        session=cue.session_title,
        n=cue.n,
        withheld=cue.withheld,
        before=cue.before,
        after=cue.after,
        change=_moved(cue),
        low=change.ci_low if change else None,
        high=change.ci_high if change else None,
    )


def _moved(cue: CueResult) -> float | None:
    if cue.change is not None:
        return cue.change.change
    return None if cue.before is None or cue.after is None else cue.after - cue.before


def _ends(cue: CueResult, say: Speech) -> str:
    """Return the range of the answers, with what stands at its ends if that is known."""
    if not (cue.low_words and cue.high_words):
        return span(cue.low, cue.high, say)
    return say("{low} ({low_words}) to {high} ({high_words})").format(
        low=f"{cue.low:g}",
        low_words=cue.low_words,
        high=f"{cue.high:g}",
        high_words=cue.high_words,
    )


def _goals(found: GoalResult, say: Speech) -> Iterator[_Line]:
    named = {"done": say("done"), "partly": say("partly"), "not-yet": say("not yet")}

    def about(measure: str) -> _About:
        return _About(say("Goals"), say("What came of them"), measure, say("people"))

    if found.counts is None:
        yield _Line(about=about(say("all")), n=found.n, withheld=found.withheld or "too_few")
        return
    for option, count in found.counts.items():
        yield _Line(about=about(named.get(option, option)), n=found.n, count=count)


def _row(line: _Line, threshold: int, say: Speech) -> list[Cell]:
    figures: tuple[Value, ...] = (line.mean, line.sd, line.before, line.after)
    return [
        line.about.topic,
        line.about.what,
        line.session or None,
        line.about.measure,
        line.about.unit,
        None if line.n is None else count_text(line.n, line.withheld, threshold),
        *(Styled(value, styles.TWO) for value in figures),
        *(Styled(value, styles.CHANGE_TWO) for value in (line.change, line.low, line.high)),
        line.count,
        note_of(line.withheld, say),
    ]


def _columns(say: Speech) -> tuple[Column, ...]:
    unit = say("in the unit of the row")
    ci = say("t interval over people.")
    return (
        words(say("Topic"), say("Which part of the workshop it is from."), 16),
        words(say("What"), say("The ladder, sign or story in question."), 24),
        words(
            say("Session"),
            say("The session it was measured in."),
            22,
            say("empty: over all of them"),
        ),
        words(say("Measure"), say("What was measured."), 34),
        words(say("Unit"), say("Unit and range of the figures."), 16),
        people("n", say("People in the figure."), say),
        number(say("Mean"), say("Mean over the people."), say=say, values=unit),
        number("SD", say("SD over the people, divided by n − 1."), say=say, values=unit),
        number(say("Mean before"), say("Mean at the first time."), say=say, values=unit),
        number(
            say("Mean after"), say("Mean at the second time, same people."), say=say, values=unit
        ),
        number(
            say("Change"), say("Second minus first, or the difference named."), say=say, values=unit
        ),
        number(say("95 % CI low"), ci, say=say, values=unit),
        number(say("95 % CI high"), ci, say=say, values=unit),
        whole(say("Count"), say("How many people."), say),
        words(say("Note"), say("Why there are no figures."), 30),
    )
