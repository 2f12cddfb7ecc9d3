"""A story is withdrawn: out of the folder, the database and every cohort that has begun with it."""

from __future__ import annotations

from sqlalchemy import Connection

from efficacy.activities.relay_form import BOXES, CONSENT, DRAFT, given_id
from efficacy.content.models import Plan
from efficacy.content.own import note_withdrawn, remove_own
from efficacy.errors import NotFound, StoreError
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.facilitate.curriculum import folder_of, own_contents, save
from efficacy.services.facilitate.stories import StoryGiven, of_all, own_stories
from efficacy.services.workshop import Workshop
from efficacy.store.queries import exchange, responses

# So many stories a step needs; see ``StoryParams.models``.
LEAST_MODELS = 3


def withdraw_story(workshop: Workshop, who: Actor, story_id: str) -> None:
    """Take a story out of the own folder and the database; no cohort is shown it from now on.

    Cohorts that began with it leave it out; plans of one's own stop naming it, where
    enough stories are left to them.

    Raises
    ------
    NotFound
        If there is no such story.
    StoreError
        If the own folder cannot be written.
    """
    own = [one for one in own_stories(workshop, who) if one.id == story_id]

    def job(tx: Connection) -> None:
        given = [one for one in of_all(tx, who) if one.story_id == story_id]
        if not own and not given:
            raise NotFound("There is no such story any more. Load the page again.")
        # The list comes first: whatever fails after it, nobody is shown the story.
        _note_withdrawn(workshop, story_id, has_file=bool(own))
        for one in given:
            _delete_given(tx, one)
        audit(workshop, tx, who, "story-withdrawn", None, story_id)

    workshop.store.write(job)
    for model in own:
        remove_own(folder_of(workshop), model)
    workshop.library.refresh()
    for plan in own_contents(workshop, who):
        if isinstance(plan, Plan) and (mended := _without(plan, story_id)) != plan:
            save(workshop, who, mended)
    workshop.announcer.access_changed()


def _delete_given(tx: Connection, one: StoryGiven) -> None:
    for item in (*BOXES, CONSENT, DRAFT):
        exchange.take_back(tx, one.run_id, one.participant_id, item)
    copies = tuple(given_id(box) for box in (*BOXES, CONSENT))
    responses.forget(tx, one.run_id, copies, participant_id=one.participant_id)


def _note_withdrawn(workshop: Workshop, story_id: str, *, has_file: bool) -> None:
    if workshop.library.own_folder is None and not has_file:
        return  # it never left the database
    try:
        note_withdrawn(folder_of(workshop), story_id)
    except OSError as problem:
        raise StoreError(
            "The list of withdrawn stories cannot be written ({reason}). Free some space or ask "
            "who looks after this laptop; the story is still there.",
            reason=problem.strerror or "an unknown error",
        ) from problem


def _without(plan: Plan, story_id: str) -> Plan:
    """Return a plan that does not name a story, where at least three are left to each step."""
    sessions = []
    for session in plan.sessions:
        steps = []
        for step in session.activities:
            named = step.params.get("models")
            left = [one for one in named if one != story_id] if isinstance(named, list) else []
            is_mended = isinstance(named, list) and LEAST_MODELS <= len(left) < len(named)
            params = {**step.params, "models": left} if is_mended else step.params
            steps.append(step.model_copy(update={"params": params}))
        sessions.append(session.model_copy(update={"activities": tuple(steps)}))
    return plan.model_copy(update={"sessions": tuple(sessions)})
