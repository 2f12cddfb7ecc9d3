"""Several screens in a row, for one person: on, back, and what stands on each.

A personal kind that has more to ask than fits one screen names its screens in
order (its *route*). Each visit of a screen has an attempt of its own, so that
attempts only rise; the server stores which screen a visit was of, as an item
that no sheet holds. Back copies what stood there before, so nothing is typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from efficacy.activities import codebook
from efficacy.activities.blocks import DONE, LONG_TEXT, passing
from efficacy.activities.contract import Given
from efficacy.activities.fields import Action, Field, Text
from efficacy.activities.personal import Outcome, Standing
from efficacy.errors import NotFound
from efficacy.language import Speech

# The item that tells of which screen a visit was; the first is never stored.
SCREEN = "screen"
ON, BACK = "next", "back"

_PLACE = re.compile(r"\{(\w+)\}")


# ------------------------------------------------------------ where somebody is


def visits(own: Standing, route: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Return the visits of a person, oldest first: attempt, and the screen it was of."""
    stored = {
        one.attempt: str(one.value)
        for one in own.given
        if one.item_id == SCREEN and one.attempt > 1
    }
    return ((1, route[0]), *sorted(stored.items()))


def here(own: Standing, route: Sequence[str]) -> tuple[int, str]:
    """Return the attempt and the screen that a person has before them.

    It stays before them where a late answer has taken it from their route.
    """
    return visits(own, route)[-1]


def newest(own: Standing, route: Sequence[str], screen: str) -> Standing:
    """Return what a person last gave on ``screen``, all of it with attempt 1."""
    seen = [attempt for attempt, known in visits(own, route) if known == screen]
    last = [one for one in own.given if seen and one.attempt == seen[-1]]
    return replace(own, given=placed((one for one in last if one.item_id != SCREEN), 1))


def written(own: Standing, item_id: str) -> str:
    """Return the words of a box, without spaces around them; "" where there are none."""
    value = own.value(item_id)
    return value.strip() if isinstance(value, str) else ""


def number(own: Standing, item_id: str) -> float | None:
    """Return the number that was chosen; None where none was."""
    value = own.value(item_id)
    return value if isinstance(value, float | int) else None


# ----------------------------------------------------------------- going on


def go(own: Standing, route: Sequence[str], action_id: str) -> Outcome:
    """Return what a press on “Next” or “Back” brings: a visit of the neighbouring screen.

    Raises
    ------
    NotFound
        If there is no screen in that direction.
    """
    attempt, screen = here(own, route)
    place = _place(route, screen) + (1 if action_id == ON else -1)
    if action_id not in (ON, BACK) or not 0 <= place < len(route):
        raise NotFound("This activity has no “{id}”. Reload the page.", id=action_id[:40])
    there = newest(own, route, route[place]).given
    visit = Given(item_id=SCREEN, value=route[place], attempt=attempt + 1)
    return Outcome(store=(visit, *placed(there, attempt + 1)))


def ways(say: Speech, route: Sequence[str], screen: str) -> tuple[Action, ...]:
    """Return the actions of a screen: on or done first, then back, then pass."""
    is_last = screen == route[-1]
    done = Action(id=DONE, label=say("I am done"), style="primary" if is_last else "quiet")
    # Passing is always allowed and never asked about: no confirmation.
    last = (done, passing(say))
    back = () if _place(route, screen) == 0 else (Action(id=BACK, label=say("Back")),)
    on = () if is_last else (Action(id=ON, label=say("Next"), style="primary"),)
    return (*on, *back, *last)


def _place(route: Sequence[str], screen: str) -> int:
    return route.index(screen) if screen in route else 0


def placed(given: Iterable[Given], attempt: int) -> tuple[Given, ...]:
    """Return what is given as given on the visit with this attempt."""
    return tuple(replace(one, attempt=attempt) for one in given)


# ------------------------------------------------------------------- words


def private(say: Speech) -> str:
    """Return the line below a private box: nobody reads it, and whom to turn to."""
    return say(
        "This is for you. Nobody reads it now. "
        "If you would like to talk about it, tell your counselor."
    )


def box(item_id: str, label: str, *, most: int = 120, help: str = "", group: str = "") -> Text:
    """Return a box for own words of up to ``most`` characters."""
    return Text(
        id=item_id, label=label, help=help, group=group, max_length=most, is_long=most > LONG_TEXT
    )


def filled(words: str, /, **places: object) -> str:
    """Return ``words`` with their places filled once; braces in what is put in stay as they are."""
    return _PLACE.sub(lambda found: str(places.get(found[1], found[0])), words)


def listed(parts: Sequence[str], say: Speech) -> str:
    """Return the parts as words: “a”, “a and b”, “a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return filled(say("{others} and {last}"), others=", ".join(parts[:-1]), last=parts[-1])


# ------------------------------------------------------------ the codebook


def rows(fields: Iterable[Field], say: Speech) -> tuple[dict[str, object], ...]:
    """Return the codebook rows of fields, and of the screens they stand on."""
    return (*codebook.rows(fields, say), _screen_row(say))


def _screen_row(say: Speech) -> dict[str, object]:
    return {
        "item_id": SCREEN,
        "text": say("Which screen a visit was of; its answers have the same attempt"),
        "type": "text",
        "range": say("the name of a screen"),
        "missing": say("empty: the first screen"),
    }
