"""How far something is that takes a while."""

from __future__ import annotations

from collections.abc import Callable

# Is told how many of how many steps are done.
Progress = Callable[[int, int], None]


def untold(done: int, steps: int) -> None:
    """Tell nobody: for whoever does not wait."""
