"""Read what a browser sends, up to a size, before anything else is done with it."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from efficacy.errors import CanDoError, InvalidValue
from efficacy.web.origin import require_same_origin

FORM_BYTES = 8 * 1024
FORM_FIELDS = 20


class TooLargeError(CanDoError):
    """More was sent than any page of ours sends."""


async def body_of(request: Request, *, most_bytes: int) -> bytes:
    """Return a request's body.

    Raises
    ------
    TooLargeError
        As soon as more than ``most_bytes`` have arrived.
    """
    too_large = TooLargeError(
        "That is more than {most} kB, which is more than a page of Can Do sends. Nothing was "
        "saved. Load the page again.",
        most=most_bytes // 1024,
    )
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > most_bytes:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise too_large
    return bytes(body)


def json_of(body: bytes) -> dict[str, object]:
    """Return what one of our own pages sent as JSON: an object, of any shape.

    Raises
    ------
    InvalidValue
        If it is none.
    """
    try:
        # NaN and Infinity are not JSON, and nothing of ours sends them.
        content = json.loads(body, parse_constant=_not_a_number)
    except (ValueError, RecursionError):
        raise misshapen("the whole") from None
    if not isinstance(content, dict):
        raise misshapen("the whole")
    return content


def _not_a_number(_: str) -> float:
    raise ValueError


def misshapen(what: str) -> InvalidValue:
    """Return the refusal of what is not as our pages send it; ``what`` names the part."""
    return InvalidValue(
        "This page sent something that could not be read ({what}). Load the page again.",
        what=what,
    )


def encodable(text: str) -> str:
    """Return a text without halves of characters, which no database can store."""
    return text.encode("utf-8", "replace").decode("utf-8")


async def form_of(request: Request, *, most_fields: int = FORM_FIELDS) -> dict[str, str]:
    """Return the fields of a form that one of our own pages sent.

    Raises
    ------
    NotAllowed
        If a page of another server sent it, or the browser does not say.
    TooLargeError
        If it is larger than any form of ours.
    InvalidValue
        If it is no form.
    """
    require_same_origin(request.headers)
    body = await body_of(request, most_bytes=FORM_BYTES)
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=most_fields,
            errors="strict",
        )
    except ValueError:
        raise InvalidValue(
            "This form could not be read. Load the page and fill it in again."
        ) from None
    # PostgreSQL cannot store NUL, and no keyboard types it.
    return {name: value.replace("\x00", "") for name, value in pairs}
