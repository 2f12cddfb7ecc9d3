"""The edit of a story that was handed on: put together, changed part by part, counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from efficacy.activities.relay_form import AGE, COST, DID, HARD, LED, NAME, OPENING, STILL, TRIED
from efficacy.content.exchange import unpacked
from efficacy.content.models import Provenance
from efficacy.content.peer_model_rules import LONG, SHORT
from efficacy.content.peer_models import Attributes, Label, PeerModel, Road
from efficacy.content.peer_models import Trait as Trait
from efficacy.content.readability import words
from efficacy.services.access import require_login
from efficacy.services.facilitate.actor import Actor
from efficacy.services.workshop import Workshop

# Stands where the counselor still has to write or choose something.
GAP = "…"
LICENCE = "told with this person’s consent in the counselor’s own groups; not to be passed on"
UNCHOSEN = Trait(id="to-choose", words=GAP)


class Length(NamedTuple):
    """How many words a text has, and from how many to how many it should have."""

    found: int
    least: int
    most: int

    @property
    def fits(self) -> bool:
        return self.least <= self.found <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What stories can be compared by, in the words of those that there are; by id."""

    fields: Mapping[str, Trait]
    stages: Mapping[str, Trait]
    situations: Mapping[str, Trait]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a counselor typed and chose; empty text and None leave a gap.

    ``start`` and ``level`` are 0 to 100: how sure of math at first, and now.
    """

    name: str
    opening: str
    short: str
    long: str
    strategy: str
    still_hard: str
    road: Road | None = None
    start: int = 30
    level: int = 30
    field: Trait | None = None
    stage: Trait | None = None
    situation: Sequence[Trait] = ()
    is_coping: bool = True


def put_together(
    answers: Mapping[str, str],
    *,
    story_id: str,
    language: str,
    author: str,
    given: date,
    consent_until: date,
) -> PeerModel:
    """Return a story made of the answers in their order, with gaps where nothing was given."""
    whole = [answers[box] for box in (HARD, TRIED, COST, DID, LED, STILL) if answers.get(box)]
    half = [answers[box] for box in (HARD, TRIED, DID, STILL) if answers.get(box)]
    name = ", ".join(answers[box] for box in (NAME, AGE) if answers.get(box))
    return PeerModel(
        kind="peer-model",
        id=story_id,
        language=language,
        version="1",
        provenance=Provenance(
            author=author,
            written=given,
            derived_from="Written by the person it is about; edited by their counselor.",
            licence=LICENCE,
        ),
        label=Label(kind="real", consent_until=consent_until),
        name=name or GAP,
        opening=answers.get(OPENING) or GAP,
        short="\n\n".join(half) or GAP,
        long="\n\n".join(whole) or GAP,
        strategy=answers.get(DID) or GAP,
        still_hard=answers.get(STILL) or GAP,
        attributes=Attributes(start=30, level=30, field=UNCHOSEN, stage=UNCHOSEN, is_coping=True),
    )


def edited(model: PeerModel, edit: Edit) -> PeerModel:
    """Return a story with these words and choices; its label and its id stay."""
    attributes = Attributes(
        start=edit.start,
        level=edit.level,
        field=edit.field or UNCHOSEN,
        stage=edit.stage or UNCHOSEN,
        situation=tuple(edit.situation),
        is_coping=edit.is_coping,
        identity=model.attributes.identity,
    )
    return model.model_copy(
        update={
            "name": _filled(edit.name),
            "opening": _filled(edit.opening),
            "short": _filled(edit.short),
            "long": _filled(edit.long),
            "strategy": _filled(edit.strategy),
            "still_hard": _filled(edit.still_hard),
            "road": edit.road,
            "attributes": attributes,
        }
    )


def lengths(model: PeerModel) -> dict[str, Length]:
    """Return how long the two texts are."""
    return {
        "short": Length(len(words(model.short)), *SHORT),
        "long": Length(len(words(model.long)), *LONG),
    }


def traits(workshop: Workshop, who: Actor, language: str = "en") -> Traits:
    """Return what the stories that there are can be compared by."""
    with workshop.store.read() as tx:
        require_login(tx, who)
    known = [one.attributes for one in workshop.library.curriculum(language).peer_models.values()]
    return Traits(
        fields=_each_once(one.field for one in known),
        stages=_each_once(one.stage for one in known),
        situations=_each_once(trait for one in known for trait in one.situation),
    )


def has_gaps(model: PeerModel) -> bool:
    """Return whether a text is still missing, or what it is compared by is not chosen."""
    shared = model.attributes
    told = (model.name, model.opening, model.short, model.long, model.strategy, model.still_hard)
    return GAP in (*told, shared.field.words, shared.stage.words)


def read_edit(text: str) -> PeerModel | None:
    """Return an edit that was kept as text; None where there is none, or it cannot be read."""
    if not text:
        return None
    contents = unpacked(text, name="edit").contents
    return next((one for one in contents if isinstance(one, PeerModel)), None)


def _filled(text: str) -> str:
    return text.strip() or GAP


def _each_once(traits: Iterable[Trait]) -> dict[str, Trait]:
    found: dict[str, Trait] = {}
    for one in traits:
        if one.words != GAP:
            found.setdefault(one.id, one)
    return dict(sorted(found.items(), key=lambda item: item[1].words))
