#!/usr/bin/env python3
"""Take the load figures of a room: how fast people join, follow and are saved.

python benchmarks/room.py --clients 30            everybody reads the lobby's page, warm
python benchmarks/room.py --clients 100 --cold    everybody's browser is empty, and joins at once

It starts a server of its own on a free port with a database of its own, plays
one session of the plan starter-45 with it, and ends by itself. Everything
stays on 127.0.0.1. Ends with 1 if an acknowledged answer is missing, or if a
target was missed and ``--strict`` is given.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.http_client import Browser  # noqa: E402
from benchmarks.served import Server  # noqa: E402
from benchmarks.streamlit_client import SHEET, Tab  # noqa: E402
from efficacy.content.library import Library  # noqa: E402
from efficacy.home import home  # noqa: E402
from efficacy.services import access, facilitate, present  # noqa: E402
from efficacy.services.workshop import Workshop  # noqa: E402
from efficacy.store.engine import open_store  # noqa: E402

PASSPHRASE = "four words in row"
STEPS = 10
EARLY = 10  # who is in already while a cold wave joins
MOST_CLIENTS = 300
MOST_S = 600.0  # a run that takes longer is stopped
LIVE = "/live?as={role}"


# ----------------------------------------------------------------- the figures


@dataclass
class Figures:
    """What was measured, in seconds, and what was acknowledged."""

    join: list[float] = field(default_factory=list)
    step: list[float] = field(default_factory=list)
    save: list[float] = field(default_factory=list)
    save_in_wave: list[float] = field(default_factory=list)
    wave_s: float = 0.0
    cold_bytes: list[int] = field(default_factory=list)
    cold_files: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def line(name: str, values: Sequence[float]) -> str:
    """Return one row of the table, in milliseconds."""
    if not values:
        return f"{name:<28} {'none':>8}"
    shown = (quantile(values, 0.5), quantile(values, 0.95), max(values))
    return f"{name:<28} {len(values):>8} " + " ".join(f"{1000 * s:>8.0f}" for s in shown)


# ------------------------------------------------------------------ one person


class Person:
    """One participant's browser: the form, the page, the live link, the answers."""

    def __init__(self, name: str, *, port: int, figures: Figures, folder: Path, seed: int) -> None:
        self.name, self.figures = name, figures
        self.browser = Browser(port)
        self.port = port
        self.rng = random.Random(f"{seed} {name}")
        self.acknowledged = folder / f"{name}.tsv"
        self.counter = int(time.time() * 1000)
        self.tab: Tab | None = None

    async def join(self, code: str, *, is_cold: bool) -> float:
        """Join by the form; return the seconds until the first screen stood there.

        With ``is_cold`` the whole way of an empty browser is counted, from the
        consent page on; without it from the press on “Join”.
        """
        began = time.perf_counter()
        page = (await self.browser.get(f"/j/{code}")).body.decode()
        if is_cold:
            await self._load_files(page)
        else:
            began = time.perf_counter()
        fields = {
            "call_name": self.name,
            "survey": "yes",
            "ticket": _hidden(page, "ticket"),
            "consent_version": _hidden(page, "consent_version"),
        }
        reply = await self.browser.post_form(f"/j/{code}", fields)
        if reply.status != 303:
            raise RuntimeError(f"{self.name} was not let in: {reply.status} {reply.body[:400]!r}")
        await self.browser.get("/room", packed=True)
        await self.browser.get("/_stcore/health")
        await self.browser.get("/_stcore/host-config")
        self.tab = Tab(
            port=self.port,
            cookie=self.browser.cookie_header,
            page="room",
            live=LIVE.format(role="participant"),
        )
        await self.tab.open()
        if is_cold:
            await self._load_assets()
        await self.tab.until(lambda: self.is_current)
        return time.perf_counter() - began

    @property
    def is_current(self) -> bool:
        """Whether the page shows what was announced last."""
        tab = self.tab
        return tab is not None and tab.announced is not None and tab.announced == tab.shown

    async def _load_files(self, consent_page: str) -> None:
        """Load what the consent page and the page behind it name, six files at a time."""
        shell = (await self.browser.get("/room", packed=True)).body
        if shell[:2] == b"\x1f\x8b":
            import gzip

            shell = gzip.decompress(shell)
        named = _named_files(consent_page) + _named_files(shell.decode())
        await self._load(dict.fromkeys(named))

    async def _load_assets(self) -> None:
        """Load the modules that the components on the page fetch."""
        from efficacy.web import assets

        names = (
            "signal.js",
            "guard.js",
            "trigger.js",
            "clock.js",
            "sheet.js",
            "queue.js",
            "fields.js",
            "actions.js",
            "sheet.css",
        )
        await self._load(address for name in names if (address := assets.url(name)))

    async def _load(self, paths: Iterable[str]) -> None:
        wanted = list(paths)
        before = self.browser.bytes_read
        replies = await asyncio.gather(*(self.browser.get(p, packed=True) for p in wanted))
        wrong = [p for p, reply in zip(wanted, replies, strict=True) if reply.status != 200]
        if wrong:
            raise RuntimeError(f"These files were not served: {wrong}")
        self.figures.cold_files.append(len(wanted))
        self.figures.cold_bytes.append(self.browser.bytes_read - before)

    # -------------------------------------------------------------- answering

    async def answer_all(self, *, pace_s: float, rounds: int = 1) -> None:
        """Answer every rating on the sheet, one request an answer, as the sheet does."""
        for _ in range(rounds):
            for item in self.ratings():
                await asyncio.sleep(self.rng.uniform(0, 2 * pace_s))
                await self.answer(item, into=self.figures.save)

    def ratings(self) -> list[dict[str, object]]:
        """Return the ratings on the page."""
        sheet = self.tab.component(SHEET) if self.tab else None
        fields = sheet.data["fields"] if sheet else []
        return [known for known in fields if known["kind"] in ("rating", "scale")]

    async def answer(self, item: dict[str, object], *, into: list[float]) -> None:
        """Give one answer; write it down once it is acknowledged."""
        assert self.tab is not None
        sheet = self.tab.component(SHEET)
        if sheet is None:
            return
        low, high, step = (int(str(item[name])) for name in ("low", "high", "step"))
        value = self.rng.randrange(low, high + 1, step)
        self.counter += 1
        one = {
            "run": sheet.data["run"],
            "item": item["id"],
            "attempt": 1,
            "option": None,
            "value": value,
            "counter": self.counter,
            "age_ms": 0,
        }
        began = time.perf_counter()
        reply = await self.browser.post_json(
            "/answer", {"answers": [one]}, {"X-Answer-Owner": str(sheet.data["owner"])}
        )
        into.append(time.perf_counter() - began)
        content = reply.json()
        result = content["results"][0] if isinstance(content, dict) and reply.status == 200 else {}
        if result.get("ok") and result.get("counter") == self.counter:
            row = (sheet.data["run"], self.name, item["id"], self.counter, value)
            with self.acknowledged.open("a", encoding="utf-8") as file:
                file.write("\t".join(map(str, row)) + "\n")
        else:
            self.figures.refused.append(f"{self.name} {item['id']}: {reply.status} {content}")

    async def close(self) -> None:
        """Leave."""
        if self.tab is not None:
            await self.tab.close()
        await self.browser.close()


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise RuntimeError(f"The consent page has no field {name!r}.")
    return html.unescape(found[1])


