"""Handouts over the network: whose they are, who prints them, and how a tick is kept."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import httpx
import pytest
from starlette.datastructures import QueryParams

from efficacy.activities import goal_form
from efficacy.errors import InvalidValue
from efficacy.flow import Move
from efficacy.home import home
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.registry import FOR_MEETINGS, FOR_PEOPLE
from efficacy.services import access, facilitate, handouts
from efficacy.services.handouts import Order
from efficacy.services.workshop import Workshop
from efficacy.store.queries import participants
from efficacy.store.queries import released as released_rows
from efficacy.web import cookies, making
from efficacy.web import handouts as web
from tests.cast import Clock, facilitator, participant_behind
from tests.every_kind import Stage
from tests.reports.sheets_to_print import squashed, text_of
from tests.web.house import ORIGIN, STRANGERS, Browser, Site, sentence, words

GOAL = "goal-card"
WROTE = "I will tidy Xanadu"
FROM_PAGE = f"{ORIGIN}/my-handouts"
ORDERS = (
    Order(handouts=()),
    Order(handouts=(GOAL,), form="zip"),
    Order(handouts=("welcome-card", GOAL), participant_id="a" * 32, language="vi"),
    Order(handouts=("x&y=z ü",), session_id="1 & 2", look=Look(paper="us-letter", is_large=True)),
    Order(handouts=(GOAL,), look=Look(starts_odd=True)),
)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Leave nothing behind for the next test."""
    yield
    making.forget()


class Scene:
    """A group in which Heron wrote a goal, with Heron at a phone and the owner at a laptop."""

    def __init__(self, site: Site, workshop: Workshop, clock: Clock) -> None:
        stage = Stage.made(workshop, clock, "goal", people=0)
        self.site, self.room = site, stage.room
        cookie = self.room.cookie("Heron")
        self.who = participant_behind(workshop, cookie)
        self.room.does(Move.BEGIN)
        self.room.answers(self.who, goal_form.WHAT, WROTE, counter=1)
        self.phone = site.browser().holds(access.COOKIE_PARTICIPANT, cookie)
        self.laptop = site.browser(at="127.0.0.1").logged_in("Owner of Group of 0")

    def opens(self, path: str, *, by: Browser | None = None) -> httpx.Response:
        """Open a file as the page of handouts does."""
        return (by or self.phone).get(path, referer=FROM_PAGE)

    def released(self) -> frozenset[str]:
        with self.room.workshop.store.read() as tx:
            return released_rows.of_person(tx, self.who.id)

    def pin(self) -> str:
        with self.room.workshop.store.read() as tx:
            (row,) = participants.of_cohort(tx, self.room.cohort_id)
            return str(row.pin)

    def prints(self, order: Order) -> httpx.Response:
        """Let the owner have an order made and take it."""
        web.begin(self.room.workshop, self.room.owner, self.room.cohort_id, order)
        met = threading.Event()
        for _ in range(2000):
            found = making.progress(self.room.workshop, self.room.owner, self.room.cohort_id, order)
            if found is not None and not found.is_running:
                return self.laptop.get(web.made_address(self.room.cohort_id, order))
            met.wait(0.01)
        raise AssertionError("It is still being made.")


@pytest.fixture
def scene(site: Site, workshop: Workshop, clock: Clock) -> Scene:
    return Scene(site, workshop, clock)


# ------------------------------------------------------------------- the own page


def test_the_page_lists_ones_handouts_and_says_what_a_tick_does(scene: Scene) -> None:
    reply = scene.phone.get("/my-handouts")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    for one in handouts.own(scene.room.workshop, scene.who).handouts:
        assert one.title in words(reply)
    assert "Whoever prints it can read it" in words(reply)
    assert "a box said that only you see them" in words(reply)
    assert "checked" not in reply.text.split('id="released"')[1]


def test_a_new_visit_is_asked_who_is_there_before_it_shows_anything(scene: Scene) -> None:
    head = scene.phone.get("/my-handouts").text.split("<body>")[0]
    (script,) = re.findall(r'<script src="(/assets/here[^"]+)">', head)
    text = scene.phone.get(script).text
    assert 'location.replace("/join")' in text
    assert f'"{cookies.ARRIVED}=1"' in text


@pytest.mark.parametrize("path", ["/my-handouts", "/my-handouts/goal-card.pdf"])
def test_who_is_in_no_group_is_led_to_the_door(scene: Scene, path: str) -> None:
    for browser in (scene.site.browser(), scene.laptop):
        reply = scene.opens(path, by=browser)
        assert (reply.status_code, reply.headers["location"]) == (303, "/join")


