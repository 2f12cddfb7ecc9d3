"""Make the pictures of the documentation: start the app on a database of its own and look at it.

Everybody in the pictures is invented, and so is the room's address. Run it in a checkout after the
screens have changed, and look at the result before you keep it:

    python3 start.py test --collect-only -q     once, so that the browser's driver is installed
    .venv/bin/python docs/make_pictures.py      (Windows: .venv\\Scripts\\python)
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from websockets.sync.client import connect

from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services import access, facilitate, participate, present
from efficacy.services.workshop import Workshop
from efficacy.simulate import simulate
from efficacy.store.engine import file_url, open_store

PICTURES = Path(__file__).parent / "pictures"
MOST_BYTES = 150_000
# What the pictures show; the pages themselves are opened on this machine only.
SHOWN_ADDRESS = "192.168.1.23:8501"
HOST = "room.test"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
]
NAME, PASSPHRASE = "Rosa Lind", "three red herons"
GROUP, CONTACT = "Tuesday group", "Rosa Lind, room 12, 555 0134"
CALL_NAMES = (
    "Kestrel",
    "Wren",
    "Maple",
    "Otter",
    "Juniper",
    "Robin",
    "Clover",
    "Finch",
    "Hazel",
    "Linden",
    "Sparrow",
)
PLAN = "starter-45"
PATIENCE_S = 60


# ------------------------------------------------------------------ the server


def serve(port: int, database: str) -> None:
    """Run the app here, telling the room an address that looks like one."""
    from efficacy import cli
    from efficacy.web import runtime

    runtime.addresses_with_port = lambda: (SHOWN_ADDRESS,)
    sys.argv = ["workshop", "--port", str(port), "--no-browser", "--database", database]
    cli.main()


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, str, str]]:
    """Lend a running app: its port, its database, the token of its set-up link."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    database, log = file_url(folder / "pictures.db"), folder / "server.log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), "serve", str(port), database],
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd=home(),
            env={**os.environ, "PYTHONPATH": str(home()), "PYTHONUNBUFFERED": "1"},
        )
    try:
        yield port, database, _set_up_token(process, log, port)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _set_up_token(process: subprocess.Popen[bytes], log: Path, port: int) -> str:
    from efficacy.greeting import is_up

    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends and process.poll() is None:
        found = re.search(r"/setup\?token=(\w+)", log.read_text(encoding="utf-8"))
        if found and is_up(port):
            return found[1]
        time.sleep(0.3)
    raise SystemExit(f"The app did not start:\n{log.read_text(encoding='utf-8')}")


# -------------------------------------------------------------------- the room


def become_facilitator(browser: Browser, origin: str, token: str) -> BrowserContext:
    """Set up the facilitator by the one-time link; return their browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(f"{origin}/setup?token={token}")
    page.get_by_label("Your name").fill(NAME)
    page.locator("#passphrase").fill(PASSPHRASE)
    page.locator("#again").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/cohorts")
    page.close()
    return context


def who_is_at(context: BrowserContext, workshop: Workshop) -> access.Facilitator:
    """Return the facilitator behind a browser."""
    cookies = {str(one.get("name")): str(one.get("value")) for one in context.cookies()}
    found = access.who_is(workshop, cookies).facilitator
    if found is None:
        raise SystemExit("The facilitator of the pictures is not logged in.")
    return found


def fill_room(workshop: Workshop, who: access.Facilitator) -> tuple[str, str, list[str]]:
    """Make a cohort with people in its lobby; return session, code and the people's cookies."""
    cohort_id = facilitate.create_cohort(
        workshop, who, name=GROUP, plan_id=PLAN, mode="confidential", contact=CONTACT
    )
    card = next(one for one in present.cohort_cards(workshop, who) if one.id == cohort_id)
    session_id = facilitate.open_session(workshop, who, cohort_id, card.sessions[0][0])
    door = participate.door(workshop, card.code)
    tokens = [
        participate.join(
            workshop,
            card.code,
            call_name=call_name,
            takes_survey=True,
            ticket=f"{place:064x}",
            consent_version=door.consent_version,
        )
        for place, call_name in enumerate(CALL_NAMES)
    ]
    return session_id, card.code, tokens


def answer_all(workshop: Workshop, token: str, rng: Random) -> None:
    """Let one person fill in the sheet that is on the screens."""
    who = access.who_is(workshop, {access.COOKIE_PARTICIPANT: token}).participant
    if who is None:
        return
    screen = present.participant_screen(workshop, who)
    if screen.step is None:
        return
    for counter, field in enumerate(screen.sheet.fields, start=1):
        participate.answer(
            workshop,
            who,
            participate.Answer(
                run_id=screen.step.run_id,
                item_id=field.id,
                value=rng.choice(field.points),
                counter=counter,
            ),
        )


# ---------------------------------------------------------------- the pictures


