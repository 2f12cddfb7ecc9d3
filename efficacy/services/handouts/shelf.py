"""What there is to print here: the handouts that ship, and what the counselor's folder changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from efficacy.errors import InvalidValue, NotFound, Problem
from efficacy.language import Speech
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForMeeting, ForPerson, Handout
from efficacy.reports.handouts.look import Look, own_look
from efficacy.reports.handouts.own import own_handouts
from efficacy.reports.handouts.press import press
from efficacy.reports.handouts.registry import HANDOUTS
from efficacy.reports.handouts.templates import Sheet, Templates
from efficacy.services.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The handouts of this machine, as its folder is now.

    Attributes
    ----------
    handouts : mapping of str to Handout
        By id, in the order in which they are printed; those that the counselor added come last.
    folder : Path or None
        The counselor's own folder; None where there is none.
    look : Look
        With the counselor's colour and logo.
    problems : tuple of Problem
        What of the folder could not be used.
    """

    handouts: Mapping[str, Handout]
    folder: Path | None
    look: Look
    problems: tuple[Problem, ...]

    @property
    def templates(self) -> Templates:
        """The templates that ship, and those of the folder before them."""
        return Templates(self.folder)

    @property
    def for_people(self) -> tuple[ForPerson, ...]:
        """The handouts that participants keep."""
        return tuple(one for one in self.handouts.values() if isinstance(one, ForPerson))

    def for_plan(self, room: Room, say: Speech) -> tuple[ForPerson, ...]:
        """Return those of them that the plan of a group has something for."""
        return tuple(one for one in self.for_people if one.fill(room, Person(), say) is not None)

    @property
    def for_meetings(self) -> tuple[ForMeeting, ...]:
        """The handouts of facilitators."""
        return tuple(one for one in self.handouts.values() if isinstance(one, ForMeeting))

    def named(self, ids: Collection[str]) -> tuple[Handout, ...]:
        """Return handouts in the order of the shelf.

        Raises
        ------
        NotFound
            If one of them is not there.
        """
        for id in ids:
            if id not in self.handouts:
                raise NotFound(
                    "There is no handout “{id}”. There are: {known}.",
                    id=id[:40],
                    known=", ".join(self.handouts),
                )
        return tuple(one for id, one in self.handouts.items() if id in ids)


def shelf_of(workshop: Workshop, look: Look) -> Shelf:
    """Return what can be printed; ``look`` says paper and size, the folder colour and logo."""
    folder = workshop.own_handouts
    if folder is None or not folder.is_dir():
        return Shelf(handouts=HANDOUTS, folder=None, look=look, problems=())
    added, unclear = own_handouts(folder, HANDOUTS)
    own, unusable = own_look(folder, look)
    return Shelf(
        handouts={**HANDOUTS, **added},
        folder=folder,
        look=own,
        problems=(*unclear, *unusable),
    )


def print_alone(workshop: Workshop, sheet: Sheet, look: Look) -> bytes:
    """Return one sheet as PDF.

    Raises
    ------
    InvalidValue
        If its template cannot be printed, with what is wrong and where.
    """
    shelf = shelf_of(workshop, look)
    printed = press([sheet], shelf.look, shelf.templates)
    for problem in printed.problems:
        raise InvalidValue(
            "“{title}” cannot be printed. {problem}", title=sheet.handout.title, problem=problem
        )
    return printed.pdf
