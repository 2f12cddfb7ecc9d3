"""The sheet Activities: what tasks, stories, signs of nerves and goals came to, as a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One figure of one activity; what does not belong to it is None."""

    topic: str
    what: str
    measure: str
    unit: str
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
        yield _matching(results.matching, say)
    yield from (_cue(cue, say) for cue in results.cues)
    if results.goals:
        yield from _goals(results.goals, say)


def _ladder(ladder: LadderResult, say: Speech) -> Iterator[_Line]:
    topic, sure = say("Ladder"), say("0 to 100")
    rungs = say("rungs, 1 to {most}").format(most=ladder.rungs)
    for measure, unit, moments in (
        (say("How sure, before the tasks"), sure, ladder.before),
        (say("How sure, after the tasks"), sure, ladder.after),
        (say("Working rung, where about half succeeds"), rungs, ladder.working_rung),
    ):
        yield from _moments(topic, ladder.title, measure, unit, moments)
    for measure, unit, shift in (
        (say("How sure, form A to form B"), sure, ladder.belief_over_forms),
        (say("Working rung, form A to form B"), rungs, ladder.rung_over_forms),
    ):
        if shift:
            yield _shift(topic, ladder.title, measure, unit, shift)
    if ladder.firmness:
        measure, unit = say("How sure after a miss, minus before it"), say("points of 100")
        yield _figure(topic, ladder.title, measure, unit, ladder.firmness)
    if ladder.returned is not None:
        yield _Line(
            topic=topic,
            what=ladder.title,
            measure=say("Came back after a miss to how sure they were, or above"),
            unit=say("share, 0 to 1"),
            n=ladder.firmness.n if ladder.firmness else None,
            mean=ladder.returned,
        )


def _moments(
    topic: str, what: str, measure: str, unit: str, moments: Iterable[Moment]
) -> Iterator[_Line]:
    for moment in moments:
        yield _Line(
            topic=topic,
            what=what,
            measure=measure,
            unit=unit,
            session=moment.session_title,
            n=moment.n,
            withheld=moment.withheld,
            mean=moment.figure.mean if moment.figure else None,
            sd=moment.figure.sd if moment.figure else None,
        )


def _figure(topic: str, what: str, measure: str, unit: str, figure: GroupFigure) -> _Line:
    return _Line(
        topic=topic,
        what=what,
        measure=measure,
        unit=unit,
        n=figure.n,
        mean=figure.mean,
        sd=figure.sd,
    )


def _shift(topic: str, what: str, measure: str, unit: str, shift: Shift) -> _Line:
    change = shift.change
    return _Line(
        topic=topic,
        what=what,
        measure=measure,
        unit=unit,
        n=shift.n,
        withheld=shift.withheld,
        before=change.mean_pre if change else None,
        after=change.mean_post if change else None,
        change=change.change if change else None,
        low=change.ci_low if change else None,
        high=change.ci_high if change else None,
    )


def _calibration(found: CalibrationResult, say: Speech) -> Iterator[_Line]:
    topic, what = say("Calibration"), say("Tasks on ladders")
    if found.tasks:
        what = say("{n} tasks on ladders").format(n=found.tasks)
    yield _Line(
        topic=topic,
        what=what,
        measure=say("Expected minus done; above 0: more was expected"),
        unit=say("tasks of 10"),
        n=found.n,
        withheld=found.withheld,
        change=found.bias,
        low=found.ci_low,
        high=found.ci_high,
    )
    yield _Line(
        topic=topic,
        what=what,
        measure=say("How far expected and done lay apart"),
        unit=say("tasks of 10"),
        n=found.n,
        withheld=found.withheld,
        mean=found.absolute_error,
    )


def _approach(found: ApproachResult, say: Speech) -> Iterator[_Line]:
    topic, what = say("Approach"), say("Situations since the last session")
    counts = say("situations a person")
    for measure, moments in (
        (say("Done"), found.done),
        (say("Put off"), found.put_off),
        (say("Not met"), found.not_met),
    ):
        yield from _moments(topic, what, measure, counts, moments)
    thing, sure = say("The one thing each named"), say("How sure about it")
    yield from _moments(topic, thing, sure, say("0 to 100"), found.avoided)
    if found.avoided_shift:
        measure = say("How sure about it, first to last session")
        yield _shift(topic, thing, measure, say("0 to 100"), found.avoided_shift)


def _matching(found: MatchingResult, say: Speech) -> _Line:
    return _Line(
        topic=say("Matching"),
        what=say("Stories"),
        measure=say("How like oneself: matched stories minus stories by chance"),
        unit=say("points of 100"),
        n=found.n,
        withheld=found.withheld,
        change=found.difference,
        low=found.ci_low,
        high=found.ci_high,
    )


def _cue(cue: CueResult, say: Speech) -> _Line:
    change = cue.change
    return _Line(
        topic=say("Signs of nerves"),
        what=cue.title,
        measure=say("Before and after new words for it"),
        unit=_ends(cue, say),
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
    topic, what, unit = say("Goals"), say("What came of them"), say("people")
    if found.counts is None:
        yield _Line(
            topic=topic,
            what=what,
            measure=say("all"),
            unit=unit,
            n=found.n,
            withheld=found.withheld or "too_few",
        )
        return
    for option, count in found.counts.items():
        measure = named.get(option, option)
        yield _Line(topic=topic, what=what, measure=measure, unit=unit, n=found.n, count=count)


def _row(line: _Line, threshold: int, say: Speech) -> list[Cell]:
    figures: tuple[Value, ...] = (line.mean, line.sd, line.before, line.after)
    return [
        line.topic,
        line.what,
        line.session or None,
        line.measure,
        line.unit,
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
        number(
            say("Count"),
            say("How many people."),
            say=say,
            values=say("whole number"),
            style=styles.WHOLE,
        ),
        words(say("Note"), say("Why there are no figures."), 30),
    )
