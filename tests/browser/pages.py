"""What the browser tests know of any page: drawn, painted, and what it says.

Every page is opened on ``http://room.test``, which the browser itself maps to
loopback: an insecure context, as on a phone in the room (`crypto.randomUUID`
and the like are undefined there). The tests wait on conditions, never on time.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from playwright.async_api import Browser, Page, Playwright, TimeoutError

from tests.cast import Room

HOST = "room.test"
PATIENCE_MS = 30_000
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    # Nothing else has an address: the browser is let reach nothing but the app.
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP * ~NOTFOUND",
    # Chromium slows down the timers of pages behind others; in a room each has its own device.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)
PHONE = {"width": 320, "height": 568}
LAPTOP = {"width": 1280, "height": 800}
PROJECTOR = {"width": 1280, "height": 720}

# A page that is drawn, connected and not being drawn again.
_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return document.readyState === "complete" && !document.querySelector("#root");
  return app.getAttribute("data-test-script-state") === "notRunning"
    && app.getAttribute("data-test-connection-state") === "CONNECTED"
    && document.querySelector('[data-testid="stMainBlockContainer"]')?.innerText.trim() !== ""
    && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]');
}"""
# Keeps when the words on the page changed last, without the clocks, which change by themselves.
WATCH = """() => {
  const parts = ".stHtml, .stButton, .cd-sheet, [data-testid=stAlert]";
  const text = () => [...document.querySelectorAll(parts)].map((node) => {
    const copy = node.cloneNode(true);
    for (const moving of copy.querySelectorAll("style, .co-pace, .cd-status")) moving.remove();
    return copy.textContent;
  }).join("\\n");
  const watch = (window.watch = { text: "", changed: 0, pressed: 0, isPainting: false });
  const look = () => {
    const now = text();
    if (now === watch.text) return;
    watch.text = now;
    watch.isPainting = true;
    requestAnimationFrame(() => { watch.changed = Date.now(); watch.isPainting = false; });
  };
  const begin = () => {
    new MutationObserver(look).observe(document.body, {
      childList: true, subtree: true, characterData: true });
    look();
  };
  document.addEventListener("keydown", () => { watch.pressed = Date.now(); }, true);
  if (document.body) begin(); else document.addEventListener("DOMContentLoaded", begin);
}"""
_SAYS = "(words) => words.every((one) => document.body.innerText.includes(one))"


async def launched(playwright: Playwright) -> Browser:
    """Start Debian's Chromium, or Playwright's own where that is missing."""
    return await playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=list(FLAGS)
    )


def missing_browser(playwright: Playwright) -> str | None:
    """Return why there is no browser to drive; None if there is one."""
    own = Path(playwright.chromium.executable_path)
    if shutil.which("chromium") or own.exists():
        return None
    return "No Chromium is installed. On Debian: apt-get install chromium."


async def settled(page: Page) -> Page:
    """Wait until a page is drawn and nothing runs."""
    await page.wait_for_function(_SETTLED, timeout=PATIENCE_MS)
    return page


async def says(page: Page, *words: str, within_s: float = PATIENCE_MS / 1000) -> Page:
    """Wait until all the words can be read on the page."""
    try:
        await page.wait_for_function(_SAYS, arg=list(words), timeout=within_s * 1000)
    except Exception as late:
        seen = await page.evaluate("document.body.innerText")
        raise AssertionError(f"{words} not on {page.url} within {within_s} s:\n{seen}") from late
    return page


async def until(
    is_so: Callable[[], bool | Awaitable[bool]], *, within_s: float = 10.0, what: str = ""
) -> float:
    """Look again and again until something is so; return the seconds that took."""
    began = time.monotonic()
    while True:
        found = is_so()
        if found if isinstance(found, bool) else await found:
            return time.monotonic() - began
        assert time.monotonic() - began < within_s, f"not within {within_s} s: {what or is_so}"
        await asyncio.sleep(0.02)


_CAUGHT_UP = """([before, marks]) => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app.getAttribute("data-test-script-state") === "notRunning"
    && watch.text !== before && !watch.isPainting
    && marks.every((mark) => watch.text.includes(mark));
}"""


async def moved_on(
    pages: Sequence[Page], do: Callable[[], Awaitable[object]], room: Room
) -> list[int]:
    """Do something that changes the session; wait until all pages show it.

    Returns the moment of each page's last change of words (ms, this machine's clock).
    """
    await asyncio.gather(*(settled(page) for page in pages))
    before = [await page.evaluate("watch.text") for page in pages]
    revision = room.console().revision
    await do()
    await until(lambda: room.console().revision > revision, what="the session moves on")
    marks = marks_of(room)
    await asyncio.gather(
        *(
            # In front a kind may put its own heading, such as the question of a poll.
            _catches_up(page, old, marks[-1:] if page.url.endswith("/projector") else marks)
            for page, old in zip(pages, before, strict=True)
        )
    )
    return [await page.evaluate("watch.changed") for page in pages]


async def _catches_up(page: Page, before: str, marks: list[str]) -> None:
    try:
        await page.wait_for_function(_CAUGHT_UP, arg=[before, marks], timeout=PATIENCE_MS)
    except TimeoutError as error:
        shown = await page.evaluate("watch.text")
        raise AssertionError(f"{page.url} does not say {marks}, but: {shown[:2000]}") from error


def marks_of(room: Room) -> list[str]:
    """Return what every screen of a session must say at the step that it is at."""
    step = room.console().step
    if step is None or room.console().place != "step":
        return []
    return [step.title, f"Step {step.number} of {step.total}"]
