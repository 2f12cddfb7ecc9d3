"""How every screen looks, and how words get onto it without becoming markup.

All text is drawn through ``Markup``: what is put into its places is escaped,
what is not ``Markup`` is escaped whole. So a call name or a plan can hold any
characters, and nothing of them is ever read as HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st
from markupsafe import Markup, escape

STYLES = Path(__file__).parent / "styles"

Look = Literal[
    "phone", "projector", "console", "desk", "curriculum", "results", "paper", "handouts", "mine"
]


def esc(text: object) -> Markup:
    """Return ``text`` safe to stand inside HTML; ``Markup`` passes as it is."""
    return escape(text)


def joined(parts: Iterable[object]) -> Markup:
    """Return the parts one after the other, each escaped unless it is ``Markup``."""
    return Markup("").join(parts)


def draw(*parts: object, is_narrow: bool = False) -> None:
    """Draw the parts as one element; nothing is drawn where all are empty.

    ``is_narrow`` makes it as wide as its words, for a place in a row.
    """
    body = joined(parts)
    if body:
        st.html(str(body), width="content" if is_narrow else "stretch")


# A mirrored console shows what the room sees, so it needs the room's styles too.
_FILES: dict[Look, tuple[str, ...]] = {
    "phone": ("base", "phone"),
    "projector": ("base", "room", "projector"),
    "console": ("base", "room", "console"),
    "desk": ("base", "desk"),
    # On top of the desk's, or the phone's.
    "curriculum": ("curriculum",),
    "results": ("results",),
    "paper": ("paper",),
    "handouts": ("handouts",),
    "mine": ("mine",),
}


@cache
def _sheet(look: Look) -> str:
    css = "\n".join((STYLES / f"{name}.css").read_text("utf-8") for name in _FILES[look])
    return f"<style>{css}</style>"


def style(look: Look) -> None:
    """Dress the page; called once, outside of fragments, so it is sent once."""
    st.html(_sheet(look))
