"""The kind ``relay`` on the screens: what it is for, and no word of anybody."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from efficacy.activities.relay import Relay
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Relay()


def participant(step: Step, say: Speech) -> Markup:
    """Return what the form is for."""
    return Markup('<p class="ph-big">{}</p>').format(_KIND.prompt(step.context))


def projector(step: Step, say: Speech) -> Markup:
    """Return what the form is for, and that nothing of it comes up here."""
    return Markup('<h1>{}</h1><p class="pj-task">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        _KIND.prompt(step.context),
        say("Your words are yours. Give them to your counselor, or keep them. Nothing is shown."),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what the form is for, and where the counselor finds what was given."""
    return Markup('<div class="co-slide"><p>{}</p><p class="ui-soft">{}</p></div>').format(
        _KIND.prompt(step.context),
        say(
            "What people give you is not shown here. After the session it stands on the page "
            "“Stories handed on”."
        ),
    )