def _named_files(page: str) -> list[str]:
    found = re.findall(r'(?:src|href)="(\.?/(?:static|assets)/[^"]+)"', page)
    return [name.removeprefix(".") for name in found]


# -------------------------------------------------------------------- the room


class Room:
    """A server, a session, the facilitator's console and the room's screen."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.browser = Browser(server.port)
        self.code = self.session_id = ""
        self.console: Tab | None = None
        self.projector: Tab | None = None

    async def set_up(self) -> None:
        """Become facilitator by the set-up form, make a cohort, open both screens."""
        token = self.server.setup_token()
        await self.browser.get(f"/setup?token={token}")
        reply = await self.browser.post_form(
            "/setup",
            {
                "token": token,
                "name": "Rosa Lind",
                "passphrase": PASSPHRASE,
                "again": PASSPHRASE,
            },
        )
        if reply.status != 303:
            raise RuntimeError(f"The set-up form was refused: {reply.status} {reply.body[:400]!r}")
        await asyncio.to_thread(self._make_cohort)
        opened = await self.browser.get(f"/projector/open/{self.session_id}")
        if opened.status != 303:
            raise RuntimeError(f"The projector was refused: {opened.status}")
        self.console = await self._tab("console", f"session={self.session_id}", "console")
        self.projector = await self._tab("projector", "", "projector")

    def _make_cohort(self) -> None:
        store = open_store(self.server.url)
        try:
            workshop = Workshop(store=store, library=Library(home() / "curriculum"))
            who = access.Operator()
            cohort_id = facilitate.create_cohort(
                workshop,
                who,
                name="Load",
                plan_id="starter-45",
                mode="confidential",
                contact="nobody, because these people are simulated",
                is_synthetic=True,
            )
            card = next(c for c in present.cohort_cards(workshop, who) if c.id == cohort_id)
            self.code = card.code
            planned_id = card.sessions[0][0]
            self.session_id = facilitate.open_session(workshop, who, cohort_id, planned_id)
        finally:
            store.close()

    async def _tab(self, page: str, query: str, role: str) -> Tab:
        live = LIVE.format(role=role) + (f"&{query}" if query else "")
        tab = Tab(
            port=self.server.port,
            cookie=self.browser.cookie_header,
            page=page,
            query=query,
            live=live,
        )
        await tab.open()
        return tab

    async def press_next(self) -> float:
        """Press the one key; return when it was pressed."""
        assert self.console is not None
        console = self.console
        await console.until(lambda: console.button("next-") is not None)
        button = console.button("next-")
        assert button is not None
        began = time.perf_counter()
        await console.press(button)
        return began

    async def close(self) -> None:
        """Close both screens."""
        for tab in (self.console, self.projector):
            if tab is not None:
                await tab.close()
        await self.browser.close()


# ------------------------------------------------------------------- the story


@dataclass(frozen=True)
class Plan:
    """What is asked for on the command line."""

    clients: int
    is_cold: bool
    pace_s: float
    seed: int


async def play(room: Room, plan: Plan, figures: Figures) -> list[Person]:
    """Let everybody join, answer and follow ten steps; return who was there."""
    people = [_person(f"p{n:03d}", room, plan, figures) for n in range(plan.clients)]
    if plan.is_cold:
        people = await _cold_wave(room, plan, figures, people)
        steps = STEPS - 2
    else:
        figures.join += await _all(
            [lambda one=one: one.join(room.code, is_cold=False) for one in people]
        )
        steps = STEPS
    for number in range(steps):
        await _step(room, people, figures)
        if any(one.ratings() for one in people) and _takes_answers(people):
            await _all([lambda one=one: one.answer_all(pace_s=plan.pace_s) for one in people])
        print(f"  step {number + 1} of {steps}", file=sys.stderr, flush=True)
    return people


def _person(name: str, room: Room, plan: Plan, figures: Figures) -> Person:
    return Person(name, port=room.server.port, figures=figures, folder=room.folder, seed=plan.seed)


async def _cold_wave(
    room: Room, plan: Plan, figures: Figures, people: list[Person]
) -> list[Person]:
    """Let all join at the same instant with empty browsers while others answer a survey."""
    early = [_person(f"e{n:03d}", room, plan, figures) for n in range(EARLY)]
    await _all([lambda one=one: one.join(room.code, is_cold=False) for one in early])
    await _step(room, early, figures)
    await _step(room, early, figures)  # the practice survey: it stays open for the wave
    over = asyncio.Event()
    answering = [asyncio.create_task(_answer_until(one, over, figures)) for one in early]
    began = time.perf_counter()
    figures.join += await _all(
        [lambda one=one: one.join(room.code, is_cold=True) for one in people]
    )
    figures.wave_s = time.perf_counter() - began
    over.set()
    await asyncio.gather(*answering)
    return early + people


async def _answer_until(one: Person, over: asyncio.Event, figures: Figures) -> None:
    while not over.is_set():
        for item in one.ratings():
            if over.is_set():
                return
            await asyncio.sleep(one.rng.uniform(0, 0.4))
            await one.answer(item, into=figures.save_in_wave)


async def _step(room: Room, people: Sequence[Person], figures: Figures) -> None:
    """Press the key; measure until each participant's page shows the step."""
    before = {one.name: one.tab.shown for one in people if one.tab}
    began = await room.press_next()

    async def shown(one: Person) -> None:
        tab = one.tab
        assert tab is not None
        await tab.until(lambda: one.is_current and tab.shown != before[one.name])
        figures.step.append(tab.shown_at[str(tab.shown)] - began)

    await asyncio.gather(*(shown(one) for one in people))


