"""How handouts look: paper, size of print, and a counselor's own colour and logo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from efficacy.errors import Problem

LOOK_FILE = "look.yaml"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LOGO = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.(?:png|jpg|jpeg)")
_MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """How the sheets of one print job look.

    Attributes
    ----------
    paper : {"a4", "us-letter"}
    is_large : bool
        Large print: 18 points instead of 11.
    starts_odd : bool
        Each handout starts on the front of a sheet when printed on both sides.
    colour : str
        ``#rrggbb``, of rules and edges only: text is black, so that any printer will do.
    logo : Path or None
        A PNG or JPEG file.
    logo_says : str
        What the logo shows, for people who do not see it.
    """

    paper: Literal["a4", "us-letter"] = "a4"
    is_large: bool = False
    starts_odd: bool = False
    colour: str = "#1f4e79"
    logo: Path | None = None
    logo_says: str = ""


def own_look(folder: Path, plain: Look) -> tuple[Look, tuple[Problem, ...]]:
    """Return a look with the colour and logo of a counselor's folder, and what is wrong there.

    Parameters
    ----------
    folder : Path
        It may have a file ``look.yaml`` with ``colour``, ``logo`` and ``logo_says``, each optional.
    plain : Look
        What holds where the file says nothing, or says it wrongly.
    """
    path = folder / LOOK_FILE
    if not path.is_file():
        return plain, ()
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return plain, (Problem(LOOK_FILE, "the file", "YAML", str(error).splitlines()[0]),)
    if not isinstance(given, Mapping):
        return plain, (Problem(LOOK_FILE, "the file", "key: value", type(given).__name__),)
    problems = tuple(_problems(given, folder))
    if problems:
        return plain, problems
    logo = given.get("logo")
    return (
        replace(
            plain,
            colour=given.get("colour", plain.colour),
            logo=folder / logo if logo else plain.logo,
            logo_says=given.get("logo_says", plain.logo_says),
        ),
        (),
    )


def _problems(given: Mapping[str, Any], folder: Path) -> Iterator[Problem]:
    known = {"colour", "logo", "logo_says"}
    for key in given.keys() - known:
        yield Problem(LOOK_FILE, str(key), " or ".join(sorted(known)), str(key))
    colour, logo = given.get("colour", "#000000"), given.get("logo")
    if not _COLOUR.fullmatch(str(colour)):
        hint = "Put it in quotes: without them YAML takes it for a remark."
        yield Problem(LOOK_FILE, "colour", "a colour such as '#1f4e79'", str(colour), hint)
    if logo is None:
        return
    if not _LOGO.fullmatch(str(logo)) or not _is_small_file(folder / str(logo)):
        expected = "the name of a PNG or JPEG file in this folder, up to 2 MB"
        yield Problem(LOOK_FILE, "logo", expected, str(logo))
    if not str(given.get("logo_says") or "").strip():
        hint = "Say in a few words what the logo shows; screen readers read it aloud."
        yield Problem(LOOK_FILE, "logo_says", "a few words", "nothing", hint)


def _is_small_file(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= _MOST_BYTES
