"""The people of a cohort by call name: who is here, and their way back. No answers."""

from __future__ import annotations

import streamlit as st

from _ui import desk, gate, state, text, theme
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import facilitate, present
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
        theme.draw(Markup('<p class="ui-quiet">{}</p>').format(
            say("Nobody has joined yet. People join with the code on the screen in front.")
        ))
        return
    theme.draw(_summary(lines, say))
    with st.container(key="people"):
        for line in lines:
            _person(line, say)


def _summary(lines: tuple[PersonLine, ...], say: Speech) -> Markup:
    here = sum(line.is_here for line in lines)
    taking_part = sum(not line.is_removed for line in lines)
    return Markup('<p class="ui-soft">{}</p>').format(
        say("{n} take part, {here} are connected now.").format(n=taking_part, here=here)
    )


def _person(line: PersonLine, say: Speech) -> None:
    shown = state.SHOWN_PIN.get() == line.participant_id
    with st.container(key=f"person-{line.participant_id}", horizontal=True,
                      vertical_alignment="center"):
        theme.draw(_words(line, say))
        st.button(
            say("PIN {pin}").format(pin=line.pin) if shown else say("Show PIN"),
            key=f"pin-{line.participant_id}", on_click=state.SHOWN_PIN.set,
            args=("" if shown else line.participant_id,),
        )
        with st.popover(say("More"), type="tertiary", key=f"more-{line.participant_id}"):
            _more(line, say)


def _words(line: PersonLine, say: Speech) -> Markup:
    joined_words = say("joined {time}").format(time=text.clock_time(line.joined_ms))
    if line.joined_step is not None:
        joined_words = say("{joined}, at step {n}").format(joined=joined_words, n=line.joined_step)
    where = (say("removed"), "is-warm") if line.is_removed else (
        (say("here"), "is-live") if line.is_here else (say("away"), ""))
    return Markup('<p class="de-person"><b>{name}</b>{chip}<span>{joined}</span></p>').format(
        name=line.call_name, joined=joined_words,
        chip=Markup('<span class="ui-chip {way}">{words}</span>').format(
            words=where[0], way=where[1]),
    )


def _more(line: PersonLine, say: Speech) -> None:
    if line.is_removed:
        st.button(say("Take in again"), key=f"back-{line.participant_id}", on_click=_do,
                  args=("restore", line.participant_id))
        return
    st.button(say("Give a new PIN"), key=f"renew-{line.participant_id}", on_click=_do,
              args=("renew", line.participant_id))
    theme.draw(Markup('<p class="ui-soft">{}</p>').format(
        say("Removed, a person's screens close. "
            "Nothing is deleted, and you can take them in again.")
    ))
    st.button(say("Remove"), key=f"remove-{line.participant_id}", on_click=_do,
              args=("remove", line.participant_id))


def _do(what: str, participant_id: str) -> None:
    who = gate.visitor().facilitator
    if who is None:
        return
    verb = {
        "remove": facilitate.remove_person, "restore": facilitate.restore_person,
        "renew": facilitate.new_pin,
    }[what]
    if gate.attempt(lambda: verb(gate.workshop(), who, participant_id)) and what == "renew":
        state.SHOWN_PIN.set(participant_id)


say = gate.say()
owner = desk.begin(say)
cohort = st.query_params.get("cohort", "")
cards = gate.read(lambda: present.cohort_cards(gate.workshop(), owner))
card = next((known for known in cards if known.id == cohort), None)
desk.heading(
    say("People"), say("PINs are shown on tap, because others may see this screen."),
    eyebrow=card.name if card else "",
)
table(cohort)
desk.end()
