"""Where one person is in the kind ``story``: the screens they have visited, and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from efficacy.activities.contract import Given
from efficacy.activities.fields import Value
from efficacy.activities.personal import Standing
from efficacy.activities.story_params import DRAWN, LEFT, LIKE_ME, SCREEN, SHOWN, WAITING

PICK, ABOUT, READ, REASONS, BROWSE, PROMPTS = (
    "pick",
    "about",
    "read",
    "reasons",
    "browse",
    "prompts",
)
MATCHED, RANDOM, PICKED_BY_SELF = "matched", "random", "chosen"
SWAP, VETO = "swap", "veto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A story that is to be read, and how it was drawn: matched, random or chosen."""

    story: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One screen that a person has had before them; its attempt numbers it."""

    screen: str
    attempt: int
    draw: Draw | None = None
    left: str = ""


def visits(own: Standing, *, first: str = PICK) -> tuple[Visit, ...]:
    """Return all screens so far; the last one is before the person now."""
    found = [Visit(screen=first, attempt=1)]
    while screen := own.value(SCREEN, len(found) + 1):
        attempt = len(found) + 1
        story, how = own.value(SHOWN, attempt), own.value(DRAWN, attempt)
        found.append(
            Visit(
                screen=str(screen),
                attempt=attempt,
                draw=Draw(story=str(story), how=str(how)) if story and how else None,
                left=str(own.value(LEFT, attempt) or ""),
            )
        )
    return tuple(found)


def trio(path: Sequence[Visit]) -> tuple[Visit, ...]:
    """Return the visits of stories that were drawn for this person and kept to the end."""
    return tuple(
        one for one in path if one.draw and one.draw.how in (MATCHED, RANDOM) and not one.left
    )


def all_rated(own: Standing, read: Sequence[Visit]) -> bool:
    """Return whether it was said of each story how like the reader its person is."""
    return all(own.value(LIKE_ME, one.attempt) is not None for one in read)


def shown(path: Sequence[Visit]) -> frozenset[str]:
    """Return the stories that this person has had before them in this run."""
    return frozenset(one.draw.story for one in path if one.draw)


def waiting(own: Standing, path: Sequence[Visit]) -> tuple[Draw, ...]:
    """Return the stories drawn for this person that they have not seen yet, in order."""
    drawn: list[Draw] = []
    while value := own.value(WAITING, len(drawn) + 1):
        how, _, story = str(value).partition(" ")
        drawn.append(Draw(story=story, how=how))
    seen = shown(path)
    return tuple(one for one in drawn if one.story not in seen)


def vetoed(own: Standing) -> frozenset[str]:
    """Return the stories that never come again, from this run and earlier ones."""
    return frozenset(
        str(of.value)
        for given in (own.given, *(one.given for one in own.earlier))
        for one in given
        if one.item_id == LEFT and one.value == VETO
        for of in given
        if of.item_id == SHOWN and of.attempt == one.attempt
    )


def read_before(own: Standing) -> frozenset[str]:
    """Return the stories that this person met in earlier activities."""
    return frozenset(
        str(one.value) for run in own.earlier for one in run.given if one.item_id == SHOWN
    )


def latest(own: Standing, item_id: str) -> Value:
    """Return what was given for an item on the newest screen that asked for it."""
    found = [one for one in own.given if one.item_id == item_id and not one.option_id]
    return max(found, key=lambda one: one.attempt).value if found else None


def going(screen: str, attempt: int, draw: Draw | None = None) -> tuple[Given, ...]:
    """Return what is written down when a person comes to a screen."""
    place = (Given(item_id=SCREEN, value=screen, attempt=attempt),)
    if draw is None:
        return place
    return (
        *place,
        Given(item_id=SHOWN, value=draw.story, attempt=attempt),
        Given(item_id=DRAWN, value=draw.how, attempt=attempt),
    )
