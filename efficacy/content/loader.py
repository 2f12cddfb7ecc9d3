"""Load a curriculum folder: every file, every language, every problem at once.

English stands directly in the folder; a translation stands beside it in a
folder named by its language tag (``curriculum/vi/plans/...``), with the same
kind and id. The folder ``locale`` holds interface words and is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from efficacy.content.countries import Country
from efficacy.content.cues import CueSet
from efficacy.content.explain import explain, nearest, shown
from efficacy.content.glossary import Glossary
from efficacy.content.guide import Guide
from efficacy.content.ladders import Ladder
from efficacy.content.models import FIELDS, Consent, Curriculum, Instrument, Plan, Talk
from efficacy.content.parts import Parts, Shelf, is_parts, shelves
from efficacy.content.peer_models import PeerModel
from efficacy.content.reading import Raw, read_yaml
from efficacy.errors import ContentError, Problem
from efficacy.language import DEFAULT_LANGUAGE

Content = (
    Plan
    | Parts
    | Instrument
    | Talk
    | Consent
    | PeerModel
    | CueSet
    | Ladder
    | Glossary
    | Guide
    | Country
)
MODELS: Mapping[str, type[Content]] = {
    "plan": Plan,
    "parts": Parts,
    "instrument": Instrument,
    "talk": Talk,
    "consent": Consent,
    "cue-set": CueSet,
    "ladder": Ladder,
    "peer-model": PeerModel,
    "glossary": Glossary,
    "guide": Guide,
    "country": Country,
}
_LEFT_OUT = ("locale",)
_LANGUAGE_FOLDER = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One content file that reads well: its path in the folder, and what it says."""

    file: str
    content: Content


@dataclass(frozen=True, slots=True)
class Folder:
    """A curriculum folder as it was read.

    ``problems`` lists what keeps files from being used; their content is not
    in ``entries``.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    def languages(self) -> tuple[str, ...]:
        """Return the language tags found, English first."""
        found = {entry.content.language for entry in self.entries}
        return tuple(sorted(found, key=lambda tag: (tag != DEFAULT_LANGUAGE, tag)))

    def of(self, language: str) -> tuple[Entry, ...]:
        """Return the entries of one language, in the order of their files."""
        return tuple(entry for entry in self.entries if entry.content.language == language)

    def curriculum(self, language: str = DEFAULT_LANGUAGE) -> Curriculum:
        """Return all content of one language as one value."""
        return gathered(entry.content for entry in self.of(language))


def load(folder: Path, *, language: str = DEFAULT_LANGUAGE) -> Curriculum:
    """Return the content of one language.

    Only the files themselves are checked; ``lint`` checks how they fit together.

    Raises
    ------
    ContentError
        With all problems of all files, whatever their language.
    """
    found = read_folder(folder)
    if found.problems:
        raise ContentError(found.problems)
    return found.curriculum(language)


def read_folder(folder: Path) -> Folder:
    """Return everything that reads well below ``folder``, and every problem."""
    files = [_raw(path, folder) for path in _files(folder)]
    shelf = shelves((name, raw.data) for name, raw in files)
    entries: list[Entry] = []
    problems: list[Problem] = list(shelf.problems)
    # Parts come first: a plan that uses a broken one is not blamed for it.
    for name, raw in sorted(files, key=lambda file: not is_parts(file[1].data)):
        if shelf.waits(raw):
            continue
        entry, wrong = _read(name, raw, shelf)
        problems += wrong
        if entry is not None:
            entries.append(entry)
        elif is_parts(raw.data):
            shelf = shelf.without({name, *shelf.broken})
    entries.sort(key=lambda entry: entry.file)
    if not entries and not problems:
        problems.append(
            Problem(str(folder), "the folder", "at least one .yaml file", "none", "Check the path.")
        )
    problems += _twice(entries)
    return Folder(tuple(entries), tuple(problems))


def gathered(contents: Iterator[Content]) -> Curriculum:
    """Return single contents as one curriculum; of the same id the first counts."""
    found: dict[str, Any] = {field: {} for field in FIELDS.values()}
    for content in contents:
        if content.kind in FIELDS:
            found[FIELDS[content.kind]].setdefault(content.id, content)
    return Curriculum.model_construct(**found)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.suffix in (".yaml", ".yml") and not hidden and parts[0] not in _LEFT_OUT:
            yield path


def _raw(path: Path, folder: Path) -> tuple[str, Raw]:
    """Return how problems call a file, and what it says."""
    name = path.relative_to(folder).as_posix()
    if path.suffix == ".yml":
        wrong = Problem(name, "the file name", "the ending .yaml", ".yml", "Rename it.")
        return name, Raw(problems=(wrong,))
    if not path.resolve().is_relative_to(folder.resolve()):
        wrong = Problem(name, "the file", "a file in the folder", "a link out of it")
        return name, Raw(problems=(wrong,))
    return name, read_yaml(path, name=name)


def _read(name: str, raw: Raw, shelf: Shelf) -> tuple[Entry | None, tuple[Problem, ...]]:
    if raw.data is None:
        return None, raw.problems
    filled, missing = shelf.filled(raw, name)
    content, problems = (None, missing) if missing else checked(filled, name)
    problems = (*raw.problems, *problems)
    if content is not None:
        problems += _misplaced(content, name)
    return (None if problems or content is None else Entry(name, content)), problems


def checked(raw: Raw, name: str) -> tuple[Content | None, tuple[Problem, ...]]:
    """Return what a file's data is by its kind, or what keeps it from being that."""
    kind = raw.data.get("kind")
    head = raw.data.get("id") if isinstance(raw.data.get("id"), str) else ""
    if not isinstance(kind, str) or kind not in MODELS:
        known = ", ".join(f"“{known}”" for known in MODELS)
        return None, (
            Problem(
                name,
                f"{head} → kind" if head else "kind",
                f"one of {known}",
                shown(kind),
                nearest(str(kind), MODELS),
            ),
        )
    model = MODELS[kind]
    try:
        # JSON, because strict models then take lists and dates as YAML has them.
        return model.model_validate_json(json.dumps(raw.data)), ()
    except ValidationError as error:
        return None, explain(
            error,
            file=name,
            model=model,
            data=raw.data,
            head=head,
            marks=raw.marks,
            spoilt=raw.spoilt,
        )


def _misplaced(content: Content, name: str) -> tuple[Problem, ...]:
    """Return a problem where a file's language is not that of its folder."""
    first = name.split("/")[0]
    expected = first if _LANGUAGE_FOLDER.match(first) and "/" in name else DEFAULT_LANGUAGE
    if content.language == expected:
        return ()
    return (
        Problem(
            name,
            f"{content.id} → language",
            f"“{expected}”",
            f"“{content.language}”",
            "English stands in the folder itself, other languages in folders named by their tag.",
        ),
    )


def _twice(entries: list[Entry]) -> list[Problem]:
    first: dict[tuple[str, str, str], Entry] = {}
    problems = []
    for entry in entries:
        content = entry.content
        known = first.setdefault((content.language, content.kind, content.id), entry)
        if known is not entry:
            problems.append(
                Problem(
                    entry.file,
                    f"{content.id} → id",
                    f"an id that no other {content.kind} has",
                    f"the id of {known.file}",
                    "Give one of the two another id.",
                )
            )
    return problems


def as_data(content: BaseModel) -> dict[str, Any]:
    """Return content as plain data, as its file has it."""
    data: dict[str, Any] = content.model_dump(mode="json")
    return data
