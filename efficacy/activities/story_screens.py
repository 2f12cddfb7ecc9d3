"""What stands on each screen of the kind ``story``, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from efficacy.activities import story_cards as cards
from efficacy.activities import story_sheet as fields
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.fields import Field
from efficacy.activities.personal import Card, Standing
from efficacy.activities.story_match import available, is_on
from efficacy.activities.story_params import COUNT_IDENTITY, LONGER, StoryParams
from efficacy.activities.story_path import (
    ABOUT,
    BROWSE,
    PICK,
    PICKED_BY_SELF,
    PROMPTS,
    READ,
    REASONS,
    Visit,
    trio,
    visits,
)
from efficacy.content.peer_models import PeerModel
from efficacy.language import Speech

OFFERED = 6
OFFERED_SIMPLE = 3

Screen = tuple[tuple[Field, ...], tuple[Card, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """One person in one run: what they gave, the screens they had, and their language."""

    context: Context
    own: Standing
    path: tuple[Visit, ...]
    say: Speech

    @property
    def here(self) -> Visit:
        return self.path[-1]

    @property
    def attempt(self) -> int:
        return self.here.attempt

    @property
    def is_simple(self) -> bool:
        return params_of(self.context, StoryParams).simple

    @property
    def is_own_choice(self) -> bool:
        """Whether the story here was chosen by its opening line."""
        return self.here.draw is not None and self.here.draw.how == PICKED_BY_SELF


def now(context: Context, own: Standing, say: Speech) -> Now:
    """Return where a person is; the short version begins with the choice."""
    first = BROWSE if params_of(context, StoryParams).simple else PICK
    return Now(context=context, own=own, path=visits(own, first=first), say=say)


def screen(now: Now) -> Screen:
    """Return the fields and the cards that a person has before them."""
    return _SCREENS[now.here.screen](now)


def offered(now: Now) -> tuple[PeerModel, ...]:
    """Return the stories whose opening lines stand there, in an order of this person's own."""
    models = available(now.context, now.own)
    most = min(len(models), OFFERED_SIMPLE if now.is_simple else OFFERED)
    return tuple(now.own.chance("lines").sample(models, most))


def _pick(now: Now) -> Screen:
    lines = fields.lines_field(offered(now), now.say)
    return (lines, *fields.switches(now.context, now.say)), ()


def _about(now: Now) -> Screen:
    with_identity = is_on(now.own, COUNT_IDENTITY)
    asked = fields.about_fields(now.context, now.say, with_identity=with_identity)
    note = Card(lines=(now.say("You can leave out any of these."),), look="quiet")
    return asked, (note,)


def _browse(now: Now) -> Screen:
    models = offered(now) if now.is_simple else available(now.context, now.own)
    if not models:
        return (), (Card(lines=(now.say("There is no other story here."),), look="quiet"),)
    return (fields.choice_field(models, now.say),), ()


def _read(now: Now) -> Screen:
    is_drawn = not (now.is_simple or now.is_own_choice)
    asked: tuple[Field, ...] = (fields.like_me(now.say, is_drawn=is_drawn),)
    if now.is_simple:
        asked = (*asked, fields.prompts(now.say)[-1], *fields.sure(now.context, now.say))
    return asked, (cards.story(now.context, now.own, now.here, now.say),)


def _reasons(now: Now) -> Screen:
    return (), cards.why(now.context, now.own, trio(now.path), now.say)


def _prompts(now: Now) -> Screen:
    asked = (*fields.prompts(now.say), *fields.sure(now.context, now.say))
    return asked, cards.kept(now.own, now.say)


_SCREENS: Mapping[str, Callable[[Now], Screen]] = {
    PICK: _pick,
    ABOUT: _about,
    BROWSE: _browse,
    READ: _read,
    REASONS: _reasons,
    PROMPTS: _prompts,
}


# ------------------------------------------------------------------ what can be done


def actions_now(now: Now) -> tuple[str, ...]:
    """Return what can be done, beside done and pass; the obvious thing first."""
    match now.here.screen:
        case "pick":
            told = available(now.context, now.own)
            return (fields.FIND, fields.TELL, fields.BROWSE) if told else ()
        case "about":
            return (fields.MATCH, fields.BROWSE)
        case "browse":
            return (fields.OPEN,) if available(now.context, now.own) else ()
        case "read":
            return _while_reading(now)
        case "reasons":
            once = cards.to_keep(now.context, now.own, trio(now.path), now.say)
            return (fields.NEXT, *((fields.KEEP,) if once else ()), fields.BROWSE)
    return ()


def _while_reading(now: Now) -> tuple[str, ...]:
    longer = () if now.own.value(LONGER, now.attempt) else (fields.LONG,)
    if now.is_simple:
        return (*longer, fields.BROWSE)
    if now.is_own_choice:
        return (fields.NEXT, *longer, fields.BROWSE, fields.VETO_IT)
    return (fields.NEXT, *longer, fields.SWAP_IT, fields.VETO_IT)
