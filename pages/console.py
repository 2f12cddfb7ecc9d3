"""The facilitator's console: the run of show, what to say, how the room stands, one key."""

from __future__ import annotations

import streamlit as st

from _ui import cards, components, controls, gate, groups, room_screen, stage, state, theme, tray
from efficacy.language import Speech
from efficacy.services import present
from efficacy.services.views import ConsoleScreen

LINK = "/live?as=console&session={id}"
# The clock of the room's plan moves without news; nothing else is asked for by time.
PACE_S = 30


@st.fragment(run_every=PACE_S)
def screen() -> None:
    """Draw the session that the address names; run again at every news."""
    who, say = gate.facilitator(), gate.say()
    session_id = st.query_params.get("session", "")
    view = gate.read(lambda: present.console_screen(gate.workshop(), who, session_id))
    step = view.step
    components.signal(
        LINK.format(id=view.session_id),
        view.token,
        say=say,
        key="link",
        place=f"{step.run_id} {step.phase_index}" if step else view.place,
    )
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        theme.draw(stage.top(view, say))
        is_mirrored = st.toggle(
            say("One screen"),
            key="mirrored",
            bind="query-params",
            help=say(
                "For a laptop that is mirrored to the projector: shows what the room may "
                "see, and your notes only while you ask for them."
            ),
        )
    gate.notices()
    if is_mirrored and not state.SHOWS_NOTES.get():
        _mirrored(view, say)
    else:
        _desk(view, say)
    controls.bar(view, say, is_mirrored=is_mirrored)


def _mirrored(view: ConsoleScreen, say: Speech) -> None:
    with st.container(key="room"):
        room_screen.show(room_screen.as_room(view), say)


def _desk(view: ConsoleScreen, say: Speech) -> None:
    left, middle, right = st.columns([0.27, 0.47, 0.26], gap="medium")
    with left:
        theme.draw(stage.run_of_show(view, say))
    with middle:
        theme.draw(stage.notes(view, say))
    with right:
        theme.draw(stage.counts(view, say))
        timer = view.step.timer if view.step and view.place == "step" else None
        with st.container(key="room-clock"):
            components.clock(timer.remaining_s if timer else None, say=say, is_big=True)
        groups.show(view, say)
        tray.show(view, say)
        controls.more(view, say)
        theme.draw(stage.about(view, say))


theme.style("console")
if st.query_params.get("session"):
    screen()
else:
    gate.facilitator()
    say = gate.say()
    cards.door(
        say("No session chosen"),
        say("Open a session from the list of cohorts."),
        cards.way(say("Open the list of cohorts"), "/cohorts", is_main=True),
    )
components.revive()
