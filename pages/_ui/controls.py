"""The console's buttons. Each carries the revision that it was drawn from.

A key with the revision in it makes a second press on an old button one that
nobody listens to; should it arrive all the same, the verb refuses it.
"""

from __future__ import annotations

import streamlit as st

from _ui import gate, state
from _ui.text import move_words, plain
from _ui.theme import Markup, draw
from efficacy.flow import Move
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.views import ConsoleScreen

MESSAGE = "message-to-all"
SECONDARY = (Move.LAST_TASK, Move.ADD_MINUTE, Move.CLOSE, Move.REOPEN, Move.RUN_AGAIN)


def bar(view: ConsoleScreen, say: Speech, *, is_mirrored: bool) -> None:
    """Draw back and next, or the question whether the session shall end."""
    if view.place == "after":
        return
    if state.ASKS_END.get():
        _confirm_end(view, say)
        return
    with st.container(key="bar-mirrored" if is_mirrored else "bar", horizontal=True):
        if is_mirrored:
            _notes_switch(say)
        _step_button(view, view.back_move, say, is_next=False)
        _step_button(view, view.next_move, say, is_next=True)


def _step_button(view: ConsoleScreen, move: Move | None, say: Speech, *, is_next: bool) -> None:
    name = "next" if is_next else "back"
    with st.container(key=f"{name}-place"):
        st.button(
            plain(move_words(view, move, say)) if move else say("Back"),
            key=f"{name}-{view.revision}",
            on_click=_press,
            args=(view, move),
            type="primary" if is_next else "secondary",
            width="stretch",
            shortcut="PageDown" if is_next else "PageUp",
            disabled=move is None,
            wrap=False,
        )


def _press(view: ConsoleScreen, move: Move | None, target: int | None = None) -> None:
    """Carry out a move; the end of the session is asked about first."""
    if move is None:
        return
    if move is Move.END and not state.ASKS_END.get():
        state.ASKS_END.set(True)
        return
    state.ASKS_END.set(False)
    # On a mirrored screen the room looks at what comes now.
    state.SHOWS_NOTES.set(False)
    who = gate.visitor().facilitator
    if who is None:
        return  # the drawing that follows says so
    gate.attempt(
        lambda: facilitate.move(
            gate.workshop(),
            who,
            view.session_id,
            move,
            revision=view.revision,
            target=target,
        )
    )


def _confirm_end(view: ConsoleScreen, say: Speech) -> None:
    with st.container(key="bar-asking", horizontal=True, vertical_alignment="center"):
        draw(
            Markup('<p class="co-ask" role="alert">{}</p>').format(
                say(
                    "End the session for everybody? It cannot be opened again. "
                    "All answers are kept."
                )
            )
        )
        st.button(
            say("Not yet"),
            key=f"stay-{view.revision}",
            width="stretch",
            shortcut="PageUp",
            on_click=state.ASKS_END.set,
            args=(False,),
        )
        with st.container(key="next-place"):
            st.button(
                say("End the session"),
                key=f"end-{view.revision}",
                type="primary",
                width="stretch",
                on_click=_press,
                args=(view, Move.END),
            )


def _notes_switch(say: Speech) -> None:
    shown = state.SHOWS_NOTES.get()
    st.button(
        say("Hide my notes") if shown else say("Show my notes"),
        key="notes-switch",
        on_click=state.SHOWS_NOTES.set,
        args=(not shown,),
    )


# ------------------------------------------------------------ beside the bar


def more(view: ConsoleScreen, say: Speech) -> None:
    """Draw what is needed now and then: time, again, another step, a line to all."""
    if view.place == "after":
        return
    with st.container(key="more"):
        for move in SECONDARY:
            if move in view.moves and move is not view.next_move:
                st.button(
                    move_words(view, move, say),
                    key=f"{move.value}-{view.revision}",
                    on_click=_press,
                    args=(view, move),
                    width="stretch",
                )
        _go_to(view, say)
        _message(view, say)
        if view.next_move is not Move.END:
            st.button(
                say("End the session"),
                key=f"ask-end-{view.revision}",
                type="tertiary",
                on_click=_press,
                args=(view, Move.END),
                width="stretch",
            )


def _go_to(view: ConsoleScreen, say: Speech) -> None:
    if Move.GO_TO not in view.moves:
        return
    with st.popover(say("Go to another step"), width="stretch", key=f"go-to-{view.revision}"):
        for line in view.lines:
            if line.state != "now":
                st.button(
                    plain(f"{line.position + 1}. {line.title}"),
                    width="stretch",
                    wrap=True,
                    key=f"go-{line.position}-{view.revision}",
                    on_click=_press,
                    args=(view, Move.GO_TO, line.position),
                )


def _message(view: ConsoleScreen, say: Speech) -> None:
    label = say("Message is shown") if view.message else say("Message to all")
    with st.popover(label, width="stretch", key=f"message-{view.revision}"):
        st.text_input(say("One line on every screen, in front too"), key=MESSAGE, max_chars=200)
        st.button(say("Show it"), key="message-show", type="primary", on_click=_say, args=(view,))
        if view.message:
            st.text(view.message)
            st.button(say("Take it away"), key="message-away", on_click=_unsay, args=(view,))


def _say(view: ConsoleScreen) -> None:
    who = gate.visitor().facilitator
    text = state.typed(MESSAGE)
    if who is None or not text.strip():
        return
    if gate.attempt(lambda: facilitate.say_to_all(gate.workshop(), who, view.session_id, text)):
        state.empty(MESSAGE)


def _unsay(view: ConsoleScreen) -> None:
    who = gate.visitor().facilitator
    if who is not None:
        gate.attempt(lambda: facilitate.say_to_all(gate.workshop(), who, view.session_id, None))
