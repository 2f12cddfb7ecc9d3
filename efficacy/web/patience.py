"""Slow down guessing, and nobody else.

Tries for one name are looked at one after another. After a few wrong ones,
each further wrong try holds the line for a growing pause, before its answer
and before the next try is looked at. Nobody is locked out, no address is ever
counted (a whole room shares one), and a right try is answered as soon as its
turn comes. A name that does not exist is treated like any other.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from efficacy.errors import CanDoError, NotAllowed

T = TypeVar("T")
Name = tuple[str, ...]

FREE_TRIES = 5
MOST_WAITING = 5
PAUSES_S = (2.0, 4.0, 8.0, 10.0)
MOST_NAMES = 10_000


class TooManyWaitingError(CanDoError):
    """So many tries for one name wait already that another is not even looked at."""


@dataclass(slots=True)
class _Line:
    """The tries of one name: how many were wrong, who waits."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    wrong: int = 0
    inside: int = 0  # the one being looked at and those who wait


class Patience:
    """Lets tries for a name through one by one, slower after wrong ones.

    Parameters
    ----------
    sleep : coroutine function
        How a pause passes, in seconds; tests pass one that does not wait.
    """

    def __init__(self, *, sleep: Callable[[float], Awaitable[None]] | None = None) -> None:
        self._sleep = sleep or self._doze
        self._lines: OrderedDict[Name, _Line] = OrderedDict()
        self._stopping: asyncio.Event | None = None

    async def attempt(
        self,
        name: Name,
        attempt: Callable[[], Awaitable[T]],
        *,
        wrong_before: Callable[[], Awaitable[int]] | None = None,
    ) -> T:
        """Return what ``attempt`` returns, when the turn of this try has come.

        Parameters
        ----------
        name : tuple of str
            Whose line to stand in, spelt one way only.
        attempt : coroutine function
            The look at the try; ``NotAllowed`` from it is a wrong try.
        wrong_before : coroutine function, optional
            How many wrong tries the store remembers from before a restart.

        Raises
        ------
        TooManyWaitingError
            If five tries for this name wait already.
        """
        line = self._line(name)
        if line.inside > MOST_WAITING:
            raise TooManyWaitingError(
                "Several tries for this name are waiting. Wait half a minute, then try again."
            )
        line.inside += 1
        try:
            async with line.turn:
                return await self._look(line, attempt, wrong_before)
        finally:
            line.inside -= 1

    async def _look(
        self,
        line: _Line,
        attempt: Callable[[], Awaitable[T]],
        wrong_before: Callable[[], Awaitable[int]] | None,
    ) -> T:
        if wrong_before is not None:
            line.wrong = max(line.wrong, await wrong_before())
        try:
            result = await attempt()
        except NotAllowed:
            line.wrong += 1
            over = line.wrong - FREE_TRIES
            if over > 0:
                await self._sleep(PAUSES_S[min(over, len(PAUSES_S)) - 1])
            raise
        line.wrong = 0
        return result

    def _line(self, name: Name) -> _Line:
        line = self._lines.pop(name, None) or _Line()
        self._lines[name] = line  # the most recent stands last
        if len(self._lines) > MOST_NAMES:
            idle = next((old for old, held in self._lines.items() if not held.inside), None)
            if idle is not None and idle != name:
                del self._lines[idle]
        return line

    def stop(self) -> None:
        """End all pauses: the server is stopping and must not wait for them."""
        if self._stopping is not None:
            self._stopping.set()

    def start(self) -> None:
        """Let pauses last again; call inside the loop that serves."""
        self._stopping = asyncio.Event()
        self._lines.clear()  # their locks belong to the loop before

    async def _doze(self, seconds: float) -> None:
        if self._stopping is None:
            await asyncio.sleep(seconds)
            return
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
