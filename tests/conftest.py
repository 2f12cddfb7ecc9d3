"""What all tests share: a workshop with its own clock and chance, and no skips in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services import access
from efficacy.services.workshop import Workshop
from efficacy.store.engine import open_store
from tests.cast import Clock, Ear, Room


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn a skipped test into an error where CI is set: nothing is missing there."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI skips nothing: {report.longrepr}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests together where they run side by side, and all that open a browser.

    What a file makes once is then made once; and two browsers at a time would take each
    other's seconds.
    """
    for item in items:
        in_browser = "browser" in getattr(item, "fixturenames", ()) or "browser" in item.keywords
        item.add_marker(pytest.mark.xdist_group("browser" if in_browser else str(item.path)))


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the curriculum that ships, read once."""
    return Library(home() / "curriculum")


@pytest.fixture
def clock() -> Clock:
    """Return a clock that moves only when told to."""
    return Clock()


@pytest.fixture
def ear() -> Ear:
    """Return an announcer that writes down what it is told."""
    return Ear()


@pytest.fixture(autouse=True, scope="session")
def _quick_passphrases() -> None:
    """Hash passphrases with little work: that argon2 takes time is not what is tested."""
    from argon2 import PasswordHasher

    access._hasher.cache_clear()
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    access._hasher = lambda: quick


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty database with all tables, made once and copied for each test."""
    path = tmp_path_factory.mktemp("blank") / "workshop.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def workshop(
    tmp_path: Path, blank_database: Path, library: Library, clock: Clock, ear: Ear
) -> Iterator[Workshop]:
    """Return a workshop on a database of its own."""
    shutil.copy(blank_database, tmp_path / "workshop.db")
    store = open_store(f"sqlite:///{tmp_path / 'workshop.db'}")
    yield Workshop(
        store=store,
        library=library,
        announcer=ear,
        now_ms=clock,
        rng=Random(7),
        addresses=lambda: ("192.168.1.20:8501", "10.0.0.5:8501"),
    )
    store.close()


@pytest.fixture
def room(workshop: Workshop, clock: Clock) -> Room:
    """Return a facilitator with a cohort on starter-45, made through the services."""
    return Room.made(workshop, clock)
