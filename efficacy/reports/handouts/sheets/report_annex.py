"""What stands behind the page on a group: every scale, the rules, the instruments, versions.

Only figures that may leave the room, as in the cohort workbook; a comparison whose figures are
withheld has the sentence for it, and no empty cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from efficacy import __version__
from efficacy.content.models import Instrument
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.sheets.report import (
    Doubt,
    day_with_year,
    doubt,
    invented_words,
)
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.numbers import NOTHING, interval, number, signed

if TYPE_CHECKING:
    from efficacy.measurement.reliability import CronbachAlpha
    from efficacy.reports.results import Results, ScaleResult, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Variables):
    """How many people there were at one point."""

    point: Annotated[str, "Where they were counted."]
    people: Annotated[str, "How many; n<5 where the group is small."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Variables):
    """One scale at two surveys, over the people who answered both."""

    scale: Annotated[str, "The title of the scale, and whether it is the main one."]
    waves: Annotated[str, "The two surveys."]
    n: Annotated[str, "How many people; n<5 or n≥5 where figures are withheld."]
    first: Annotated[str, "Mean at the first, with the SD in brackets."]
    last: Annotated[str, "Mean at the second, likewise."]
    change: Annotated[str, "Mean change."]
    span: Annotated[str, "Its 95 % interval."]
    size: Annotated[str, "The standardized change g_av."]
    is_withheld: Annotated[bool, "Whether there are no figures."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency(Variables):
    """How alike the items of a scale are answered at one survey."""

    scale: Annotated[str, "The title of the scale."]
    wave: Annotated[str, "The survey."]
    n: Annotated[int, "People who answered every item."]
    items: Annotated[int, "How many items it has."]
    alpha: Annotated[str, "Cronbach's alpha."]
    span: Annotated[str, "Its 95 % interval."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Variables):
    """One caution or rule."""

    title: Annotated[str, "What it is about."]
    words: Annotated[str, "What it says."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Variables):
    """One questionnaire."""

    title: Annotated[str, "What it is called, with its version."]
    origin: Annotated[str, "Where its items come from."]
    licence: Annotated[str, "Its author, its licence and its standing."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnnex(Variables):
    """The variables of the technical annex."""

    name: Annotated[str, "What the group is called."]
    day: Annotated[str, "Today, in words."]
    invented: Annotated[str, "That these people are simulated; empty for real ones."]
    flow: Annotated[tuple[Counted, ...], "How many people there were, point by point."]
    repeated: Annotated[str, "On which days repeated figures left; empty for none."]
    main: Annotated[tuple[Comparison, ...], "Every scale before and after, the main one first."]
    others: Annotated[tuple[Comparison, ...], "Other pairs of surveys, where there are figures."]
    withheld: Annotated[str, "Why a scale has no figures; empty where all have."]
    size_means: Annotated[str, "How the standardized change is computed."]
    alphas: Annotated[tuple[Consistency, ...], "Reliability, scale by scale."]
    no_alpha: Annotated[str, "Why some reliabilities are not there; empty where all are."]
    doubts: Annotated[tuple[Doubt, ...], "What else could explain the change, in full."]
    up_and_down: Annotated[str, "How many moved which way, and how many left."]
    rules: Annotated[tuple[Rule, ...], "How far the numbers go, and what is left out."]
    asked: Annotated[tuple[Asked, ...], "The questionnaires behind the scales."]
    versions: Annotated[tuple[str, ...], "The versions of program and plan, one a line."]


def fill(room: Room, meeting: Meeting, say: Speech) -> ReportAnnex | None:
    """Return the annex of the whole group, whatever the meeting; None without results."""
    # Statistics are read with the first report, and never where phones are served.
    from efficacy.reports import words
    from efficacy.reports.sheets.comparisons import g_av_words

    results = meeting.results
    if results is None:
        return None
    main, others = _main(results, say), _others(results, say)
    alphas = tuple(_alphas(results, say))
    known = [one for one in others if not one.is_withheld]
    has_sizes = any(one.size not in ("", NOTHING) for one in (*main, *known))
    return ReportAnnex(
        name=room.name,
        day=day_with_year(room, say),
        invented=invented_words(results, say),
        flow=tuple(_flow(results, say)),
        repeated=words.repeated_sentence(results, say),
        main=main,
        others=tuple(known),
        withheld=words.withheld_sentence(results, say) if _hides(main) else "",
        size_means=g_av_words(say) if has_sizes else "",
        alphas=tuple(one for one, is_known in alphas if is_known),
        no_alpha=_no_alpha(results, all(is_known for _, is_known in alphas), say),
        doubts=tuple(doubt(one, say, in_full=True) for one in results.explanations),
        up_and_down=results.harms.sentence if results.harms and results.explanations else "",
        rules=tuple(_rules(results, say)),
        asked=tuple(_asked(one) for one in _behind(room, results)),
        versions=(
            f"Can Do {__version__}",
            say("{title} (version {version})").format(
                title=room.plan.title, version=room.plan.version
            ),
        ),
    )


def _flow(results: Results, say: Speech) -> Iterator[Counted]:
    """Yield the flow from everybody to those with a pair."""
    flow = results.flow
    # In a handful of people, how many said yes would tell who said no.
    is_few = flow.enrolled < results.threshold
    points = (
        (say("Joined"), flow.enrolled),
        (say("Said yes to the survey"), flow.consented),
        *((say("Answered “{survey}”").replace("{survey}", one.title), one.n) for one in flow.waves),
        (say("Answered before and after"), flow.paired),
        (say("Answered before, not after"), flow.left),
    )
    for point, count in points:
        yield Counted(point=point, people=f"n<{results.threshold}" if is_few else str(count))


def _main(results: Results, say: Speech) -> tuple[Comparison, ...]:
    scales = sorted(results.scales, key=lambda one: not one.primary)
    return tuple(_comparison(one, one.shift, results, say) for one in scales)


def _others(results: Results, say: Speech) -> tuple[Comparison, ...]:
    return tuple(
        _comparison(scale, shift, results, say)
        for scale in results.scales
        for shift in scale.shifts
    )


def _hides(rows: Iterable[Comparison]) -> bool:
    return any(one.is_withheld for one in rows)


def _comparison(scale: ScaleResult, shift: Shift, results: Results, say: Speech) -> Comparison:
    from efficacy.reports.sheets.figures import count_text
    from efficacy.reports.words import titles

    change, digits = shift.change, 1 if scale.is_wide else 2
    known = titles(results.flow)
    title = say("{title} (main scale)").replace("{title}", scale.title)

    def level(mean: float | None, sd: float | None) -> str:
        return number(mean, digits) + (f" ({number(sd, digits)})" if sd is not None else "")

    return Comparison(
        scale=title if scale.primary else scale.title,
        waves=f"{known.get(shift.before, shift.before)} → {known.get(shift.after, shift.after)}",
        n=str(count_text(shift.n, shift.withheld, results.threshold)),
        first=level(change.mean_pre, change.sd_pre) if change else "",
        last=level(change.mean_post, change.sd_post) if change else "",
        change=signed(change.change, digits) if change else "",
        span=interval(change.ci_low, change.ci_high, say, digits) if change else "",
        size=signed(change.g_av, 2) if change else "",
        is_withheld=change is None,
    )


def _alphas(results: Results, say: Speech) -> Iterator[tuple[Consistency, bool]]:
    """Yield the reliability of each scale and survey, and whether it is known."""
    from efficacy.reports.words import titles

    known = titles(results.flow)
    for scale in results.scales:
        for wave, alpha in scale.alpha.items():
            row = _consistency(scale, known.get(wave, wave), alpha, say)
            yield row, alpha.alpha is not None


def _consistency(scale: ScaleResult, wave: str, alpha: CronbachAlpha, say: Speech) -> Consistency:
    return Consistency(
        scale=scale.title,
        wave=wave,
        n=alpha.n,
        items=alpha.k,
        alpha=number(alpha.alpha, 2),
        span=interval(alpha.ci_low, alpha.ci_high, say, 2, is_change=False),
    )


def _no_alpha(results: Results, is_whole: bool, say: Speech) -> str:
    if is_whole and any(one.alpha for one in results.scales):
        return ""
    return say(
        "Where a reliability is not in the table, fewer than 10 people answered every item, or "
        "it would tell what single people answered."
    )


def _rules(results: Results, say: Speech) -> Iterator[Rule]:
    from efficacy.reports.words import how_far, not_to_conclude

    yield Rule(
        title=say("Missing answers"),
        words=say(
            "A missing answer is never 0 and never “cannot”. A score is the mean of the items that "
            "were answered, if these are enough. A change uses only people, and only items, that "
            "were answered both times."
        ),
    )
    yield Rule(
        title=say("What leaves the room"),
        words=say(
            "Group figures only: no answer of a single person, no name, no record number and "
            "nothing that people wrote. A figure that would give away another is left out too."
        ),
    )
    for title, words in how_far(results, say, is_rounded=not results.is_exact):
        yield Rule(title=title, words=words)
    yield Rule(title=say("Not to conclude"), words=" ".join(not_to_conclude(results, say)))


def _behind(room: Room, results: Results) -> Iterator[Instrument]:
    """Yield the questionnaires of the scales, in the order of the scales, each once."""
    instruments: Mapping[str, Instrument] = room.content.instruments
    for id in dict.fromkeys(one.instrument_id for one in results.scales):
        if id in instruments:
            yield instruments[id]


def _asked(one: Instrument) -> Asked:
    made = one.provenance
    return Asked(
        title=f"{one.title}, {one.version}",
        origin=made.derived_from,
        licence=f"{made.author}. {made.licence}. {made.status.capitalize()}.",
    )


HANDOUT = ForMeeting(
    id="report-annex",
    title=later("Group report, technical annex"),
    about=later("All scales with intervals, the rules for gaps and privacy, and the sources."),
    variables=ReportAnnex,
    fill=fill,
    needs_results=True,
    pages=None,
    pages_large=None,
)
