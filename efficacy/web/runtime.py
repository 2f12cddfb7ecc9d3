"""The workshop that this server runs, put together once a process.

Pages and routes call ``get_workshop()``. The server file says how it is made
(``make_with``); tests put a workshop of their own in place (``use_workshop``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from efficacy.errors import SetupError
from efficacy.services.workshop import Workshop
from efficacy.web.addresses import lan_addresses
from efficacy.web.live import Hub
from efficacy.web.patience import Patience

DEFAULT_PORT = 8501
ADDRESSES_S = 5.0


class _Parts:
    """What lives as long as the process."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.workshop: Workshop | None = None
        self.is_ours = False  # made here, so closed here
        self.make: Callable[[], Workshop] | None = None
        self.port: Callable[[], int] = lambda: DEFAULT_PORT
        self.addresses: tuple[str, ...] = ()
        self.addresses_until = float("-inf")
        self.hub = Hub()
        self.patience = Patience()


_parts = _Parts()


def make_with(make: Callable[[], Workshop], *, port: Callable[[], int]) -> None:
    """Say how the workshop is made and how to learn the port, before either is asked for."""
    _parts.make = make
    _parts.port = port


def get_workshop() -> Workshop:
    """Return this process's workshop: the store is opened, the curriculum read, once.

    Raises
    ------
    StoreError
        If the database cannot be opened.
    ContentError
        If the curriculum has mistakes; all are listed.
    SetupError
        If nobody has said how it is made.
    """
    with _parts.lock:
        if _parts.workshop is None:
            if _parts.make is None:
                raise SetupError(
                    "The screens were started without their server. "
                    "Start Can Do with `workshop` or `make run`."
                )
            made = _parts.make()
            made.announcer, made.addresses = _parts.hub, addresses_with_port
            _parts.workshop, _parts.is_ours = made, True
            _parts.hub.serve(made)
        return _parts.workshop


def use_workshop(workshop: Workshop | None) -> None:
    """Run this workshop from now on (None: make one when asked); the caller closes it."""
    with _parts.lock:
        close_workshop()
        _parts.workshop = workshop
        if workshop is not None:
            workshop.announcer = _parts.hub
            _parts.hub.serve(workshop)


def close_workshop() -> None:
    """Close the store, if it was opened here; what was accepted is finished first."""
    with _parts.lock:
        if _parts.workshop is not None and _parts.is_ours:
            _parts.workshop.store.close()
        if _parts.is_ours:
            _parts.workshop = None
            _parts.is_ours = False


def get_hub() -> Hub:
    """Return whom verbs tell what changed."""
    return _parts.hub


def get_patience() -> Patience:
    """Return the lines in which tries of PINs and passphrases stand."""
    return _parts.patience


def use_patience(patience: Patience) -> None:
    """Let tries stand in these lines; tests pass some that do not wait."""
    _parts.patience = patience


def addresses_with_port() -> tuple[str, ...]:
    """Return the machine's addresses in the room with the port, the likeliest first.

    Looked up again after a few seconds: a laptop that slept wakes with another
    one, and every token of a projector asks.
    """
    now = monotonic()
    if now >= _parts.addresses_until:
        port = _parts.port()
        _parts.addresses = tuple(f"{address}:{port}" for address in lan_addresses())
        _parts.addresses_until = now + ADDRESSES_S
    return _parts.addresses
