"""A counselor's own outline, typed in plain lines, as a draft plan.

A line that begins with “Session” (or week, meeting, day …) starts a session; every other
line is an activity, with its minutes before or behind it. What kind of activity a line
means is guessed from its words, and every guess is told: a draft is there to be corrected.
Script and parameters come from an activity of that kind that ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from types import MappingProxyType

from efficacy.content import needs
from efficacy.content.base import Provenance
from efficacy.content.models import (
    Curriculum,
    Notes,
    Plan,
    PlannedActivity,
    PlannedSession,
    Upset,
    Wave,
)
from efficacy.content.timing import FREE_SHARE
from efficacy.errors import InvalidValue

USUAL_MINUTES = 10
MOST_LINES = 200
MOST_MINUTES = 120
LONGEST_LINE = 200
# What a line that no word of gives away becomes: people talk about it.
OTHERWISE = "discussion"
# The first kind whose word stands in the line; so the special words come before the usual ones.
WORDS: Mapping[str, tuple[str, ...]] = {
    "pause": ("break", "pause", "coffee"),
    "consent": ("consent", "welcome", "agreement", "ground rules"),
    "partners": ("find a partner", "find your partner", "form pairs", "form groups"),
    "survey": ("survey", "questionnaire", "pre-test", "pretest", "post-test", "posttest", "scale"),
    "interests": ("interest",),
    "relabel": ("nerves", "anxiety", "relabel", "butterflies", "stress", "arousal"),
    "rehearse": ("picture", "imagine", "imagery", "rehears", "visuali"),
    "story": ("story", "stories", "peer model", "role model", "people like me"),
    "storyline": ("life line", "lifeline", "story line", "timeline"),
    "relay": ("pass it on", "own story", "hand on", "next group"),
    "ladder": ("ladder", "tasks", "exercise", "practice", "problems", "mastery", "quiz"),
    "encourage": ("encourag", "feedback", "praise", "witness", "compliment", "letter"),
    "log": ("evidence log", "log", "journal", "diary", "homework"),
    "goal": ("goal", "if-then", "plan for", "action plan", "next steps"),
    "shortlist": ("shortlist", "short list", "decision", "decide", "options"),
    "occupation": ("occupation", "job facts", "world of work", "career information"),
    "interview": ("interview", "talk to someone", "informational"),
    "barriers": ("barrier", "obstacle", "what gets in the way"),
    "outlook": ("outcome", "worth it", "expectation"),
    "sources": ("four sources picture", "doors", "what we are short of"),
    "approach": ("avoid", "approach check", "put off"),
    "pulse": ("pulse", "how was it"),
    "wall": ("wall", "sticky notes", "brainstorm"),
    "poll": ("poll", "vote", "show of hands"),
    "talk": ("talk", "lecture", "input", "theory", "explain", "slides"),
    "close": ("close", "goodbye", "closing", "farewell", "wrap"),
}
# A letter, then the rest: “story line” must not be taken for a story.
_LONGEST_FIRST = sorted(
    ((word, kind) for kind, words in WORDS.items() for word in words),
    key=lambda pair: -len(pair[0]),
)
_SESSION = re.compile(
    r"^(?:#+\s*)?(?P<name>(?:session|week|meeting|day|evening|unit|part)\b.*)$", re.IGNORECASE
)
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})\s+(?P<rest>.+)$")
_BEFORE = re.compile(r"^(\d{1,3})\s*(?:minutes|min\.?|m|['’′])?[\s:,.–-]+(?P<rest>\D.*)$", re.I)
_BEHIND = re.compile(
    r"^(?P<rest>.*?\S)[\s,:–(-]+(\d{1,3})\s*(?:minutes|min\.?|m|['’′])?\s*\)?\s*$", re.I
)
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)](?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Guess:
    """What one line became: its kind, and whether kind and minutes stood in it."""

    line: int
    text: str
    session_id: str
    activity_id: str
    kind: str
    minutes: int
    knows_kind: bool
    knows_minutes: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan made from an outline, and what was guessed on the way."""

    plan: Plan
    guesses: tuple[Guess, ...]


