"""What the checks found: mistakes, which must be mended, and things to look at."""

from __future__ import annotations

from typing import NamedTuple

from efficacy.errors import Problem


class Findings(NamedTuple):
    """Errors keep the curriculum from being used; warnings do not."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


class Collector:
    """Gathers what the checks of one file find."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._errors: list[Problem] = []
        self._warnings: list[Problem] = []

    def error(self, where: str, *, expected: str, found: str, hint: str = "") -> None:
        """Note something that must be mended."""
        self._errors.append(Problem(self.file, where, expected, found, hint))

    def warn(self, where: str, *, expected: str, found: str, hint: str = "") -> None:
        """Note something to look at."""
        self._warnings.append(Problem(self.file, where, expected, found, hint))

    def add(self, problem: Problem) -> None:
        """Note an error that was described elsewhere."""
        self._errors.append(problem)

    def findings(self) -> Findings:
        """Return everything noted so far, in order."""
        return Findings(tuple(self._errors), tuple(self._warnings))
