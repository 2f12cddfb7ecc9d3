"""Barriers on paper: choose, then a column for each barrier, from how likely to how sure after."""

from __future__ import annotations

from efficacy.activities.barriers_form import (
    MOST,
    BarriersParams,
    before_fields,
    choosing_fields,
    help_card,
    plan_fields,
)
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.paper import PaperPart, Table, row_head
from efficacy.activities.screens import filled, private
from efficacy.language import Speech


def parts(context: Context, say: Speech) -> tuple[PaperPart, ...]:
    """Return what can be chosen, who can help, and the plan for up to three barriers."""
    params = params_of(context, BarriersParams)
    asked = (*before_fields({"": ""}, say), *plan_fields("", "", say))
    table = Table(
        columns=("", *(filled(say("Barrier {n}"), n=n) for n in range(1, MOST + 1))),
        rows=(say("What it is"), *(row_head(field, without=private(say)) for field in asked)),
        lines=2,
    )
    helps = tuple(
        PaperPart(title=card.title, points=card.points) for card in help_card(params, say)
    )
    return (
        PaperPart(lines=(params.prompt,), fields=choosing_fields(params, say)),
        *helps,
        PaperPart(title=say("My plan"), lines=(private(say),), table=table, is_whole=True),
    )