@dataclass(slots=True)
class _Session:
    title: str
    minutes: int | None
    steps: list[tuple[int, str, int | None]]


def draft(
    text: str,
    curriculum: Curriculum,
    *,
    title: str,
    plan_id: str,
    author: str,
    today: date,
    kinds: Mapping[int, str] = MappingProxyType({}),
) -> Draft:
    """Return the plan that an outline describes, as far as its words tell.

    Parameters
    ----------
    text : str
        The outline: at most 200 lines of at most 200 characters that are used.
    curriculum : Curriculum
        Where script and parameters of each kind come from.
    kinds : Mapping, optional
        The kind of a line, by its number, where its writer says it.

    Raises
    ------
    InvalidValue
        If there is no line that could be an activity, or far too many.
    """
    sessions = _sessions(text)
    if not any(session.steps for session in sessions):
        raise InvalidValue(
            "There is no activity in this outline. Write one a line, with its minutes, "
            "such as “20 Ladder of percent tasks”."
        )
    patterns = _patterns(curriculum)
    guesses: list[Guess] = []
    planned: list[PlannedSession] = []
    for number, session in enumerate(sessions, start=1):
        session_id = f"session-{number}"
        made = [
            _guessed(step, session_id, len(guesses) + i, kinds=kinds)
            for i, step in enumerate(session.steps)
        ]
        guesses += made
        steps = tuple(_activity(guess, patterns) for guess in made)
        if steps:
            planned.append(_planned(session, session_id, steps))
    return Draft(
        _whole(planned, curriculum, title=title, plan_id=plan_id, author=author, today=today),
        tuple(guesses),
    )


# ------------------------------------------------------------------- lines


def _sessions(text: str) -> list[_Session]:
    lines = [line.strip() for line in text.splitlines()]
    if sum(map(bool, lines)) > MOST_LINES:
        raise InvalidValue(
            "This outline has more than {most} lines. Paste one course at a time.",
            most=MOST_LINES,
        )
    sessions: list[_Session] = []
    for number, line in enumerate(lines, start=1):
        if not any(sign.isalnum() for sign in line):
            continue
        head = _SESSION.match(_BULLET.sub("", line))
        if head:
            name, minutes = _minutes(head["name"][:LONGEST_LINE])
            # “Session 2” ends in a number that is no time.
            plain = re.fullmatch(r"\w+\s+\d{1,3}", head["name"].strip())
            sessions.append(
                _Session(head["name"] if plain else name, None if plain else minutes, [])
            )
            continue
        if not sessions:
            sessions.append(_Session("Session 1", None, []))
        name, minutes = _minutes(_BULLET.sub("", line)[:LONGEST_LINE])
        sessions[-1].steps.append((number, name, minutes))
    return sessions


def _minutes(line: str) -> tuple[str, int | None]:
    """Return a line without its minutes, and these; None where it has none."""
    clock = _CLOCK.match(line)
    if clock:
        begin, end = (60 * int(clock[i]) + int(clock[i + 1]) for i in (1, 3))
        return clock["rest"].strip(), _within(end - begin)
    for pattern, group in ((_BEFORE, 1), (_BEHIND, 2)):
        found = pattern.match(line)
        name = found["rest"].strip(" –-:,(") if found else ""
        if found and name:
            return name, _within(int(found[group]))
    return line, None


def _within(minutes: int) -> int | None:
    return minutes if 1 <= minutes <= 480 else None


def kind_in(line: str) -> str | None:
    """Return the kind that a line's words tell; None where none does."""
    low = line.lower()
    for word, kind in _LONGEST_FIRST:
        if re.search(rf"\b{re.escape(word)}", low):
            return kind
    return None


# -------------------------------------------------------------------- plan


def _guessed(
    step: tuple[int, str, int | None], session_id: str, number: int, *, kinds: Mapping[int, str]
) -> Guess:
    line, text, minutes = step
    kind = kinds.get(line) or kind_in(text)
    return Guess(
        line=line,
        text=text,
        session_id=session_id,
        activity_id=f"step-{number + 1}",
        kind=kind or OTHERWISE,
        minutes=min(minutes or USUAL_MINUTES, MOST_MINUTES),
        knows_kind=kind is not None,
        knows_minutes=minutes is not None,
    )


