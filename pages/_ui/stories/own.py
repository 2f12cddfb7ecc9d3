"""The stories of real people that are in one's own folder: what plans may tell."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from _ui import gate, theme
from _ui.stories import presses
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.facilitate import Story


def draw(stories: Sequence[Story], say: Speech) -> None:
    """Draw the stories that are told, each with its last day; nothing where there is none."""
    if not stories:
        return
    with st.container(key="set-own-stories"):
        theme.draw(
            Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
                say("Stories of your own that are told"),
                say(
                    "To tell one, name its id below “models” of a step “Stories of people like "
                    "me” in a plan of your own."
                ),
            )
        )
        for one in stories:
            _story(one, say)


def _story(one: Story, say: Speech) -> None:
    has_ended = facilitate.story_has_ended(gate.workshop(), one)
    with st.container(key=f"told-{one.id}"):
        theme.draw(
            Markup('<h3>{name} {chip}</h3><p>{opening}</p><p class="ui-soft">{facts}</p>').format(
                name=one.name,
                opening=one.opening,
                chip=Markup('<span class="ui-chip is-warm">{}</span>').format(
                    say("consent has ended, told to nobody")
                )
                if has_ended
                else "",
                facts=say("id {id}, told until {until}").format(
                    id=one.id, until=one.label.consent_until
                ),
            )
        )
        with st.container(key=f"ways-told-{one.id}", horizontal=True, vertical_alignment="center"):
            presses.open_story(one.id, say("Edit"))
            presses.withdraw(one.id, say, name=one.name)
