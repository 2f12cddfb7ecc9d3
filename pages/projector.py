"""The room's screen: the code, the step, the clock, the picture; nothing of a person."""

from __future__ import annotations

import streamlit as st

from _ui import components, gate, room_screen, theme
from efficacy.language import speech
from efficacy.services import present

LINK = "/live?as=projector"


@st.fragment
def screen() -> None:
    """Draw what the room sees; run again at every news."""
    who = gate.projector()
    view = gate.read(lambda: present.projector_screen(gate.workshop(), who))
    say = speech(view.language)
    components.signal(LINK, view.token, say=say, key="link")
    room_screen.show(view, say)


theme.style("projector")
screen()
components.revive()
