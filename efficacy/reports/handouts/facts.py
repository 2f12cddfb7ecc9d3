"""What handouts are filled in from: a group, one of its people, one of its meetings.

Read from the store by ``services.handouts``; everything after that is pure. A person without
answers is a blank form: the same sheet, with lines to write on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from efficacy.activities.personal import Earlier
from efficacy.content.guide import Guide
from efficacy.content.models import Curriculum, Plan, PlannedSession
from efficacy.reports.own import OwnResults
from efficacy.reports.pack import Pack

if TYPE_CHECKING:
    from efficacy.reports.results import Results

NOTHING_OF_ONES_OWN = OwnResults(stand="none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What all sheets of a group share.

    Attributes
    ----------
    name, code, contact : str
        As the facilitator and the program named them; the code as screens show it.
    address : str
        What people type into a browser, such as ``192.168.0.7:8501``; "" where nobody can reach
        this machine.
    mode : str
        ``group-only`` or ``confidential``.
    content, plan
        As the group has pinned them.
    day, keep_until : str
        Today, and the day on which call names and own lines are deleted; ISO text.
    """

    name: str
    code: str
    contact: str
    address: str
    mode: str
    content: Curriculum
    plan: Plan
    day: str
    keep_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a group, with what of theirs may be printed now.

    Attributes
    ----------
    call_name : str
        "" for a form without a name.
    pin : str
        Only in their own print, else "".
    seed : str
        This person's alone, so that two people do not have the same tasks; as in ``practice``.
    given : tuple of Earlier
        All that they gave, an entry an activity (its newest run), oldest first.
    own : OwnResults
        What their own page shows.
    reply : str
        The counselor's two sentences; "" where none were written.
    received : tuple of str
        Words that people of the group gave them, and that were handed over.
    tag : str
        Of the take-home sheet that is printed, or of the file; "" where none was given out.
    """

    call_name: str = ""
    pin: str = ""
    seed: str = ""
    given: tuple[Earlier, ...] = ()
    own: OwnResults = NOTHING_OF_ONES_OWN
    reply: str = ""
    received: tuple[str, ...] = ()
    tag: str = ""

    def blank(self) -> Person:
        """Return the same person with nothing of theirs but the name: a form to fill in by hand."""
        return Person(call_name=self.call_name, tag=self.tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of a group's plan, for the sheets of its facilitator.

    Attributes
    ----------
    session : PlannedSession
    number : int
        From 1, in the plan.
    people : int
        How many are in the group now.
    results : Results or None
        The group's figures as they may leave the room; None where no handout asked for them.
    guides : mapping of str to Guide
        The chapters of the facilitator's guide by id, as they stand now.
    held : mapping of str to float
        Minutes that each step of the meeting was on, by its id; a step that was never opened is
        not in it. Empty where no handout asked for figures.
    pack : Pack or None
        The paper forms of the meeting; None where no handout asked for them.
    """

    session: PlannedSession
    number: int
    people: int = 0
    results: Results | None = field(default=None)
    guides: Mapping[str, Guide] = field(default_factory=dict)
    held: Mapping[str, float] = field(default_factory=dict)
    pack: Pack | None = None
