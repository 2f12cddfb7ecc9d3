"""The kind ``outlook`` on the screens: private pictures; the room reads the question only."""

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
        step,
        say,
        doing=say(
            "How sure are you? What would it bring, and what gets in the way? What comes out?"
        ),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return how the hints are made, so that a question can be answered."""
    return private_work.console(
        say("Each scale is split at its own middle. No one is compared with the group."),
        say(
            "It comes out, but they doubt it: more evidence. It does not yet, and they doubt it: "
            "teaching. They are sure, and it does not yet: a check list."
        ),
        say("The hint sorts the next step, never the person. Do not ask what anybody got."),
    )