def _patterns(curriculum: Curriculum) -> dict[str, PlannedActivity]:
    """Return one activity of each kind to take after; those that look back come last."""
    found: dict[str, PlannedActivity] = {}
    plans = sorted(curriculum.plans.values(), key=lambda plan: (plan.demonstration, plan.id))
    steps = [step for plan in plans for step in needs.activities(plan)]
    # A survey without a wave is for practice only.
    for step in sorted(
        steps,
        key=lambda one: (
            bool(needs.ids(one, *needs.EARLIER)),
            one.kind == "survey" and one.wave is None,
        ),
    ):
        found.setdefault(step.kind, step)
    return found


def _activity(guess: Guess, patterns: Mapping[str, PlannedActivity]) -> PlannedActivity:
    like = patterns.get(guess.kind)
    if like is None or guess.kind == OTHERWISE:
        return _talked_about(guess)
    params = {key: value for key, value in like.params.items() if key not in needs.EARLIER}
    return like.model_copy(
        update={
            "id": guess.activity_id,
            "part": None,
            "title": guess.text,
            "minutes": guess.minutes,
            "wave": None,
            "params": params,
        }
    )


def _talked_about(guess: Guess) -> PlannedActivity:
    return PlannedActivity(
        id=guess.activity_id,
        kind=OTHERWISE,
        title=guess.text,
        minutes=guess.minutes,
        params={
            "prompt": guess.text,
            "phases": [
                {
                    "id": "main",
                    "title": guess.text,
                    "seconds": 54 * guess.minutes,  # what is said takes the rest
                    "prompt": guess.text,
                }
            ],
        },
        notes=Notes(
            say="Write here what you say first.",
            participants_do="Write here what people do.",
            look_for="Write here what you look for.",
            falls_flat="Write here what you say and do if it falls flat.",
            upset=Upset(
                say="You can stop here, and nobody asks why.",
                do="Write here what you do if someone is upset.",
            ),
        ),
    )


def _planned(
    session: _Session, session_id: str, steps: tuple[PlannedActivity, ...]
) -> PlannedSession:
    needed = ceil(sum(step.minutes for step in steps) / (1 - FREE_SHARE))
    return PlannedSession(
        id=session_id,
        title=session.title,
        aim="Write here what people can do after this session.",
        minutes=min(max(session.minutes or needed, 10), 480),
        activities=steps,
    )


def _whole(
    sessions: Iterable[PlannedSession],
    curriculum: Curriculum,
    *,
    title: str,
    plan_id: str,
    author: str,
    today: date,
) -> Plan:
    waved = list(_with_waves(sessions))
    waves = {step.wave for one in waved for step in one.activities if step.wave}
    asked = [
        scale.id
        for one in waved
        for step in one.activities
        for scale in needs.scales(step, curriculum)
        if scale.concept == "efficacy"
    ]
    names = {"pre": "Before", "post": "After"}
    return Plan(
        kind="plan",
        id=plan_id,
        language="en",
        version="1",
        title=title,
        summary="A draft made from an outline. Read every step before you use it.",
        provenance=Provenance(
            author=author,
            written=today,
            derived_from="An outline of the author’s own; scripts of Can Do stand where they fit.",
            licence="Apache-2.0",
        ),
        waves=tuple(Wave(id=id, title=title) for id, title in names.items() if id in waves),
        primary_scale=asked[0] if asked else "none-yet",
        sessions=tuple(waved),
    )


def _with_waves(sessions: Iterable[PlannedSession]) -> Iterator[PlannedSession]:
    """Yield the sessions with the first survey before and the last one after."""
    listed = list(sessions)
    surveys = [step.id for one in listed for step in one.activities if step.kind == "survey"]
    wave = dict(zip(surveys, ["pre"] + [None] * len(surveys), strict=False))
    if len(surveys) > 1:
        wave[surveys[-1]] = "post"
    for one in listed:
        steps = tuple(
            step.model_copy(update={"wave": wave.get(step.id)}) for step in one.activities
        )
        yield one.model_copy(update={"activities": steps})
