"""The results of a cohort: each scale before and after, with its caution, and the workbook."""

from __future__ import annotations

import streamlit as st

from _ui import charts, desk, findings, gate, theme
from efficacy.services import report

say = gate.say()
who = desk.begin(say)
cohort_id = st.query_params.get("cohort", "")
results = gate.read(lambda: report.results(gate.workshop(), who, cohort_id))

desk.heading(say("Before and after"), results.plan_title, eyebrow=results.cohort_name)
theme.draw(findings.flow(results, say), findings.caution(results, say))
for scale in results.scales:
    with st.container(key=f"result-{scale.scale_id}"):
        theme.draw(findings.sentence(scale, results, say))
        if scale.withheld is None:
            charts.before_and_after(scale, say, alt=findings.alternative(scale, say))
theme.draw(findings.unclear(results, say), findings.try_out(say))
theme.draw(findings.downloads(results, say))
desk.end()
