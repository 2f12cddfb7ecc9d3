"""The one place where the parts are put together.

A ``Workshop`` carries what every verb needs: the store, the curriculum, the
clock, a private source of randomness, and whom to tell when something changed.
Services take it as their first argument and take nothing from globals.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom
from time import time
from typing import Protocol

from efficacy.content.library import Library
from efficacy.store.engine import Store


class Announcer(Protocol):
    """Whom a verb tells, after its transaction is committed, what changed."""

    def state_changed(self, cohort_id: str) -> None:
        """A session moved on, or a message was sent: all screens of the cohort."""

    def counts_changed(self, cohort_id: str) -> None:
        """Somebody joined or answered: console and projector, not the phones."""

    def access_changed(self) -> None:
        """A log-in ended or a person was removed: every screen asks again."""

    def present(self, cohort_id: str) -> frozenset[str]:
        """Return the ids of the participants whose screens are connected."""


class Silence:
    """An announcer for programs without screens: the command, the simulation."""

    def state_changed(self, cohort_id: str) -> None: ...

    def counts_changed(self, cohort_id: str) -> None: ...

    def access_changed(self) -> None: ...

    def present(self, cohort_id: str) -> frozenset[str]:  # noqa: ARG002
        return frozenset()


def system_now_ms() -> int:
    """Return the machine's clock in milliseconds UTC."""
    return int(time() * 1000)


@dataclass(slots=True)
class Workshop:
    """Everything that a verb needs, put together once."""

    store: Store
    library: Library
    announcer: Announcer = field(default_factory=Silence)
    now_ms: Callable[[], int] = system_now_ms
    # A generator of our own: seeding ``random`` elsewhere can never repeat a code.
    rng: Random = field(default_factory=SystemRandom)
    # The machine's addresses that a room can reach, best first, with the port.
    addresses: Callable[[], tuple[str, ...]] = tuple
    # Templates, colour and logo of the counselor's own; the folder may not exist.
    own_handouts: Path | None = None

    def new_id(self) -> str:
        """Return a fresh random id of 32 hexadecimal characters."""
        return f"{self.rng.getrandbits(128):032x}"

    def new_token(self) -> str:
        """Return a fresh secret for a cookie or a link (256 bits)."""
        return f"{self.rng.getrandbits(256):064x}"


def hashed(token: str) -> str:
    """Return how a secret is stored: its SHA-256, never itself."""
    return hashlib.sha256(token.encode()).hexdigest()
