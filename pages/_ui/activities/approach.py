"""The kind ``approach`` on the screens: the room reads that it is private, and no answer."""

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
    return private_work.room(
        step, say, doing=say("Three taps: what you did, what you put off, what you did not meet.")
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what the screens ask for, so that a question can be answered."""
    return private_work.console(
        say("Nobody is asked why. Putting something off is an answer like any other."),
        say("The first time, each person names one thing they keep away from. Later it is shown."),
        say("Each time they rate how sure they are that they can start on it."),
    )
