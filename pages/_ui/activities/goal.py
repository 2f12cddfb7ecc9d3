"""The kind ``goal`` on the screens: the room reads what a goal needs, and nobody's goal."""

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
        step, say, doing=say("Write one small goal: what you do, when, and how you see the end.")
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what the screens ask for, so that a question can be answered."""
    return private_work.console(
        say("The screens ask for one doing, a day and time, an end, and which source it feeds."),
        say("Hints point out what is missing. They refuse nothing, and nobody else sees them."),
        say("Then follow an if-then plan and a support person, by role and without a name."),
    )
