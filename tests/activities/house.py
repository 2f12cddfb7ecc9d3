"""A small curriculum for tests: one instrument, one talk, one consent page, one plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from efficacy.activities.contract import Context, Given
from efficacy.activities.registry import context_for
from efficacy.content.models import (
    Consent,
    ConsentSentence,
    Curriculum,
    Instrument,
    Item,
    Notes,
    Plan,
    PlannedActivity,
    PlannedSession,
    Provenance,
    ResponseScale,
    Scale,
    Slide,
    Talk,
    Upset,
    Wave,
)

PROVENANCE = Provenance(
    author="The test house", written=date(2026, 11, 1), derived_from="nothing", licence="CC0"
)
NOTES = Notes(
    say="Say this.",
    participants_do="They do that.",
    look_for="Look here.",
    falls_flat="Then do this.",
    upset=Upset(say="I hear you.", do="Step outside."),
)
SURE = ResponseScale(
    low=0,
    high=100,
    step=10,
    anchors={"0": "not sure", "50": "halfway sure", "100": "completely sure"},
)
HOW_MUCH = ResponseScale(low=1, high=5, anchors={"1": "not at all", "5": "very much"})


def scale(scale_id: str, **changes: Any) -> Scale:
    """Return a scale of five graded items, 0 to 100; ``changes`` replace parts."""
    items = tuple(
        Item(id=f"{scale_id}.{n}", text=f"do task {n}", difficulty=n) for n in range(1, 6)
    )
    return Scale(
        **{
            "id": scale_id,
            "title": f"Title of {scale_id}",
            "concept": "efficacy",
            "direction": "more_sure",
            "stem": "How sure are you that you can ...",
            "response": SURE,
            "items": items,
            **changes,
        }
    )


MATH = scale("math")
CAREER = scale("career")
WORRY = scale(
    "worry",
    concept="worry",
    direction="more_worry",
    response=HOW_MUCH,
    stem="How much ...",
    items=(
        Item(id="worry.1", text="does a test make you worry"),
        Item(id="worry.2", text="do you look forward to numbers", reverse_keyed=True),
        Item(id="worry.3", text="does your heart beat before a test"),
        Item(id="worry.4", text="do you put numbers off"),
    ),
)


def instrument(instrument_id: str, *scales: Scale) -> Instrument:
    """Return an instrument with these scales."""
    return Instrument(
        kind="instrument",
        id=instrument_id,
        language="en",
        version="1",
        title=f"Instrument {instrument_id}",
        provenance=PROVENANCE,
        scales=scales,
    )


TALK = Talk(
    kind="talk",
    id="four-sources",
    language="en",
    title="Four sources",
    provenance=PROVENANCE,
    slides=tuple(
        Slide(id=f"slide-{n}", title=f"Slide {n}", points=("A point.",), notes="Say it slowly.")
        for n in range(1, 4)
    ),
)
CONSENT = Consent(
    kind="consent",
    id="welcome",
    language="en",
    version="1",
    provenance=PROVENANCE,
    sentences=(
        ConsentSentence(id="always", text="You may pass.", modes=("group-only", "confidential")),
        ConsentSentence(id="group", text="Only groups are seen.", modes=("group-only",)),
        ConsentSentence(id="numbers", text="An export by number.", modes=("confidential",)),
    ),
    survey_question="Do you take part in the survey?",
    survey_yes="Yes, count me in",
    survey_no="No, leave me out",
    agreement=("We listen.",),
)

PARAMS: dict[str, dict[str, Any]] = {
    "consent": {"consent": "welcome"},
    "survey": {"instruments": ["beliefs"], "reveal": True},
    "talk": {"talk": "four-sources"},
    "discussion": {
        "prompt": "What went well?",
        "phases": [
            {"id": "alone", "title": "Alone", "seconds": 60, "prompt": "Think of one thing."},
            {"id": "pairs", "title": "In pairs", "seconds": 240, "prompt": "Tell each other."},
        ],
        "fields": [{"id": "success", "label": "What did you do?", "max_length": 80}],
    },
    "close": {"lines": ["Thank you."], "next_step_label": "What is your next step?"},
}


def activity(
    activity_id: str, kind: str, *, wave: str | None = None, **params: Any
) -> PlannedActivity:
    """Return a planned activity; ``params`` are added to the usual ones of its kind."""
    return PlannedActivity(
        id=activity_id,
        kind=kind,
        title=f"Step {activity_id}",
        minutes=5,
        wave=wave,
        params={**PARAMS.get(kind, {}), **params},
        notes=NOTES,
    )


STEPS = (
    activity("hello", "consent"),
    activity("practice", "survey", scales=["career"], reveal=False),
    activity("before", "survey", wave="pre", reveal=False),
    activity("sources", "talk"),
    activity("hunt", "discussion"),
    activity("after", "survey", wave="post"),
    activity("bye", "close"),
)


def plan(*sessions: PlannedSession) -> Plan:
    """Return a plan with two waves and these sessions, or the usual one."""
    usual = PlannedSession(id="one", title="One", aim="To try it.", minutes=45, activities=STEPS)
    return Plan(
        kind="plan",
        id="small",
        language="en",
        version="1",
        title="Small plan",
        summary="A plan for tests.",
        provenance=PROVENANCE,
        demonstration=True,
        waves=(Wave(id="pre", title="Before"), Wave(id="post", title="After")),
        primary_scale="math",
        sessions=sessions or (usual,),
    )


def curriculum(*instruments: Instrument, the_plan: Plan | None = None) -> Curriculum:
    """Return the content of the plan, with these instruments or the usual one."""
    known = instruments or (instrument("beliefs", MATH, CAREER, WORRY),)
    the_plan = the_plan or plan()
    return Curriculum(
        plans={the_plan.id: the_plan},
        instruments={one.id: one for one in known},
        talks={TALK.id: TALK},
        consents={CONSENT.id: CONSENT},
    )


def context(
    kind: str,
    *,
    content: Curriculum | None = None,
    mode: str = "confidential",
    wave: str | None = None,
    **params: Any,
) -> Context:
    """Return the context of an activity of ``kind`` with the usual parameters."""
    return context_for(content or curriculum(), activity("it", kind, wave=wave, **params), mode)


def answers(*rows: dict[str, float | str | None]) -> dict[str, list[Given]]:
    """Return the answers of as many people as there are rows."""
    return {
        f"person-{number}": [Given(item_id=item, value=value) for item, value in row.items()]
        for number, row in enumerate(rows)
    }


def everyone(the_scale: Scale, *means: float) -> dict[str, list[Given]]:
    """Return people who answer every item of a scale with the same number."""
    return answers(*({item.id: mean for item in the_scale.items} for mean in means))
