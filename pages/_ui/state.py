"""What one browser has selected; nothing here says who somebody is.

It is gone after a refresh, so whatever must stay is in the store. Every key
stands here, with its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from efficacy.errors import Problem

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
# People: the names of those who show their results are there to choose from.
SEES_NAMES: Key[bool] = Key("sees-names", False)
# People: whose shown results are open, by participant id.
SEEN: Key[str] = Key("seen", "")
# Cohorts: raised after a cohort is made, so that the form starts empty again.
FORM_ROUND: Key[int] = Key("form-round", 0)
# Cohorts: the form for a new one is open.
MAKES_COHORT: Key[bool] = Key("makes-cohort", False)
# Cohorts: which card is named as just made.
NEW_COHORT: Key[str] = Key("new-cohort", "")
# Cohorts: the country that the last new one was set in.
LAST_COUNTRY: Key[str | None] = Key("last-country", None)
# Handouts: whose are chosen from, the participants’ or the facilitator’s.
HANDOUTS_PART: Key[str] = Key("handouts-part", "people")
# Curriculum: which part of the page is shown.
CURRICULUM_PART: Key[str] = Key("curriculum-part", "look")
# Curriculum: the plan of one's own that is being changed, and how its page shows it.
OWN_PLAN: Key[str] = Key("own-plan", "")
OWN_LOOK: Key[str] = Key("own-look", "steps")
# Curriculum: the step whose boxes are unfolded.
UNFOLDED_STEP: Key[str] = Key("unfolded-step", "")
# Curriculum: raised when boxes must show anew what is saved.
BOX_ROUND: Key[int] = Key("box-round", 0)
# Curriculum: earlier states of own plans, the newest last.
UNDONE_TO: Key[tuple[Any, ...]] = Key("undone-to", ())
# Curriculum: what was typed and could not be saved, by the name of its box.
UNSAVED: Key[dict[str, Any]] = Key("unsaved", {})
# Curriculum: an outline as typed, its title, and the kinds that were put right, by line.
OUTLINE: Key[str] = Key("outline", "")
OUTLINE_TITLE: Key[str] = Key("outline-title", "")
OUTLINE_KINDS: Key[dict[int, str]] = Key("outline-kinds", {})
OUTLINE_IS_DRAFT: Key[bool] = Key("outline-is-draft", False)
# Curriculum: what is wrong in the text or file that was given last, by the name of its box.
PROBLEMS: Key[dict[str, tuple[Problem, ...]]] = Key("problems", {})
# Answers from paper: the cohort in which somebody was added last, and what they are called.
ADDED_ON_PAPER: Key[tuple[str, str]] = Key("added-on-paper", ("", ""))
# Stories: the one that is open to edit, by its id.
OPEN_STORY: Key[str] = Key("open-story", "")
# Results: the technical part that is open, and the scale that it shows in full.
RESULTS_PART: Key[str | None] = Key("results-part", None)
RESULTS_SCALE: Key[str] = Key("results-scale", "")


def tick(key: str, *, is_chosen: bool) -> None:
    """Let a check box be ticked or not, from the next drawing on."""
    st.session_state[key] = is_chosen


def typed(name: str) -> str:
    """Return what stands in the text box with this key; empty where there is none."""
    return str(st.session_state.get(name) or "")


def chosen(name: str) -> object:
    """Return what is chosen in the control with this key; None where nothing is."""
    return st.session_state.get(name)


def unchoose(name: str) -> None:
    """Let nothing be chosen in the control with this key, before it is drawn again."""
    st.session_state[name] = None


def empty(name: str) -> None:
    """Empty the text box with this key, before it is drawn again."""
    st.session_state[name] = ""
