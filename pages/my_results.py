"""A participant's own results (address: /my-results): for them, and for whom they show it to."""

from __future__ import annotations

import streamlit as st

from _ui import components, gate, theme
from _ui.mine import page
from _ui.turns import turn
from efficacy.language import speech
from efficacy.services import own_results

LINK = "/live?as=participant"


@st.fragment
@turn()
def screen() -> None:
    """Draw the page; run again at every news, because a survey puts earlier answers away."""
    who = gate.participant()
    own = gate.read(lambda: own_results.own(gate.workshop(), who))
    say = speech(own.language)
    components.signal(LINK, own.token, say=say, key="link")
    theme.draw(page.draw(own, say))


theme.style("phone")
theme.style("mine")
screen()
components.revive()
