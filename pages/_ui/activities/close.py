"""The kind ``close`` on the screens: thanks, one next step, whom to turn to."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import paragraphs
from _ui.text import filled
from efficacy.activities.close import Close, CloseParams
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Close()


def participant(step: Step, say: Speech) -> Markup:
    """Return what is said at the end."""
    return Markup('<section class="ui-stack">{}{}</section>').format(
        paragraphs(_KIND.lines(step.context), classes="ph-big"), _contact(step, say)
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return what is said at the end, for the room."""
    return Markup('<h1>{}</h1>{}<div class="pj-soft">{}</div>').format(
        step.title, paragraphs(_KIND.lines(step.context), classes="pj-say"), _contact(step, say)
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what stands on the screens."""
    return Markup('<div class="co-slide">{}</div>').format(paragraphs(_KIND.lines(step.context)))


def _contact(step: Step, say: Speech) -> Markup:
    params = step.context.params
    if not isinstance(params, CloseParams) or not params.contact_line:
        return Markup("")
    return Markup('<p class="ui-quiet">{}</p>').format(
        filled(say("If today stirred something up, you can turn to {contact}."), step, say)
    )
