"""What can be taken home: a button a file, a bar while it is made, and then its link."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from _ui import gate
from _ui.theme import Markup, draw
from efficacy.language import Speech
from efficacy.reports.results import Results
from efficacy.services.access import Facilitator
from efficacy.services.exports import Export, offered
from efficacy.web import files, making

# How often a bar asks, while something is being made and only then.
PACE_S = 0.5


class _Words(NamedTuple):
    """What is said of one file."""

    make: str
    take: str
    about: str


def show(results: Results, say: Speech) -> None:
    """Draw the files that this cohort's mode has; each can be made and then taken."""
    draw(Markup('<h2 id="take-home">{}</h2>').format(say("Take it home")))
    with st.container(key="take-home"):
        _files(results.cohort_id, results.mode, say)


@st.fragment
def _files(cohort_id: str, mode: str, say: Speech) -> None:
    who = gate.facilitator()
    for what in offered(mode):
        with st.container(key=f"file-{what}", horizontal=True, vertical_alignment="center"):
            _file(who, cohort_id, what, say)


def _file(who: Facilitator, cohort_id: str, what: Export, say: Speech) -> None:
    words = _words(what, say)
    found = making.progress(gate.workshop(), who, cohort_id, what)
    if found is not None and found.is_running:
        _bar(cohort_id, what, say)
        return
    if found is not None and found.file is not None:
        draw(
            Markup(
                '<a class="ui-button is-main" href="/files/made/{}/{}" target="_self">{}</a>'
            ).format(cohort_id, what.value, words.take),
            is_narrow=True,
        )
    st.button(
        say("Make it anew") if found is not None else words.make,
        key=f"make-{what}",
        on_click=_start,
        args=(cohort_id, what),
    )
    note = words.about if found is None or found.trouble is None else found.trouble.said(say)
    draw(Markup('<span class="ui-soft" role="status">{}</span>').format(note))


@st.fragment(run_every=PACE_S)
def _bar(cohort_id: str, what: Export, say: Speech) -> None:
    """Draw how far a file is; when it is there, the page is drawn with its link."""
    found = making.progress(gate.workshop(), gate.facilitator(), cohort_id, what)
    if found is None or not found.is_running:
        st.rerun()
    else:
        draw(
            Markup(
                '<label class="ui-row" role="status"><span>{}</span>'
                '<progress max="{}" value="{}"></progress></label>'
            ).format(_words(what, say).about, found.steps, found.done)
        )


def _start(cohort_id: str, what: Export) -> None:
    # Who presses is looked up anew: the page may have been open for an hour.
    gate.attempt(lambda: files.begin(gate.workshop(), gate.facilitator(), cohort_id, what))


def _words(what: Export, say: Speech) -> _Words:
    return {
        Export.COHORT: _Words(
            say("Make the workbook"),
            say("Download the workbook"),
            say("Excel, group figures only. It may be shared."),
        ),
        Export.WORKING: _Words(
            say("Make the working file"),
            say("Download the working file"),
            say("Excel, survey answers by record number, no call names. Keep it to yourself."),
        ),
        Export.DATA: _Words(
            say("Make the CSV files"),
            say("Download the CSV files"),
            say("The same by record number, in a zip, for R and Python. Keep it to yourself."),
        ),
        Export.SPSS: _Words(
            say("Make the SPSS file"),
            say("Download the SPSS file"),
            say("Scores and items by record number, for SPSS. Keep it to yourself."),
        ),
    }[what]
