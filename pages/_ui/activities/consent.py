"""The kind ``consent`` on the screens: what was promised, and the choice to change."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from _ui.text import filled
from efficacy.activities.consent import Consent
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Consent()


def participant(step: Step, say: Speech) -> Markup:
    """Return the promises, and the question as it was asked at the door."""
    question, _, details = _KIND.page(step.context).survey_question.partition("? ")
    return Markup("{}<h2>{}</h2><p>{}</p>").format(
        bullets(_sentences(step, say)), f"{question}?" if details else question, details
    )


def choice(step: Step, say: Speech, *, takes_survey: bool) -> Markup:
    """Return how this person has answered the question, above the ways to change it."""
    page = _KIND.page(step.context)
    return Markup('<p class="ui-quiet" role="status">{} <b>{}</b></p>').format(
        say("Your choice now:"), page.survey_yes if takes_survey else page.survey_no
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return the promises in large letters; who takes the survey is nobody's business."""
    return Markup("<h1>{}</h1>{}").format(
        step.title, bullets(_sentences(step, say), classes="pj-points is-many")
    )


def _sentences(step: Step, say: Speech) -> tuple[str, ...]:
    return tuple(filled(words, step, say) for words in _KIND.sentences(step.context))


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what the promises rest on."""
    return Markup('<p class="ui-soft">{}</p>').format(
        say(
            "The sentences follow from the mode of this cohort. "
            "Who takes the survey is shown to nobody."
        )
    )