def _takes_answers(people: Sequence[Person]) -> bool:
    sheets = [one.tab.component(SHEET) for one in people if one.tab]
    return any(sheet is not None and sheet.data["open"] for sheet in sheets)


async def _all(jobs: Sequence[Callable[[], Awaitable[float | None]]]) -> list[float]:
    done = await asyncio.gather(*(job() for job in jobs))
    return [value for value in done if value is not None]


# ------------------------------------------------------- what is in the database


def missing(database: Path, people: Sequence[Person]) -> tuple[int, list[str]]:
    """Return how many answers were acknowledged, and which of them the store lacks.

    Read with plain SQL, so that it cannot share a mistake with the program.
    """
    newest: dict[tuple[str, str, str], tuple[int, float]] = {}
    acknowledged = 0
    for one in people:
        if not one.acknowledged.exists():
            continue
        for row in one.acknowledged.read_text(encoding="utf-8").splitlines():
            run, name, item, counter, value = row.split("\t")
            newest[run, name, item] = (int(counter), float(value))
            acknowledged += 1
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as tx:
        stored = {
            (run, name, item): (counter, number)
            for run, name, item, counter, number in tx.execute(
                "SELECT r.run_id, c.call_name, r.item_id, r.device_counter, r.number"
                " FROM response r JOIN call_name c ON c.participant_id = r.participant_id"
            )
        }
    lost = [f"{key}: {given}" for key, given in newest.items() if stored.get(key) != given]
    return acknowledged, lost


