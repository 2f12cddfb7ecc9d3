"""What a press brings in the kind ``story``: where a person goes, and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from efficacy.activities import story_cards as cards
from efficacy.activities import story_sheet as fields
from efficacy.activities.contract import Given
from efficacy.activities.story_match import another, available, draw, is_on
from efficacy.activities.story_params import (
    CHOSEN,
    COUNT_IDENTITY,
    DRAWN,
    KEPT,
    LEFT,
    LINES,
    LONGER,
    SCREEN,
    WAITING,
    identity_ids,
)
from efficacy.activities.story_path import (
    ABOUT,
    BROWSE,
    MATCHED,
    PICK,
    PICKED_BY_SELF,
    PROMPTS,
    READ,
    REASONS,
    SWAP,
    VETO,
    Draw,
    all_rated,
    going,
    shown,
    trio,
    waiting,
)
from efficacy.activities.story_screens import Now
from efficacy.errors import InvalidValue

# On these screens what people said of themselves is still needed.
_MATCHING = frozenset({PICK, ABOUT, READ, REASONS})


def forgotten(now: Now, store: tuple[Given, ...]) -> tuple[str, ...]:
    """Return the items to delete: none while stories are matched with them, else all of them.

    They are named again at every later press, because an answer may have been
    on its way without network.
    """
    written = {one.item_id: one.value for one in store}
    goes_to = written.get(SCREEN, now.here.screen)
    is_own = written[DRAWN] == PICKED_BY_SELF if DRAWN in written else now.is_own_choice
    is_needed = goes_to in _MATCHING and not is_own and is_on(now.own, COUNT_IDENTITY)
    return () if is_needed else identity_ids(now.context)


def _find(now: Now) -> tuple[Given, ...]:
    _check_lines(now)
    if is_on(now.own, COUNT_IDENTITY) and identity_ids(now.context):
        return going(ABOUT, now.attempt + 1)
    return _match(now)


def _tell(now: Now) -> tuple[Given, ...]:
    _check_lines(now)
    return going(ABOUT, now.attempt + 1)


def _check_lines(now: Now) -> None:
    number = len(now.own.chosen(LINES, 1))
    if not 1 <= number <= 2:
        raise InvalidValue(
            "Pick two lines; you have picked {number}. You can also look through all stories.",
            number=number,
        )


def _match(now: Now) -> tuple[Given, ...]:
    drawn = draw(now.context, now.own)
    if not drawn:
        return going(BROWSE, now.attempt + 1)
    queue = tuple(
        Given(item_id=WAITING, value=f"{one.how} {one.story}", attempt=place)
        for place, one in enumerate(drawn, start=1)
    )
    return (*queue, *going(READ, now.attempt + 1, drawn[0]))


def _browse(now: Now) -> tuple[Given, ...]:
    return going(BROWSE, now.attempt + 1)


def _open(now: Now) -> tuple[Given, ...]:
    chosen = now.own.value(CHOSEN, now.attempt)
    if chosen not in {model.id for model in available(now.context, now.own)}:
        raise InvalidValue("Choose a story first, by its opening line.")
    return going(READ, now.attempt + 1, Draw(story=str(chosen), how=PICKED_BY_SELF))


def _next(now: Now) -> tuple[Given, ...]:
    if now.here.screen == REASONS or now.is_own_choice:
        return going(PROMPTS, now.attempt + 1)
    return _onward(now, has_read=True)


def _onward(now: Now, *, has_read: bool) -> tuple[Given, ...]:
    """Return the way to the next story that waits, then to the reasons, then to the notes.

    The reasons come only when every story that was read has been rated, so that no
    rating rests on them. Whoever leaves a rating out goes past them.
    """
    left = waiting(now.own, now.path)
    # When the last minutes run, what was read is more than what was not.
    if left and not (now.own.is_closing and has_read):
        return going(READ, now.attempt + 1, left[0])
    read = trio(now.path if has_read else now.path[:-1])
    can_tell = bool(read) and all_rated(now.own, read)
    return going(REASONS if can_tell else PROMPTS, now.attempt + 1)


def _longer(now: Now) -> tuple[Given, ...]:
    return (Given(item_id=LONGER, value=1.0, attempt=now.attempt),)


def _swap(now: Now) -> tuple[Given, ...]:
    return _leaving(now, SWAP)


def _veto(now: Now) -> tuple[Given, ...]:
    return _leaving(now, VETO)


def _leaving(now: Now, why: str) -> tuple[Given, ...]:
    """Return another story in the place of this one, or the way on where there is none."""
    left = (Given(item_id=LEFT, value=why, attempt=now.attempt),)
    if now.is_own_choice:
        return (*left, *_browse(now))
    taken = shown(now.path) | {one.story for one in waiting(now.own, now.path)}
    leaving = now.here.draw or Draw(story="", how=MATCHED)
    other = another(now.context, now.own, leaving, taken=taken, attempt=now.attempt)
    if other is not None:
        return (*left, *going(READ, now.attempt + 1, other))
    return (*left, *_onward(now, has_read=False))


def _keep(now: Now) -> tuple[Given, ...]:
    once = cards.to_keep(now.context, now.own, trio(now.path), now.say)
    kept = tuple(
        Given(
            item_id=KEPT,
            value="; ".join((model.name, *(reason.words for reason in reasons))),
            attempt=place,
        )
        for place, (model, reasons) in enumerate(once, start=1)
    )
    return (*kept, *going(PROMPTS, now.attempt + 1))


MOVES: Mapping[str, Callable[[Now], tuple[Given, ...]]] = {
    fields.FIND: _find,
    fields.TELL: _tell,
    fields.MATCH: _match,
    fields.BROWSE: _browse,
    fields.OPEN: _open,
    fields.NEXT: _next,
    fields.LONG: _longer,
    fields.SWAP_IT: _swap,
    fields.VETO_IT: _veto,
    fields.KEEP: _keep,
}
