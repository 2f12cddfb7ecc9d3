"""The content that a cohort has pinned, and what a run in it looks like."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection

from efficacy.activities.contract import Context, Figure, Kind, Sheet, Summary
from efficacy.activities.registry import context_for, kind_of, shape
from efficacy.content import needs
from efficacy.content.library import parsed
from efficacy.content.licensed import unasked
from efficacy.content.models import Curriculum, Instrument, PlannedActivity, PlannedSession
from efficacy.content.shelf import Shelf, found_again
from efficacy.errors import NotFound, StoreError
from efficacy.flow import Shape, Stage, State
from efficacy.language import speech
from efficacy.store.queries import AnyRow, cohorts

# A version names its content for good, so what was parsed once stays right.
_bodies: dict[str, Curriculum] = {}


def curriculum(tx: Connection, version: str) -> Curriculum:
    """Return the pinned content of this version.

    Raises
    ------
    StoreError
        If it is missing from the database or cannot be read any more.
    """
    if version not in _bodies:
        try:
            _bodies[version] = parsed(cohorts.content_body(tx, version))
        except ValueError as problem:
            raise StoreError(
                "What this cohort was to be asked is missing from the database or damaged there "
                "(content {version}). Restore a backup with `workshop restore`, or delete the "
                "cohort.",
                version=version[:8],
            ) from problem
    return _bodies[version]


def planned_session(content: Curriculum, plan_id: str, planned_id: str) -> PlannedSession:
    """Return a session of the pinned plan."""
    for planned in content.plans[plan_id].sessions:
        if planned.id == planned_id:
            return planned
    raise NotFound(
        "This plan has no session “{id}”. Open the cohort and choose one.", id=planned_id
    )


@lru_cache(maxsize=256)
def shapes(version: str, plan_id: str, planned_id: str) -> tuple[Shape, ...]:
    """Return what the state machine needs of each activity of a pinned session.

    The content must have been read with ``curriculum`` before.
    """
    content = _bodies[version]
    say = speech()
    return tuple(
        shape(context_for(content, activity, "confidential"), say)
        for activity in planned_session(content, plan_id, planned_id).activities
    )


def without_stories(content: Curriculum, silent: Collection[str]) -> Curriculum:
    """Return content without these stories."""
    kept = {id: one for id, one in content.peer_models.items() if id not in silent}
    return content.model_copy(update={"peer_models": kept})


Why = Literal["gone", "other", "used-up"]


class Lost(NamedTuple):
    """A bought instrument whose words are not there to be shown, and why."""

    id: str
    title: str
    why: Why


def bought_in(content: Curriculum, activity: PlannedActivity) -> tuple[Instrument, ...]:
    """Return the instruments that an activity asks and somebody bought."""
    asked = (content.instruments.get(one) for one in needs.ids(activity, "instruments"))
    return tuple(one for one in asked if one is not None and one.bought is not None)


class Held:
    """One activity of a cohort's session: its kind, its context, its words.

    ``bought`` are the instruments whose words the database does not have, ``lost``
    those of them that could not be shown (see ``worded``).
    """

    def __init__(
        self,
        content: Curriculum,
        activity: PlannedActivity,
        mode: str,
        *,
        lost: tuple[Lost, ...] = (),
    ) -> None:
        self.bought = bought_in(content, activity)
        self.lost = lost
        self._worded: tuple[Shelf, Held] | None = None
        self._telling: tuple[frozenset[str], Held] | None = None
        self.kind: Kind = kind_of(activity.kind)
        self.activity = activity
        self.context: Context = context_for(content, activity, mode)
        self._sheets: dict[str, Sheet] = {}

    @classmethod
    def of_run(cls, tx: Connection, cohort: AnyRow, planned_id: str, activity_id: str) -> Held:
        """Return the activity that a run of this cohort holds; pinned, so made once."""
        key = (cohort.content_version, planned_id, activity_id, cohort.mode)
        if key not in _held:
            _held[key] = cls._made(tx, cohort, planned_id, activity_id)
        return _held[key]

    @classmethod
    def _made(cls, tx: Connection, cohort: AnyRow, planned_id: str, activity_id: str) -> Held:
        content = curriculum(tx, cohort.content_version)
        plan_id = next(iter(content.plans))
        for activity in planned_session(content, plan_id, planned_id).activities:
            if activity.id == activity_id:
                return cls(content, activity, cohort.mode)
        raise NotFound("This session has no activity “{id}”. Reload the page.", id=activity_id)

    def sheet(self, language: str) -> Sheet:
        """Return what a participant gives here, in their language."""
        if language not in self._sheets:
            self._sheets[language] = self.kind.sheet(self.context, speech(language))
        return self._sheets[language]

    def worded(self, shelf: Shelf) -> Held:
        """Return this activity with the words of bought instruments, for showing alone.

        This is the one place where they are put in. Where the folder has none, or
        other ones, nothing of that instrument is asked, and it stands in ``lost``.
        """
        if self._worded is None or self._worded[0] is not shelf:
            self._worded = (shelf, self.without((), shelf))
        return self._worded[1]

    def telling(self, silent: frozenset[str]) -> Held:
        """Return this activity without the stories that are not told any more (``told``)."""
        if not silent:
            return self
        if self._telling is None or self._telling[0] != silent:
            content = without_stories(self.context.curriculum, silent)
            held = Held(content, self.activity, self.context.mode, lost=self.lost)
            self._telling = (silent, held)
        return self._telling[1]

    def without(self, used_up: Collection[str], shelf: Shelf) -> Held:
        """Return it with words too, and without the instruments of which no copy is left."""
        found, lost = dict(self.context.curriculum.instruments), []
        for one in self.bought:
            whole = None if one.id in used_up else found_again(one, shelf)
            found[one.id] = whole or unasked(one)
            if whole is None:
                why: Why = "other" if one.id in shelf.copies else "gone"
                lost.append(Lost(one.id, one.title, "used-up" if one.id in used_up else why))
        content = self.context.curriculum.model_copy(update={"instruments": found})
        return Held(content, self.activity, self.context.mode, lost=tuple(lost))

    @property
    def measures(self) -> bool:
        """Whether answers need consent to the survey."""
        return self.kind.measures and self.activity.wave is not None


_held: dict[tuple[str, str, str, str], Held] = {}


def state_of(session: AnyRow, run: AnyRow | None) -> State:
    """Return where a session stands, from its rows."""
    if run is None or session.position is None:
        return State(ended=session.ended_ms is not None)
    return State(
        position=session.position,
        phase=run.phase,
        stage=Stage(run.stage),
        extra_s=run.extra_s,
        ended=session.ended_ms is not None,
    )


def summary_from(frozen: dict[str, Any]) -> Summary:
    """Return a frozen summary from its stored form."""
    figures = tuple(Figure(**figure) for figure in frozen["figures"])
    return Summary(n=frozen["n"], title=frozen["title"], figures=figures)
