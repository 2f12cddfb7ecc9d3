"""The console's groups: form pairs or threes, move somebody, form the rest again.

Drawn by Streamlit's own controls, because a facilitator presses here; names
are drawn as text and never as markup.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from _ui import gate
from _ui.theme import Markup, draw
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.views import ConsoleScreen, Group

# What the list of groups offers beside the groups' own numbers.
NEW, NONE = -1, 0


def show(view: ConsoleScreen, say: Speech) -> None:
    """Draw the groups of the session; nothing where people do not work in groups."""
    if not view.groups_people or view.step is None or view.place == "after":
        return
    groups = view.step.groups
    with st.container(key="groups"):
        draw(Markup('<h2 class="co-label">{}</h2>').format(say("Groups")))
        _form_buttons(view, groups, say)
        _names(view, say)
        if groups:
            _again_button(view, groups, say)
            _move(view, groups, say)


def _form_buttons(view: ConsoleScreen, groups: tuple[Group, ...], say: Speech) -> None:
    words = (
        (2, say("Form pairs anew") if groups else say("Form pairs")),
        (3, say("Form threes anew") if groups else say("Form threes")),
    )
    with st.container(horizontal=True):
        for size, label in words:
            st.button(
                label,
                key=f"form-{size}-{view.revision}",
                type="secondary" if groups else "primary",
                on_click=_form,
                args=(view, size, False),
            )


def _names(view: ConsoleScreen, say: Speech) -> None:
    if view.step is None:
        return
    rows = [_row(group, say, is_marked=group.number in view.marked) for group in view.step.groups]
    draw(Markup('<ol class="co-groups">{}</ol>').format(Markup("").join(rows)))
    if view.ungrouped:
        draw(
            Markup('<p class="co-alone">{}: {}</p>').format(
                say("In no group yet"), ", ".join(name for _, name in view.ungrouped)
            )
        )


def _row(group: Group, say: Speech, *, is_marked: bool) -> Markup:
    notes = []
    if is_marked:
        notes.append(say("another partner is wished for"))
    if len(group.people) == 1:
        notes.append(say("alone"))
    return Markup('<li value="{number}">{names}{notes}</li>').format(
        number=group.number,
        names=", ".join(name for _, name in group.people),
        notes=Markup("").join(
            Markup(' <span class="ui-chip is-warm">{}</span>').format(note) for note in notes
        ),
    )


def _again_button(view: ConsoleScreen, groups: tuple[Group, ...], say: Speech) -> None:
    is_needed = bool(
        view.ungrouped or view.marked or any(len(group.people) == 1 for group in groups)
    )
    st.button(
        say("Form the rest again"),
        key=f"form-rest-{view.revision}",
        help=say("Groups without a mark stay, as far as everybody can be placed."),
        on_click=_form,
        args=(view, _size(groups), True),
        disabled=not is_needed,
        width="stretch",
    )


def _move(view: ConsoleScreen, groups: tuple[Group, ...], say: Speech) -> None:
    people = {person: name for group in groups for person, name in group.people}
    people |= dict(view.ungrouped)
    places = {
        group.number: f"{group.number}: {', '.join(name for _, name in group.people)}"
        for group in groups
    }
    places |= {NEW: say("a new group"), NONE: say("no group")}
    with st.popover(say("Move somebody"), width="stretch", key=f"move-{view.revision}"):
        person = st.selectbox(
            say("Who"),
            list(people),
            index=None,
            format_func=lambda one: people.get(one, ""),
            key=f"move-who-{view.revision}",
        )
        number = st.selectbox(
            say("To"),
            list(places),
            index=None,
            format_func=lambda one: places.get(one, ""),
            key=f"move-to-{view.revision}",
        )
        st.button(
            say("Move"),
            key=f"move-now-{view.revision}",
            type="primary",
            disabled=person is None or number is None,
            on_click=_put,
            args=(view, person, number),
        )
        st.button(
            say("Has left: form the rest again"),
            key=f"move-left-{view.revision}",
            disabled=person is None,
            on_click=_form,
            args=(view, _size(groups), True, (person,)),
        )


def _size(groups: tuple[Group, ...]) -> int:
    """Return the size that most groups have."""
    threes = sum(len(group.people) > 2 for group in groups)
    return 3 if 2 * threes > len(groups) else 2


def _form(view: ConsoleScreen, size: int, keep: bool, without: Collection[str | None] = ()) -> None:
    who = gate.visitor().facilitator
    if who is None:
        return  # the drawing that follows says so
    gone = [person for person in without if person is not None]
    gate.attempt(
        lambda: facilitate.form_groups(
            gate.workshop(), who, view.session_id, size, keep=keep, without=gone
        )
    )


def _put(view: ConsoleScreen, person: str | None, number: int | None) -> None:
    who = gate.visitor().facilitator
    if who is None or person is None or number is None or view.step is None:
        return
    taken = {group.number for group in view.step.groups}
    to = next(n for n in range(1, len(taken) + 2) if n not in taken) if number == NEW else number
    gate.attempt(lambda: facilitate.move_person(gate.workshop(), who, view.session_id, person, to))
