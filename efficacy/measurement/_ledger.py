"""What has left already: figures as they were said, and whose values were in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from efficacy.measurement.privacy import reveals_few

Column = Mapping[Any, Any]
"""One variable: a value for each person who has one, by record number."""

Said = Mapping[str, Any]
"""What a figure told, as it goes into JSON."""

Key = tuple[str, str]
"""Name and wave of a variable, whoever is in it."""

NOTHING = "nothing"
"""What was said where a figure was withheld: that, too, is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A figure that left the room: its name, whose values were in it (hashed), what it said.

    Attributes
    ----------
    figure : str
    people : frozenset of str
        A token for each person and variable, made of the value with the key of
        the cohort. It changes with the value; without the key nobody can look
        up which value it stands for.
    said : str
        JSON.
    at_ms : int
        When it left; 0 if it has not yet.
    """

    figure: str
    people: frozenset[str]
    said: str
    at_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable over some people, as a figure has used it.

    ``tokens`` stand for a person with a value, ``group`` for who they are.
    ``items`` are what it is the mean of, if it has any.
    """

    name: str
    wave: str
    tokens: frozenset[str]
    group: str
    items: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        """Return which variable it is, whoever is in it."""
        return self.name, self.wave


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A figure with its variables; ``said`` is what it told, empty while that is open."""

    figure: str
    variables: tuple[Variable, ...]
    said: Said = field(default_factory=dict)
    at_ms: int = 0

    @property
    def uses(self) -> list[tuple[Key, frozenset[str]]]:
        """Return each variable with the people and values that are in it."""
        return [(one.key, one.tokens) for one in self.variables]

    @property
    def tokens(self) -> frozenset[str]:
        """Return the tokens of all variables, each with its place."""
        return frozenset(
            f"{place}:{token}" for place, one in enumerate(self.variables) for token in one.tokens
        )


class Ledger:
    """All figures that left, oldest first."""

    def __init__(self, published: Sequence[Published], *, key: bytes, threshold: int) -> None:
        self._key = key
        self._threshold = threshold
        self._entries = [_entry(one) for one in published]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def entry(
        self, figure: str, columns: Mapping[Key, Column], items: frozenset[str] = frozenset()
    ) -> Entry:
        """Return a figure about these variables, by name and wave, that has said nothing yet."""
        return Entry(
            figure=figure,
            variables=tuple(
                Variable(
                    name=name,
                    wave=wave,
                    tokens=frozenset(
                        self._token(name, wave, who, value) for who, value in column.items()
                    ),
                    group=self._token(*sorted(map(str, column))),
                    items=items,
                )
                for (name, wave), column in columns.items()
            ),
        )

    def latest(self, figure: str) -> Entry | None:
        """Return a figure as it left last; None if it never did."""
        return next((one for one in reversed(self._entries) if one.figure == figure), None)

    def tells_of_few(self, new: Entry) -> bool:
        """Say whether one of its variables left before, but for one to four people or values."""
        return any(
            reveals_few(
                variable.tokens,
                (
                    one.tokens
                    for entry in self
                    for one in entry.variables
                    if one.key == variable.key
                ),
                threshold=self._threshold,
            )
            for variable in new.variables
        )

    def add(self, entry: Entry) -> Published:
        """Remember what was said, and return it as it is kept."""
        self._entries.append(entry)
        variables = [[one.name, one.wave, one.group, sorted(one.items)] for one in entry.variables]
        return Published(
            figure=entry.figure,
            people=entry.tokens,
            said=json.dumps({"variables": variables, **entry.said}, sort_keys=True),
        )

    def _token(self, *parts: object) -> str:
        text = "\x1f".join(map(str, parts)).encode()
        return hashlib.blake2b(text, key=self._key, digest_size=12).hexdigest()


def _entry(published: Published) -> Entry:
    said = json.loads(published.said)
    tokens: dict[str, set[str]] = {}
    for one in published.people:
        place, token = one.split(":")
        tokens.setdefault(place, set()).add(token)
    return Entry(
        figure=published.figure,
        variables=tuple(
            Variable(
                name=name,
                wave=wave,
                group=group,
                items=frozenset(items),
                tokens=frozenset(tokens.get(str(place), ())),
            )
            for place, (name, wave, group, items) in enumerate(said.pop("variables"))
        ),
        said=said,
        at_ms=published.at_ms,
    )
