"""Occupation cards on paper: facts down the side, one or two occupations across."""

from __future__ import annotations

from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.occupation_form import (
    OccupationParams,
    card_fields,
    every_occupation,
    site_card,
)
from efficacy.activities.paper import PaperPart, Table, row_head
from efficacy.activities.screens import private
from efficacy.language import Speech


def parts(context: Context, say: Speech) -> tuple[PaperPart, ...]:
    """Return where to look, and a table to fill in."""
    params = params_of(context, OccupationParams)
    asked = card_fields(1, "", say)
    table = Table(
        columns=("", *every_occupation(params, say).values()),
        rows=(
            say("What it is called"),
            *(row_head(field, without=private(say)) for field in asked),
        ),
        lines=2,
    )
    site = site_card(params, say)
    return (
        PaperPart(
            title=site.title,
            lines=(params.prompt, *site.lines),
            points=site.points,
            is_ordered=True,
        ),
        PaperPart(title=say("What I found"), lines=(private(say),), table=table, is_whole=True),
    )
