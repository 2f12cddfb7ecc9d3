"""The direction of imports, held by reading every file: nothing in the engine knows the screens.

    screens, web, cli, simulate  ->  services  ->  the middle row  ->  content
                                     services  ->  store           ->  content

The command (cli and doctor) and the server file put everything together: they alone open the store
and copy its file, and even they touch no row. The middle row is flow, activities, measurement,
matching and reports. It is pure: no server, no database, no clock, no environment, so that the same
input always gives the same result.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]

MIDDLE = frozenset({"flow", "activities", "measurement", "matching", "reports"})
PURE = MIDDLE | {"content"}
LEAVES = frozenset({"errors", "language", "home"})
COMMAND = frozenset({"cli", "doctor"})
SURFACE = COMMAND | {"web", "simulate", "greeting"}
# What opens the store and copies its file; tables and queries stay with the services.
STORE_DOORS = ("efficacy.store.engine", "efficacy.store.backup")
SCREENS = frozenset({"pages", "_ui", "workshop_app"})

# A part of the engine -> the parts it may import, beside itself and the leaves.
ALLOWED = {
    "content": frozenset[str](),
    **{part: MIDDLE | {"content"} for part in MIDDLE},
    "store": frozenset({"content"}),
    "services": MIDDLE | {"content", "store"},
    **{part: MIDDLE | {"content", "services"} | SURFACE for part in SURFACE},
    **dict.fromkeys(LEAVES, frozenset[str]()),
}
# The screens, and the server file that puts everything together.
ALLOWED_TO_SCREENS = MIDDLE | {"content", "services", "web"}

IMPURE_MODULES = frozenset({"streamlit", "sqlalchemy", "time", "starlette", "uvicorn"})
IMPURE_NAMES = frozenset(
    {
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "os.environ",
        "os.getenv",
        "os.putenv",
    }
)


class Import(NamedTuple):
    """One imported module, where it stands and in which function, if any."""

    module: str
    line: int
    function: str | None


def imports(source: str, package: str = "") -> Iterator[Import]:
    """Yield every import of a source, relative ones resolved against its package."""
    yield from _walk(ast.parse(source), package, None)


def _walk(node: ast.AST, package: str, function: str | None) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(name.name, child.lineno, function) for name in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = _resolved(child, package)
            yield Import(base, child.lineno, function)
            # "from efficacy import store" names a module too.
            yield from (Import(f"{base}.{n.name}", child.lineno, function) for n in child.names)
        inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else None
        yield from _walk(child, package, function or inside)


def _resolved(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parents, *([node.module] if node.module else [])])


def impure_uses(source: str) -> list[str]:
    """Return each use of the clock or the environment as ``name (line)``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            dotted = ast.unparse(node)
            if any(dotted == name or dotted.endswith("." + name) for name in IMPURE_NAMES):
                found.append(f"{dotted} (line {node.lineno})")
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            names = {name.name for name in node.names} & {"environ", "getenv", "putenv"}
            found.extend(f"os.{name} (line {node.lineno})" for name in sorted(names))
    return found


def part_of(module: str) -> str | None:
    """Return the part of the engine that a dotted name belongs to, None for everything else."""
    names = module.split(".")
    if names[0] != "efficacy" or len(names) < 2:
        return None
    return names[1]


