#!/usr/bin/env python3
"""How long handouts take over the network, and whether a room that answers meanwhile waits.

A group of 40 that has been simulated is printed from the facilitator's page, 8 pages each, and
its people then open their own sheets, all at the same instant. Meanwhile another room answers a
survey on the same server, as it did for a while before.

    workshop simulate --plan math-career-6x90 --participants 40 --seed 5 --database URL
    python benchmarks/handouts_in_a_room.py --database FILE

The file is copied and not touched. Everything stays on 127.0.0.1. Ends with 1 if the file takes
more than ten seconds, or an answer in twenty waits 1.5 times as long as before.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.figures import Figures, line, quantile  # noqa: E402
from benchmarks.http_client import Browser, Reply  # noqa: E402
from benchmarks.person import Person  # noqa: E402
from benchmarks.served import Server  # noqa: E402
from benchmarks.stage import Room  # noqa: E402
from benchmarks.streamlit_client import Tab  # noqa: E402
from efficacy.content.library import Library  # noqa: E402
from efficacy.home import home  # noqa: E402
from efficacy.services import access, handouts  # noqa: E402
from efficacy.services.handouts import Desk, Order  # noqa: E402
from efficacy.services.workshop import Workshop, hashed  # noqa: E402
from efficacy.store.engine import open_store  # noqa: E402
from efficacy.store.queries import cohorts, participants, released  # noqa: E402
from efficacy.web.handouts import ALL, PAGE, made_address  # noqa: E402

PAGES = 8  # of a person
FILE_S, SLOWER = 10.0, 1.5  # the targets
MOST_S = 300.0
PACE_S = 0.5  # mean time between two answers of a person
LOOK_S = 0.3  # between two looks whether the file is there; a page looks every half second


@dataclass
class Group:
    """The people whose handouts are printed."""

    cohort_id: str
    desk: Desk
    cookies: list[str]

    @property
    def order(self) -> Order:
        """The handouts whose pages make eight, or all that there are."""
        pages = accumulate(one.pages or 1 for one in self.desk.for_people)
        pairs = zip(self.desk.for_people, pages, strict=True)
        return Order(handouts=tuple(one.id for one, sum_of in pairs if sum_of <= PAGES))


@dataclass
class Measured:
    """What was measured, in seconds."""

    file: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    page_bytes: int = 0
    before: list[float] = field(default_factory=list)
    printing: list[float] = field(default_factory=list)
    opening: list[float] = field(default_factory=list)

    def slower(self, values: Sequence[float]) -> float:
        """Return how many times as long an answer in twenty waits as before."""
        return quantile(values, 0.95) / quantile(self.before, 0.95)


def prepared(server: Server) -> Group:
    """Let everybody of the simulated group release everything; give each of them a device."""
    store = open_store(server.url)
    try:
        workshop = Workshop(store=store, library=Library(home() / "curriculum"))
        with store.read() as tx:
            group = max(
                cohorts.all_of_them(tx), key=lambda row: participants.count_joined(tx, row.id)
            )
            people = participants.of_cohort(tx, group.id)
        desk = handouts.desk(workshop, access.Operator(), group.id)
        private = [one.id for one in desk.for_people if one.is_private]
        tokens = [workshop.new_token() for _ in people]
        for person, token in zip(people, tokens, strict=True):
            store.write(lambda tx, of=person: released.replace(tx, of.id, private, now_ms=1))
            store.write(
                lambda tx, of=person, key=token: participants.add_device(
                    tx,
                    id=workshop.new_id(),
                    participant_id=of.id,
                    token_hash=hashed(key),
                    created_ms=1,
                )
            )
        return Group(group.id, desk, tokens)
    finally:
        store.close()


async def answering(
    people: Sequence[Person], into: list[float], job: Callable[[], Awaitable[None]]
) -> None:
    """Let a room answer for as long as a job takes."""
    over = asyncio.Event()

    async def answers(one: Person) -> None:
        while not over.is_set():
            for item in one.ratings():
                await asyncio.sleep(one.rng.uniform(0, 2 * PACE_S))
                if over.is_set():
                    return
                await one.answer(item, into=into)

    tasks = [asyncio.create_task(answers(one)) for one in people]
    await job()
    over.set()
    await asyncio.gather(*tasks)


async def print_once(room: Room, group: Group, found: Measured) -> None:
    """Tick the handouts on the facilitator's page, press the button, take the file."""
    cookie = room.browser.cookie_header
    port, query = room.server.port, f"cohort={group.cohort_id}"
    tab = Tab(port=port, cookie=cookie, page="handouts", query=query, live="")
    await tab.open()
    for id in group.order.handouts:
        box = tab.checkbox(f"print-{id}")
        if box is None:
            raise RuntimeError(f"The page has no box for {id}.")
        await tab.tick(box)
    button = tab.button("handouts-make")
    if button is None:
        raise RuntimeError(f"The page has no button:\n{tab.text()[-2000:]}")
    address = made_address(group.cohort_id, group.order)
    began = time.perf_counter()
    pressed = asyncio.create_task(tab.press(button))
    reply = await _there(room.browser, address)
    found.file.append(time.perf_counter() - began)
    found.page_bytes = len(reply.body)
    await pressed
    await tab.close()


