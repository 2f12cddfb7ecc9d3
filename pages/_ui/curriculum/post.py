"""Sending a plan on as one file, and taking in one that somebody sent.

A plan holds nothing personal, so Streamlit's own download may carry it; it is the one
screen that does.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from _ui import gate, state, theme
from _ui.curriculum import advice
from _ui.theme import Markup
from efficacy.errors import CanDoError, ContentError, Problem
from efficacy.language import Speech
from efficacy.services import browse, facilitate
from efficacy.services.access import Facilitator

FILE = "file-{}"
MOST_MB = 2


def draw(who: Facilitator, say: Speech) -> None:
    """Draw the two ways, and what lies in the own folder and cannot be used."""
    with st.container(key="cu-send"):
        _send(who, say)
    with st.container(key="cu-take"):
        _take(say)
    broken = gate.read(lambda: facilitate.own_problems(gate.workshop(), who))
    if broken:
        with st.container(key="cu-broken"):
            theme.draw(
                Markup("<h2>{}</h2>").format(say("Of your own, not offered for groups yet")),
                advice.problems(broken, say),
            )


def _send(who: Facilitator, say: Speech) -> None:
    theme.draw(
        Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
            say("Send a plan on"),
            say(
                "One file holds the plan with its questions, stories, ladders and talks. It holds "
                "nothing of any person. The words of bought instruments stay here."
            ),
        )
    )
    entries = gate.read(lambda: browse.shelf(gate.workshop(), who, "plan"))
    known = {entry.id: entry for entry in entries}
    chosen = st.selectbox(
        say("Plan"),
        list(known),
        format_func=lambda one: known[one].title,
        key="send-plan",
    )
    if not chosen:
        return
    try:
        body = facilitate.export_plan(gate.workshop(), who, chosen)
    except CanDoError as error:
        theme.draw(Markup('<p class="ui-note" role="alert">{}</p>').format(error.said(say)))
        return
    st.download_button(
        say("Save the file"),
        body,
        file_name=facilitate.file_name(chosen),
        mime="application/x-can-do",
        key="send-file",
        on_click="ignore",
    )


def _take(say: Speech) -> None:
    theme.draw(
        Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
            say("Take in a plan"),
            say(
                "The file is checked as a whole. All of it is taken, or nothing; what you have "
                "already stays as it is."
            ),
        )
    )
    key = FILE.format(state.BOX_ROUND.get())
    found = st.file_uploader(
        say("File that you were sent"),
        type=list(facilitate.ENDINGS),
        key=key,
        max_upload_size=MOST_MB,
        on_change=_told,
    )
    st.button(
        say("Take it in"),
        key="take-in",
        type="primary",
        disabled=found is None,
        on_click=_do,
        args=(key,),
    )
    wrong = state.PROBLEMS.get().get(FILE)
    if wrong:
        theme.draw(
            Markup("<h3>{}</h3>").format(say("Nothing was taken in, because of this")),
            advice.problems(wrong, say),
        )


def _told(*problems: Problem) -> None:
    state.PROBLEMS.set({**state.PROBLEMS.get(), FILE: problems})


def _do(key: str) -> None:
    who = gate.visitor().facilitator
    given: state.Key[Any] = state.Key(key, None)
    file = given.get()
    if who is None or file is None:
        return
    taken: list[facilitate.Taken] = []

    def job() -> None:
        name = str(getattr(file, "name", ""))
        body = facilitate.text_in(file.getvalue())
        try:
            taken.append(facilitate.take_in(gate.workshop(), who, body, name=name))
        except ContentError as error:
            _told(*error.problems)
            raise

    _told()
    say = gate.say()
    if gate.attempt(job):
        new, same = len(taken[0].new), len(taken[0].same)
        state.NOTICE.set(
            say("Taken in: {new} new, {same} that you had already.").format(new=new, same=same)
        )
        state.BOX_ROUND.set(state.BOX_ROUND.get() + 1)
    elif state.PROBLEMS.get().get(FILE):
        state.NOTICE.set(say("Nothing was taken in. What is wrong stands below the file."))
