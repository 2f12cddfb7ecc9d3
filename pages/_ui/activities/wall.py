"""The kind ``wall`` on the screens: the prompt, and the notes that were passed on."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from _ui.text import is_open
from _ui.theme import joined
from efficacy.activities.wall import Wall
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Wall()

MOST = 24  # notes in front at once; beyond that the newest ones


class Size(NamedTuple):
    """One way to set the notes: how many lines fit on the screen, and signs on a line."""

    way: str
    lines: float
    signs: int


# From the largest letters to the smallest; see .pj-wall in the room's styles.
SIZES = (Size("", 28, 22), Size(" is-many", 58, 21), Size(" is-dense", 120, 19))
CARD = 1.5  # lines that a card takes beside its words


def participant(step: Step, say: Speech) -> Markup:
    """Return what the wall is about."""
    return Markup('<p class="ph-big">{}</p>').format(_KIND.prompt(step.context))


def projector(step: Step, say: Speech) -> Markup:
    """Return the notes that the facilitator has passed on, as cards without names."""
    way, notes = _set(step.notes[-MOST:])
    if not notes:
        how = say("Write on your own screen. A note comes up here when it has been looked at.")
        return Markup('<h1>{}</h1><p class="pj-task">{}</p>{}').format(
            step.title,
            _KIND.prompt(step.context),
            Markup('<p class="pj-soft">{}</p>').format(how) if is_open(step) else "",
        )
    return Markup('<h1>{}</h1><p class="pj-soft">{}</p><ul class="pj-wall{}">{}</ul>').format(
        step.title,
        _KIND.prompt(step.context),
        way,
        joined(Markup('<li dir="auto">{}</li>').format(note) for note in notes),
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the prompt, and how notes come to the screen in front."""
    return Markup('<div class="co-slide"><p>{}</p><p class="ui-soft">{}</p></div>').format(
        _KIND.prompt(step.context),
        say(
            "Notes come to you first. Pass on what is kind and safe. Keep back what names somebody."
        ),
    )


def _set(notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the largest size in which the notes fit; if none, the newest that fit the smallest."""
    for size in SIZES:
        if _lines(notes, size) <= size.lines:
            return size.way, notes
    smallest = SIZES[-1]
    while len(notes) > 1 and _lines(notes, smallest) > smallest.lines:
        notes = notes[1:]
    return smallest.way, notes


def _lines(notes: tuple[str, ...], size: Size) -> float:
    return sum(ceil(len(note) / size.signs) + CARD for note in notes)
