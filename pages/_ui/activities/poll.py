"""The kind ``poll`` on the screens: the question and its options, then the counts."""

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from _ui.text import has_picture, is_open
from efficacy.activities.poll import PollParams
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return what the room will see of the votes."""
    params = step.context.params
    if not isinstance(params, PollParams) or not is_open(step):
        return Markup("")
    return Markup('<p class="ui-quiet">{}</p>').format(_promise(params, say))


def projector(step: Step, say: Speech) -> Markup:
    """Return the question with its options; once the votes are shown, the question alone."""
    params = step.context.params
    if not isinstance(params, PollParams) or has_picture(step.summary):
        return Markup("<h1>{}</h1>").format(_question(step))
    many = " is-many" if len(params.options) > 4 else ""
    return Markup("<h1>{}</h1>{}{}").format(
        _question(step),
        bullets(tuple(one.label for one in params.options), classes=f"pj-points{many}"),
        Markup('<p class="pj-soft">{}</p>').format(say("Choose on your own screen."))
        if is_open(step)
        else "",
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what is asked, and how the room will see it."""
    params = step.context.params
    if not isinstance(params, PollParams):
        return Markup("")
    return Markup('<div class="co-slide"><h2>{}</h2>{}<p class="ui-soft">{}</p></div>').format(
        params.question,
        bullets(tuple(one.label for one in params.options)),
        _promise(params, say),
    )


def _question(step: Step) -> str:
    params = step.context.params
    return params.question if isinstance(params, PollParams) else step.title


def _promise(params: PollParams, say: Speech) -> str:
    if not params.reveal:
        return say("The room does not see how people choose.")
    if params.sensitive:
        return say("The room sees words such as “some of us”, never who chose what.")
    return say("The room sees how many chose each, never who. Under five votes it sees nothing.")
