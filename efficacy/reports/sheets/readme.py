"""The first sheet: what this file is, who is in it, and how far it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from efficacy import __version__
from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Pen, Styled, Value, day, lines, moment
from efficacy.reports.grid import LINE_HEIGHT, Imprint, Table, set_up_print
from efficacy.reports.material import Material
from efficacy.reports.numbers import number
from efficacy.reports.results import Results
from efficacy.reports.words import headline, how_far, not_to_conclude, repeated_sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page: a label and what it says, or a heading over both."""

    label: str
    value: Value = None
    style: str = styles.LABEL


# Points; other lines are as high as their words.
_HEIGHTS = {styles.TITLE: 38, styles.LARGE_WARNING: 34, styles.HEADING: 23}
_WIDTHS = {"A": 34, "B": 96}


def readme_lines(
    found: Material,
    results: Results,
    *,
    tables: Iterable[Table],
    by_person: bool,
    say: Speech,
) -> list[Line]:
    """Return the page: what this is, the cohort, the flow, cautions, sheets, versions."""
    return [
        *_head(found, by_person, say),
        *_cohort(found, results, say),
        *_finding(results, say),
        *_flow(results, by_person, say),
        *_explanations(results, say),
        *_cautions(results, by_person, say),
        *_sheets(tables, say),
        *_versions(found, say),
    ]


def write_readme(sheet: Any, page: Iterable[Line], imprint: Imprint, pen: Pen) -> None:
    """Write the page into an empty sheet: two columns, label and words."""
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    for row, line in enumerate(page, start=1):
        beside = line.style if line.style in _HEIGHTS else styles.PLAIN
        pen.row(sheet, [Styled(line.label, line.style), Styled(line.value, beside)])
        taken = max(lines(line.label, _WIDTHS["A"]), lines(str(line.value or ""), _WIDTHS["B"]))
        sheet.row_dimensions[row].height = _HEIGHTS.get(line.style, LINE_HEIGHT * taken + 3)
    set_up_print(sheet, imprint, landscape=False)


def _head(found: Material, by_person: bool, say: Speech) -> Iterator[Line]:
    title = say("Can Do: working workbook") if by_person else say("Can Do: cohort workbook")
    yield Line(title, style=styles.TITLE)
    if found.is_synthetic:
        yield Line(say("SYNTHETIC: these people are simulated"), style=styles.LARGE_WARNING)
    if by_person:
        yield Line(say("CONFIDENTIAL: answers of single people"), style=styles.LARGE_WARNING)
        yield Line(
            say("What this is"),
            say(
                "Answers and scores of one cohort by record number, for the counselor's own "
                "work. It exists because the consent page of this cohort said so. Nobody is "
                "named in it, but who knows the group may recognize people. Keep it where only "
                "you can open it, pass it on to nobody, and delete it by {day}. The cohort "
                "workbook is the one to share."
            ).format(day=day(found.retention_ms)),
        )
        return
    yield Line(
        say("What this is"),
        say(
            "Group figures of one cohort, before and after. It may be shared: it holds no answer "
            "of a single person, no name, no record number and nothing that people wrote."
        ),
    )


def _cohort(found: Material, results: Results, say: Speech) -> Iterator[Line]:
    yield Line(say("The cohort"), style=styles.HEADING)
    yield Line(say("Name"), found.cohort_name)
    yield Line(say("Code"), found.code)
    yield Line(
        say("Plan"),
        say("{title} (version {version})").format(
            title=found.plan.title, version=found.plan.version
        ),
    )
    mode = (
        say("Confidential: the counselor may download answers by record number.")
        if found.mode == "confidential"
        else say("Group only: no file by person exists.")
    )
    yield Line(say("Mode"), mode)
    yield Line(say("Sessions held"), results.flow.sessions_held)
    yield Line(
        say("People"),
        say("Synthetic: simulated by the program. No real person answered.")
        if found.is_synthetic
        else say("Real participants"),
    )


def _finding(results: Results, say: Speech) -> Iterator[Line]:
    yield Line(say("In one sentence"), style=styles.HEADING)
    yield Line(say("Main scale"), headline(results, say))


def _flow(results: Results, by_person: bool, say: Speech) -> Iterator[Line]:
    flow = results.flow
    # In a handful of people, how many said yes would tell who said no.
    is_few = not by_person and flow.enrolled < results.threshold

    def told(count: int) -> Value:
        return f"n<{results.threshold}" if is_few else count

    yield Line(say("Who is in the figures"), style=styles.HEADING)
    yield Line(say("Enrolled"), told(flow.enrolled))
    yield Line(say("→ Take the survey"), told(flow.consented))
    for wave in flow.waves:
        yield Line(say("→ Answered: {wave}").format(wave=wave.title), told(wave.n))
    yield Line(say("→ Answered both times"), told(flow.paired))
    yield Line(say("Answered before, not after"), told(flow.left))
    if flow.joined_late:
        yield Line(say("Joined after the start"), told(sum(flow.joined_late.values())))
    for label, figure in (
        (say("Before: those who stayed"), flow.stayed_pre),
        (say("Before: those who left"), flow.left_pre),
    ):
        if figure:
            words = say("mean {mean} on the main scale (n = {n})")
            yield Line(label, words.format(mean=number(figure.mean), n=figure.n))
    yield Line(
        say("How to read it"),
        say(
            "Enrolled counts everybody who joined and was not removed. Whoever answered one "
            "item counts as having answered. A scale's own n is in the Summary: it takes enough "
            "items answered both times."
        ),
    )


def _explanations(results: Results, say: Speech) -> Iterator[Line]:
    if results.explanations:
        yield Line(say("What else could explain it?"), style=styles.HEADING)
    states = {
        "open": say("open"),
        "looked": say("looked at"),
        "ruled_out": say("ruled out by data"),
    }
    for one in results.explanations:
        words = say("{title} ({state})")
        yield Line(words.format(title=one.title, state=states[one.state]), one.sentence)
    if results.harms:
        yield Line(say("Who went down, who left"), results.harms.sentence)


def _cautions(results: Results, by_person: bool, say: Speech) -> Iterator[Line]:
    yield Line(say("How far the numbers go"), style=styles.HEADING)
    for label, sentence in how_far(results, say, is_rounded=not by_person):
        yield Line(label, sentence)
    for sentence in not_to_conclude(results, say):
        yield Line(say("Not to conclude"), sentence)
    if results.repeated:
        yield Line(say("Repeated"), repeated_sentence(results, say))


def _sheets(tables: Iterable[Table], say: Speech) -> Iterator[Line]:
    yield Line(say("The other sheets"), style=styles.HEADING)
    for table in tables:
        yield Line(table.sheet, table.about)
    yield Line(
        say("Sheets left out"),
        say("A sheet that would be empty is not in the file."),
    )
    yield Line(
        say("Empty cells"),
        say("An empty cell is a missing value. It is never 0 and never “cannot”."),
    )


def _versions(found: Material, say: Speech) -> Iterator[Line]:
    yield Line(say("Versions"), style=styles.HEADING)
    yield Line(say("Made on"), moment(found.made_ms).strftime("%Y-%m-%d %H:%M UTC"))
    yield Line("Can Do", __version__)
    yield Line(say("Content"), found.content_version)
    for instrument in found.content.instruments.values():
        yield Line(
            say("Instrument"),
            say("{title} (version {version})").format(
                title=instrument.title, version=instrument.version
            ),
        )
