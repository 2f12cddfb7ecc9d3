"""The sheet Reference: what own past cohorts of the same plan give to compare with."""

from __future__ import annotations

from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Value
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import Reference, ReliableChange, Results
from efficacy.reports.sheets.figures import Cell, number, words


def reference_table(results: Results, say: Speech) -> Table:
    """Return one row a scale that past cohorts or an outside reliability say something of."""
    references = {one.scale_id: one for one in results.references}
    reliable = {one.scale_id: one for one in results.reliable}
    scales = {scale.scale_id: scale.title for scale in results.scales}
    return Table(
        sheet="Reference",
        about=say(
            "What your own past cohorts of the same plan and instrument version give: spread, "
            "retest, and between which mean changes that of a next group lies in 95 of 100 "
            "cases. Nothing here ranks groups or facilitators."
        ),
        columns=_columns(say),
        rows=[
            [
                scales.get(known, known),
                *_reference(references.get(known)),
                *_reliable(reliable.get(known)),
                (references[known].reason or None) if known in references else None,
                known,
            ]
            for known in dict.fromkeys([*references, *reliable])
        ],
    )


def _reference(one: Reference | None) -> list[Cell]:
    if one is None:
        return [None] * 12
    alpha = one.alpha
    return [
        one.cohorts,
        one.people,
        one.sd,
        one.retest,
        one.retest_n or None,
        one.mean_change,
        one.next_n or None,
        one.low,
        one.high,
        *((alpha.alpha, alpha.ci_low, alpha.ci_high) if alpha else (None, None, None)),
    ]


def _reliable(one: ReliableChange | None) -> list[Value]:
    return [None] * 3 if one is None else [one.points, one.reliability, one.basis]


def _columns(say: Speech) -> tuple[Column, ...]:
    points, whole = say("points on the scale's range"), say("whole number")
    expected = say(
        "Between which the mean change of a next group of that size lies in 95 of 100 cases."
    )
    alpha = say("Alpha over the past cohorts, with Feldt's interval.")

    def figure(name: str, about: str, values: str, style: str) -> Column:
        return number(name, about, say=say, values=values, style=style)

    return (
        words(say("Scale"), say("The scale's title."), 28),
        figure(say("Past cohorts"), say("How many cohorts it rests on."), whole, styles.WHOLE),
        figure(say("Past people"), say("How many people it rests on."), whole, styles.WHOLE),
        figure(say("Pooled SD"), say("SD before, within cohorts."), points, styles.ONE),
        figure(
            say("Retest"),
            say("Correlation of early and before, pooled over cohorts."),
            say("−1 to 1"),
            styles.TWO,
        ),
        figure(say("Retest (n)"), say("People behind the retest."), whole, styles.WHOLE),
        figure(say("Mean change"), say("Mean change of the past."), points, styles.CHANGE_TWO),
        figure(say("Next group (n)"), say("Size of the next group."), whole, styles.WHOLE),
        figure(say("Expected low"), expected, points, styles.CHANGE_TWO),
        figure(say("Expected high"), expected, points, styles.CHANGE_TWO),
        figure(say("Past alpha"), alpha, say("up to 1"), styles.TWO),
        figure(say("Past alpha low"), alpha, say("up to 1"), styles.TWO),
        figure(say("Past alpha high"), alpha, say("up to 1"), styles.TWO),
        figure(
            say("Noise of one person"),
            say(
                "Points by which one person's change must exceed the noise of the scale, with "
                "the reliability beside it. It is a number and no verdict on a person."
            ),
            points,
            styles.ONE,
        ),
        figure(say("Reliability used"), say("Retest reliability."), say("0 to 1"), styles.TWO),
        words(say("Reliability from"), say("Where the reliability comes from."), 28),
        words(say("Note"), say("Why something is missing."), 36),
        words(say("Scale id"), say("The scale's stable id."), 16),
    )
