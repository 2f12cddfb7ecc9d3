"""What browsers are told about where our pages may load from and send to: nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# Of the plain pages: nothing inline, nothing but our own files.
PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

_HOST = re.compile(r"^[A-Za-z0-9.\-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$")


def app_policy(host: str, script_hashes: Iterable[str] = ()) -> str:
    """Return the policy of the screens that Streamlit draws.

    Its styles are written inline and its components come as blobs; scripts
    inline are only those whose hash is named.

    Parameters
    ----------
    host : str
        The Host header: some browsers want the WebSocket's address in full.
    script_hashes : iterable of str
        Base64 of the SHA-256 of each inline script of the page.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.match(host) else ""
    inline = "".join(f" 'sha256-{digest}'" for digest in script_hashes)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob:{inline}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            f"connect-src 'self' data: blob:{sockets}",
            "worker-src 'self' blob:",
            "frame-src 'self' blob:",
            "object-src 'none'",
            "form-action 'self'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
        )
    )


@lru_cache(maxsize=64)
def headers_for(host: str) -> tuple[tuple[bytes, bytes], ...]:
    """Return what every response carries unless it says otherwise, as it goes over the wire.

    Parameters
    ----------
    host : str
        The Host header of the request, as ``app_policy`` takes it.
    """
    headers = {**HEADERS, "Content-Security-Policy": app_policy(host)}
    return tuple((k.lower().encode(), value.encode("latin-1")) for k, value in headers.items())
