"""The kind ``story`` on the screens: each reads their own; the room sees what to do."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets
from _ui.text import is_open
from efficacy.activities.story_params import StoryParams, library
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: the stories are cards of each person's own view."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now, and what kind of truth the stories have."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    return Markup('<h1>{}</h1><p class="pj-say">{}</p>{}<p class="pj-soft">{}</p>').format(
        step.title,
        say("Read on your own screen, at your own pace."),
        bullets(_doing(step, say), classes="pj-points"),
        " ".join(_labels(step, say)),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the people whose stories are told, so that questions can be answered."""
    people = tuple(f"{model.name}: {model.opening}" for model in library(step.context))
    return Markup("<details><summary>{}</summary>{}<p class='ui-soft'>{}</p></details>").format(
        say.plural("{n} story", "{n} stories", len(people)),
        bullets(people),
        " ".join(_labels(step, say)),
    )


def _doing(step: Step, say: Speech) -> tuple[str, ...]:
    params = step.context.params
    if isinstance(params, StoryParams) and params.simple:
        return (
            say("Choose one story by its first line."),
            say("Read it, or let it be read to you."),
            say("Ask: what will I try?"),
        )
    return (
        say("Pick two lines that could have been you."),
        say("Read three stories. Take another one whenever you like."),
        say("Ask: what did they do, and what will I try?"),
    )


def _labels(step: Step, say: Speech) -> tuple[str, ...]:
    """Return what kinds of truth there are among the stories, each once."""
    said = {
        "invented": say("Some of these people are invented, as examples."),
        "composite": say("Some stories are put together from interviews."),
        "real": say("Some are real people, told with their consent."),
    }
    kinds = {model.label.kind for model in library(step.context)}
    if kinds == {"invented"}:
        return (say("All of these people are invented, as examples."),)
    if kinds == {"real"}:
        return (say("These are real people, told with their consent."),)
    return tuple(words for kind, words in said.items() if kind in kinds)
