"""The results of a cohort: one sentence and one picture, the technical part, and the files."""

from __future__ import annotations

import streamlit as st

from _ui import desk, exports, gate, theme
from _ui.results import first, technical
from efficacy.services import report

say = gate.say()
who = desk.begin(say)
theme.style("results")
cohort_id = st.query_params.get("cohort", "")
results = gate.read(lambda: report.results(gate.workshop(), who, cohort_id))

desk.heading(say("Before and after"), first.below_title(results, say), eyebrow=results.cohort_name)
first.draw(results, say)
technical.draw(cohort_id, say)
exports.show(results, say)
desk.end()
