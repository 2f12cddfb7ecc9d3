"""A shortlist on paper: things down the side, their weight and three options across."""

from __future__ import annotations

from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.paper import PaperPart, Table
from efficacy.activities.screens import filled
from efficacy.activities.shortlist_form import MOST_THINGS, ShortlistParams, deciding_fields
from efficacy.language import Speech

ACROSS = 3  # options that fit the width of a page


def parts(context: Context, say: Speech) -> tuple[PaperPart, ...]:
    """Return the table, then the decision what to look into first."""
    params = params_of(context, ShortlistParams)
    options = {n: filled(say("Option {n}"), n=n) for n in range(1, min(ACROSS, params.options) + 1)}
    weight = say("How much it matters, 1 to 5")
    table = Table(
        columns=("", weight, *options.values()),
        rows=(
            say("What I am thinking of"),
            *(thing.label for thing in params.things),
            *(say("Something else:") for _ in range(params.own_things)),
        ),
    )
    most = filled(say("Choose up to {most} things that matter to you."), most=MOST_THINGS)
    lines = (
        params.prompt,
        say("Write your options into the first row."),
        most,
        say("Matters: 1 = a little, 5 = very much. Fits: 1 = hardly fits, 5 = fits very well."),
        say("Lay the numbers side by side. They are not added up. Leave out what you cannot tell."),
    )
    return (
        PaperPart(lines=lines, table=table),
        PaperPart(fields=deciding_fields(options, say)),
    )
