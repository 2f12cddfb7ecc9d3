"""A counselor's own content: a folder beside the database, checked against all that ships.

What is broken there is listed and left out, and keeps nothing else from working: a slip in
a file of one's own must not stand between a counselor and tonight's session.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from efficacy.content.lint import Kinds, lint_of
from efficacy.content.loader import Content, Entry, Folder, as_data, read_folder
from efficacy.errors import Problem

# How problems call files of this folder, so that nobody looks for them among those that ship.
HEAD = "own/"
# Ids of stories that were taken back, a line each.
WITHDRAWN = "withdrawn-stories.txt"
_FOLDERS: Mapping[str, str] = {
    "plan": "plans",
    "parts": "parts",
    "instrument": "instruments",
    "talk": "talks",
    "consent": "consent",
    "cue-set": "cues",
    "ladder": "ladders",
    "peer-model": "peer_models",
    "glossary": "glossary",
    "country": "countries",
    "guide": "guide",
}


@dataclass(frozen=True, slots=True)
class Own:
    """What is in the own folder.

    ``entries`` can be used; ``left_out`` can be read and does not fit; the problems
    of both, and of files that cannot be read at all, are listed.
    """

    entries: tuple[Entry, ...] = ()
    left_out: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def read_own(folder: Path, shipped: Folder, *, kinds: Kinds | None = None) -> Own:
    """Return what the own folder adds to what ships.

    A file with a mistake is left out, and then whatever needs it, until the rest fits together.
    """
    if not folder.is_dir() or not any(folder.rglob("*.y*ml")):
        return Own()
    read = read_folder(folder)
    problems = [replace(one, file=HEAD + one.file) for one in read.problems]
    entries = [Entry(HEAD + one.file, one.content) for one in read.entries]
    kept, clashes = _apart(entries, shipped)
    own = _fitting(kept, [*problems, *clashes], shipped, kinds=kinds)
    return replace(own, left_out=tuple(one for one in entries if one not in own.entries))


def _fitting(
    entries: list[Entry], problems: list[Problem], shipped: Folder, *, kinds: Kinds | None
) -> Own:
    while True:
        whole = Folder((*shipped.entries, *entries), ())
        found = lint_of(whole, {entry.file for entry in entries}, kinds=kinds)
        broken = {problem.file for problem in found.errors}
        problems += found.errors
        if not broken:
            return Own(tuple(entries), (), tuple(problems), found.warnings)
        entries = [entry for entry in entries if entry.file not in broken]


def _apart(entries: list[Entry], shipped: Folder) -> tuple[list[Entry], list[Problem]]:
    """Return the entries whose id is not one of something that ships, and the others' problems."""
    taken = {(one.content.language, one.content.kind, one.content.id) for one in shipped.entries}
    kept: list[Entry] = []
    clashes: list[Problem] = []
    for entry in entries:
        content = entry.content
        if (content.language, content.kind, content.id) not in taken:
            kept.append(entry)
            continue
        clashes.append(
            Problem(
                entry.file,
                f"{content.id} → id",
                f"an id that no {content.kind} of Can Do has",
                f"“{content.id}”",
                "Give yours another id.",
            )
        )
    return kept, clashes


# ------------------------------------------------------------------- files


def place_of(content: Content) -> str:
    """Return where content lies below a curriculum folder."""
    head = "" if content.language == "en" else f"{content.language}/"
    return f"{head}{_FOLDERS[content.kind]}/{content.id}.yaml"


def write_own(folder: Path, content: Content) -> Path:
    """Write content into the own folder, in one step; return its file.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    target = folder / place_of(content)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as part:
            part.write(as_text(content))
            part.flush()
            os.fsync(part.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    return target


def remove_own(folder: Path, content: Content) -> None:
    """Remove content from the own folder; nothing happens where it is gone already."""
    (folder / place_of(content)).unlink(missing_ok=True)


def read_withdrawn(folder: Path | None) -> frozenset[str]:
    """Return the ids of stories that were taken back, from the list beside the content.

    It lies with the content and not in the database, so that a backup from before
    brings no story back.
    """
    file = folder / WITHDRAWN if folder is not None else None
    if file is None or not file.is_file():
        return frozenset()
    return frozenset(file.read_text("utf-8", errors="replace").split())


def note_withdrawn(folder: Path, story_id: str) -> None:
    """Add the id of a story to the list of those that were taken back.

    Raises
    ------
    OSError
        If the list cannot be written.
    """
    if story_id in read_withdrawn(folder):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / WITHDRAWN).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{story_id}\n")


def as_text(content: Content) -> str:
    """Return content as the YAML file that would be read as the same content."""
    return dumped(plain(content))


def plain(content: Content) -> dict[str, Any]:
    """Return content as data without what goes without saying, and without its parts' names."""
    data: dict[str, Any] = content.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    whole = as_data(content)
    named = {key: whole[key] for key in ("kind", "id", "language")}
    for session in data.get("sessions", ()):
        for activity in session["activities"]:
            activity.pop("part", None)
    return {**named, **data}


def dumped(data: Mapping[str, Any]) -> str:
    """Return plain data as YAML that people can read and edit."""
    return yaml.dump(
        dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96, indent=2
    )


class _Dumper(yaml.SafeDumper):
    """Long texts as folded blocks, lists indented, no aliases: readers refuse those."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # A block keeps its words only where no line begins with a space and none is left open.
    is_long = len(text) > 80 and text == text.strip() and "\n" not in text
    style = ">" if is_long and text.isprintable() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
