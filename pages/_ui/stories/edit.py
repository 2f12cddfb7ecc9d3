"""The edit of one story: its words in a form, and beside it what the checks and the rules ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from _ui import gate, state, theme
from _ui.stories import beside, given, presses
from _ui.stories.boxes import filled_in
from _ui.theme import Markup
from efficacy.language import Speech, later
from efficacy.services import facilitate
from efficacy.services.access import Facilitator
from efficacy.services.facilitate import Story, StoryEdit, StoryGiven


class Pressed(NamedTuple):
    """What was sent with the form."""

    edit: StoryEdit
    keeps: bool
    saves: bool
    is_agreed: bool


def draw(
    story_id: str,
    everything: Sequence[StoryGiven],
    told: Sequence[Story],
    who: Facilitator,
    say: Speech,
) -> None:
    """Draw the story that is open, and do what was pressed."""
    handed = next((one for one in everything if one.story_id == story_id), None)
    model = _model(handed, next((one for one in told if one.id == story_id), None), who)
    st.button(
        say("Back to all stories"), key="close-story", on_click=state.OPEN_STORY.set, args=("",)
    )
    with st.container(key="set-edit-story"):
        theme.draw(Markup("<h2>{}</h2>").format(model.name))
        left, right = st.columns([3, 2], gap="large")
        with left:
            pressed = _form(model, handed, who, say)
        with right:
            beside.draw(model, who, say)
            if handed is not None:
                with st.expander(say("In their own words"), key="own-words-of-story"):
                    theme.draw(given.words(handed, say))
            presses.withdraw(story_id, say, name=model.name)
    if (pressed.keeps or pressed.saves) and _done(pressed, model, handed, who):
        st.rerun()
    gate.notices()


def _model(handed: StoryGiven | None, told: Story | None, who: Facilitator) -> Story:
    """Return what there is to edit: what is told, else the kept edit or a first one."""
    if told is not None or handed is None:
        assert told is not None  # one of the two is there: the page has looked
        return told
    note_id = handed.note_id
    return gate.read(lambda: facilitate.draft_story(gate.workshop(), who, note_id))


def _form(model: Story, handed: StoryGiven | None, who: Facilitator, say: Speech) -> Pressed:
    with st.form(f"story-form-{model.id}", border=False):
        edit = filled_in(model, who, say)
        is_agreed = st.checkbox(
            say("The person has read this edit and said yes to it"), key=f"agreed-{model.id}"
        )
        with st.container(horizontal=True):
            can_keep = handed is not None and not handed.is_saved
            keeps = can_keep and st.form_submit_button(say("Keep this edit and check it"))
            saves = st.form_submit_button(say("Save the story"), type="primary")
        if can_keep:
            theme.draw(
                Markup('<p class="ui-soft">{}</p>').format(
                    say("A kept edit is told to nobody. It goes if the person takes it back.")
                )
            )
    return Pressed(edit, keeps, saves, is_agreed)


def _done(pressed: Pressed, model: Story, handed: StoryGiven | None, who: Facilitator) -> bool:
    workshop = gate.workshop()
    story = facilitate.edited(model, pressed.edit)
    if handed is not None and not handed.is_saved:
        note_id = handed.note_id
        # Kept first, so that nothing typed is lost where saving is refused.
        if not gate.attempt(lambda: facilitate.keep_draft(workshop, who, note_id, story)):
            return False
    if not pressed.saves:
        return True
    return gate.attempt(
        lambda: facilitate.save_story(workshop, who, story, is_agreed=pressed.is_agreed),
        done=later("Saved. Plans of your own can tell it now."),
    )