# ------------------------------------------------------------------ the report


def report(
    plan: Plan,
    figures: Figures,
    *,
    load: dict[str, float | None],
    lost: list[str],
    acknowledged: int,
) -> list[str]:
    """Return the printed lines."""
    heads = plan.clients + (EARLY if plan.is_cold else 0)
    rows = [
        f"{plan.clients} clients{', cold' if plan.is_cold else ''}; server and clients on this"
        " machine; milliseconds",
        f"{'':<28} {'n':>8} {'p50':>8} {'p95':>8} {'max':>8}",
        line("join" + (" (cold, all at once)" if plan.is_cold else ""), figures.join),
        line("step change", figures.step),
        line("save", figures.save),
    ]
    if plan.is_cold:
        rows.append(line("save during the wave", figures.save_in_wave))
        rows.append(
            f"the wave took {figures.wave_s:.2f} s; an empty browser loads"
            f" {max(figures.cold_files)} files,"
            f" {max(figures.cold_bytes) / 1e6:.2f} MB (packed)"
        )
    cpu, memory = load["cpu_s"], load["memory_mb"]
    if cpu is not None and memory is not None:
        rows.append(
            f"server: {cpu:.1f} s of processor, {cpu / heads:.3f} s a participant; memory"
            f" {load['memory_end_mb']:.0f} MB, {memory / heads:.2f} MB a participant"
        )
    rows.append(
        f"answers acknowledged {acknowledged}, of these missing {len(lost)};"
        f" refused {len(figures.refused)}"
    )
    return rows + lost[:20] + figures.refused[:5]


def missed_targets(plan: Plan, figures: Figures) -> list[str]:
    """Return the targets (two cores, clients on the same machine) that were missed."""
    limits = [
        ("step change p95", figures.step, 0.5 if plan.clients <= 30 else None),
        ("save p95", figures.save, 0.15 if plan.clients <= 30 else None),
        ("save during the wave p95", figures.save_in_wave, 0.3),
    ]
    found = [
        f"{name}: {quantile(values, 0.95):.3f} s, and the target is under {limit} s"
        for name, values, limit in limits
        if values and limit is not None and quantile(values, 0.95) >= limit
    ]
    if plan.is_cold and figures.wave_s >= 5:
        found.append(f"cold wave: {figures.wave_s:.2f} s, and the target is under 5 s")
    return found


async def measure(plan: Plan, folder: Path) -> int:
    """Run the whole story; print the figures; return the exit code."""
    server, figures = Server(folder), Figures()
    started_s = server.start()
    room, people = Room(server, folder), []
    try:
        await room.set_up()
        cpu, memory = server.processor_s(), server.memory_mb()
        async with asyncio.timeout(MOST_S):
            people = await play(room, plan, figures)
        load = {
            "cpu_s": _less(server.processor_s(), cpu),
            "memory_mb": _less(server.memory_mb(), memory),
            "memory_end_mb": server.memory_mb(),
        }
        await asyncio.gather(*(one.close() for one in people))
        await room.close()
    finally:
        stopped_s = server.stop() if server.is_up() else 0.0
        server.kill()
    acknowledged, lost = missing(server.database, people)
    print("\n".join(report(plan, figures, load=load, lost=lost, acknowledged=acknowledged)))
    print(f"started in {started_s:.1f} s, stopped in {stopped_s:.1f} s")
    slow = missed_targets(plan, figures)
    print("\n".join(["targets missed:", *slow]) if slow else "all targets met")
    return 1 if lost or figures.refused or (slow and "--strict" in sys.argv) else 0


def _less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--clients", type=int, default=30, metavar="N")
    parser.add_argument("--cold", action="store_true", help="empty browsers, joining at once")
    parser.add_argument(
        "--pace",
        type=float,
        default=0.5,
        metavar="S",
        help="mean seconds between two answers of one person",
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--strict", action="store_true", help="end with 1 if a target was missed")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep database and log here")
    given = parser.parse_args()
    if not 1 <= given.clients <= MOST_CLIENTS:
        parser.error(f"--clients takes 1 to {MOST_CLIENTS}, not {given.clients}")
    plan = Plan(clients=given.clients, is_cold=given.cold, pace_s=given.pace, seed=given.seed)
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        return asyncio.run(measure(plan, given.keep.resolve()))
    with tempfile.TemporaryDirectory(prefix="can-do-bench-") as folder:
        return asyncio.run(measure(plan, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
