"""An instrument that somebody bought, made up for the tests, and a room whose plan asks it.

None of its words is anybody's: they are there to be looked for where they must not be.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from efficacy.content.library import Library
from efficacy.errors import Problem
from efficacy.home import home
from efficacy.services.workshop import Workshop
from efficacy.store.engine import open_store
from tests.cast import Clock, Ear, Room
from tests.content.house import PROVENANCE, lay

PLAN, INSTRUMENT, FILE = "bought-plan", "zebra-scale", "zebra.yaml"
# Each of these words stands in the file and may stand nowhere else.
SECRETS = ("zirconium", "quokka", "xylophonist", "marzipan", "yurtle", "umbraculum")
NOTES = {
    "say": "Read each line and choose a point.",
    "participants_do": "They read each line and choose a point on the scale for it.",
    "look_for": "People who look at the screen of somebody else while they choose.",
    "falls_flat": "Say: “Take one line at a time.” Read the first line aloud and wait a minute.",
    "upset": {
        "say": "You can stop here; it changes nothing for you.",
        "do": "Sit down beside them, and ask whether they would like some water.",
    },
}


def bought(copies: int = 3, **changes: Any) -> dict[str, Any]:
    """Return a bought instrument of three items; ``changes`` change the file."""
    return {
        "kind": "licensed-instrument",
        "id": INSTRUMENT,
        "language": "en",
        "version": "1",
        "title": "Zebra scale",
        "licence": {"holder": "Stripes Press", "order": "ZP-1", "copies_bought": copies},
        "typed": "2026-11-26",
        "scales": [
            {
                "id": "stripes",
                "title": "Stripes",
                "concept": "other",
                "direction": "none",
                "stem": "How far does this umbraculum fit",
                "response": {
                    "low": 1,
                    "high": 5,
                    "step": 1,
                    "anchors": {"1": "not marzipan", "5": "all yurtle"},
                },
                "items": [
                    {"id": "q1", "text": "I polish zirconium at dawn"},
                    {"id": "q2", "text": "I owe a quokka money", "reverse_keyed": True},
                    {"id": "q3", "text": "I am no xylophonist", "subscale": "music"},
                ],
                "reliability": {"alpha": 0.8, "source": "Nobody (2020)"},
            }
        ],
        **changes,
    }


def other_version() -> dict[str, Any]:
    """Return the same instrument with one word changed."""
    changed = copy.deepcopy(bought())
    changed["scales"][0]["items"][0]["text"] = "I polish zirconium at dusk"
    return changed


def survey(id: str, wave: str | None = None, **changes: Any) -> dict[str, Any]:
    """Return a step that asks the instrument."""
    step: dict[str, Any] = {
        "id": id,
        "kind": "survey",
        "title": "About stripes",
        "minutes": 3,
        "params": {"instruments": [INSTRUMENT]},
        "notes": copy.deepcopy(NOTES),
        **changes,
    }
    return step if wave is None else {**step, "wave": wave}


def plan(*steps: dict[str, Any]) -> dict[str, Any]:
    """Return a plan that asks the instrument before and after, and for practice."""
    consent = {
        "id": "welcome",
        "kind": "consent",
        "title": "Before we begin",
        "minutes": 4,
        "params": {"consent": "consent"},
        "notes": copy.deepcopy(NOTES),
    }
    listed = steps or (survey("first", "pre"), survey("again", "post"), survey("practice"))
    return {
        "kind": "plan",
        "id": PLAN,
        "language": "en",
        "version": "1",
        "title": "A plan with stripes",
        "summary": "It asks what was bought. One session says little.",
        "provenance": copy.deepcopy(PROVENANCE),
        "demonstration": True,
        "group_size": [2, 16],
        "waves": [{"id": "pre", "title": "Before"}, {"id": "post", "title": "After"}],
        "primary_scale": "stripes",
        "sessions": [
            {
                "id": "only",
                "title": "The only one",
                "aim": "To ask.",
                "minutes": 30,
                "activities": [consent, *listed],
            }
        ],
    }


def laid(folder: Path, file: dict[str, Any] | None = None, *, own: Any = None) -> Library:
    """Return a library of the consent page, one own plan, and one bought instrument."""
    page = home() / "curriculum" / "consent" / "consent.yaml"
    (folder / "shipped").mkdir()
    shutil.copy(page, folder / "shipped" / "consent.yaml")
    lay(folder / "own", "plans/plan.yaml", own or plan())
    lay(folder / "licensed", FILE, file or bought())
    return Library(folder / "shipped", own=folder / "own", licensed=folder / "licensed")


@contextmanager
def bought_room(
    copies: int = 3, *, mode: str = "confidential", ear: Ear | None = None
) -> Iterator[tuple[Room, Path]]:
    """Return a room with an open session on the plan, and the folder with its files."""
    with TemporaryDirectory() as name:
        folder, clock = Path(name), Clock()
        library = laid(folder, bought(copies))
        store = open_store(f"sqlite:///{folder / 'workshop.db'}")
        workshop = Workshop(
            store=store, library=library, announcer=ear or Ear(), now_ms=clock, rng=Random(7)
        )
        try:
            room = Room.made(workshop, clock, plan_id=PLAN, mode=mode)
            room.opens("only")
            yield room, folder
        finally:
            store.close()


def said(problems: tuple[Problem, ...]) -> str:
    """Return problems as they are listed."""
    return "\n".join(map(str, problems))
