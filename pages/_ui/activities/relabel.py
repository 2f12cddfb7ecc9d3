"""The kind ``relabel`` on the screens: everybody's own way, and a page for the facilitator."""

# ruff: noqa: ARG001  # All kinds are drawn through one signature.

from __future__ import annotations

from markupsafe import Markup

from _ui.cards import bullets, paragraphs
from _ui.text import is_open
from efficacy.activities import relabel_way as way
from efficacy.activities.relabel import Relabel
from efficacy.content.cues import CueSet
from efficacy.language import Speech
from efficacy.services.views import Step

_KIND = Relabel()


def participant(step: Step, say: Speech) -> Markup:
    """Return nothing: what a person has before them is theirs alone."""
    return Markup("")


def projector(step: Step, say: Speech) -> Markup:
    """Return what the room does in this part, and words that were offered and approved."""
    if not is_open(step):
        return Markup("<h1>{}</h1>{}").format(step.title, _offered(step.notes, say))
    return Markup('<p class="pj-eyebrow">{}</p><h1>{}</h1>{}{}').format(
        step.title, step.phase.title, _part(step, say), _offered(step.notes, say)
    )


def facilitator(step: Step, say: Speech) -> Markup:
    """Return the page for the case that somebody is not well, and what is known."""
    cues = _KIND.cues(step.context)
    return Markup("{}{}{}").format(_care(cues, say), _room(step, say), _facts(cues, say))


# ------------------------------------------------------------- the room's screen


def _part_of(step: Step) -> int:
    """Return which of the four parts the room is in: a brief round has two of them."""
    return way.PHASES.index(step.phase.id)


def _part(step: Step, say: Speech) -> Markup:
    plan = _KIND.plan(step.context)
    if _part_of(step) == way.NOTICE:
        return _lines(
            say("Which signs do you know before a task? Choose them on your own screen."),
            say("In the body, in thoughts, in what you do. Nobody here sees what you choose."),
        )
    if _part_of(step) == way.FACTS:
        facts = tuple(f"{fact.short} ({plan.cues.cite(fact.source)})" for fact in plan.cues.facts)
        return bullets(facts, classes="pj-points is-many")
    if _part_of(step) == way.RELABEL:
        doors = (
            say("Find new words and a first action"),
            say("Use a small first action only"),
            say("Sit this out with the log"),
        )
        soft = say("All three are equal. Nobody asks why.")
        return Markup('{}<p class="pj-soft">{}</p>').format(
            bullets(doors, classes="pj-points"), soft
        )
    return Markup('<p class="pj-task">{}</p><p class="pj-soft">{}</p>').format(
        plan.task,
        say("Nothing hangs on it. A clock is on your own screen, if you want one.")
        if plan.seconds
        else say("Nothing hangs on it, and there is no clock."),
    )


def _lines(loud: str, soft: str) -> Markup:
    return Markup('<p class="pj-say">{}</p><p class="pj-soft">{}</p>').format(loud, soft)


def _offered(words: tuple[str, ...], say: Speech) -> Markup:
    if not words:
        return Markup("")
    return Markup('<p class="pj-eyebrow">{}</p>{}').format(
        say("Words from this room"), bullets(words, classes="pj-points")
    )


# ---------------------------------------------------------------- the console


def _care(cues: CueSet, say: Speech) -> Markup:
    """Return the page that is one tap away: the first two minutes, and who should not do this."""
    care = cues.care
    steps = Markup("").join(Markup("<li>{}</li>").format(one) for one in care.two_minutes)
    return Markup(
        '<details class="ui-note co-care"><summary><b>{ask}</b></summary>'
        '<h3>{first}</h3><p class="co-say">{say}</p><p>{do}</p><ol>{steps}</ol>'
        "<h3>{who}</h3>{not_for}<h3>{breath}</h3><p>{breathing}</p></details>"
    ).format(
        ask=say("Somebody is not well: the first two minutes"),
        first=say("Say and do"),
        say=care.say,
        do=care.do,
        steps=steps,
        who=say("Who should not do this"),
        not_for=bullets(care.not_for),
        breath=say("Slow breathing"),
        breathing=care.breathing,
    )


def _room(step: Step, say: Speech) -> Markup:
    lines = {
        way.NOTICE: say("Go on when most have put their phones down. Nobody has to be finished."),
        way.FACTS: say("Read two of the facts aloud, with the doubt as well as the gain."),
        way.RELABEL: say(
            "Words that somebody offers wait for you below. Pass on only what cannot hurt anybody."
        ),
        way.USE: say("Let people begin by themselves. Ask nobody which way they chose."),
    }
    return Markup('<div class="co-slide"><p class="ui-eyebrow">{}</p>{}</div>').format(
        step.phase.title, paragraphs((lines[_part_of(step)],))
    )


def _facts(cues: CueSet, say: Speech) -> Markup:
    works = Markup("").join(
        Markup("<li>{}</li>").format(f"{work.text} {work.doi or ''}".strip())
        for work in cues.references
    )
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
        say("Where the facts come from"), works
    )
