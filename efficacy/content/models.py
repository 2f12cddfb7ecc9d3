"""What a curriculum may say: strict, frozen models, one for each kind of file.

An unknown key is an error, except keys that begin with ``x-``, which authors
may use for notes of their own (the loader drops them). Ids are kebab-case,
stable, and never parsed for meaning: keying, range and difficulty are declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from efficacy.content.base import Id as Id
from efficacy.content.base import LanguageTag as LanguageTag
from efficacy.content.base import Provenance as Provenance
from efficacy.content.base import Reference as Reference
from efficacy.content.base import Strict as Strict
from efficacy.content.base import Words as Words
from efficacy.content.countries import DEFAULT_COUNTRY, Country
from efficacy.content.cues import CueSet
from efficacy.content.glossary import Glossary
from efficacy.content.guide import Guide
from efficacy.content.ladders import Ladder
from efficacy.content.peer_models import PeerModel


class Source(StrEnum):
    """The four sources of efficacy belief, and rehearsal in imagination."""

    MASTERY = "mastery"
    VICARIOUS = "vicarious"
    PERSUASION = "persuasion"
    AROUSAL = "arousal"
    IMAGINAL = "imaginal"


# ------------------------------------------------------------- instruments


class ResponseScale(Strict):
    """The answers a scale's items offer, as numbers with named anchors.

    ``low``, ``high`` and ``step`` are in the scale's own units; ``anchors``
    names some of the values (as text, because YAML keys are text).
    """

    low: int
    high: int
    step: int = 1
    anchors: dict[str, Words]


class Item(Strict):
    """One statement or task to judge.

    ``difficulty`` runs from 1 (within most people's reach) to 5; ``trained``
    says whether the workshop practises it; ``reverse_keyed`` turns the score
    around within the declared range.
    """

    id: Id
    text: Words
    difficulty: Annotated[int, Field(ge=1, le=5)] | None = None
    trained: bool = False
    reverse_keyed: bool = False
    subscale: Id | None = None


class Scale(Strict):
    """Items that are scored together.

    ``concept`` keeps efficacy apart from what it is not; ``direction`` says
    what a rise means, so that generated sentences never judge it wrongly.
    """

    id: Id
    title: Words
    concept: Literal["efficacy", "worry", "practice", "outcome", "source", "other"]
    direction: Literal["more_sure", "more_worry", "none"]
    stem: Words
    response: ResponseScale
    items: tuple[Item, ...]
    minimum_share: Annotated[float, Field(gt=0, le=1)] = 0.8
    sensitive: bool = True


class Bought(Strict):
    """What marks an instrument whose words belong to somebody else.

    ``fingerprint`` is the SHA-256 of its scales with all their words: by it the
    words are found again in the counselor's own folder, and nowhere else.
    """

    holder: Words
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Instrument(Strict):
    """A versioned questionnaire: one or more scales with their provenance.

    ``bought`` is set by the program alone, see ``content.licensed``.
    """

    kind: Literal["instrument"]
    id: Id
    language: LanguageTag
    version: Words
    title: Words
    provenance: Provenance
    scales: tuple[Scale, ...]
    bought: Bought | None = None


# ------------------------------------------------------------------- talks


class Slide(Strict):
    """One picture of a talk: at most 40 words on it, notes for the speaker."""

    id: Id
    title: Words
    points: tuple[Words, ...] = ()
    source: Source | None = None
    notes: Words


class Talk(Strict):
    """Up to five minutes of explaining, slide by slide."""

    kind: Literal["talk"]
    id: Id
    language: LanguageTag
    title: Words
    provenance: Provenance
    slides: tuple[Slide, ...]
    references: tuple[Reference, ...] = ()


# ------------------------------------------------------------------- plans


class Upset(Strict):
    """What to do if someone is upset: a sentence to say, two minutes of action."""

    say: Words
    do: Words


class Notes(Strict):
    """The facilitator's side of an activity."""

    say: Words
    participants_do: Words
    look_for: Words
    falls_flat: Words
    upset: Upset


class OffScreen(Strict):
    """Minutes in which people talk, move or write by no clock of the program, and what they do."""

    minutes: Annotated[int, Field(ge=1, le=60)]
    doing: Words


class PlannedActivity(Strict):
    """One step of a session. ``params`` is checked by the activity's kind.

    ``part`` names the part that it was made from, if it was. ``minutes`` is what
    the plan gives it; ``reveal`` says whether there is a picture for the room after
    Close.
    """

    id: Id
    part: Id | None = None
    kind: Id
    title: Words
    minutes: Annotated[int, Field(ge=1, le=120)]
    off_screen: OffScreen | None = None
    wave: Id | None = None
    intro: Words | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    notes: Notes


class PlannedSession(Strict):
    """One meeting as planned: its minutes and its activities in order."""

    id: Id
    title: Words
    aim: Words
    minutes: Annotated[int, Field(ge=10, le=480)]
    materials: tuple[Words, ...] = ()
    activities: tuple[PlannedActivity, ...]


class Wave(Strict):
    """A measurement occasion that the plan declares."""

    id: Id
    title: Words


class Overrule(Strict):
    """A warning of the theory check that a plan goes against, and why.

    Without ``session`` it stands for the whole plan.
    """

    rule: Id
    session: Id | None = None
    because: Words


class Plan(Strict):
    """A curriculum: ordered sessions of activities, and its waves.

    ``country`` says how tasks write numbers and money, and which tax they take.
    ``demonstration`` plans show how the tool works and make no claim to build
    efficacy; the theory check does not hold them to a full programme.
    """

    kind: Literal["plan"]
    id: Id
    language: LanguageTag
    version: Words
    title: Words
    summary: Words
    provenance: Provenance
    demonstration: bool = False
    country: Id = DEFAULT_COUNTRY
    group_size: tuple[int, int] = (6, 16)
    waves: tuple[Wave, ...]
    primary_scale: Id
    overruled: tuple[Overrule, ...] = ()
    sessions: tuple[PlannedSession, ...]


# ----------------------------------------------------------------- consent


class ConsentSentence(Strict):
    """One sentence of the consent page, said only where it is true.

    ``modes`` lists the cohort modes in which it is said; ``survey`` marks the
    sentences that explain the survey question.
    """

    id: Id
    text: Words
    modes: tuple[Literal["group-only", "confidential"], ...]


class Consent(Strict):
    """The consent page: up to six sentences for each mode, and one question."""

    kind: Literal["consent"]
    id: Id
    language: LanguageTag
    version: Words
    provenance: Provenance
    sentences: tuple[ConsentSentence, ...]
    survey_question: Words
    survey_yes: Words
    survey_no: Words
    agreement: tuple[Words, ...]

    def said_in(self, mode: str) -> tuple[str, ...]:
        """Return the sentences that are true in ``mode``, in order."""
        return tuple(line.text for line in self.sentences if mode in line.modes)


ContentFile = Annotated[Plan | Instrument | Talk | Consent, Field(discriminator="kind")]


# Which field of a curriculum holds each kind of content. Parts are in the plans already.
FIELDS: Mapping[str, str] = {
    "plan": "plans",
    "instrument": "instruments",
    "talk": "talks",
    "consent": "consents",
    "cue-set": "cues",
    "ladder": "ladders",
    "peer-model": "peer_models",
    "glossary": "glossaries",
    "country": "countries",
    "guide": "guides",
}


class Curriculum(Strict):
    """All content of one language that a plan needs, as one value.

    A cohort pins such a value when it starts: ``version`` is the SHA-256 of
    its canonical JSON, so the same words always have the same version.
    """

    plans: dict[str, Plan]
    instruments: dict[str, Instrument]
    talks: dict[str, Talk]
    consents: dict[str, Consent]
    cues: dict[str, CueSet] = Field(default_factory=dict)
    ladders: dict[str, Ladder] = Field(default_factory=dict)
    peer_models: dict[str, PeerModel] = Field(default_factory=dict)
    glossaries: dict[str, Glossary] = Field(default_factory=dict)
    countries: dict[str, Country] = Field(default_factory=dict)
    guides: dict[str, Guide] = Field(default_factory=dict)
