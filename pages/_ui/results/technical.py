"""The technical part of the results: one topic at a time, drawn only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from _ui import gate, state, theme
from _ui.results import items, marks, people, reference, scales, sessions
from efficacy.language import Speech
from efficacy.reports.results import Results
from efficacy.services import report

Draw = Callable[[Results, Speech], None]


def _parts(say: Speech) -> dict[str, tuple[str, Draw]]:
    return {
        "scales": (say("All scales"), scales.draw),
        "people": (say("Who is in it"), people.draw),
        "items": (say("Items and reliability"), items.draw),
        "sources": (say("Sources"), sessions.draw_sources),
        "tasks": (say("Tasks and belief"), sessions.draw_tasks),
        "doing": (say("Nerves, deeds, goals"), sessions.draw_doing),
        "reference": (say("Past groups and planning"), reference.draw),
    }


@st.fragment
def draw(cohort_id: str, say: Speech) -> None:
    """Draw the choice of topics, and the one that is open; None is at first."""
    who = gate.facilitator()
    theme.draw(
        marks.title(
            say("Technical part"),
            say("Everything else that was measured, for those who must defend the figures."),
        )
    )
    parts = _parts(say)
    chosen = st.radio(
        say("Topic"),
        list(parts),
        format_func=lambda part: parts[part][0],
        key=state.RESULTS_PART.name,
        index=None,
        horizontal=True,
        label_visibility="collapsed",
    )
    if chosen is None:
        return
    # Read anew: a fragment may run long after the page, and who may see this is asked again.
    results = gate.read(lambda: report.results(gate.workshop(), who, cohort_id))
    with st.container(key="re-part"):
        parts[chosen][1](results, say)
