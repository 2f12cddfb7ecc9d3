"""Let what is written leave at once, instead of when what came before is acknowledged.

Without it an answer in two parts waits forty milliseconds and more for the
other side, and so does each message of a run after the first. asyncio asks for
it by itself, but only on sockets that name their protocol; the one that
Streamlit listens on names none, nor do those that it accepts.
"""

from __future__ import annotations

import asyncio
import socket


def send_at_once() -> None:
    """Make asyncio set ``TCP_NODELAY`` on every TCP connection from now on."""
    # A private name of CPython's, the same since 3.6; tests/browser measures what it does.
    asyncio.base_events._set_nodelay = _set_nodelay  # type: ignore[attr-defined]


def _set_nodelay(connection: socket.socket) -> None:
    is_internet = connection.family in (socket.AF_INET, socket.AF_INET6)
    if is_internet and connection.type == socket.SOCK_STREAM:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
