"""The facilitator's curriculum: look through it, make it one's own, send it on."""

from __future__ import annotations

import streamlit as st

from _ui import desk, gate, state, theme
from _ui.curriculum import look, own, paste, post

say = gate.say()
PARTS = {
    "look": (say("Look through"), look.draw),
    "own": (say("My own plans"), own.draw),
    "paste": (say("Paste an outline"), paste.draw),
    "post": (say("Send and take in"), post.draw),
}
who = desk.begin(say)
theme.style("curriculum")
desk.heading(
    say("Curriculum"),
    say(
        "Everything that people will read, hear and do. What you change here is for groups that "
        "you make from now on: a group that has started keeps the content it started with."
    ),
)
st.radio(
    say("What to do"),
    list(PARTS),
    format_func=lambda part: PARTS[part][0],
    key=state.CURRICULUM_PART.name,
    horizontal=True,
    label_visibility="collapsed",
)
with st.container(key="cu-part"):
    PARTS[state.CURRICULUM_PART.get()][1](who, say)
desk.end()
