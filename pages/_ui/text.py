"""Sentences and words that more than one screen says."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from efficacy.activities.contract import Figure, Summary
from efficacy.activities.registry import kind_of
from efficacy.flow import Move, Stage
from efficacy.language import Speech
from efficacy.services.views import ConsoleScreen, Step
from efficacy.web.html import long_date

MINUTE_S = 60


def minutes(seconds: float) -> int:
    """Return whole minutes, rounded to the nearest."""
    return round(seconds / MINUTE_S)


# What Streamlit's labels, which are Markdown, would read as more than words.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~$]|:(?=\w)|^[-+](?= )|(?<=\d)[.)](?= )")


def plain(words: str) -> str:
    """Return words for a label or a toast of Streamlit, so that they show as they are."""
    return _MARKDOWN.sub(r"\\\g<0>", words)


def place_in_session(step: Step, say: Speech) -> str:
    """Return “Step 3 of 7”."""
    return say("Step {number} of {total}").format(number=step.number, total=step.total)


def day(ms: int) -> str:
    """Return a date as people everywhere can read it: 2026-11-22."""
    return datetime.fromtimestamp(ms / 1000, tz=UTC).astimezone().strftime("%Y-%m-%d")


def clock_time(ms: int) -> str:
    """Return the time of day on this machine's clock."""
    return datetime.fromtimestamp(ms / 1000, tz=UTC).astimezone().strftime("%H:%M")


def takes_answers(step: Step, say: Speech) -> bool:
    """Return whether participants give answers in this step."""
    return bool(kind_of(step.kind).sheet(step.context, say).fields)


def is_open(step: Step) -> bool:
    """Return whether the step takes answers at this stage."""
    return step.stage in (Stage.OPEN, Stage.CLOSING)


def filled(words: str, step: Step, say: Speech) -> str:
    """Return content with its places ``{contact}`` and ``{keep_until}`` filled."""
    day = long_date(step.keep_until_ms, say.language)
    return words.replace("{contact}", step.contact).replace("{keep_until}", day)


# ------------------------------------------------------------------ console


def title_at(view: ConsoleScreen, change: int) -> str:
    """Return the title of the step that is ``change`` away from the present one."""
    here = view.step.number - 1 if view.step else -1
    return view.lines[here + change].title


def move_words(view: ConsoleScreen, move: Move, say: Speech) -> str:
    """Return what the button of a move says: what will happen, in the room's words."""
    step = view.step
    if move in (Move.NEXT_PHASE, Move.BACK_PHASE) and step is not None:
        change = 1 if move is Move.NEXT_PHASE else -1
        phase = step.phases[step.phase_index + change]
        words = say("Next: {title}") if change > 0 else say("Back: {title}")
        return words.format(title=phase.title)
    if move in (Move.BEGIN, Move.NEXT, Move.BACK):
        words = {
            Move.BEGIN: say("Begin: {title}"),
            Move.NEXT: say("Next: {title}"),
            Move.BACK: say("Back: {title}"),
        }[move]
        return words.format(title=title_at(view, -1 if move is Move.BACK else 1))
    return _plain_words(move, step, say)


def _plain_words(move: Move, step: Step | None, say: Speech) -> str:
    close = say("Close the survey") if step and step.kind == "survey" else say("Close this step")
    return {
        Move.CLOSE: close,
        Move.REVEAL: say("Show the picture"),
        Move.REOPEN: say("Open again"),
        Move.LAST_TASK: say("Last task, three minutes"),
        Move.ADD_MINUTE: say("One more minute"),
        Move.RUN_AGAIN: say("Run this step again"),
        Move.END: say("End the session"),
    }.get(move, move.value)


def stage_words(step: Step, say: Speech) -> str:
    """Return where the step stands, in a word or two."""
    return {
        Stage.OPEN: say("Open"),
        Stage.CLOSING: say("Last task"),
        Stage.CLOSED: say("Closed"),
        Stage.REVEALED: say("Shown to the room"),
    }.get(step.stage, "")


def pace(view: ConsoleScreen, say: Speech) -> str:
    """Return how the session runs against its plan: “4 min over plan”.

    Compared with the planned end of the present step once it is passed, and
    with its planned beginning before, so that within a step nobody is late.
    """
    begins, here = view.planned_elapsed_s, view.step.number - 1 if view.step else 0
    ends = begins + view.lines[here].minutes * MINUTE_S if view.step else begins
    over, early = minutes(view.elapsed_s - ends), minutes(begins - view.elapsed_s)
    if view.place == "after":
        return say("in all")
    if view.step is None:
        return say("not begun")
    if over > 0:
        return say("{n} min over plan").format(n=over)
    if early > 0:
        return say("{n} min ahead of plan").format(n=early)
    return say("on plan")


# ------------------------------------------------------------ room's figures


def value_words(figure: Figure, say: Speech) -> str:
    """Return a group average as it may be said; the ends of a scale are never reached."""
    grain = (figure.high - figure.low) / 20
    if figure.value is None:
        return ""
    if figure.value >= figure.high - grain:
        return say("{value} or more").format(value=f"{figure.high - grain:g}")
    if figure.value <= figure.low + grain:
        return say("{value} or less").format(value=f"{figure.low + grain:g}")
    return say("about {value}").format(value=f"{figure.value:g}")


def figure_sentence(figure: Figure, say: Speech) -> str:
    """Return one figure of the room as a sentence."""
    from efficacy.activities.blocks import sentence

    if figure.value is None:
        return sentence(figure, say)
    # Titles are content and may hold braces, so each place is filled by itself.
    return (
        say("{title}: {value} on average, on a scale from {low} to {high}.")
        .replace("{value}", value_words(figure, say))
        .replace("{low}", f"{figure.low:g}")
        .replace("{high}", f"{figure.high:g}")
        .replace("{title}", figure.label.rstrip("."))
    )


def has_picture(summary: Summary | None) -> bool:
    """Return whether there is anything that the room may see."""
    return summary is not None and any(not figure.withheld for figure in summary.figures)


def withheld_words(say: Speech) -> str:
    """Return the sentence for a group too small for figures."""
    return say(
        "There are too few answers for a picture of the group. "
        "Each of you can still look at your own."
    )


def people(n: int, say: Speech) -> str:
    """Return “12 people”."""
    return say.plural("{n} person", "{n} people", n)
