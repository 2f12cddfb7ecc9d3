"""The console's tray: words that people gave to others, and who would like to talk.

Drawn by Streamlit's own controls, because a facilitator presses here; words
themselves are drawn as text and never as markup.
"""

from __future__ import annotations

import streamlit as st

from _ui import gate, state
from _ui.text import plain
from _ui.theme import Markup, draw
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.views import ConsoleScreen, NoteLine

OWN_WORDS = "own-words-to"


def show(view: ConsoleScreen, say: Speech) -> None:
    """Draw the tray; nothing while it is empty."""
    if view.wishes:
        _wishes(view, say)
    if view.notes or view.without_words:
        with st.container(key="tray"):
            draw(Markup('<h2 class="co-label">{}</h2>').format(say("Words for others")))
            for note in view.notes:
                _note(view, note, say)
            for participant_id, name in view.without_words:
                _nobody_wrote(view, participant_id, name, say)


def _wishes(view: ConsoleScreen, say: Speech) -> None:
    # A dot and a number: whose they are is behind a press, for the room may look over a shoulder.
    label = say.plural("● {n} would like to talk", "● {n} would like to talk", len(view.wishes))
    with st.popover(label, key="wishes", width="stretch"):
        for name in view.wishes:
            st.text(name)


def _note(view: ConsoleScreen, note: NoteLine, say: Speech) -> None:
    states = {
        "waiting": say("waits for you"),
        "approved": say("passed on"),
        "declined": say("kept back"),
    }
    to = say("for the room") if note.is_for_room else say("for {name}").replace("{name}", note.to)
    with st.container(key=f"note-{note.id}"):
        draw(
            Markup(
                '<div class="co-words is-{state}"><p>{text}</p>'
                '<p class="ui-soft">{writer} · {to} · {said}</p>{flag}</div>'
            ).format(
                state=note.state,
                text=note.text,
                writer=note.writer or say("you"),
                to=to,
                said=states[note.state],
                flag=Markup('<p class="ui-soft">{}</p>').format(note.flag) if note.flag else "",
            )
        )
        with st.container(horizontal=True):
            for is_approved, words in ((True, say("Pass on")), (False, say("Keep back"))):
                if note.state != ("approved" if is_approved else "declined"):
                    st.button(
                        words,
                        key=f"note-{note.id}-{is_approved}-{view.revision}",
                        on_click=_decide,
                        args=(view, note.id, is_approved),
                    )


def _decide(view: ConsoleScreen, note_id: str, is_approved: bool) -> None:
    who = gate.visitor().facilitator
    if who is not None:
        gate.attempt(
            lambda: facilitate.decide_note(
                gate.workshop(), who, view.session_id, note_id, is_approved=is_approved
            )
        )


def _nobody_wrote(view: ConsoleScreen, participant_id: str, name: str, say: Speech) -> None:
    label = say("Nobody has written to {name} yet").replace("{name}", name)
    with st.popover(plain(label), key=f"words-to-{participant_id}", width="stretch"):
        key = f"{OWN_WORDS}-{participant_id}"
        st.text_area(say("What you saw them do, and what it shows"), key=key, max_chars=400)
        st.button(
            say("Give it"),
            key=f"give-{participant_id}-{view.revision}",
            type="primary",
            on_click=_write,
            args=(view, participant_id, key),
        )


def _write(view: ConsoleScreen, participant_id: str, key: str) -> None:
    who, text = gate.visitor().facilitator, state.typed(key)
    if who is None or not text.strip():
        return
    if gate.attempt(
        lambda: facilitate.write_note(gate.workshop(), who, view.session_id, participant_id, text)
    ):
        state.empty(key)
