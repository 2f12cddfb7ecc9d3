"""The facilitator's cohorts: make one, open its sessions, end it, delete it."""

from __future__ import annotations

import streamlit as st

from _ui import cohort_card, cohort_form, desk, gate, state, theme
from _ui.theme import Markup
from efficacy.services import present

say = gate.say()
who = desk.begin(say)
cards = gate.read(lambda: present.cohort_cards(gate.workshop(), who))

if not cards:
    desk.heading(
        say("Begin with a cohort"),
        say(
            "A cohort is the group of people who follow one plan together. Make one, open its "
            "session, and put the code on the screen in front."
        ),
    )
    with st.container(key="first-form"):
        cohort_form.draw(say)
else:
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        desk.heading(say("Your cohorts"))
        st.button(
            say("Not now") if state.MAKES_COHORT.get() else say("New cohort"),
            key="new",
            type="secondary" if state.MAKES_COHORT.get() else "primary",
            on_click=state.MAKES_COHORT.set,
            args=(not state.MAKES_COHORT.get(),),
        )
    if state.MAKES_COHORT.get():
        with st.container(key="first-form"):
            cohort_form.draw(say)
    theme.draw(
        Markup('<p class="ui-hidden">{}</p>').format(
            say.plural("{n} cohort", "{n} cohorts", len(cards))
        )
    )
    for card in cards:
        cohort_card.draw(card, say)
theme.draw(
    Markup('<p><a href="/files/guide" target="_blank">{}</a></p>').format(
        say("Guide for facilitators")
    )
)
desk.end()
