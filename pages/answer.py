"""The participant's screen (address: /room): what is on now, and the answer sheet."""

from __future__ import annotations

import streamlit as st

from _ui import components, gate, own_screen, theme
from _ui.activities import rehearse
from _ui.text import is_open
from _ui.turns import turn
from efficacy.language import Speech, speech
from efficacy.services import present
from efficacy.services.views import ParticipantScreen

LINK = "/live?as=participant"


@st.fragment
@turn()
def screen() -> None:
    """Draw what this participant has in front of them; run again at every news."""
    who = gate.participant()
    view = gate.read(lambda: present.participant_screen(gate.workshop(), who))
    say = speech(view.language)
    step = view.step
    components.signal(
        LINK,
        view.token,
        say=say,
        key="link",
        # A new task is a new place: the page goes to its top, and its title is read out.
        place=f"{step.run_id}.{view.attempt}" if step else view.place,
        title=_title(view),
    )
    # Each of these always stands at the same place, or the sheet would be built anew
    # and what somebody is typing would be gone.
    theme.draw(own_screen.head(view, say))
    with st.container(key="own-clock"):
        _clock(view, say)
    theme.draw(own_screen.body(view, say))
    _sheet(view, say)
    theme.draw(own_screen.foot(view, say))
    with st.container(key="own-voice"):
        if any(card.is_spoken for card in view.cards):
            components.aloud(say=say, language=view.language)
        if step and rehearse.is_paced(step):
            components.pace(rehearse.passed_s(step), say=say, of=step.run_id)


def _title(view: ParticipantScreen) -> str:
    if view.step is None:
        return view.session_title
    return next((card.title for card in view.cards if card.title), view.step.title)


def _clock(view: ParticipantScreen, say: Speech) -> None:
    timer = view.step.timer if view.step else None
    if timer is not None:
        components.clock(timer.remaining_s, say=say)


def _sheet(view: ParticipantScreen, say: Speech) -> None:
    step = view.step
    if step is None or not (view.sheet.fields or view.sheet.actions):
        return
    components.sheet(
        view.sheet,
        view.values,
        say=say,
        language=view.language,
        owner=view.owner,
        run=step.run_id,
        attempt=view.attempt,
        hints=view.hints,
        is_live=view.is_live,
        is_open=view.is_open and is_open(step),
        keeps=view.keeps,
    )


theme.style("phone")
screen()
components.revive()
