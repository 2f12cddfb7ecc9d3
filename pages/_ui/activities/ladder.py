"""The kind ``ladder`` on the screens: each has their own tasks, the room sees none of them."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.text import is_open
from efficacy.activities.ladder_record import LadderParams, ends, ladder_of
from efficacy.content.ladders import Ladder, Rung
from efficacy.language import Speech
from efficacy.services.views import Step


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: what somebody has before them is their own, and drawn for all kinds."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now; nobody's task and nobody's rung."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    ladder = ladder_of(step.context)
    lines = (
        say("Say how many you will get. Do three. Look at both numbers.")
        if ladder.sort == "math"
        else say("Take one rung. Write one line on what you did.")
    )
    return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(
        step.title,
        lines,
        say("Everybody has tasks of their own. Skip, take a hint, or stop when you like."),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the rungs, and how the ladder moves, so that questions can be answered."""
    ladder = ladder_of(step.context)
    rungs = Markup("").join(_rung(rung) for rung in _held(step, ladder))
    rules = (
        say(
            "Two of three right without help lead up. Two misses lead to a worked example, "
            "one half done, and the rung below. A skip counts for nothing."
        )
        if ladder.sort == "math"
        else say("A rung is ticked with a line and a date. Nothing is judged.")
    )
    return Markup(
        '<div class="co-slide"><p class="ui-eyebrow">{label}</p><h2>{title}</h2><ol>{rungs}</ol>'
        '<p class="ui-soft">{rules}</p><p class="ui-soft">{last}</p></div>'
    ).format(
        label=say("Ladder"),
        title=ladder.title,
        rungs=rungs,
        rules=rules,
        last=say("With “last task”, people finish the task they are at and begin no other."),
    )


def _held(step: Step, ladder: Ladder) -> tuple[Rung, ...]:
    params = step.context.params
    if not isinstance(params, LadderParams):
        return ladder.rungs
    lowest, highest = ends(params, ladder)
    return ladder.rungs[lowest - 1 : highest]


def _rung(rung: Rung) -> Markup:
    return Markup('<li value="{level}">{title}</li>').format(level=rung.level, title=rung.title)