async def _there(browser: Browser, address: str) -> Reply:
    while (reply := await browser.get(address)).status != 200:
        await asyncio.sleep(LOOK_S)
    return reply


async def open_own(port: int, group: Group, found: Measured) -> None:
    """Let everybody open their page with its pictures, and all their sheets, at one instant."""

    async def one_of(cookie: str) -> None:
        cookies = {access.COOKIE_PARTICIPANT: cookie}
        browser = Browser(port, cookies=cookies, patience_s=MOST_S)  # how long it took is printed
        began = time.perf_counter()
        wanted = [PAGE, f"{PAGE}/{ALL}.pdf"]
        wanted += [f"{PAGE}/{one.id}.png" for one in group.desk.for_people[:3]]  # in sight
        replies = await asyncio.gather(*(browser.get(path, page=PAGE) for path in wanted))
        found.own.append(time.perf_counter() - began)
        wrong = [reply.status for reply in replies if reply.status != 200]
        if wrong:
            raise RuntimeError(f"Somebody's own sheets were refused: {wrong}")
        await browser.close()

    await asyncio.gather(*(one_of(cookie) for cookie in group.cookies))


async def measure(given: argparse.Namespace, folder: Path) -> Measured:
    """Run the whole story on a server of its own."""
    server, found = Server(folder), Measured()
    shutil.copy(given.database, server.database)
    server.start()
    room = Room(server, folder)
    try:
        await room.set_up()
        group = await asyncio.to_thread(prepared, server)
        figures = Figures()
        people = [
            Person(f"p{n:03d}", port=server.port, figures=figures, folder=folder, seed=7)
            for n in range(given.clients)
        ]
        async with asyncio.timeout(MOST_S):
            await asyncio.gather(*(one.join(room.code, is_cold=False) for one in people))
            await room.press_next()
            await asyncio.sleep(2)  # until all have followed
            await room.press_next()  # to the practice survey
            await _until(lambda: all(one.ratings() for one in people))
            await answering(people, found.before, lambda: asyncio.sleep(given.seconds))
            await answering(people, found.printing, lambda: print_once(room, group, found))
            await answering(people, found.opening, lambda: open_own(server.port, group, found))
        await asyncio.gather(*(one.close() for one in people))
        await room.close()
        if figures.refused:
            raise RuntimeError(f"Answers were refused: {figures.refused[:3]}")
    finally:
        if server.is_up():
            server.stop()
        server.kill()
    print(
        f"{len(group.desk.people)} people, {len(group.order.handouts)} handouts each, "
        f"{found.page_bytes / 1e6:.1f} MB; {given.clients} others answer; milliseconds"
    )
    return found


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(LOOK_S)


def main() -> int:
    """Read the command line, measure, and print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    asked.add_argument("--database", type=Path, required=True, help="a file with the group")
    asked.add_argument("--clients", type=int, default=30, help="who answer meanwhile")
    asked.add_argument("--seconds", type=float, default=15.0, help="of answers before")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="can-do-bench-") as folder:
        found = asyncio.run(measure(given, Path(folder)))
    rows = {
        "button to file": found.file,
        "own page and sheets": found.own,
        "save before": found.before,
        "save while printing": found.printing,
        "save while all open theirs": found.opening,
    }
    print(f"{'':<28} {'n':>8} {'p50':>8} {'p95':>8} {'max':>8}")
    print("\n".join(line(name, values) for name, values in rows.items()))
    ratio, ratio_own = found.slower(found.printing), found.slower(found.opening)
    print(f"an answer in twenty takes {ratio:.1f} times as long, and {ratio_own:.1f} times")
    return int(max(found.file) > FILE_S or max(ratio, ratio_own) > SLOWER)


if __name__ == "__main__":
    sys.exit(main())
