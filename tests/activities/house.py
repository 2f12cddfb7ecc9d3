"""A small curriculum for tests: one instrument, one talk, one consent page, one plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from efficacy.activities.contract import Context, Given
from efficacy.activities.registry import context_for
from efficacy.content.cues import Care, CueCard, CueSet, Fact, Family, Parts, Question, Work
from efficacy.content.glossary import Glossary, GlossaryEntry
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
from tests.activities import people, rungs

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


AGREE = ResponseScale(low=1, high=6, anchors={"1": "do not agree", "6": "agree"})
DOOR_NAMES = ("done", "people", "voices", "nerves", "mind")
DOORS = instrument(
    "doors",
    *(
        scale(
            f"door-{name}",
            concept="source",
            direction="none",
            response=AGREE,
            stem="How much do you agree?",
            minimum_share=0.5,
            items=tuple(
                Item(id=f"{name}.{n}", text=f"Statement {n}.", reverse_keyed=name == "nerves")
                for n in (1, 2)
            ),
        )
        for name in DOOR_NAMES
    ),
)
TASTE_NAMES = ("mend", "build", "test", "read")
TASTES = instrument(
    "tastes",
    *(
        scale(
            f"taste-{what}",
            concept="other" if what == "like" else "efficacy",
            response=HOW_MUCH if what == "like" else SURE,
            items=tuple(
                Item(id=f"{what}.{name}", text=f"{name} a thing", subscale=f"theme-{n // 2 + 1}")
                for n, name in enumerate(TASTE_NAMES)
            ),
        )
        for what in ("like", "sure")
    ),
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

ENDS = {"0": "not at all", "100": "fully"}


def cue(card_id: str, family: Family, **changes: Any) -> CueCard:
    """Return a card for a sign of nerves; one of the body has its sentence and source."""
    body = {"about": "Fear made it faster.", "source": "a-study"} if family == "body" else {}
    return CueCard(
        **{
            "id": card_id,
            "family": family,
            "sign": f"I know {card_id}.",
            "old_label": f"The old words for {card_id}.",
            "new_label": f"My new words for {card_id}.",
            "action": f"Begin with {card_id}.",
            **body,
            **changes,
        }
    )


CUES = CueSet(
    kind="cue-set",
    id="nerves",
    language="en",
    version="1",
    title="Signs of nerves",
    provenance=PROVENANCE,
    parts=Parts(notice="Notice", facts="Facts", relabel="Words", use="Try it"),
    cards=(
        cue("heart", "body"),
        cue("hands", "body"),
        cue("cannot", "thought"),
        cue("faster", "thought"),
        cue("freeze", "doing"),
        cue("leave", "doing"),
    ),
    facts=(Fact(id="one", short="It gets faster.", text="Fear made it faster.", source="a-study"),),
    strength=Question(text="How strong are they?", low="hardly there", high="very strong"),
    meaning=Question(text="What do they say?", low="I will do badly", high="getting ready"),
    caution="This treats nothing.",
    try_out="Take the next task.",
    care=Care(
        say="You can stop.",
        do="Sit down beside them.",
        not_for=("People with chest pain.",),
        two_minutes=("Call for help.", "Stay there."),
        breathing="Slow breathing is allowed.",
    ),
    references=(Work(id="a-study", cite="A study, 2020", text="A study (2020)."),),
)

PARAMS: dict[str, dict[str, Any]] = {
    "consent": {"consent": "welcome"},
    "survey": {"instruments": ["beliefs"], "reveal": True},
    "talk": {"talk": "four-sources"},
    "partners": {
        "prompt": "Tell each other which step was hard today.",
        "phases": [
            {"id": "tell", "title": "Tell", "seconds": 120, "prompt": "One tells, one asks how."}
        ],
        "fields": [{"id": "next", "label": "What will you two try?", "max_length": 80}],
    },
    "encourage": {
        "prompt": "Write your partner one sentence about something they did today.",
        "starters": ["You asked …", "You went back to …"],
    },
    "discussion": {
        "prompt": "What went well?",
        "phases": [
            {"id": "alone", "title": "Alone", "seconds": 60, "prompt": "Think of one thing."},
            {"id": "pairs", "title": "In pairs", "seconds": 240, "prompt": "Tell each other."},
        ],
        "fields": [{"id": "success", "label": "What did you do?", "max_length": 80}],
    },
    "sources": {
        "instrument": "doors",
        "doors": [
            {
                "scale": f"door-{name}",
                "label": f"Door {name}",
                "first": f"Open {name}.",
                "block": f"the block of {name}",
            }
            for name in DOOR_NAMES
        ],
    },
    "outlook": {
        "task": "do the next rung",
        "teaching": "Room 12 on Tuesday at 5.",
        "check_list": ["Do the units fit?"],
        "rung_from": "rungs",
    },
    "interests": {
        "instrument": "tastes",
        "like_scale": "taste-like",
        "sure_scale": "taste-sure",
        "work": "Choose one and begin.",
    },
    "approach": {
        "situations": [{"id": "letter", "label": "a letter"}, {"id": "task", "label": "a task"}],
        "follows": ["approach-one"],
    },
    "log": {"prompt": "What did you work out?", "follows": ["log-one"]},
    "goal": {"prompt": "Take one small thing.", "follows": ["goal-one"], "rung_from": "rungs"},
    "rehearse": {
        "script": [
            {"text": "You open the page.", "seconds": 20},
            {"text": "Your heart beats a little faster.", "seconds": 20},
            {"text": "You read the first line again, and start.", "seconds": 30},
        ],
        "rating": {"id": "start", "label": "start a hard task", "anchors": ENDS},
        "titles": {"before": "Before", "imagine": "Imagine", "after": "After"},
        "reveal": True,
    },
    "relabel": {
        "cue_set": "nerves",
        "up_to": 2,
        "task": {"words": "Which is more, 0.4 or 0.25?", "seconds": 60},
    },
    "pulse": {
        "items": [
            {"id": "safe", "label": "I felt safe to try.", "hint": "Go slower next time."},
            {"id": "useful", "label": "I learned something I can use."},
        ],
        "anchors": ENDS,
        "reveal": True,
    },
    "poll": {
        "question": "How did you come here today?",
        "options": [
            {"id": "bus", "label": "By bus"},
            {"id": "bike", "label": "By bike"},
            {"id": "feet", "label": "On foot"},
        ],
    },
    "pause": {"line": "Get some air.", "seconds": 300},
    "storyline": {
        "phases": [
            {"id": "alone", "title": "Alone", "seconds": 300, "prompt": "Draw your line."},
            {"id": "pairs", "title": "In pairs", "seconds": 300, "prompt": "Tell what you like."},
        ],
        "moment_label": "What happened?",
        "how_label": "How was it?",
        "taught_label": "What did it teach you?",
        "lowest": "very bad",
        "middle": "so-so",
        "highest": "very good",
    },
    "wall": {"prompt": "One thing that went well.", "label": "Your note"},
    "relay": {"prompt": "Leave the next group your story."},
    "story": {
        "models": [f"person-{n}" for n in range(1, 7)],
        "identity": [
            {
                "id": "self",
                "label": "I am",
                "options": [
                    {"id": "woman", "label": "a woman"},
                    {"id": "man", "label": "a man"},
                    {"id": "another", "label": "neither, or both"},
                ],
            },
            {"id": "words", "label": "In my own words"},
        ],
        "sure_label": "How sure are you that you can work out a discount?",
    },
    "ladder": {"ladder": "small-steps"},
    "close": {"lines": ["Thank you."], "next_step_label": "What is your next step?"},
    "occupation": {
        "prompt": "Which jobs do you think about?",
        "site": "The official site",
        "how_to_find": ["Type the job into the box."],
    },
    "interview": {
        "prompt": "What would you ask?",
        "questions": [
            {"id": "start", "label": "How did you start?"},
            {"id": "math", "label": "What math do you use?"},
            {"id": "hard", "label": "What was hard?"},
        ],
        "openers": ["Do you have ten minutes?"],
    },
    "barriers": {
        "prompt": "What may come up?",
        "starters": [
            {"id": "time", "label": "I have no quiet hour"},
            {"id": "costs", "label": "It costs more than I have"},
            {"id": "told-not", "label": "Someone says that people like me cannot"},
            {"id": "papers", "label": "They ask for papers"},
        ],
        "places": [{"name": "Learning help", "text": "Room 4, Mondays."}],
        "reveal": True,
    },
    "shortlist": {
        "prompt": "What are you thinking of?",
        "things": [
            {"id": "pay", "label": "Pay I can live on"},
            {"id": "hours", "label": "Hours that fit my life"},
            {"id": "near", "label": "I can get there"},
        ],
    },
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


GLOSSARY = Glossary(
    kind="glossary",
    id="words",
    language="en",
    title="Words of this workshop",
    provenance=PROVENANCE,
    entries=(
        GlossaryEntry(
            id="rung", word="Rung", meaning="One height on a ladder.", example="The third <b>."
        ),
        GlossaryEntry(id="pass", word="Pass", meaning="To leave something out."),
    ),
)


def curriculum(*instruments: Instrument, the_plan: Plan | None = None) -> Curriculum:
    """Return the content of the plan, with these instruments or the usual one."""
    known = instruments or (instrument("beliefs", MATH, CAREER, WORRY), DOORS, TASTES)
    the_plan = the_plan or plan()
    return Curriculum(
        plans={the_plan.id: the_plan},
        instruments={one.id: one for one in known},
        talks={TALK.id: TALK},
        consents={CONSENT.id: CONSENT},
        peer_models=people.library(6),
        cues={CUES.id: CUES},
        ladders=rungs.LADDERS,
        glossaries={GLOSSARY.id: GLOSSARY},
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