def python_files(*folders: str) -> list[Path]:
    """Return every Python file of the folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def dotted(path: Path) -> tuple[str, str]:
    """Return the module and the package of a file as dotted names."""
    names = path.relative_to(ROOT).with_suffix("").parts
    if names[-1] == "__init__":
        return ".".join(names[:-1]), ".".join(names[:-1])
    return ".".join(names), ".".join(names[:-1])


def is_store_door(module: str) -> bool:
    """Tell whether a module, or a name in it, opens the store or copies its file."""
    return any(module == door or module.startswith(door + ".") for door in STORE_DOORS)


def wrong_direction(source: str, module: str, package: str) -> list[str]:
    """Return what is wrong with the imports of one engine module, a sentence each."""
    part = part_of(module)
    if part is None:
        return []
    allowed = ALLOWED.get(part)
    if allowed is None:
        return [f"{module}: the layout has no place for {part!r}"]
    wrong = []
    for found in imports(source, package):
        other = part_of(found.module)
        if part in COMMAND and is_store_door(found.module):
            continue
        if found.module.split(".")[0] in SCREENS:
            wrong.append(f"{module}, line {found.line}: the engine imports {found.module}")
        elif other in ALLOWED and other not in allowed | LEAVES | {part}:
            wrong.append(f"{module}, line {found.line}: {part} imports {other}")
    return sorted(set(wrong))


ENGINE = python_files("efficacy")
SCREEN_FILES = [*python_files("pages"), *[p for p in [ROOT / "workshop_app.py"] if p.exists()]]


def test_there_is_an_engine_to_read() -> None:
    assert len(ENGINE) >= 3


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_engine_imports_in_one_direction_only(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert wrong_direction(source, *dotted(path)) == []


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_one_function_of_the_command_imports_streamlit(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    found = [i for i in imports(source, dotted(path)[1]) if i.module.split(".")[0] == "streamlit"]
    if path != ROOT / "efficacy" / "cli.py":
        assert found == []
    else:
        assert None not in {i.function for i in found}
        assert len({i.function for i in found}) <= 1


@pytest.mark.parametrize(
    "path",
    [path for path in ENGINE if part_of(dotted(path)[0]) in PURE],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_pure_parts_know_no_server_database_clock_or_environment(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tops = {i.module.split(".")[0] for i in imports(source, dotted(path)[1])}
    assert tops & IMPURE_MODULES == set()
    assert impure_uses(source) == []


@pytest.mark.parametrize("path", SCREEN_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_screens_reach_the_store_through_services_only(path: Path) -> None:
    found = list(imports(path.read_text(encoding="utf-8"), dotted(path)[1]))
    if path.name == "workshop_app.py":
        found = [i for i in found if not is_store_door(i.module)]
    parts = {part_of(i.module) for i in found} & set(ALLOWED)
    assert parts <= ALLOWED_TO_SCREENS | LEAVES
    assert "sqlalchemy" not in {i.module.split(".")[0] for i in found}


@pytest.mark.parametrize(
    "path", python_files("pages/_ui"), ids=lambda path: str(path.relative_to(ROOT))
)
def test_shared_widgets_import_no_page(path: Path) -> None:
    pages = {page.stem for page in (ROOT / "pages").glob("*.py")}
    found = [i.module.split(".") for i in imports(path.read_text("utf-8"), dotted(path)[1])]
    wrong = {
        ".".join(names)
        for names in found
        if names[0] in pages or (names[0] == "pages" and len(names) > 1 and names[1] in pages)
    }
    assert wrong == set()


# --- the reader itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("efficacy.content.models", "import efficacy.flow"),
        ("efficacy.content.models", "from efficacy.store import tables"),
        ("efficacy.content.models", "from efficacy import store"),
        ("efficacy.flow", "from efficacy.services.present import current"),
        ("efficacy.measurement.scoring", "from .. import services"),
        ("efficacy.measurement.scoring", "from ..store.tables import response"),
        ("efficacy.store.queries", "from efficacy.flow import Stage"),
        ("efficacy.services.present", "def lazy():\n    from efficacy.web import live"),
        ("efficacy.web.join", "import efficacy.store.tables"),
        ("efficacy.services.present", "import pages.main"),
        ("efficacy.services.present", "from _ui.state import who"),
        ("efficacy.cli", "from efficacy.store.queries import responses"),
        ("efficacy.cli", "from efficacy.store import tables"),
        ("efficacy.web.join", "from efficacy.store.engine import open_store"),
        ("efficacy.errors", "from efficacy.content import models"),
        ("efficacy.helpers", "import os"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str) -> None:
    assert wrong_direction(source, module, module.rpartition(".")[0]) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("efficacy.content.models", "from efficacy.errors import ContentError"),
        ("efficacy.flow", "from efficacy.content.models import Plan"),
        ("efficacy.reports.workbook", "from efficacy.measurement import paired_change"),
        ("efficacy.store.queries", "from . import tables"),
        ("efficacy.services.present", "from efficacy.store import queries\nimport time"),
        ("efficacy.cli", "from efficacy.services import access\nfrom efficacy import __version__"),
        ("efficacy.cli", "def go():\n    from efficacy.store.engine import open_store"),
        ("efficacy.simulate", "from efficacy.activities import registry"),
        ("efficacy", "import json"),
    ],
)
def test_a_right_import_is_left_alone(module: str, source: str) -> None:
    assert wrong_direction(source, module, module.rpartition(".")[0]) == []


def test_an_import_inside_a_function_is_named_with_the_outer_function() -> None:
    source = "def start():\n    def inner():\n        import streamlit.web.cli\n"
    assert list(imports(source)) == [Import("streamlit.web.cli", 3, "start")]


@pytest.mark.parametrize(
    "source",
    [
        "import os\nhome = os.environ['HOME']",
        "from os import environ",
        "import os\nos.getenv('HOME')",
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.now(datetime.UTC)",
        "from datetime import date\ndate.today()",
        "from datetime import datetime\ndefault = datetime.now",
    ],
)
def test_a_look_at_the_clock_or_the_environment_is_found(source: str) -> None:
    assert impure_uses(source) != []


@pytest.mark.parametrize(
    "source",
    ["import os\nos.path.join('a', 'b')", "now = 3\nprint(now)", "from datetime import datetime"],
)
def test_what_only_looks_like_it_is_left_alone(source: str) -> None:
    assert impure_uses(source) == []
