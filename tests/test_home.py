"""Where the screens and the words are found, in a checkout and installed; what a wheel holds."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from streamlit import config as streamlit_config

import efficacy
from efficacy.home import home

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__")


def test_in_a_checkout_home_is_its_root() -> None:
    root = home(ROOT / "efficacy")
    assert root == ROOT if (ROOT / "workshop_app.py").is_file() else root.name == "_home"


def test_home_needs_no_argument_and_is_absolute() -> None:
    assert home() == home(Path(efficacy.__file__).resolve().parent)
    assert home().is_absolute()


def test_installed_home_is_the_folder_packed_beside_the_engine(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "efficacy"
    assert home(package) == package / "_home"


def test_a_strangers_pages_folder_beside_the_package_is_not_taken_for_a_checkout(
    tmp_path: Path,
) -> None:
    (tmp_path / "pages").mkdir()
    assert home(tmp_path / "efficacy") == tmp_path / "efficacy" / "_home"


def test_a_server_file_without_pages_is_not_taken_for_a_checkout(tmp_path: Path) -> None:
    (tmp_path / "workshop_app.py").touch()
    assert home(tmp_path / "efficacy") == tmp_path / "efficacy" / "_home"


def test_both_signs_make_a_checkout(tmp_path: Path) -> None:
    (tmp_path / "workshop_app.py").touch()
    (tmp_path / "pages").mkdir()
    assert home(tmp_path / "efficacy") == tmp_path


# --- the wheel -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy in which databases lie where a careless user leaves them."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel with a space")
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    (copy / "workshop_app.py").touch()
    for place in ("data", "efficacy/store", "."):
        (copy / place).mkdir(exist_ok=True)
        (copy / place / "left-over.db").write_text("answers", encoding="utf-8")
        (copy / place / "left-over.db-wal").write_text("answers", encoding="utf-8")
    (copy / "data" / "private.csv").write_text("answers", encoding="utf-8")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def packed(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_is_named_after_the_project_and_its_version(wheel: Path) -> None:
    assert wheel.name == f"can_do-{efficacy.__version__}-py3-none-any.whl"


def test_the_wheel_holds_the_engine_and_the_home_folder(packed: list[str]) -> None:
    expected = {
        "efficacy/__init__.py",
        "efficacy/home.py",
        "efficacy/_home/workshop_app.py",
        "efficacy/_home/.streamlit/config.toml",
        "efficacy/_home/handouts/README.md",
        "efficacy/_home/data/README.md",
    }
    assert expected <= set(packed)


@pytest.mark.parametrize("folder", ["pages", "curriculum", "handouts"])
def test_every_file_of_the_folder_is_packed(folder: str, packed: list[str]) -> None:
    here = {
        f"efficacy/_home/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".DS_Store"
    }
    assert here <= set(packed)


def test_the_wheel_holds_no_database_and_nothing_of_data_but_named_files(
    packed: list[str],
) -> None:
    assert not [name for name in packed if ".db" in name]
    assert [name for name in packed if "/data/" in name] == ["efficacy/_home/data/README.md"]


def test_the_wheel_holds_neither_tests_nor_caches(packed: list[str]) -> None:
    tops = {name.split("/")[0] for name in packed}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"efficacy"}
    assert not [name for name in packed if "__pycache__" in name or name.endswith(".pyc")]


def test_the_wheel_carries_the_licence_and_the_workshop_command(
    wheel: Path, packed: list[str]
) -> None:
    assert [name for name in packed if name.endswith("licenses/LICENSE")]
    points = next(name for name in packed if name.endswith("entry_points.txt"))
    with zipfile.ZipFile(wheel) as archive:
        assert "workshop = efficacy.cli:main" in archive.read(points).decode()


def test_an_unpacked_wheel_finds_its_own_home(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "from efficacy.home import home; h = home();"
        "print((h / 'workshop_app.py').is_file(), (h / 'pages').is_dir(), h)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    has_pages = any((ROOT / "pages").rglob("*.py"))
    assert found.stdout.strip() == f"True {has_pages} {tmp_path / 'efficacy' / '_home'}"


# --- the server's settings -----------------------------------------------------------------------


def settings() -> dict[str, object]:
    """Return the settings of ``.streamlit/config.toml`` under their dotted names."""
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    sections = tomllib.loads(text)
    return {
        f"{head}.{key}": value for head, keys in sections.items() for key, value in keys.items()
    }


def test_the_server_knows_every_setting() -> None:
    assert set(settings()) <= set(streamlit_config.get_config_options())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
        ("server.fileWatcherType", "none"),
        ("server.headless", True),
        ("server.disconnectedSessionTTL", 7200),
        ("server.enableXsrfProtection", True),
        ("server.enableCORS", True),
        ("server.enableAgentApi", False),
        ("client.toolbarMode", "minimal"),
        ("client.showErrorDetails", "none"),
        ("client.showSidebarNavigation", False),
        ("browser.gatherUsageStats", False),
        ("browser.serverAddress", "localhost"),
    ],
)
def test_a_setting_that_a_room_depends_on_has_its_measured_value(name: str, value: object) -> None:
    assert settings()[name] == value


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", ["theme.backgroundColor", "theme.secondaryBackgroundColor"])
@pytest.mark.parametrize("ink", ["theme.textColor", "theme.primaryColor"])
def test_text_in_the_theme_stands_out_from_its_ground(ink: str, ground: str) -> None:
    colours = settings()
    dark, light = sorted(luminance(str(colours[name])) for name in (ink, ground))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
