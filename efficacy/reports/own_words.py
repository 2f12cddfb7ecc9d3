"""What a person's own page says of them: every sentence about a change stands in this file.

No sentence names a cause, praises, consoles or puts a person on a scale of persons.
A rise is told, a fall is explained as it often is: a closer look at what a task asks
for. More is not always better: how sure somebody is should meet what they can do.
"""

from __future__ import annotations

from efficacy.activities.days import day_words
from efficacy.activities.ladder_rules import SET
from efficacy.activities.own_scale import line_words
from efficacy.language import Speech
from efficacy.reports.own import Between, OwnResults, OwnScale, Visit


def survey_note(own: OwnResults, say: Speech) -> str:
    """Return the sentence above the surveys: what is there of the first and the last one."""
    return {
        "none": "",
        "asked_now": say(
            "A survey is on now. What you said earlier comes back here once it is closed. "
            "Until then it should not stand in the way of what you say today."
        ),
        "waiting": say("This is from your first survey. The last one is still to come."),
        "both": "",
        "no_first": say(
            "You came in after the first survey, so this is from the last one alone. "
            "It is yours all the same."
        ),
        "no_last": say(
            "You were not in the last survey, so this is from the first one alone. "
            "It is yours all the same."
        ),
    }[own.stand]


# ------------------------------------------------------------------------ one scale


def meaning(scale: OwnScale, say: Speech) -> str:
    """Return what a move may mean, and what can be done with it.

    It is the same for all scales of one direction and case, so a page says it once.
    """
    by_direction = {"more_sure": _sure_means, "more_worry": _worry_means}
    known = by_direction.get(scale.direction)
    return known(say).get(scale.case, "") if known else ""


def count(scale: OwnScale, say: Speech) -> str:
    """Return “You were sure of 4 of 10 tasks. Now you are sure of 6.”; nothing without tasks."""
    if scale.case == "too_few" or not scale.has_tasks:
        return ""
    parts = (_count_first(scale, say), _count_last(scale, say))
    return " ".join(part for part in parts if part).replace("{all}", str(scale.counted))


def _count_first(scale: OwnScale, say: Speech) -> str:
    if scale.can_first is None:
        return ""
    if scale.can_first == 0:  # “0 of 10” would read like a mark
        return say("The first time, all {all} tasks stood at “not yet”.")
    return say("You were sure of {n} of {all} tasks.").replace("{n}", str(scale.can_first))


def _count_last(scale: OwnScale, say: Speech) -> str:
    if scale.can_last is None:
        return ""
    if scale.can_last == 0:
        return say("For now, all {all} tasks stand at “not yet”.")
    if scale.can_first is None:
        pattern = say("You are sure of {n} of {all} tasks.")
    else:
        pattern = say("Now you are sure of {n}.")
    return pattern.replace("{n}", str(scale.can_last))


def move(scale: OwnScale, say: Speech) -> str:
    """Return which way the answers moved, in a sentence; nothing where there is one survey."""
    if scale.case == "too_few":
        return say(
            "Too few lines were answered both times to hold them side by side. "
            "You may leave out any line, always."
        )
    by_direction = {"more_sure": _sure, "more_worry": _worry}
    return by_direction.get(scale.direction, _other)(scale, say)


def _sure(scale: OwnScale, say: Speech) -> str:
    return {
        "up": say("Your answers moved up."),
        "same": say("Your answers are about where they were."),
        "down": say("Your answers moved down."),
        "end": say("You were sure of nearly all of it from the start, and you still are."),
    }.get(scale.case, "")


def _sure_means(say: Speech) -> dict[str, str]:
    return {
        "up": say("If you can name one thing that you did yourself along the way, write it down."),
        "same": say("What you did in between is still yours."),
        "down": say(
            "Often that is a closer look: after a while one sees better what a task asks for. "
            "It does not have to mean that you can do less. More is not always better: how "
            "sure you are should fit what you can do. One task that you try tells you more "
            "than this line."
        ),
        "end": say("This line has no room above, so it could not show a move."),
    }


def _worry(scale: OwnScale, say: Speech) -> str:
    return {
        "up": say("You wrote more worry than the first time."),
        "same": say("You wrote about as much worry as the first time."),
        "down": say("You wrote less worry than the first time."),
        "end": say("You wrote next to no worry from the start, and it is still so."),
    }.get(scale.case, "")


