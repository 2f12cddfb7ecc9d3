"""What the rules find in a plan as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from efficacy.content import needs
from efficacy.content.models import Curriculum, PlannedActivity, Scale
from efficacy.content.theory.case import Case, Hit
from efficacy.content.theory.doses import StepDose

FEWEST_MODELS = 2
QUIET_MINUTES = 15  # between anything persuasive and a survey that is asked again
RATING_SHARE = 0.1


def few_models(case: Case) -> Iterator[Hit]:
    """Find plans with fewer than two people who struggled first."""
    shown = {one for session in case.doses for step in session.steps for one in step.coping_models}
    if len(shown) < FEWEST_MODELS:
        count = "one person" if shown else "nobody"
        yield Hit(f"The plan shows {count} who struggled first, and {FEWEST_MODELS} are the least.")


def out_of_reach(case: Case) -> Iterator[Hit]:
    """Find ladders that people cannot begin at what is within their reach."""
    climbed: set[str] = set()
    for session in case.plan.sessions:
        for activity in session.activities:
            for wanted in needs.ids(activity, "ladder"):
                level = _lowest_level(activity, case.curriculum, wanted)
                has_start = bool(needs.ids(activity, "start_scale"))
                if level > 1 and not (wanted in climbed and has_start):
                    why = "" if wanted in climbed else ", and nobody has been on it before"
                    sentence = f"This ladder begins at level {level} for everybody{why}."
                    yield Hit(sentence, session.id, activity.id)
                climbed.add(wanted)


def _lowest_level(activity: PlannedActivity, curriculum: Curriculum, ladder_id: str) -> int:
    ladder = curriculum.ladders.get(ladder_id)
    first = activity.params.get("rungs_from")
    place = first if isinstance(first, int) and first > 0 else 1
    if ladder is None or place > len(ladder.rungs):
        return 1  # noted where references are checked
    return ladder.rungs[place - 1].level


def flattered_survey(case: Case) -> Iterator[Hit]:
    """Find surveys that are asked again with something persuasive shortly before them."""
    asked: dict[str, set[str]] = {}
    for session in case.doses:
        for place, step in enumerate(session.steps):
            scales = _measured(step, case.curriculum)
            wave = step.activity.wave or ""
            again = any(asked.get(scale.id, set()) - {wave} for scale in scales)
            before = [one for one in session.steps[:place] if one.is_persuasive]
            if again and before and step.starts - before[-1].ends < QUIET_MINUTES:
                sentence = (
                    f"This survey comes {step.starts - before[-1].ends} minutes after "
                    f"“{before[-1].activity.title}”, and {QUIET_MINUTES} are the least."
                )
                yield Hit(sentence, session.session_id, step.activity.id)
            for scale in scales:
                asked.setdefault(scale.id, set()).add(wave)


def _measured(step: StepDose, curriculum: Curriculum) -> tuple[Scale, ...]:
    is_measurement = step.measures and step.activity.wave is not None
    return needs.scales(step.activity, curriculum) if is_measurement else ()


def _every_measured(case: Case) -> list[Scale]:
    return [
        scale
        for session in case.doses
        for step in session.steps
        for scale in _measured(step, case.curriculum)
    ]


def training_unmeasured(case: Case) -> Iterator[Hit]:
    """Find plans that ask nothing about what they practise.

    A scale does so if it marks items as trained, or if a ladder begins by it.
    """
    steps = needs.activities(case.plan)
    starts = {scale for activity in steps for scale in needs.ids(activity, "start_scale")}
    for scale in _every_measured(case):
        if scale.id in starts or any(item.trained for item in scale.items):
            return
    yield Hit("Nothing that is asked at a wave is about what the plan practises.")


def no_outcomes(case: Case) -> Iterator[Hit]:
    """Find plans that never ask what people expect to come of it."""
    if not any(scale.concept == "outcome" for scale in _every_measured(case)):
        yield Hit("No wave asks what people expect it to bring them.")


def many_ratings(case: Case) -> Iterator[Hit]:
    """Find sessions that are full of ratings, other than those that measure the primary scale."""
    for session in case.doses:
        scales = {scale.id for step in session.steps for scale in _measured(step, case.curriculum)}
        most = session.minutes * RATING_SHARE
        if case.plan.primary_scale not in scales and session.ratings > most:
            sentence = (
                f"Ratings take {session.ratings:.1f} of {session.minutes} minutes, "
                "and a tenth is the most."
            )
            yield Hit(sentence, session.session_id)
