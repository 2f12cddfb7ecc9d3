"""Files that a facilitator takes home, each made from one reading of the store.

The reading is one transaction and over before anything is made of it, so no
answer waits for a file. Nothing is kept: callers get the bytes.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from efficacy.errors import InvalidValue, NotFound
from efficacy.reports.cells import day
from efficacy.reports.material import Material
from efficacy.reports.progress import Progress, untold
from efficacy.reports.results import Results
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.workshop import Workshop

# A sheet is one step; to read and to work out the figures take as long as so many of them.
_READ, _FIGURED = 6, 12


class ExportFile(NamedTuple):
    """A file to take home."""

    name: str
    content: bytes


class Export(StrEnum):
    """A file that can be taken home; the value stands in addresses and in the audit."""

    COHORT = "cohort"
    WORKING = "working"
    DATA = "data"
    SPSS = "spss"

    @property
    def is_by_person(self) -> bool:
        """Whether it goes by record number: then it exists in confidential cohorts only."""
        return self is not Export.COHORT


_ENDINGS = {Export.COHORT: "xlsx", Export.WORKING: "xlsx", Export.DATA: "zip", Export.SPSS: "sav"}


def export_named(name: str) -> Export:
    """Return the file with this name.

    Raises
    ------
    InvalidValue
        If there is none.
    """
    try:
        return Export(name)
    except ValueError:
        raise InvalidValue(
            "There is no file of the kind “{found}”. Take one of these: {known}.",
            found=name[:20],
            known=", ".join(Export),
        ) from None


def offered(mode: str) -> tuple[Export, ...]:
    """Return the files that exist in a cohort of this mode, and can be made here."""
    return tuple(
        one
        for one in Export
        if (mode == "confidential" or not one.is_by_person)
        and (one is not Export.SPSS or _writes_spss())
    )


def export(
    workshop: Workshop,
    who: Actor,
    cohort_id: str,
    what: Export,
    *,
    progress: Progress | None = None,
) -> ExportFile:
    """Return the name and the bytes of one file.

    Parameters
    ----------
    progress : callable, optional
        Called with (done, of) while the file is made, more often for larger files.

    Raises
    ------
    NotAllowed
        If a file by person is asked of a group-only cohort: its consent page
        said that there is none.
    """
    # The server starts without the libraries of statistics; they come with the first file.
    from efficacy.reports.people import require_confidential
    from efficacy.services import report

    told = progress or untold
    told(0, _READ + _FIGURED)
    found = report.material(workshop, who, cohort_id)
    if what.is_by_person:
        require_confidential(found)
    told(_READ, _READ + _FIGURED)
    content = _made(workshop, who, found, what, told)
    _note(workshop, who, cohort_id, what)
    name = f"can-do-{found.code}-{what.value}-{day(found.made_ms)}.{_ENDINGS[what]}"
    return ExportFile(name, content)


def workbook(workshop: Workshop, who: Actor, cohort_id: str, *, kind: str = "cohort") -> ExportFile:
    """Return the file name and the bytes of a cohort's workbook.

    Parameters
    ----------
    kind : str
        ``cohort`` (may be shared: group figures only) or ``working`` (by
        record number; confidential cohorts only).

    Raises
    ------
    NotAllowed
        If a working file is asked of a group-only cohort.
    InvalidValue
        If there is no such kind.
    """
    if kind not in (Export.COHORT, Export.WORKING):
        raise InvalidValue(
            "There is no workbook of the kind “{found}”. Take “cohort” or “working”.",
            found=kind[:20],
        )
    return export(workshop, who, cohort_id, Export(kind))


def _made(
    workshop: Workshop, who: Actor, found: Material, what: Export, progress: Progress
) -> bytes:
    if what is Export.SPSS:
        return _spss(found)
    results = _results(workshop, who, found, what)
    begun = _READ + _FIGURED
    progress(begun, begun + 1)
    if what is Export.DATA:
        from efficacy.reports.tidy import zipped

        return zipped(found, results)
    from efficacy.reports.workbook import build

    return build(
        found,
        results,
        kind=what.value,
        progress=lambda done, steps: progress(begun + done, begun + steps),
    )


def _results(workshop: Workshop, who: Actor, found: Material, what: Export) -> Results:
    from efficacy.services import report

    of_reading = report.exact_of if what.is_by_person else report.released_of
    return of_reading(workshop, who, found)


def _writes_spss() -> bool:
    # There is no build of the library for every machine; see pyproject.toml.
    return find_spec("pyreadstat") is not None


def _spss(found: Material) -> bytes:
    from efficacy.reports.spss import write

    if not _writes_spss():
        raise NotFound(
            "This computer cannot write SPSS files. Take the CSV files, which SPSS opens too."
        )

    # The library writes files only; the folder is gone before anybody could look.
    with TemporaryDirectory(prefix="can-do-") as folder:
        path = Path(folder) / "participants.sav"
        write(found, path)
        return path.read_bytes()


def _note(workshop: Workshop, who: Actor, cohort_id: str, what: Export) -> None:
    workshop.store.write(lambda tx: audit(workshop, tx, who, f"export-{what.value}", cohort_id))
