"""The kind ``occupation`` on the screens: where to look, and nobody's cards."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from _ui.text import is_open
from efficacy.activities.occupation_form import OccupationParams
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: what a person reads are their own cards."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return where people look things up, by name; no link is opened from here."""
    params = step.context.params
    if not is_open(step) or not isinstance(params, OccupationParams):
        return Markup("<h1>{}</h1>").format(step.title)
    return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>{}').format(
        step.title,
        say("Look it up: {site}").replace("{site}", params.site),
        params.prompt,
        bullets(params.how_to_find, classes="pj-points is-many"),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return where people look, and what to have ready where there is no network."""
    params = step.context.params
    if not isinstance(params, OccupationParams):
        return Markup("")
    return Markup(
        '<div class="co-slide"><p>{prompt}</p><h2>{site}</h2>{steps}</div>'
        '<p class="ui-quiet">{note}</p>'
    ).format(
        prompt=params.prompt,
        site=params.site,
        steps=bullets(params.how_to_find),
        note=say(
            "The facts come from the site and from people, never from this program. "
            "Without network, print the pages of a few occupations before the session."
        ),
    )
