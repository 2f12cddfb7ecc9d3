"""The kinds that exist. A new kind is added to ``KINDS`` and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from efficacy.activities.approach import Approach
from efficacy.activities.barriers import Barriers
from efficacy.activities.close import Close
from efficacy.activities.consent import Consent
from efficacy.activities.contract import Context, Kind
from efficacy.activities.discussion import Discussion
from efficacy.activities.encourage import Encourage
from efficacy.activities.goal import Goal
from efficacy.activities.interests import Interests
from efficacy.activities.interview import Interview
from efficacy.activities.ladder import Ladder
from efficacy.activities.log import Log
from efficacy.activities.occupation import Occupation
from efficacy.activities.outlook import Outlook
from efficacy.activities.partners import Partners
from efficacy.activities.pause import Pause
from efficacy.activities.poll import Poll
from efficacy.activities.pulse import Pulse
from efficacy.activities.rehearse import Rehearse
from efficacy.activities.relabel import Relabel
from efficacy.activities.relay import Relay
from efficacy.activities.shortlist import Shortlist
from efficacy.activities.sources import Sources
from efficacy.activities.story import Story
from efficacy.activities.storyline import Storyline
from efficacy.activities.survey import Survey
from efficacy.activities.talk import Talk
from efficacy.activities.wall import Wall
from efficacy.content.models import Curriculum, PlannedActivity
from efficacy.errors import NotFound
from efficacy.flow import Shape
from efficacy.language import Speech

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Consent(),
            Survey(),
            Talk(),
            Discussion(),
            Partners(),
            Encourage(),
            Goal(),
            Rehearse(),
            Relabel(),
            Pulse(),
            Poll(),
            Pause(),
            Storyline(),
            Wall(),
            Relay(),
            Log(),
            Approach(),
            Sources(),
            Outlook(),
            Interests(),
            Close(),
            Ladder(),
            Story(),
            Shortlist(),
            Barriers(),
            Interview(),
            Occupation(),
        )
    }
)


def kind_of(name: str) -> Kind:
    """Return the kind called ``name``.

    Raises
    ------
    NotFound
        If there is none.
    """
    if name not in KINDS:
        raise NotFound(
            "There is no kind of activity called “{found}”. Use one of: {known}.",
            found=name,
            known=", ".join(sorted(KINDS)),
        )
    return KINDS[name]


def is_measurement(activity: PlannedActivity) -> bool:
    """Return whether the activity measures: its kind does, and it has a wave.

    Only then is consent to the survey needed. A survey without a wave is
    practice: everybody may answer, and it is stored with the wave ``""``.

    Raises
    ------
    NotFound
        If the kind is unknown.
    """
    return kind_of(activity.kind).measures and activity.wave is not None


def context_for(
    curriculum: Curriculum, activity: PlannedActivity, mode: str = "confidential"
) -> Context:
    """Return what a kind may know about one planned activity.

    Raises
    ------
    NotFound
        If the kind is unknown.
    pydantic.ValidationError
        If the parameters are wrong; loaded content has been checked for this.
    """
    return Context(
        activity=activity,
        params=kind_of(activity.kind).params(activity),
        curriculum=curriculum,
        mode=mode,
    )


def shape(context: Context, say: Speech) -> Shape:
    """Return what the live session needs to know of an activity."""
    kind = kind_of(context.activity.kind)
    takes_answers = bool(kind.sheet(context, say).fields)
    return Shape(
        activity_id=context.activity.id,
        phases=len(kind.phases(context)),
        takes_answers=takes_answers,
        # What takes no answers is never closed, so it could never be revealed.
        reveals=takes_answers and kind.reveals(context),
    )
