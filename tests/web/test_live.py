"""The live link: who is told what, when, and who is told nothing."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from anyio import ClosedResourceError
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from efficacy.flow import Move
from efficacy.services import access, facilitate, present
from efficacy.services.workshop import Workshop
from efficacy.web import live, runtime
from efficacy.web.live import Hub, Screen
from tests.cast import START_MS, Room
from tests.web.house import Browser, Site


class Link:
    """One open socket, read in a thread so that a test can wait with an end."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.messages: list[dict[str, Any]] = []
        self.closed: int | None = None
        self._changed = threading.Condition()
        self._socket = socket
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        while self.closed is None:
            try:
                message = self._socket.receive()
            except ClosedResourceError:
                return  # the test has closed its end
            with self._changed:
                if message["type"] == "websocket.close":
                    self.closed = message["code"]
                else:
                    self.messages.append(json.loads(message["text"]))
                self._changed.notify_all()

    def until(self, told: Callable[[Link], bool]) -> Link:
        with self._changed:
            assert self._changed.wait_for(lambda: told(self), timeout=10), self.messages
        return self

    def until_token(self, token: str) -> Link:
        return self.until(lambda link: link.token == token)

    @property
    def token(self) -> str | None:
        return self.messages[-1]["token"] if self.messages else None


@contextmanager
def listening(browser: Browser, query: str) -> Iterator[Link]:
    with browser.listen(query) as socket:
        yield Link(socket).until(lambda link: bool(link.messages) or link.closed is not None)


def wait_for(is_so: Callable[[], bool]) -> None:
    for _ in range(1000):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("It did not come to be within ten seconds.")


@pytest.fixture
def heron(site: Site, room: Room) -> Browser:
    browser = site.browser()
    browser.joins(room.code, "Heron")
    return browser


def person(browser: Browser, workshop: Workshop) -> access.Participant:
    who = access.who_is(workshop, dict(browser.client.cookies)).participant
    assert who is not None
    return who


# ---------------------------------------------------------------- being told


def test_the_first_message_comes_at_once_with_boot_and_time(
    heron: Browser, workshop: Workshop
) -> None:
    with listening(heron, "as=participant") as link:
        (message,) = link.messages
        assert message == {
            "token": present.token_for_participant(workshop, person(heron, workshop)),
            "boot": runtime.get_hub().boot,
            "now_ms": START_MS,
        }


def test_every_screen_is_told_when_the_session_moves_on(
    site: Site, console: Browser, heron: Browser, workshop: Workshop, room: Room
) -> None:
    session_id = room.opens()
    projector = site.browser(at="127.0.0.1").logged_in("Owner of Tuesday group")
    projector.get(f"/projector/open/{session_id}")
    with (
        listening(heron, "as=participant") as phone,
        listening(projector, "as=projector") as screen,
        listening(console, f"as=console&session={session_id}") as desk,
    ):
        room.does(Move.BEGIN)
        phone.until_token(present.session_token(workshop, room.cohort_id))
        screen.until_token(present.projector_screen(workshop, _projector(projector, room)).token)
        desk.until_token(room.console().token)


def _projector(browser: Browser, room: Room) -> access.Projector:
    who = access.who_is(room.workshop, dict(browser.client.cookies)).projector
    assert who is not None
    return who


def test_the_announced_token_is_the_one_a_screen_is_drawn_from(
    heron: Browser, workshop: Workshop, room: Room
) -> None:
    room.opens()
    with listening(heron, "as=participant") as link:
        for move in (Move.BEGIN, Move.NEXT):
            room.does(move)
            who = person(heron, workshop)
            link.until_token(present.participant_screen(workshop, who).token)


def test_another_cohorts_screens_hear_nothing(
    site: Site, heron: Browser, workshop: Workshop, room: Room
) -> None:
    other = Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser()
    stranger.joins(other.code, "Mallory")
    room.opens()
    with listening(stranger, "as=participant") as theirs, listening(heron, "as=participant") as own:
        before = own.token
        room.does(Move.BEGIN)
        own.until(lambda link: link.token != before)
        assert [one["token"] for one in theirs.messages] == ["before"]


def test_phones_are_not_told_of_each_answer(
    console: Browser, heron: Browser, room: Room, workshop: Workshop
) -> None:
    session_id = room.opens()
    room.does(Move.BEGIN)
    room.goes_to("survey", wave="pre")
    who = person(heron, workshop)
    with (
        listening(heron, "as=participant") as phone,
        listening(console, f"as=console&session={session_id}") as desk,
    ):
        desk.until_token(room.console().token)
        room.answers(who, room.ratings(who)[0], 50, counter=1)
        desk.until_token(room.console().token)
        assert len(phone.messages) == 1


def test_the_console_learns_who_is_here(
    console: Browser, heron: Browser, room: Room, workshop: Workshop
) -> None:
    session_id = room.opens()
    with listening(console, f"as=console&session={session_id}") as desk:
        with listening(heron, "as=participant"):
            wait_for(lambda: room_here(room) == {person(heron, workshop).id})
            assert room.console().counts.here == 1
            desk.until_token(room.console().token)
        wait_for(lambda: room_here(room) == set())
        desk.until_token(room.console().token)


