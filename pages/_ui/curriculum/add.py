"""A further step for a session, taken after one of any plan."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, theme
from _ui.curriculum import boxes
from _ui.curriculum.names import kind_name
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import browse
from efficacy.services.access import Facilitator
from efficacy.services.browse import Plan, PlannedSession
from efficacy.services.facilitate import editing


def draw(plan: Plan, session: PlannedSession, who: Facilitator, say: Speech) -> None:
    """Draw the three choices: what kind, like which step, and where."""
    with st.expander(say("Add a step"), key=f"add-to-{session.id}", on_change="rerun") as box:
        if box.open:
            _choices(plan, session, who, say)


def _choices(plan: Plan, session: PlannedSession, who: Facilitator, say: Speech) -> None:
    known = gate.read(lambda: browse.steps_like(gate.workshop(), who))
    kinds = sorted(known, key=lambda kind: kind_name(kind, say))
    kind = st.selectbox(
        say("Kind of step"), kinds, format_func=lambda one: kind_name(one, say), key="add-kind"
    )
    if kind is None:
        return
    likes = known[kind]
    like = st.selectbox(
        say("Like this one"),
        list(range(len(likes))),
        format_func=lambda n: (
            f"{likes[n].step.title} · {likes[n].step.minutes} min · {likes[n].plan_title}"
        ),
        key=f"add-like-{kind}",
    )
    chosen = likes[min(like or 0, len(likes) - 1)].step
    theme.draw(Markup('<p class="cu-quote">{}</p>').format(chosen.notes.say))
    titles = {one.id: one.title for one in session.activities}
    places = ["", *titles]
    after = st.selectbox(
        say("Where"),
        places,
        index=len(places) - 1,
        format_func=lambda one: (
            say("after “{title}”").replace("{title}", titles[one])
            if one
            else say("at the beginning")
        ),
        key=f"add-after-{state.BOX_ROUND.get()}-{session.id}-{len(titles)}",
    )
    st.button(
        say("Add it"),
        key="add-it",
        type="primary",
        on_click=boxes.change,
        args=(plan.id, editing.with_step(session.id, chosen, after=after or "")),
    )
