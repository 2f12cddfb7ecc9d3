"""Settings of this server: the room's address, log-in from elsewhere, who runs it."""

from __future__ import annotations

import streamlit as st

from _ui import bought, cards, desk, gate, retest, state, theme
from _ui.theme import Markup
from efficacy.language import later
from efficacy.services import access, facilitate

ADDRESS, REMOTE = "room-address", "remote-login"


def _set_address() -> None:
    now = gate.visitor().facilitator
    if now is not None:
        gate.attempt(
            lambda: facilitate.set_address(gate.workshop(), now, state.typed(ADDRESS)),
            done=later("The room is told this address now."),
        )


def _set_remote() -> None:
    now, allowed = gate.visitor().facilitator, bool(state.typed(REMOTE))
    if now is not None:
        gate.attempt(lambda: access.set_remote_login(gate.workshop(), now, allowed=allowed))


say = gate.say()
who = desk.begin(say)
workshop = gate.workshop()
addresses = workshop.addresses()
desk.heading(say("Settings"))
with st.container(key="set-address"):
    theme.draw(
        Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
            say("The address for the room"),
            say(
                "Phones must be in the same network as this laptop. If people cannot reach it, "
                "choose another address and look again."
            ),
        )
    )
    if addresses:
        st.radio(
            say("Address"),
            addresses,
            key=ADDRESS,
            on_change=_set_address,
            label_visibility="collapsed",
            index=gate.read(lambda: desk.chosen(workshop, addresses)),
        )
    else:
        cards.warn(
            say(
                "This laptop is in no network. Join the room's Wi-Fi, or open a hotspot "
                "on this laptop, then load this page again."
            )
        )
with st.container(key="set-remote"):
    theme.draw(
        Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
            say("Log in from other devices"),
            say(
                "Off, only this laptop can open the console. On, a passphrase typed on another "
                "device crosses the room's Wi-Fi unprotected: on an open Wi-Fi anybody near can "
                "read it. Switch it on only in a network that you trust."
            ),
        )
    )
    st.toggle(
        say("Allow log-in from other devices"),
        key=REMOTE,
        on_change=_set_remote,
        value=gate.read(lambda: access.allows_remote_login(workshop)),
    )
with st.container(key="set-people"):
    names = gate.read(lambda: access.facilitator_names(workshop, who))
    theme.draw(
        Markup("<h2>{}</h2><p>{}</p><p class='ui-soft'>{}</p>").format(
            say("Facilitators on this laptop"),
            ", ".join(names),
            say(
                "To add one, run “workshop facilitator add” in a terminal here. For a forgotten "
                "passphrase, run “workshop facilitator passphrase” with the name."
            ),
        )
    )
bought.draw(say, who)
retest.draw(say, who)
desk.end()
