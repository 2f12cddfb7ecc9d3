"""How long an activity takes, estimated from its words, ratings and clocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from efficacy.content import needs
from efficacy.content.models import Curriculum, PlannedActivity, PlannedSession, Scale, Talk
from efficacy.content.readability import words

WORDS_A_MINUTE = 130  # spoken and read
RATING_S = 12
TASK_S = 90  # a box to write in, where no clock runs
FREE_SHARE = Fraction(1, 10)  # of a session's minutes: rooms start late and talk longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a kind of activity asks of people, beyond the parameters that all kinds share.

    Attributes
    ----------
    read : tuple of str
        Texts that are read, in words of the plan or its content.
    ratings, tasks : int
        How many ratings are given, and how many tasks or boxes are worked on.
    clock_s : int
        Seconds that run by a clock; what is read meanwhile lies inside them.
    """

    read: tuple[str, ...] = ()
    ratings: int = 0
    tasks: int = 0
    clock_s: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds that an activity takes, by what fills them."""

    script_s: float
    reading_s: float
    ratings_s: float
    other_s: float
    off_screen_s: float = 0

    @property
    def total_s(self) -> float:
        """Return all of it, in seconds."""
        seen = self.script_s + self.reading_s + self.ratings_s + self.other_s
        return seen + self.off_screen_s

    @property
    def minutes(self) -> float:
        """Return all of it, in minutes."""
        return self.total_s / 60


def estimate(
    activity: PlannedActivity, curriculum: Curriculum, *, load: Load | None = None
) -> Estimate:
    """Return the estimate for one activity.

    A talk is its speaker's notes; a rating holds the reading of its item; where
    phases run by a clock, the reading and writing happen inside them. Minutes
    away from the screen are those that the plan names. ``load`` is what the
    activity's kind says that it asks beside that.
    """
    own = load or Load()
    scripts = [activity.notes.say]
    scripts += [slide.notes for talk in needs.talks(activity, curriculum) for slide in talk.slides]
    ratings = sum(len(scale.items) for scale in needs.scales(activity, curriculum))
    clock = needs.clock_s(activity) + own.clock_s
    return Estimate(
        script_s=_words_s(scripts),
        reading_s=0 if clock else _words_s([*_read(activity, curriculum), *own.read]),
        ratings_s=(ratings + own.ratings) * RATING_S,
        other_s=clock or TASK_S * (_boxes(activity) + own.tasks),
        off_screen_s=60 * activity.off_screen.minutes if activity.off_screen else 0,
    )


def session_minutes(
    session: PlannedSession,
    curriculum: Curriculum,
    *,
    load_of: Callable[[PlannedActivity], Load | None] = lambda _: None,
) -> float:
    """Return the estimated minutes of all activities of a session."""
    return sum(
        estimate(activity, curriculum, load=load_of(activity)).minutes
        for activity in session.activities
    )


def talk_minutes(talk: Talk) -> float:
    """Return the minutes that the notes of all slides take to say."""
    return _words_s([slide.notes for slide in talk.slides]) / 60


def _read(activity: PlannedActivity, curriculum: Curriculum) -> list[str]:
    texts = [activity.intro or "", str(activity.params.get("note") or "")]
    texts += [_stem(scale) for scale in needs.scales(activity, curriculum)]
    for consent in needs.consents(activity, curriculum):
        # The longer of the two modes, since a plan serves both.
        texts += max(
            (consent.said_in(mode) for mode in ("group-only", "confidential")),
            key=lambda said: sum(len(words(line)) for line in said),
        )
        texts += [consent.survey_question, *consent.agreement]
    texts += list(needs.ids(activity, "lines"))
    return texts


def _stem(scale: Scale) -> str:
    return f"{scale.title}. {scale.stem}"


def _boxes(activity: PlannedActivity) -> int:
    fields = activity.params.get("fields")
    labelled = bool(activity.params.get("next_step_label"))
    return (len(fields) if isinstance(fields, list | tuple) else 0) + labelled


def _words_s(texts: list[str]) -> float:
    return 60 * sum(len(words(text)) for text in texts) / WORDS_A_MINUTE
