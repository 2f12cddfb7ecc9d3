"""The workshop is made once a process, served by the hub, and closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from efficacy.content.library import Library
from efficacy.errors import SetupError, StoreError
from efficacy.services import access
from efficacy.services.workshop import Workshop
from efficacy.store.engine import open_store
from efficacy.web import runtime, server


@pytest.fixture
def made(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[list]:
    """Return the workshops that the server makes."""
    found: list[Workshop] = []

    def make() -> Workshop:
        found.append(Workshop(store=open_store(f"sqlite:///{tmp_path / 'a.db'}"), library=library))
        return found[-1]

    monkeypatch.setattr(runtime, "_parts", runtime._Parts())
    runtime.make_with(make, port=lambda: 9000)
    yield found
    runtime.close_workshop()


def test_it_is_made_once_however_many_ask(made: list[Workshop]) -> None:
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: runtime.get_workshop(), range(16)))
    assert len(made) == 1
    assert all(one is made[0] for one in got)


def test_verbs_tell_the_hub_and_screens_get_the_addresses(
    made: list[Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "lan_addresses", lambda: ("192.168.1.20", "10.0.0.5"))
    workshop = runtime.get_workshop()
    assert workshop.announcer is runtime.get_hub()
    assert workshop.addresses() == ("192.168.1.20:9000", "10.0.0.5:9000")
    assert made == [workshop]


def test_the_server_makes_it_at_the_start_and_closes_it_at_the_end(made: list[Workshop]) -> None:
    app = Starlette(routes=server.routes(), lifespan=server.lifespan(runtime._parts.make))
    with TestClient(app) as client:
        assert len(made) == 1
        assert client.get("/health").status_code == 200
    with pytest.raises(StoreError):
        access.new_setup_link(made[0])
    runtime.get_workshop()
    assert len(made) == 2


def test_one_that_was_put_in_place_is_not_closed(made: list, workshop: Workshop) -> None:
    runtime.use_workshop(workshop)
    assert runtime.get_workshop() is workshop
    runtime.close_workshop()
    runtime.use_workshop(None)
    access.new_setup_link(workshop)
    assert made == []


def test_screens_without_a_server_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "_parts", runtime._Parts())
    with pytest.raises(SetupError, match="started without their server"):
        runtime.get_workshop()
