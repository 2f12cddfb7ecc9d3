"""Every screen in every stage, in a real browser: drawn, reachable, and within the rules of WCAG.

The list is printed and compared with the registry of kinds, the pages and the
templates, so that a new one cannot be forgotten. ``WORKSHOP_SCREENSHOTS`` names
a folder that gets a picture of each.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from efficacy.activities.registry import KINDS
from efficacy.flow import Move
from efficacy.home import home
from efficacy.services import access
from efficacy.services.pinned import shapes
from efficacy.services.workshop import system_now_ms
from efficacy.web.shell import PAGES
from tests.browser.axe_exemptions import EXEMPTIONS, MOST
from tests.browser.pages import LAPTOP, PHONE, moved_on, says, settled
from tests.browser.rig import House
from tests.cast import PASSPHRASE, Room
from tests.every_kind import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GRAVE = ("serious", "critical")
TURNS = 8  # of one person in one activity that are looked at
# Bars and backgrounds of the browser's own are not ours; what is clipped away is for the ear.
_SMALL_TARGETS = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]'
)].map((node) => {
  const control = node.matches('input[type=radio], input[type=checkbox]')
    ? node.closest('label') ?? node : node;
  const box = control.getBoundingClientRect(), style = getComputedStyle(control);
  const isSeen = node.checkVisibility({ visibilityProperty: true }) && !node.closest('[inert]')
    && box.width > 1 && box.height > 1 && box.right > 0 && style.clipPath === 'none'
    && style.opacity !== '0' && !node.closest('.cd-away');
  const isInline = node.matches('p a, li a') && style.display === 'inline';
  return { isSeen: isSeen && !isInline, size: `${Math.round(box.width)}x${Math.round(box.height)}`,
    isSmall: box.width < 24 || box.height < 24,
    what: node.outerHTML.slice(0, 120) };
}).filter((one) => one.isSeen && one.isSmall).map((one) => `${one.size} ${one.what}`)"""
_OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth > wide
    || [...document.querySelectorAll('[data-testid="stMain"]')]
      .some((node) => node.scrollWidth > node.clientWidth);
  return over ? [...document.querySelectorAll('body *')]
    .filter((node) => node.getBoundingClientRect().right > wide + 1)
    .slice(0, 3).map((node) => node.outerHTML.slice(0, 120)) : [];
}"""


@dataclass
class Look:
    """What has been looked at, and what was found wrong."""

    screens: list[str] = field(default_factory=list)
    templates: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    stages: set[tuple[str, str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    exempted: set[str] = field(default_factory=set)
    shots: Path | None = None

    async def at(self, page: Page, name: str) -> None:
        """Look at one screen: axe everywhere, size and scrolling on phones too."""
        self.screens.append(name)
        self.pages.add(urlsplit(page.url).path)
        if self.shots:
            await page.screenshot(path=self.shots / f"{len(self.screens):03d} {name}.png")
        found = await Axe().run(page)
        self.faults += [f"{name}: {fault}" for fault in self._grave(found.response)]
        if page.viewport_size == PHONE:
            wide = await page.evaluate(_OVERFLOW)
            self.faults += [f"{name}: scrolls sideways: {one}" for one in wide]
            small = await page.evaluate(_SMALL_TARGETS)
            self.faults += [f"{name}: target under 24 px: {one}" for one in small]

    def _grave(self, response: dict[str, Any]) -> list[str]:
        faults = []
        for violation in response["violations"]:
            if violation["impact"] not in GRAVE:
                continue
            for node in violation["nodes"]:
                target = " ".join(map(str, node["target"]))
                known = [
                    one
                    for one in EXEMPTIONS
                    if one.rule == violation["id"] and one.selector in target + node["html"]
                ]
                self.exempted |= {f"{one.rule} {one.selector}" for one in known}
                if not known:
                    summary = " ".join(node.get("failureSummary", "").split())[:220]
                    faults.append(f"{violation['id']} ({violation['impact']}) {target}: {summary}")
        return faults


def test_every_screen_in_every_stage_is_without_grave_faults(house: House, runner) -> None:
    look = Look(shots=_shots_folder())
    try:
        runner.run(_walk(house, look))
    finally:
        print(f"\n{len(look.screens)} screens:")
        print("\n".join(f"  {name}" for name in look.screens))
        print("\n".join(["faults:", *look.faults]) if look.faults else "no faults")
        print(f"exemptions used: {sorted(look.exempted)}")
    templates = {path.name for path in (home() / "efficacy" / "web" / "templates").glob("*.html")}
    assert look.templates == templates - {"base.html", "_parts.html"}
    # The bare address only ever leads on.
    assert look.pages >= PAGES - {"/"}
    assert {kind for kind, _, _ in look.stages} == set(KINDS)
    assert look.faults == []


def test_there_are_at_most_five_exemptions_each_with_its_link() -> None:
    assert len(EXEMPTIONS) <= MOST
    assert all(one.link.startswith("https://github.com/streamlit/") for one in EXEMPTIONS)


def _shots_folder() -> Path | None:
    named = os.environ.get("WORKSHOP_SCREENSHOTS")
    if not named:
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def _walk(house: House, look: Look) -> None:
    await _plain_pages(house, look)
    await _desk_without_people(house, look)
    await _session(house, look)
    await _every_other_kind(house, look)


# ----------------------------------------------------------- the plain pages


async def _plain_pages(house: House, look: Look) -> None:
    room = house.room()
    outsider = await house.context(viewport=PHONE)
    page = await outsider.new_page()

    async def show(path: str, name: str, template: str) -> None:
        await page.goto(house.origin + path)
        look.templates.add(template)
        await look.at(page, name)

    await show("/join", "join", "join.html")
    await show("/join?code=zzzzzz", "join, wrong code", "join.html")
    await show(f"/j/{room.code}", "consent", "consent.html")
    await page.get_by_role("button", name="Join").click()
    await says(page, "Please look at this again")
    await look.at(page, "consent, not filled in")
    await show("/return", "return", "return.html")
    await page.locator("#code").fill(room.code)
    await page.locator("#call_name").fill("Nobody")
    await page.locator("#pin").fill("0000")
    await page.get_by_role("button", name="Come back").click()
    await says(page, "Please look at this again")
    await look.at(page, "return, wrong PIN")
    await show("/setup?token=used", "set-up link used", "sentence.html")
    await show("/nothing-here", "no page at this address", "sentence.html")
    await page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    assert house.workshop is not None
    token = access.new_setup_link(house.workshop)
    await show(f"/setup?token={token}", "set-up", "setup.html")
    await show("/login", "log-in", "login.html")
    await page.locator("#name").fill("Nobody")
    await page.locator("#passphrase").fill(PASSPHRASE)
    await page.get_by_role("button", name="Log in").click()
    await says(page, "Please look at this again")
    await look.at(page, "log-in, wrong passphrase")
    await show("/logout", "log-out", "logout.html")
    for path in (
        "console",
        "cohorts",
        "people",
        "paper",
        "results",
        "curriculum",
        "stories",
        "settings",
        "projector",
    ):
        await page.goto(f"{house.origin}/{path}")
        await settled(page)
        await page.locator(".ui-door").wait_for()
        await look.at(page, f"{path}, to an outsider")
    await page.goto(f"{house.origin}/room")
    await page.wait_for_url("**/join")
    guest = await house.guest(room, "Wren")
    back = await guest.context.new_page()
    await back.goto(f"{house.origin}/join")
    look.templates.add("back.html")
    await look.at(back, "are you back?")


# ------------------------------------------------------------------- the desk


async def _desk_without_people(house: House, look: Look) -> None:
    desk = await house.desk()
    page = await desk.new_page()
    await page.goto(f"{house.origin}/cohorts")
    await says(await settled(page), "Your cohorts")
    await look.at(page, "cohorts")
    await page.get_by_role("button", name="New cohort").click()
    await page.get_by_role("textbox").first.wait_for()
    await look.at(page, "cohorts, a new one")
    await page.goto(f"{house.origin}/settings")
    await says(await settled(page), "Settings")
    await look.at(page, "settings")
    await page.goto(f"{house.origin}/curriculum")
    await says(await settled(page), "Session by session")
    await look.at(page, "curriculum")
    await page.goto(f"{house.origin}/stories")
    await says(await settled(page), "Stories handed on")
    await look.at(page, "stories handed on")
    for path, template in (
        ("guide", "guide.html"),
        ("try-out", "try-outs.html"),
        ("try-out/math-tasks", "try-out.html"),
    ):
        await page.goto(f"{house.origin}/files/{path}")
        look.templates.add(template)
        await look.at(page, f"a page to print: {path}")
    await page.goto(f"{house.origin}/console")
    await says(await settled(page), "No session chosen")
    await look.at(page, "console without a session")
    room = house.room()
    for path, words in (
        ("people", "Nobody has joined yet"),
        ("paper", "Nobody takes part in the survey yet"),
        ("handouts", "Choose a handout at the left."),
        ("results", "Before and after"),
    ):
        await page.goto(f"{house.origin}/{path}?cohort={room.cohort_id}")
        await says(await settled(page), words)
        await look.at(page, f"{path}, nobody yet")
    await page.goto(f"{house.origin}/files/brought/{room.cohort_id}")
    look.templates.add("brought-desk.html")
    await look.at(page, "brought back")


# ---------------------------------------------------------------- the session


async def _session(house: House, look: Look) -> None:
    room = house.room("Tuesday group")
    desk = await house.desk()
    console = await house.console(room, desk)
    projector = await house.projector(room)
    guest = await house.guest(room, "Heron")
    screens = {"console": console, "projector": projector, "participant": guest.page}
    for role, page in screens.items():
        await look.at(page, f"{role}, lobby")
    await _step_by_step(house, look, room, screens)
    await _afterwards(house, look, room, desk)


async def _step_by_step(house: House, look: Look, room: Room, screens: dict[str, Page]) -> None:
    console, pages = screens["console"], list(screens.values())
    others = [room.joins(name) for name in ("Finch", "Robin", "Swift", "Raven", "Dove")]
    await says(console, "6")

    async def press() -> None:
        await console.keyboard.press("PageDown")

    surveys = 0
    while (move := room.console().next_move) is not Move.END:
        await moved_on(pages, press, room)
        step = room.console().step
        assert step is not None
        if move in (Move.BEGIN, Move.NEXT, Move.NEXT_PHASE):
            await _look_at_step(look, room, screens)
        if move in (Move.BEGIN, Move.NEXT) and step.kind == "survey":
            surveys += 1
            # The first picture has too few answers to be shown, the last one has enough.
            for who in others if surveys > 1 else ():
                room.fills(who)
            await screens["participant"].locator(".cd-cell").nth(3).click()
            await screens["participant"].locator('[data-state="saved"]').first.wait_for()
        if move in (Move.CLOSE, Move.REVEAL):
            await _look_at_step(look, room, screens)
        for aside in ("Last task, three minutes", "Close ") if _is_last_part(room) else ():
            await moved_on(pages, console.get_by_role("button", name=aside).click, room)
            await _look_at_step(look, room, screens)
    _compare_stages(look, room)
    await _special_views(house, look, room, screens)


def _is_last_part(room: Room) -> bool:
    """Whether the step takes answers still, and has no further part."""
    now = room.console()
    return Move.LAST_TASK in now.moves and now.next_move is not Move.NEXT_PHASE


async def _look_at_step(look: Look, room: Room, screens: dict[str, Page]) -> None:
    step = room.console().step
    assert step is not None
    part = f", part {step.phase_index + 1}" if len(step.phases) > 1 else ""
    shown = step.summary is not None and any(not one.withheld for one in step.summary.figures)
    what = "" if step.summary is None else ", with a picture" if shown else ", too few for one"
    for role, page in screens.items():
        if role == "projector" and shown:
            # A picture, or what it says in words where there is but one number or a share.
            await page.locator(".js-plotly-plot, .pj-said, .pj-number").first.wait_for()
        look.stages.add((step.kind, step.stage.value, role))
        await look.at(page, f"{role}, {step.number} {step.kind}{part}, {step.stage.value}{what}")


def _compare_stages(look: Look, room: Room) -> None:
    assert room.workshop is not None
    with room.workshop.store.read() as tx:
        from efficacy.store.queries import cohorts, sessions

        row = sessions.by_id(tx, room.session_id)
        cohort = cohorts.by_id(tx, room.cohort_id)
    assert row is not None
    assert cohort is not None
    plan = room.workshop.library.bundle("starter-45").plans["starter-45"]
    wanted = set()
    steps = shapes(cohort.content_version, cohort.plan_id, row.planned_id)
    for activity, shape in zip(plan.sessions[0].activities, steps, strict=True):
        stages = ["open"] + (["closing", "closed"] if shape.takes_answers else [])
        stages += ["revealed"] if shape.reveals else []
        wanted |= {
            (activity.kind, stage, role)
            for stage in stages
            for role in ("console", "projector", "participant")
        }
    assert look.stages == wanted


async def _special_views(house: House, look: Look, room: Room, screens: dict[str, Page]) -> None:
    console = screens["console"]
    late = await house.guest(room, "Latecomer", survey=False)
    await look.at(late.page, "participant, joined late, without the survey")
    await console.keyboard.press("PageDown")
    await says(console, "End the session for everybody?")
    await look.at(await settled(console), "console, shall it end?")
    await console.keyboard.press("PageUp")
    await console.get_by_text("One screen").click()
    await console.locator(".st-key-room .pj").wait_for()
    await look.at(await settled(console), "console, one screen")
    await console.get_by_role("button", name="Show my notes").click()
    await console.locator(".co-notes").wait_for()
    await look.at(await settled(console), "console, one screen, with notes")
    await console.get_by_role("button", name="End the session").click()
    await says(console, "End the session for everybody?")
    pages = [*screens.values(), late.page]
    await moved_on(pages, console.get_by_role("button", name="End the session").last.click, room)
    for role, page in screens.items():
        await look.at(await settled(page), f"{role}, ended")


async def _afterwards(house: House, look: Look, room: Room, desk: Any) -> None:
    page = await desk.new_page()
    for path, words in (
        ("people", "Heron"),
        ("paper", "Question 1 of"),
        ("results", "Before and after"),
    ):
        await page.goto(f"{house.origin}/{path}?cohort={room.cohort_id}")
        await says(await settled(page), words)
        await look.at(page, f"{path}, after the session")


def test_the_looking_itself_finds_what_is_wrong(house: House, runner) -> None:
    look = Look()
    runner.run(_look_at_a_bad_page(house, look))
    found = " ".join(look.faults)
    assert "image-alt (critical)" in found
    assert "color-contrast (serious)" in found
    assert "scrolls sideways" in found
    assert "target under 24 px" in found


async def _look_at_a_bad_page(house: House, look: Look) -> None:
    page = await (await house.context(viewport=PHONE)).new_page()
    await page.goto("about:blank")
    await page.set_content("""<!doctype html><html lang="en"><title>Bad</title>
      <main><h1>Bad</h1><img src="data:," width="400" height="9">
      <p style="color:#ccc;background:#fff">pale</p>
      <button style="width:12px;height:12px;padding:0">x</button></main>""")
    await look.at(page, "a bad page")


# --------------------------------------- kinds that the first plan does not hold


async def _every_other_kind(house: House, look: Look) -> None:
    """Walk through one activity of each other kind, with people who play."""
    assert house.workshop is not None
    others = [kind for kind in KINDS if kind not in {known for known, _, _ in look.stages}]
    if not others:
        return
    stage = Stage.made(house.workshop, system_now_ms, *others, owner=house.owner)  # type: ignore[arg-type]
    room = stage.room
    console = await house.console(room, await house.desk())
    projector = await house.projector(room)
    guest = await house.guest(room, "Heron the first")
    tokens = {c["name"]: c["value"] for c in await guest.context.cookies()}
    mine = access.who_is(room.workshop, tokens).participant
    assert mine is not None
    screens = {"console": console, "projector": projector, "participant": guest.page}

    async def press() -> None:
        await console.keyboard.press("PageDown")

    while (move := room.console().next_move) is not Move.END:
        await moved_on(list(screens.values()), press, room)
        await _look_at_step(look, room, screens)
        if move in (Move.BEGIN, Move.NEXT, Move.NEXT_PHASE):
            for number, who in enumerate(stage.people):
                stage.plays(who, seed=number)
            await _look_at_turns(look, stage, guest.page, mine)
    await _look_at_practice(house, look, guest.page)


async def _look_at_practice(house: House, look: Look, page: Page) -> None:
    await page.goto(f"{house.origin}/practice")
    look.templates.add("practice.html")
    await look.at(page, "practice")
    await page.locator("#answer").fill("0.5")
    await page.get_by_role("button", name="Check").click()
    await says(page, "Show it step by step")
    await look.at(page, "practice, a miss")
    await page.goto(f"{house.origin}/words")
    look.templates.add("words.html")
    await look.at(page, "words")
    await page.goto(f"{house.origin}/my-handouts")
    look.templates.add("my-handouts.html")
    await look.at(page, "own handouts")
    await page.get_by_role("checkbox", name="My goal").check()
    await page.get_by_role("button", name="Save").click()
    await says(page, "1 sheet of yours may be printed")
    await look.at(page, "own handouts, one released")
    await page.goto(f"{house.origin}/take-home")
    look.templates.add("take-home.html")
    await look.at(page, "to take home")
    await page.goto(f"{house.origin}/brought")
    look.templates.add("brought.html")
    await page.locator("#code").fill("K7Q2")
    await page.get_by_role("button", name="Bring it back").click()
    await says(page, "Compare it letter by letter")
    await look.at(page, "bring back a code, with a slip")
    await page.goto(f"{house.origin}/my-results")
    await says(await settled(page), "Your own results")
    await look.at(page, "own results")


async def _look_at_turns(look: Look, stage: Stage, page: Page, mine: access.Participant) -> None:
    """Look at what one person has before them after each thing that they do."""
    for number in range(TURNS):
        if not stage.plays(mine, seed=number, turns=1):
            return
        # Their answers came from elsewhere, so the page is read anew.
        await page.reload()
        step = stage.room.console().step
        assert step is not None
        await page.locator(".ph-body").wait_for()
        await look.at(await settled(page), f"participant, {step.kind}, turn {number + 1}")
