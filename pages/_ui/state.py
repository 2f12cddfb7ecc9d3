"""What one browser has selected; nothing here says who somebody is.

It is gone after a refresh, so whatever must stay is in the store. Every key
stands here, with its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar, cast

import streamlit as st

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """One typed place in the browser's state."""

    name: str
    default: T

    def get(self) -> T:
        """Return what is selected, or the default."""
        return cast(T, st.session_state.get(self.name, self.default))

    def set(self, value: T) -> None:
        """Select something."""
        st.session_state[self.name] = value

    def take(self) -> T:
        """Return what is selected and go back to the default."""
        value = self.get()
        st.session_state.pop(self.name, None)
        return value


# A sentence to show once, after the verb that gave it.
NOTICE: Key[str] = Key("notice", "")
# Whether that sentence says that something went another way than asked.
NOTICE_IS_TROUBLE: Key[bool] = Key("notice-is-trouble", False)
# Console: the end of the session has been asked for and not confirmed.
ASKS_END: Key[bool] = Key("asks-end", False)
# Console on a mirrored screen: the private side is shown until tapped again.
SHOWS_NOTES: Key[bool] = Key("shows-notes", False)
# People: whose PIN is shown, by participant id.
SHOWN_PIN: Key[str] = Key("shown-pin", "")
# Cohorts: raised after a cohort is made, so that the form starts empty again.
FORM_ROUND: Key[int] = Key("form-round", 0)
# Cohorts: the form for a new one is open.
MAKES_COHORT: Key[bool] = Key("makes-cohort", False)
# Cohorts: which card is named as just made.
NEW_COHORT: Key[str] = Key("new-cohort", "")


def typed(name: str) -> str:
    """Return what stands in the text box with this key; empty where there is none."""
    return str(st.session_state.get(name) or "")


def empty(name: str) -> None:
    """Empty the text box with this key, before it is drawn again."""
    st.session_state[name] = ""
