"""Looking through all content: a sort, one of it, and what is chosen drawn."""

from __future__ import annotations

import streamlit as st

from _ui import gate, theme
from _ui.curriculum import look_material, look_plan
from _ui.curriculum.names import sorts
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import browse
from efficacy.services.access import Facilitator
from efficacy.services.browse import Entry, Plan


def draw(who: Facilitator, say: Speech) -> None:
    """Draw the two choices and what was chosen; nothing else is read."""
    named = sorts(say)
    sort = st.radio(
        say("What to look at"),
        browse.SORTS,
        format_func=lambda one: named[one],
        key="look-sort",
        horizontal=True,
    )
    sort = sort or browse.SORTS[0]
    entries = gate.read(lambda: browse.shelf(gate.workshop(), who, sort))
    if not entries:
        theme.draw(
            Markup('<p class="ui-quiet">{}</p>').format(say("There is nothing of this sort yet."))
        )
        return
    by_id = {entry.id: entry for entry in entries}
    chosen = st.selectbox(
        say("Which one"),
        list(by_id),
        format_func=lambda one: _label(by_id[one], say),
        key=f"look-{sort}",
    )
    entry = by_id.get(chosen or "", entries[0])
    content = entry.content
    if isinstance(content, Plan):
        look_plan.draw(entry, content, who, say)
        return
    with st.container(key="cu-material"):
        theme.draw(look_material.drawn(entry, say))


def _label(entry: Entry, say: Speech) -> str:
    words = say("{title} (your own)") if entry.is_own else "{title}"
    return words.replace("{title}", entry.title)
