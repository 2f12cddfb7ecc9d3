"""Which stories a person gets, and why: likeness on what they switched on, and chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.personal import Standing
from efficacy.activities.story_params import (
    COUNT_IDENTITY,
    COUNT_LIFE,
    COUNT_MATH,
    COUNT_ROAD,
    LINES,
    NOT_SAID,
    ROAD,
    STAGE,
    START,
    IdentityParam,
    StoryParams,
    library,
)
from efficacy.activities.story_path import (
    MATCHED,
    RANDOM,
    Draw,
    latest,
    read_before,
    vetoed,
)
from efficacy.content.peer_models import PeerModel, Trait
from efficacy.language import Speech
from efficacy.matching import Attribute, Similarity, fit, overreach, similarity

SITUATION = "situation"
# How much each attribute weighs where it is switched on.
WEIGHTS: Mapping[str, float] = {START: 3, ROAD: 2, STAGE: 1, SITUATION: 2}
IDENTITY_WEIGHT = 2.0
SWITCH_OF: Mapping[str, str] = {
    START: COUNT_MATH,
    ROAD: COUNT_ROAD,
    STAGE: COUNT_LIFE,
    SITUATION: COUNT_LIFE,
}
BEGAN = Attribute(START, "number", 0, 100)
MATCHES, LEAST_COPING = 2, 2
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Something that is true of the person and of the story's; ``is_identity`` is told once."""

    attribute: str
    words: str
    is_identity: bool = False


def is_on(own: Standing, switch: str) -> bool:
    """Return whether something counts: identity only after a yes, the rest unless after a no."""
    given = latest(own, switch)
    return given == YES if switch == COUNT_IDENTITY else given != NO


def picked(context: Context, own: Standing) -> tuple[PeerModel, ...]:
    """Return the stories whose opening lines this person picked."""
    chosen = own.chosen(LINES, 1)
    return tuple(model for model in library(context) if model.id in chosen)


def available(context: Context, own: Standing) -> tuple[PeerModel, ...]:
    """Return the stories that this person has not sent away for good."""
    gone = vetoed(own)
    return tuple(model for model in library(context) if model.id not in gone)


# ------------------------------------------------------------ what is compared


def attributes(context: Context) -> tuple[Attribute, ...]:
    """Return what people and stories are compared by; the ranges are fixed."""
    return (
        BEGAN,
        Attribute(ROAD, "set"),
        Attribute(STAGE, "set"),
        Attribute(SITUATION, "set"),
        *(Attribute(one.item_id, "choice") for one in params_of(context, StoryParams).identity),
    )


def weights(context: Context, own: Standing) -> dict[str, float]:
    """Return this person's weights: 0 for what they switched off."""
    counted = {known: WEIGHTS[known] * is_on(own, SWITCH_OF[known]) for known in WEIGHTS}
    of_identity = IDENTITY_WEIGHT * is_on(own, COUNT_IDENTITY)
    return counted | {one.item_id: of_identity for one in params_of(context, StoryParams).identity}


def person(context: Context, own: Standing) -> dict[str, object]:
    """Return a person's values: what they told, otherwise what the lines they picked say."""
    models = picked(context, own)
    told = {known: latest(own, known) for known in (START, ROAD, STAGE)}
    values: dict[str, object] = {SITUATION: {one.id for model in models for one in _lives(model)}}
    values[START] = told[START]
    if told[START] is None and models:
        values[START] = sum(model.attributes.start for model in models) / len(models)
    values[ROAD] = {told[ROAD] or ""} - {""} or {model.attributes.field.id for model in models}
    values[STAGE] = {told[STAGE] or ""} - {""} or {model.attributes.stage.id for model in models}
    for asked in params_of(context, StoryParams).identity:
        values[asked.item_id] = _said(latest(own, asked.item_id))
    return values


def traits(context: Context, model: PeerModel) -> dict[str, object]:
    """Return a story's values under the same ids."""
    shared = model.attributes
    values: dict[str, object] = {
        START: shared.start,
        ROAD: {shared.field.id},
        STAGE: {shared.stage.id},
        SITUATION: {one.id for one in shared.situation},
    }
    for asked in params_of(context, StoryParams).identity:
        values[asked.item_id] = _said(shared.identity.get(asked.id))
    return values


def _said(value: object) -> str | None:
    """Return self-description as it is compared; None where somebody would rather not say."""
    words = " ".join(str(value or "").split()).casefold()
    return words if words and words != NOT_SAID else None


def _lives(model: PeerModel) -> tuple[Trait, ...]:
    return model.attributes.situation


def likeness(context: Context, own: Standing, model: PeerModel) -> Similarity:
    """Return how alike a person and a story are, on what the person switched on."""
    return similarity(
        person(context, own),
        traits(context, model),
        attributes(context),
        weights(context, own),
    )


