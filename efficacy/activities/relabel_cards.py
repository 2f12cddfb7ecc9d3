"""What one person reads at each screen of relabelling."""

from __future__ import annotations

from efficacy.activities import earlier
from efficacy.activities import relabel_way as way
from efficacy.activities.log import entries
from efficacy.activities.personal import Bar, Card, Standing
from efficacy.activities.relabel_fields import (
    AFTER,
    BEFORE,
    HIGH,
    LOW,
    TELL,
    Plan,
    action_id,
    words_id,
)
from efficacy.activities.relabel_way import Place
from efficacy.content.cues import CueCard
from efficacy.language import Speech

LOG_MOST = 4


def map_card(say: Speech) -> Card:
    return Card(
        lines=(
            say("Think of the last time you had nerves before a task."),
            say("Choose the signs that you know. There may be many, or none."),
        )
    )


def facts(plan: Plan, own: Standing, say: Speech) -> tuple[Card, ...]:
    if own.phase_index < way.FACTS:
        return (Card(lines=(say("That is your map. We go on together in a moment."),)),)
    points = tuple(f"{fact.text} ({plan.cues.cite(fact.source)})" for fact in plan.cues.facts)
    return (
        Card(title=plan.cues.parts.facts, points=points, is_spoken=True),
        Card(lines=(plan.cues.caution,), look="quiet"),
    )


def door_cards(plan: Plan, say: Speech) -> tuple[Card, ...]:
    return (
        Card(
            title=plan.cues.parts.relabel,
            lines=(say("Then choose one of three ways. All are equal, and nobody asks why."),),
        ),
        Card(lines=(plan.cues.caution,), look="quiet"),
    )


def card(plan: Plan, own: Standing, card: CueCard, door: str, say: Speech) -> Card:
    action = say("A first action: {action}").replace("{action}", card.action)
    if door != way.TO_RELABEL:
        return Card(title=card.sign, lines=(action,), look="task")
    old = say("What people tell themselves: “{words}”").replace("{words}", card.old_label)
    if card.family == "doing":
        new = say("What I can do: “{words}”")
    elif card.family == "thought":
        new = say("An answer could be: “{words}”")
    else:
        new = say("It can also mean: “{words}”")
    about = f"{card.about} ({plan.cues.cite(card.source)})" if card.about else ""
    told = own.value(TELL, way.ATTEMPTS[Place.TELL])
    mine = say("You wrote: “{words}”").replace("{words}", str(told)) if told else ""
    lines = (old, mine, about, new.replace("{words}", card.new_label), action)
    return Card(title=card.sign, lines=tuple(filter(None, lines)))


def offer_card(say: Speech, *, has_offered: bool) -> Card:
    if has_offered:
        return Card(
            lines=(say("Offered. Your counselor looks at it first. Your name is not shown."),),
            look="quiet",
        )
    return Card(
        lines=(
            say(
                "Your words stay with you. You may offer them to the room, without your name. "
                "Your counselor sees them first, and who wrote them."
            ),
        ),
        look="quiet",
    )


def ready(say: Speech) -> Card:
    return Card(lines=(say("You are ready. We try it out together in a moment."),))


def task(plan: Plan, say: Speech) -> Card:
    return Card(
        title=plan.cues.parts.use,
        lines=(plan.task, say("Nothing hangs on it, and nobody checks it.")),
        look="task",
        clock_s=plan.seconds,
    )


def reminder(plan: Plan, own: Standing, say: Speech) -> tuple[Card, ...]:
    """Return what somebody chose to use: their own words, or those of the card."""
    points: list[str] = []
    door = str(own.value(way.DOOR))
    for card in way.picked(own, plan.cards, up_to=plan.up_to):
        attempt = way.attempt_of(card, plan.cues.cards)
        words = own.value(words_id(card), attempt) or card.new_label
        action = own.value(action_id(card), attempt) or card.action
        points += [str(words), str(action)] if door == way.TO_RELABEL else [str(action)]
    if not points:
        return ()
    return (Card(title=say("What I take with me"), points=tuple(points), look="record"),)


def log_card(plan: Plan, own: Standing, say: Speech) -> Card:
    lines = log_lines(plan, own, say)
    if lines:
        return Card(title=say("From your log"), points=lines, look="record")
    return Card(
        title=say("Your log"),
        lines=(
            say("Think of one thing you did that was hard for you. What was your first step?"),
            say("If you have a log on paper, read it now."),
        ),
        look="record",
    )


def log_lines(plan: Plan, own: Standing, say: Speech) -> tuple[str, ...]:
    """Return the newest entries of somebody's log, up to four, oldest first."""
    found = [line for known in earlier.of(own, plan.log) for line in entries(known, say)]
    return tuple(found[-LOG_MOST:])


def both_times(plan: Plan, own: Standing, say: Speech) -> tuple[Card, ...]:
    if not plan.rate:
        return (Card(lines=(say("That was it. Thank you for trying it."),)),)
    if own.how != "done":
        return (Card(lines=(say("Now the same two questions once more."),)),)
    bars = tuple(
        Bar(
            label=f"{asked.text} {label}",
            value=_number(own, f"{item}-{when}", attempt),
            low=LOW,
            high=HIGH,
        )
        for item, asked in (("strength", plan.cues.strength), ("meaning", plan.cues.meaning))
        for when, label, attempt in (
            (BEFORE, say("(before)"), way.ATTEMPTS[Place.TELL]),
            (AFTER, say("(after)"), way.ATTEMPTS[Place.AGAIN]),
        )
    )
    line = say("Only you see this. No number is good or bad.")
    return (Card(title=say("Before and after"), lines=(line,), bars=bars, look="record"),)


def _number(own: Standing, item_id: str, attempt: int) -> float | None:
    value = own.value(item_id, attempt)
    return value if isinstance(value, float | int) else None
