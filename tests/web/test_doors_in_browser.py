"""The plain pages in a real browser: narrow, by keyboard, and who is asked "Are you back?"."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from efficacy.services import access, present
from efficacy.services.workshop import Workshop
from efficacy.web import runtime
from tests.cast import Room
from tests.web.house import Pauses, Site

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP room.test 127.0.0.1",
]
PHONE = {"width": 320, "height": 568}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = shutil.which("chromium")
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def address(workshop: Workshop, pauses: Pauses) -> Iterator[str]:
    """Serve the site on a port of this machine; return its address."""
    before = runtime.get_patience()
    runtime.use_patience(pauses.patience)
    runtime.use_workshop(workshop)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(Site(workshop).app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://room.test:{port}"
        server.should_exit = True
        thread.join(10)
    runtime.use_workshop(None)
    runtime.use_patience(before)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Return a phone that can reach nothing but the site."""
    context = chromium.new_context(viewport=PHONE, base_url=address)
    outside: list[str] = []
    context.route(
        lambda url: not url.startswith(address),
        lambda route: (outside.append(route.request.url), route.abort()),
    )
    problems: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda said: problems.append(said.text) if "Content Security" in said.text else None,
    )
    yield page
    context.close()
    assert outside == []
    assert problems == []


def joins(page: Page, code: str, name: str = "Heron") -> None:
    page.goto(f"/j/{code}")
    page.get_by_label("Yes, keep my survey answers").check()
    page.get_by_label("Call name").fill(name)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/room")


def check_layout(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    low = page.evaluate(
        """[...document.querySelectorAll("a, button, summary, input, label.choice")]
        .filter((one) => one.offsetParent && one.type !== "radio")
        .filter((one) => one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML)"""
    )
    assert low == []
    found = Axe().run(page).response["violations"]
    grave = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []


def test_every_plain_page_fits_a_small_phone_and_is_accessible(
    page: Page, workshop: Workshop, room: Room
) -> None:
    access.set_remote_login(workshop, room.owner, allowed=True)
    setup = f"/setup?token={access.new_setup_link(workshop)}"
    for path in (
        "/join",
        "/join?code=zzzzzz",
        f"/j/{room.code}",
        "/return",
        "/login",
        setup,
        "/setup",
        "/logout",
        "/nowhere",
    ):
        page.goto(path)
        check_layout(page)
    page.goto(f"/j/{room.code}")
    page.get_by_role("link", name="I was here before, on another device").click()
    expect(page.get_by_label("Room code")).to_have_value(room.code)
    page.go_back()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_layout(page)
    joins(page, room.code)
    page.goto("/join")
    page.get_by_text("I want to join another room").click()
    check_layout(page)


def test_a_link_in_the_list_of_troubles_leads_to_its_field(page: Page, room: Room) -> None:
    page.goto(f"/j/{room.code}")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="Type a call name").click()
    page.keyboard.type("Heron")
    expect(page.get_by_label("Call name")).to_have_value("Heron")


def test_the_whole_door_works_by_keyboard(page: Page, room: Room) -> None:
    page.goto("/join")
    page.get_by_label("Room code").focus()
    page.keyboard.type(room.code.upper())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/j/{room.code}")
    page.locator("#survey_yes").focus()
    page.keyboard.press("Space")
    page.get_by_label("Call name").focus()
    page.keyboard.type("Heron")
    page.keyboard.press("Enter")
    page.wait_for_url("**/room")


def test_it_works_without_scripts_up_to_the_room(
    chromium: Browser, address: str, room: Room
) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    joins(context.new_page(), room.code)
    context.close()


def test_a_refresh_is_not_asked_and_a_new_visit_is(page: Page, room: Room) -> None:
    joins(page, room.code)
    page.reload()
    assert page.url.endswith("/room")
    assert "can_do_arrived" not in {one["name"] for one in page.context.cookies()}
    again = page.context.new_page()
    again.goto("/room")
    again.wait_for_url("**/join")
    expect(again.get_by_role("heading", name="Are you back, Heron?")).to_be_visible()
    again.get_by_role("button", name="Yes").click()
    again.wait_for_url("**/room")
    again.reload()
    assert again.url.endswith("/room")


def test_the_hash_here_counts_as_an_answer_and_vanishes(page: Page, room: Room) -> None:
    joins(page, room.code)
    tab = page.context.new_page()
    tab.goto("/room#here")
    tab.wait_for_function("location.hash === ''")
    tab.reload()
    assert tab.url.endswith("/room")


def test_someone_else_sees_nothing_of_the_one_before(
    page: Page, workshop: Workshop, room: Room
) -> None:
    joins(page, room.code)
    page.goto("/join")
    page.get_by_role("button", name="I am someone else").click()
    page.wait_for_url(f"**/j/{room.code}")
    expect(page.get_by_label("Call name")).to_have_value("")
    assert "Heron" not in page.content()
    joins(page, room.code, "Otter")
    names = {one.call_name for one in present.people(workshop, room.owner, room.cohort_id)}
    assert names == {"Heron", "Otter"}


def test_what_was_left_unsent_goes_out_before_the_cookie_changes(page: Page, room: Room) -> None:
    joins(page, room.code)
    page.goto("/join")
    owner = page.locator("[data-owner]").get_attribute("data-owner")
    page.evaluate(
        """(owner) => localStorage.setItem(
          `can-do.unsent.${owner}.["answer","run","item",1,null]`,
          JSON.stringify({ kind: "answer", run: "run", item: "item", attempt: 1, option: null,
            value: 50, owner, counter: 7, given: Date.now() }))""",
        owner,
    )
    with page.expect_request("**/answer") as sent:
        page.get_by_role("button", name="I am someone else").click()
    assert sent.value.post_data_json["answers"][0]["item"] == "item"
    page.wait_for_url(f"**/j/{room.code}")


def test_pressing_twice_joins_once(page: Page, workshop: Workshop, room: Room) -> None:
    page.goto(f"/j/{room.code}")
    page.get_by_label("Yes, keep my survey answers").check()
    page.get_by_label("Call name").fill("Heron")
    page.get_by_role("button", name="Join").dblclick()
    page.wait_for_url("**/room")
    assert len(present.people(workshop, room.owner, room.cohort_id)) == 1
