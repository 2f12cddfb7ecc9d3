"""The kind ``discussion`` on the screens: one task at a time, with a clock."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from efficacy.activities.discussion import Discussion, DiscussionParams
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Discussion()


def participant(step: Step, say: Speech) -> Markup:
    """Return the task of this part, and the whole prompt behind it."""
    return Markup(
        '<section class="ui-card ui-stack"><p>{}</p><p class="ph-big">{}</p></section>'
    ).format(_prompt(step), _KIND.prompt(step.context, step.phase_index))


def projector(step: Step, say: Speech) -> Markup:
    """Return the task in large letters, with the parts that come."""
    return Markup('<h1>{}</h1><p class="pj-soft">{}</p><p class="pj-task">{}</p>{}').format(
        step.title, _prompt(step), _KIND.prompt(step.context, step.phase_index), _parts(step)
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the task of this part, as the room sees it."""
    return Markup(
        '<div class="co-slide"><p class="ui-eyebrow">{label}</p><h2>{title}</h2><p>{task}</p></div>'
    ).format(
        label=say("Part {number} of {total}").format(
            number=step.phase_index + 1, total=len(step.phases)
        ),
        title=step.phase.title,
        task=_KIND.prompt(step.context, step.phase_index),
    )


def _prompt(step: Step) -> str:
    params = step.context.params
    return params.prompt if isinstance(params, DiscussionParams) else ""


def _parts(step: Step) -> Markup:
    if len(step.phases) < 2:
        return Markup("")
    ways = (
        "is-past" if i < step.phase_index else "is-now" if i == step.phase_index else ""
        for i in range(len(step.phases))
    )
    return Markup('<ol class="pj-parts">{}</ol>').format(
        Markup("").join(
            Markup('<li class="{}">{}</li>').format(way, phase.title)
            for way, phase in zip(ways, step.phases, strict=True)
        )
    )
