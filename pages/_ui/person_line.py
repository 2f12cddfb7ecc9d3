"""One participant in the facilitator's list: call name, PIN on tap, and what can be done."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, text, theme
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.views import PersonLine


def draw(line: PersonLine, say: Speech) -> None:
    """Draw the line."""
    shown = state.SHOWN_PIN.get() == line.participant_id
    with st.container(
        key=f"person-{line.participant_id}", horizontal=True, vertical_alignment="center"
    ):
        theme.draw(_words(line, say))
        st.button(
            say("PIN {pin}").format(pin=line.pin) if shown else say("Show PIN"),
            key=f"pin-{line.participant_id}",
            on_click=state.SHOWN_PIN.set,
            args=("" if shown else line.participant_id,),
        )
        with st.popover(say("More"), type="tertiary", key=f"more-{line.participant_id}"):
            _more(line, say)


def _words(line: PersonLine, say: Speech) -> Markup:
    joined_words = say("joined {time}").format(time=text.clock_time(line.joined_ms))
    if line.joined_step is not None:
        joined_words = say("{joined}, at step {n}").format(joined=joined_words, n=line.joined_step)
    where = (
        (say("removed"), "is-warm")
        if line.is_removed
        else ((say("here"), "is-live") if line.is_here else (say("away"), ""))
    )
    return Markup('<p class="de-person"><b>{name}</b>{chip}<span>{joined}</span></p>').format(
        name=line.call_name,
        joined=joined_words,
        chip=Markup('<span class="ui-chip {way}">{words}</span>').format(
            words=where[0], way=where[1]
        ),
    )


def _more(line: PersonLine, say: Speech) -> None:
    if line.is_removed:
        st.button(
            say("Take in again"),
            key=f"back-{line.participant_id}",
            on_click=_do,
            args=("restore", line.participant_id),
        )
        return
    st.button(
        say("Give a new PIN"),
        key=f"renew-{line.participant_id}",
        on_click=_do,
        args=("renew", line.participant_id),
    )
    theme.draw(
        Markup('<p class="ui-soft">{}</p>').format(
            say(
                "Removed, a person's screens close. "
                "Nothing is deleted, and you can take them in again."
            )
        )
    )
    st.button(
        say("Remove"),
        key=f"remove-{line.participant_id}",
        on_click=_do,
        args=("remove", line.participant_id),
    )


def _do(what: str, participant_id: str) -> None:
    who = gate.visitor().facilitator
    if who is None:
        return
    verb = {
        "remove": facilitate.remove_person,
        "restore": facilitate.restore_person,
        "renew": facilitate.new_pin,
    }[what]
    if gate.attempt(lambda: verb(gate.workshop(), who, participant_id)) and what == "renew":
        state.SHOWN_PIN.set(participant_id)
