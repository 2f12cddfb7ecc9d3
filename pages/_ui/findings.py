"""The words of the results page: what was seen, from how many, and what it cannot tell."""

from __future__ import annotations

from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.services.views import Results, ScaleResult


def flow(results: Results, say: Speech) -> Markup:
    """Return how many joined, said yes, and answered before, after and both."""
    # In a handful of people, how many said yes would tell who said no.
    is_few = results.enrolled < results.threshold
    few = say("fewer than {n}").format(n=results.threshold)
    steps = (
        (results.enrolled, say("joined")),
        *(
            (few if is_few else count, words)
            for count, words in (
                (results.consented, say("said yes to the survey")),
                (results.pre, say("answered before")),
                (results.post, say("answered after")),
                (results.paired, say("answered both")),
            )
        ),
    )
    made_up = Markup('<p><span class="ui-chip is-warm">{}</span></p>').format(
        say("These people are invented; their answers were drawn by chance.")
    )
    return Markup('{}<ol class="de-flow">{}</ol>').format(
        made_up if results.is_synthetic else "",
        joined(Markup("<li><b>{}</b><span>{}</span></li>").format(*step) for step in steps),
    )


def caution(results: Results, say: Speech) -> Markup:
    """Return what these figures cannot tell, before any of them is read."""
    if not results.paired:
        return Markup('<p class="ui-quiet">{}</p>').format(
            say("There is nothing to compare yet: nobody has answered both surveys.")
        )
    return Markup('<p class="ui-quiet">{} {}</p>').format(
        say("A single session says little.")
        if results.sessions_held < 2
        else say("{n} sessions have been held.").format(n=results.sessions_held),
        say(
            "Without a group for comparison nobody can tell why answers moved: practice with "
            "the questions, the mood of the day, or the hour spent together. "
            "Only people who answered both surveys are counted. In each picture the circle is the "
            "mean before, the diamond the mean after, and the pale band the 95 % interval of the "
            "mean change, laid from the mean before."
        ),
    )


def sentence(scale: ScaleResult, results: Results, say: Speech) -> Markup:
    """Return one scale's title, its sentence, and its figures."""
    return Markup(
        '<div class="de-scale"><h2>{title}{primary}</h2><p class="de-found">{found}</p>'
        "{figures}</div>"
    ).format(
        title=scale.title,
        found=_found(scale, results, say),
        figures=_figures(scale, say),
        primary=Markup(' <span class="ui-chip">{}</span>').format(say("named as main scale"))
        if scale.primary
        else "",
    )


def _found(scale: ScaleResult, results: Results, say: Speech) -> str:
    if scale.withheld is not None or scale.change is None:
        return withheld(results, say)
    direction = way(scale, say)
    if (
        scale.ci_low is not None
        and scale.ci_high is not None
        and scale.ci_low <= 0 <= scale.ci_high
    ):
        return say("{direction} The interval includes 0, so no difference is possible too.").format(
            direction=direction
        )
    return direction


def way(scale: ScaleResult, say: Speech) -> str:
    """Return in which direction the mean moved, in words that fit the scale and the sign."""
    change = scale.change or 0
    rose = {
        "more_sure": say("On average, people rated themselves more sure after than before."),
        "more_worry": say("On average, people rated their worry as more after than before."),
    }.get(scale.direction, say("On average, answers stood further up the scale after."))
    fell = {
        "more_sure": say("On average, people rated themselves less sure after than before."),
        "more_worry": say("On average, people rated their worry as less after than before."),
    }.get(scale.direction, say("On average, answers stood further down the scale after."))
    if abs(change) < (scale.high - scale.low) / 200:
        return say("On average, answers were about the same after as before.")
    return rose if change > 0 else fell


def withheld(results: Results, say: Speech) -> str:
    """Return why a scale has no figures: one sentence for all reasons, which would tell too."""
    return say(
        "No figures are shown: fewer than {n} people answered both times, or their answers were "
        "so alike that figures would tell what single people chose."
    ).format(n=results.threshold)


