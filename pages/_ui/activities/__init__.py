"""How each kind of activity is drawn: one module a kind, three audiences.

``participant``, ``projector`` and ``facilitator`` take the step and the
reader's words and return markup; the screens place it. Whatever a participant
gives goes through the answer sheet, so none of them draws a control.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, cast

from markupsafe import Markup

from _ui.activities import (
    approach,
    barriers,
    close,
    consent,
    discussion,
    encourage,
    goal,
    interests,
    interview,
    ladder,
    log,
    occupation,
    outlook,
    partners,
    pause,
    poll,
    pulse,
    rehearse,
    relabel,
    relay,
    shortlist,
    sources,
    story,
    storyline,
    survey,
    talk,
    wall,
)
from efficacy.language import Speech
from efficacy.services.views import Step


class Drawing(Protocol):
    """What a kind's module offers."""

    def participant(self, step: Step, say: Speech) -> Markup:
        """Return what stands above the answer sheet."""

    def projector(self, step: Step, say: Speech) -> Markup:
        """Return what the room sees while the step is on: nothing of a person."""

    def facilitator(self, step: Step, say: Speech) -> Markup:
        """Return what the facilitator needs beside the notes of the plan."""


DRAWINGS: Mapping[str, Drawing] = MappingProxyType(
    {
        "consent": cast(Drawing, consent),
        "survey": cast(Drawing, survey),
        "talk": cast(Drawing, talk),
        "discussion": cast(Drawing, discussion),
        "partners": cast(Drawing, partners),
        "encourage": cast(Drawing, encourage),
        "goal": cast(Drawing, goal),
        "rehearse": cast(Drawing, rehearse),
        "relabel": cast(Drawing, relabel),
        "pulse": cast(Drawing, pulse),
        "poll": cast(Drawing, poll),
        "pause": cast(Drawing, pause),
        "storyline": cast(Drawing, storyline),
        "wall": cast(Drawing, wall),
        "relay": cast(Drawing, relay),
        "log": cast(Drawing, log),
        "approach": cast(Drawing, approach),
        "sources": cast(Drawing, sources),
        "outlook": cast(Drawing, outlook),
        "interests": cast(Drawing, interests),
        "close": cast(Drawing, close),
        "ladder": cast(Drawing, ladder),
        "story": cast(Drawing, story),
        "shortlist": cast(Drawing, shortlist),
        "barriers": cast(Drawing, barriers),
        "interview": cast(Drawing, interview),
        "occupation": cast(Drawing, occupation),
    }
)


def drawing_of(kind: str) -> Drawing:
    """Return how a kind is drawn."""
    return DRAWINGS[kind]