def test_ones_own_file_has_ones_own_words(scene: Scene) -> None:
    reply = scene.opens("/my-handouts/goal-card.pdf?paper=us-letter&large=yes")
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-disposition"].startswith('inline; filename="goal-card.pdf"')
    assert squashed(WROTE) in squashed(text_of(reply.content))


def test_all_in_one_file_has_the_pin_too(scene: Scene) -> None:
    text = text_of(scene.opens(f"/my-handouts/{web.ALL}.pdf").content)
    assert squashed(WROTE) in squashed(text)
    assert scene.pin() in re.findall(r"\d+", text)


def test_a_small_picture_stands_beside_each_sheet(scene: Scene) -> None:
    reply = scene.opens("/my-handouts/goal-card.png")
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("end", ["pdf", "png"])
def test_from_a_list_of_what_was_opened_before_the_way_is_by_the_page(
    scene: Scene, end: str
) -> None:
    for referer in ({}, {"referer": "http://elsewhere.test/"}):
        reply = scene.phone.get(f"/my-handouts/goal-card.{end}", **referer)
        assert (reply.status_code, reply.headers["location"]) == (303, "/my-handouts")


@pytest.mark.parametrize("id", ["no-such", "../layout", "a" * 500, *FOR_MEETINGS])
@pytest.mark.parametrize("end", ["pdf", "png"])
def test_what_is_no_handout_of_theirs_is_a_sentence(scene: Scene, id: str, end: str) -> None:
    assert scene.opens(f"/my-handouts/{id}.{end}").status_code == 404


def test_an_unknown_paper_is_a_sentence(scene: Scene) -> None:
    reply = scene.opens("/my-handouts/goal-card.pdf?paper=<b>")
    assert reply.status_code == 422
    assert "us-letter" in sentence(reply)


@pytest.mark.parametrize(
    ("asks", "paper"),
    [
        ("en-US,en;q=0.9", "us-letter"),
        ("en-GB", "a4"),
        ("co", "a4"),
        ("fr-CA", "us-letter"),
        ("", "a4"),
    ],
)
def test_the_likely_paper_is_chosen(scene: Scene, asks: str, paper: str) -> None:
    reply = scene.phone.get("/my-handouts", **{"accept-language": asks})
    assert f'name="paper" value="{paper}" checked' in reply.text


def test_a_sheet_that_cannot_be_printed_is_a_sentence(scene: Scene, tmp_path) -> None:
    (tmp_path / f"{GOAL}.typ.j2").write_text("{{ no_such }}", encoding="utf-8")
    scene.site.workshop.own_handouts = tmp_path
    reply = scene.opens("/my-handouts/goal-card.pdf")
    assert reply.status_code == 404
    assert "Ask your counselor" in sentence(reply)


# ------------------------------------------------------------------ what is released


def test_a_tick_is_kept_and_taken_back(scene: Scene) -> None:
    tick = {f"may-print.{GOAL}": "yes"}
    for form, kept in ((tick, {GOAL}), (tick, {GOAL}), ({}, set())):
        reply = scene.phone.post("/my-handouts/release", form)
        assert reply.status_code == 303
        assert reply.headers["location"] == "/my-handouts?saved=yes#released"
        assert scene.released() == kept
        page = scene.phone.get("/my-handouts?saved=yes")
        assert ("checked" in page.text.split('id="released"')[1]) == bool(kept)
        said = "1 sheet of yours may be printed" if kept else "Nothing of yours is printed"
        assert said in words(page)


@pytest.mark.parametrize("origin", [None, "http://elsewhere.test"])
def test_a_page_of_another_server_releases_nothing(scene: Scene, origin: str | None) -> None:
    form = {f"may-print.{GOAL}": "yes"}
    assert scene.phone.post("/my-handouts/release", form, origin=origin).status_code == 403
    assert scene.phone.get(f"/my-handouts/release?may-print.{GOAL}=yes").status_code == 405
    assert scene.released() == set()


def test_the_form_speaks_for_its_own_person_alone(scene: Scene) -> None:
    wren = scene.site.browser().holds(access.COOKIE_PARTICIPANT, scene.room.cookie("Wren"))
    wren.post("/my-handouts/release", {f"may-print.{GOAL}": "yes", "participant_id": scene.who.id})
    assert scene.released() == set()


def test_an_unknown_tick_releases_nothing(scene: Scene) -> None:
    form = {f"may-print.{GOAL}": "yes", "may-print.no-such": "yes"}
    assert scene.phone.post("/my-handouts/release", form).status_code == 404
    assert scene.released() == set()


def test_every_private_handout_has_room_in_the_form(scene: Scene) -> None:
    private = {id for id, one in FOR_PEOPLE.items() if one.is_private}
    scene.phone.post("/my-handouts/release", {f"may-print.{id}": "yes" for id in private})
    assert scene.released() == private


