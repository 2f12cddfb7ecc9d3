"""The paper forms of a session: for people without a device, and for a room without any."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.activities.paper import PaperPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one step; ``number`` is the step's place in the session, from 1.

    ``wave`` is the title of the occasion at which it measures: its answers can be typed in
    afterwards. "" for what is no survey.
    """

    number: int
    title: str
    intro: str
    parts: tuple[PaperPart, ...]
    wave: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All forms of a session, in its order, and what only the facilitator needs of them.

    ``bought`` are the titles of bought instruments in it, of which every sheet is a copy.
    """

    title: str
    language: str
    forms: tuple[Form, ...]
    apart: tuple[Form, ...]
    bought: tuple[str, ...] = ()
