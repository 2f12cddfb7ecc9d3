"""What is pressed at a story: open it, or withdraw it after a second look."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, theme
from _ui.theme import Markup
from efficacy.language import Speech, later
from efficacy.services import facilitate


def open_story(story_id: str, label: str, *, is_main: bool = False) -> None:
    """Draw the button that opens a story to edit it."""
    st.button(
        label,
        key=f"open-story-{story_id}",
        type="primary" if is_main else "secondary",
        on_click=state.OPEN_STORY.set,
        args=(story_id,),
    )


def withdraw(story_id: str, say: Speech, *, name: str = "") -> None:
    """Draw the way to withdraw a story: what goes and what stays, then a second press."""
    with st.popover(say("Withdraw"), key=f"withdraw-{story_id}"):
        theme.draw(
            Markup("<p><b>{}</b></p><p>{}</p><p class='ui-soft'>{}</p>").format(
                name or story_id,
                say(
                    "What was given and the edit are deleted. From now on no group is shown this "
                    "story, not even one that has begun."
                ),
                say("Paper, downloads and backups are yours to look after."),
            )
        )
        st.button(
            say("Withdraw it now"),
            key=f"withdraw-now-{story_id}",
            type="primary",
            on_click=_withdraw,
            args=(story_id,),
        )


def _withdraw(story_id: str) -> None:
    who = gate.visitor().facilitator
    if who is not None and gate.attempt(
        lambda: facilitate.withdraw_story(gate.workshop(), who, story_id),
        done=later("Withdrawn. No group is shown it any more."),
    ):
        state.OPEN_STORY.set("")
