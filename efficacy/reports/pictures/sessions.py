"""What went on from session to session: belief and tasks on a ladder, and approach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from efficacy.language import Speech
from efficacy.reports.numbers import number
from efficacy.reports.pictures.draw import Panel, Series, lines
from efficacy.reports.pictures.picture import Cell, Picture, picture_id
from efficacy.reports.results import ApproachResult, LadderResult, Moment, Results

COLUMNS = ("what", "session", "activity", "mean", "n")
Named = Sequence[tuple[str, Sequence[Moment]]]  # what is said of each line, and its moments


def ladder_pictures(results: Results, say: Speech) -> Iterator[Picture]:
    """Yield one picture a ladder: how sure people were, and where each worked."""
    for ladder in results.ladders:
        held = {one.session_id for one in _with_figures(ladder.before, ladder.after)}
        if len(held) > 1:
            yield _ladder(ladder, say)


def _ladder(ladder: LadderResult, say: Speech) -> Picture:
    belief: Named = (
        (say("Sure before the tasks"), ladder.before),
        (say("Sure after the tasks"), ladder.after),
    )
    rung: Named = ((say("Working rung"), ladder.working_rung),)
    steps = _steps((*belief, *rung))
    panels = [Panel(say("How sure, from 0 to 100"), 0, 100, _series(belief, steps))]
    if _with_figures(ladder.working_rung):
        title = say("Rung, from 1 to {n}").format(n=ladder.rungs)
        panels.append(Panel(title, 1, ladder.rungs, _series(rung, steps)))
    return Picture(
        id=picture_id("ladder", ladder.ladder_id),
        title=ladder.title,
        alt=_told((*belief, *rung), say),
        note=say(
            "Means of the people who were there, session by session. They need not be the same "
            "people each time. The working rung is where a person gets about half right."
        )
        + " "
        + _listed(steps, say),
        columns=COLUMNS,
        rows=_rows((*belief, *rung)),
        paint=lambda: lines(panels, _numbers(steps), below=say("Session")),
    )


def approach_pictures(results: Results, say: Speech) -> Iterator[Picture]:
    """Yield what was done, put off and not met over the sessions."""
    found = results.approach
    if found and _with_figures(found.done, found.put_off, found.not_met):
        yield _approach(found, say)


def _approach(found: ApproachResult, say: Speech) -> Picture:
    counts: Named = (
        (say("Done"), found.done),
        (say("Put off"), found.put_off),
        (say("Not met"), found.not_met),
    )
    sure: Named = ((say("Sure about the one thing avoided"), found.avoided),)
    steps = _steps((*counts, *sure))
    most = max([1.0, *(one.figure.mean for _, line in counts for one in line if one.figure)])
    panels = [Panel(say("Mean count a person"), 0, most, _series(counts, steps))]
    if _with_figures(found.avoided):
        panels.append(Panel(say("How sure, from 0 to 100"), 0, 100, _series(sure, steps)))
    return Picture(
        id="approach",
        title=say("Done, put off, not met"),
        alt=_told((*counts, *sure), say),
        note=say("What people told themselves at the start of each session; means of the group.")
        + " "
        + _listed(steps, say),
        columns=COLUMNS,
        rows=_rows((*counts, *sure)),
        paint=lambda: lines(panels, _numbers(steps), below=say("Session")),
    )


# -------------------------------------------------------------- moments in order


def _with_figures(*lines: Sequence[Moment]) -> list[Moment]:
    return [one for moments in lines for one in moments if one.figure]


def _steps(named: Named) -> dict[tuple[str, str], str]:
    """Return the moments that any line has, in order, with the session of each."""
    return {
        (one.session_id, one.activity_id): one.session_title
        for _, moments in named
        for one in moments
    }


def _listed(steps: dict[tuple[str, str], str], say: Speech) -> str:
    """Return what the numbers under a picture stand for."""
    names = ", ".join(f"{n} {title}" for n, title in enumerate(steps.values(), start=1))
    return say("Sessions: {names}.").format(names=names)


def _numbers(steps: dict[tuple[str, str], str]) -> list[str]:
    return [str(n) for n in range(1, len(steps) + 1)]


def _series(named: Named, steps: dict[tuple[str, str], str]) -> list[Series]:
    return [
        Series(words, [_at(moments, key) for key in steps]) for words, moments in named if moments
    ]


def _at(moments: Sequence[Moment], key: tuple[str, str]) -> float | None:
    found = (one for one in moments if (one.session_id, one.activity_id) == key)
    return next((one.figure.mean for one in found if one.figure), None)


def _rows(named: Named) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (words, one.session_title, one.activity_id, one.figure.mean, one.figure.n)
        for words, moments in named
        for one in moments
        if one.figure
    )


def _told(named: Named, say: Speech) -> str:
    return " ".join(
        say("{words}, {session}: {mean}; {n} people.").format(
            words=words, session=one.session_title, mean=number(one.figure.mean), n=one.figure.n
        )
        for words, moments in named
        for one in moments
        if one.figure
    )
