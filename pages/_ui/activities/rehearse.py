"""The kind ``rehearse`` on the screens: one line after the other, at a calm pace.

The browser paces the lines by itself (``browser/pace.js``), from when the part
began, so that a screen that is opened late falls in with the room.
"""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.theme import joined
from efficacy.activities.rehearse import AFTER, BEFORE, IMAGINE, PARTS, Rehearse
from efficacy.flow import Stage
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Rehearse()


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: the cards and the sheet hold all of it."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return the script line by line while the room imagines; else what people do now."""
    if is_paced(step):
        return Markup('<h1>{}</h1><p class="pj-soft">{}</p>{}').format(
            step.title,
            say("Listen with eyes closed, or read along. You may also sit this one out."),
            _paced(step),
        )
    if step.stage is Stage.OPEN:
        return Markup('<h1>{}</h1><p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(
            step.title, step.phase.title, say("Answer on your own screen, for yourself.")
        )
    return Markup("<h1>{}</h1>").format(step.title)


def facilitator(step: Step, say: Speech) -> Markup:
    """Return what to do in this part, and the script with the time at which each line begins."""
    ways = {
        BEFORE: say("Let everybody rate first. Look over the script meanwhile."),
        IMAGINE: say(
            "Read it aloud, slowly. Or say nothing: the screens keep the pace, and people read "
            "in silence. On the screen in front you can pause and make the letters larger. "
            "One more minute on the clock leaves time for it."
        ),
        AFTER: say("Let everybody rate once more. Ask nobody for their number."),
    }
    lines = joined(
        Markup("<li><b>{}</b> {}</li>").format(_clock(begins), text)
        for text, begins, _ in _KIND.script(step.context)
    )
    return Markup(
        '<div class="co-slide"><p class="ui-eyebrow">{part}</p><p>{how}</p>'
        "<details{open}><summary>{script}</summary><ol>{lines}</ol></details></div>"
    ).format(
        part=step.phase.title,
        how=ways[_part_of(step)],
        open=Markup(" open") if _part_of(step) == IMAGINE else "",
        script=say("The script"),
        lines=lines,
    )


def is_paced(step: Step) -> bool:
    """Return whether a script is read line by line now."""
    return step.kind == _KIND.name and step.stage is Stage.OPEN and _part_of(step) == IMAGINE


def _part_of(step: Step) -> int:
    """Return which of the three parts the room is in: without a rating there is one."""
    return PARTS.index(step.phase.id)


def passed_s(step: Step) -> float:
    """Return how long ago the script began, in seconds."""
    return step.timer.length_s - step.timer.remaining_s if step.timer else 0.0


def _paced(step: Step) -> Markup:
    """Return the lines, each with the second at which it begins."""
    lines = _KIND.script(step.context)
    return Markup('<ol class="pj-paced" data-paced="1">{}</ol>').format(
        joined(
            Markup('<li class="{last}" style="--from:{begins}s;--for:{stays}s">{text}</li>').format(
                last="is-last" if number == len(lines) else "",
                begins=begins,
                stays=stays,
                text=text,
            )
            for number, (text, begins, stays) in enumerate(lines, 1)
        )
    )


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
