"""The sheet Levels: what people can, wave by wave, and in how many domains."""

from __future__ import annotations

from collections.abc import Mapping

from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Styled
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import Level, Reach, Results, ScaleResult
from efficacy.reports.sheets.figures import (
    Cell,
    count_text,
    note_of,
    number,
    people,
    wave_words,
    whole,
    words,
)

DIFFICULTIES = (1, 2, 3, 4, 5)


def levels_table(results: Results, titles: Mapping[str, str], say: Speech) -> Table:
    """Return one row a scale and wave, then one a wave for all domains together."""
    return Table(
        sheet="Levels",
        about=say(
            "How much of a scale people can, which is to rate it 50 or more, at each wave: mean "
            "share of the items, highest rung, composite, and the share at each difficulty. Then "
            "in how many domains. Group figures only."
        ),
        columns=_columns(say),
        rows=[
            *(
                _level(scale, level, results, titles, say)
                for scale in results.scales
                for level in scale.levels
            ),
            *(_reach(one, results, titles, say) for one in results.reach),
        ],
        held=2,
    )


def _level(
    scale: ScaleResult, level: Level, results: Results, titles: Mapping[str, str], say: Speech
) -> list[Cell]:
    steps = dict(level.steps)
    return [
        scale.title,
        wave_words(level.wave, titles),
        count_text(level.n, level.withheld, results.threshold),
        level.share,
        level.rung,
        level.composite,
        *(steps.get(step) for step in DIFFICULTIES),
        None,
        None,
        None,
        note_of(level.withheld, say),
        scale.scale_id,
        level.wave,
    ]


def _reach(one: Reach, results: Results, titles: Mapping[str, str], say: Speech) -> list[Cell]:
    return [
        say("All domains together"),
        wave_words(one.wave, titles),
        count_text(one.n, one.withheld, results.threshold),
        *[None] * (3 + len(DIFFICULTIES)),
        one.domains,
        Styled(one.share, styles.TWO),
        one.spread,
        note_of(one.withheld, say),
        None,
        one.wave,
    ]


def _columns(say: Speech) -> tuple[Column, ...]:
    share = say("0 to 1")

    def shared(name: str, about: str) -> Column:
        return number(name, about, say=say, values=share, style=styles.TWO)

    return (
        words(say("Scale"), say("The scale's title."), 26),
        words(say("Wave"), say("The measurement occasion."), 12),
        people(say("n"), say("People with enough answers at the wave."), say),
        shared(say("Share of items"), say("Mean share of the items rated 50 or more.")),
        number(
            say("Highest rung"),
            say("Mean of the highest difficulty up to which everything is rated 50 or more."),
            say=say,
            values=say("0 to 5"),
        ),
        number(
            say("Composite"),
            say("Mean of the ratings of 50 or more, divided by all items."),
            say=say,
            values=say("0 to 100"),
            width=13,
        ),
        *(
            shared(
                say("Share at difficulty {step}").format(step=step),
                say(
                    "Mean share of the items of difficulty {step} rated 50 or more; 1 is easy."
                ).format(step=step),
            )
            for step in DIFFICULTIES
        ),
        whole(say("Domains"), say("How many scales from 0 to 100 are compared."), say),
        shared(
            say("Share of domains"), say("Mean share of the domains with a mean of 50 or more.")
        ),
        number(
            say("Spread over domains"),
            say("Mean of the SD over a person's domains."),
            say=say,
            values=say("points on the scale's range"),
        ),
        words(say("Note"), say("Why there are no figures."), 30),
        words(say("Scale id"), say("The scale's stable id; empty for all domains."), 16),
        words(say("Wave id"), say("Id of the wave in the plan."), 11),
    )
