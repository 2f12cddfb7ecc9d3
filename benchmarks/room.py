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
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.figures import EARLY, Figures, Plan, missed_targets, missing, report  # noqa: E402
from benchmarks.person import Person  # noqa: E402
from benchmarks.served import Server  # noqa: E402
from benchmarks.stage import Room  # noqa: E402
from benchmarks.streamlit_client import SHEET  # noqa: E402

T = TypeVar("T")

STEPS = 10
MOST_CLIENTS = 300
MOST_S = 600.0  # a run that takes longer is stopped


async def play(room: Room, plan: Plan, figures: Figures) -> list[Person]:
    """Let everybody join, answer and follow ten steps; return who was there."""
    people = [_person(f"p{n:03d}", room, plan, figures) for n in range(plan.clients)]
    if plan.is_cold:
        people = await _cold_wave(room, plan, figures, people)
        steps = STEPS - 2
    else:
        figures.join += await _all([one.join(room.code, is_cold=False) for one in people])
        steps = STEPS
    for number in range(steps):
        await _step(room, people, figures)
        if any(one.ratings() for one in people) and _takes_answers(people):
            await _all([one.answer_all(pace_s=plan.pace_s) for one in people])
        print(f"  step {number + 1} of {steps}", file=sys.stderr, flush=True)
    return people


def _person(name: str, room: Room, plan: Plan, figures: Figures) -> Person:
    return Person(name, port=room.server.port, figures=figures, folder=room.folder, seed=plan.seed)


async def _cold_wave(
    room: Room, plan: Plan, figures: Figures, people: list[Person]
) -> list[Person]:
    """Let all join at the same instant with empty browsers while others answer a survey."""
    early = [_person(f"e{n:03d}", room, plan, figures) for n in range(EARLY)]
    await _all([one.join(room.code, is_cold=False) for one in early])
    await _step(room, early, figures)
    await _step(room, early, figures)  # the practice survey: it stays open for the wave
    over = asyncio.Event()
    answering = [asyncio.create_task(_answer_until(one, over, figures)) for one in early]
    began = time.perf_counter()
    figures.join += await _all([one.join(room.code, is_cold=True) for one in people])
    figures.wave_s = time.perf_counter() - began
    over.set()
    await asyncio.gather(*answering)
    return early + people


async def _answer_until(one: Person, over: asyncio.Event, figures: Figures) -> None:
    while not over.is_set():
        for item in one.ratings():
            if over.is_set():
                return
            await asyncio.sleep(one.rng.uniform(0, 1.0))
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


async def _all(jobs: Sequence[Awaitable[T]]) -> list[T]:
    return list(await asyncio.gather(*jobs))


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
    acknowledged, lost = missing(server.database, [one.acknowledged for one in people])
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
    parser.add_argument(
        "--clients", "--participants", dest="clients", type=int, default=30, metavar="N"
    )
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
