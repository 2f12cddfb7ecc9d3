"""Parts: activities written once, with script and notes, that several plans are put together from.

A plan names a part in the place of an activity (``- part: small-steps``) and may say
something else for single keys: minutes, wave, title, params, notes. Parts are put in when
the folder is read, so that everything after that sees whole plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from efficacy.content.base import Id, LanguageTag, Provenance, Strict, Words
from efficacy.content.explain import nearest, shown
from efficacy.content.models import PlannedActivity
from efficacy.content.reading import Mark, Raw, Trail
from efficacy.errors import Problem
from efficacy.language import DEFAULT_LANGUAGE

# What a plan changes key by key; everything else it replaces whole.
_MERGED = ("params", "notes")


class Parts(Strict):
    """Activities that plans may use; each stands for itself and belongs to no session."""

    kind: Literal["parts"]
    id: Id
    language: LanguageTag
    title: Words
    provenance: Provenance
    activities: tuple[PlannedActivity, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The parts of all files, by language and id, as plain data.

    ``problems`` are parts whose id another one has; ``broken`` are files that cannot be used.
    """

    parts: Mapping[tuple[str, str], tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()

    def without(self, broken: Iterable[str]) -> Shelf:
        """Return the shelf with these files marked as broken."""
        return replace(self, broken=frozenset(broken))

    def find(self, language: str, part_id: str) -> tuple[str, Mapping[str, Any]] | None:
        """Return the file and the data of a part, in English where a translation is missing."""
        known = self.parts.get((language, part_id))
        return known or self.parts.get((DEFAULT_LANGUAGE, part_id))

    def waits(self, raw: Raw) -> bool:
        """Return whether a plan uses a part of a file that has mistakes of its own."""
        language = _language(raw.data)
        found = (self.find(language, str(step["part"])) for _, step in _using(raw.data))
        return any(known is not None and known[0] in self.broken for known in found)

    def filled(self, raw: Raw, name: str) -> tuple[Raw, tuple[Problem, ...]]:
        """Return what a file says with its parts put in, and the parts that there are not."""
        used = list(_using(raw.data))
        if not used:
            return raw, ()
        data, language = _copied(raw.data), _language(raw.data)
        missing: list[Problem] = []
        for (session, number), step in used:
            known = self.find(language, str(step["part"]))
            if known is None:
                missing.append(self._missing(raw, name, language, (session, number), step))
            else:
                data["sessions"][session]["activities"][number] = merged(known[1], step)
        return replace(raw, data=data), tuple(missing)

    def _missing(
        self,
        raw: Raw,
        name: str,
        language: str,
        place: tuple[int, int],
        step: Mapping[str, Any],
    ) -> Problem:
        trail: Trail = ("sessions", place[0], "activities", place[1], "part")
        line = raw.marks.get(trail, Mark(0)).line
        known = [one for tag, one in self.parts if tag in (language, DEFAULT_LANGUAGE)]
        return Problem(
            name,
            f"{raw.data.get('id') or 'the plan'} → part (line {line})",
            "the id of a part",
            shown(step["part"]),
            nearest(str(step["part"]), known),
        )


def shelves(files: Iterable[tuple[str, Any]]) -> Shelf:
    """Return the parts of all files, given as name and plain data."""
    parts: dict[tuple[str, str], tuple[str, Mapping[str, Any]]] = {}
    problems: list[Problem] = []
    for name, data in files:
        if not is_parts(data):
            continue
        for activity in _list(data.get("activities")):
            if not isinstance(activity, Mapping) or not isinstance(activity.get("id"), str):
                continue  # said where the file itself is checked
            key = (_language(data), activity["id"])
            first = parts.setdefault(key, (name, activity))
            if first[1] is not activity:
                problems.append(
                    Problem(
                        name,
                        f"{data.get('id')} → activities → {activity['id']}",
                        "an id that no other part has",
                        f"the id of a part in {first[0]}",
                        "Give one of the two another id.",
                    )
                )
    return Shelf(parts, tuple(problems))


def is_parts(data: Any) -> bool:
    """Return whether plain data is that of a file of parts."""
    return isinstance(data, Mapping) and data.get("kind") == "parts"


def merged(part: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part with what a plan says in its own words laid over it."""
    whole = {**part, **own}
    for key in _MERGED:
        below, above = part.get(key), own.get(key)
        if isinstance(below, Mapping) and isinstance(above, Mapping):
            whole[key] = {**below, **above}
    return whole


def _using(data: Any) -> Iterable[tuple[tuple[int, int], Mapping[str, Any]]]:
    """Yield the place and the data of each activity of a plan that names a part."""
    if not isinstance(data, Mapping) or data.get("kind") != "plan":
        return
    for session, held in enumerate(_list(data.get("sessions"))):
        activities = held.get("activities") if isinstance(held, Mapping) else None
        for number, step in enumerate(_list(activities)):
            if isinstance(step, Mapping) and "part" in step:
                yield (session, number), step


def _copied(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan's data whose lists of activities may be changed."""
    sessions = [
        {**one, "activities": list(one["activities"])}
        if isinstance(one, Mapping) and isinstance(one.get("activities"), list)
        else one
        for one in data["sessions"]
    ]
    return {**data, "sessions": sessions}


def _language(data: Any) -> str:
    tag = data.get("language") if isinstance(data, Mapping) else None
    return tag if isinstance(tag, str) else DEFAULT_LANGUAGE


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
