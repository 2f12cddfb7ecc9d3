"""All scales in one table, and one of them with everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from _ui import state, text, theme
from _ui.results import marks, shown
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.reports import words
from efficacy.reports.numbers import NOTHING, interval, number, p_value, percent, signed
from efficacy.reports.pictures import picture_id, pictures
from efficacy.reports.results import Results, ScaleResult, Shift


def draw(results: Results, say: Speech) -> None:
    """Draw the table of all scales, and the one that is chosen."""
    theme.draw(
        marks.title(say("All scales"), words.caution(results, say)),
        _overview(results, say),
    )
    if not results.scales:
        return
    titles = {scale.scale_id: text.plain(scale.title) for scale in results.scales}
    chosen = st.selectbox(
        say("One scale in full"),
        list(titles),
        format_func=lambda scale_id: titles[scale_id],
        key=state.RESULTS_SCALE.name,
    )
    scale = next(one for one in results.scales if one.scale_id == chosen)
    _one(scale, results, say)


# ------------------------------------------------------------------- all scales


def _overview(results: Results, say: Speech) -> Markup:
    heads = (
        say("Scale"),
        say("Range"),
        say("People"),
        say("Before"),
        say("After"),
        say("Mean change"),
        say("95 % interval"),
        say("p"),
        say("p, corrected"),
    )
    table = marks.table(
        heads, (_line(scale, results, say) for scale in results.scales), about=say("All scales")
    )
    note = say(
        "The main scale was named before anybody answered, so its p stands as it is. The p of all "
        "other scales is corrected for how many there are (Holm)."
    )
    return joined((table, marks.soft(note if table else "")))


def _line(scale: ScaleResult, results: Results, say: Speech) -> tuple[object, ...]:
    name = Markup("{}{}").format(
        scale.title,
        Markup(' <span class="ui-chip">{}</span>').format(say("main scale"))
        if scale.primary
        else "",
    )
    ends = say("{low} to {high}").format(low=f"{scale.low:g}", high=f"{scale.high:g}")
    change, places = scale.shift.change, words.digits(scale)
    if change is None:
        fewer = say("fewer than {n}").format(n=results.threshold)
        held = fewer if scale.shift.n < results.threshold else say("not shown")
        return (name, ends, held, *[NOTHING] * 6)
    return (
        name,
        ends,
        change.n,
        number(change.mean_pre, places),
        number(change.mean_post, places),
        signed(change.change, places),
        interval(change.ci_low, change.ci_high, say, places),
        p_value(change.p),
        "" if scale.primary else p_value(scale.shift.p_holm),
    )


# --------------------------------------------------------------- one scale in full


def _one(scale: ScaleResult, results: Results, say: Speech) -> None:
    theme.draw(
        marks.title(scale.title),
        Markup('<p class="de-found">{}</p>').format(
            words.change_sentence(scale, scale.shift, results, say)
        ),
    )
    found = pictures(results, say)
    change, waves, staircase = (
        found.get(picture_id(topic, scale.scale_id)) for topic in ("change", "waves", "staircase")
    )
    if change:  # its title is that of the part
        shown.picture(change, results, say)
    theme.draw(_measures(scale, say), _prorated(scale, say))
    shown.titled(waves, results, say)
    theme.draw(_shifts(scale, results, say), _then(scale, results, say), _parts(scale, say))
    shown.titled(staircase, results, say)
    theme.draw(_levels(scale, results, say))


def _prorated(scale: ScaleResult, say: Speech) -> Markup:
    n = scale.shift.prorated
    if not n:
        return Markup("")
    return marks.soft(
        say.plural(
            "{n} person has a score from which an item is missing; at least four of five "
            "items were there.",
            "{n} people have a score from which an item is missing; at least four of five "
            "items were there.",
            n,
        )
    )


def _measures(scale: ScaleResult, say: Speech) -> Markup:
    change = scale.shift.change
    if change is None:
        return Markup("")
    return Markup("<details><summary>{}</summary>{}</details>").format(
        say("All measures of this change"),
        marks.table(
            (say("Measure"), say("Value"), say("95 % interval"), say("What it is")),
            _measured(change, scale, say),
            about=say("All measures of this change"),
        ),
    )


def _measured(
    change: PairedChange, scale: ScaleResult, say: Speech
) -> Iterator[tuple[object, ...]]:
    places = words.digits(scale)
    yield (
        say("Mean change"),
        signed(change.change, places),
        interval(change.ci_low, change.ci_high, say, places),
        say("After minus before, in points of the scale; t interval."),
    )
    yield (
        say("Spread before, after"),
        f"{number(change.sd_pre, places)}, {number(change.sd_post, places)}",
        "",
        say("Standard deviations, n − 1."),
    )
    yield (say("r"), number(change.r, 2), "", say("Pearson correlation of before and after."))
    yield (
        say("t ({df})").format(df=NOTHING if change.df is None else change.df),
        signed(change.t, 2),
        "",
        say("Paired t test, two-sided: p {p}.").format(p=p_value(change.p)),
    )
    yield (
        "d_z",
        signed(change.d_z, 2),
        interval(change.d_z_low, change.d_z_high, say, 2),
        say("Mean change by the spread of the changes; noncentral t interval."),
    )
    yield (
        "d_av",
        signed(change.d_av, 2),
        interval(change.d_av_low, change.d_av_high, say, 2),
        say("Mean change by the average spread of the two times; Bonett's interval (2008)."),
    )
    yield (
        "g_av",
        signed(change.g_av, 2),
        "",
        say("d_av, corrected for a small group by the exact J (n − 1)."),
    )
    yield (
        say("Wilcoxon W"),
        number(change.wilcoxon_w, 1),
        "",
        say("Signed ranks, exact: p {p}.").format(p=p_value(change.wilcoxon_p)),
    )
    yield (
        say("Rank-biserial r"),
        signed(change.rank_biserial, 2),
        "",
        say("Ranks that rose minus ranks that fell, as a share."),
    )
    if change.median_change is not None:
        yield (
            say("Median change"),
            signed(change.median_change, places),
            "",
            say("Half of the people moved further up than this."),
        )


def _shift_line(name: object, shift: Shift, scale: ScaleResult, say: Speech) -> tuple[object, ...]:
    change, places = shift.change, words.digits(scale)
    if change is None:
        return (name, say("not shown"), *[NOTHING] * 4)
    return (
        name,
        change.n,
        number(change.mean_pre, places),
        number(change.mean_post, places),
        signed(change.change, places),
        interval(change.ci_low, change.ci_high, say, places),
    )


def _shift_heads(first: str, say: Speech) -> tuple[str, ...]:
    return (
        *(first, say("People"), say("From"), say("To")),
        *(say("Mean change"), say("95 % interval")),
    )


def _names(shift: Shift, results: Results) -> str:
    waves = words.titles(results.flow)
    return f"{waves.get(shift.before, shift.before)} → {waves.get(shift.after, shift.after)}"


def _shifts(scale: ScaleResult, results: Results, say: Speech) -> Markup:
    return marks.part(
        say("Change between the other waves"),
        _shift_heads(say("Waves"), say),
        (_shift_line(_names(one, results), one, scale, say) for one in scale.shifts),
    )


def _then(scale: ScaleResult, results: Results, say: Speech) -> Markup:
    return marks.part(
        say("Looking back"),
        _shift_heads(say("Waves"), say),
        (_shift_line(_names(one, results), one, scale, say) for one in scale.then),
        say(
            "At the end people rated once more how sure they had been at the start. A difference "
            "between that and what they said at the start means that they may read the scale in "
            "another way now. These answers stand apart and are in no other figure."
        ),
    )


def _parts(scale: ScaleResult, say: Speech) -> Markup:
    names = {
        "trained": say("Tasks that were practised"),
        "untrained": say("Tasks that were not practised"),
    }
    return marks.part(
        say("Parts of the scale"),
        _shift_heads(say("Part"), say),
        (
            _shift_line(
                f"{names.get(part.id, part.id)} ({len(part.items)})", part.shift, scale, say
            )
            for part in scale.parts
        ),
        say("In brackets: how many items. A part with few items is less sure than the whole."),
    )


def _levels(scale: ScaleResult, results: Results, say: Speech) -> Markup:
    waves = words.titles(results.flow)
    return marks.part(
        say("How far up people can"),
        (
            *(say("Wave"), say("People"), say("Share of tasks at 50 or above")),
            *(say("Highest step"), say("Composite")),
        ),
        (
            (
                waves.get(one.wave, one.wave),
                say("not shown") if one.withheld else one.n,
                percent(one.share),
                number(one.rung),
                number(one.composite),
            )
            for one in scale.levels
        ),
        say(
            "Means over people. The highest step is the last one up to which a person rates every "
            "step at 50 or above on average."
        ),
    )