def keep(page: Page, name: str) -> None:
    """Write what a page shows as a small PNG."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    file = PICTURES / f"{name}.png"
    for colours in (192, 96, 48):
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size < MOST_BYTES:
            print(f"{file.name}: {file.stat().st_size // 1000} kB")
            return
    raise SystemExit(f"{file} is larger than {MOST_BYTES} bytes.")


def calm(page: Page) -> Page:
    """Wait until a page is drawn, and take the pointer away."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')"
        "?.getAttribute('data-test-script-state') === 'notRunning'"
    )
    page.mouse.move(1, 1)
    page.wait_for_timeout(2500)
    return page


def join_by_phone(browser: Browser, origin: str, code: str) -> Page:
    """Join with a phone as people do."""
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, device_scale_factor=2, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{origin}/j/{code}")
    page.locator("#survey_yes").check()
    page.locator("#call_name").fill("Heron")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/room*")
    page.locator(".ph-strip").wait_for()
    return page


def choose(page: Page, *places: int) -> None:
    """Tap one number in each of the first questions, by its place."""
    for question, place in enumerate(places):
        page.locator("fieldset").nth(question).locator("label").nth(place).click()
    page.get_by_text("saved", exact=False).first.wait_for()


def take(browser: Browser, port: int, database: str, token: str) -> None:
    """Play a little and take the pictures."""
    origin = f"http://{HOST}:{port}"
    desk = become_facilitator(browser, origin, token)
    store = open_store(database)
    with ExitStack() as stack:
        stack.callback(store.close)
        workshop = Workshop(store=store, library=Library(home() / "curriculum"))
        who = who_is_at(desk, workshop)
        session_id, code, tokens = fill_room(workshop, who)
        for one in tokens:
            stack.enter_context(
                connect(
                    f"ws://127.0.0.1:{port}/live?as=participant",
                    origin=f"http://127.0.0.1:{port}",
                    additional_headers={"Cookie": f"{access.COOKIE_PARTICIPANT}={one}"},
                )
            )
        phone = join_by_phone(browser, origin, code)
        _lobby(desk, origin, session_id)
        console = desk.new_page()
        console.goto(f"{origin}/console?session={session_id}")
        _go_to_first_survey(console)
        phone.locator("fieldset").first.wait_for()
        rng = Random(7)
        for one in tokens[:8]:
            answer_all(workshop, one, rng)
        choose(phone, 9, 6)
        keep(calm(phone), "phone-survey")
        keep(calm(console), "console")
        _curriculum(desk, origin)
        played = simulate(
            workshop, plan_id=PLAN, participants=24, seed=7, who=who, name="Example group"
        )
        _results(desk, origin, workshop, who, played)


def _lobby(desk: BrowserContext, origin: str, session_id: str) -> None:
    page = desk.new_page()
    page.goto(f"{origin}/projector/open/{session_id}")
    page.locator(".pj").first.wait_for()
    keep(calm(page), "projector-lobby")
    page.close()


def _go_to_first_survey(console: Page) -> None:
    """Press the one key until the first survey is open."""
    for press in (
        "Begin: Welcome",
        "Next: Practice",
        "Close the survey",
        "Show the picture",
        "Next: First survey",
    ):
        console.get_by_role("button", name=press).wait_for()
        console.keyboard.press("PageDown")
    console.get_by_role("heading", name="First survey").wait_for()


def _curriculum(desk: BrowserContext, origin: str) -> None:
    """Copy a plan and open its third session, with the checks beside it."""
    page = desk.new_page()
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(f"{origin}/curriculum")
    page.locator(".st-key-curriculum-part").get_by_text("My own plans").click()
    page.get_by_label("Title of your copy").fill("Thursday group, six evenings")
    page.get_by_label("Title of your copy").blur()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Make the copy").click()
    page.locator(".js-plotly-plot").first.wait_for()
    page.get_by_label("Session", exact=True).click()
    page.get_by_role("option").nth(2).click()
    page.wait_for_timeout(8000)  # until the word that the copy is saved has gone
    page.evaluate("document.activeElement.blur()")
    keep(calm(page), "curriculum")
    page.close()


def _results(
    desk: BrowserContext, origin: str, workshop: Workshop, who: access.Facilitator, code: str
) -> None:
    card = next(one for one in present.cohort_cards(workshop, who) if one.code == code)
    page = desk.new_page()
    page.set_viewport_size({"width": 1280, "height": 760})
    page.goto(f"{origin}/results?cohort={card.id}")
    page.locator(".js-plotly-plot").first.wait_for()
    keep(calm(page), "results")


def main() -> None:
    """Make all pictures, or serve (called by itself)."""
    if sys.argv[1:2] == ["serve"]:
        serve(int(sys.argv[2]), sys.argv[3])
        return
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as (port, database, token),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        take(browser, port, database, token)
        browser.close()


if __name__ == "__main__":
    main()
