"""Threads for what blocks, one pool a purpose, so that none starves another.

Answers must not wait behind static files or log-ins, and one workbook at a
time is enough; Streamlit's own threads are not touched.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Pool(Enum):
    """What the threads are for; the value is how many there are."""

    ANSWERS = ("answers", 64)
    DESK = ("desk", 24)  # join, come back, log in
    LIVE = ("live", 4)  # what changed, for whom
    FILES = ("files", 1)  # workbooks, one at a time
    STATIC = ("static", 2)  # compressing, once a file


_lock = threading.Lock()
_pools: dict[Pool, ThreadPoolExecutor] = {}


async def in_thread(pool: Pool, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what ``job`` returns, run in a thread of ``pool``."""
    return await asyncio.wrap_future(_executor(pool).submit(job, *args, **kwargs))


def in_background(pool: Pool, job: Callable[[], None]) -> None:
    """Start ``job`` in a thread of ``pool``; nobody waits for it."""
    _executor(pool).submit(job)


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
