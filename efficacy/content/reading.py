"""Read one YAML file into plain data, without trusting it.

Only what content needs is understood: keys, lists, text, numbers, yes and no,
dates. Aliases, tags and merge keys are refused, so that a short file cannot
grow without end, and a key written twice is a mistake instead of a surprise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from efficacy.errors import Problem

MOST_BYTES = 1_000_000
DEEPEST = 30
# Authors may keep notes of their own under keys that begin like this.
OWN_NOTES = "x-"

Trail = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands in its file (1-based line), and how it is written there."""

    line: int
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """What a file says: plain data without notes, and a mark for each place.

    ``data`` is None where the file cannot be read at all; ``spoilt`` are the
    places whose value could not be, which nobody needs to hear about twice.
    """

    data: Any = None
    marks: Mapping[Trail, Mark] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    spoilt: frozenset[Trail] = frozenset()


class _RefusedError(Exception):
    """Something that content files do not use."""

    def __init__(self, line: int, expected: str, found: str, hint: str = "") -> None:
        super().__init__(found)
        self.line, self.expected, self.found, self.hint = line, expected, found, hint


class _Loader(yaml.SafeLoader):
    """The safe loader, which also refuses aliases and deep nesting."""

    depth = 0

    def _line(self) -> int:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        return event.start_mark.line + 1 if event.start_mark else 1

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _RefusedError(
                self._line(),
                "the words themselves",
                "an alias (*name)",
                "Write the text out again.",
            )
        self.depth += 1
        if self.depth > DEEPEST:
            raise _RefusedError(
                self._line(),
                f"at most {DEEPEST} levels",
                "deeper nesting",
                "Look for a bracket too many.",
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_yaml(path: Path, *, name: str) -> Raw:
    """Return what the file says, or the problems that keep it from being read.

    Parameters
    ----------
    name : str
        How problems call the file: its path inside the curriculum folder.
    """
    try:
        text = _text(path)
    except _RefusedError as why:
        return _failed(name, why)
    except OSError as why:
        reason = why.strerror or "an unknown error"
        return _failed(name, _RefusedError(1, "a file that can be opened", reason))
    return parse_yaml(text, name=name)


# A change to one of somebody's own plans reads all of them again, and most are as they were.
@lru_cache(maxsize=32)
def parse_yaml(text: str, *, name: str) -> Raw:
    """Return what a text in YAML says, or the problems that keep it from being read.

    The same text gives the same value again: nobody changes what is in it.
    """
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise _RefusedError(1, "keys such as kind, id and language", "an empty file")
            return _Reader(loader, name).read(node)
        finally:
            loader.dispose()
    except _RefusedError as why:
        return _failed(name, why)
    except yaml.YAMLError as why:
        return _failed(name, _not_yaml(why))


def _failed(name: str, why: _RefusedError) -> Raw:
    return Raw(problems=(Problem(name, f"line {why.line}", why.expected, why.found, why.hint),))


def _text(path: Path) -> str:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _RefusedError(
            1, f"at most {MOST_BYTES:,} bytes", f"{size:,} bytes", "Split the file into several."
        )
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = raw.count(b"\n", 0, why.start) + 1
        raise _RefusedError(
            line,
            "text in UTF-8",
            "a character in another encoding",
            "Save the file again as UTF-8.",
        ) from None


def _not_yaml(why: yaml.YAMLError) -> _RefusedError:
    mark = getattr(why, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    said = str(getattr(why, "problem", None) or getattr(why, "reason", None) or "something else")
    said = said.removeprefix("but ").removeprefix("found ")
    if "\\t" in said:
        return _RefusedError(
            line, "spaces at the start of the line", "a tab", "Replace it by spaces."
        )
    return _RefusedError(
        line,
        "valid YAML",
        said,
        "Texts that hold “: ” or “ #”, or begin with a sign, need double quotes around them.",
    )


class _Reader:
    """Turns the nodes of one file into plain data, collecting problems."""

    def __init__(self, loader: _Loader, name: str) -> None:
        self._loader = loader
        self._name = name
        self._marks: dict[Trail, Mark] = {}
        self._problems: list[Problem] = []
        self._spoilt: set[Trail] = set()

    def read(self, node: yaml.Node) -> Raw:
        data = self._plain(node, ())
        if not isinstance(data, dict):
            raise _RefusedError(1, "keys such as kind, id and language", _kind_of_value(data))
        return Raw(
            data, MappingProxyType(self._marks), tuple(self._problems), frozenset(self._spoilt)
        )

    def _plain(self, node: yaml.Node, trail: Trail) -> Any:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            self._marks[trail] = Mark(line)
            return self._mapping(node, trail)
        if isinstance(node, yaml.SequenceNode):
            self._marks[trail] = Mark(line)
            return [self._plain(part, (*trail, i)) for i, part in enumerate(node.value)]
        self._marks[trail] = Mark(line, node.value)
        return self._scalar(node, trail)

    def _mapping(self, node: yaml.MappingNode, trail: Trail) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag.endswith(":merge"):
                self._report(trail, line, "a plain word as key", "something else")
                continue
            if key.startswith(OWN_NOTES):
                continue
            if key in found:
                self._report(
                    (*trail, key),
                    line,
                    "each key once",
                    f"“{key}” for the second time",
                    "Remove one, or bring the two together.",
                )
                continue
            found[key] = self._plain(value_node, (*trail, key))
            self._marks[(*trail, key)] = Mark(line, self._marks[(*trail, key)].written)
        return found

    def _scalar(self, node: yaml.Node, trail: Trail) -> Any:
        line = node.start_mark.line + 1
        try:
            value = self._loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self._spoilt.add(trail)
            found = f"“{node.value or node.tag}”"
            self._report(trail, line, "a plain value", found, "Put text in double quotes.")
            return node.value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, float) and not math.isfinite(value):
            self._spoilt.add(trail)
            self._report(trail, line, "a number", f"“{node.value}”")
            return 0.0
        return value if isinstance(value, str | int | float | None) else node.value

    def _report(self, trail: Trail, line: int, expected: str, found: str, hint: str = "") -> None:
        steps = [str(step) for step in trail]
        where = " → ".join([*steps, f"line {line}"])
        self._problems.append(Problem(self._name, where, expected, found, hint))


def _kind_of_value(value: object) -> str:
    return "a list" if isinstance(value, list) else "a single value"
