"""The people of a cohort by call name: who is here, their way back, and what they show."""

from __future__ import annotations

import streamlit as st

from _ui import desk, gate, person_line, theme
from _ui.mine import seen
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import present
from efficacy.services.views import PersonLine

# Who is here changes without any input on this page.
LOOK_S = 10


@st.fragment(run_every=LOOK_S)
def table(cohort_id: str) -> None:
    """Draw everybody, a line each."""
    who, say = gate.facilitator(), gate.say()
    lines = gate.read(lambda: present.people(gate.workshop(), who, cohort_id))
    gate.notices()
    if not lines:
        theme.draw(
            Markup('<p class="ui-quiet">{}</p>').format(
                say("Nobody has joined yet. People join with the code on the screen in front.")
            )
        )
        return
    theme.draw(_summary(lines, say))
    with st.container(key="people"):
        for line in lines:
            person_line.draw(line, say)


def _summary(lines: tuple[PersonLine, ...], say: Speech) -> Markup:
    here = sum(line.is_here for line in lines)
    taking_part = sum(not line.is_removed for line in lines)
    return Markup('<p class="ui-soft">{}</p>').format(
        say("{n} take part, {here} connected now.").format(n=taking_part, here=here)
    )


say = gate.say()
owner = desk.begin(say)
cohort = st.query_params.get("cohort", "")
cards = gate.read(lambda: present.cohort_cards(gate.workshop(), owner))
card = next((known for known in cards if known.id == cohort), None)
desk.heading(
    say("People"),
    say("PINs are shown on tap, because others may see this screen."),
    eyebrow=card.name if card else "",
)
theme.style("mine")
seen.draw(cohort)
table(cohort)
desk.end()
