"""Sentences about results, the same on the page, in the workbook and in the report.

They say what was seen, from how many and how sure it is, and never why. The word
for a direction follows the number as it is shown, whatever the scale measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.measurement.planning import expected_interval, people_needed
from efficacy.reports.cells import day
from efficacy.reports.numbers import interval, number, signed
from efficacy.reports.results import Flow, Results, ScaleResult, Shift


@dataclass(frozen=True, slots=True)
class _Way:
    """How a scale is spoken of: with a rise, a fall, and neither."""

    up: str
    down: str
    level: str


# ------------------------------------------------------------------ the first view


def headline(results: Results, say: Speech) -> str:
    """Return the one sentence on the primary scale: how far, how sure, and what stays open."""
    scale = results.primary
    if scale is None or not scale.shift.n:
        return say("There is nothing to compare yet: nobody has answered both before and after.")
    if scale.shift.change is None:
        return withheld_sentence(results, say)
    return " ".join(
        (
            change_sentence(scale, scale.shift, results, say),
            say("Without a comparison group we cannot tell how much is due to the workshop."),
        )
    )


def change_sentence(scale: ScaleResult, shift: Shift, results: Results, say: Speech) -> str:
    """Return how far the mean of a scale moved between two waves, with its interval.

    Of a change that is withheld it says only that.
    """
    change = shift.change
    if change is None or change.change is None:
        return withheld_sentence(results, say)
    words = say(
        "On average the {n} participants {moved} {when}, on a scale from {low:g} to {high:g}"
    ).format(
        n=change.n,
        moved=moved(change.change, scale, say),
        when=_when(shift, scale, results, say),
        low=scale.low,
        high=scale.high,
    )
    span = span_of(change, scale, say)
    sentence = f"{words} ({span})." if span else f"{words}."
    return f"{sentence} {maybe_none(say)}" if includes_zero(change, scale) else sentence


def sureness_sentence(scale: ScaleResult, say: Speech) -> str:
    """Return how sure the main change of a scale is, without the word interval.

    Nothing where the change has no interval.
    """
    change = scale.shift.change
    if change is None or change.ci_low is None or change.ci_high is None:
        return ""
    return say(
        "How sure: with {n} people, any mean change from {low} to {high} points fits these answers."
    ).format(
        n=change.n,
        low=signed(change.ci_low, digits(scale)),
        high=signed(change.ci_high, digits(scale)),
    )


def flow_sentence(results: Results, say: Speech) -> str:
    """Return how many began, ended and stand in the change, and who is missing."""
    flow = results.flow
    if not flow.enrolled:
        return say("Nobody has joined yet.")
    if flow.enrolled < results.threshold:
        # In a handful of people, how many said yes would tell who said no.
        return say.plural(
            "{n} person joined. In so small a group nothing more is counted.",
            "{n} people joined. In so small a group nothing more is counted.",
            flow.enrolled,
        )
    before, after = _ends(flow, results)
    return " ".join(
        (
            say("{enrolled} people joined, and {consented} said yes to the survey.").format(
                enrolled=flow.enrolled, consented=flow.consented
            ),
            say("{before} answered before, {after} after, and {paired} both times.").format(
                before=before, after=after, paired=flow.paired
            ),
            *_missing(flow, after, say),
            *_unscored(results, say),
        )
    )


def caution(results: Results, say: Speech) -> str:
    """Return how much to trust these figures at most, before any of them is read."""
    held = results.flow.sessions_held
    return " ".join(
        (
            say("A single session says little.")
            if held < 2
            else say.plural("{n} session was held.", "{n} sessions were held.", held),
            say(
                "Only people who answered both times are in a change, and only with the "
                "questions they answered both times."
            ),
            say("Small groups move by chance alone; the interval says how far.")
            if results.is_exact
            else say("Small groups move by chance alone. Figures are rounded."),
        )
    )


def repeated_sentence(results: Results, say: Speech) -> str:
    """Return on which days figures left that are repeated here; nothing where there are none."""
    if not results.repeated:
        return ""
    return say(
        "Some figures are those of {days}. Made anew they would differ by a few people, and "
        "whoever has both could work out single answers."
    ).format(days=", ".join(dict.fromkeys(day(at_ms) for at_ms in results.repeated)))


def not_to_conclude(results: Results, say: Speech) -> tuple[str, ...]:
    """Return what nobody should read out of the figures, a sentence each."""
    lines = [
        say("Do not conclude that the workshop brought the change. Other things may have."),
        say("Do not conclude anything about one person. A mean hides who went up or down."),
        say("Do not take how sure people are for what they can do. It is not a test."),
        say("Do not rank groups or facilitators by it. Groups differ from the start."),
    ]
    # In a handful of people it would tell that somebody left.
    if results.flow.left and results.flow.enrolled >= results.threshold:
        lines.append(say("Do not speak for those who left. They are not in the change."))
    return tuple(lines)


def how_far(results: Results, say: Speech, *, is_rounded: bool) -> tuple[tuple[str, str], ...]:
    """Return how far the numbers go: a word for each caution, and the caution.

    Parameters
    ----------
    is_rounded : bool
        Whether the figures are those that may leave the room.
    """
    lines = [
        (
            say("No comparison group"),
            say(
                "Nobody was measured who did not take part. So the numbers describe change, and "
                "nothing can be said of its causes."
            ),
        ),
        (
            say("The instruments"),
            say(
                "Educational, not validated. They have no norms; a score is no diagnosis and no "
                "basis for a decision about a person."
            ),
        ),
        (
            say("Intervals"),
            say(
                "Read each change with its 95 % interval. In groups of this size it is wide, and "
                "that is part of the result."
            ),
        ),
        (
            say("Small groups"),
            say(
                "There are no figures from fewer than 5 people, and none that would tell what "
                "single people answered."
            ),
        ),
    ]
    if results.flow.sessions_held < 2:
        one = say("A single session says little. A rise on the same day may be gone a week later.")
        lines.insert(0, (say("One session"), one))
    if is_rounded:
        rounded = say(
            "Figures in this file are rounded before anything else is computed from them, so "
            "that nobody can work out a single answer. They can differ a little from those "
            "on the counselor's own screen."
        )
        lines.append((say("Rounded"), rounded))
    return tuple(lines)


def withheld_sentence(results: Results, say: Speech) -> str:
    """Return why there are no figures: one sentence for all reasons, which would tell too."""
    return say(
        "No figures are shown: fewer than {n} people answered both times, or their answers were "
        "so alike that figures would tell what single people chose."
    ).format(n=results.threshold)


def planning_sentence(scale: ScaleResult, say: Speech) -> str:
    """Return how sure n people make a mean, and how many it takes for half that width.

    Nothing where the change has no interval. The spread of the changes is taken from
    this very group, so the numbers are a guess.
    """
    change = scale.shift.change
    if change is None or not change.sd_change:
        return ""
    reach = expected_interval(change.n, change.sd_change, change.confidence)
    needed = people_needed(reach / 2, change.sd_change, change.confidence)
    return say(
        "With {n} people the interval reaches {reach} points to each side. To halve that, a group "
        "with the same spread would need about {needed} people."
    ).format(n=change.n, reach=number(reach, digits(scale)), needed=needed)


def harms_sentence(counts: Mapping[str, int] | None, n: int, left: int, say: Speech) -> str:
    """Return how many came out lower, the same and higher, and how many left.

    Parameters
    ----------
    counts : mapping or None
        With the keys ``down``, ``same`` and ``up``; None where it is withheld.
    """
    gone = missing_after(left, say) or say("Nobody who answered before is missing after.")
    if counts is None:
        words = say("How many went up or down is not said: it would tell of a few.")
    else:
        words = say(
            "Of {n} people, {down} came out lower after than before, {same} the same and "
            "{up} higher."
        ).format(n=n, **counts)
    return f"{words} {gone}"


# ------------------------------------------------------------------------ parts


def digits(scale: ScaleResult) -> int:
    """Return with how many decimals the figures of a scale are shown."""
    return 1 if scale.is_wide else 2


def moved(change: float, scale: ScaleResult, say: Speech) -> str:
    """Return “rated themselves 6.7 points higher”, in words that fit the scale and the sign."""
    shown = number(abs(change), digits(scale))
    way = _way(scale, say)
    if float(shown) == 0:
        return way.level
    return (way.up if change > 0 else way.down).format(points=shown)


def span_of(change: PairedChange, scale: ScaleResult, say: Speech) -> str:
    """Return “95 % interval 2.9 to 10.5”; nothing where there is none.

    Signs stand where one end is below 0, as the interval is that of the change.
    """
    if change.ci_low is None or change.ci_high is None:
        return ""
    words = say("{confidence:.0f} % interval {span}")
    return words.format(
        confidence=100 * change.confidence,
        span=interval(
            change.ci_low, change.ci_high, say, digits(scale), is_change=change.ci_low < 0
        ),
    )


def includes_zero(change: PairedChange, scale: ScaleResult) -> bool:
    """Return whether the interval, as it is shown, has 0 in it."""
    if change.ci_low is None or change.ci_high is None:
        return False
    low, high = (round(end, digits(scale)) for end in (change.ci_low, change.ci_high))
    return low <= 0 <= high


def maybe_none(say: Speech) -> str:
    """Return what it means that an interval includes 0."""
    return say("The interval includes 0: the mean may not have moved at all.")


def missing_after(left: int, say: Speech) -> str:
    """Return how many who answered before did not answer after; nothing for none."""
    if not left:
        return ""
    return say.plural(
        "{n} person who answered before is missing after.",
        "{n} people who answered before are missing after.",
        left,
    )


def titles(flow: Flow) -> dict[str, str]:
    """Return the title of each wave by its id."""
    return {wave.wave: wave.title for wave in flow.waves}


def _way(scale: ScaleResult, say: Speech) -> _Way:
    if scale.direction == "more_sure":
        return _Way(
            up=say("rated themselves {points} points higher"),
            down=say("rated themselves {points} points lower"),
            level=say("rated themselves about the same"),
        )
    if scale.direction == "more_worry":
        return _Way(
            up=say("rated their worry {points} points higher"),
            down=say("rated their worry {points} points lower"),
            level=say("rated their worry about the same"),
        )
    return _Way(
        up=say("answered {points} points higher"),
        down=say("answered {points} points lower"),
        level=say("answered about the same"),
    )


def _when(shift: Shift, scale: ScaleResult, results: Results, say: Speech) -> str:
    is_level = (
        shift.change is None or float(number(abs(shift.change.change or 0), digits(scale))) == 0
    )
    if (shift.before, shift.after) == (scale.shift.before, scale.shift.after):
        if is_level:
            return say("after the workshop as before")
        return say("after the workshop than before")
    known = titles(results.flow)
    words = (
        say("at “{after}” as at “{before}”") if is_level else say("at “{after}” than at “{before}”")
    )
    return words.format(
        after=known.get(shift.after, shift.after), before=known.get(shift.before, shift.before)
    )


def _ends(flow: Flow, results: Results) -> tuple[int, int]:
    """Return how many answered at the first and at the last of the two main waves."""
    shift = results.scales[0].shift if results.scales else None
    return (flow.at(shift.before), flow.at(shift.after)) if shift else (0, 0)


def _unscored(results: Results, say: Speech) -> list[str]:
    """Say so where some answered both times, but too little for the main scale."""
    scale = results.primary
    if scale is None or scale.shift.change is None or scale.shift.n >= results.flow.paired:
        return []
    words = say("The main change is of {n} people. The others answered too few of its questions.")
    return [words.format(n=scale.shift.n)]


def _missing(flow: Flow, after: int, say: Speech) -> list[str]:
    late = after - flow.paired
    silent = flow.consented - flow.paired - flow.left - late
    lines = [missing_after(flow.left, say)] if flow.left else []
    if late:
        lines.append(
            say.plural(
                "{n} person has no answer from before.",
                "{n} people have no answer from before.",
                late,
            )
        )
    if silent > 0:
        lines.append(
            say.plural(
                "{n} person answered neither time.", "{n} people answered neither time.", silent
            )
        )
    return lines
