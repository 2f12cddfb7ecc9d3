"""The kind ``encourage`` on the screens: what makes a good sentence, and nobody's words."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.text import is_open
from efficacy.activities.encourage_form import EncourageParams
from efficacy.flow import Stage
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: the task stands on each person's own cards."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return the task and ways to begin; once shown, that words wait on the own screens."""
    params = step.context.params
    if not isinstance(params, EncourageParams):
        return Markup("")
    if not is_open(step):
        return Markup("<h1>{}</h1>{}").format(step.title, _after(step, say))
    points = params.questions if params.form == "witness" else params.starters
    return Markup('<h1>{}</h1><p class="pj-say">{}</p>{}').format(
        step.title, params.prompt, _points(points)
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what the form asks of the facilitator."""
    params = step.context.params
    if not isinstance(params, EncourageParams):
        return Markup("")
    if params.form == "partner":
        lines = (
            say("Each person writes to the next of their group. Form groups first, at the right."),
            say(
                "Sentences wait for you where a check found no deed in them. It is often wrong: "
                "read, and pass on what is kind and true."
            ),
            say("Before you show the picture, see that nobody goes without words."),
        )
    elif params.form == "witness":
        lines = (say("The questions go to somebody outside. What they say stays private."),)
    else:
        lines = (say("What people write here is private. You do not see it."),)
    return Markup('<div class="co-slide">{}{}</div>').format(
        Markup("").join(Markup("<p>{}</p>").format(line) for line in lines),
        _points(params.starters if params.form == "partner" else params.questions),
    )


def _after(step: Step, say: Speech) -> Markup:
    params = step.context.params
    if step.stage is not Stage.REVEALED or getattr(params, "form", "") != "partner":
        return Markup("")
    return Markup('<p class="pj-say">{}</p>').format(
        say("Your words stand on your own screen. Read them in your own time.")
    )


def _points(points: tuple[str, ...]) -> Markup:
    if not points:
        return Markup("")
    return Markup('<ul class="pj-points">{}</ul>').format(
        Markup("").join(Markup("<li>{}</li>").format(one) for one in points)
    )
