"""The kind ``barriers`` on the screens: plans stay on each person's own."""

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from _ui.text import filled, is_open
from efficacy.activities.barriers_form import BarriersParams
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return whom to turn to in this group; the places of the plan stand on the cards."""
    if not step.contact:
        return Markup("")
    return Markup('<p class="ui-quiet">{}</p>').format(
        filled(say("You do not have to carry this alone. You can turn to {contact}."), step, say)
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now; nobody's barriers."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    params = step.context.params
    prompt = params.prompt if isinstance(params, BarriersParams) else ""
    return Markup('<h1>{}</h1><p class="pj-say">{}</p>{}<p class="pj-soft">{}</p>').format(
        step.title,
        prompt,
        bullets(
            (say("A barrier I expect"), say("The support I have"), say("My first step")),
            classes="pj-points",
        ),
        say("This is for you alone. Nobody in this room sees what you write or choose."),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what people can choose from, and which places they are shown."""
    params = step.context.params
    if not isinstance(params, BarriersParams):
        return Markup("")
    return Markup(
        '<div class="co-slide"><p>{prompt}</p>{starters}</div>'
        '<h2 class="co-label">{label}</h2>{places}<p class="ui-quiet">{note}</p>'
    ).format(
        prompt=params.prompt,
        starters=bullets(tuple(one.label for one in params.starters)),
        label=say("Places that people are shown"),
        places=bullets(tuple(f"{place.name}: {place.text}" for place in params.places)),
        note=say(
            "A barrier outside a person is not theirs to solve by trying harder. "
            "Where a rule or a cost is in the way, help to find who can change it."
        ),
    )
