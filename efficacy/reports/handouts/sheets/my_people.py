"""The stories that somebody read, with reasons and notes, and the real people they know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from efficacy.activities.story_cards import label_words, paragraphs
from efficacy.content.peer_models import PeerModel
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.meanings import meaning
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.stories import ReadStory, notes, reading, stories_of

# Two stories with their text fill the first page, and four without it a part of the second.
MOST_WHOLE, MOST_SHORT = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBy(Variables):
    """A story that the person read."""

    name: Annotated[str, "Who it is about."]
    label: Annotated[str, "What kind of truth it has: invented, put together, or real."]
    opening: Annotated[str, "Its opening line."]
    text: Annotated[tuple[str, ...], "The paragraphs of the short version."]
    strategy: Annotated[str, "What its person does, as “When …, I …”."]
    still_hard: Annotated[str, "What is hard for its person today."]
    shared: Annotated[tuple[str, ...], "Why it was there, in sentences."]
    will_try: Annotated[str, "What the reader will try from it; may be empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Variables):
    """A story to choose by its opening line."""

    name: Annotated[str, "Who it is about."]
    label: Annotated[str, "What kind of truth it has: invented, put together, or real."]
    opening: Annotated[str, "Its opening line."]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNote(Variables):
    """A question after the stories."""

    question: Annotated[str, "The question."]
    answer: Annotated[str, "The person's own words; may be empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPeople(Variables):
    """The variables of the sheet with the stories that somebody read."""

    call_name: Annotated[str, "What the room calls the person."]
    about: Annotated[str, "What people in stories are for."]
    told: Annotated[tuple[ReadBy, ...], "Stories to read again, with their text."]
    others: Annotated[tuple[ReadBy, ...], "More stories that were read; their text is left out."]
    left_out: Annotated[str, "A sentence where a story is not told any more, else empty."]
    choices: Annotated[tuple[Opening, ...], "Stories to choose from, for who has read none."]
    notes: Annotated[tuple[StoryNote, ...], "The questions after the stories."]


def fill(room: Room, person: Person, say: Speech) -> MyPeople | None:
    """Return the stories of a person; without any, opening lines to choose from."""
    every = _today(stories_of(room.content, room.plan), room.day)
    if not every:
        return None
    read = reading(room.content, room.plan, person.given, say)
    stories = [one for one in read.stories if one.model in every]
    lacks_some = read.lacks_some or len(stories) < len(read.stories)
    whole, others = _by_room(stories)
    asked = notes(room.content, room.plan, person.given, say)
    return MyPeople(
        call_name=person.call_name,
        about=meaning(room.content, "coping-model"),
        told=tuple(_story(one, say) for one in whole),
        others=tuple(_story(one, say) for one in others),
        left_out=say("A story that you read is not told any more.") if lacks_some else "",
        choices=() if stories else tuple(_choice(one, say) for one in every),
        notes=tuple(StoryNote(question=label, answer=words) for label, words in asked),
    )


def _today(models: Sequence[PeerModel], day: str) -> tuple[PeerModel, ...]:
    """Return the stories that may be told on a day: consent holds to the end of its last one."""
    ends = ((one, one.label.consent_until) for one in models)
    return tuple(one for one, until in ends if until is None or until.isoformat() >= day)


def _by_room(stories: Sequence[ReadStory]) -> tuple[list[ReadStory], list[ReadStory]]:
    """Return the stories that are printed whole, and the newest of the others.

    Those with a reason go first: they were looked for with what the person said.
    """
    ordered = sorted(stories, key=lambda one: not one.reasons)
    whole = [one.model.id for one in ordered[:MOST_WHOLE]]
    return (
        [one for one in stories if one.model.id in whole],
        [one for one in stories if one.model.id not in whole][-MOST_SHORT:],
    )


def _story(read: ReadStory, say: Speech) -> ReadBy:
    model = read.model
    return ReadBy(
        name=model.name,
        label=label_words(model.label, say),
        opening=model.opening,
        text=paragraphs(model.short),
        strategy=model.strategy,
        still_hard=model.still_hard,
        shared=read.reasons,
        will_try=read.will_try,
    )


def _choice(model: PeerModel, say: Speech) -> Opening:
    return Opening(name=model.name, label=label_words(model.label, say), opening=model.opening)


HANDOUT = ForPerson(
    id="my-people",
    title=later("My people"),
    about=later("The stories that somebody read, why they were there, and what to try."),
    variables=MyPeople,
    fill=fill,
    pages=2,
    pages_large=None,
)
