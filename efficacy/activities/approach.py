"""The kind ``approach``: what I did, what I put off, what I did not meet, in three taps.

Each person also names one thing they avoid, once and for themselves. Later
sessions show it again and ask how sure they are that they can start on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator

from efficacy.activities import earlier
from efficacy.activities.blocks import DONE, finishing, own, require_once, written
from efficacy.activities.contract import (
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Choices, Field, Option, Rating
from efficacy.activities.paper import PaperPart, Table
from efficacy.activities.personal import Card, Earlier, Standing, Turn, View
from efficacy.activities.screens import box, private
from efficacy.activities.sureness import simulated_sure, sure_rating
from efficacy.content.models import Curriculum, Id, Words
from efficacy.content.timing import Load
from efficacy.language import Speech

DID, PUT_OFF, NOT_MET = TAPS = ("did", "put-off", "not-met")
AVOIDED, SURE = "avoided", "sure"

# What simulated people name; invented, and never shown to a real room.
_AVOIDED = (
    "opening letters with figures in them",
    "the word problems",
    "calling the college",
    "asking when I am lost",
)


class SituationParam(Params):
    """Something that people may have met since the last session."""

    id: Id
    label: Words


class ApproachParams(Params):
    """Which situations are asked about, and where the thing avoided was named before.

    ``follows`` names activities of this kind in earlier sessions.
    """

    situations: Annotated[tuple[SituationParam, ...], Declared(min_length=1, max_length=8)]
    follows: tuple[Id, ...] = ()

    @field_validator("situations")
    @classmethod
    def _ids_once(cls, listed: tuple[SituationParam, ...]) -> tuple[SituationParam, ...]:
        require_once([one.id for one in listed])
        return listed


class Approach(Kind):
    """Ask for approach and avoidance without asking why; the room sees none of it."""

    name = "approach"
    title = "Approach check"
    params_model = ApproachParams
    is_personal = True
    offers_talk = True

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, ApproachParams):
            return Load()
        labels = tuple(one.label for one in params.situations)
        # Naming the thing is done once; after that it is three taps and a rating.
        return Load(read=labels, ratings=len(TAPS) + 1, tasks=0 if params.follows else 1)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people tick what they did beside what they put off, and do none of it."""
        return {}

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = (*_taps(context, say), _naming(say), _sure(say))
        return Sheet(fields=fields, actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        found = _named_before(context, own)
        if found is None:
            return View(sheet=self.sheet(context, say))
        known, thing = found
        card = Card(
            title=earlier.dated(say("The one thing you named"), known.day, say),
            lines=(thing,),
            look="record",
        )
        fields = (*_taps(context, say), _sure(say))
        return View(sheet=Sheet(fields=fields, actions=finishing(say)), cards=(card,))

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return written(context, answers)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the situations with three places to tick beside each, and the one thing."""
        taps = _taps(context, say)
        table = Table(
            columns=(taps[0].group, *(tap.label for tap in taps)),
            rows=tuple(one.label for one in own(context, ApproachParams).situations),
            narrow=(1, 2, 3),
        )
        tick = say("Put a tick where it fits. You can leave out any row.")
        return (
            PaperPart(lines=(tick,), table=table),
            PaperPart(fields=(_naming(say), _sure(say)), is_whole=True),
        )

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        fields = self.view(context, own, say).sheet.fields
        given = _ticked([field for field in fields if isinstance(field, Choices)], persona, rng)
        for field in fields:
            if isinstance(field, Choices) or rng.random() < persona.skips:
                continue
            if isinstance(field, Rating):
                level = simulated_sure(persona.sureness, rng)
                given.append(Given(item_id=field.id, value=level))
            else:
                given.append(Given(item_id=field.id, value=rng.choice(_AVOIDED)))
        return Turn(given=tuple(given), action_id=DONE)


def _taps(context: Context, say: Speech) -> tuple[Field, ...]:
    situations = own(context, ApproachParams).situations
    options = tuple(Option(id=one.id, label=one.label) for one in situations)
    group = say("Since we last met")
    labels = (say("I did this"), say("I put this off"), say("I did not meet this"))
    return tuple(
        Choices(id=item, label=label, group=group, options=options)
        for item, label in zip(TAPS, labels, strict=True)
    )


def _ticked(taps: Sequence[Choices], persona: Persona, rng: Random) -> list[Given]:
    """Return simulated ticks: each situation in one of the columns, or left out."""
    return [
        Given(item_id=rng.choice(taps).id, value=1.0, option_id=situation.id)
        for situation in taps[0].options
        if rng.random() >= persona.skips
    ]


def _naming(say: Speech) -> Field:
    return box(
        AVOIDED,
        say("One thing I keep away from"),
        most=120,
        help=private(say),
        group=say("Your one thing"),
    )


def _sure(say: Speech) -> Rating:
    anchors = {"0": say("not at all"), "50": say("halfway"), "100": say("completely")}
    # Without a stem, so that it is one sentence wherever the thing itself stands.
    return sure_rating(SURE, say("How sure are you that you can start on it?"), anchors)


def _named_before(context: Context, own_standing: Standing) -> tuple[Earlier, str] | None:
    """Return when the thing was named and what it is; the newest words count."""
    follows = own(context, ApproachParams).follows
    for known in reversed(earlier.followed(own_standing, context, follows)):
        for one in known.given:
            if one.item_id == AVOIDED and isinstance(one.value, str) and one.value.strip():
                return known, one.value.strip()
    return None
