"""HTTP as one browser has it: six kept connections a host, a cookie jar, gzip left packed.

Small on purpose: a hundred of them share a processor with the server they measure.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

CONNECTIONS = 6
PATIENCE_S = 30.0


@dataclass(slots=True)
class Reply:
    """One response; ``body`` is as it came over the wire."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes

    def json(self) -> object:
        """Return the body as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class _Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


@dataclass(slots=True)
class Browser:
    """The network side of one browser."""

    port: int
    host: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    bytes_read: int = 0
    patience_s: float = PATIENCE_S
    _idle: list[_Line] = field(default_factory=list)
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    @property
    def origin(self) -> str:
        """What pages of this server send as their origin."""
        return f"http://{self.host}:{self.port}"

    @property
    def cookie_header(self) -> str:
        """The cookies as a header's value."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str, *, packed: bool = False, page: str = "") -> Reply:
        """Fetch a path; ``packed`` asks for gzip, ``page`` is the path of the page it is on."""
        headers = {"Accept-Encoding": "gzip" if packed else "identity"}
        if page:
            headers["Referer"] = f"{self.origin}{page}"
        return await self._ask("GET", path, headers)

    async def post_form(self, path: str, fields: Mapping[str, str]) -> Reply:
        """Send a plain form."""
        body = urlencode(fields).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return await self._ask("POST", path, headers, body)

    async def post_json(
        self, path: str, content: object, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send JSON, as a script of the page does."""
        sent = {"Content-Type": "application/json", "Origin": self.origin, **(headers or {})}
        return await self._ask("POST", path, sent, json.dumps(content).encode())

    async def close(self) -> None:
        """Close all connections."""
        for line in self._idle:
            line.writer.close()
        self._idle.clear()

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Reply:
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        head += [f"{name}: {value}" for name, value in headers.items()]
        if self.cookies:
            head.append(f"Cookie: {self.cookie_header}")
        if body is not None:
            head.append(f"Content-Length: {len(body)}")
        request = "\r\n".join([*head, "", ""]).encode("latin-1") + (body or b"")
        async with self._free, asyncio.timeout(self.patience_s):
            reply = await self._over_a_line(request)
        for name, value in reply.cookies.items():
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return reply

    async def _over_a_line(self, request: bytes) -> Reply:
        is_fresh = not self._idle
        line = await self._open() if is_fresh else self._idle.pop()
        try:
            line.writer.write(request)
            reply = await self._read(line)
        except (ConnectionError, asyncio.IncompleteReadError):
            line.writer.close()
            if is_fresh:
                raise
            # A kept connection may have been closed at the other end meanwhile.
            return await self._over_a_line(request)
        except BaseException:
            line.writer.close()
            raise
        if reply.headers.get("connection", "").lower() == "close":
            line.writer.close()
        else:
            self._idle.append(line)
        return reply

    async def _open(self) -> _Line:
        return _Line(*await asyncio.open_connection(self.host, self.port, limit=2**20))

    async def _read(self, line: _Line) -> Reply:
        head = (await line.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ", 2)[1])
        headers: dict[str, str] = {}
        cookies: dict[str, str] = {}
        for row in head[1:-2]:
            name, _, value = row.partition(":")
            if name.lower() == "set-cookie":
                cookie, _, content = value.strip().partition(";")[0].partition("=")
                cookies[cookie] = content.strip('"')
            headers[name.lower()] = value.strip()
        body = await self._body(line, headers)
        self.bytes_read += len(body)
        return Reply(status, headers, cookies, body)

    async def _body(self, line: _Line, headers: Mapping[str, str]) -> bytes:
        if "content-length" in headers:
            return await line.reader.readexactly(int(headers["content-length"]))
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return b""
        parts = []
        while size := int((await line.reader.readline()).split(b";")[0], 16):
            parts.append(await line.reader.readexactly(size))
            await line.reader.readexactly(2)
        await line.reader.readexactly(2)
        return b"".join(parts)
