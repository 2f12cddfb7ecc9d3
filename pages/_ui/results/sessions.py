"""What went on in the sessions: sources, tasks and belief, nerves, deeds, stories and goals."""

from __future__ import annotations

from _ui import theme
from _ui.results import marks, shown
from _ui.theme import Markup, joined
from efficacy.activities.goal_form import DONE_IT, NOT_YET, PARTLY
from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.reports.numbers import NOTHING, interval, number, percent, signed
from efficacy.reports.pictures import Picture, picture_id, pictures
from efficacy.reports.results import (
    CalibrationResult,
    LadderResult,
    MatchingResult,
    Moment,
    Results,
)


def draw_sources(results: Results, say: Speech) -> None:
    """Draw the five sources: what people said, what they got, what they say helped."""
    theme.draw(
        marks.title(
            say("Sources of belief"),
            say(
                "This only describes. That a source grew, or that people say it helped, does not "
                "tell that it changed anything."
            ),
        )
    )
    found = pictures(results, say)
    _show(results, say, found.get("sources"), found.get("minutes"))
    theme.draw(_helped(results, say))


def _helped(results: Results, say: Speech) -> Markup:
    return marks.part(
        say("What people got, and what they say helped"),
        (say("Source"), say("Minutes there"), say("Helped"), say("People")),
        (
            (
                one.title,
                number(one.present_minutes.mean) if one.present_minutes else NOTHING,
                number(one.helped.mean) if one.helped else say("not shown"),
                one.helped.n if one.helped else NOTHING,
            )
            for one in results.sources
        ),
        say(
            "Minutes there: what a person was present for, on average. Helped: what people said at "
            "the end, from 1 (did not help) to 5 (very much)."
        ),
    )


def draw_tasks(results: Results, say: Speech) -> None:
    """Draw belief and performance on the ladders, and predictions against what came."""
    theme.draw(
        marks.title(
            say("Tasks and belief"),
            say(
                "How sure people were before and after the tasks of a ladder, and on which rung "
                "they worked. Belief and what was done are shown together, and never as one number."
            ),
        )
    )
    found = pictures(results, say)
    for ladder in results.ladders:
        theme.draw(marks.subtitle(ladder.title))
        picture = found.get(picture_id("ladder", ladder.ladder_id))
        if picture is not None:
            shown.picture(picture, results, say)
        theme.draw(_ladder(ladder, say))
    if not results.ladders:
        theme.draw(marks.quiet(nothing(results, say)))
    theme.draw(_calibration(results.calibration, say))


def _ladder(ladder: LadderResult, say: Speech) -> Markup:
    forms = marks.table(
        (
            *(say("Form A → form B"), say("People"), say("A"), say("B")),
            *(say("Mean change"), say("95 % interval")),
        ),
        (
            _change_line(name, shift.change, say)
            for name, shift in (
                (say("How sure"), ladder.belief_over_forms),
                (say("Rung reached"), ladder.rung_over_forms),
            )
            if shift is not None and shift.change is not None
        ),
        about=say("Form A and form B"),
    )
    firm = []
    if ladder.firmness is not None:
        firm.append(
            say("After a miss, belief moved by {change} points on average ({n} people).").format(
                change=signed(ladder.firmness.mean), n=ladder.firmness.n
            )
        )
    if ladder.returned is not None:
        firm.append(
            say("{share} of them came back to it or above by the end.").format(
                share=percent(ladder.returned)
            )
        )
    return joined((_moments(ladder, say), forms, marks.soft(" ".join(firm))))


def _moments(ladder: LadderResult, say: Speech) -> Markup:
    """Return session by session how sure people were, and where they worked."""
    lines = (ladder.before, ladder.after, ladder.working_rung)
    sessions = {one.session_id: one.session_title for line in lines for one in line}
    return marks.table(
        (
            *(say("Session"), say("People"), say("Sure before")),
            *(say("Sure after"), say("Working rung")),
        ),
        (
            (title, _people_at(lines, session, say), *(_mean_at(line, session) for line in lines))
            for session, title in sessions.items()
        ),
        about=ladder.title,
    )


