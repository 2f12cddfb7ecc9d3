"""The workbook that a counselor takes home, as the bytes of an Excel file.

Two kinds. *cohort* may be shared: group figures only. *working* exists in
confidential cohorts only and goes by record number. Neither knows call names:
``Material`` does not hold any.
"""

from __future__ import annotations

import io
from typing import Any

from efficacy import __version__
from efficacy.errors import InvalidValue, NotAllowed
from efficacy.language import Speech, speech
from efficacy.reports import styles
from efficacy.reports.cells import Pen, legal, moment
from efficacy.reports.grid import Imprint, Table, write_table
from efficacy.reports.results import Material, Results


def build(found: Material, results: Results, *, kind: str = "cohort") -> bytes:
    """Return a workbook as the bytes of an ``.xlsx`` file.

    Parameters
    ----------
    found : Material
        One consistent reading of the cohort; every sheet is made from it.
    results : Results
        The group figures of the same reading, ``results_of(found)``.
    kind : "cohort" or "working"
        Group figures only, or with Participants and Responses by record
        number.

    Raises
    ------
    NotAllowed
        If a working file is asked of a group-only cohort.
    InvalidValue
        If there is no such kind.
    """
    from openpyxl import Workbook

    _check(found, kind)
    say = speech()
    by_person = kind == "working"
    tables = _tables(found, results, by_person=by_person, say=say)
    book = Workbook()
    _write(book, found, results, tables=tables, by_person=by_person, say=say)
    _describe(book, found, kind, say)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _check(found: Material, kind: str) -> None:
    if kind not in ("cohort", "working"):
        raise InvalidValue(
            "There are two kinds of workbook, “cohort” and “working”, not “{found}”. "
            "Choose one of them.",
            found=kind,
        )
    # The service refuses first; a promise on a consent page is worth a second lock.
    if kind == "working" and found.mode != "confidential":
        raise NotAllowed(
            "“{name}” is a group-only cohort: its consent page promised that no file by person "
            "exists. The cohort workbook holds the group's figures.",
            name=found.cohort_name,
        )


def _tables(
    found: Material, results: Results, *, by_person: bool, say: Speech
) -> tuple[Table, ...]:
    from efficacy.reports.sheets.codebook import codebook_table
    from efficacy.reports.sheets.participants import participants_table
    from efficacy.reports.sheets.responses import responses_table
    from efficacy.reports.sheets.summary import summary_table

    tables = [summary_table(results, say)]
    if by_person:
        tables += [participants_table(found, say), responses_table(found, say)]
    return (*tables, codebook_table(found, tables, by_person=by_person, say=say))


def _write(
    book: Any,
    found: Material,
    results: Results,
    *,
    tables: tuple[Table, ...],
    by_person: bool,
    say: Speech,
) -> None:
    from efficacy.reports.sheets.readme import readme_lines, write_readme
    from efficacy.reports.sheets.summary import draw_chart

    pen, imprint = Pen(book, say), _imprint(found, by_person, say)
    first = book.active
    first.title = "Read me"
    page = readme_lines(found, results, tables=tables, by_person=by_person, say=say)
    write_readme(first, page, imprint, pen)
    written = {table.sheet: write_table(book, table, imprint, pen) for table in tables}
    draw_chart(written["Summary"], results, say)
    for sheet in book.worksheets:
        private = sheet.title in ("Participants", "Responses")
        sheet.sheet_properties.tabColor = styles.RUST if private else styles.TEAL


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
        made=f"Can Do {__version__} · {moment(found.made_ms).date().isoformat()}",
    )


def _describe(book: Any, found: Material, kind: str, say: Speech) -> None:
    titles = {
        "cohort": say("Can Do: cohort workbook"),
        "working": say("Can Do: working workbook"),
    }
    made = moment(found.made_ms).replace(tzinfo=None)
    book.properties.title = titles[kind]
    book.properties.subject = legal(f"{found.cohort_name} ({found.code})", say)
    book.properties.creator = book.properties.lastModifiedBy = f"Can Do {__version__}"
    book.properties.keywords = "Can Do" + (", synthetic" if found.is_synthetic else "")
    book.properties.created = book.properties.modified = made
