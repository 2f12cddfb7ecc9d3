"""The kind ``log`` on the screens: the room reads what an entry is, and nobody's entries."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui import private_work
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: what a person reads stands on their own cards."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now."""
    return private_work.room(step, say, doing=say("“I did …, which shows I can …”"))


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what the screens ask for, so that a question can be answered."""
    return private_work.console(
        say("Everybody adds to their own log, one entry after the other. One is enough."),
        say("What was written in earlier sessions stands above the boxes, with its day."),
        say("Nobody else sees a log. To tell one entry to a neighbor is by choice."),
    )
