"""A tiny curriculum for the tests of content, and how it is laid into a folder."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from efficacy.home import home

SAMPLES = Path(__file__).parent / "samples"
SHIPPED = home() / "curriculum"

PROVENANCE = {
    "author": "A test",
    "written": "2026-01-31",
    "derived_from": "Nothing",
    "licence": "Apache-2.0",
}


def talk(**changes: Any) -> dict[str, Any]:
    """Return a talk of one slide that nothing is wrong with."""
    return {
        "kind": "talk",
        "id": "sample",
        "language": "en",
        "title": "Sample",
        "provenance": copy.deepcopy(PROVENANCE),
        "slides": [{"id": "one", "title": "One slide", "notes": "This is said aloud."}],
        **changes,
    }


def glossary(**changes: Any) -> dict[str, Any]:
    """Return a glossary of two words that nothing is wrong with."""
    return {
        "kind": "glossary",
        "id": "sample",
        "language": "en",
        "title": "Words",
        "provenance": copy.deepcopy(PROVENANCE),
        "entries": [
            {"id": "rung", "word": "Rung", "meaning": "One height.", "example": "The third."},
            {"id": "pass", "word": "Pass", "meaning": "To leave a thing out."},
        ],
        **changes,
    }


def guide(**changes: Any) -> dict[str, Any]:
    """Return a chapter of the guide with every sort of block, that nothing is wrong with."""
    return {
        "kind": "guide",
        "id": "sample",
        "language": "en",
        "title": "A chapter",
        "order": 90,
        "summary": "What it is about.",
        "provenance": copy.deepcopy(PROVENANCE),
        "sections": [
            {
                "id": "all",
                "title": "All of it",
                "text": ["A line to read."],
                "say": ["A line to say."],
                "do": ["Open the door."],
                "points": ["A chair."],
                "checks": ["The door is open."],
                "lines": ["Name", "What was hard?"],
                "sources": ["work"],
            },
            {"id": "list", "title": "A list", "lines": ["Number"]},
        ],
        "references": [{"id": "work", "text": "A work (1999)."}],
        **changes,
    }


def instrument(**changes: Any) -> dict[str, Any]:
    """Return an instrument of one efficacy scale; ``changes`` change the scale."""
    scale = {
        "id": "sample-scale",
        "title": "Tasks",
        "concept": "efficacy",
        "direction": "more_sure",
        "stem": "How sure are you that you can …",
        "response": {
            "low": 0,
            "high": 100,
            "step": 10,
            "anchors": {"0": "cannot", "100": "certain"},
        },
        "items": [
            {"id": "sample-a", "text": "add two prices", "difficulty": 1},
            {"id": "sample-b", "text": "share a bill", "difficulty": 3},
        ],
        **changes,
    }
    return {
        "kind": "instrument",
        "id": "sample",
        "language": "en",
        "version": "1",
        "title": "Sample",
        "provenance": copy.deepcopy(PROVENANCE),
        "scales": [scale],
    }


def item(text: str) -> dict[str, Any]:
    """Return an instrument with one item of this wording."""
    return instrument(items=[{"id": "sample-a", "text": text, "difficulty": 1}])


def lay(folder: Path, path: str, content: object) -> Path:
    """Write content into a file below ``folder``; text is written as it is."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = (
        content
        if isinstance(content, str)
        else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    )
    target.write_text(text, encoding="utf-8")
    return target
