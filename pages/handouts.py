"""Handouts of a group: what to print for whom, how, a look at it, and the file."""

from __future__ import annotations

import streamlit as st

from _ui import desk, gate, printing, theme
from efficacy.services import handouts

say = gate.say()
who = desk.begin(say)
theme.style("handouts")
cohort_id = st.query_params.get("cohort", "")
found = gate.read(lambda: handouts.desk(gate.workshop(), who, cohort_id))
desk.heading(
    say("Handouts"),
    say(
        "Paper to keep. What somebody gave stands on a sheet only if they released it for "
        "printing; else it is a form to fill in by hand."
    ),
    eyebrow=found.cohort_name,
)
with st.container(key="handouts"):
    printing.show(cohort_id, say)
desk.end()
