"""What people of a cohort gave, in their own words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from _ui import theme
from _ui.stories import presses
from _ui.theme import Markup, joined
from efficacy.activities import relay_form
from efficacy.language import Speech
from efficacy.services.facilitate import StoryGiven
from efficacy.services.views import CohortCard


def draw(card: CohortCard, stories: Sequence[StoryGiven], say: Speech) -> None:
    """Draw the stories of one cohort, the oldest first."""
    with st.container(key=f"set-stories-{card.id}"):
        theme.draw(Markup("<h2>{}</h2>").format(card.name))
        for one in stories:
            _story(one, say)


def _story(one: StoryGiven, say: Speech) -> None:
    with st.container(key=f"story-{one.story_id}"):
        theme.draw(_head(one, say))
        with st.expander(say("Read it"), key=f"read-{one.story_id}"):
            theme.draw(words(one, say))
        if not one.is_saved:  # what is told is changed and withdrawn in its own list
            _ways(one, say)


def _ways(one: StoryGiven, say: Speech) -> None:
    key = f"ways-story-{one.story_id}"
    with st.container(key=key, horizontal=True, vertical_alignment="center"):
        if not one.is_synthetic:
            presses.open_story(one.story_id, say("Edit"), is_main=True)
        presses.withdraw(one.story_id, say, name=one.call_name)


def _head(one: StoryGiven, say: Speech) -> Markup:
    chips = [
        (say("told"), "is-live", one.is_saved),
        (say("an edit is kept"), "", bool(one.draft) and not one.is_saved),
        (say("can be taken back on screen until the session ends"), "", one.is_live),
        (say("invented people"), "is-warm", one.is_synthetic),
    ]
    return Markup('<h3>{name} {chips}</h3><p class="ui-soft">{facts}</p>').format(
        name=one.call_name or say("call name deleted"),
        chips=joined(
            Markup('<span class="ui-chip {}">{}</span> ').format(way, said)
            for said, way, is_so in chips
            if is_so
        ),
        facts=say("given on {day}, told until {until} at the longest").format(
            day=one.given.isoformat(), until=one.consent_until.isoformat()
        ),
    )


def words(one: StoryGiven, say: Speech) -> Markup:
    """Return what was given, box by box; what was left empty is not there."""
    return Markup("<dl>{}</dl>").format(
        joined(
            Markup('<dt class="ui-soft">{label}</dt><dd>{text}</dd>').format(
                label=box.label, text=one.words[box.id]
            )
            for box in relay_form.fields(say)
            if box.id in one.words
        )
    )