def _people_at(lines: tuple[tuple[Moment, ...], ...], session: str, say: Speech) -> str:
    here = [
        one.figure.n for line in lines for one in line if one.session_id == session and one.figure
    ]
    return str(max(here)) if here else say("not shown")


def _mean_at(line: tuple[Moment, ...], session: str) -> str:
    means = [one.figure.mean for one in line if one.session_id == session and one.figure]
    return number(means[0]) if means else NOTHING


def _change_line(name: str, change: PairedChange, say: Speech) -> tuple[object, ...]:
    return (
        *(name, change.n, number(change.mean_pre), number(change.mean_post)),
        *(signed(change.change), interval(change.ci_low, change.ci_high, say)),
    )


def _calibration(found: CalibrationResult | None, say: Speech) -> Markup:
    if found is None or found.bias is None:
        return Markup("")
    return joined(
        (
            marks.subtitle(
                say("What was predicted and what came"),
                say(
                    "In tasks of 10: predicted minus solved, over people with at least 8 tasks. "
                    "Above 0 means that more was predicted than came."
                ),
            ),
            marks.figures(
                (
                    (say("difference"), signed(found.bias)),
                    (say("95 % interval"), interval(found.ci_low, found.ci_high, say)),
                    (say("mean miss"), number(found.absolute_error)),
                    (say("people"), str(found.n)),
                    (say("tasks"), str(found.tasks)),
                )
            ),
        )
    )


def draw_doing(results: Results, say: Speech) -> None:
    """Draw signs of nerves, what was approached, stories and goals."""
    theme.draw(marks.title(say("Nerves, deeds, stories, goals")))
    found = pictures(results, say)
    cues = [one for name, one in found.items() if name.startswith("cues-")]
    _show(results, say, *cues, found.get("approach"))
    theme.draw(_matching(results, say), _goals(results, say))


def _matching(results: Results, say: Speech) -> Markup:
    found = results.matching
    if found is None or (found.difference is None and found.pooled is None):
        return Markup("")
    return joined(
        (
            marks.subtitle(
                say("Stories that were matched, and stories that came by chance"),
                say("How like themselves people found the person in the story, from 0 to 100."),
            ),
            _likeness(say("matched minus chance"), found, say),
            _likeness(
                say("over {n} groups of this plan").format(n=found.pooled.groups), found.pooled, say
            )
            if found.pooled
            else Markup(""),
        )
    )


def _likeness(name: str, found: MatchingResult, say: Speech) -> Markup:
    if found.difference is None:
        return Markup("")
    return marks.figures(
        (
            (name, signed(found.difference)),
            (say("95 % interval"), interval(found.ci_low, found.ci_high, say)),
            (say("people"), str(found.n)),
        )
    )


def _goals(results: Results, say: Speech) -> Markup:
    found = results.goals
    if found is None or not found.counts:
        return Markup("")
    names = {DONE_IT: say("done"), PARTLY: say("in part"), NOT_YET: say("not yet")}
    return joined(
        (
            marks.subtitle(
                say("What came of goals"),
                say.plural(
                    "{n} person looked back on a goal.",
                    "{n} people looked back on a goal.",
                    found.n,
                ),
            ),
            marks.figures(
                (names.get(answer, answer), str(count)) for answer, count in found.counts.items()
            ),
        )
    )


def _show(results: Results, say: Speech, *wanted: Picture | None) -> None:
    """Draw the pictures that there are; one sentence where there is none."""
    for one in wanted:
        shown.titled(one, results, say)
    if not any(wanted):
        theme.draw(marks.quiet(nothing(results, say)))


def nothing(results: Results, say: Speech) -> str:
    """Return why there is nothing here."""
    return say(
        "There is nothing to show here yet: it was not asked, or fewer than {n} people answered."
    ).format(n=results.threshold)
