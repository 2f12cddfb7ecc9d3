"""Turn templates into pages, in the reader's language, with errors as sentences."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from efficacy.errors import (
    CanDoError,
    Conflict,
    InsufficientData,
    InvalidValue,
    NotAllowed,
    NotFound,
    StageError,
    StoreError,
)
from efficacy.language import DEFAULT_LANGUAGE, Speech, languages, speech
from efficacy.web import assets
from efficacy.web.forms import TooLargeError
from efficacy.web.patience import TooManyWaitingError
from efficacy.web.security import PAGE_POLICY

log = logging.getLogger("can_do.web")

Endpoint = Callable[[Request], Awaitable[Response]]

STATUS: dict[type[CanDoError], int] = {
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    StageError: 409,
    InsufficientData: 409,
    InvalidValue: 422,
    TooLargeError: 413,
    TooManyWaitingError: 429,
    StoreError: 503,
}

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, say: Speech, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page; it is kept by no cache, because it may hold a name.

    Parameters
    ----------
    template : str
        File name in ``templates``; every value is escaped.
    say : Speech
        The reader's language.
    """
    text = _templates.get_template(template).render(
        say=say, lang=say.language, asset=lambda name: assets.url(name) or "", **values
    )
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": PAGE_POLICY}
    return HTMLResponse(text, status_code=status, headers=headers)


def sentence_page(say: Speech, sentence: str, *, status: int) -> HTMLResponse:
    """Return a page that says what is the matter, with a way back."""
    return page("sentence.html", say, status=status, sentence=sentence)


def sentence_json(sentence: str, *, status: int) -> JSONResponse:
    """Return the same for a script."""
    return JSONResponse(
        {"ok": False, "sentence": sentence},
        status_code=status,
        headers={"Cache-Control": "no-store"},
    )


def see_other(path: str) -> RedirectResponse:
    """Return the way to another page of this server; no cache keeps it."""
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})


def speech_for(request: Request) -> Speech:
    """Return the interface words in the first language a browser asks for that exists."""
    known = _known_languages()
    for part in request.headers.get("accept-language", "")[:200].split(","):
        wanted = part.split(";")[0].strip().lower()
        for tag in (wanted, wanted.split("-")[0]):
            if tag in known:
                return speech(known[tag])
    return speech(DEFAULT_LANGUAGE)


def _known_languages() -> dict[str, str]:
    return {tag.lower(): tag for tag in languages()}


def long_date(at_ms: int, language: str) -> str:
    """Return a day in words, as people of that language write it, in the machine's time zone."""
    from babel.core import UnknownLocaleError  # dear to load, and needed for consent pages only
    from babel.dates import format_date

    day = datetime.fromtimestamp(at_ms / 1000).date()
    try:
        return str(format_date(day, format="long", locale=language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return str(format_date(day, format="long", locale=DEFAULT_LANGUAGE))


def filled(sentences: Sequence[str], **values: str) -> tuple[str, ...]:
    """Return sentences with their ``{places}`` filled; other braces stay as written."""
    done = []
    for sentence in sentences:
        for name, value in values.items():
            sentence = sentence.replace("{" + name + "}", value)
        done.append(sentence)
    return tuple(done)


def status_of(error: CanDoError) -> int:
    """Return the HTTP status that fits an error."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def went_wrong(say: Speech) -> str:
    """Return the sentence for what nobody foresaw."""
    return say(
        "Something went wrong here. What was saved before is safe. Load this page again; if it "
        "happens again, tell your counselor."
    )


def answers_with_pages(endpoint: Endpoint) -> Endpoint:
    """Wrap a route so that every error becomes a page with one sentence."""

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        say = speech_for(request)
        try:
            return await endpoint(request)
        except CanDoError as error:
            _note(error, request)
            return sentence_page(say, error.said(say), status=status_of(error))
        except Exception:
            log.exception("%s %s failed", request.method, request.url.path)
            return sentence_page(say, went_wrong(say), status=500)

    return guarded


def answers_with_json(endpoint: Endpoint) -> Endpoint:
    """Wrap a route for scripts so that every error becomes JSON with one sentence."""

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        say = speech_for(request)
        try:
            return await endpoint(request)
        except CanDoError as error:
            _note(error, request)
            return sentence_json(error.said(say), status=status_of(error))
        except Exception:
            log.exception("%s %s failed", request.method, request.url.path)
            return sentence_json(went_wrong(say), status=500)

    return guarded


def _note(error: CanDoError, request: Request) -> None:
    if status_of(error) >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
