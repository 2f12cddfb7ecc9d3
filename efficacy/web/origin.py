"""Where a request came from: only pages of this very server may change anything."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from efficacy.errors import NotAllowed

_DEFAULT_PORTS = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}


def is_same_origin(headers: Mapping[str, str]) -> bool:
    """Return whether a request was made by a page of the host it was sent to.

    ``Origin`` decides; where a browser leaves it out, ``Referer`` does. A
    request with neither could come from anywhere and does not count.
    """
    host = headers.get("host", "").lower()
    source = headers.get("origin") or headers.get("referer") or ""
    try:
        parts = urlsplit(source.lower())
    except ValueError:
        return False
    if not host or parts.scheme not in ("http", "https"):
        return False
    port = _DEFAULT_PORTS[parts.scheme]
    return parts.netloc.removesuffix(port) == host.removesuffix(port)


def require_same_origin(headers: Mapping[str, str]) -> None:
    """Refuse a request that a page of another server sent.

    Raises
    ------
    NotAllowed
        Also where the browser does not say which page sent it.
    """
    if not is_same_origin(headers):
        raise NotAllowed(
            "This was not sent from a page of Can Do, so nothing was changed. "
            "Open the room's address again and try once more."
        )
