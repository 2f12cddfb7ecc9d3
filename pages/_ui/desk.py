"""The frame of the facilitator's quiet pages: the line at the top, and the log-in watched."""

from __future__ import annotations

import streamlit as st

from _ui import components, gate, theme
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import present
from efficacy.services.access import Facilitator
from efficacy.services.workshop import Workshop

# Of a page that shows no session: “in” while the log-in stands, so that logging out
# anywhere reaches it at once.
LINK, INSIDE = "/live?as=console", "in"


def begin(say: Speech) -> Facilitator:
    """Dress the page, draw the line at the top, and return who is here."""
    theme.style("desk")
    who = gate.facilitator()
    _watch(say)
    with st.container(key="nav", horizontal=True, vertical_alignment="center"):
        theme.draw(Markup('<span class="ui-mark">Can Do</span>'))
        st.page_link("cohorts.py", label=say("Cohorts"))
        st.page_link("curriculum.py", label=say("Curriculum"))
        st.page_link("stories.py", label=say("Stories"))
        st.page_link("settings.py", label=say("Settings"))
        theme.draw(
            Markup(
                '<form class="de-who" method="post" action="/logout"><span>{name}</span>'
                '<button class="ui-button" type="submit">{out}</button></form>'
            ).format(name=who.name, out=say("Log out")),
            is_narrow=True,
        )
    gate.notices()
    return who


@st.fragment
def _watch(say: Speech) -> None:
    if gate.visitor().facilitator is None:
        st.rerun()  # the whole page, which then shows the way to the log-in
    components.signal(LINK, INSIDE, say=say, key="link")


def end() -> None:
    """Let the page come back by itself after the server has been started again."""
    components.revive()


def heading(title: str, below: str = "", *, eyebrow: str = "") -> None:
    """Draw the page's title."""
    theme.draw(
        Markup('<header class="de-head">{eyebrow}<h1>{title}</h1>{below}</header>').format(
            eyebrow=Markup('<p class="ui-eyebrow">{}</p>').format(eyebrow) if eyebrow else "",
            title=title,
            below=Markup('<p class="ui-soft">{}</p>').format(below) if below else "",
        )
    )


def chosen(workshop: Workshop, addresses: tuple[str, ...]) -> int:
    """Return which of the addresses the room is told now, by its place in the list."""
    with workshop.store.read() as tx:
        now = present.chosen_address(workshop, tx)
    return addresses.index(now) if now in addresses else 0