# ------------------------------------------------------------------ what is drawn


def ranked(context: Context, own: Standing, models: Sequence[PeerModel]) -> tuple[PeerModel, ...]:
    """Return the stories, the best fitting first; chance decides between equals."""
    start = person(context, own)[START] if is_on(own, COUNT_MATH) else None
    seen = read_before(own)
    order = own.chance("ties").sample([model.id for model in models], len(models))

    def score(model: PeerModel) -> float:
        return fit(
            likeness(context, own, model),
            is_coping=model.attributes.is_coping,
            overreach=overreach(
                float(start) if isinstance(start, int | float) else None, model.attributes.level
            ),
            was_seen=model.id in seen,
        )

    return tuple(sorted(models, key=lambda model: (-score(model), order.index(model.id))))


def draw(context: Context, own: Standing) -> tuple[Draw, ...]:
    """Return up to three stories in the order of reading: two that fit, and one by chance.

    At least two of them struggled first, where the library has two.
    """
    best = ranked(context, own, available(context, own))
    fitting = list(best[:MATCHES])
    if not any(_copes(model) for model in fitting):
        fitting[MATCHES - 1 :] = [model for model in best if _copes(model)][:1] or fitting[1:]
    rest = [model for model in best if model not in fitting]
    if sum(map(_copes, fitting)) < LEAST_COPING:
        rest = [model for model in rest if _copes(model)] or rest
    chance = own.chance("another road")
    other = [chance.choice(sorted(rest, key=lambda model: model.id))] if rest else []
    drawn = [Draw(story=model.id, how=MATCHED) for model in fitting]
    drawn += [Draw(story=model.id, how=RANDOM) for model in other]
    return tuple(own.chance("order").sample(drawn, len(drawn)))


def another(
    context: Context, own: Standing, leaving: Draw, *, taken: frozenset[str], attempt: int
) -> Draw | None:
    """Return a story in the place of one that is left; None where there is no other."""
    rest = [
        model
        for model in ranked(context, own, available(context, own))
        if model.id not in taken and model.id != leaving.story
    ]
    left = next((model for model in library(context) if model.id == leaving.story), None)
    if left is not None and _copes(left):
        rest = [model for model in rest if _copes(model)] or rest
    if not rest:
        return None
    if leaving.how == MATCHED:
        return Draw(story=rest[0].id, how=MATCHED)
    found = own.chance(f"swap {attempt}").choice(sorted(rest, key=lambda model: model.id))
    return Draw(story=found.id, how=RANDOM)


def _copes(model: PeerModel) -> bool:
    return model.attributes.is_coping


# ------------------------------------------------------------------------- why


def reasons(context: Context, own: Standing, model: PeerModel, say: Speech) -> tuple[Reason, ...]:
    """Return what is true of both, of what the person switched on, in plain words."""
    mine = person(context, own)
    found: list[Reason] = []
    for known in likeness(context, own, model).reasons:
        identity = _asked(context, known)
        if identity is not None:
            words = f"{identity.label}: {_shown(identity, latest(own, known))}"
            found.append(Reason(attribute=known, words=words, is_identity=True))
        elif known == START:
            if _began_alike(context, own, model):
                words = say("began about as sure of math")
                found.append(_reason(own, known, words, say))
        else:
            shared = model.attributes
            theirs = {ROAD: (shared.field,), STAGE: (shared.stage,)}.get(known, _lives(model))
            found += [
                _reason(own, known, trait.words, say)
                for trait in theirs
                if trait.id in _ids(mine[known])
            ]
    return tuple(found)


def _reason(own: Standing, known: str, words: str, say: Speech) -> Reason:
    # Somebody who picked a line has not said that of themselves.
    is_told = known in (START, ROAD, STAGE) and latest(own, known) is not None
    pattern = (
        say("As you said of yourself: {words}.")
        if is_told
        else say("As in a line you picked: {words}.")
    )
    return Reason(attribute=known, words=pattern.replace("{words}", words))


def _began_alike(context: Context, own: Standing, model: PeerModel) -> bool:
    """Return whether what a reason says of the start is true.

    Two lines that were picked are compared by their middle, where neither of them may stand.
    """
    if latest(own, START) is not None:
        return True
    theirs = {START: model.attributes.start}
    return any(
        similarity({START: line.attributes.start}, theirs, [BEGAN]).reasons
        for line in picked(context, own)
    )


def _asked(context: Context, item_id: str) -> IdentityParam | None:
    every = params_of(context, StoryParams).identity
    return next((one for one in every if one.item_id == item_id), None)


def _shown(asked: IdentityParam, value: object) -> str:
    return next((one.label for one in asked.options if one.id == value), str(value))


def _ids(value: object) -> frozenset[object]:
    return frozenset(value) if isinstance(value, set | frozenset) else frozenset()
