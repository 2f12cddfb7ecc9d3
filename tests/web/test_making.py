"""Files made in the background: who may begin one, see how far it is, and take it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from efficacy.errors import NotAllowed, NotFound
from efficacy.services import exports
from efficacy.services.exports import Export, ExportFile
from efficacy.services.workshop import Workshop
from efficacy.web import files, making
from tests.cast import Clock, Room, facilitator
from tests.web.house import Browser, Site, sentence

Maker = Callable[..., ExportFile]


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Leave nothing behind for the next test."""
    yield
    making.forget()


@pytest.fixture
def makes(monkeypatch: pytest.MonkeyPatch) -> Callable[[Maker], None]:
    """Put something quick in the place of what makes a file."""
    return lambda maker: monkeypatch.setattr(exports, "export", maker)


def book(*_: object, progress: exports.Progress, **__: object) -> ExportFile:
    """Make a small file in two steps."""
    progress(1, 2)
    progress(2, 2)
    return ExportFile("book.xlsx", b"PK")


def over(room: Room, who: object, what: Export = Export.COHORT) -> making.Making:
    """Return how it ended, as soon as it has."""
    met = threading.Event()
    for _ in range(2000):
        found = making.progress(room.workshop, who, room.cohort_id, what)
        if found is not None and not found.is_running:
            return found
        met.wait(0.005)
    raise AssertionError("It is still being made.")


def test_a_file_is_made_and_taken_once_it_is_ready(
    console: Browser, room: Room, makes: Callable[[Maker], None]
) -> None:
    makes(book)
    address = f"/files/made/{room.cohort_id}/cohort"
    assert console.get(address).status_code == 404
    files.begin(room.workshop, room.owner, room.cohort_id, Export.COHORT)
    found = over(room, room.owner)
    assert (found.done, found.steps) == (2, 2)
    reply = console.get(address)
    assert (reply.status_code, reply.content) == (200, b"PK")
    assert reply.headers["cache-control"] == "no-store"
    assert 'filename="book.xlsx"' in reply.headers["content-disposition"]


def test_while_it_is_made_its_steps_can_be_seen_and_it_is_begun_once(
    room: Room, makes: Callable[[Maker], None]
) -> None:
    seen, go_on, begun = threading.Event(), threading.Event(), []

    def slow(*_: object, progress: exports.Progress, **__: object) -> ExportFile:
        begun.append(1)
        progress(3, 12)
        seen.set()
        go_on.wait(10)
        return ExportFile("book.xlsx", b"PK")

    makes(slow)
    for _ in range(2):
        files.begin(room.workshop, room.owner, room.cohort_id, Export.COHORT)
        assert seen.wait(10)
    found = making.progress(room.workshop, room.owner, room.cohort_id, Export.COHORT)
    assert found is not None
    assert (found.is_running, found.done, found.steps) == (True, 3, 12)
    go_on.set()
    over(room, room.owner)
    assert begun == [1]


def test_what_goes_wrong_is_a_sentence(room: Room, makes: Callable[[Maker], None]) -> None:
    def refused(*_: object, **__: object) -> ExportFile:
        raise NotAllowed("Not in this cohort.")

    def broken(*_: object, **__: object) -> ExportFile:
        raise ZeroDivisionError("secret detail")

    for maker, words in ((refused, "Not in this cohort."), (broken, "Something went wrong here.")):
        makes(maker)
        files.begin(room.workshop, room.owner, room.cohort_id, Export.COHORT)
        trouble = over(room, room.owner).trouble
        assert trouble is not None
        assert str(trouble).startswith(words)


def test_only_who_had_it_made_can_take_it(
    site: Site, room: Room, makes: Callable[[Maker], None]
) -> None:
    makes(book)
    files.begin(room.workshop, room.owner, room.cohort_id, Export.COHORT)
    over(room, room.owner)
    address = f"/files/made/{room.cohort_id}/cohort"
    participant = site.browser()
    participant.joins(room.code, "Heron")
    assert participant.get(address).status_code == 403
    assert site.browser().get(address).status_code == 403
    Room.made(room.workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    assert stranger.get(address).status_code == 404


def test_a_stranger_can_have_nothing_made(room: Room, makes: Callable[[Maker], None]) -> None:
    makes(book)
    stranger = facilitator(room.workshop, "Somebody else")
    with pytest.raises(NotFound):
        files.begin(room.workshop, stranger, room.cohort_id, Export.COHORT)
    assert making.progress(room.workshop, stranger, room.cohort_id, Export.COHORT) is None


def test_after_a_quarter_of_an_hour_it_is_gone(
    room: Room, clock: Clock, makes: Callable[[Maker], None]
) -> None:
    makes(book)
    files.begin(room.workshop, room.owner, room.cohort_id, Export.COHORT)
    over(room, room.owner)
    clock.pass_s(making.KEPT_MS / 1000 + 1)
    assert making.progress(room.workshop, room.owner, room.cohort_id, Export.COHORT) is None


def test_an_unknown_file_is_a_sentence(console: Browser, room: Room) -> None:
    reply = console.get(f"/files/made/{room.cohort_id}/everything")
    assert reply.status_code == 422
    assert "no file of the kind “everything”" in sentence(reply)


@pytest.mark.parametrize(("path", "start"), [("data", b"PK"), ("spss", b"$FL")])
def test_the_owner_downloads_csv_and_spss(
    console: Browser, room: Room, path: str, start: bytes
) -> None:
    reply = console.get(f"/files/{path}/{room.cohort_id}")
    assert reply.status_code == 200
    assert reply.content.startswith(start)
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["data", "spss"])
def test_a_group_only_cohort_has_no_file_by_person(
    site: Site, workshop: Workshop, clock: Clock, path: str
) -> None:
    group = Room.made(workshop, clock, mode="group-only", name="Friday group")
    browser = site.browser(at="127.0.0.1").logged_in("Owner of Friday group")
    reply = browser.get(f"/files/{path}/{group.cohort_id}")
    assert reply.status_code == 403
    assert "group-only cohort" in sentence(reply)
