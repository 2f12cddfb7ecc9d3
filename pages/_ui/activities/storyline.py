"""The kind ``storyline`` on the screens: the task for all, the line for oneself only."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from efficacy.activities.storyline import Storyline
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Storyline()


def participant(step: Step, say: Speech) -> Markup:
    """Return the task of this part; the line itself is in the cards."""
    return Markup('<p class="ph-big">{}</p>').format(_prompt(step))


def projector(step: Step, say: Speech) -> Markup:
    """Return the task, and that everybody's line stays their own."""
    return Markup('<h1>{}</h1><p class="pj-task">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        _prompt(step),
        say("Your line is yours. Tell as much of it as you like, or nothing."),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the task of this part, as the room sees it."""
    return Markup(
        '<div class="co-slide"><p class="ui-eyebrow">{label}</p><h2>{title}</h2><p>{task}</p></div>'
    ).format(
        label=say("Part {number} of {total}").format(
            number=step.phase_index + 1, total=len(step.phases)
        ),
        title=step.phase.title,
        task=_prompt(step),
    )


def _prompt(step: Step) -> str:
    return _KIND.prompt(step.context, step.phase_index)
