"""Tell open screens that the store has something newer to show.

The hub holds every screen's socket, works out which token each screen should
show (one query for all phones of a cohort), and sends it. What is sent is
never content: a screen that sees a new token reads the store itself.

Verbs call the hub from any thread; everything else happens on the server's
loop. The sockets themselves are in ``sockets``.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from efficacy.services import access, own_results, present
from efficacy.services.workshop import Workshop
from efficacy.web.work import Pool, in_thread

log = logging.getLogger("can_do.live")

Role = Literal["participant", "projector", "console"]
Who = access.Participant | access.Projector | access.Facilitator

BEAT_S = 10.0
COUNTS_S = 0.5  # heads are counted for the screens at most twice a second
MOST_SCREENS = 12  # of one person: nine tabs must work, a flood must not
GONE = "gone"  # the page asks again and shows the door
INSIDE = "in"  # of a facilitator's page that shows neither a session nor a cohort's people


@dataclass(slots=True, eq=False, kw_only=True)
class Screen:
    """One open page of somebody: what it was told last, and what it is to be told.

    ``person`` says whose it is, for the limit on screens. ``who`` is None once
    the store no longer knows the cookie.
    """

    role: Role
    cookies: Mapping[str, str]
    person: str
    cohort_id: str
    who: Who | None
    session_id: str | None = None
    token: str | None = None
    is_surplus: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, token: str, *, always: bool = False) -> None:
        """Give the screen its token; one it has already is not news."""
        if always or token != self.token:
            self.token = token
            self.news.set()

    @property
    def source(self) -> tuple[str, ...]:
        """What the token depends on: screens with the same source share one query."""
        match self.who:
            case access.Facilitator(login_id=login_id):
                return ("console", login_id, self.session_id or "", self.cohort_id)
            case access.Projector(session_id=session_id):
                return ("projector", session_id)
            case access.Participant(cohort_id=cohort_id):
                return ("participant", cohort_id)
        return (GONE,)


@dataclass(slots=True, eq=False)
class _Room:
    """The screens of one cohort, and which of them are due for a look."""

    screens: dict[Screen, None] = field(default_factory=dict)  # in order of arrival
    due: set[Screen] = field(default_factory=set)
    always: bool = False
    looking: asyncio.Task[None] | None = None
    counts: asyncio.TimerHandle | None = None
    counted_at: float = float("-inf")


class Hub:
    """The announcer of a server with screens (see ``services.workshop.Announcer``)."""

    def __init__(self) -> None:
        self.boot = secrets.token_hex(8)  # another one tells screens of a restart
        self.epoch = 0  # rises whenever access changed
        self._workshop: Workshop | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rooms: dict[str, _Room] = {}
        self._present: dict[str, frozenset[str]] = {}
        self._beating: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[None] | None = None

    # ------------------------------------------------------ called by verbs

    def state_changed(self, cohort_id: str) -> None:
        """A session moved on: all screens of the cohort."""
        self._on_loop(self._mark_all, cohort_id)

    def counts_changed(self, cohort_id: str) -> None:
        """Somebody joined or answered: console and projector, at most twice a second."""
        self._on_loop(self._mark_counts, cohort_id)

    def access_changed(self) -> None:
        """A log-in ended or a person was removed: everybody is looked up again."""
        self._on_loop(self._ask_again)

    def present(self, cohort_id: str) -> frozenset[str]:
        """Return the ids of the participants whose screens are connected."""
        return self._present.get(cohort_id, frozenset())

    # ----------------------------------------------------- called by the loop

    def serve(self, workshop: Workshop) -> None:
        """Read tokens from this workshop's store from now on."""
        self._workshop = workshop

    @property
    def now_ms(self) -> int:
        """The server's time, as screens are told it."""
        return self._workshop.now_ms() if self._workshop else 0

    def start(self) -> None:
        """Begin to speak; call inside the loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._rooms, self._present = {}, {}
        self._beating = self._loop.create_task(self._beat())

    async def stop(self) -> None:
        """Fall silent."""
        self._loop = None
        looking = [room.looking for room in self._rooms.values()]
        for room in self._rooms.values():
            if room.counts is not None:
                room.counts.cancel()
        tasks = [task for task in (self._beating, self._asking, *looking) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._rooms, self._present = {}, {}

    def arrive(self, screen: Screen, *, epoch: int) -> None:
        """Take a screen in; it is told its token as soon as that is read.

        Parameters
        ----------
        epoch : int
            ``epoch`` from before the screen's cookie was looked up: if access
            has changed since, it is looked up again.
        """
        room = self._rooms.setdefault(screen.cohort_id, _Room())
        room.screens[screen] = None
        mine = [other for other in room.screens if other.person == screen.person]
        for surplus in mine[:-MOST_SCREENS]:
            surplus.is_surplus = True
            surplus.news.set()
        self._count_heads(screen.cohort_id)
        self._look(room, [screen])
        if epoch != self.epoch:
            self._ask_again()

    def leave(self, screen: Screen) -> None:
        """Let go of a screen whose socket has closed."""
        room = self._rooms.get(screen.cohort_id)
        if room is None or screen not in room.screens:
            return
        del room.screens[screen]
        room.due.discard(screen)
        self._count_heads(screen.cohort_id)

    # ---------------------------------------------------------- on the loop

    def _on_loop(self, job: Callable[..., None], *arguments: str) -> None:
        loop = self._loop
        if loop is None:
            return  # no screens yet, or none any more
        try:
            loop.call_soon_threadsafe(job, *arguments)
        except RuntimeError:
            log.debug("The loop has closed meanwhile.")

    def _mark_all(self, cohort_id: str) -> None:
        room = self._rooms.get(cohort_id)
        if room is not None:
            self._look(room, room.screens)

    def _mark_counts(self, cohort_id: str) -> None:
        room, loop = self._rooms.get(cohort_id), self._loop
        if room is None or loop is None or room.counts is not None:
            return
        wait = max(0.0, room.counted_at + COUNTS_S - loop.time())
        room.counts = loop.call_later(wait, self._count_now, cohort_id)

    def _count_now(self, cohort_id: str) -> None:
        room, loop = self._rooms.get(cohort_id), self._loop
        if room is None or loop is None:
            return
        room.counts, room.counted_at = None, loop.time()
        self._look(room, [s for s in room.screens if s.role != "participant"])

    def _count_heads(self, cohort_id: str) -> None:
        room = self._rooms[cohort_id]
        here = frozenset(
            screen.who.id for screen in room.screens if isinstance(screen.who, access.Participant)
        )
        if here != self.present(cohort_id):
            # Replaced, never changed: other threads read it.
            self._present = {**self._present, cohort_id: here}
            self._mark_counts(cohort_id)

    def _look(self, room: _Room, screens: Iterable[Screen], *, always: bool = False) -> None:
        room.due.update(screens)
        room.always |= always
        if room.due and room.looking is None and self._loop is not None:
            room.looking = self._loop.create_task(self._look_until_done(room))

    async def _look_until_done(self, room: _Room) -> None:
        # One look at a time, so that an older token never follows a newer one.
        try:
            while room.due:
                due, always = list(room.due), room.always
                room.due, room.always = set(), False
                tokens = await self._tokens(due)
                for screen in due:
                    token = tokens.get(screen.source) or screen.token
                    if token is not None:
                        screen.tell(token, always=always)
        finally:
            room.looking = None

    async def _tokens(self, screens: list[Screen]) -> dict[tuple[str, ...], str]:
        sources = {screen.source: screen for screen in screens}
        tokens: dict[tuple[str, ...], str] = {(GONE,): GONE}
        asked = [screen for source, screen in sources.items() if source != (GONE,)]
        if asked and self._workshop is not None:
            tokens |= await in_thread(Pool.LIVE, _read_tokens, self._workshop, asked)
        return tokens

    def _ask_again(self) -> None:
        self.epoch += 1
        if self._asking is None and self._loop is not None:
            self._asking = self._loop.create_task(self._ask_until_done())

    async def _ask_until_done(self) -> None:
        try:
            epoch = None
            while epoch != self.epoch:
                epoch = self.epoch
                await self._ask_everybody()
        finally:
            self._asking = None

    async def _ask_everybody(self) -> None:
        screens = [screen for room in self._rooms.values() for screen in room.screens]
        if not screens or self._workshop is None:
            return
        found = await in_thread(Pool.LIVE, _identify, self._workshop, screens)
        for screen in screens:
            if screen in found:
                screen.who = found[screen]
        for cohort_id, room in list(self._rooms.items()):
            self._count_heads(cohort_id)
            self._look(room, room.screens)

    def _forget(self, cohort_id: str) -> None:
        """Drop a room that everybody has left."""
        room = self._rooms[cohort_id]
        if room.looking is None and room.counts is None:
            del self._rooms[cohort_id]
            self._present = {name: who for name, who in self._present.items() if name != cohort_id}

    async def _beat(self) -> None:
        """Speak every ten seconds, with a fresh look: silence means a dead link."""
        while True:
            await asyncio.sleep(BEAT_S)
            for cohort_id, room in list(self._rooms.items()):
                if room.screens:
                    self._look(room, room.screens, always=True)
                else:
                    self._forget(cohort_id)


def identity(visitor: access.Visitor, role: Role) -> Who | None:
    """Return who a visitor is in a role."""
    by_role: dict[Role, Who | None] = {
        "participant": visitor.participant,
        "projector": visitor.projector,
        "console": visitor.facilitator,
    }
    return by_role[role]


def _identify(workshop: Workshop, screens: list[Screen]) -> dict[Screen, Who | None]:
    """Return who each screen's cookie is now; left out where the store does not answer."""
    found: dict[Screen, Who | None] = {}
    known: dict[tuple[tuple[str, str], ...], access.Visitor] = {}
    for screen in screens:
        key = tuple(sorted(screen.cookies.items()))
        try:
            if key not in known:
                known[key] = access.who_is(workshop, screen.cookies)
            found[screen] = identity(known[key], screen.role)
        except Exception:
            log.exception("Who is at a screen could not be read.")
    return found


def _read_tokens(workshop: Workshop, screens: list[Screen]) -> dict[tuple[str, ...], str]:
    """Return the token of each source; left out where the store does not answer."""
    tokens: dict[tuple[str, ...], str] = {}
    for screen in screens:
        try:
            tokens[screen.source] = _token(workshop, screen)
        except Exception:
            log.exception("A token could not be read; the next beat tries again.")
    return tokens


def _token(workshop: Workshop, screen: Screen) -> str:
    match screen.who:
        case access.Participant(cohort_id=cohort_id):
            return present.session_token(workshop, cohort_id)
        case access.Projector() as projector:
            return present.token_for_projector(workshop, projector)
        case access.Facilitator() as facilitator if screen.session_id:
            return present.token_for_console(workshop, facilitator, screen.session_id)
        case access.Facilitator() as facilitator if screen.cohort_id:
            return own_results.token_for_people(workshop, facilitator, screen.cohort_id)
        case access.Facilitator():
            return INSIDE
    return GONE
