"""The screens: their files, their addresses, and whose they are.

Apart from ``pages/main.py``, which is run anew with every first screen of
every browser: what is made here is made once.
"""

from __future__ import annotations

from typing import NamedTuple

from efficacy.language import later
from efficacy.services.access import Visitor


class Screen(NamedTuple):
    """One screen: its file, its address, its title, and whose it is."""

    file: str
    address: str
    title: str
    role: str  # facilitator | participant | projector: a field of Visitor


SCREENS = (
    Screen("cohorts.py", "cohorts", later("Cohorts"), "facilitator"),
    Screen("console.py", "console", later("Console"), "facilitator"),
    Screen("people.py", "people", later("People"), "facilitator"),
    Screen("paper.py", "paper", later("Answers from paper"), "facilitator"),
    Screen("handouts.py", "handouts", later("Handouts"), "facilitator"),
    Screen("results.py", "results", later("Results"), "facilitator"),
    Screen("curriculum.py", "curriculum", later("Curriculum"), "facilitator"),
    Screen("stories.py", "stories", later("Stories handed on"), "facilitator"),
    Screen("settings.py", "settings", later("Settings"), "facilitator"),
    Screen("answer.py", "room", later("Your screen"), "participant"),
    Screen("my_results.py", "my-results", later("Your own results"), "participant"),
    Screen("projector.py", "projector", later("Projector"), "projector"),
)


def may_open(who: Visitor, screen: Screen) -> bool:
    """Return whether this browser holds the role that the screen is for."""
    return getattr(who, screen.role) is not None
