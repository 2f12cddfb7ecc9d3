"""The kind ``sources`` on the screens: private pictures, and for the room five averages."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui import private_work
from _ui.text import is_open, value_words
from efficacy.activities.sources import Sources
from efficacy.activities.sources_params import DoorParam, SourcesParams
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Sources()


def participant(step: Step, say: Speech) -> Markup:
    """Return the line above the questions, where the plan has one."""
    params = step.context.params
    note = params.note if isinstance(params, SourcesParams) else None
    return (
        Markup('<p class="ui-quiet">{}</p>').format(note) if note and is_open(step) else Markup("")
    )


def projector(step: Step, say: Speech) -> Markup:
    """Return what people do now; the picture of the room comes after Close."""
    if not is_open(step):
        return Markup("<h1>{}</h1>").format(step.title)
    return private_work.room(
        step, say, doing=say("Five doors to “I can”. Which ones have been open for you lately?")
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return which block to lengthen and why, once the room's picture is there."""
    if step.summary is None:
        return private_work.console(
            say("Close this step and show the picture. Then it says here which block to lengthen."),
            say("Each person sees their own picture, and two doors to try first. Ask for neither."),
        )
    doors = _KIND.to_lengthen(step.context, step.summary)
    if not doors:
        return private_work.console(
            say("No door stands out for this group, or too few answered. Keep to the plan.")
        )
    lines = [_line(step, door, say) for door in doors]
    if len(doors) > 1:
        lines.append(say("They came out the same. If there is time for one, take the first."))
    return private_work.console(*lines)


def _line(step: Step, door: DoorParam, say: Speech) -> str:
    """Return what to lengthen, and the figure that speaks for it."""
    figures = step.summary.figures if step.summary else ()
    value = next(value_words(figure, say) for figure in figures if figure.id == door.scale)
    # Titles are content and may hold braces, so each place is filled by itself.
    return (
        say("Lengthen: {block}. Why: the room has had least of “{door}” ({value} on average).")
        .replace("{value}", value)
        .replace("{block}", door.block)
        .replace("{door}", door.label)
    )
