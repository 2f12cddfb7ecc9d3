"""What a handout is: a title, a template, and a function that fills its variables in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from efficacy.language import Speech
from efficacy.reports.handouts.facts import Meeting, Person, Room
from efficacy.reports.handouts.variables import Variables

Orientation = Literal["portrait", "landscape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """One kind of handout; made as ``ForPerson`` or ``ForMeeting``.

    Attributes
    ----------
    id : str
        Its template is ``<id>.typ.j2``.
    title : str
        English; it stands in the foot of each page.
    about : str
        English; one sentence for whoever chooses what to print.
    variables : type
        The dataclass whose fields its template may use.
    pages, pages_large : int or None
        How many pages it has, and in large print; long answers may add to them. None where the
        plan decides.
    orientation : {"portrait", "landscape"}
        How the paper lies.
    has_narrow_margins : bool
        For a sheet on which every line counts.
    """

    id: str
    title: str
    about: str
    variables: type[Variables]
    pages: int | None
    pages_large: int | None
    orientation: Orientation = "portrait"
    has_narrow_margins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForPerson(Handout):
    """A handout that a participant keeps.

    Attributes
    ----------
    fill : callable
        Returns its variables for a person of a group; for somebody with nothing of their own it
        is a form to fill in by hand. None where the plan has nothing for it.
    is_private : bool
        It holds what somebody gave: in a print for the whole group it is blank, unless they
        released it.
    needs_tag : bool
        It has a number, by which what is written on it is known when it comes back.
    """

    fill: Callable[[Room, Person, Speech], Variables | None]
    is_private: bool = True
    needs_tag: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForMeeting(Handout):
    """A handout for the facilitator.

    Attributes
    ----------
    fill : callable
        Returns its variables for a meeting of a group; None where there is nothing for it.
    needs_results : bool
        Whether it prints figures of the group.
    needs_pack : bool
        Whether it prints paper forms, which uses up a copy of each bought questionnaire in them.
    """

    fill: Callable[[Room, Meeting, Speech], Variables | None]
    needs_results: bool = False
    needs_pack: bool = False
