"""Files that take a while, made in the background: begin one, see how far it is, take it.

A group's newest file of each kind waits here for whoever had it made, for a
quarter of an hour, in memory alone. The answers of people never lie on a disk
because somebody looked at a progress bar.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Protocol

from efficacy.errors import CanDoError, NotFound
from efficacy.reports.progress import Progress
from efficacy.services import access
from efficacy.services.workshop import Workshop
from efficacy.web.work import Pool, in_background

log = logging.getLogger("can_do.making")

KEPT_MS = 15 * 60 * 1000
MOST_KEPT = 12


class File(Protocol):
    """What comes of a making; it may say more than its name and its bytes."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...


Job = Callable[[Progress], File]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How far a file is.

    ``done`` of ``steps`` are made. ``trouble`` is why there is none (None: all is
    well); ``file`` is there once it is ready.
    """

    begun_ms: int
    done: int = 0
    steps: int = 1
    trouble: CanDoError | None = None
    file: File | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is still being made."""
        return self.file is None and self.trouble is None


_Key = tuple[str, str, Hashable]  # facilitator, group, what
_lock = threading.Lock()
_makings: dict[_Key, Making] = {}


def start(
    workshop: Workshop, who: access.Facilitator, cohort_id: str, what: Hashable, job: Job
) -> None:
    """Begin to make a file, unless it is being made already.

    Parameters
    ----------
    what : hashable
        Which file this is, among those of the group.
    job : callable
        Makes it, in a thread; it is given what to tell how far it is.

    Raises
    ------
    NotFound
        If ``who`` may not work with the group.
    """
    with workshop.store.read() as tx:
        access.require_cohort(tx, who, cohort_id)
    key = (who.id, cohort_id, what)
    with _lock:
        _let_go(workshop.now_ms())
        known = _makings.get(key)
        if known is not None and known.is_running:
            return
        _makings[key] = Making(begun_ms=workshop.now_ms())
    in_background(Pool.FILES, lambda: _make(key, job))


def progress(
    workshop: Workshop, who: access.Facilitator, cohort_id: str, what: Hashable
) -> Making | None:
    """Return how far a file is that ``who`` had begun; None for one that is not there."""
    with _lock:
        _let_go(workshop.now_ms())
        return _makings.get((who.id, cohort_id, what))


def take(workshop: Workshop, who: access.Facilitator, cohort_id: str, what: Hashable) -> File:
    """Return a file that is ready.

    Raises
    ------
    NotFound
        If it is not ready, or gone, or the group is not theirs (any more).
    """
    with workshop.store.read() as tx:
        access.require_cohort(tx, who, cohort_id)
    found = progress(workshop, who, cohort_id, what)
    if found is None or found.file is None:
        raise NotFound("This file is not here any more. Go back and have it made once more.")
    return found.file


def forget() -> None:
    """Let go of all that is ready, and of what will be: the server stops."""
    with _lock:
        _makings.clear()


def _make(key: _Key, job: Job) -> None:
    try:
        file = job(lambda done, steps: _change(key, done=done, steps=steps))
    except CanDoError as problem:
        _change(key, trouble=problem)
    except Exception:
        # What was asked for may name somebody; the trace says which file it is.
        log.exception("A file could not be made.")
        _change(key, trouble=CanDoError("Something went wrong here. Try once more."))
    else:
        _change(key, file=file)


def _change(key: _Key, **parts: object) -> None:
    with _lock:
        # It may have been let go of meanwhile.
        if key in _makings:
            _makings[key] = replace(_makings[key], **parts)  # type: ignore[arg-type]


def _let_go(now_ms: int) -> None:
    """Forget what is old, and the oldest of too many; what is being made stays."""
    ready = [(one.begun_ms, key) for key, one in _makings.items() if not one.is_running]
    ready.sort(key=lambda pair: pair[0])
    for place, (begun_ms, key) in enumerate(ready):
        if now_ms - begun_ms > KEPT_MS or len(ready) - place > MOST_KEPT:
            del _makings[key]
