"""The contract of an activity kind: the unit in which the toolkit grows.

A kind is one module here (pure, no Streamlit, no store) and one module in
``pages/_ui/activities`` that draws it. It declares what it takes from the plan
(``Params``), what a participant gives (``sheet``), its phases, and five pure
functions: ``validate``, ``progress``, ``summarise``, ``frame``, ``simulate``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from efficacy.activities import codebook
from efficacy.activities.fields import Action, Field, Rating, Value
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Outcome, Standing, Turn, View
from efficacy.content.models import Curriculum, PlannedActivity, Source
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue, NotFound, Problem
from efficacy.language import Speech


class Params(BaseModel):
    """What a kind takes from the plan: strict, unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A part of an activity that the facilitator steps through.

    ``seconds`` is its timer (None: no clock). ``takes_answers`` says whether
    the sheet is open in it.
    """

    id: str
    title: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a participant's answer sheet holds for one activity.

    A mark belongs to the field it stands on and is none of ``fields``.
    """

    fields: tuple[Field, ...] = ()
    actions: tuple[Action, ...] = ()

    def field(self, item_id: str) -> Field:
        """Return the field or the mark with this id.

        Raises
        ------
        InvalidValue
            If the sheet has no such field.
        """
        for known in self.fields:
            if known.id == item_id:
                return known
            if isinstance(known, Rating) and known.mark and known.mark.id == item_id:
                return known.mark
        raise InvalidValue("This activity has no question “{id}”. Reload the page.", id=item_id)

    def place(self, item_id: str) -> int:
        """Return the place (from 0) of the field that this id belongs to; a mark has its field's.

        Raises
        ------
        InvalidValue
            If the sheet has no such field.
        """
        wanted = self.field(item_id)
        return next(
            place
            for place, known in enumerate(self.fields)
            if known is wanted or (isinstance(known, Rating) and known.mark == wanted)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One stored answer, as kinds see it: no device, no clock."""

    item_id: str
    value: Value
    attempt: int = 1
    option_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one participant is: answered of total, and whether that is all."""

    answered: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.answered >= self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of a summary that the room may see, already privacy-checked.

    Exactly one of ``value`` (a group average, rounded to 5, on the scale
    ``low`` to ``high``), ``share`` (a code of ``measurement.privacy``: most,
    about_half, some), ``count`` (of something neutral, such as rungs climbed
    together or votes in a poll) and ``withheld`` (true: too few) is set.
    ``label`` holds the place ``{share}`` or ``{count}`` where one is set.
    """

    id: str
    label: str
    n: int
    value: float | None = None
    share: str | None = None
    count: int | None = None
    withheld: bool = False
    low: float = 0
    high: float = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the room may see of one run, frozen at Close.

    ``n`` counts the people whose answers are in it. ``words`` is a sentence
    prepared for the case that nothing can be shown.
    """

    n: int
    title: str = ""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that a kind may know when it declares its sheet.

    Attributes
    ----------
    activity : PlannedActivity
        The step as planned.
    params : Params
        Its parameters, checked.
    curriculum : Curriculum
        The content that the cohort has pinned.
    mode : str
        ``group-only`` or ``confidential``.
    """

    activity: PlannedActivity
    params: Params
    curriculum: Curriculum
    mode: str = "confidential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A simulated participant: how sure (0-100) and how worried (0-1) at a wave."""

    sureness: float
    worry: float
    skips: float = 0.02


Feeds = Mapping[Source, float]  # shares of an activity's minutes


class Kind(ABC):
    """One kind of activity. Instances hold no state."""

    name: ClassVar[str]
    title: ClassVar[str]  # what a facilitator calls it
    params_model: ClassVar[type[Params]] = Params
    measures: ClassVar[bool] = False  # needs consent to the survey, and a wave
    is_personal: ClassVar[bool] = False  # each participant has something else before them
    hands_over: ClassVar[bool] = False  # people are given words by their partners
    offers_talk: ClassVar[bool] = False  # "I would like to talk" stands below its sheet
    is_doing: ClassVar[bool] = False  # people solve or act at their own rung
    # It tells people that they can, shows them somebody who could, or has them say so.
    is_persuasive: ClassVar[bool] = False

    def params(self, activity: PlannedActivity) -> Params:
        """Return the activity's parameters, checked.

        Raises
        ------
        pydantic.ValidationError
            The loader turns it into problems with file and place.
        """
        return self.params_model.model_validate(dict(activity.params))

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        """Return what ``params`` refers to that the curriculum does not have."""
        return ()

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        """Return what the activity asks of people beyond the parameters that kinds share.

        ``instruments``, ``scales``, ``talk``, ``consent``, ``phases``,
        ``fields``, ``note``, ``lines`` and ``next_step_label`` are counted by
        themselves.
        """
        return Load()

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return the share of the planned ``minutes`` (0 to 1) that feeds each source.

        It follows from what people do in it, never from what an author says of it.
        """
        return {}

    def coping_models(self, params: Params, curriculum: Curriculum) -> tuple[str, ...]:
        """Return the ids of people shown here who struggled first."""
        return ()

    def phases(self, context: Context) -> tuple[Phase, ...]:
        """Return the parts that the facilitator steps through; at least one."""
        return (Phase(id="main", title=context.activity.title),)

    def groups_people(self, context: Context) -> bool:
        """Return whether people work in groups here, which the facilitator forms and changes."""
        return False

    def gives_to_partners(self, context: Context) -> bool:
        """Return whether people write to partners here; then nobody should be given nothing."""
        return self.hands_over

    def forgets(self, context: Context) -> frozenset[str]:
        """Return the items that are kept no longer than somebody is at it.

        What arrives for them after that, from a device that had no network, is taken
        and not stored.
        """
        return frozenset()

    def reveals(self, context: Context) -> bool:
        """Return whether there is a picture for the room after Close."""
        return False

    def sheet(self, context: Context, say: Speech) -> Sheet:
        """Return what a participant gives; an empty sheet takes nothing."""
        return Sheet()

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        """Return what one participant has before them; a personal kind's own business.

        Its fields are all fields of ``sheet``, which says what can be stored.
        """
        return View(sheet=self.sheet(context, say))

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        """Return what an action on the present view brings.

        Raises
        ------
        InvalidValue
            With a sentence for the person, if something has to come first.
        NotFound
            If the kind has no such action.
        """
        if action_id in _COMMON:
            return Outcome(how=_COMMON[action_id])
        raise NotFound("This activity has no “{id}”. Reload the page.", id=action_id[:40])

    def validate(self, context: Context, given: Given, say: Speech) -> Value:
        """Return the value as it is to be stored.

        Raises
        ------
        InvalidValue
            If the item is unknown or the value is outside what it declares.
        """
        return (
            self.sheet(context, say)
            .field(given.item_id)
            .validate(given.value, option=given.option_id)
        )

    def progress(self, context: Context, given: Sequence[Given], say: Speech) -> Progress:
        """Return how many of the sheet's fields one participant has answered."""
        fields = self.sheet(context, say).fields
        answered = {answer.item_id for answer in given if answer.value is not None}
        return Progress(answered=sum(known.id in answered for known in fields), total=len(fields))

    @abstractmethod
    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return what the room may see, from the answers of each participant.

        Parameters
        ----------
        answers : Mapping
            Participant id to that person's answers; people who gave none are
            not in it.
        """

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        """Return the codebook rows of what this activity stores, one an item."""
        return codebook.rows(self.sheet(context, say).fields, say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the form for those without a device; nothing where nothing is filled in.

        It asks what the screen asks. A kind whose screen changes with what a person
        gives says here what stands on paper from the start.
        """
        fields = self.sheet(context, say).fields
        return (PaperPart(fields=fields),) if fields else ()

    def simulate(
        self, context: Context, persona: Persona, rng: Random, say: Speech
    ) -> tuple[Given, ...]:
        """Return what ``persona`` would answer; every answer validates."""
        return ()

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        """Return what ``persona`` does next with a personal kind's view; an empty turn ends it."""
        return Turn()


# Shares of an activity's minutes. No kind gives all of them to a source: a tenth is
# the script and finding one's way.
NEARLY_ALL, HALF, SOME, LITTLE = 0.9, 0.5, 0.25, 0.1


def clock_share(seconds: int, minutes: int) -> float:
    """Return the share that ``seconds`` by a clock are of ``minutes``, at most all of them."""
    return min(1.0, seconds / (60 * minutes))


# Both ways to finish count as done everywhere; "undo" takes either back.
_COMMON: Mapping[str, Literal["done", "passed", "undo"]] = {
    "done": "done",
    "pass": "passed",
    "undo": "undo",
}
