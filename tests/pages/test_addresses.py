"""Every screen can be opened by its address, and so be loaded anew."""

from __future__ import annotations

from _ui.screens import SCREENS
from efficacy.web.shell import PAGES


def test_the_address_of_every_screen_is_answered_by_the_shell() -> None:
    assert {f"/{screen.address}" for screen in SCREENS} <= PAGES
