"""What the browser tests stand on: a real server, a real browser, and people who click."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, Request

from benchmarks.served import Server
from benchmarks.streamlit_client import Tab
from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services import access
from efficacy.services.workshop import Workshop, system_now_ms
from efficacy.store.engine import open_store
from tests.browser.pages import HOST, LAPTOP, PATIENCE_MS, PHONE, PROJECTOR, WATCH, settled
from tests.cast import PASSPHRASE, Room

NAME = "Rosa Lind"

# The browser does not hand out what a `keepalive` request sent, so the page itself tells.
_TELL = """(() => {
  const real = window.fetch;
  window.fetch = async (address, how) => {
    const reply = await real(address, how);
    if (String(address).endsWith("/answer") && reply.ok) {
      const given = JSON.parse(await new Response(how.body).text()).answers ?? [];
      const told = await reply.clone().json();
      const taken = (told.results ?? []).filter((result) => result.ok)
        .map((result) => given.find((one) => one.counter === result.counter));
      await window.acknowledged(JSON.stringify(taken));
    }
    return reply;
  };
})()"""

# ------------------------------------------------------------------ the journal


@dataclass
class Journal:
    """What one client was told is saved, in a file of its own."""

    file: Path

    async def keep(self, context: BrowserContext) -> None:
        """Hear of each answer from every page of a browser profile."""
        await context.expose_binding("acknowledged", lambda _, answers: self.hear(answers))
        await context.add_init_script(_TELL)

    def hear(self, answers: str) -> None:
        """Write down what a page was told is saved."""
        with self.file.open("a", encoding="utf-8") as file:
            for answer in json.loads(answers):
                file.write(json.dumps(answer) + "\n")

    def entries(self) -> list[dict[str, Any]]:
        """Return what was acknowledged, in order."""
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]


# ----------------------------------------------------------------- one person


@dataclass
class Guest:
    """A participant with a browser of their own."""

    call_name: str
    code: str
    context: BrowserContext
    page: Page
    journal: Journal
    origin: str


# ------------------------------------------------------------------- the house


@dataclass
class House:
    """A server with its facilitator, the same database seen from here, and a browser."""

    server: Server
    browser: Browser
    folder: Path
    workshop: Workshop | None = None
    owner: access.Facilitator | None = None
    cookies: list[Any] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    rooms: int = 0

    @property
    def origin(self) -> str:
        """Where pages are opened."""
        return f"http://{HOST}:{self.server.port}"

    # ------------------------------------------------------------ beginning

    async def begin(self) -> None:
        """Become facilitator as the first start asks: by the link and the form."""
        context = await self.context()
        page = await context.new_page()
        await page.goto(f"{self.origin}/setup?token={self.server.setup_token()}")
        await page.get_by_label("Your name").fill(NAME)
        await page.locator("#passphrase").fill(PASSPHRASE)
        await page.locator("#again").fill(PASSPHRASE)
        await page.get_by_role("button", name="Go on").click()
        await page.wait_for_url("**/cohorts")
        self.cookies = await context.cookies()
        await context.close()
        self.look_in()

    def look_in(self) -> None:
        """Open the database beside the server, to make cohorts and to compare."""
        if self.workshop is None:
            store = open_store(self.server.url)
            self.workshop = Workshop(store=store, library=Library(home() / "curriculum"))
        token = next(c["value"] for c in self.cookies if c["name"] == access.COOKIE_FACILITATOR)
        who = access.who_is(self.workshop, {access.COOKIE_FACILITATOR: token})
        self.owner = who.facilitator

    def end(self) -> None:
        """Close the database and stop the server."""
        if self.workshop is not None:
            self.workshop.store.close()
            self.workshop = None
        self.server.kill()

    # --------------------------------------------------------------- people

    async def context(self, *, cookies: Sequence[Any] = (), **looks: Any) -> BrowserContext:
        """Open a browser profile of its own; every request it makes is written down."""
        context = await self.browser.new_context(**looks)
        context.set_default_timeout(PATIENCE_MS)
        await context.add_init_script(f"({WATCH})()")
        context.on("request", self._write_down)
        context.on("page", self._listen_to_sockets)
        if cookies:
            await context.add_cookies(list(cookies))
        return context

    def _listen_to_sockets(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _write_down(self, request: Request) -> None:
        self.requests.append(request.url)

    async def desk(self, **looks: Any) -> BrowserContext:
        """Open the facilitator's browser, logged in."""
        return await self.context(cookies=self.cookies, viewport=LAPTOP, **looks)

    def room(
        self, name: str = "", *, mode: str = "confidential", plan_id: str = "starter-45"
    ) -> Room:
        """Make a cohort and open its session, through the services."""
        assert self.workshop is not None
        self.rooms += 1
        room = Room.made(
            self.workshop,
            system_now_ms,
            owner=self.owner,
            mode=mode,  # type: ignore[arg-type]
            name=name or f"Group {self.rooms}",
            plan_id=plan_id,
        )
        room.opens()
        return room

    async def log_in(self, **looks: Any) -> BrowserContext:
        """Open another browser and log in by the form: a log-in of its own."""
        context = await self.context(viewport=LAPTOP, **looks)
        page = await context.new_page()
        await page.goto(f"{self.origin}/login")
        await page.locator("#name").fill(NAME)
        await page.locator("#passphrase").fill(PASSPHRASE)
        await page.get_by_role("button", name="Log in").click()
        await page.wait_for_url("**/cohorts")
        await page.close()
        return context

    def bare_console(self, room: Room, *, cookie: str = "") -> Tab:
        """Return a console without a browser: Streamlit's protocol and the live link."""
        name = access.COOKIE_FACILITATOR
        own = next(c["value"] for c in self.cookies if c["name"] == name)
        return Tab(
            port=self.server.port,
            cookie=f"{name}={cookie or own}",
            page="console",
            query=f"session={room.session_id}",
            live=f"/live?as=console&session={room.session_id}",
        )

    async def console(self, room: Room, context: BrowserContext) -> Page:
        """Open the console of a room."""
        page = await context.new_page()
        await page.goto(f"{self.origin}/console?session={room.session_id}")
        await page.locator(".st-key-next-place button").wait_for()
        return await settled(page)

    async def projector(self, room: Room) -> Page:
        """Open the room's screen as the console's button does, in a window of its own.

        A tab behind another one is painted about once a second.
        """
        context = await self.context(cookies=self.cookies, viewport=PROJECTOR)
        page = await context.new_page()
        await page.goto(f"{self.origin}/projector/open/{room.session_id}")
        await page.locator(".pj").first.wait_for()
        return await settled(page)

    async def guest(
        self,
        room: Room,
        call_name: str,
        *,
        survey: bool = True,
        port: int | None = None,
        viewport: Any = PHONE,
        **looks: Any,
    ) -> Guest:
        """Let somebody join by the plain form; return them with their page."""
        context = await self.context(viewport=viewport, **looks)
        origin = f"http://{HOST}:{port or self.server.port}"
        journal = Journal(self.folder / f"{room.code}-{call_name}.jsonl")
        await journal.keep(context)
        page = await context.new_page()
        await page.goto(f"{origin}/j/{room.code}")
        await fill_in(page, call_name, survey=survey)
        await page.wait_for_url("**/room*")
        await page.locator(".ph-strip").wait_for()
        return Guest(call_name, room.code, context, await settled(page), journal, origin)


async def press(console: Tab, key: str = "next-") -> None:
    """Press a button of a console without a browser."""
    await console.until(lambda: console.button(key) is not None)
    button = console.button(key)
    assert button is not None
    await console.press(button)


async def fill_in(page: Page, call_name: str, *, survey: bool = True) -> None:
    """Fill in the consent page and join."""
    await page.locator("#survey_yes" if survey else "#survey_no").check()
    await page.locator("#call_name").fill(call_name)
    await page.get_by_role("button", name="Join").click()


@asynccontextmanager
async def opened(browser: Browser, folder: Path, **how: Any) -> AsyncIterator[House]:
    """Start a server of its own for a test that does something to it."""
    server = Server(folder, **how)
    await asyncio.to_thread(server.start)
    house = House(server, browser, folder)
    try:
        await house.begin()
        yield house
    finally:
        house.end()
