"""The kind ``interview`` on the screens: guides and notes stay on each person's own."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from _ui.text import is_open
from efficacy.activities.interview_form import InterviewParams
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: what a person reads are their own cards."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now; nobody's questions and nothing of what they heard."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    params = step.context.params
    return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        params.prompt if isinstance(params, InterviewParams) else "",
        say("This is for you alone. Nobody in this room sees what you write or choose."),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the questions and the sentences that people can choose from."""
    params = step.context.params
    if not isinstance(params, InterviewParams):
        return Markup("")
    return Markup(
        '<div class="co-slide"><p>{prompt}</p>{questions}</div>{openers}'
        '<p class="ui-quiet">{note}</p>'
    ).format(
        prompt=params.prompt,
        questions=bullets(tuple(one.label for one in params.questions)),
        openers=bullets(params.openers),
        note=say(
            "Nobody has to call a stranger. A neighbor, a former colleague or someone in this "
            "room will do. Who did not get to it loses nothing."
        ),
    )
