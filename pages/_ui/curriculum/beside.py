"""What stands beside a plan that is being changed: minutes, mistakes, picture, warnings."""

from __future__ import annotations

import streamlit as st

from _ui import state, theme
from _ui.curriculum import advice, boxes, picture
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services.browse import Plan, TheoryWarning
from efficacy.services.facilitate import PlanOutlook, editing

SHORTEST_REASON = 40  # as the checks ask


def draw(plan: Plan, found: PlanOutlook, say: Speech) -> None:
    """Draw it, what must be mended first."""
    if found.mistakes:
        theme.draw(
            Markup("<h2>{}</h2>").format(say("To mend")),
            advice.mistakes(found.mistakes, plan, say),
        )
    theme.draw(Markup("<h2>{}</h2>").format(say("What the sessions feed")))
    picture.draw(found.doses, say, key=f"own-sources-{plan.id}")
    theme.draw(
        Markup("<h2>{}</h2>").format(say("Minutes")),
        advice.minutes(found, say),
    )
    theme.draw(Markup("<h2>{}</h2>").format(say("What the theory says")))
    if not found.warnings:
        theme.draw(advice.warnings(found, plan, say))
    for number, warning in enumerate(found.warnings):
        theme.draw(advice.warning(warning, plan, say))
        _reason(warning, plan, say, number=number)
    if found.hints:
        with st.expander(
            say.plural("{n} thing to look at", "{n} things to look at", len(found.hints)),
            key="hints",
        ):
            theme.draw(advice.mistakes(found.hints, plan, say))


def _reason(warning: TheoryWarning, plan: Plan, say: Speech, *, number: int) -> None:
    """Let a facilitator say why the plan is right all the same, or take that back."""
    if warning.overruled:
        st.button(
            say("Take the reason back"),
            key=f"unreason-{number}",
            on_click=boxes.change,
            args=(plan.id, editing.overruling(warning.rule, warning.session_id, "")),
        )
        return
    key = f"reason-{state.BOX_ROUND.get()}-{plan.id}-{warning.rule}-{warning.session_id}-{number}"
    with st.expander(say("Keep it so, with a reason"), key=f"keep-{number}"):
        st.text_area(
            say("Why this plan is right all the same, in 40 characters or more"),
            key=key,
            height=90,
        )
        st.button(
            say("Keep it so"),
            key=f"do-keep-{number}",
            on_click=_overrule,
            args=(plan, warning, key),
        )


def _overrule(plan: Plan, warning: TheoryWarning, key: str) -> None:
    because = state.typed(key).strip()
    if len(because) < SHORTEST_REASON:
        state.NOTICE.set(_short(len(because)))
        state.NOTICE_IS_TROUBLE.set(True)
        return
    boxes.change(plan.id, editing.overruling(warning.rule, warning.session_id, because))


def _short(found: int) -> str:
    from _ui import gate

    say = gate.say()
    return say(
        "A reason has 40 characters or more; this one has {n}. It is still in its box."
    ).format(n=found)
