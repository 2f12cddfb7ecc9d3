"""The kind ``partners`` on the screens: who works with whom, and what they do together."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from efficacy.activities.partners import Partners
from efficacy.language import Speech
from efficacy.services.views import Group, Step

_KIND = Partners()
# So many groups fit in two columns of large letters; more of them get three, then four.
FEW, SOME = 6, 15


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: partners and task stand on each person's own cards."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return call names group by group, and the task once people have found each other."""
    task = Markup('<p class="pj-task">{}</p>').format(_KIND.prompt(step.context, step.phase_index))
    if not step.groups:
        return Markup('<h1>{}</h1>{}<p class="pj-soft">{}</p>').format(
            step.title, task, say("The groups come in a moment.")
        )
    if step.phase_index > 0:
        return Markup("<h1>{}</h1>{}").format(step.phase.title, task)
    return Markup('<h1>{}</h1><ul class="pj-groups {}">{}</ul>').format(
        step.title,
        _how_many(len(step.groups)),
        Markup("").join(Markup("<li>{}</li>").format(_names(group)) for group in step.groups),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the task, and that names come up in front as soon as groups are formed."""
    return Markup('<div class="co-slide"><h2>{}</h2><p>{}</p><p>{}</p></div>').format(
        step.phase.title,
        _KIND.prompt(step.context, step.phase_index),
        say("Form the groups at the right. The call names then stand in front."),
    )


def _how_many(groups: int) -> str:
    return "" if groups <= FEW else "is-some" if groups <= SOME else "is-many"


def _names(group: Group) -> Markup:
    # Each name stays whole; the line breaks between two.
    return Markup(" ").join(Markup("<span>{}</span>").format(name) for _, name in group.people)
