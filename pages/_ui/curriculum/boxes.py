"""Boxes that save what is typed as soon as one leaves them, and lose nothing when that fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from _ui import gate, state, theme
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.browse import Plan
from efficacy.services.facilitate import Change

MOST_UNDONE = 30
To = Callable[[Any], Change]


def change(plan_id: str, wanted: Change) -> bool:
    """Carry out a change of one's own plan; what was before is kept for “Undo”."""
    who = gate.visitor().facilitator
    before: list[Plan] = []
    if who is None or not gate.attempt(
        lambda: before.append(facilitate.edit_plan(gate.workshop(), who, plan_id, wanted))
    ):
        return False
    remember(before[0])
    return True


def remember(before: Plan) -> None:
    """Keep an earlier state of a plan for “Undo”."""
    state.UNDONE_TO.set((*state.UNDONE_TO.get(), before)[-MOST_UNDONE:])


def undo(plan_id: str) -> None:
    """Put a plan back to what it was before its last change."""
    who, kept = gate.visitor().facilitator, list(state.UNDONE_TO.get())
    last = next((place for place in reversed(range(len(kept))) if kept[place].id == plan_id), None)
    if who is None or last is None:
        return
    if gate.attempt(lambda: facilitate.save(gate.workshop(), who, kept[last])):
        del kept[last]
        state.UNDONE_TO.set(tuple(kept))
        fresh()


def can_undo(plan_id: str) -> bool:
    """Return whether there is an earlier state of this plan."""
    return any(one.id == plan_id for one in state.UNDONE_TO.get())


def fresh() -> None:
    """Let all boxes show anew what is saved; what could not be saved stays in its box."""
    state.BOX_ROUND.set(state.BOX_ROUND.get() + 1)


def forget(name: str) -> None:
    """Drop what was typed into a box and not saved."""
    state.UNSAVED.set({key: one for key, one in state.UNSAVED.get().items() if key != name})


def words(
    label: str, saved: str, plan_id: str, to: To, *, name: str, say: Speech, height: int = 0
) -> None:
    """Draw a box for words: a line, or several where ``height`` is given."""
    name = f"{plan_id}-{name}"
    key = _key(name)
    shown = str(state.UNSAVED.get().get(name, saved))
    how: dict[str, Any] = {"key": key, "on_change": _keep, "args": (key, name, plan_id, to)}
    if height:
        st.text_area(label, value=shown, height=height, **how)
    else:
        st.text_input(label, value=shown, max_chars=200, **how)
    _tell(name, say)


def minutes(
    label: str, saved: int, plan_id: str, to: To, *, name: str, say: Speech, low: int, high: int
) -> None:
    """Draw a box for minutes."""
    name = f"{plan_id}-{name}"
    key = _key(name)
    st.number_input(
        label,
        min_value=low,
        max_value=high,
        value=int(state.UNSAVED.get().get(name, saved)),
        step=1,
        key=key,
        on_change=_keep,
        args=(key, name, plan_id, to),
    )
    _tell(name, say)


def _key(name: str) -> str:
    return f"box-{state.BOX_ROUND.get()}-{name}"


def _keep(key: str, name: str, plan_id: str, to: To) -> None:
    box: state.Key[Any] = state.Key(key, None)
    typed = box.get()
    # Remembered before it is tried, so that it is still there when anything goes wrong.
    state.UNSAVED.set({**state.UNSAVED.get(), name: typed})
    value = typed.strip() if isinstance(typed, str) else typed
    if value is not None and change(plan_id, to(value)):
        forget(name)


def _tell(name: str, say: Speech) -> None:
    if name in state.UNSAVED.get():
        theme.draw(
            Markup('<p class="cu-unsaved" role="alert">{}</p>').format(
                say("Not saved yet: the plan still has what stood here before.")
            )
        )
