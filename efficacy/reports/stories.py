"""Stories of people like me: which of them somebody has read, and why they were there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.personal import Earlier, Standing
from efficacy.activities.registry import context_for
from efficacy.activities.story_cards import chance_words
from efficacy.activities.story_match import reasons
from efficacy.activities.story_params import KEPT, TRY, StoryParams, identity_ids, library
from efficacy.activities.story_path import PICKED_BY_SELF, RANDOM, Draw, Visit, latest, vetoed
from efficacy.activities.story_screens import now
from efficacy.activities.story_sheet import prompts
from efficacy.content.models import Curriculum, Plan, PlannedActivity
from efficacy.content.peer_models import PeerModel
from efficacy.language import Speech
from efficacy.reports.given import planned, standings

KIND = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStory:
    """A story that somebody read.

    Attributes
    ----------
    reasons : tuple of str
        Why it was there, in sentences; what they said of themselves only where they kept it.
    will_try : str
        What they wrote on the story's own screen that they will try; "" where they did not.
    """

    model: PeerModel
    reasons: tuple[str, ...]
    will_try: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What somebody read: each story once, oldest first.

    ``lacks_some`` is set where a story that they read is not told any more.
    """

    stories: tuple[ReadStory, ...]
    lacks_some: bool


def stories_of(content: Curriculum, plan: Plan) -> tuple[PeerModel, ...]:
    """Return the stories that a plan tells, each once, in its order."""
    every = (one for activity in planned(plan, KIND) for one in _told(content, activity))
    return tuple({one.id: one for one in every}.values())


def reading(content: Curriculum, plan: Plan, given: Sequence[Earlier], say: Speech) -> Reading:
    """Return the stories that somebody read, but none that they left or sent away for good."""
    gone = vetoed(Standing(earlier=tuple(given)))
    found: dict[str, ReadStory] = {}
    lacks_some = False
    for context, own in standings(content, plan, given, KIND):
        models = {one.id: one for one in library(context)}
        for visit in now(context, own, say).path:
            if visit.draw is None or visit.left or visit.draw.story in gone:
                continue
            model = models.get(visit.draw.story)
            if model is None:
                lacks_some = True
                continue
            read = ReadStory(
                model=model,
                reasons=_reasons(context, own, visit.draw, model, say),
                will_try=_will_try(own, visit),
            )
            found[model.id] = _joined(found.get(model.id), read)
    return Reading(stories=tuple(found.values()), lacks_some=lacks_some)


def notes(
    content: Curriculum, plan: Plan, given: Sequence[Earlier], say: Speech
) -> tuple[tuple[str, str], ...]:
    """Return the three questions after the stories, each with the newest answer or ""."""
    answers: dict[str, str] = {}
    for context, own in standings(content, plan, given, KIND):
        # The short version asks on a story's own screen, and its answer stands by that story.
        if not params_of(context, StoryParams).simple:
            written = {one.id: latest(own, one.id) for one in prompts(say)}
            answers |= {id: str(words) for id, words in written.items() if words}
    return tuple((one.label, answers.get(one.id, "")) for one in prompts(say))


def _joined(before: ReadStory | None, again: ReadStory) -> ReadStory:
    """Return a story that may have been read before: the first reasons, the newest note."""
    if before is None:
        return again
    return replace(
        before,
        reasons=before.reasons or again.reasons,
        will_try=again.will_try or before.will_try,
    )


def _will_try(own: Standing, visit: Visit) -> str:
    return str(own.value(TRY, visit.attempt) or "")


def _reasons(
    context: Context, own: Standing, draw: Draw, model: PeerModel, say: Speech
) -> tuple[str, ...]:
    if draw.how == PICKED_BY_SELF:
        return ()
    # Identity is told once, on the screen; on paper it stands only where it was kept.
    hidden = set(identity_ids(context))
    told = replace(own, given=tuple(one for one in own.given if one.item_id not in hidden))
    shared = tuple(one.words for one in reasons(context, told, model, say))
    by_chance = (chance_words(say),) if draw.how == RANDOM else ()
    return (*by_chance, *shared, *_kept(own, model))


def _kept(own: Standing, model: PeerModel) -> Iterator[str]:
    head = f"{model.name}; "
    for one in own.given:
        if one.item_id == KEPT and str(one.value).startswith(head):
            yield str(one.value).removeprefix(head)


def _told(content: Curriculum, activity: PlannedActivity) -> tuple[PeerModel, ...]:
    return library(context_for(content, activity))
