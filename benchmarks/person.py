"""One participant's browser: the form, the page, the live link, the answers."""

from __future__ import annotations

import asyncio
import gzip
import html
import random
import re
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Figures
from benchmarks.http_client import Browser
from benchmarks.streamlit_client import SHEET, Tab
from efficacy.web import assets

LIVE = "/live?as=participant"
# What the components on the page fetch.
_ASSETS = (
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


class Person:
    """One participant's browser: the form, the page, the live link, the answers."""

    def __init__(self, name: str, *, port: int, figures: Figures, folder: Path, seed: int) -> None:
        self.name, self.figures = name, figures
        self.browser = Browser(port)
        self.port = port
        self.rng = random.Random(f"{seed} {name}")
        self.acknowledged = folder / f"{name}.tsv"
        self.counter = int(time.time() * 1000)
        self.loaded: set[str] = set()
        self.tab: Tab | None = None

    async def join(self, code: str, *, is_cold: bool) -> float:
        """Join by the form; return the seconds until the first screen stood there.

        With ``is_cold`` the whole way of an empty browser is counted, from the
        consent page on; without it from the press on “Join”.
        """
        began = time.perf_counter()
        page = (await self.browser.get(f"/j/{code}")).body.decode()
        if is_cold:
            await self._load(_named_files(page))
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
        shell = (await self.browser.get("/room", packed=True)).body
        if is_cold:
            await self._load(_named_files(gzip.decompress(shell).decode()))
        await self.browser.get("/_stcore/health")
        await self.browser.get("/_stcore/host-config")
        self.tab = Tab(
            port=self.port,
            cookie=self.browser.cookie_header,
            page="room",
            live=LIVE,
        )
        await self.tab.open()
        if is_cold:
            await self._load(address for name in _ASSETS if (address := assets.url(name)))
            self.figures.cold_files = len(self.loaded)
            self.figures.cold_bytes = self.browser.bytes_read
        await self.tab.until(lambda: self.is_current)
        return time.perf_counter() - began

    @property
    def is_current(self) -> bool:
        """Whether the page shows what was announced last."""
        tab = self.tab
        return tab is not None and tab.announced is not None and tab.announced == tab.shown

    async def _load(self, paths: Iterable[str]) -> None:
        """Load the files that this browser does not have yet, six at a time."""
        wanted = [path for path in dict.fromkeys(paths) if path not in self.loaded]
        self.loaded.update(wanted)
        replies = await asyncio.gather(*(self.browser.get(p, packed=True) for p in wanted))
        wrong = [p for p, reply in zip(wanted, replies, strict=True) if reply.status != 200]
        if wrong:
            raise RuntimeError(f"These files were not served: {wrong}")

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
