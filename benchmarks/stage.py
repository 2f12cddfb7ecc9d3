"""A session on a server of its own: the facilitator's console and the room's screen."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from benchmarks.http_client import Browser
from benchmarks.served import Server
from benchmarks.streamlit_client import Tab
from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services import access, facilitate, present
from efficacy.services.workshop import Workshop
from efficacy.store.engine import open_store

PASSPHRASE = "four words in row"


class Room:
    """A server, a session, the facilitator's console and the room's screen."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.browser = Browser(server.port)
        self.code = self.session_id = ""
        self.console: Tab | None = None
        self.projector: Tab | None = None

    async def set_up(self) -> None:
        """Become facilitator by the set-up form, make a cohort, open both screens."""
        token = self.server.setup_token()
        await self.browser.get(f"/setup?token={token}")
        reply = await self.browser.post_form(
            "/setup",
            {
                "token": token,
                "name": "Rosa Lind",
                "passphrase": PASSPHRASE,
                "again": PASSPHRASE,
            },
        )
        if reply.status != 303:
            raise RuntimeError(f"The set-up form was refused: {reply.status} {reply.body[:400]!r}")
        await asyncio.to_thread(self._make_cohort)
        opened = await self.browser.get(f"/projector/open/{self.session_id}")
        if opened.status != 303:
            raise RuntimeError(f"The projector was refused: {opened.status}")
        self.console = await self._tab("console", f"session={self.session_id}", "console")
        self.projector = await self._tab("projector", "", "projector")

    def _make_cohort(self) -> None:
        store = open_store(self.server.url)
        try:
            workshop = Workshop(store=store, library=Library(home() / "curriculum"))
            who = access.Operator()
            cohort_id = facilitate.create_cohort(
                workshop,
                who,
                name="Load",
                plan_id="starter-45",
                mode="confidential",
                contact="nobody, because these people are simulated",
                is_synthetic=True,
            )
            card = next(c for c in present.cohort_cards(workshop, who) if c.id == cohort_id)
            self.code = card.code
            planned_id = card.sessions[0][0]
            self.session_id = facilitate.open_session(workshop, who, cohort_id, planned_id)
        finally:
            store.close()

    async def _tab(self, page: str, query: str, role: str) -> Tab:
        live = f"/live?as={role}" + (f"&{query}" if query else "")
        tab = Tab(
            port=self.server.port,
            cookie=self.browser.cookie_header,
            page=page,
            query=query,
            live=live,
        )
        await tab.open()
        return tab

    async def press_next(self) -> float:
        """Press the one key; return when it was pressed."""
        assert self.console is not None
        console = self.console
        await console.until(lambda: console.button("next-") is not None)
        button = console.button("next-")
        assert button is not None
        began = time.perf_counter()
        await console.press(button)
        return began

    async def close(self) -> None:
        """Close both screens."""
        for tab in (self.console, self.projector):
            if tab is not None:
                await tab.close()
        await self.browser.close()
