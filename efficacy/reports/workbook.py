"""The workbook that a counselor takes home, as the bytes of an Excel file.

Two kinds. *cohort* may be shared: group figures only. *working* exists in
confidential cohorts only and goes by record number. Neither knows call names:
``Material`` does not hold any.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from efficacy import __version__
from efficacy.errors import InvalidValue
from efficacy.language import Speech, speech
from efficacy.reports import sheets, styles
from efficacy.reports.cells import Pen, day, legal, moment
from efficacy.reports.grid import Imprint, Table, rows_of, write_header
from efficacy.reports.material import Material
from efficacy.reports.people import require_confidential
from efficacy.reports.results import Results
from efficacy.reports.rows import filled
from efficacy.reports.scores import scored_scales

COHORT, WORKING = "cohort", "working"
KINDS = (COHORT, WORKING)
# They hold people, one row each or many; empty or not, they are looked for.
_BY_PERSON = ("Participants", "Responses")
_ALWAYS = ("Summary", "Items", *_BY_PERSON)

# Is told how many of how many steps are done.
Progress = Callable[[int, int], None]


def build(
    found: Material,
    results: Results,
    *,
    kind: str = COHORT,
    progress: Progress | None = None,
) -> bytes:
    """Return a workbook as the bytes of an ``.xlsx`` file.

    Parameters
    ----------
    found : Material
        One consistent reading of the cohort; every sheet is made from it.
    results : Results
        The group figures of the same reading: those that may leave the room for
        the cohort kind, exact ones for the working kind.
    kind : "cohort" or "working"
        Group figures only, or with Participants and Responses by record
        number.
    progress : callable, optional
        Called after each sheet with how many of how many are made.

    Raises
    ------
    NotAllowed
        If a working file is asked of a group-only cohort.
    InvalidValue
        If there is no such kind, or exact figures are given for a file that may
        be shared.
    """
    _check(found, results, kind)
    say = speech()
    by_person = kind == WORKING
    tables = _tables(found, results, by_person=by_person, say=say, progress=progress or _untold)
    return _written(tables, found, results, kind=kind, say=say)


def _untold(done: int, steps: int) -> None:
    """Tell nobody how far it is."""


def _check(found: Material, results: Results, kind: str) -> None:
    if kind not in KINDS:
        raise InvalidValue(
            "There are two kinds of workbook, “cohort” and “working”, not “{found}”. "
            "Choose one of them.",
            found=kind,
        )
    # The service sees to both; a promise on a consent page is worth a second lock.
    if kind == WORKING:
        require_confidential(found)
    elif results.is_exact:
        raise InvalidValue(
            "The cohort workbook takes figures that may leave the room, and these are exact. "
            "Make the results without `exact`."
        )


def _tables(
    found: Material, results: Results, *, by_person: bool, say: Speech, progress: Progress
) -> tuple[Table, ...]:
    made: list[Table] = []
    makers = _makers(found, results, by_person=by_person, say=say)
    steps = len(makers) + 2  # the codebook, and the writing of it all
    for done, maker in enumerate(makers, start=1):
        made.append(maker())
        progress(done, steps)
    kept = [table for table in made if table.rows or table.sheet in _ALWAYS]
    book = sheets.codebook_table(found, kept, by_person=by_person, say=say)
    progress(steps - 1, steps)
    return (*kept, book)


def _makers(
    found: Material, results: Results, *, by_person: bool, say: Speech
) -> tuple[Callable[[], Table], ...]:
    """Return what makes each sheet, in their order in the file."""
    titles = _wave_titles(found)
    group: tuple[Callable[[], Table], ...] = (
        lambda: sheets.summary_table(results, titles, say),
        lambda: sheets.charts_table(results, titles, say),
        lambda: sheets.looking_back_table(results, titles, say),
        lambda: sheets.levels_table(results, titles, say),
        lambda: sheets.items_table(results, say),
        lambda: sheets.activities_table(results, say),
        lambda: sheets.sources_table(results, say),
        lambda: sheets.reliability_table(results, titles, say),
        lambda: sheets.reference_table(results, say),
    )
    if not by_person:
        return group
    return (
        *group,
        lambda: sheets.participants_table(found, scored_scales(found), say),
        lambda: sheets.responses_table(found, say),
    )


def _wave_titles(found: Material) -> dict[str, str]:
    """Return what the plan calls each of its waves."""
    return {wave.id: wave.title for wave in found.plan.waves}


def _written(
    tables: tuple[Table, ...], found: Material, results: Results, *, kind: str, say: Speech
) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    by_person = kind == WORKING
    pen, imprint = Pen(book, say), _imprint(found, by_person, say)
    first = book.active
    first.title = "Read me"
    page = sheets.readme_lines(found, results, tables=tables, by_person=by_person, say=say)
    sheets.write_readme(first, page, imprint, pen)
    for table in tables:
        sheet = write_header(book, table, imprint, pen)
        if table.sheet == sheets.CHARTS:
            sheets.draw_charts(sheet, results, _wave_titles(found), say)
    for sheet in book.worksheets:
        private = sheet.title in _BY_PERSON
        sheet.sheet_properties.tabColor = styles.RUST if private else styles.TEAL
    _describe(book, found, kind, say)
    return _saved(book, tables, pen)


def _saved(book: Any, tables: tuple[Table, ...], pen: Pen) -> bytes:
    rows = {table.sheet: rows_of(table) for table in tables}
    # Styles are numbered as they are used, and the rows are written after the file is saved.
    pen.learn(styles.BODY)
    file = io.BytesIO()
    book.save(file)
    paths = {
        f"xl/worksheets/sheet{place}.xml": rows[sheet.title]
        for place, sheet in enumerate(book.worksheets, start=1)
        if sheet.title in rows
    }
    return filled(file.getvalue(), paths, pen)


def _imprint(found: Material, by_person: bool, say: Speech) -> Imprint:
    marks = [
        *([say("CONFIDENTIAL: answers of single people")] if by_person else []),
        *([say("SYNTHETIC: these people are simulated")] if found.is_synthetic else []),
    ]
    return Imprint(
        cohort=found.cohort_name,
        code=found.code,
        mark=" · ".join(marks),
        page=say("Page {page} of {pages}"),
        made=f"Can Do {__version__} · {day(found.made_ms)}",
    )


def _describe(book: Any, found: Material, kind: str, say: Speech) -> None:
    titles = {
        COHORT: say("Can Do: cohort workbook"),
        WORKING: say("Can Do: working workbook"),
    }
    made = moment(found.made_ms).replace(tzinfo=None)
    book.properties.title = titles[kind]
    book.properties.subject = legal(f"{found.cohort_name} ({found.code})", say)
    book.properties.creator = book.properties.lastModifiedBy = f"Can Do {__version__}"
    book.properties.keywords = "Can Do" + (", synthetic" if found.is_synthetic else "")
    book.properties.created = book.properties.modified = made
