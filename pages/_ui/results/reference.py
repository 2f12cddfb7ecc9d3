"""What past groups give, how much a single change must exceed, and how many people are needed."""

from __future__ import annotations

from _ui import theme
from _ui.results import marks
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.reports import words
from efficacy.reports.numbers import NOTHING, interval, number, signed
from efficacy.reports.results import Reference, ReliableChange, Results


def draw(results: Results, say: Speech) -> None:
    """Draw own past groups, reliable change, and planning."""
    theme.draw(
        marks.title(
            say("Past groups and planning"),
            say("Nothing here ranks groups or the people who lead them."),
        ),
        _references(results, say),
        _reliable(results, say),
        _planning(results, say),
    )


def _title_of(scale_id: str, results: Results) -> str:
    return next((one.title for one in results.scales if one.scale_id == scale_id), scale_id)


def _references(results: Results, say: Speech) -> Markup:
    table = marks.part(
        say("Own past groups"),
        (
            *(say("Scale"), say("Groups"), say("People"), say("Spread"), say("Retest")),
            *(say("Mean change"), say("Next group")),
        ),
        (_reference(one, results, say) for one in results.references),
        say(
            "Ended groups of this plan with the same questions. “Next group” is between which "
            "the mean change of the next group is expected in 95 of 100 cases."
        ),
    )
    if not table:
        return marks.quiet(
            say("There are no past groups of this plan to compare with; it takes three.")
        )
    why = (
        f"{_title_of(one.scale_id, results)}: {one.reason}"
        for one in results.references
        if one.reason
    )
    return joined((table, marks.soft(*why)))


def _reference(one: Reference, results: Results, say: Speech) -> tuple[object, ...]:
    return (
        _title_of(one.scale_id, results),
        one.cohorts,
        one.people,
        number(one.sd),
        NOTHING if one.retest is None else f"{number(one.retest, 2)} (n = {one.retest_n})",
        signed(one.mean_change),
        interval(one.low, one.high, say),
    )


def _reliable(results: Results, say: Speech) -> Markup:
    table = marks.part(
        say("How far one person must move before it is more than noise"),
        (say("Scale"), say("Points"), say("Retest"), say("Spread"), say("From where")),
        (_limit(one, results) for one in results.reliable),
        say("A number of points and never a word for a person (Jacobson & Truax, 1991)."),
    )
    return table or marks.soft(
        say(
            "How far one person must move before it is more than noise is not said: it takes "
            "a retest reliability, from outside (enter it under Settings) or from 50 people "
            "of your own."
        )
    )


def _limit(one: ReliableChange, results: Results) -> tuple[object, ...]:
    return (
        _title_of(one.scale_id, results),
        number(one.points),
        number(one.reliability, 2),
        number(one.sd),
        one.basis,
    )


def _planning(results: Results, say: Speech) -> Markup:
    scale = results.primary
    sentence = words.planning_sentence(scale, say) if scale else ""
    if not sentence:
        return Markup("")
    return marks.subtitle(say("How many people for a surer figure"), sentence)