# ---------------------------------------------------------------- the facilitator's files


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_comes_back_out_of_its_address(order: Order) -> None:
    assert web.order_of(QueryParams(web.query_of(order))) == order


@pytest.mark.parametrize("query", ["paper=a5", "form=exe", "&".join(["handout=x"] * 61)])
def test_an_address_that_makes_no_sense_is_a_sentence(scene: Scene, query: str) -> None:
    with pytest.raises(InvalidValue):
        web.order_of(QueryParams(query))
    address = f"/files/handouts/preview/{scene.room.cohort_id}/{GOAL}/1.png?{query}"
    assert scene.laptop.get(address).status_code == 422


@pytest.mark.parametrize(
    ("form", "start", "media"),
    [("pdf", b"%PDF", "application/pdf"), ("zip", b"PK", "application/zip")],
)
def test_the_owner_has_an_order_printed_and_takes_it(
    scene: Scene, form: str, start: bytes, media: str
) -> None:
    reply = scene.prints(Order(handouts=tuple(FOR_PEOPLE), form=form))  # type: ignore[arg-type]
    assert reply.status_code == 200
    assert reply.content.startswith(start)
    assert reply.headers["content-type"] == media
    assert reply.headers["cache-control"] == "no-store"
    assert f'.{form}"' in reply.headers["content-disposition"]


def test_a_tick_is_what_lets_the_owner_print_the_words(scene: Scene) -> None:
    order = Order(handouts=(GOAL,))
    assert squashed(WROTE) not in squashed(text_of(scene.prints(order).content))
    scene.phone.post("/my-handouts/release", {f"may-print.{GOAL}": "yes"})
    assert squashed(WROTE) in squashed(text_of(scene.prints(order).content))
    scene.phone.post("/my-handouts/release")
    assert squashed(WROTE) not in squashed(text_of(scene.prints(order).content))


def test_another_order_is_another_file(scene: Scene) -> None:
    scene.prints(Order(handouts=(GOAL,)))
    other = web.made_address(scene.room.cohort_id, Order(handouts=("welcome-card",)))
    assert scene.laptop.get(other).status_code == 404


def test_the_owner_looks_at_a_page_before_it_is_printed(scene: Scene) -> None:
    order = Order(handouts=(GOAL,))
    reply = scene.laptop.get(web.picture_address(scene.room.cohort_id, order, GOAL))
    assert reply.content.startswith(b"\x89PNG")
    assert reply.headers["cache-control"] == "no-store"
    beyond = web.picture_address(scene.room.cohort_id, order, GOAL, 99)
    assert scene.laptop.get(beyond).status_code == 404


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_prints_or_looks(scene: Scene, who: str) -> None:
    order = Order(handouts=(GOAL,))
    scene.prints(order)
    browser = scene.site.stranger(who, scene.laptop, scene.room.code)
    for address in (
        web.made_address(scene.room.cohort_id, order),
        web.picture_address(scene.room.cohort_id, order, GOAL),
    ):
        assert browser.get(address).status_code == 403


def test_another_facilitators_group_does_not_exist(scene: Scene) -> None:
    order = Order(handouts=(GOAL,))
    scene.prints(order)
    facilitator(scene.room.workshop, "Somebody else")
    stranger = scene.site.browser(at="127.0.0.1").logged_in("Somebody else")
    for address in (
        web.made_address(scene.room.cohort_id, order),
        web.picture_address(scene.room.cohort_id, order, GOAL),
    ):
        assert stranger.get(address).status_code == 404


def test_who_was_removed_opens_nothing_any_more(scene: Scene) -> None:
    facilitate.remove_person(scene.room.workshop, scene.room.owner, scene.who.id)
    for path in ("/my-handouts", "/my-handouts/goal-card.pdf", "/my-handouts/goal-card.png"):
        assert scene.opens(path).headers["location"] == "/join"


def test_the_page_is_linked_between_steps_and_not_while_one_is_on(scene: Scene) -> None:
    text = (home() / "pages" / "_ui" / "own_screen.py").read_text(encoding="utf-8")
    assert 'href="/my-handouts"' in text
    assert handouts.own(scene.room.workshop, scene.who).handouts


def test_a_file_that_is_being_printed_keeps_no_participant_waiting(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, inside = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> handouts.Made:
        inside.set()
        go_on.wait(20)
        return handouts.Made(name="x.pdf", content=b"%PDF", sheets=1)

    monkeypatch.setattr(handouts, "make", slow)
    room, order = scene.room, Order(handouts=(GOAL,))
    web.begin(room.workshop, room.owner, room.cohort_id, order)
    assert inside.wait(10)
    try:
        assert scene.opens("/my-handouts/goal-card.pdf").status_code == 200
    finally:
        go_on.set()
