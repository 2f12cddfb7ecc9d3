"""One browser tab as the server sees it: Streamlit's WebSocket, and our live link beside it.

It sends what Streamlit's browser part sends (the first run of the page, then
reruns of the fragment whose component asks for one, with the hashes of the
messages it has kept), and behaves as ``signal.js`` and ``trigger.js`` do.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

SIGNAL, SHEET = "can_do_signal", "can_do_sheet"
AGAIN_S, LOOK_S = 1.0, 0.1  # the same pauses as trigger.js
PATIENCE_S = 30.0


@dataclass(slots=True)
class Part:
    """One element of the page that a client can do something with."""

    kind: str  # "html", "button", "checkbox", or the name of a component
    id: str
    fragment_id: str
    label: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


class Tab:
    """One open page.

    Parameters
    ----------
    page : str
        Path of the page without its slash, such as ``room``.
    live : str
        Path and query of the live link, such as ``/live?as=participant``.
    query : str
        The page's query string, without the question mark.
    keeps : bool
        Whether every message is kept in ``messages``, as it came over the wire.
    """

    def __init__(
        self,
        *,
        port: int,
        cookie: str,
        page: str,
        live: str,
        query: str = "",
        host: str = "127.0.0.1",
        keeps: bool = False,
    ) -> None:
        self.messages: list[bytes] | None = [] if keeps else None
        self.page, self.query = page, query
        self.at = f"{host}:{port}"
        self.live_path, self._cookie = live, cookie
        self.parts: dict[tuple[int, ...], Part] = {}
        self.runs = 0  # finished ones
        self.announced: str | None = None
        self.shown: str | None = None
        self.shown_at: dict[str, float] = {}  # token: when it stood on the page
        self.bytes_read = 0
        self.changed = asyncio.Event()
        self._page_hash = ""
        self._kept: dict[str, bytes] = {}
        self._running = False
        self._fresh: set[tuple[int, ...]] = set()
        self._fragments: tuple[str, ...] = ()
        self._tasks: list[asyncio.Task[None]] = []
        self._stream: ClientConnection | None = None
        self._link: ClientConnection | None = None
        self._asks = 0

    # ------------------------------------------------------------- open, close

    async def open(self) -> None:
        """Load the page: connect, run it once, take up the live link."""
        headers = {"Cookie": self._cookie, "Origin": f"http://{self.at}"}
        self._stream = await connect(
            f"ws://{self.at}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=headers,
            max_size=None,
            open_timeout=PATIENCE_S,
            ping_interval=None,
        )
        self._tasks.append(asyncio.create_task(self._read_stream()))
        await self.run_all()
        if self.live_path:
            self._link = await connect(
                f"ws://{self.at}{self.live_path}",
                additional_headers=headers,
                open_timeout=PATIENCE_S,
                ping_interval=None,
            )
            self._tasks.append(asyncio.create_task(self._read_link()))
            self._tasks.append(asyncio.create_task(self._follow()))

    async def close(self) -> None:
        """Leave the page."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for socket in (self._link, self._stream):
            if socket is not None:
                with contextlib.suppress(Exception):
                    await asyncio.wait_for(socket.close(), 2)

    # ------------------------------------------------------------------ asking

    async def run_all(self) -> None:
        """Run the whole page and wait until it has finished."""
        await self._rerun()

    async def press(self, part: Part) -> None:
        """Press a button and wait until its run has finished."""
        await self._rerun(WidgetState(id=part.id, trigger_value=True), part.fragment_id)

    async def tick(self, part: Part) -> None:
        """Tick a box and wait until its run has finished."""
        await self._rerun(WidgetState(id=part.id, bool_value=True), part.fragment_id)

    async def rerun_fragment(self, part: Part) -> None:
        """Let a component's trigger rerun its fragment; wait until that has finished."""
        self._asks += 1
        # The name that Streamlit gives the place where triggers of a component are gathered.
        place = f"$$STREAMLIT_INTERNAL_KEY_{part.id}__events"
        value = json.dumps([{"event": "news", "value": self._asks}])
        await self._rerun(WidgetState(id=place, json_trigger_value=value), part.fragment_id)

    async def _rerun(self, state: WidgetState | None = None, fragment_id: str = "") -> None:
        before = self.runs
        await self._ask_for_rerun(state, fragment_id)
        await self.until(lambda: self.runs > before and not self._running)

    async def _ask_for_rerun(self, state: WidgetState | None, fragment_id: str) -> None:
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.fragment_id = self.query, fragment_id
        run.page_script_hash = self._page_hash
        run.page_name = "" if self._page_hash else self.page
        run.cached_message_hashes.extend(self._kept)
        run.context_info.url = f"http://{self.at}/{self.page}"
        run.context_info.timezone, run.context_info.locale = "Europe/Berlin", "en-US"
        if state is not None:
            run.widget_states.widgets.append(state)
        self._running = True
        assert self._stream is not None
        await self._stream.send(message.SerializeToString())

    async def until(self, is_so: Callable[[], bool], *, patience_s: float = PATIENCE_S) -> None:
        """Wait until something is so; looked at after every message.

        Raises
        ------
        TimeoutError
            If it was not so in time.
        """
        async with asyncio.timeout(patience_s):
            while not is_so():
                self.changed.clear()
                await self.changed.wait()

    # ----------------------------------------------------------------- looking

    def component(self, name: str) -> Part | None:
        """Return a component of the page by its name."""
        return next((part for part in self.parts.values() if part.kind == name), None)

    def button(self, key: str) -> Part | None:
        """Return the button whose key begins with ``key``."""
        return self._keyed("button", key)

    def checkbox(self, key: str) -> Part | None:
        """Return the box to tick whose key begins with ``key``."""
        return self._keyed("checkbox", key)

    def _keyed(self, kind: str, key: str) -> Part | None:
        # Streamlit writes the key at the end of the element's id.
        found = [part for part in self.parts.values() if part.kind == kind and f"-{key}" in part.id]
        return found[-1] if found else None

    def text(self) -> str:
        """Return all HTML of the page, one element a line."""
        return "\n".join(part.label for part in self.parts.values() if part.kind == "html")

    # ----------------------------------------------------------------- hearing

    async def _read_stream(self) -> None:
        assert self._stream is not None
        with contextlib.suppress(ConnectionClosed):
            async for raw in self._stream:
                if isinstance(raw, bytes):
                    self.bytes_read += len(raw)
                    if self.messages is not None:
                        self.messages.append(raw)
                    self._hear(raw)
        self.changed.set()

    def _hear(self, raw: bytes) -> None:
        message = ForwardMsg.FromString(raw)
        what = message.WhichOneof("type")
        if what == "ref_hash":
            path = tuple(message.metadata.delta_path)
            message = ForwardMsg.FromString(self._kept[message.ref_hash])
            self._draw(path, message.delta)
        elif what == "delta":
            if message.metadata.cacheable:
                self._kept[message.hash] = raw
            self._draw(tuple(message.metadata.delta_path), message.delta)
        elif what == "new_session":
            self._running, self._fresh = True, set()
            self._fragments = tuple(message.metadata.run.fragment_ids)
            self._page_hash = message.new_session.page_script_hash or self._page_hash
        elif what == "script_finished":
            self._finish(message)

    def _draw(self, path: tuple[int, ...], delta: Delta) -> None:
        self._fresh.add(path)
        self.parts.pop(path, None)
        if delta.WhichOneof("type") != "new_element":
            return
        element, fragment = delta.new_element, delta.fragment_id
        match element.WhichOneof("type"):
            case "bidi_component":
                found = element.bidi_component
                data = json.loads(found.json or found.mixed.json or "{}")
                self.parts[path] = Part(found.component_name, found.id, fragment, data=data)
            case "button":
                self.parts[path] = Part("button", element.button.id, fragment, element.button.label)
            case "checkbox":
                box = element.checkbox
                self.parts[path] = Part("checkbox", box.id, fragment, box.label)
            case "html":
                self.parts[path] = Part("html", "", fragment, element.html.body)

    def _finish(self, message: ForwardMsg) -> None:
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return  # another run follows at once
        whole = not self._fragments
        for path, part in list(self.parts.items()):
            if path not in self._fresh and (whole or part.fragment_id in self._fragments):
                del self.parts[path]
        signal = self.component(SIGNAL)
        self.shown = str(signal.data["shown"]) if signal else None
        if self.shown is not None:
            self.shown_at.setdefault(self.shown, time.perf_counter())
        self.runs += 1
        self._running = False
        self.changed.set()

    # ----------------------------------------------------------- the live link

    async def _read_link(self) -> None:
        assert self._link is not None
        with contextlib.suppress(ConnectionClosed):
            async for raw in self._link:
                if self.messages is not None:
                    self.messages.append(raw if isinstance(raw, bytes) else raw.encode())
                self.announced = json.loads(raw)["token"]
                self.changed.set()

    async def _follow(self) -> None:
        """Ask for a rerun while the page shows another token than was announced."""
        asked, target = float("-inf"), None
        while True:
            is_behind = self.announced is not None and self.announced != self.shown
            signal = self.component(SIGNAL)
            now = time.perf_counter()
            is_due = self.announced != target or now - asked >= AGAIN_S
            if is_behind and signal and not self._running and is_due:
                asked, target = now, self.announced
                await self._ask_for_signal(signal)
            if is_behind:
                await asyncio.sleep(LOOK_S if self._running else 0.01)
            else:
                self.changed.clear()
                await self.changed.wait()

    async def _ask_for_signal(self, signal: Part) -> None:
        self._asks += 1
        place = f"$$STREAMLIT_INTERNAL_KEY_{signal.id}__events"
        value = json.dumps([{"event": "news", "value": self._asks}])
        with contextlib.suppress(ConnectionClosed):
            await self._ask_for_rerun(
                WidgetState(id=place, json_trigger_value=value), signal.fragment_id
            )
