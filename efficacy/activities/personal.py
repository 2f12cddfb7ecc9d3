"""One person's side of an activity: where they stand, what is before them, what they do.

A personal kind shows each participant something else: the task that is theirs,
the story they chose. It stays pure. What a person has before them follows from
what they have given and from a seed of their own, so that it can be worked out
again at any time: after a reload, on another device, by the server that judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from efficacy.activities.contract import Given, Sheet

Look = Literal["plain", "task", "good", "quiet", "steps", "story", "record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What this person gave in another activity of the plan (its newest run).

    ``day`` is the date of that run, as ISO text; ``wave`` is "" where it
    measured nothing.
    """

    activity_id: str
    wave: str
    day: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one participant stands in a run: no name of theirs, no clock, nobody else's answers.

    Attributes
    ----------
    given : tuple of Given
        What they have given in this run, by attempt; cleared answers are not in it.
    seed : str
        This person's alone in this run. What is drawn by chance is drawn from it.
    phase_index : int
        0-based phase that the room is in.
    is_open : bool
        Whether something may still be given.
    is_closing : bool
        Whether this is the last task: it ends in a few minutes.
    is_revealed : bool
        Whether the room looks at the picture.
    day : str
        Today's date, as ISO text.
    earlier : tuple of Earlier
        What they gave in the plan's other activities, oldest first.
    partners : tuple of str
        Call names of the people they are grouped with in this session; whom they
        write to comes first.
    received : tuple of str
        Words that others gave them in this run, once the room is shown its picture.
    how : str
        ``done``, ``passed`` or "" while they are at it.
    """

    given: tuple[Given, ...] = ()
    seed: str = ""
    phase_index: int = 0
    is_open: bool = True
    is_closing: bool = False
    is_revealed: bool = False
    day: str = ""
    earlier: tuple[Earlier, ...] = ()
    partners: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    how: str = ""

    def chance(self, what: str) -> Random:
        """Return a source of chance for one purpose: the same each time it is asked."""
        return Random(f"{self.seed} {what}")

    def value(self, item_id: str, attempt: int = 1) -> float | str | None:
        """Return what was given for an item; None if nothing was."""
        for one in self.given:
            if one.item_id == item_id and one.attempt == attempt and not one.option_id:
                return one.value
        return None

    def chosen(self, item_id: str, attempt: int = 1) -> tuple[str, ...]:
        """Return the options that were chosen of an item with several."""
        return tuple(
            one.option_id
            for one in self.given
            if one.item_id == item_id and one.attempt == attempt and one.option_id and one.value
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a private picture: where something lies between two named ends.

    ``words`` says the same for those who do not see it.
    """

    label: str
    value: float | None
    low: float = 0
    high: float = 100
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something to read on one person's own screen, and on nobody else's.

    ``title`` is a heading; ``lines`` are paragraphs, ``points`` a list (of
    steps, in order, where the look is ``steps``), ``bars`` a picture.
    ``is_spoken`` offers to read it aloud, where the device has a voice of its own.
    ``clock_s`` offers a clock of so many seconds: it runs only for those who open
    it, is hidden again by closing it, and ends nothing.
    ``pace`` holds the seconds that the room stays with each line, where all read
    together; the line that is on is marked.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    look: Look = "plain"
    is_spoken: bool = False
    clock_s: int | None = None
    pace: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one participant has before them now.

    ``attempt`` numbers what they see: when it changes, the sheet is a fresh
    one, and an action that was meant for an older one does nothing. ``hints``
    stand below the boxes; where the view ``is_live`` it is worked out anew
    after each answer that was saved, so that they follow what is written.
    """

    sheet: Sheet
    cards: tuple[Card, ...] = ()
    attempt: int = 1
    hints: tuple[str, ...] = ()
    is_live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that a participant gives to others.

    Attributes
    ----------
    item_id : str
        The field they were written in; offered again, they replace the former.
    to : str
        ``room`` (the facilitator approves first), ``partner`` (the next
        person of one's group; handed over when the room is shown its picture) or
        ``counselor`` (never shown in front and handed to nobody else).
    flag : str
        Why the facilitator should look first; "" where nothing speaks for it.
    text : str or None
        None takes them back.
    """

    item_id: str
    text: str | None
    to: Literal["room", "partner", "counselor"] = "room"
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an action brings.

    Attributes
    ----------
    store : tuple of Given
        What the server itself writes down, such as the result of a task.
    forget : tuple of str
        Items whose answers in this run are deleted.
    words : tuple of Words
        What is given to others, or taken back.
    how : str
        ``done`` or ``passed`` completes the run for this person, ``undo``
        takes that back, "" changes nothing of it.
    takes_survey, wishes_talk : bool or None
        A choice of the person's that is no answer; None leaves it as it is.
    """

    store: tuple[Given, ...] = ()
    forget: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    how: Literal["", "done", "passed", "undo"] = ""
    takes_survey: bool | None = None
    wishes_talk: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a simulated person does with a view: answers, then an action ("" for none)."""

    given: tuple[Given, ...] = ()
    action_id: str = ""
