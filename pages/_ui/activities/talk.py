"""The kind ``talk`` on the screens: one slide at a time, the notes beside it."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from efficacy.activities.talk import Talk
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Talk()


def participant(step: Step, say: Speech) -> Markup:
    """Return the slide again, for those who cannot see the front well."""
    slide = _KIND.slide(step.context, step.phase_index)
    return Markup('<section class="ui-card ui-stack"><h2>{}</h2>{}</section>').format(
        slide.title, bullets(slide.points, classes="ph-big")
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return the slide."""
    slide = _KIND.slide(step.context, step.phase_index)
    return Markup('<h1 class="pj-slide">{}</h1>{}').format(
        slide.title, bullets(slide.points, classes="pj-points")
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what to say with this slide, and what comes after it."""
    slide = _KIND.slide(step.context, step.phase_index)
    return Markup(
        '<div class="co-slide"><p class="ui-eyebrow">{place}</p><h2>{title}</h2>{points}</div>'
        '<h2 class="co-label">{label}</h2><p class="co-say">{notes}</p>'
    ).format(
        place=say("Slide {number} of {total}").format(
            number=step.phase_index + 1, total=len(step.phases)
        ),
        title=slide.title,
        points=bullets(slide.points),
        notes=slide.notes,
        label=say("With this slide"),
    )
