"""Files that take a while, made in the background: begin one, see how far it is, take it.

A cohort's newest file of each kind waits here for whoever had it made, for a
quarter of an hour, in memory alone. The answers of people never lie on a disk
because somebody looked at a progress bar.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import CanDoError, NotFound
from efficacy.services import access, exports
from efficacy.services.exports import Export
from efficacy.services.workshop import Workshop
from efficacy.web.files import exported, the_facilitator
from efficacy.web.html import answers_with_pages
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_background, in_thread

log = logging.getLogger("can_do.making")

KEPT_MS = 15 * 60 * 1000
MOST_KEPT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How far a file is.

    ``done`` of ``steps`` are made. ``trouble`` is why there is none (None: all is
    well); ``file`` its name and bytes once it is ready.
    """

    begun_ms: int
    done: int = 0
    steps: int = 1
    trouble: CanDoError | None = None
    file: tuple[str, bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is still being made."""
        return self.file is None and self.trouble is None


_Key = tuple[str, str, Export]  # facilitator, cohort, what
_lock = threading.Lock()
_makings: dict[_Key, Making] = {}


def start(workshop: Workshop, who: access.Facilitator, cohort_id: str, what: Export) -> None:
    """Begin to make a file, unless it is being made already.

    Raises
    ------
    NotFound
        If ``who`` may not work with the cohort.
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
    in_background(Pool.FILES, lambda: _make(workshop, who, key))


def progress(
    workshop: Workshop, who: access.Facilitator, cohort_id: str, what: Export
) -> Making | None:
    """Return how far a file is that ``who`` had begun; None for one that is not there."""
    with _lock:
        _let_go(workshop.now_ms())
        return _makings.get((who.id, cohort_id, what))


def take(
    workshop: Workshop, who: access.Facilitator, cohort_id: str, what: Export
) -> tuple[str, bytes]:
    """Return the name and the bytes of a file that is ready.

    Raises
    ------
    NotFound
        If it is not ready, or gone, or the cohort is not theirs (any more).
    """
    with workshop.store.read() as tx:
        access.require_cohort(tx, who, cohort_id)
    found = progress(workshop, who, cohort_id, what)
    if found is None or found.file is None:
        raise NotFound(
            "This file is not here any more. Have it made once more on the results page."
        )
    return found.file


def forget() -> None:
    """Let go of all that is ready, and of what will be: the server stops."""
    with _lock:
        _makings.clear()


@answers_with_pages
async def made(request: Request) -> Response:
    """Answer GET /files/made/{cohort_id}/{what}: a file that is ready, for who had it made."""
    workshop, path = get_workshop(), request.path_params
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    what = exports.export_named(path["what"])
    return exported(*await in_thread(Pool.DESK, take, workshop, who, path["cohort_id"], what))


def _make(workshop: Workshop, who: access.Facilitator, key: _Key) -> None:
    _, cohort_id, what = key
    try:
        file = exports.export(workshop, who, cohort_id, what, progress=_teller(key))
    except CanDoError as problem:
        _change(key, trouble=problem)
    except Exception:
        log.exception("A file could not be made (%s).", what)
        _change(key, trouble=CanDoError("Something went wrong here. Try once more."))
    else:
        _change(key, file=file)


def _teller(key: _Key) -> Callable[[int, int], None]:
    return lambda done, steps: _change(key, done=done, steps=steps)


def _change(key: _Key, **parts: object) -> None:
    with _lock:
        # It may have been let go of meanwhile.
        if key in _makings:
            _makings[key] = replace(_makings[key], **parts)  # type: ignore[arg-type]


def _let_go(now_ms: int) -> None:
    """Forget what is old, and the oldest of too many; what is being made stays."""
    ready = sorted((one.begun_ms, key) for key, one in _makings.items() if not one.is_running)
    for place, (begun_ms, key) in enumerate(ready):
        if now_ms - begun_ms > KEPT_MS or len(ready) - place > MOST_KEPT:
            del _makings[key]
