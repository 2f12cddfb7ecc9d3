"""The kind ``pulse`` on the screens: two ratings, for oneself."""

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import paragraphs
from _ui.text import is_open
from efficacy.activities.pulse import Pulse
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Pulse()


def participant(step: Step, say: Speech) -> Markup:
    """Return who sees what is given here."""
    if not is_open(step):
        return Markup("")
    return Markup('<p class="ui-quiet">{}</p>').format(
        say("This is about the session, not about you. Nobody in this room sees what you choose.")
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now; the sentences stay on their own screens."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        say("Answer on your own screen, for yourself."),
        say("This is about the session, not about you. Nobody in this room sees what you choose."),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what is asked and, once the room has its picture, a hint in words."""
    items = _KIND.sheet(step.context, say).fields
    asked = paragraphs(tuple(item.label for item in items))
    figures = step.summary.figures if step.summary else ()
    hints = paragraphs(_KIND.hints(step.context, figures), classes="ui-quiet")
    return Markup('<div class="co-slide">{}{}</div>').format(asked, hints)
