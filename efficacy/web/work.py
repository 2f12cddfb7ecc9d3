"""Threads for what blocks, one pool a purpose, so that none starves another.

Answers must not wait behind static files or log-ins, and one workbook at a
time is enough; Streamlit's own threads are not touched.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from enum import Enum
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Pool(Enum):
    """What the threads are for; the value is how many there are."""

    ANSWERS = ("answers", 64)
    DESK = ("desk", 8)  # join, come back, log in: more at once only hold each other up
    LIVE = ("live", 4)  # what changed, for whom
    FILES = ("files", 1)  # workbooks, one at a time
    OWN = ("own", 1)  # sheets that participants open for themselves
    STATIC = ("static", 2)  # compressing, once a file


# What computes for seconds.
LONG = frozenset({Pool.FILES, Pool.OWN})
USUAL_TURN_S, SHORT_TURN_S = sys.getswitchinterval(), 0.0002

_lock = threading.Lock()
_running = 0  # of LONG
_pools: dict[Pool, ThreadPoolExecutor] = {}


async def in_thread(pool: Pool, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what ``job`` returns, run in a thread of ``pool``."""
    return await asyncio.wrap_future(_submit(pool, job, *args, **kwargs))


def in_background(pool: Pool, job: Callable[[], None]) -> None:
    """Start ``job`` in a thread of ``pool``; nobody waits for it."""
    _submit(pool, job)


def _submit(pool: Pool, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    if pool not in LONG:
        return _executor(pool).submit(job, *args, **kwargs)

    def giving_way() -> T:
        with _gives_way():
            return job(*args, **kwargs)

    return _executor(pool).submit(giving_way)


@contextmanager
def _gives_way() -> Iterator[None]:
    """Let other threads in more often for as long as something long runs.

    Python lets one thread compute at a time and changes over every 5 ms. An answer passes
    through several threads and waits for each: 100 ms behind a workbook or a stack of handouts.
    """
    _change_running(+1)
    try:
        yield
    finally:
        _change_running(-1)


def _change_running(by: int) -> None:
    global _running
    with _lock:
        _running += by
        sys.setswitchinterval(SHORT_TURN_S if _running else USUAL_TURN_S)


class Turns:
    """Lets a few through at each turn of the event loop; the others stand in line.

    What costs little a piece but comes by the thousand, as files do when a room opens its
    browsers at once, would otherwise fill every turn, and an answer needs several.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._line: deque[asyncio.Future[None]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None  # the one that serves the line now

    async def wait(self) -> None:
        """Return when it is one's turn, in the order of asking."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._line = loop, deque()
            loop.call_soon(self._serve, loop)
        mine: asyncio.Future[None] = loop.create_future()
        self._line.append(mine)
        await mine

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        for _ in range(min(self._most, len(self._line))):
            one = self._line.popleft()
            if not one.done():
                one.set_result(None)
        if self._line:
            loop.call_soon(self._serve, loop)
        else:
            self._loop = None


def close_pools() -> None:
    """Let go of all threads; work that has not begun is dropped."""
    with _lock:
        pools = list(_pools.values())
        _pools.clear()
    for pool in pools:
        pool.shutdown(wait=False, cancel_futures=True)


def _executor(pool: Pool) -> ThreadPoolExecutor:
    with _lock:
        if pool not in _pools:
            name, threads = pool.value
            _pools[pool] = ThreadPoolExecutor(threads, thread_name_prefix=f"can-do-{name}")
        return _pools[pool]
