"""A plan with all that it needs as one file, to be sent from one counselor to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from efficacy.content.loader import Content, checked
from efficacy.content.models import Curriculum
from efficacy.content.own import dumped, plain
from efficacy.content.reading import Raw, parse_yaml
from efficacy.errors import Problem

KIND = "curriculum"
MOST_CONTENTS = 200


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one file holds: contents that read well, and what is wrong with the others."""

    contents: tuple[Content, ...] = ()
    problems: tuple[Problem, ...] = ()


def packed(curriculum: Curriculum) -> str:
    """Return a bundled plan as one YAML file: the plan first, then what it needs."""
    contents = [plain(content) for content in _all(curriculum)]
    return dumped({"kind": KIND, "contents": contents})


def unpacked(text: str, *, name: str) -> Parcel:
    """Return what a file holds: a packed curriculum, or one content file as it is.

    Parameters
    ----------
    name : str
        How problems call the file.
    """
    raw = parse_yaml(text, name=name)
    if raw.data is None or raw.problems:
        return Parcel(problems=raw.problems)
    if raw.data.get("kind") != KIND:
        content, problems = checked(raw, name)
        return Parcel((content,) if content and not problems else (), problems)
    return _contents(raw, name)


def _contents(raw: Raw, name: str) -> Parcel:
    listed = raw.data.get("contents")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_CONTENTS:
        found = f"a list of {len(listed)}" if isinstance(listed, list) else "something else"
        expected = f"a list of 1 to {MOST_CONTENTS} contents"
        return Parcel(problems=(Problem(name, "contents", expected, found),))
    contents: list[Content] = []
    problems: list[Problem] = []
    for number, data in enumerate(listed):
        if not isinstance(data, dict):
            where = f"contents → number {number + 1}"
            problems.append(Problem(name, where, "keys with values", "something else"))
            continue
        marks = {
            trail[2:]: mark
            for trail, mark in raw.marks.items()
            if trail[:2] == ("contents", number)
        }
        content, wrong = checked(Raw(data, marks), name)
        problems += wrong
        if content is not None and not wrong:
            contents.append(content)
    return Parcel(tuple(contents), tuple(problems))


def _all(curriculum: Curriculum) -> Iterator[Content]:
    yield from curriculum.plans.values()
    yield from curriculum.instruments.values()
    yield from curriculum.talks.values()
    yield from curriculum.consents.values()
    yield from curriculum.cues.values()
    yield from curriculum.ladders.values()
    yield from curriculum.peer_models.values()
