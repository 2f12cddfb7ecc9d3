"""The console's tray: words that people gave to others, and who would like to talk.

Drawn by Streamlit's own controls, because a facilitator presses here; words
themselves are drawn as text and never as markup.
"""

from __future__ import annotations

import streamlit as st

from _ui import gate, state
from _ui.theme import Markup, draw
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.views import ConsoleScreen, NoteLine

OWN_WORDS = "own-words"


def show(view: ConsoleScreen, say: Speech) -> None:
    """Draw the tray; nothing while it is empty."""
    if view.wishes:
        _wishes(view, say)
    if view.stories:
        _stories(view, say)
    if view.shown:
        _shown(view, say)
    if view.notes or view.without_words:
        with st.container(key="tray"):
            draw(Markup('<h2 class="co-label">{}</h2>').format(say("Words for others")))
            for note in view.notes:
                _note(view, note, say)
            _unread(view, say)
            if view.without_words:
                _own_words(view, say)


def _wishes(view: ConsoleScreen, say: Speech) -> None:
    # A dot and a number: whose they are is behind a press, for the room may look over a shoulder.
    label = say.plural("● {n} would like to talk", "● {n} would like to talk", len(view.wishes))
    with st.popover(label, key="wishes", width="stretch"):
        for name in view.wishes:
            st.text(name)


def _stories(view: ConsoleScreen, say: Speech) -> None:
    # A number only: the words stand on a page of their own, away from the room's eyes.
    words = say.plural(
        "{n} story was given to you. Read it after the session.",
        "{n} stories were given to you. Read them after the session.",
        view.stories,
    )
    draw(Markup('<p class="co-alone">{}</p>').format(words))


def _shown(view: ConsoleScreen, say: Speech) -> None:
    # A number only, as with stories: whose they are is on tap, on a page of its own.
    words = say.plural(
        "{n} person shows you their results.", "{n} people show you their results.", view.shown
    )
    draw(
        Markup(
            '<p class="co-alone">{} <a href="/people?cohort={}" target="_blank">{}</a></p>'
        ).format(words, view.cohort_id, say("Look at them after the session"))
    )


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


def _unread(view: ConsoleScreen, say: Speech) -> None:
    """Say who would read nothing, and why: nobody wrote, or the words wait for a press here."""
    lines = (
        (say("Nobody has written to"), [name for _, name in view.without_words]),
        (say("Get words only once you pass them on"), _only_waiting(view)),
    )
    for words, names in lines:
        if names:
            draw(Markup('<p class="co-alone">{}: {}</p>').format(words, ", ".join(names)))


def _only_waiting(view: ConsoleScreen) -> list[str]:
    """Return the call names of those for whom there are words, all of them waiting."""
    reached = {note.to for note in view.notes if note.state == "approved"}
    waiting = (note.to for note in view.notes if note.state == "waiting" and not note.is_for_room)
    return [name for name in dict.fromkeys(waiting) if name not in reached]


def _own_words(view: ConsoleScreen, say: Speech) -> None:
    people = dict(view.without_words)
    with st.popover(say("Write to somebody yourself"), width="stretch", key="own-words-form"):
        person = st.selectbox(
            say("To whom"),
            list(people),
            index=None,
            format_func=lambda one: people.get(one, ""),
            key="own-words-to",
        )
        st.text_area(say("What you saw them do, and what it shows"), key=OWN_WORDS, max_chars=400)
        st.button(
            say("Give it"),
            key=f"own-words-give-{view.revision}",
            type="primary",
            disabled=person is None,
            on_click=_write,
            args=(view, person),
        )


def _write(view: ConsoleScreen, participant_id: str | None) -> None:
    who, text = gate.visitor().facilitator, state.typed(OWN_WORDS)
    if who is None or participant_id is None or not text.strip():
        return
    if gate.attempt(
        lambda: facilitate.write_note(gate.workshop(), who, view.session_id, participant_id, text)
    ):
        state.empty(OWN_WORDS)
