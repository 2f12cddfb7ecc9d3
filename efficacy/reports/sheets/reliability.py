"""The sheet Reliability: how alike the items of a scale are answered, and room at its ends."""

from __future__ import annotations

from collections.abc import Mapping

from efficacy.language import Speech
from efficacy.measurement.reliability import CronbachAlpha
from efficacy.reports import styles
from efficacy.reports.cells import Value
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import Results, ScaleResult
from efficacy.reports.sheets.figures import Cell, number, wave_words, whole, words


def reliability_table(results: Results, titles: Mapping[str, str], say: Speech) -> Table:
    """Return one row a scale and wave."""
    return Table(
        sheet="Reliability",
        about=say(
            "One row for each scale and wave: Cronbach's alpha with Feldt's interval over the "
            "people without a gap, with its caution, and how many items lie near an end."
        ),
        columns=_columns(say),
        rows=[
            _row(scale, wave_words(wave, titles), alpha, say)
            for scale in results.scales
            for wave, alpha in scale.alpha.items()
        ],
    )


def _row(scale: ScaleResult, wave: str, alpha: CronbachAlpha, say: Speech) -> list[Cell]:
    flags = [item.flag for item in scale.item_results]
    return [
        scale.title,
        wave,
        alpha.k,
        alpha.n,
        alpha.alpha,
        alpha.ci_low,
        alpha.ci_high,
        flags.count("ceiling") if flags else None,
        flags.count("floor") if flags else None,
        _note(alpha, say),
        " ".join(part for part in (scale.instrument_id, scale.version) if part) or None,
        scale.scale_id,
    ]


def _note(alpha: CronbachAlpha, say: Speech) -> Value:
    if alpha.alpha is None:
        reason = alpha.reasons.get("alpha")
        return say(reason) if reason else say("Not to be computed from these answers.")
    if alpha.caution:
        return say("Fewer than 30 people: the interval is wide, so read it before the number.")
    return None


def _columns(say: Speech) -> tuple[Column, ...]:
    most = say("up to 1; below 0 is possible")
    return (
        words(say("Scale"), say("The scale's title."), 28),
        words(say("Wave"), say("The measurement occasion."), 12),
        Column(
            name=say("Items"),
            about=say("How many items went into it."),
            values=say("whole number"),
            width=8,
            style=styles.WHOLE,
        ),
        Column(
            name="n",
            about=say("People who answered every item at the wave."),
            values=say("whole number"),
            width=8,
            style=styles.WHOLE,
        ),
        number(
            "Alpha",
            say("Cronbach's alpha; none under 10 people."),
            say=say,
            values=most,
            style=styles.TWO,
        ),
        number(
            say("95 % CI low"), say("Feldt's interval."), say=say, values=most, style=styles.TWO
        ),
        number(
            say("95 % CI high"), say("Feldt's interval."), say=say, values=most, style=styles.TWO
        ),
        whole(
            say("Items near the top"),
            say("Items whose mean before lies near the top; see Items."),
            say,
        ),
        whole(
            say("Items near the bottom"),
            say("Items whose mean before lies near the bottom; see Items."),
            say,
        ),
        words(say("Note"), say("The caution that goes with the row."), 40),
        words(say("Instrument"), say("Questionnaire and its version."), 20),
        words(say("Scale id"), say("The scale's stable id."), 16),
    )
