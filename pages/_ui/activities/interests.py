"""The kind ``interests`` on the screens: private pictures; the room reads the question only."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui import private_work
from _ui.text import is_open
from efficacy.activities.interests import InterestsParams
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return the line above the questions, where the plan has one."""
    params = step.context.params
    note = params.note if isinstance(params, InterestsParams) else None
    return (
        Markup('<p class="ui-quiet">{}</p>').format(note) if note and is_open(step) else Markup("")
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now."""
    return private_work.room(
        step, say, doing=say("What would you like to do? And how sure are you that you can?")
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return how the picture is made, so that a question can be answered."""
    return private_work.console(
        say("First comes what people would like, on its own. Then comes how sure they are."),
        say("Where they would like to and are less sure, the screen names a place to work."),
        say("Nobody gets a type. The themes behind the activities are never shown."),
    )
