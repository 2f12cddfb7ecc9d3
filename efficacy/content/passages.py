"""Every text that a participant reads or hears, as passages with their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from efficacy.content.countries import Country
from efficacy.content.cues import CueSet
from efficacy.content.glossary import Glossary
from efficacy.content.guide import Guide
from efficacy.content.ladder_words import ladder_passages
from efficacy.content.ladders import Ladder
from efficacy.content.loader import Content
from efficacy.content.models import Consent, Instrument, Plan, PlannedActivity, Scale, Talk
from efficacy.content.parts import Parts
from efficacy.content.peer_models import PeerModel

MODES = ("group-only", "confidential")
# Parameters that hold ids or settings, never words for people.
_NOT_WORDS = frozenset(
    {
        "id",
        "guide",
        "instruments",
        "instrument",
        "longer",
        "only",
        "scales",
        "talk",
        "consent",
        "models",
        "cue_set",
        "cards",
        "ladder",
        "start_scale",
        "sure_scale",
        "like_scale",
        "scale",
        "rung_from",
        "follows",
        "form",
        "activity",
        "item",
    }
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Texts that stand together on a page or are said in one breath.

    ``where`` is the trail inside the file.
    """

    where: str
    texts: tuple[str, ...]


def passages(content: Content) -> tuple[Passage, ...]:
    """Return all passages of one content file that reach a participant."""
    if isinstance(content, Plan):
        return tuple(_of_plan(content))
    if isinstance(content, Instrument):
        return tuple(_of_instrument(content))
    if isinstance(content, Talk):
        return tuple(_of_talk(content))
    if isinstance(content, PeerModel):
        return tuple(_of_peer_model(content))
    if isinstance(content, CueSet):
        return tuple(_of_cue_set(content))
    if isinstance(content, Parts | Country):
        return ()  # read where a plan or a task uses them
    if isinstance(content, Ladder):
        return tuple(Passage(where, texts) for where, texts in ladder_passages(content))
    if isinstance(content, Glossary):
        return tuple(_of_glossary(content))
    if isinstance(content, Guide):
        return tuple(_of_guide(content))
    return tuple(_of_consent(content))


def whole(scale: Scale, item: str) -> str:
    """Return an item as a sentence: its stem with the item in the place of the dots."""
    stem = scale.stem.rstrip("?").rstrip()
    if stem.endswith(("…", "...")):
        return f"{stem.rstrip('….').rstrip()} {item}?"
    return f"{scale.stem} {item}"


def _of_plan(plan: Plan) -> Iterator[Passage]:
    for session in plan.sessions:
        for activity in session.activities:
            trail = f"{plan.id} → {session.id} → {activity.id}"
            yield Passage(f"{trail} → notes → say", (activity.notes.say,))
            yield Passage(f"{trail} → notes → upset → say", (activity.notes.upset.say,))
            texts = (*filter(None, [activity.intro]), *_in_params(activity))
            if texts:
                yield Passage(f"{trail} → params", texts)


def _of_instrument(instrument: Instrument) -> Iterator[Passage]:
    for scale in instrument.scales:
        trail = f"{instrument.id} → {scale.id}"
        for item in scale.items:
            yield Passage(f"{trail} → {item.id}", (whole(scale, item.text),))


def _of_talk(talk: Talk) -> Iterator[Passage]:
    for slide in talk.slides:
        yield Passage(f"{talk.id} → {slide.id}", (slide.title, *slide.points))
        yield Passage(f"{talk.id} → {slide.id} → notes", (slide.notes,))


def _of_peer_model(model: PeerModel) -> Iterator[Passage]:
    yield Passage(f"{model.id} → short", (model.opening, model.short))
    yield Passage(f"{model.id} → long", (model.opening, model.long))
    yield Passage(f"{model.id} → strategy", (model.strategy, model.still_hard))
    shared = model.attributes
    traits = (shared.field, shared.stage, *shared.situation)
    yield Passage(f"{model.id} → attributes", tuple(f"Who {trait.words}." for trait in traits))


def _of_cue_set(cues: CueSet) -> Iterator[Passage]:
    for card in cues.cards:
        texts = (card.sign, card.old_label, card.new_label, card.action, card.about or "")
        yield Passage(f"{cues.id} → {card.id}", texts)
    for fact in cues.facts:
        yield Passage(f"{cues.id} → facts → {fact.id}", (fact.short, fact.text))
    for question in (cues.strength, cues.meaning):
        yield Passage(f"{cues.id} → {question.text}", (question.text,))
    yield Passage(f"{cues.id} → caution", (cues.caution,))
    yield Passage(f"{cues.id} → try_out", (cues.try_out,))
    yield Passage(f"{cues.id} → care → say", (cues.care.say,))
    care = cues.care
    page = (care.do, *care.not_for, *care.two_minutes, care.breathing)
    yield Passage(f"{cues.id} → care", page)


def _of_glossary(glossary: Glossary) -> Iterator[Passage]:
    for entry in glossary.entries:
        texts = (entry.word, entry.meaning, *filter(None, [entry.example]))
        yield Passage(f"{glossary.id} → {entry.id}", texts)


def _of_guide(guide: Guide) -> Iterator[Passage]:
    """Yield the facilitator's texts, which keep the same rules as everybody's."""
    yield Passage(guide.id, (guide.title, guide.summary))
    for section in guide.sections:
        yield Passage(f"{guide.id} → {section.id}", (section.title, *section.blocks))


def _of_consent(consent: Consent) -> Iterator[Passage]:
    for mode in MODES:
        yield Passage(f"{consent.id} → sentences ({mode})", consent.said_in(mode))
    question = (consent.survey_question, consent.survey_yes, consent.survey_no)
    yield Passage(f"{consent.id} → survey_question", question)
    if consent.agreement:
        yield Passage(f"{consent.id} → agreement", consent.agreement)


def _in_params(activity: PlannedActivity) -> Iterator[str]:
    for key, value in activity.params.items():
        if key not in _NOT_WORDS:
            yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NOT_WORDS:
                yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
