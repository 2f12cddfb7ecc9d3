"""Serve scripts and styles, ours and the screens', under names that hold their hash.

A name that changes with the content may be cached for good: a phone loads a
file once, and never an old one.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from efficacy.home import home

PREFIX = "/assets/"
FOR_GOOD = "public, max-age=31536000, immutable"

_OWN = ("style.css", "paper.css", "entry.js", "here.js", "icon.svg")
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def url(name: str) -> str | None:
    """Return the address of a file by its plain name, such as ``queue.js``; None if unknown."""
    hashed = _loaded()[0].get(name)
    return f"{PREFIX}{hashed}" if hashed else None


def content(hashed_name: str) -> bytes | None:
    """Return the file with this hashed name; None if there is none."""
    return _loaded()[1].get(hashed_name)


async def serve_asset(request: Request) -> Response:
    """Answer GET /assets/{name}, compressed where the browser takes that."""
    found = _answer(request.scope["path"].removeprefix(PREFIX), is_packed=accepts_gzip(request))
    return found or Response("There is no such file.", status_code=404, media_type="text/plain")


_answers: dict[tuple[str, bool], Response] = {}


def _answer(hashed_name: str, *, is_packed: bool) -> Response | None:
    """Return the response with this file, made once; None if there is none."""
    key = (hashed_name, is_packed)
    if key not in _answers:
        found = content(hashed_name)
        if found is None:
            return None  # not remembered: unknown names are endless
        headers = {"Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
        if is_packed:
            found = gzip.compress(found, 9, mtime=0)
            headers["Content-Encoding"] = "gzip"
        _answers[key] = Response(found, media_type=media_type(hashed_name), headers=headers)
    return _answers[key]


def accepts_gzip(request: Request) -> bool:
    """Return whether the browser takes gzip."""
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = part.strip().partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def media_type(name: str) -> str:
    """Return the content type by a file's name, whatever the machine's registry says."""
    suffix = Path(name).suffix
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@cache
def _loaded() -> tuple[dict[str, str], dict[str, bytes]]:
    """Return plain to hashed names, and hashed names to contents; read once."""
    ours = [Path(__file__).parent / name for name in _OWN]
    # What the answer sheet and the live link are made of; the screens name them the same way.
    screens = sorted((home() / "pages" / "_ui" / "browser").glob("*.[cj]s*"))
    contents = {path: path.read_bytes() for path in (*ours, *screens)}
    names = {path.name: _hashed_name(path, body) for path, body in contents.items()}
    return names, {names[path.name]: body for path, body in contents.items()}


def _hashed_name(path: Path, body: bytes) -> str:
    digest = hashlib.sha256(body).hexdigest()[:12]
    return f"{path.stem}.{digest}{path.suffix}"
