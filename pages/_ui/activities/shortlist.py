"""The kind ``shortlist`` on the screens: all of it stands on each person's own."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from _ui.text import is_open
from efficacy.activities.shortlist_form import ShortlistParams
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: what a person reads are their own cards."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now; nobody's options."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        _prompt(step),
        say("This is for you alone. Nobody in this room sees what you write or choose."),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what people are asked and what they can choose from."""
    params = step.context.params
    things = params.things if isinstance(params, ShortlistParams) else ()
    return Markup(
        '<div class="co-slide"><p>{prompt}</p>{things}<p class="ui-quiet">{note}</p></div>'
    ).format(
        prompt=_prompt(step),
        things=bullets(tuple(thing.label for thing in things)),
        note=say(
            "Each person sees a picture of their own numbers. It gives no advice. "
            "Give none either: ask what they would like to find out first."
        ),
    )


def _prompt(step: Step) -> str:
    params = step.context.params
    return params.prompt if isinstance(params, ShortlistParams) else ""
