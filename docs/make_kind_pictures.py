"""Make the pictures of the kinds of activity: the example of each page, on a screen and a phone.

Run it in a checkout after the screens have changed, and look at the result before you keep it:

    python3 start.py test --collect-only -q          once, so that the browser's driver is installed
    .venv/bin/python docs/make_kind_pictures.py      (Windows: .venv\\Scripts\\python)

Names of kinds after it make the pictures of those only. Everybody in them plays.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from make_pictures import FLAGS, HOST, become_facilitator, calm, join_by_phone, served, who_is_at  # noqa: E402

from efficacy.activities.registry import KINDS  # noqa: E402
from efficacy.content.lint import complete  # noqa: E402
from efficacy.content.loader import read_folder  # noqa: E402
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession  # noqa: E402
from efficacy.flow import Move  # noqa: E402
from efficacy.home import home  # noqa: E402
from efficacy.services import access, facilitate  # noqa: E402
from efficacy.services.workshop import Workshop, system_now_ms  # noqa: E402
from efficacy.store.engine import open_store  # noqa: E402
from tests.activities import house  # noqa: E402
from tests.cast import Room, participant_behind  # noqa: E402
from tests.every_kind import Shelf, Stage  # noqa: E402

PICTURES = HERE / "pictures" / "kinds"
MOST_BYTES = 80_000
PROJECTOR = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 720}
HEIGHT, GAP = 440, 14
NAMES = ("Kestrel", "Wren", "Maple", "Otter", "Juniper", "Robin")
# How many things the person with the phone does before the picture is taken, and how often the
# key is pressed; a kind that is not named here is shown as it opens.
TURNS = {"barriers": 1, "goal": 1, "ladder": 4, "outlook": 1, "partners": 0, "sources": 1,
         "storyline": 2, "interests": 2, "shortlist": 2, "log": 1}  # fmt: skip
PRESSES = {"rehearse": 1, "discussion": 1, "relabel": 2, "talk": 1}


def example(kind: str) -> PlannedActivity:
    """Return the activity that the kind's page shows."""
    page = (HERE / "activities" / f"{kind}.md").read_text("utf-8")
    (found,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    return PlannedActivity.model_validate({**yaml.safe_load(found), "notes": house.NOTES})


def content(kinds: tuple[str, ...]) -> Curriculum:
    """Return what ships, with a plan of the examples in place of its plans."""
    shipped = complete(read_folder(home() / "curriculum"), "en")
    session = PlannedSession(
        id="one",
        title="One",
        aim="To be looked at.",
        minutes=480,
        activities=tuple(example(kind) for kind in kinds),
    )
    plan: Plan = house.plan(session)
    return shipped.model_copy(update={"plans": {plan.id: plan}})


def keep(projector: Page, phone: Page, kind: str) -> None:
    """Write both screens side by side as one small PNG."""
    shots = [Image.open(BytesIO(page.screenshot())).convert("RGB") for page in (projector, phone)]
    sized = [
        shot.resize((shot.width * HEIGHT // shot.height, HEIGHT), Image.Resampling.LANCZOS)
        for shot in shots
    ]
    width = sum(shot.width for shot in sized) + 3 * GAP
    both = Image.new("RGB", (width, HEIGHT + 2 * GAP), "#c9c2b4")
    left = GAP
    for shot in sized:
        both.paste(shot, (left, GAP))
        ImageDraw.Draw(both).rectangle(
            (left, GAP, left + shot.width - 1, GAP + HEIGHT - 1), outline="#7d7667"
        )
        left += shot.width + GAP
    file = PICTURES / f"{kind}.png"
    for colours in (48, 32, 16):
        both.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size < MOST_BYTES:
            print(f"{file.name}: {file.stat().st_size // 1000} kB", flush=True)
            return
    raise SystemExit(f"{file} is larger than {MOST_BYTES} bytes.")


def take(stage: Stage, me: access.Participant, projector: Page, phone: Page, kind: str) -> None:
    """Step on to a kind, let everybody do a little, and take its picture."""
    room = stage.room
    room.does(Move.BEGIN if room.console().place == "lobby" else Move.NEXT)
    if room.console().groups_people:
        facilitate.form_groups(room.workshop, room.owner, room.session_id, size=2)
    for _ in range(PRESSES.get(kind, 0)):
        room.does(Move.NEXT_PHASE)
    for number, who in enumerate(stage.people):
        stage.plays(who, seed=number)
    stage.plays(me, seed=2, turns=TURNS.get(kind, 0))
    for page in (projector, phone):
        page.reload()
        page.locator(".ph-body, .pj").first.wait_for()
        calm(page)
    keep(projector, phone, kind)


def main() -> None:
    """Make the pictures of all kinds, or of those that are named."""
    kinds = tuple(sys.argv[1:]) or tuple(KINDS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        port, database, token = stack.enter_context(served(Path(folder)))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        stack.callback(browser.close)
        store = open_store(database)
        stack.callback(store.close)
        origin = f"http://{HOST}:{port}"
        desk = become_facilitator(browser, origin, token)
        workshop = Workshop(store=store, library=Shelf(content(kinds)))  # type: ignore[arg-type]
        who = who_is_at(desk, workshop)
        room = Room.made(
            replace(workshop), system_now_ms, owner=who, plan_id="small", name="Example group"
        )
        room.opens("one")
        stage = Stage(room, [room.joins(name) for name in NAMES])
        projector = desk.new_page()
        projector.set_viewport_size(PROJECTOR)
        projector.goto(f"{origin}/projector/open/{room.session_id}")
        phone = join_by_phone(browser, origin, room.code)
        phone.set_viewport_size(PHONE)
        cookies = {str(one.get("name")): one.get("value") for one in phone.context.cookies()}
        me = participant_behind(workshop, str(cookies[access.COOKIE_PARTICIPANT]))
        for kind in kinds:
            take(stage, me, projector, phone, kind)


if __name__ == "__main__":
    main()
