"""Plans of one's own: make a copy, choose one, take back a change, delete it."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, theme
from _ui.curriculum import advice, as_text, beside, boxes, steps
from _ui.theme import Markup
from efficacy.language import Speech, later
from efficacy.services import browse, facilitate
from efficacy.services.access import Facilitator
from efficacy.services.browse import Plan

COPY_OF, COPY_TITLE = "copy-of", "copy-title"


def draw(who: Facilitator, say: Speech) -> None:
    """Draw one's own plans, or how the first one is made."""
    contents = gate.read(lambda: facilitate.own_contents(gate.workshop(), who))
    plans = {one.id: one for one in contents if isinstance(one, Plan)}
    if not plans:
        theme.draw(
            Markup('<p class="ui-quiet">{}</p>').format(
                say(
                    "You have no plan of your own yet. Copy one that comes with Can Do and change "
                    "what does not fit, or paste an outline."
                )
            )
        )
        with st.container(key="cu-copy"):
            _copy(who, say)
        return
    if state.OWN_PLAN.get() not in plans:
        state.OWN_PLAN.set(next(iter(plans)))
    with st.container(key="cu-own-head", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("Your plan"),
            list(plans),
            format_func=lambda one: plans[one].title,
            key=state.OWN_PLAN.name,
        )
        plan = plans[state.OWN_PLAN.get()]
        _ways(plan, who, say)
    _look(plan, who, say)


def _ways(plan: Plan, who: Facilitator, say: Speech) -> None:
    st.button(
        say("Undo"),
        key="undo",
        on_click=boxes.undo,
        args=(plan.id,),
        disabled=not boxes.can_undo(plan.id),
    )
    with st.popover(say("New copy"), key="copy-popover"):
        _copy(who, say)
    with st.popover(say("Delete"), key="delete-popover"):
        theme.draw(
            Markup("<p>{}</p>").format(
                say(
                    "Delete “{title}” from this laptop? Groups that were made with it keep it. "
                    "It cannot be brought back."
                ).replace("{title}", plan.title)
            )
        )
        st.button(
            say("Delete this plan"), key=f"delete-{plan.id}", on_click=_delete, args=(plan.id,)
        )


def _look(plan: Plan, who: Facilitator, say: Speech) -> None:
    looks = {"steps": say("Step by step"), "text": say("The whole plan as text")}
    st.radio(
        say("How to change it"),
        list(looks),
        format_func=lambda one: looks[one],
        key=state.OWN_LOOK.name,
        horizontal=True,
        label_visibility="collapsed",
    )
    found = gate.read(lambda: facilitate.outlook_of_plan(gate.workshop(), who, plan))
    theme.draw(advice.verdict(found, say))
    left, right = st.columns([3, 2], gap="large")
    with left:
        if state.OWN_LOOK.get() == "text":
            as_text.draw(plan, who, say)
        else:
            steps.draw(plan, who, say)
    with right, st.container(key="cu-beside"):
        beside.draw(plan, found, say)


def _delete(plan_id: str) -> None:
    who = gate.visitor().facilitator
    if who is not None:
        gate.attempt(
            lambda: facilitate.delete_own(gate.workshop(), who, "plan", plan_id),
            done=later("The plan is deleted."),
        )


def _copy(who: Facilitator, say: Speech) -> None:
    entries = gate.read(lambda: browse.shelf(gate.workshop(), who, "plan"))
    known = {entry.id: entry for entry in entries}
    st.selectbox(
        say("Copy of"),
        list(known),
        format_func=lambda one: known[one].title,
        key=COPY_OF,
    )
    st.text_input(
        say("Title of your copy"),
        key=COPY_TITLE,
        max_chars=80,
        placeholder=say("for example: Thursday group, four evenings"),
    )
    st.button(say("Make the copy"), key="make-copy", type="primary", on_click=_make_copy)


def _make_copy() -> None:
    who, made = gate.visitor().facilitator, list[str]()
    if who is None:
        return
    if gate.attempt(
        lambda: made.append(
            facilitate.copy_plan(
                gate.workshop(), who, state.typed(COPY_OF), title=state.typed(COPY_TITLE)
            )
        ),
        done=later("The copy is saved. Every change below is saved as you make it."),
    ):
        state.empty(COPY_TITLE)
        state.OWN_PLAN.set(made[0])
        boxes.fresh()