def _figures(scale: ScaleResult, say: Speech) -> Markup:
    if scale.withheld is not None or scale.change is None:
        return Markup("")
    cells = [
        (say("before"), number(scale.mean_pre)),
        (say("after"), number(scale.mean_post)),
        (say("mean change"), signed(scale.change)),
        (say("95 % interval"), interval(scale, say)),
        (say("people"), str(scale.n)),
    ]
    return Markup('<dl class="de-figures">{}</dl>').format(
        joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*cell) for cell in cells)
    )


def unclear(results: Results, say: Speech) -> Markup:
    """Return the items that people did not understand, in a table; nothing where none is told."""
    if not results.unclear:
        return Markup("")
    row = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>')
    return Markup(
        '<div class="de-scale"><h2>{title}</h2><p class="ui-quiet">{about}</p>'
        '<table class="de-unclear"><thead><tr><th scope="col">{item}</th><th scope="col">{scale}'
        '</th><th scope="col">{people}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    ).format(
        title=say("Items that were marked as not understood"),
        about=say(
            "All surveys together. An item is listed from {n} people on, and where some marked it "
            "and some did not. Marks change no score; put such an item in other words."
        ).format(n=results.threshold),
        item=say("Item"),
        scale=say("Scale"),
        people=say("Marked by"),
        rows=joined(
            row.format(one.text, one.scale, say("{n} of {all}").format(n=one.marked, all=one.n))
            for one in results.unclear
        ),
    )


def alternative(scale: ScaleResult, say: Speech) -> str:
    """Return the picture in words."""
    return say(
        "{title}, on a scale from {low} to {high}: mean {pre} before and {post} after; "
        "mean change {change}, 95 % interval {interval}; {n} people."
    ).format(
        title=scale.title,
        low=f"{scale.low:g}",
        high=f"{scale.high:g}",
        pre=number(scale.mean_pre),
        post=number(scale.mean_post),
        change=signed(scale.change or 0),
        interval=interval(scale, say),
        n=scale.n,
    )


def number(value: float | None) -> str:
    """Return a mean with one decimal; a dash where there is none."""
    return "–" if value is None else f"{value:.1f}"


def signed(value: float) -> str:
    """Return a change with its sign, and a true minus."""
    shown = f"{value:+.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown.replace("-", "−")


def interval(scale: ScaleResult, say: Speech) -> str:
    """Return “+3.1 to +13.9”."""
    if scale.ci_low is None or scale.ci_high is None:
        return "–"
    return say("{low} to {high}").format(low=signed(scale.ci_low), high=signed(scale.ci_high))


def downloads(results: Results, say: Speech) -> Markup:
    """Return the links to the workbooks that this cohort's mode has."""
    path = f"/files/workbook/{results.cohort_id}?kind="
    rows = [
        (
            path + "cohort",
            say("Download the workbook"),
            say("Group figures only. It may be shared."),
            "is-main",
        )
    ]
    if results.mode == "confidential":
        rows.append(
            (
                path + "working",
                say("Download the working file"),
                say("Answers by record number, without call names. Keep it to yourself."),
                "",
            )
        )
    return Markup('<section class="de-files"><h2>{}</h2>{}</section>').format(
        say("Take it home"),
        joined(
            Markup(
                '<div class="ui-row"><a class="ui-button {way}" href="{path}" target="_self">'
                '{label}</a><span class="ui-soft">{note}</span></div>'
            ).format(path=path, label=label, note=note, way=way)
            for path, label, note, way in rows
        ),
    )


def try_out(say: Speech) -> Markup:
    """Return the link to the forms for trying out the questions."""
    return Markup('<p><a href="/files/try-out" target="_blank">{}</a></p>').format(
        say("Try out the questions with five people")
    )