def room_here(room: Room) -> frozenset[str]:
    return runtime.get_hub().present(room.cohort_id)


def test_two_tabs_are_one_person(heron: Browser, room: Room) -> None:
    with listening(heron, "as=participant"):
        with listening(heron, "as=participant"):
            assert len(room_here(room)) == 1
        wait_for(lambda: True)
        assert len(room_here(room)) == 1


# -------------------------------------------------------------------- access


def test_log_out_is_heard_by_every_open_console(
    site: Site, console: Browser, room: Room, workshop: Workshop
) -> None:
    session_id = room.opens()
    second = site.browser(at="127.0.0.1").logged_in("Owner of Tuesday group")
    with (
        listening(console, f"as=console&session={session_id}") as first,
        listening(console, "as=console") as list_of_cohorts,
        listening(second, f"as=console&session={session_id}") as other,
    ):
        assert list_of_cohorts.token == "in"
        console.post("/logout")
        first.until_token("gone")
        list_of_cohorts.until_token("gone")
        room.does(Move.BEGIN)
        other.until_token(present.token_for_console(workshop, room.owner, session_id))
        assert first.token == "gone"


def test_a_removed_person_is_told_at_once_and_again_when_taken_back(
    heron: Browser, room: Room, workshop: Workshop
) -> None:
    who = person(heron, workshop)
    with listening(heron, "as=participant") as link:
        facilitate.remove_person(workshop, room.owner, who.id)
        link.until_token("gone")
        wait_for(lambda: room_here(room) == set())
        facilitate.restore_person(workshop, room.owner, who.id)
        link.until_token("before")
        wait_for(lambda: room_here(room) == {who.id})


def test_someone_else_leaves_the_old_page_without_news(heron: Browser) -> None:
    with listening(heron, "as=participant") as link:
        heron.post("/back", {"answer": "else"})
        link.until_token("gone")


@pytest.mark.parametrize(
    "query", ["as=participant", "as=projector", "as=console", "as=console&session=x"]
)
@pytest.mark.parametrize("cookie", ["forged", "0" * 64])
def test_a_forged_cookie_is_told_gone_and_let_go(site: Site, query: str, cookie: str) -> None:
    browser = site.browser()
    for name in (access.COOKIE_PARTICIPANT, access.COOKIE_PROJECTOR, access.COOKIE_FACILITATOR):
        browser.holds(name, cookie)
    with listening(browser, query) as link:
        assert link.token == "gone"
        assert link.until(lambda one: one.closed is not None).closed == 4401


@pytest.mark.parametrize("query", ["as=participant", "as=projector", "as=console", "", "as=root"])
def test_without_a_cookie_nobody_listens(site: Site, query: str) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, site.browser().listen(query):
        raise AssertionError("It was let in.")
    assert refused.value.code == 1008  # before the handshake: a server answers 403


@pytest.mark.parametrize("origin", [None, "http://evil.test", "null", "http://room.test"])
def test_a_page_of_another_server_cannot_listen(heron: Browser, origin: str | None) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        heron.listen("as=participant", origin=origin),
    ):
        raise AssertionError("It was let in.")


def test_a_participants_cookie_opens_no_other_link(heron: Browser, room: Room, site: Site) -> None:
    session_id = room.opens()
    token = heron.client.cookies[access.COOKIE_PARTICIPANT]
    thief = site.browser()
    thief.holds(access.COOKIE_FACILITATOR, token).holds(access.COOKIE_PROJECTOR, token)
    for query in (f"as=console&session={session_id}", "as=projector"):
        with listening(thief, query) as link:
            assert link.token == "gone"


def test_another_facilitators_session_stays_closed(
    site: Site, workshop: Workshop, room: Room
) -> None:
    session_id = room.opens()
    Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    with listening(stranger, f"as=console&session={session_id}") as link:
        assert link.token == "gone"


# --------------------------------------------------------------------- limits


def test_nine_tabs_all_listen_and_a_flood_loses_its_oldest(heron: Browser, room: Room) -> None:
    room.opens()
    with ExitStack() as tabs:
        links = [
            tabs.enter_context(listening(heron, "as=participant"))
            for _ in range(live.MOST_SCREENS + 1)
        ]
        assert links[0].until(lambda link: link.closed is not None).closed == 4408
        before = links[-1].token
        room.does(Move.BEGIN)
        for link in links[1:]:
            link.until(lambda one: one.token != before)


def test_what_a_browser_sends_is_thrown_away(heron: Browser, room: Room) -> None:
    room.opens()
    with heron.listen("as=participant") as socket:
        link = Link(socket)
        for sent in ("hello", "{}", "x" * 100_000):
            socket.send_text(sent)
        socket.send_bytes(b"\x00\x01")
        room.does(Move.BEGIN)
        link.until(lambda one: one.token is not None and one.token.endswith("2.live"))


# ------------------------------------------------------------------- the hub


