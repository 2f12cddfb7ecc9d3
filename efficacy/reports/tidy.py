"""The answers of a cohort as CSV files in a zip, for programs. By record number.

The same tables as in the working workbook, one file each, and the scores once
more with one row a person, scale and wave. UTF-8 with a byte order mark: without
it Excel shows “ü” as two letters, and R's ``read_csv`` and pandas'
``encoding="utf-8-sig"`` take it away.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from efficacy import __version__
from efficacy.language import Speech, speech
from efficacy.reports import sheets, styles
from efficacy.reports.cells import Styled, Value, bare, day, harmless, legal
from efficacy.reports.grid import Column, Table
from efficacy.reports.material import Material
from efficacy.reports.people import require_confidential
from efficacy.reports.results import Results
from efficacy.reports.scores import ScoredScale, by_person, flags, scored_scales, values_of

README = "readme.txt"
# Zip files know no time zone; the date of all parts is that of the reading.
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def zipped(found: Material, results: Results) -> bytes:
    """Return a zip of CSV files by record number, with their codebook.

    Parameters
    ----------
    results : Results
        Exact results of the same reading; of them the items are taken.

    Raises
    ------
    NotAllowed
        In a group-only cohort.
    """
    require_confidential(found)
    say, scored = speech(), scored_scales(found)
    tables = [
        sheets.participants_table(found, scored, say),
        scores_table(scored, say),
        sheets.responses_table(found, say),
        sheets.items_table(results, say),
    ]
    tables.append(sheets.codebook_table(found, tables, by_person=True, say=say))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for table in tables:
            _put(target, f"{table.sheet.lower()}.csv", written(table, say))
        _put(target, README, _readme(found, tables, say).encode("utf-8"))
    return file.getvalue()


def scores_table(scored: tuple[ScoredScale, ...], say: Speech) -> Table:
    """Return one row for each person, scale and wave at which they have a score."""
    return Table(
        sheet="Scores",
        about=say("One row for each person, scale and wave with a score."),
        columns=_score_columns(say),
        rows=list(_score_rows(scored)),
    )


def written(table: Table, say: Speech) -> bytes:
    """Return a table as CSV: comma, quotes where needed, CRLF, empty for missing.

    Text that a spreadsheet would take for a formula gets an apostrophe before
    it; numbers are written with all their digits and a point.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_plain(value, say) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Value | Styled, say: Speech) -> str | float | None:
    shown = bare(value)
    if not isinstance(shown, str):
        return shown
    return harmless(legal(shown, say))


def _score_rows(scored: tuple[ScoredScale, ...]) -> Iterator[Sequence[Value]]:
    for scale in scored:
        for at in scale.waves:
            scores = by_person(at.scores.scores)
            prorated = flags(at.scores.prorated, scores)
            answered = values_of(at.scores.answered)
            for person, score in scores.items():
                if score is None:
                    continue
                yield (
                    person,
                    scale.spec.id,
                    at.wave,
                    score,
                    answered[person],
                    prorated[person],
                    None if at.can is None else at.can[person],
                    None if at.composite is None else at.composite[person],
                )


def _score_columns(say: Speech) -> tuple[Column, ...]:
    def column(name: str, about: str, values: str, missing: str = "") -> Column:
        return Column(
            name=name, about=about, values=values, missing=missing, width=12, style=styles.GENERAL
        )

    whole, unsure = say("whole number"), say("empty: the scale does not ask how sure people are")
    return (
        column("record number", say("The same number as in Participants."), whole),
        column("scale", say("Id of the scale."), say("id")),
        column("wave", say("Id of the measurement occasion."), say("id")),
        column("score", say("Mean of the items answered, keyed."), say("on the scale's range")),
        column("answered", say("How many of the items were answered."), whole),
        column("prorated", say("Whether an item is missing from it."), say("1 yes, 0 no")),
        column("can", say("Share of the items rated 50 or more."), say("0 to 1"), unsure),
        column("composite", say("Sum of those ratings, by the items."), say("0 to 100"), unsure),
    )


def _readme(found: Material, tables: Iterable[Table], say: Speech) -> str:
    lines = [
        say("CONFIDENTIAL: answers of single people"),
        *([say("SYNTHETIC: these people are simulated")] if found.is_synthetic else []),
        "",
        say("{name} ({code}), {plan}, version {version}").format(
            name=found.cohort_name,
            code=found.code,
            plan=found.plan.title,
            version=found.plan.version,
        ),
        say("Made on {day} with Can Do {version}").format(
            day=day(found.made_ms), version=__version__
        ),
        say("Keep it where only you can open it, and delete it by {day}.").format(
            day=day(found.retention_ms)
        ),
        "",
        *(f"{table.sheet.lower()}.csv: {table.about}" for table in tables),
        "",
        say("UTF-8 with a byte order mark, comma, decimal point. Empty is missing, never 0."),
        say("Text that begins with = + - @ or a tab has an apostrophe before it."),
        say("Without a comparison group, nothing can be said of why anything changed."),
    ]
    return "\r\n".join(lines) + "\r\n"


def _put(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    part = zipfile.ZipInfo(name, _EARLIEST)
    part.compress_type = zipfile.ZIP_DEFLATED
    target.writestr(part, content)
