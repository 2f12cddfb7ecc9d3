"""The site as browsers meet it: our routes and what surrounds them, on a workshop of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from efficacy.services.workshop import Workshop
from efficacy.web import runtime
from tests.cast import Room
from tests.web.house import Browser, Pauses, Site


@pytest.fixture
def pauses() -> Pauses:
    """Return the pauses that wrong tries cost, written down and not waited for."""
    return Pauses()


@pytest.fixture
def site(workshop: Workshop, pauses: Pauses, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return the running site."""
    monkeypatch.setattr("efficacy.web.join.WRONG_CODE_S", 0.0)
    before = runtime.get_patience()
    runtime.use_patience(pauses.patience)
    runtime.use_workshop(workshop)
    try:
        with Site(workshop).running() as running:
            yield running
    finally:
        runtime.use_workshop(None)
        runtime.use_patience(before)


@pytest.fixture
def phone(site: Site) -> Browser:
    """Return a participant's browser, somewhere in the room."""
    return site.browser()


@pytest.fixture
def laptop(site: Site) -> Browser:
    """Return a browser on the machine that runs Can Do."""
    return site.browser(at="127.0.0.1")


@pytest.fixture
def console(site: Site, room: Room) -> Browser:
    """Return the browser of the room's owner, logged in."""
    return site.browser(at="127.0.0.1").logged_in("Owner of Tuesday group")