class Store:
    """A stand-in for the queries: counts them, and tells what it is set to tell."""

    def __init__(self) -> None:
        self.reads: list[tuple[str, ...]] = []
        self.revision = 1
        self.breaks = False

    def tokens(self, _: object, screens: list[Screen]) -> dict[tuple[str, ...], str]:
        if self.breaks:
            raise RuntimeError("no disk")
        self.reads += [screen.source for screen in screens]
        return {screen.source: f"{self.revision}" for screen in screens}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    stand_in = Store()
    monkeypatch.setattr(live, "_read_tokens", stand_in.tokens)
    return stand_in


def phone_of(person_id: str, cohort_id: str = "tuesday") -> Screen:
    who = access.Participant(person_id, cohort_id, f"device of {person_id}", "en")
    return Screen(role="participant", cookies={}, person=person_id, cohort_id=cohort_id, who=who)


def projector_of(cohort_id: str = "tuesday") -> Screen:
    who = access.Projector("session", cohort_id)
    return Screen(role="projector", cookies={}, person="p", cohort_id=cohort_id, who=who)


def on_a_hub(workshop: Workshop, play: Callable[[Hub], Any]) -> None:
    async def go() -> None:
        hub = Hub()
        hub.serve(workshop)
        hub.start()
        try:
            await play(hub)
        finally:
            await hub.stop()

    asyncio.run(go())


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.005)


def test_a_hundred_phones_of_a_cohort_share_one_query(workshop: Workshop, store: Store) -> None:
    async def play(hub: Hub) -> None:
        phones = [phone_of(f"person {n}") for n in range(100)]
        for phone in phones:
            hub.arrive(phone, epoch=hub.epoch)
        await until(lambda: all(phone.token == "1" for phone in phones))
        store.reads.clear()
        store.revision = 2
        hub.state_changed("tuesday")
        await until(lambda: all(phone.token == "2" for phone in phones))
        assert store.reads == [("participant", "tuesday")]
        assert len(hub.present("tuesday")) == 100

    on_a_hub(workshop, play)


def test_heads_are_counted_at_most_twice_a_second(workshop: Workshop, store: Store) -> None:
    async def play(hub: Hub) -> None:
        screen = projector_of()
        hub.arrive(screen, epoch=hub.epoch)
        await until(lambda: screen.token == "1")
        store.reads.clear()
        loop = asyncio.get_running_loop()
        end = loop.time() + 1.2
        while loop.time() < end:
            hub.counts_changed("tuesday")
            await asyncio.sleep(0.01)
        assert 2 <= len(store.reads) <= 4

    on_a_hub(workshop, play)


def test_an_announcement_from_a_verbs_thread_is_heard(workshop: Workshop, store: Store) -> None:
    async def play(hub: Hub) -> None:
        phone = phone_of("heron")
        hub.arrive(phone, epoch=hub.epoch)
        await until(lambda: phone.token == "1")
        store.revision = 2
        threading.Thread(target=hub.state_changed, args=("tuesday",)).start()
        await until(lambda: phone.token == "2")

    on_a_hub(workshop, play)


def test_every_beat_speaks_and_looks_again(
    workshop: Workshop, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_S", 0.02)

    async def play(hub: Hub) -> None:
        phone = phone_of("heron")
        hub.arrive(phone, epoch=hub.epoch)
        for _ in range(3):
            phone.news.clear()
            await until(phone.news.is_set)
        # Changed by another program, which announces nothing.
        store.revision = 2
        await until(lambda: phone.token == "2")

    on_a_hub(workshop, play)


def test_a_store_that_does_not_answer_costs_a_beat_and_no_screen(
    workshop: Workshop, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_S", 0.02)
    monkeypatch.setattr(live, "_read_tokens", lambda *_: {})

    async def play(hub: Hub) -> None:
        phone = phone_of("heron")
        hub.arrive(phone, epoch=hub.epoch)
        await asyncio.sleep(0.05)
        assert phone.token is None
        monkeypatch.setattr(live, "_read_tokens", store.tokens)
        await until(lambda: phone.token == "1")

    on_a_hub(workshop, play)


def test_a_screen_that_arrives_while_access_changes_is_looked_up_again(
    workshop: Workshop, store: Store
) -> None:
    async def play(hub: Hub) -> None:
        before = hub.epoch
        hub.access_changed()
        await until(lambda: hub.epoch > before)
        phone = phone_of("heron")  # its cookies are nobody's in the store
        hub.arrive(phone, epoch=before)
        await until(lambda: phone.token == "gone")
        assert hub.present("tuesday") == frozenset()

    on_a_hub(workshop, play)


def test_a_hub_without_a_server_is_silent() -> None:
    hub = Hub()
    hub.state_changed("tuesday")
    hub.counts_changed("tuesday")
    hub.access_changed()
    assert hub.present("tuesday") == frozenset()


def test_a_room_that_everybody_has_left_is_forgotten(
    workshop: Workshop, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_S", 0.02)

    async def play(hub: Hub) -> None:
        phone = phone_of("heron")
        hub.arrive(phone, epoch=hub.epoch)
        hub.leave(phone)
        hub.leave(phone)
        await until(lambda: not hub._rooms)

    on_a_hub(workshop, play)
    assert store.reads in ([], [("participant", "tuesday")])
