"""Rooms for tests that need a new one for each example."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random

from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services.workshop import Workshop
from efficacy.store.engine import open_store
from tests.cast import Clock, Room


@cache
def _library() -> Library:
    return Library(home() / "curriculum")


@contextmanager
def fresh_room(seed: int = 7) -> Iterator[Room]:
    """Return a room on a database of its own that goes away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'workshop.db'}")
        clock = Clock()
        try:
            yield Room.made(
                Workshop(store=store, library=_library(), now_ms=clock, rng=Random(seed)), clock
            )
        finally:
            store.close()
