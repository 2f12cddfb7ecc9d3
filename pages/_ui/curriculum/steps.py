"""A plan of one's own, session by session and step by step, to be changed in place."""

from __future__ import annotations

import streamlit as st

from _ui import state, text, theme
from _ui.curriculum import add, boxes, step
from _ui.curriculum.names import kind_name
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services.access import Facilitator
from efficacy.services.browse import Plan, PlannedActivity, PlannedSession
from efficacy.services.facilitate import editing


def draw(plan: Plan, who: Facilitator, say: Speech) -> None:
    """Draw the plan's own words, then one session with its steps."""
    with st.expander(say("Title and summary of the plan"), key="plan-words"):
        boxes.words(
            say("Title of the plan"),
            plan.title,
            plan.id,
            lambda value: editing.of_plan(title=value),
            name="title",
            say=say,
        )
        boxes.words(
            say("Summary"),
            plan.summary,
            plan.id,
            lambda value: editing.of_plan(summary=value),
            name="summary",
            say=say,
            height=110,
        )
    sessions = {one.id: one for one in plan.sessions}
    if not sessions:
        return
    numbers = {one.id: number for number, one in enumerate(plan.sessions, start=1)}
    chosen = st.selectbox(
        say("Session"),
        list(sessions),
        format_func=lambda one: f"{numbers[one]}. {sessions[one].title}",
        key=f"which-session-{plan.id}",
    )
    _session(plan, sessions[chosen or plan.sessions[0].id], who, say)


def _session(plan: Plan, session: PlannedSession, who: Facilitator, say: Speech) -> None:
    with st.expander(say("Title, aim and minutes of this session"), key=f"of-{session.id}"):
        boxes.words(
            say("Title of the session"),
            session.title,
            plan.id,
            lambda value: editing.of_session(session.id, title=value),
            name=f"{session.id}-title",
            say=say,
        )
        boxes.words(
            say("Aim: what people can do after it"),
            session.aim,
            plan.id,
            lambda value: editing.of_session(session.id, aim=value),
            name=f"{session.id}-aim",
            say=say,
            height=90,
        )
        boxes.minutes(
            say("Minutes of the session"),
            session.minutes,
            plan.id,
            lambda value: editing.of_session(session.id, minutes=int(value)),
            name=f"{session.id}-minutes",
            say=say,
            low=10,
            high=480,
        )
    last = len(session.activities) - 1
    with st.container(key="cu-steps"):
        for place, one in enumerate(session.activities):
            _line(plan, one, place, say, is_first=place == 0, is_last=place == last)
    add.draw(plan, session, who, say)


def _line(
    plan: Plan, one: PlannedActivity, place: int, say: Speech, *, is_first: bool, is_last: bool
) -> None:
    is_unfolded = state.UNFOLDED_STEP.get() == one.id
    with st.container(key=f"step-{place}", horizontal=True, vertical_alignment="center"):
        theme.draw(
            Markup(
                "<p class='cu-line'><span class='cu-n'>{}</span><span><b>{}</b>"
                "<small>{} · {}</small></span></p>"
            ).format(
                place + 1, one.title, kind_name(one.kind, say), say("{n} min").format(n=one.minutes)
            )
        )
        _button(
            "↑", say("Move up: {title}"), one, f"up-{place}", disabled=is_first, by=-1, plan=plan
        )
        _button(
            "↓", say("Move down: {title}"), one, f"down-{place}", disabled=is_last, by=1, plan=plan
        )
        st.button(
            say("Done") if is_unfolded else say("Change"),
            key=f"change-{place}",
            on_click=state.UNFOLDED_STEP.set,
            args=("" if is_unfolded else one.id,),
        )
        st.button(
            say("Take out"),
            key=f"out-{place}",
            help=text.plain(say("Take out: {title}").replace("{title}", one.title)),
            on_click=boxes.change,
            args=(plan.id, editing.without(one.id)),
        )
    if is_unfolded:
        with st.container(key="cu-unfolded"):
            step.draw(plan, one, say)


def _button(
    sign: str, words: str, one: PlannedActivity, key: str, *, disabled: bool, by: int, plan: Plan
) -> None:
    st.button(
        sign,
        key=key,
        help=text.plain(words.replace("{title}", one.title)),
        disabled=disabled,
        on_click=boxes.change,
        args=(plan.id, editing.moved(one.id, by)),
    )
