"""Who draws now: a few screens at a time, the others stand in line.

Python runs one thread at a time. With a hundred screens drawing at once each
gets a hundredth, none is ready before all are, and an answer that comes in
meanwhile waits for its turn among them. A few at a time are as fast together,
and the answer passes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 3

_places = threading.Semaphore(AT_ONCE)
_here = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a place, and keep it; a part of a page that has one needs no other."""
    if getattr(_here, "has_place", False):
        yield
        return
    with _places:
        _here.has_place = True
        try:
            yield
        finally:
            _here.has_place = False
