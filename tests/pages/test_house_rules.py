"""Rules that every screen keeps, held by reading the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from efficacy.activities.registry import KINDS
from efficacy.home import home

PAGES = home() / "pages"
FILES = sorted(PAGES.rglob("*.py"))

# Streamlit's own file addresses answer to anybody; a slider preselects a value; a caption is
# too pale to read; exceptions and raw text show what no person can use.
FORBIDDEN = {
    "download_button",
    "image",
    "audio",
    "video",
    "pdf",
    "file_uploader",
    "slider",
    "select_slider",
    "caption",
    "exception",
    "markdown",
    "write",
    "cache_data",
}
HEAVY = {"pandas", "plotly", "scipy", "openpyxl", "numpy", "typst"}


# What may stand on one screen alone: a plan holds nothing of any person.
ALLOWED = {"_ui/curriculum/post.py": {"download_button", "file_uploader"}}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _name(path: Path) -> str:
    return str(path.relative_to(PAGES))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_screen_uses_a_forbidden_call(path) -> None:
    forbidden = FORBIDDEN - ALLOWED.get(_name(path), set())
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert not (node.value.id == "st" and node.attr in forbidden), (
                f"{_name(path)}:{node.lineno} calls st.{node.attr}"
            )


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_browser_state_is_touched_in_its_own_module_only(path) -> None:
    if path.name in ("state.py", "components.py"):
        return
    assert "session_state" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_heavy_libraries_are_loaded_only_where_a_picture_is_drawn(path) -> None:
    for node in _tree(path).body:
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        )
        assert not {name.split(".")[0] for name in names} & HEAVY


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_screens_know_services_and_views_and_no_table(path) -> None:
    source = path.read_text("utf-8")
    for wall in ("sqlalchemy", "efficacy.store", "yaml", "open("):
        assert wall not in source.replace("is_open(", "").replace("_open(", "")


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_markup_is_never_built_from_a_formatted_string(path) -> None:
    for node in ast.walk(_tree(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Markup"
            and node.args
        ):
            assert isinstance(node.args[0], ast.Constant), f"{_name(path)}:{node.lineno}"
    for found in re.finditer(r"st\.html\((.*)", path.read_text("utf-8")):
        assert path.name == "theme.py", found.group(0)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.py")), ids=_name)
def test_a_page_is_thin(path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 130


def test_every_page_calls_a_gate_and_every_fragment_too() -> None:
    for path in sorted(PAGES.glob("*.py")):
        assert re.search(
            r"gate\.(facilitator|participant|projector|visitor)\(|desk\.begin\(",
            path.read_text("utf-8"),
        ), path.name
    for path in FILES:
        for node in ast.walk(_tree(path)):
            if (
                isinstance(node, ast.FunctionDef)
                and any("fragment" in ast.unparse(mark) for mark in node.decorator_list)
                and node.name != "revive"
            ):
                assert "gate." in ast.unparse(node), f"{_name(path)}: {node.name}"


def test_every_kind_has_a_drawing_with_its_three_audiences() -> None:
    from _ui.activities import DRAWINGS

    assert set(DRAWINGS) == set(KINDS)
    for drawing in DRAWINGS.values():
        for audience in ("participant", "projector", "facilitator"):
            assert callable(getattr(drawing, audience))


def test_no_page_has_a_name_that_hides_a_module_of_python() -> None:
    taken = {"calendar", "statistics", "platform", "profile", "secrets", "queue", "code", "site"}
    assert not taken & {path.stem for path in PAGES.glob("*.py")}


def test_screens_fetch_nothing_from_outside() -> None:
    for path in (*FILES, *PAGES.rglob("*.css")):
        for address in re.findall(r"https?://[^\s\"')]+", path.read_text("utf-8")):
            assert address.startswith("http://www.w3.org/"), f"{_name(path)}: {address}"


def test_interface_words_praise_nobody_and_shout_at_nobody() -> None:
    for path in FILES:
        for node in ast.walk(_tree(path)):
            is_said = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
            )
            for part in node.args if is_said else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    assert "!" not in part.value
                    assert not re.search(
                        r"\b(congratulations|unfortunately|great|well done|good|"
                        r"bad)\b",
                        part.value,
                        re.IGNORECASE,
                    ), part.value
