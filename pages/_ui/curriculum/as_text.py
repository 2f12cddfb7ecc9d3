"""The whole plan as text: for what has no box, saved with every problem and its line."""

from __future__ import annotations

import re

import streamlit as st

from _ui import gate, state, theme
from _ui.curriculum import advice, boxes
from _ui.theme import Markup, joined
from efficacy.errors import ContentError, Problem
from efficacy.language import Speech, later
from efficacy.services import facilitate
from efficacy.services.access import Facilitator
from efficacy.services.browse import Plan

_LINE = re.compile(r"\bline (\d+)")


def draw(plan: Plan, who: Facilitator, say: Speech) -> None:
    """Draw the text, what is not saved of it, and what is wrong in it."""
    saved = gate.read(lambda: facilitate.text_of(gate.workshop(), who, plan))
    name = f"{plan.id}-text"
    key = f"text-{state.BOX_ROUND.get()}-{plan.id}"
    theme.draw(
        Markup("<p class='ui-soft'>{}</p>").format(
            say(
                "Keep the spaces at the beginning of lines, and the words before each colon. "
                "Texts that hold a colon need double quotes around them."
            )
        )
    )
    shown = st.text_area(
        say("The plan as text"),
        value=str(state.UNSAVED.get().get(name, saved)),
        height=560,
        key=key,
        on_change=_remember,
        args=(key, name, saved),
    )
    with st.container(key="cu-text-ways", horizontal=True, vertical_alignment="center"):
        st.button(
            say("Save the text"),
            key="save-text",
            type="primary",
            on_click=_save,
            args=(key, name, plan, saved),
        )
        st.button(say("Drop my changes"), key="reset-text", on_click=_reset, args=(name,))
        if shown != saved:
            theme.draw(
                Markup('<p class="cu-unsaved" role="status">{}</p>').format(
                    say("This text has changes that are not saved.")
                ),
                is_narrow=True,
            )
    wrong = state.PROBLEMS.get().get(name)
    if wrong:
        theme.draw(
            Markup("<h2>{}</h2>").format(say("Not saved, because of this")),
            *(_problem(one, shown, say) for one in wrong),
        )


def _problem(one: Problem, text: str, say: Speech) -> Markup:
    """Return what is wrong with the lines around it, since the box shows no numbers."""
    found, lines = _LINE.search(one.where), text.split("\n")
    number = int(found[1]) if found else 0
    near = range(max(1, number - 1), min(len(lines), number + 1) + 1) if number else range(0)
    quoted = joined(
        Markup("{} {:>4}  {}\n").format("→" if n == number else " ", n, lines[n - 1]) for n in near
    )
    return advice.problems((one,), say) + (
        Markup("<pre class='cu-lines'>{}</pre>").format(quoted) if quoted else Markup("")
    )


def _remember(key: str, name: str, saved: str) -> None:
    """Keep what was typed, and from what the typing began."""
    kept = state.UNSAVED.get()
    began = kept.get(_base(name), saved)
    state.UNSAVED.set({**kept, name: state.typed(key), _base(name): began})


def _base(name: str) -> str:
    return f"{name}-began-from"


def _forget(name: str) -> None:
    state.PROBLEMS.set({**state.PROBLEMS.get(), name: ()})
    boxes.forget(name)
    boxes.forget(_base(name))
    boxes.fresh()


def _reset(name: str) -> None:
    _forget(name)


def _save(key: str, name: str, plan: Plan, drawn: str) -> None:
    who, text = gate.visitor().facilitator, state.typed(key)
    if who is None:
        return
    _remember(key, name, drawn)
    if _is_behind(name, plan, who):
        return
    saved: list[str] = []

    def job() -> None:
        try:
            saved.append(facilitate.save_text(gate.workshop(), who, text).id)
        except ContentError as error:
            state.PROBLEMS.set({**state.PROBLEMS.get(), name: error.problems})
            raise

    state.PROBLEMS.set({**state.PROBLEMS.get(), name: ()})
    if gate.attempt(job, done=later("The text is saved.")):
        boxes.remember(plan)
        state.OWN_PLAN.set(saved[0])
        _forget(name)
    elif state.PROBLEMS.get().get(name):
        say = gate.say()
        state.NOTICE.set(
            say("The text is not saved. What is wrong stands below it; nothing of it is lost.")
        )


def _is_behind(name: str, plan: Plan, who: Facilitator) -> bool:
    """Return whether the plan was changed meanwhile; said once, then the text may be saved."""
    now: list[str] = []

    def look() -> None:
        present = facilitate.own_plan(gate.workshop(), who, plan.id)
        now.append(facilitate.text_of(gate.workshop(), who, present))

    if not gate.attempt(look):
        return True
    kept = state.UNSAVED.get()
    if kept.get(_base(name)) == now[0]:
        return False
    state.UNSAVED.set({**kept, _base(name): now[0]})
    say = gate.say()
    state.NOTICE.set(
        say(
            "The plan was changed since you began with this text, and the text does not have that "
            "change. Press “Save the text” once more to save it all the same."
        )
    )
    state.NOTICE_IS_TROUBLE.set(True)
    return True
