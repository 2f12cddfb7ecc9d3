"""Relabelling on paper: the map, the facts, three equal doors, a row for each sign, the task.

On the screen only the cards of one's own signs are read. On paper all of them
stand there by family, each with words and a first action to take or to change.
"""

from __future__ import annotations

from collections.abc import Mapping

from efficacy.activities import relabel_cards as cards
from efficacy.activities import relabel_fields as fields
from efficacy.activities.fields import Choice, Option
from efficacy.activities.paper import PaperPart, Table
from efficacy.activities.personal import Card, Standing
from efficacy.activities.relabel_fields import Plan
from efficacy.activities.relabel_sheet import doors
from efficacy.activities.screens import filled, private
from efficacy.content.cues import FAMILIES, CueCard, Family
from efficacy.language import Speech

DOOR = "door"


def parts(plan: Plan, say: Speech) -> tuple[PaperPart, ...]:
    """Return the form in the four parts of the activity."""
    names = plan.cues.parts
    return (
        PaperPart(
            title=names.notice,
            lines=cards.map_card(say).lines,
            fields=(
                *fields.map_fields(plan, say),
                *(() if plan.brief else fields.tell_fields(plan, say)),
            ),
        ),
        *(() if plan.brief else (PaperPart(title=names.facts, points=_facts(plan)),)),
        PaperPart(lines=(plan.cues.caution,)),
        *_doors(plan, say),
        *_words(plan, say),
        *_use(plan, say),
    )


def _facts(plan: Plan) -> tuple[str, ...]:
    return tuple(f"{fact.text} ({plan.cues.cite(fact.source)})" for fact in plan.cues.facts)


def _doors(plan: Plan, say: Speech) -> tuple[PaperPart, ...]:
    options = tuple(Option(id=way.id, label=way.label) for way in doors(say))
    door = Choice(
        id=DOOR,
        label=say("Choose one of three ways. All are equal, and nobody asks why."),
        options=options,
    )
    log = cards.log_card(plan, Standing(), say)
    sitting = say("If you sit this out: {words}")
    return (
        PaperPart(
            title=plan.cues.parts.relabel,
            fields=(door,),
            is_whole=True,
        ),
        PaperPart(lines=(filled(sitting, words=" ".join(log.lines)),)),
    )


def _words(plan: Plan, say: Speech) -> tuple[PaperPart, ...]:
    """Return the cards by family, and a row for each sign that somebody works with."""
    heads: Mapping[Family, str] = {
        "body": say("In my body: what the sign can also mean"),
        "thought": say("In my thoughts: an answer"),
        "doing": say("In what I do: what I can do"),
    }
    found = (
        (family, tuple(card for card in plan.cards if card.family == family)) for family in FAMILIES
    )
    shown = tuple(
        PaperPart(
            title=heads[family],
            points=tuple(_card(plan, card, say) for card in listed),
            is_whole=True,
        )
        for family, listed in found
        if listed
    )
    table = Table(
        columns=(
            say("The sign"),
            say("My own words, or my answer: something I did"),
            say("My first action, up to 60 seconds"),
        ),
        rows=("",) * plan.up_to,
        lines=3,
    )
    label = say("Choose up to {n} signs to work with.").format(n=plan.up_to)
    told = say("Take the words of a sign, or find your own.")
    if plan.up_to == 1:
        label = say("Choose one sign to work with.")
    mine = PaperPart(
        title=say("Mine"), lines=(label, told, private(say)), table=table, is_whole=True
    )
    return (*shown, mine)


def _card(plan: Plan, card: CueCard, say: Speech) -> str:
    """Return a card in one paragraph: the sign, other words for it, a first action."""
    about = f" {card.about} ({plan.cues.cite(card.source)})" if card.about else ""
    words = say("{sign} “{words}” First action: {action}")
    return filled(words, sign=card.sign + about, words=card.new_label, action=card.action)


def _use(plan: Plan, say: Speech) -> tuple[PaperPart, ...]:
    task: Card = cards.task(plan, say)
    again = fields.ratings(plan, fields.AFTER)
    line = say("Now the same two questions once more.")
    return (
        PaperPart(title=task.title, lines=task.lines, fields=(fields.work(say),), is_whole=True),
        *((PaperPart(lines=(line,), fields=again, is_whole=True),) if again else ()),
    )
