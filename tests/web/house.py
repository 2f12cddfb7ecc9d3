"""Browsers for the tests of the routes: cookies, Origin and forms as real ones send them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from html import unescape
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient, WebSocketTestSession

from efficacy.services import access
from efficacy.services.workshop import Workshop
from efficacy.web import server
from efficacy.web.patience import Patience
from tests.cast import PASSPHRASE

ORIGIN = "http://room.test:8501"
# Who gets nothing of a facilitator's; see ``Site.stranger``.
STRANGERS = ("outsider", "participant", "forged", "logged out")


class Pauses:
    """Writes down how long wrong tries are held up, and lets them go on."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.patience = Patience(sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)


class Site:
    """Our routes in front of a stand-in for Streamlit."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        stand_in = Route("/_stcore/{rest:path}", _streamlit)
        self.app = Starlette(
            routes=[*server.routes(), stand_in],
            middleware=server.middleware(),
            lifespan=server.lifespan(),
        )

    @contextmanager
    def running(self) -> Iterator[Site]:
        """Start and stop the server."""
        with self._client("127.0.0.1") as first:
            self._portal = first.portal
            yield self

    def browser(self, *, at: str = "192.168.1.77") -> Browser:
        """Return a new browser that calls from an address."""
        client = self._client(at)
        client.portal = self._portal  # one loop for all, as in a server
        return Browser(client)

    def stranger(self, who: str, console: Browser, code: str) -> Browser:
        """Return a browser on the server's machine that is no facilitator's: one of STRANGERS.

        ``console`` is logged out where its old cookie is tried.
        """
        browser = self.browser(at="127.0.0.1")
        if who == "participant":
            browser.joins(code, "Heron")
        elif who == "forged":
            browser.holds(access.COOKIE_FACILITATOR, "0" * 64)
        elif who == "logged out":
            cookie = console.client.cookies[access.COOKIE_FACILITATOR]
            browser.holds(access.COOKIE_FACILITATOR, cookie)
            console.post("/logout")
        return browser

    def _client(self, at: str) -> TestClient:
        return TestClient(
            self.app,
            base_url=ORIGIN,
            client=(at, 50_000),
            follow_redirects=False,
            raise_server_exceptions=False,
        )


async def _streamlit(request: Any) -> PlainTextResponse:
    return PlainTextResponse("streamlit")


class Browser:
    """One browser: keeps its cookies, sends its forms from our own pages."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def post(
        self,
        path: str,
        form: dict[str, str] | None = None,
        *,
        origin: str | None = ORIGIN,
        **more: Any,
    ) -> httpx.Response:
        headers = {"Origin": origin} if origin else {}
        return self.client.post(path, data=form or {}, headers=headers, **more)

    def send(
        self, content: object, *, origin: str | None = ORIGIN, **headers: str
    ) -> httpx.Response:
        """Post to the answer route as the answer sheet does."""
        headers |= {"Origin": origin} if origin else {}
        return self.client.post("/answer", json=content, headers=headers)

    def listen(
        self, query: str, *, origin: str | None = ORIGIN
    ) -> AbstractContextManager[WebSocketTestSession]:
        """Open the live link."""
        headers = {"Origin": origin} if origin else {}
        return self.client.websocket_connect(f"ws://room.test:8501/live?{query}", headers=headers)

    def has(self, cookie: str) -> bool:
        return cookie in self.client.cookies

    def holds(self, cookie: str, value: str) -> Browser:
        """Put a cookie into this browser."""
        self.client.cookies.set(cookie, value, domain="room.test", path="/")
        return self

    def logged_in(self, name: str) -> Browser:
        """Log in as a facilitator."""
        reply = self.post("/login", {"name": name, "passphrase": PASSPHRASE})
        assert reply.status_code == 303, reply.text
        return self

    def joins(self, code: str, call_name: str, *, survey: str = "yes") -> httpx.Response:
        """Read the consent page and join as a person does."""
        form = {"call_name": call_name, "survey": survey}
        return self.post(f"/j/{code}", hidden(self.get(f"/j/{code}")) | form)


def hidden(reply: httpx.Response) -> dict[str, str]:
    """Return the hidden fields of the first form of a page."""
    form = reply.text.split("<form", 2)[1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def words(reply: httpx.Response) -> str:
    """Return what a person reads on a page."""
    text = re.sub(r"<(script|style).*?</\1>|<head>.*?</head>", " ", reply.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def sentence(reply: httpx.Response) -> str:
    """Return the sentence of a page that has nothing else to say."""
    found = re.search(r'role="alert">(.*?)</p>', reply.text, re.DOTALL)
    assert found, reply.text
    return unescape(found[1]).strip()
