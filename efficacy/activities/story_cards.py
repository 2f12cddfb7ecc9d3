"""What one person reads in the kind ``story``: the stories, and why they were chosen."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.activities.contract import Context
from efficacy.activities.personal import Card, Standing
from efficacy.activities.story_match import Reason, reasons
from efficacy.activities.story_params import KEPT, LONGER, library
from efficacy.activities.story_path import RANDOM, Visit
from efficacy.content.peer_models import Label, PeerModel
from efficacy.language import Speech


def label_words(label: Label, say: Speech) -> str:
    """Return what kind of truth a story has."""
    if label.kind == "invented":
        return say("An invented example.")
    if label.kind == "composite":
        return say("Put together from {n} interviews.").format(n=label.interviews)
    return say("A real person. Consent is on file.")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text."""
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def model_of(context: Context, visit: Visit) -> PeerModel | None:
    """Return the story of a visit; None where it is not told any more."""
    wanted = visit.draw.story if visit.draw else ""
    return next((model for model in library(context) if model.id == wanted), None)


def story(context: Context, own: Standing, visit: Visit, say: Speech) -> Card:
    """Return a story to read, in the length that the person asked for."""
    model = model_of(context, visit)
    if model is None:
        return Card(lines=(say("This story is not told any more. Go on to the next."),))
    text = model.long if own.value(LONGER, visit.attempt) else model.short
    return Card(
        title=model.name,
        lines=(model.opening, *paragraphs(text), label_words(model.label, say)),
        look="story",
        is_spoken=True,
    )


def chance_words(say: Speech) -> str:
    """Return why a story is there that was not looked for."""
    return say("This one was drawn by chance, as another road.")


def why(context: Context, own: Standing, read: Sequence[Visit], say: Speech) -> tuple[Card, ...]:
    """Return for each story why it was there, and what its person does."""
    known = ((visit, model_of(context, visit)) for visit in read)
    return tuple(_why(context, own, visit, model, say) for visit, model in known if model)


def _why(context: Context, own: Standing, visit: Visit, model: PeerModel, say: Speech) -> Card:
    found = tuple(one.words for one in reasons(context, own, model, say))
    lines: tuple[str, ...] = found
    if visit.draw and visit.draw.how == RANDOM:
        lines = (chance_words(say), *found)
    elif not found:
        lines = (say("It came closest, though nothing that you let count is true of you both."),)
    return Card(
        title=model.name,
        lines=lines,
        points=(model.strategy, say("Still hard: {words}").replace("{words}", model.still_hard)),
        look="plain",
    )


def to_keep(
    context: Context, own: Standing, read: Sequence[Visit], say: Speech
) -> tuple[tuple[PeerModel, tuple[Reason, ...]], ...]:
    """Return the reasons that are told once only, by story; () where there is none."""
    found = []
    for visit in read:
        model = model_of(context, visit)
        known = reasons(context, own, model, say) if model else ()
        once = tuple(one for one in known if one.is_identity)
        if model and once:
            found.append((model, once))
    return tuple(found)


def kept(own: Standing, say: Speech) -> tuple[Card, ...]:
    """Return the reasons that this person chose to keep."""
    lines = tuple(str(one.value) for one in own.given if one.item_id == KEPT)
    return (Card(title=say("What you kept"), lines=lines, look="record"),) if lines else ()
