"""Streamlit's own files, compressed once and served from memory.

A phone loads some seventy of them before its first screen. Served as they lie
on the disk they are 2.9 MB; compressed, and never compressed twice, 1.1 MB.
"""

from __future__ import annotations

import gzip
import json
import re
import threading
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import SetupError
from efficacy.web.assets import FOR_GOOD, accepts_gzip, media_type
from efficacy.web.work import Pool, in_background, in_thread

PREFIX = "/static/"
_SMALLEST = 400  # below this, compressing saves nothing
_COMPRESSIBLE = (".js", ".css", ".svg", ".json", ".html", ".map", ".txt")
_NAMED = re.compile(r'(?:src|href)="\./(static/[^"]+\.(?:js|css|woff2))"')
# Loaded by the app only after it has started: what every screen of ours draws with, and charts.
_SOON = ("BidiComponent.tsx", "Html.tsx")
_LATER = ("Button.tsx", "PlotlyChart.tsx", "TextInput.tsx")


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it lies there and, where that is smaller, compressed.

    Both are whole responses, made once: a room that opens its browsers at the
    same instant asks for thousands of files, and everybody waits for all.
    """

    plain: Response
    zipped: Response | None

    def answer(self, request: Request) -> Response:
        """Return what this browser gets."""
        return self.zipped if self.zipped is not None and accepts_gzip(request) else self.plain


@cache
def static_folder() -> Path:
    """Return the folder with Streamlit's ``index.html``.

    Raises
    ------
    SetupError
        If the installation is broken.
    """
    spec = find_spec("streamlit")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "static"
        if (folder / "index.html").is_file():
            return folder
    raise SetupError(
        "The files of the screens (Streamlit's index.html) are missing, so Can Do cannot start. "
        "Delete the folder .venv beside start.py and start Can Do again."
    )


@cache
def index_html() -> str:
    """Return Streamlit's page as it was installed."""
    return (static_folder() / "index.html").read_text(encoding="utf-8")


@cache
def first_files() -> tuple[str, ...]:
    """Return the paths (from ``/static/``) that a browser needs for its first screen."""
    named = [f"/{path}" for path in _NAMED.findall(index_html())]
    return tuple(dict.fromkeys((*named, *_files_of(_SOON))))


def _files_of(parts: tuple[str, ...]) -> list[str]:
    """Return the scripts of parts of the app, and what these import in turn."""
    manifest = json.loads((static_folder() / "manifest.json").read_text(encoding="utf-8"))
    to_do = [name for name in manifest if name.endswith(tuple(f"/{part}" for part in parts))]
    done: dict[str, None] = {}
    while to_do:
        name = to_do.pop()
        if name not in done:
            done[name] = None
            to_do.extend(manifest[name].get("imports", []))
    return [f"/{manifest[name]['file']}" for name in done]


def prewarm() -> None:
    """Compress what a first screen needs, in a thread, before the room arrives."""

    def job() -> None:
        for path in (*first_files(), *_files_of(_LATER)):
            load(path)

    in_background(Pool.STATIC, job)


_lock = threading.Lock()
_files: dict[str, StaticFile | None] = {}
_busy: dict[str, threading.Lock] = {}


def load(path: str) -> StaticFile | None:
    """Return the file at ``/static/...``, from memory after the first time; None if unknown."""
    with _lock:
        if path in _files:
            return _files[path]
        mine = _busy.setdefault(path, threading.Lock())
    with mine:  # whoever asks for the same file meanwhile waits instead of compressing it too
        if path not in _files:
            found = _read(path)
            if found is None:
                return None  # not remembered: unknown names are endless
            _files[path] = found
        return _files[path]


def _read(path: str) -> StaticFile | None:
    root = (static_folder() / "static").resolve()
    try:
        file = (static_folder() / path.lstrip("/")).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        plain = file.read_bytes()
    except (OSError, ValueError):
        return None
    zipped = None
    if file.suffix in _COMPRESSIBLE and len(plain) > _SMALLEST:
        zipped = gzip.compress(plain, 7, mtime=0)
    kind, headers = media_type(file.name), {"Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
    packed = headers | {"Content-Encoding": "gzip"}
    return StaticFile(
        Response(plain, media_type=kind, headers=headers),
        Response(zipped, media_type=kind, headers=packed) if zipped is not None else None,
    )


async def serve_bundle(request: Request) -> Response:
    """Answer GET /static/... ; the names hold a hash, so browsers may keep the files."""
    path = request.scope["path"]
    known = _files.get(path)
    file = known or await in_thread(Pool.STATIC, load, path)
    if file is None:
        return Response("There is no such file.", status_code=404, media_type="text/plain")
    return file.answer(request)
