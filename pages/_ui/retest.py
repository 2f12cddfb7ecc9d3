"""Retest reliabilities from outside, on the settings page: seen with their source, and kept."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, text, theme
from _ui.theme import Markup
from efficacy.language import Speech, later
from efficacy.services import report
from efficacy.services.access import Facilitator
from efficacy.services.reference import MeasuredScale

SCALE, VALUE, SOURCE = "retest-scale", "retest-value", "retest-source"


def draw(say: Speech, who: Facilitator) -> None:
    """Draw what was entered, and the form for one more."""
    scales = gate.read(lambda: report.measured_scales(gate.workshop(), who))
    with st.container(key="set-retest"):
        theme.draw(
            Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
                say("Retest reliabilities from outside"),
                say(
                    "How alike two answers of the same people are, some weeks apart and without "
                    "practice in between. With it the results can say how many points one person "
                    "must move before it is more than noise. Take it from a publication about "
                    "the same questions, and name that."
                ),
            )
        )
        _entered(scales, say, who)
        _form(scales, say)


def _entered(scales: tuple[MeasuredScale, ...], say: Speech, who: Facilitator) -> None:
    titles = {(one.scale_id, one.version): one.title for one in scales}
    for one in gate.read(lambda: report.retests(gate.workshop(), who)):
        key = (one.scale_id, one.version)
        with st.container(
            key=f"retest-{one.scale_id}-{one.version}", horizontal=True, vertical_alignment="center"
        ):
            theme.draw(
                Markup("<p><b>{}</b> {} · {}</p>").format(
                    titles.get(key, one.scale_id), f"{one.reliability:g}", one.source
                )
            )
            st.button(
                say("Take out"),
                key=f"retest-out-{one.scale_id}-{one.version}",
                on_click=_clear,
                args=key,
            )


def _form(scales: tuple[MeasuredScale, ...], say: Speech) -> None:
    titles = {(one.scale_id, one.version): text.plain(one.title) for one in scales}
    st.selectbox(
        say("Scale"), list(titles), format_func=lambda key: titles[key], key=SCALE, index=None
    )
    st.number_input(
        say("Retest reliability, above 0 and below 1"),
        min_value=0.0,
        max_value=1.0,
        value=None,
        step=0.01,
        key=VALUE,
    )
    st.text_input(say("Where it was found"), max_chars=200, key=SOURCE)
    st.button(say("Keep this reliability"), key="retest-keep", on_click=_keep)


def _keep() -> None:
    now, scale, value = gate.visitor().facilitator, state.chosen(SCALE), state.chosen(VALUE)
    if now is None:
        return
    scale_id, version = scale if isinstance(scale, tuple) else ("", "")
    if gate.attempt(
        lambda: report.set_retest(
            gate.workshop(),
            now,
            scale_id=scale_id,
            version=version,
            reliability=value if isinstance(value, float) else 0.0,
            source=state.typed(SOURCE),
        ),
        done=later("The reliability is kept."),
    ):
        state.empty(SOURCE)


def _clear(scale_id: str, version: str) -> None:
    now = gate.visitor().facilitator
    if now is not None:
        gate.attempt(
            lambda: report.clear_retest(gate.workshop(), now, scale_id=scale_id, version=version),
            done=later("The reliability is taken out."),
        )
