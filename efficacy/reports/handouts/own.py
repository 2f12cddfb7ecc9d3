"""Handouts that a counselor adds: a template in their own folder, filled in like one that ships."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from efficacy.errors import Problem
from efficacy.language import later
from efficacy.reports.handouts.handout import Handout
from efficacy.reports.handouts.templates import LAYOUT, TEMPLATE_ENDS, is_template

FIRST_LINE = "{# Title of the sheet | like: welcome-card #}"
_FIRST_LINE = re.compile(r"\{#\s*(?P<title>[^|]*[^|\s])\s*\|\s*like:\s*(?P<like>[a-z0-9-]+)\s*#\}")
_MOST_LETTERS = 60  # of a title: it stands in the foot, beside the number of the page


def own_handouts(
    folder: Path, shipped: Mapping[str, Handout]
) -> tuple[dict[str, Handout], tuple[Problem, ...]]:
    """Return the handouts that a folder adds, by id, and the templates that say too little.

    Parameters
    ----------
    folder : Path
        Its templates with the id of a handout that ships take that one's place, and add none.
    shipped : mapping of str to Handout
        By id. An added one takes its variables, and who may have it, from the one it is like.
    """
    found: dict[str, Handout] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*{TEMPLATE_ENDS}")):
        id = path.name.removesuffix(TEMPLATE_ENDS)
        if path.name == LAYOUT or id in shipped:
            continue
        wrong = tuple(_problems(path, shipped))
        problems += wrong
        if not wrong:
            said = _said(path)
            found[id] = replace(
                shipped[said["like"]],
                id=id,
                title=said["title"],
                about=later("A sheet of your own."),
                pages=None,
                pages_large=None,
            )
    return found, tuple(problems)


def _said(path: Path) -> Mapping[str, str]:
    """Return what the first line of a template says: title and like; nothing where it does not."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    match = _FIRST_LINE.fullmatch(lines[0].strip()) if lines else None
    return match.groupdict() if match else {}


def _problems(path: Path, shipped: Mapping[str, Handout]) -> Iterator[Problem]:
    if not is_template(path.name):
        hint = "Rename it: small letters, digits, dots and hyphens only."
        yield Problem(
            path.name, "its name", f"a name such as street-map{TEMPLATE_ENDS}", path.name, hint
        )
        return
    said = _said(path)
    if not said:
        hint = "It says what the sheet is called, and which handout it takes its variables from."
        yield Problem(path.name, "line 1", FIRST_LINE, "something else", hint)
    elif said["like"] not in shipped:
        yield Problem(path.name, "line 1", f"like: {' or '.join(shipped)}", said["like"])
    elif len(said["title"]) > _MOST_LETTERS:
        found = f"{len(said['title'])} letters"
        yield Problem(path.name, "line 1", f"a title of up to {_MOST_LETTERS} letters", found)
