"""What surrounds every request: our page shell, redirects at the door, security headers.

Streamlit's ``index.html`` becomes ours (title, icon, background, no pointer to
anything outside), and a participant's screen gets one small script: when the
address is opened anew it asks "Are you back?" first, on a refresh it does not.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from efficacy.errors import CanDoError
from efficacy.services import access
from efficacy.web import assets, cookies, html
from efficacy.web.assets import accepts_gzip
from efficacy.web.bundle import PREFIX, index_html, serve_bundle
from efficacy.web.origin import is_same_origin
from efficacy.web.runtime import get_workshop
from efficacy.web.security import app_policy, headers_for
from efficacy.web.sockets import REFUSED
from efficacy.web.work import Pool, Turns, in_thread

FILES_A_TURN = 8

# The screens that Streamlit draws, by address; everything else is a route or does not exist.
PARTICIPANT_PAGES = frozenset({"/room", "/my-results"})
PAGES = PARTICIPANT_PAGES | frozenset(
    {
        "/",
        "/projector",
        "/console",
        "/cohorts",
        "/handouts",
        "/people",
        "/paper",
        "/results",
        "/curriculum",
        "/stories",
        "/settings",
    }
)
# First parts of the addresses that our routes answer.
ROUTES = frozenset(
    {
        "answer",
        "assets",
        "back",
        "brought",
        "desk",
        "files",
        "health",
        "j",
        "join",
        "live",
        "login",
        "logout",
        "my-handouts",
        "projector",
        "qr",
        "return",
        "practice",
        "setup",
        "shown",
        "take-home",
        "words",
    }
)
# Streamlit's own addresses; its browser part also tries them below a page's address.
_STREAMLIT = re.compile(r"(^|/)(_stcore|media|component)/|^/(favicon\.png|manifest\.json)$")
# Facilitators take in plans; nobody else can fill the memory with files.
_UPLOAD = re.compile(r"(^|/)_stcore/upload_file(/|$)")

_ASK_FIRST = (Path(__file__).parent / "here.js").read_text(encoding="utf-8")
_BACKGROUND = "<style>html{background:#FBF9F5}</style>"
_NO_SCRIPT = (
    "<noscript><p>This page needs JavaScript. Switch it on for this address, "
    "then load the page again.</p></noscript>"
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shell:
    """A page that starts the screens, and the hashes of the scripts in it."""

    plain: bytes
    zipped: bytes
    script_hashes: tuple[str, ...]


@cache
def shell(*, asks_first: bool) -> Shell:
    """Return Streamlit's page made ours.

    Parameters
    ----------
    asks_first : bool
        Whether a new visit is sent to the join page, as on a participant's screen.
    """
    text = index_html()
    head = f"<script>{_ASK_FIRST}</script>" if asks_first else ""
    icon = f'<link rel="icon" type="image/svg+xml" href="{assets.url("icon.svg")}" />'
    changes = (
        (r"<!--.*?-->\s*", ""),
        (r"<head>", f"<head>{head}{_BACKGROUND}"),
        (r"<title>.*?</title>", "<title>Can Do</title>"),
        (r'<link rel="shortcut icon"[^>]*>', icon),
        (r'<link rel="service-desc"[^>]*>\s*', ""),
        (r"<noscript>.*?</noscript>", _NO_SCRIPT),
    )
    for pattern, ours in changes:
        text = re.sub(pattern, lambda _, ours=ours: ours, text, flags=re.DOTALL)  # type: ignore[misc]
    body = text.encode()
    return Shell(
        plain=body,
        zipped=gzip.compress(body, 9, mtime=0),
        script_hashes=tuple(_hash(script) for script in _INLINE.findall(text)),
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class Front:
    """Middleware in front of the routes and of Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns = Turns(FILES_A_TURN)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is ours, pass on the rest, and put security headers on all."""
        if scope["type"] == "websocket" and not is_same_origin(Headers(scope=scope)):
            # Cookies know no ports: to Streamlit, every page of this machine would be ours.
            await WebSocketClose(REFUSED)(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        secured = _with_headers(send, request.headers.get("host", ""))
        answer = await _answer(request, self._turns)
        if answer is not None:
            await answer(scope, receive, secured)
        else:
            await self._app(scope, receive, secured)


async def _answer(request: Request, turns: Turns) -> Response | None:
    """Return what is answered here; None: somebody behind knows."""
    path = request.scope["path"]
    if request.method in ("GET", "HEAD"):
        # Here and not by their route: what lies behind takes as long again for each file.
        if path.startswith(assets.PREFIX):
            await turns.wait()
            return await assets.serve_asset(request)
        if path.startswith(PREFIX):
            await turns.wait()
            return await serve_bundle(request)
        if path in PAGES:
            return await _door(request) or _shell_page(request, path)
    is_streamlits = bool(_STREAMLIT.search(path))
    if is_streamlits and _UPLOAD.search(path):
        is_streamlits = await _is_facilitator(request)
    if path.removeprefix("/").split("/")[0] in ROUTES or is_streamlits:
        return None
    say = html.speech_for(request)
    nothing = say("There is no page at this address. Start again with the code of your room.")
    return html.sentence_page(say, nothing, status=404)


async def _is_facilitator(request: Request) -> bool:
    try:
        visitor = await in_thread(Pool.DESK, access.who_is, get_workshop(), request.cookies)
    except CanDoError:
        return False
    return visitor.facilitator is not None


async def _door(request: Request) -> Response | None:
    """Return where somebody is sent who opens the bare address, or a screen they cannot have."""
    path = request.scope["path"]
    if path in PARTICIPANT_PAGES and cookies.PARTICIPANT not in request.cookies:
        return html.see_other("/join")
    if path != "/":
        return None
    try:
        visitor = await in_thread(Pool.DESK, access.who_is, get_workshop(), request.cookies)
    except CanDoError as error:
        say = html.speech_for(request)
        return html.sentence_page(say, error.said(say), status=html.status_of(error))
    if visitor.facilitator is not None:
        return html.see_other("/cohorts")
    if visitor.projector is not None and visitor.participant is None:
        return html.see_other("/projector")
    return html.see_other("/join")


def _shell_page(request: Request, path: str) -> Response:
    found = shell(asks_first=path in PARTICIPANT_PAGES)
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Security-Policy": app_policy(request.headers.get("host", ""), found.script_hashes),
    }
    if accepts_gzip(request):
        headers["Content-Encoding"] = "gzip"
        return Response(found.zipped, media_type="text/html", headers=headers)
    return Response(found.plain, media_type="text/html", headers=headers)


def _with_headers(send: Send, host: str) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = message["headers"]
            named = {name for name, _ in given}
            # A new list: responses that are made once are sent to everybody.
            ours = (header for header in headers_for(host) if header[0] not in named)
            message["headers"] = [*given, *ours]
        await send(message)

    return secured
