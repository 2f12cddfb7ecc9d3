"""Magnitude as a staircase: of the tasks of each difficulty, what share people can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from efficacy.language import Speech
from efficacy.reports.looks import LINE, calm, label, marker, wave_looks
from efficacy.reports.numbers import percent
from efficacy.reports.pictures.picture import Picture, picture_id
from efficacy.reports.results import Level, Results, ScaleResult
from efficacy.reports.words import titles

COLUMNS = ("wave", "difficulty", "share_of_tasks", "n")


def staircase_pictures(results: Results, say: Speech) -> Iterator[Picture]:
    """Yield one staircase a scale that has tasks of several difficulties."""
    for scale in results.scales:
        levels = tuple(one for one in scale.levels if len(_shown(one)) > 1)
        if levels:
            yield _picture(scale, levels, titles(results.flow), say)


def _shown(level: Level) -> list[tuple[int, float]]:
    return [(step, share) for step, share in level.steps if share is not None]


def _picture(
    scale: ScaleResult, levels: tuple[Level, ...], waves: dict[str, str], say: Speech
) -> Picture:
    return Picture(
        id=picture_id("staircase", scale.scale_id),
        title=say("{title}: step by step").format(title=scale.title),
        alt=" ".join(_sentence(one, waves, say) for one in levels),
        note=say(
            "The tasks of this scale are graded from step 1 to step 5. The height of a step is "
            "the share of its tasks that people on average rate at 50 or above."
        ),
        columns=COLUMNS,
        rows=tuple(
            (one.wave, float(step), share, one.n) for one in levels for step, share in one.steps
        ),
        paint=lambda: _paint(scale, levels, waves, say),
    )


def _sentence(level: Level, waves: dict[str, str], say: Speech) -> str:
    steps = ", ".join(
        say("step {step} {share}").format(step=step, share=percent(share))
        for step, share in _shown(level)
    )
    return say("{wave}: {steps}; {n} people.").format(
        wave=waves.get(level.wave, level.wave), steps=steps, n=level.n
    )


def _paint(
    scale: ScaleResult, levels: tuple[Level, ...], waves: dict[str, str], say: Speech
) -> Any:
    import plotly.graph_objects as go

    figure = go.Figure()
    graded = [step for step, _ in levels[0].steps]
    # A step that no task stands on is a gap, not a slope over to the next.
    steps = range(min(graded), max(graded) + 1)
    looks = wave_looks(
        [level.wave for level in levels], before=scale.shift.before, after=scale.shift.after
    )
    for level in levels:
        one, shares = looks[level.wave], dict(level.steps)
        title = label(f"{waves.get(level.wave, level.wave)} (n = {level.n})")
        figure.add_trace(
            go.Scatter(
                x=[x for step in steps for x in (step - 0.5, step + 0.5)],
                y=[shares.get(step) for step in steps for _ in range(2)],
                mode="lines",
                line={"color": one.colour, "dash": one.dash, "width": 3},
                name=title,
                showlegend=False,
                legendgroup=level.wave,
            )
        )
        figure.add_trace(
            go.Scatter(
                x=[step for step, _ in level.steps],
                y=[share for _, share in level.steps],
                mode="markers",
                marker=marker(one, 12),
                name=title,
                legendgroup=level.wave,
            )
        )
    figure.update_layout(**calm(height=300) | {"showlegend": True})
    figure.update_layout(margin={"l": 48, "r": 12, "t": 40, "b": 44})
    figure.update_xaxes(
        tickvals=list(steps),
        title={"text": label(say("Step of difficulty")), "standoff": 6},
    )
    figure.update_yaxes(
        range=[-0.04, 1.06],
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        tickformat=".0%",
        showgrid=True,
        gridcolor=LINE,
    )
    return figure
