"""A store in a fresh file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from efficacy.store.engine import Store, file_url, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "workshop.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(file_url(path))
    yield opened
    opened.close()
