"""The kind ``pause`` on the screens: a line and the clock."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from efficacy.activities.pause import Pause
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Pause()


def participant(step: Step, say: Speech) -> Markup:
    """Return the line, and that there is nothing to do."""
    return Markup(
        '<section class="ui-card ui-stack"><p class="ph-big">{}</p>'
        '<p class="ui-soft">{}</p></section>'
    ).format(
        _KIND.line(step.context),
        say("There is nothing to do here. This page moves on by itself."),
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return the line in large letters; the clock stands where it always does."""
    return Markup('<h1>{}</h1><p class="pj-say">{}</p>').format(
        step.title, _KIND.line(step.context)
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what stands on the screens."""
    return Markup('<div class="co-slide"><p>{}</p></div>').format(_KIND.line(step.context))