def _worry_means(say: Speech) -> dict[str, str]:
    return {
        "up": say(
            "Often that is a closer look: a thing can worry us more when it comes near. How "
            "much it worries you is one question. What you can do is another one. If it weighs "
            "on you, you can talk to your counselor."
        ),
        "same": say("People can worry about a task and still do it."),
        "down": say("Some may be left. People can worry about a task and still do it."),
        "end": say("This line has no room below, so it could not show a move."),
    }


def _other(scale: OwnScale, say: Speech) -> str:
    high, low = scale.high_words, scale.low_words
    return {
        "up": say("Your answers moved toward “{end}”.").replace("{end}", high or f"{scale.high:g}"),
        "same": say("Your answers are about where they were."),
        "down": say("Your answers moved toward “{end}”.").replace("{end}", low or f"{scale.low:g}"),
    }.get(scale.case, "")


def rests_on(scale: OwnScale, say: Speech) -> str:
    """Return how many items a comparison rests on; nothing where it rests on all."""
    if not scale.left_out or scale.first is None or scale.last is None:
        return ""
    pattern = say("This is about the {n} of {all} lines that you answered both times.")
    return pattern.format(n=scale.counted, all=scale.counted + scale.left_out)


def picture_words(scale: OwnScale, say: Speech) -> str:
    """Return what the picture of a scale shows: “first 3.2, then 2.8 on a line from 1 to 5”."""
    low, high = scale.low, scale.high
    points = [one.value for one in (scale.first, scale.last) if one is not None]
    if not points:
        return ""
    last = line_words(points[-1], low=low, high=high, say=say)
    if len(points) == 1:
        return last
    return say("first {first}, then {last}").format(first=f"{round(points[0], 1):g}", last=last)


# ----------------------------------------------------------------------- the ladders


def visit_line(visit: Visit, rungs: int, say: Speech) -> str:
    """Return where somebody worked at the end of a meeting, and what they said and got."""
    place = say("rung {rung} of {rungs}: {title}.")
    if visit.sets:
        place = say("rung {rung} of {rungs}: {title}. You said {said} and got {got}.")
    return (
        place.replace("{rung}", str(visit.rung))
        .replace("{rungs}", str(rungs))
        .replace("{said}", str(visit.said))
        .replace("{got}", str(visit.got))
        # A title is content and may hold braces, so it goes in last.
        .replace("{title}", visit.rung_title)
    )


def dated_visits(own: OwnResults, say: Speech) -> tuple[str, ...]:
    """Return all meetings on all ladders, oldest first: “3 March: rung 2 of 7: Find 10%.”"""
    climbed = [(visit, ladder.rungs) for ladder in own.ladders for visit in ladder.visits]
    return tuple(
        # What a title holds is content, so it goes in last.
        say("{day}: {rung}")
        .replace("{day}", day_words(visit.day, say))
        .replace("{rung}", visit_line(visit, rungs, say))
        for visit, rungs in sorted(climbed, key=lambda one: one[0].day)
    )


def prediction_lines(own: OwnResults, say: Speech) -> tuple[str, ...]:
    """Return what was said before the sets beside what came, over all ladders and meetings."""
    sets, said, got = (
        sum(getattr(visit, part) for visit in own.visits) for part in ("sets", "said", "got")
    )
    if not sets:
        return ()
    counts = say("Before the tasks you said {said} of {all}. You got {got} without help.").format(
        said=said, got=got, all=SET * sets
    )
    if got > said:
        return (counts, say("More came than you said."))
    if got < said:
        return (counts, say("You said more than came. That is common, and no fault."))
    return (counts, say("What you said and what came are the same number."))


# ---------------------------------------------------------------------------- a goal


def came_of_words(came_of: str, say: Speech) -> str:
    """Return what came of a goal, in the words of the button that was pressed."""
    return {
        "done": say("What came of it: done"),
        "partly": say("What came of it: partly"),
        "not-yet": say("What came of it: not yet"),
    }.get(came_of, say("What comes of it is still open."))


# -------------------------------------------------------------------- between sessions


def between_lines(between: Between, say: Speech) -> tuple[str, ...]:
    """Return what somebody brought back of what they did between sessions, a line each."""
    lines = []
    if between.tries:
        tried = say.plural("You tried {n} task.", "You tried {n} tasks.", between.tries)
        got = say("You got {n} by yourself at the first go.").replace("{n}", str(between.right))
        # “0” would read like a mark.
        lines.append(f"{tried} {got}" if between.right else tried)
    if between.came_of:
        lines.append(came_of_words(between.came_of, say))
    if between.lines:
        lines.append(
            say.plural(
                "You added {n} line to your log.", "You added {n} lines to your log.", between.lines
            )
        )
    return tuple(lines) or (say("You brought a code back."),)
