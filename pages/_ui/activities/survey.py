"""The kind ``survey`` on the screens: calm while it is open, a picture when revealed."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.text import is_open
from efficacy.activities.survey import Survey, SurveyParams
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Survey()


def participant(step: Step, say: Speech) -> Markup:
    """Return the line above the questions, where the plan has one."""
    params = step.context.params
    note = params.note if isinstance(params, SurveyParams) else None
    if not note or not is_open(step):
        return Markup("")
    return Markup('<p class="ui-quiet">{}</p>').format(note)


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now; the questions stay on their own screens."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        say("Answer on your own screen, for yourself."),
        say(
            "There is no right answer. You may leave out any question. "
            "Nobody in this room sees what you choose."
        ),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what is asked, so that questions from the room can be answered."""
    scales = _KIND.scales(step.context)
    rows = (
        Markup(
            "<details><summary>{title} · {count}</summary><p class='ui-soft'>{stem}</p>"
            "<ol>{items}</ol></details>"
        ).format(
            title=scale.title,
            stem=scale.stem,
            count=say.plural("{n} question", "{n} questions", len(scale.items)),
            items=Markup("").join(Markup("<li>{}</li>").format(item.text) for item in scale.items),
        )
        for _, scale in scales
    )
    return Markup("").join(rows)
