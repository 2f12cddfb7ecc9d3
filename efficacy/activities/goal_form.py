"""A goal as it is asked for and as it is read: boxes and cards, the same for everybody."""

from __future__ import annotations

from efficacy.activities import earlier
from efficacy.activities.fields import Choice, Field, Option
from efficacy.activities.five_sources import source_choice, source_words
from efficacy.activities.goal_hints import Goal, hint_words, hints, is_looked_at
from efficacy.activities.personal import Card, Standing
from efficacy.activities.screens import box, filled, private, written
from efficacy.language import Speech

WHAT, WHEN, END, SOURCE = "goal", "when", "end", "source"
IF, THEN, SUPPORT = "if", "then", "support"
CAME_OF = "came-of"
DONE_IT, PARTLY, NOT_YET = "done", "partly", "not-yet"


def came_of(say: Speech) -> Choice:
    options = (
        Option(id=DONE_IT, label=say("done")),
        Option(id=PARTLY, label=say("partly")),
        Option(id=NOT_YET, label=say("not yet")),
    )
    return Choice(id=CAME_OF, label=say("What came of it?"), options=options)


def goal_fields(say: Speech) -> tuple[Field, ...]:
    return (
        box(
            WHAT,
            say("I will …"),
            most=160,
            help=filled(
                say("One thing to do, small enough to begin within a minute. {private}"),
                private=private(say),
            ),
        ),
        box(WHEN, say("When? A day and a time"), most=80),
        box(END, say("By what will I see that it is done?"), most=120),
        source_choice(SOURCE, say("What does it give me more of?"), say),
    )


def plan_fields(say: Speech) -> tuple[Field, ...]:
    group = say("If it gets hard")
    return (
        box(IF, say("If …"), help=private(say), group=group),
        box(THEN, say("then I …"), group=group),
        box(
            SUPPORT,
            say("Who can be there for me?"),
            most=60,
            help=say("A role, such as neighbor, coach or friend. No name is needed."),
        ),
    )


def goal_card(goal: Standing, day: str, say: Speech) -> Card:
    """Return a goal as it was written, with its day."""
    source = source_words(written(goal, SOURCE), say)
    lines = (
        written(goal, WHAT) or say("Nothing is written yet. You can go back, or go on without."),
        _labelled(say("When: {text}"), written(goal, WHEN)),
        _labelled(say("Done when: {text}"), written(goal, END)),
        _labelled(say("More of: {text}"), source),
    )
    return Card(
        title=earlier.dated(say("Your goal"), day, say),
        lines=tuple(line for line in lines if line),
        look="record",
    )


def next_step(came_of: str, say: Speech) -> tuple[Card, ...]:
    """Return what follows from what came of the last goal: a step, and no verdict."""
    lines = {
        DONE_IT: (
            say("You did what you wrote. Put it in your log."),
            say("The next goal can start one step further on."),
        ),
        PARTLY: (
            say("Part of it is there. Write down which part, so that it counts."),
            say("The part that is left can be your next goal."),
        ),
        NOT_YET: (
            say("It is still open. Take the first minute of it as your goal, or another one."),
            say("If something stood in the way, put that into your plan as the if."),
        ),
    }.get(came_of, ())
    return (Card(title=say("From the last goal to the next"), lines=lines),) if lines else ()


def plan_card(plan: Standing, say: Speech) -> tuple[Card, ...]:
    """Return the if-then plan as it was written; nothing where none was."""
    when, then, who = written(plan, IF), written(plan, THEN), written(plan, SUPPORT)
    pattern = {
        (True, True): say("If {when}, then I {then}"),
        (True, False): say("If {when}"),
        (False, True): say("If it gets hard, then I {then}"),
        (False, False): "",
    }[bool(when), bool(then)]
    lines = (
        filled(pattern, when=when, then=then),
        _labelled(say("Who can be there: {text}"), who),
    )
    shown = tuple(line for line in lines if line)
    return (Card(title=say("Your plan"), lines=shown, look="record"),) if shown else ()


def hint_card(goal: Standing, say: Speech, *, rung: int | None = None) -> tuple[Card, ...]:
    """Return what the goal may still lack; nothing where nothing is written or lacking.

    ``rung`` is the working rung on the ladder, 1-based; None without a record.
    """
    found = hints(_read(goal, say, rung=rung))
    if not found:
        return ()
    return (
        Card(
            title=say("To make it easier to begin"),
            lines=(say("You can change it, or leave it as it is."),),
            points=tuple(hint_words(hint, say) for hint in found),
            look="quiet",
        ),
    )


def ready_card(goal: Standing, say: Speech) -> tuple[Card, ...]:
    """Return a way on for a goal that lacks nothing; only where its words can be looked at."""
    read = _read(goal, say)
    if not read.what or not is_looked_at(read) or hints(read):
        return ()
    return (Card(lines=(say("It names a doing, a time and an end. Go on to your plan."),)),)


def _read(goal: Standing, say: Speech, *, rung: int | None = None) -> Goal:
    return Goal(
        what=written(goal, WHAT),
        when=written(goal, WHEN),
        end=written(goal, END),
        rung=rung,
        language=say.language,
    )


def _labelled(pattern: str, words: str) -> str:
    return filled(pattern, text=words) if words else ""
