"""Adding somebody who is on paper: their consent, and a call name or a number."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, theme
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import paper_entry

NAME, CONSENT = "paper-name", "paper-consent"


def draw(cohort_id: str, say: Speech) -> None:
    """Draw the form, and below it what the person is called who was added last."""
    with st.form("paper-add", border=False):
        theme.draw(
            Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
                say("Add a person on paper"),
                say(
                    "They have read the consent page on paper and answered it. Without a call "
                    "name they get a number: write it on their form, and give it to them on a "
                    "slip for the next form."
                ),
            )
        )
        st.text_input(say("Call name, or empty for a number"), key=NAME, max_chars=24)
        st.radio(
            say("May their survey answers be kept?"),
            (True, False),
            key=CONSENT,
            index=None,
            horizontal=True,
            format_func=lambda yes: say("Yes") if yes else say("No"),
        )
        st.form_submit_button(say("Add"), on_click=_add, args=(cohort_id,))
    added_in, called = state.ADDED_ON_PAPER.get()
    if added_in == cohort_id:
        theme.draw(
            Markup('<p role="status">{} <b class="ui-code">{}</b></p>').format(
                say("Added last:"), called
            )
        )


def _add(cohort_id: str) -> None:
    who, say = gate.visitor().facilitator, gate.say()
    consent = state.chosen(CONSENT)
    if who is None:
        return
    if consent is None:
        state.NOTICE.set(say("Say first whether their survey answers may be kept."))
        state.NOTICE_IS_TROUBLE.set(True)
        return
    called: list[str] = []
    if gate.attempt(
        lambda: called.append(
            paper_entry.add_person(
                gate.workshop(),
                who,
                cohort_id,
                call_name=state.typed(NAME),
                takes_survey=bool(consent),
            )
        )
    ):
        state.empty(NAME)
        state.unchoose(CONSENT)  # the next person says it for themselves
        state.ADDED_ON_PAPER.set((cohort_id, called[0]))
