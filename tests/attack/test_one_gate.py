"""No figure of a group is made beside the gate, held by reading the files that make results."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "efficacy"

# What computes a figure of a group from the values of its people.
MAKERS = frozenset({"paired_change", "cronbach_alpha", "pooled_alpha", "response_shift"})
MAKERS |= {"room_calibration", "signed_rank"}
SUMMARIES = frozenset({"mean", "std", "var", "median", "quantile", "corr", "cov", "describe"})
SUMMARIES |= {"fmean", "stdev", "pstdev", "variance"}

# Who may, and why.
MAY_MAKE = {
    "reports/change_report.py": {"paired_change"},  # data that somebody brings: not a cohort's
    "reports/findings/reference.py": {"pooled_alpha"},  # told as the gate tells an alpha
}
MAY_OPEN_A_GATE = {
    "measurement/gate.py",
    "reports/findings/__init__.py",  # one that rounds, where the caller brings none
    "services/leaving.py",  # one that knows what left before
    "services/report.py",  # an exact one, for the counselor of a confidential cohort
}


def test_figures_of_groups_are_computed_at_the_gate_alone() -> None:
    found = {
        (path, name)
        for path, tree in _files("reports", "services", "web")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in {one.name for one in node.names} & MAKERS
    }
    assert found == {(path, name) for path, names in MAY_MAKE.items() for name in names}


def test_findings_and_sheets_average_nothing_themselves() -> None:
    found = [
        f"{path}:{node.lineno} {node.func.attr}"
        for path, tree in _files("reports/findings", "reports/sheets")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SUMMARIES
        and not _goes_along_a_row(node)
    ]
    assert found == []


def test_gates_are_opened_in_few_places() -> None:
    found = {
        path
        for path, tree in _files("reports", "services", "web", "measurement")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Gate"
    }
    assert found == MAY_OPEN_A_GATE


def _goes_along_a_row(call: ast.Call) -> bool:
    """Say whether it is one person's own mean, over their answers."""
    return any(one.arg == "axis" and ast.unparse(one.value) == "1" for one in call.keywords)


def _files(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))
