"""One picture on the page, with what stands beside it: how to read it, and its files."""

from __future__ import annotations

import streamlit as st

from _ui import theme
from _ui.charts import STILL
from _ui.results import marks
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.reports.pictures import Picture
from efficacy.reports.results import Results


def picture(
    one: Picture, results: Results, say: Speech, *, place: str = "part", height: int | None = None
) -> None:
    """Draw a picture, its note, and the links to its figures and to its file.

    Parameters
    ----------
    place : str
        Where on the page: the same picture may stand in two.
    height : int, optional
        In px, where the place is small.
    """
    drawn = one.paint()
    if height:
        drawn.update_layout(height=height)
    st.plotly_chart(drawn, key=f"{place}-{one.id}", config=STILL, theme=None, alt=one.alt)
    theme.draw(_below(one, results, say))


def titled(one: Picture | None, results: Results, say: Speech) -> None:
    """Draw a picture below its title; nothing where there is none."""
    if one is not None:
        theme.draw(marks.subtitle(one.title))
        picture(one, results, say)


def _below(one: Picture, results: Results, say: Speech) -> Markup:
    path = f"/files/figure/{results.cohort_id}/{one.id}"
    return Markup(
        '<div class="re-below"><p class="ui-soft">{note}</p><p class="re-links">'
        '<a href="{path}.csv" target="_self">{csv}<span class="ui-hidden"> {of}</span></a> '
        '<a href="{path}.html" target="_self">{html}<span class="ui-hidden"> {of}</span></a></p>'
        "</div>"
    ).format(
        note=one.note,
        path=path,
        csv=say("Figures as CSV"),
        html=say("Picture to keep"),
        of=one.title,
    )
