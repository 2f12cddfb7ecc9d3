"""Stories that people handed on: read, edited, shown to them, told to others, withdrawn."""

from __future__ import annotations

import streamlit as st

from _ui import desk, gate, state, theme
from _ui.stories import edit, given, own
from _ui.theme import Markup
from efficacy.services import facilitate, present

say = gate.say()
who = desk.begin(say)
workshop = gate.workshop()
desk.heading(
    say("Stories handed on"),
    say(
        "Only you read what people gave you. Edit it, show them the edit, and tell it to the next "
        "groups once they say yes. They can take it back on any day."
    ),
)
cards = gate.read(lambda: present.cohort_cards(workshop, who))
handed = [
    (card, gate.read(lambda card=card: facilitate.stories_given(workshop, who, card.id)))
    for card in cards
]
told = gate.read(lambda: facilitate.own_stories(workshop, who))
everything = [one for _, stories in handed for one in stories]
chosen = state.OPEN_STORY.get()
if chosen and chosen in {one.story_id for one in everything} | {one.id for one in told}:
    edit.draw(chosen, everything, told, who, say)
else:
    if not everything:
        theme.draw(
            Markup('<p class="ui-quiet">{}</p>').format(
                say("Nobody has given you a story yet. People can in the step “Pass it on”.")
            )
        )
    for card, stories in handed:
        if stories:
            given.draw(card, stories, say)
    own.draw(told, say)
with st.container(key="stories-end"):
    desk.end()
