"""Which screens this browser may open, and the one that it asked for.

What somebody may not open is answered by a page that says where to log in or
join. That is a courtesy: the protection is in each page, which asks the store.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from _ui import cards, gate, theme
from _ui.screens import SCREENS, Screen, may_open
from _ui.turns import turn


def home() -> None:
    """Lead on to the first screen that this browser may open, or welcome it."""
    who = gate.visitor()
    for role, file in (
        ("facilitator", "cohorts.py"),
        ("participant", "answer.py"),
        ("projector", "projector.py"),
    ):
        if getattr(who, role) is not None:
            st.switch_page(file)
    theme.style("desk")
    cards.welcome(gate.say())


def closed(screen: Screen) -> Callable[[], None]:
    """Return the page that stands where a screen is not open to this browser."""

    def page() -> None:
        theme.style("desk")
        {
            "facilitator": cards.log_in,
            "participant": cards.not_joined,
            "projector": cards.no_projector,
        }[screen.role](gate.say())

    return page


def main() -> None:
    """Run the page that the address names."""
    who, say = gate.visitor(), gate.say()
    st.set_page_config(page_title="Can Do", layout="wide")
    pages = [st.Page(home, title="Can Do", default=True)]
    for screen in SCREENS:
        source = screen.file if may_open(who, screen) else closed(screen)
        pages.append(
            st.Page(source, title=f"{say(screen.title)} · Can Do", url_path=screen.address)
        )
    st.navigation(pages, position="hidden").run()


with turn():
    main()
