"""Who is at this browser, asked of the store each time a page or a fragment runs.

The cookie is the handshake's and proves nothing by itself; the browser's state
is never asked. Hiding a page protects nothing either: each one calls a gate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from _ui import cards, state, text
from efficacy.errors import CanDoError, Conflict
from efficacy.language import DEFAULT_LANGUAGE, Speech, speech
from efficacy.services import access
from efficacy.services.workshop import Workshop
from efficacy.web import runtime

T = TypeVar("T")


def cookies() -> Mapping[str, str]:
    """Return the browser's cookies; tests put their own in this function's place."""
    return dict(st.context.cookies)


def workshop() -> Workshop:
    """Return the workshop that this server runs."""
    return runtime.get_workshop()


def say() -> Speech:
    """Return the facilitator's interface words; participants bring their own language."""
    return speech(DEFAULT_LANGUAGE)


def visitor() -> access.Visitor:
    """Return all that this browser is, by the store."""
    return access.who_is(workshop(), cookies())


def facilitator() -> access.Facilitator:
    """Return the facilitator, or draw the way to the log-in and stop here."""
    who = visitor().facilitator
    if who is None:
        cards.log_in(say())
        st.stop()
    return who


def participant() -> access.Participant:
    """Return the participant, or draw the way to the join page and stop here."""
    who = visitor().participant
    if who is None:
        cards.not_joined(say())
        st.stop()
    return who


def projector() -> access.Projector:
    """Return the room's screen, or draw how one is opened and stop here."""
    who = visitor().projector
    if who is None:
        cards.no_projector(say())
        st.stop()
    return who


def read(job: Callable[[], T]) -> T:
    """Return the view that ``job`` reads, or draw why there is none and stop here."""
    try:
        return job()
    except CanDoError as error:
        cards.trouble(error.said(say()), say())
        st.stop()


def attempt(job: Callable[[], object], *, done: str = "") -> bool:
    """Run a verb; say what came of it on the next drawing. Return whether it worked.

    A press on a screen that was behind is no fault of anybody's: it gets a
    quiet word, everything else a sentence that stays until the next action.
    """
    try:
        job()
    except CanDoError as error:
        state.NOTICE.set(error.said(say()))
        state.NOTICE_IS_TROUBLE.set(not isinstance(error, Conflict))
        return False
    if done:
        state.NOTICE.set(say()(done))
    return True


def notices() -> None:
    """Draw the sentence that the last verb left, once."""
    sentence, is_trouble = state.NOTICE.take(), state.NOTICE_IS_TROUBLE.take()
    if sentence and is_trouble:
        cards.warn(sentence)
    elif sentence:
        st.toast(text.plain(sentence))
