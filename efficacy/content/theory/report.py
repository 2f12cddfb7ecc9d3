"""The theory check as ``workshop check`` prints it: a table of minutes, then what to look at."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.content.models import Source
from efficacy.content.theory.check import TheoryReport, TheoryWarning
from efficacy.content.theory.doses import SessionDose

_COLUMNS = (*(source.value for source in Source), "doing", "ratings", "free")


def theory_lines(report: TheoryReport, *, label: str) -> list[str]:
    """Return the lines for one plan; ``label`` is what it is called."""
    lines = [f"Theory check of {label}, in planned minutes:", *_table(report.doses)]
    if report.is_exempt:
        return [*lines, "  A demonstration: it claims nothing, and no rule is held to it."]
    opened = [one for one in report.warnings if not one.overruled]
    lines += _listed("thing to look at", "things to look at", opened)
    kept = [one for one in report.warnings if one.overruled]
    lines += _listed("thing overruled", "things overruled", kept)
    return lines if report.warnings else [*lines, "  Nothing to look at."]


def _table(doses: Sequence[SessionDose]) -> list[str]:
    first = max([len("session"), *(len(session.session_id) for session in doses)])
    head = "  ".join(("session".ljust(first), *(f"{name:>10}" for name in _COLUMNS)))
    rows = ("  ".join((one.session_id.ljust(first), *_numbers(one))) for one in doses)
    return [f"  {row}" for row in (head, *rows)]


def _numbers(session: SessionDose) -> list[str]:
    values = [session.sources[source] for source in Source]
    values += [session.doing, session.ratings, session.slack]
    return [f"{value:10.1f}" for value in values]


def _listed(one: str, many: str, warnings: Sequence[TheoryWarning]) -> list[str]:
    if not warnings:
        return []
    head = f"  {len(warnings)} {one if len(warnings) == 1 else many}:"
    return [head, *(f"    {warning}" for warning in warnings)]
