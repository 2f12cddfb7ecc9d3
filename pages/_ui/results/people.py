"""Who is in the figures: wave by wave, late comers, and those who left beside those who stayed."""

from __future__ import annotations

from _ui import theme
from _ui.results import marks
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.reports import words
from efficacy.reports.numbers import NOTHING, number, percent
from efficacy.reports.results import Results


def draw(results: Results, say: Speech) -> None:
    """Draw the flow of people, and over how many fields they are sure."""
    theme.draw(
        marks.title(say("Who is in it"), words.flow_sentence(results, say)),
        _waves(results, say) if results.flow.enrolled >= results.threshold else "",
        _late(results, say),
        _left(results, say),
        _reach(results, say),
    )


def _waves(results: Results, say: Speech) -> Markup:
    flow = results.flow
    rows = [
        (say("Joined"), flow.enrolled),
        (say("Said yes to the survey"), flow.consented),
        *((one.title, one.n) for one in flow.waves),
        (say("Answered before and after"), flow.paired),
    ]
    return marks.table((say("Step"), say("People")), rows, about=say("Who is in it"))


def _late(results: Results, say: Speech) -> Markup:
    late = sum(results.flow.joined_late.values())
    if not late or results.flow.enrolled < results.threshold:
        return Markup("")
    return marks.soft(
        say.plural(
            "{n} person joined a session after it had begun and counts in no step before that.",
            "{n} people joined a session after it had begun and count in no step before that.",
            late,
        )
    )


def _left(results: Results, say: Speech) -> Markup:
    if not results.flow.left:
        return Markup("")
    scale = results.primary
    places = words.digits(scale) if scale else 1
    rows = [
        (
            name,
            say("not shown") if figure is None else figure.n,
            NOTHING if figure is None else number(figure.mean, places),
        )
        for name, figure in (
            (say("Answered before and after"), results.flow.stayed_pre),
            (say("Answered before only"), results.flow.left_pre),
        )
    ]
    return marks.part(
        say("Those who stayed and those who left, at the start"),
        (say("Group"), say("People"), say("Mean before")),
        rows,
        say("Means on the main scale before. Nothing is said of fewer than {n} people.").format(
            n=results.threshold
        ),
    )


def _reach(results: Results, say: Speech) -> Markup:
    waves = words.titles(results.flow)
    return marks.part(
        say("Over how many fields"),
        (say("Wave"), say("People"), say("Fields"), say("Share at 50 or above"), say("Spread")),
        (
            (
                waves.get(one.wave, one.wave),
                say("not shown") if one.withheld else one.n,
                one.domains,
                percent(one.share),
                number(one.spread),
            )
            for one in results.reach
        ),
        say(
            "Each scale from 0 to 100 is a field. The share is in how many of them a person "
            "reaches 50, the spread how far a person's fields lie apart; both are means over "
            "people with three fields or more."
        ),
    )
