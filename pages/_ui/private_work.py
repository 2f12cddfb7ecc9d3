"""What stands on the screens in front while each person works on something of their own."""

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from efficacy.language import Speech
from efficacy.services.views import Step


def room(step: Step, say: Speech, *, doing: str) -> Markup:
    """Return what people do now, for the room: nothing of a person."""
    return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        doing,
        say("This is for you alone. Nobody in this room sees it, and you may pass."),
    )


def console(*lines: str) -> Markup:
    """Return what the facilitator needs to know of it, as a short list."""
    return Markup('<div class="co-slide">{}</div>').format(bullets(lines))
