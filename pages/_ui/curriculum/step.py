"""The boxes of one step: title, minutes, script and notes."""

from __future__ import annotations

import streamlit as st

from _ui import state
from _ui.curriculum import boxes
from efficacy.language import Speech
from efficacy.services.browse import Plan, PlannedActivity
from efficacy.services.facilitate import editing

MEASURES = ("survey",)


def draw(plan: Plan, one: PlannedActivity, say: Speech) -> None:
    """Draw the boxes; each saves as soon as one leaves it."""
    boxes.words(
        say("Title of the step"),
        one.title,
        plan.id,
        lambda value: editing.of_step(one.id, title=value),
        name=f"{one.id}-title",
        say=say,
    )
    boxes.minutes(
        say("Minutes"),
        one.minutes,
        plan.id,
        lambda value: editing.of_step(one.id, minutes=int(value)),
        name=f"{one.id}-minutes",
        say=say,
        low=1,
        high=120,
    )
    if one.kind in MEASURES:
        _wave(plan, one, say)
    _away(plan, one, say)
    _notes(plan, one, say)


def _away(plan: Plan, one: PlannedActivity, say: Speech) -> None:
    away = one.off_screen
    boxes.minutes(
        say("Of these, minutes away from the screen"),
        away.minutes if away else 0,
        plan.id,
        lambda value: editing.of_off_screen(one.id, minutes=int(value)),
        name=f"{one.id}-away",
        say=say,
        low=0,
        high=60,
    )
    if away is not None:
        boxes.words(
            say("What people do then"),
            away.doing,
            plan.id,
            lambda value: editing.of_off_screen(one.id, doing=value),
            name=f"{one.id}-doing",
            say=say,
        )


def _notes(plan: Plan, one: PlannedActivity, say: Speech) -> None:
    notes = one.notes
    for label, name, saved, height in (
        (say("Say this"), "say", notes.say, 170),
        (say("What people do"), "participants_do", notes.participants_do, 90),
        (say("Look for"), "look_for", notes.look_for, 90),
        (say("If it falls flat: a sentence and an action"), "falls_flat", notes.falls_flat, 90),
    ):
        boxes.words(
            label,
            saved,
            plan.id,
            lambda value, name=name: editing.of_notes(one.id, **{name: value}),
            name=f"{one.id}-{name}",
            say=say,
            height=height,
        )
    for label, name, saved in (
        (say("If somebody is upset: say"), "say", notes.upset.say),
        (say("If somebody is upset: do"), "do", notes.upset.do),
    ):
        boxes.words(
            label,
            saved,
            plan.id,
            lambda value, name=name: editing.of_upset(one.id, **{name: value}),
            name=f"{one.id}-upset-{name}",
            say=say,
            height=80,
        )


def _wave(plan: Plan, one: PlannedActivity, say: Speech) -> None:
    titles = {wave.id: wave.title for wave in plan.waves}
    waves = ["", *titles]
    key = f"wave-{state.BOX_ROUND.get()}-{plan.id}-{one.id}"
    st.selectbox(
        say("Counts as"),
        waves,
        index=waves.index(one.wave) if one.wave in titles else 0,
        format_func=lambda wave: titles[wave] if wave else say("practice only"),
        key=key,
        on_change=_set_wave,
        args=(key, plan.id, one.id),
    )


def _set_wave(key: str, plan_id: str, step_id: str) -> None:
    boxes.change(plan_id, editing.of_step(step_id, wave=state.typed(key) or None))
