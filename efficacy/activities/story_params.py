"""What a plan says for the kind ``story``, and the items that the kind stores."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator

from efficacy.activities.blocks import own, require_once
from efficacy.activities.contract import Context, Params
from efficacy.content.models import Id, Words
from efficacy.content.peer_models import PeerModel

# What people give.
LINES, CHOSEN, LIKE_ME, SURE = "lines", "chosen", "like-me", "sure"
START, ROAD, STAGE = "start", "road", "stage"
COUNT_MATH, COUNT_ROAD, COUNT_LIFE, COUNT_IDENTITY = (
    "count-math",
    "count-road",
    "count-life",
    "count-identity",
)
HARD, DID, TRY = "hard-for-both", "what-they-did", "what-i-try"
# How like oneself somebody is: "not at all" to "very much".
LIKE_LOW, LIKE_HIGH, LIKE_STEP = 0, 100, 10
# What the server writes down: the screen of a visit, its story, how that came
# to be shown, why it was left, and what is shown next.
SCREEN, SHOWN, DRAWN, LEFT, WAITING, LONGER, KEPT = (
    "screen",
    "shown",
    "drawn",
    "left",
    "waiting",
    "longer",
    "kept",
)
NOT_SAID = "prefer-not-to-say"


class OptionParam(Params):
    """One answer that is offered."""

    id: Id
    label: Words


class IdentityParam(Params):
    """Something people may say of themselves, for the matching and for nothing else.

    Without ``options`` it is a line in their own words.
    """

    id: Id
    label: Words
    options: tuple[OptionParam, ...] = ()

    @property
    def item_id(self) -> str:
        """Return what the answer is stored under, until it is forgotten."""
        return f"me.{self.id}"


class StoryParams(Params):
    """Whose stories there are, and what may count for the choice.

    ``simple`` is the short version: three opening lines to choose one from.
    ``identity`` is asked only of people who switch it on. ``sure_label`` is
    the rating of how sure people are, asked at the end.
    """

    models: Annotated[tuple[Id, ...], Declared(min_length=3)]
    simple: bool = False
    identity: tuple[IdentityParam, ...] = ()
    sure_label: Words | None = None
    reveal: bool = True

    @field_validator("models")
    @classmethod
    def _models_once(cls, models: tuple[str, ...]) -> tuple[str, ...]:
        return _once(models)

    @field_validator("identity")
    @classmethod
    def _ids_once(cls, asked: tuple[IdentityParam, ...]) -> tuple[IdentityParam, ...]:
        _once(tuple(one.id for one in asked))
        for one in asked:
            _once((*(option.id for option in one.options), NOT_SAID))
        return asked


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    require_once(ids)
    return ids


def library(context: Context) -> tuple[PeerModel, ...]:
    """Return the stories that the plan names, in its order.

    One that the content does not hold was taken back by the person who told it, or
    its consent has ended: it is left out. ``references`` tells of ids that never were.
    """
    known = context.curriculum.peer_models
    return tuple(known[one] for one in own(context, StoryParams).models if one in known)


def identity_ids(context: Context) -> tuple[str, ...]:
    """Return the items that are forgotten after matching."""
    return tuple(one.item_id for one in own(context, StoryParams).identity)
