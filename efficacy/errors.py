"""Sentences instead of tracebacks: what went wrong, and what to do next.

One base class and few kinds, told apart by what the caller does next.
Every message is a template in English with named values, so that it can be
translated before it reaches a person: ``error.said(say)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# How English is turned into a person's language; see ``efficacy.language``.
Say = Callable[[str], str]


class CanDoError(Exception):
    """A problem that a person can understand and act upon.

    Parameters
    ----------
    template : str
        One or two English sentences with ``{named}`` places: what, where,
        expected, found, what to do.
    **values
        What goes into the places.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.said(lambda words: words)

    def said(self, say: Say) -> str:
        """Return the sentence in the language of ``say``."""
        return say(self.template).format(**self.values)


class NotAllowed(CanDoError):
    """Who asks may not do this; the screen shows the sentence or the log-in."""


class NotFound(CanDoError):
    """What was asked for does not exist (any more)."""


class Conflict(CanDoError):
    """Somebody else changed it meanwhile; look again, then decide."""


class StageError(CanDoError):
    """The session is not at a point where this can happen."""


class InvalidValue(CanDoError):
    """A value is outside what was declared; correct it and send it again."""


class InsufficientData(CanDoError):
    """There is too little to compute this from."""


class StoreError(CanDoError):
    """The database cannot be opened, read or written."""


class SetupError(CanDoError):
    """The machine, the port or an option keeps the program from starting."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a content file, with the trail that leads to it.

    Attributes
    ----------
    file : str
        Path of the file inside the curriculum folder.
    where : str
        ``id → key`` trail to the place.
    expected, found, hint : str
        What should stand there, what stands there, and what to do.
    """

    file: str
    where: str
    expected: str
    found: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.file} → {self.where} → expected {self.expected}, found {self.found}"
        return f"{line}. {self.hint}" if self.hint else line


class ContentError(CanDoError):
    """A curriculum folder has mistakes; all of them are listed at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "The curriculum has {count} problem(s):\n{lines}",
            count=len(self.problems),
            lines="\n".join(f"  {problem}" for problem in self.problems),
        )
