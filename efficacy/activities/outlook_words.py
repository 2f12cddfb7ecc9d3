"""What the two private pictures of ``outlook`` say: bars, and the next step in words."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.activities.outlook_rules import Next, Place, Worth, needs_plan, next_step, worth
from efficacy.activities.own_scale import line_bar
from efficacy.activities.personal import Bar, Card
from efficacy.activities.screens import filled
from efficacy.language import Speech


def worth_words(step: Worth, say: Speech) -> str:
    """Return the next step that fits how sure somebody is, beside what it would bring."""
    return {
        "go-on": say(
            "You see yourself do it, and it counts for you. Next step: set a day and a time."
        ),
        "look-around": say(
            "You see yourself do it, and as things are it would bring you little. "
            "Next step: ask what would have to change, or look where it counts for more."
        ),
        "small-steps": say(
            "It counts for you, and you doubt it. "
            "Next step: one small task that you can finish, then the next one."
        ),
        "find-out": say(
            "You doubt it, and it would bring you little so far. "
            "Next step: ask one person what it brought them, and try one small task."
        ),
    }[step]


def next_words(step: Next, say: Speech, *, teaching: str) -> str:
    """Return the next step that fits how sure somebody is, beside what comes out."""
    words = {
        "further": say(
            "It comes out, and you are sure of it. "
            "Next step: a harder one, or another place to use it."
        ),
        "evidence": say(
            "It comes out, and you doubt it. "
            "Next step: more evidence. Write down what came out, and do two more."
        ),
        "teaching": say(
            "You doubt it, and it does not come out yet. "
            "Next step: have somebody show you. {teaching}"
        ),
        "check-list": say(
            "You are sure, and it does not come out yet. Being sure helps you begin. "
            "Next step: go through this list before you hand it in."
        ),
    }[step]
    return filled(words, teaching=teaching)


def bring_card(
    sure: Place | None, brings: Place | None, hinders: Place | None, say: Speech
) -> Card:
    """Return how sure beside what it would bring and what hinders, with the step that fits."""
    lines: tuple[str, ...] = (_missing(say),)
    if sure and brings:
        steps = worth(sure, brings)
        lines = _said([worth_words(step, say) for step in steps], say)
    if hinders and needs_plan(hinders):
        lines = (
            *lines,
            say(
                "As you see it, much would get in your way. Next step: write down one thing "
                "that could, who can help with it, and what you do first."
            ),
        )
    return Card(
        title=say("How sure you are, and what it would bring"),
        lines=lines,
        bars=(
            _bar(say("How sure"), sure, say),
            _bar(say("What it would bring"), brings, say),
            _bar(say("What would get in the way"), hinders, say),
        ),
    )


def skill_card(
    sure: Place | None,
    skill: Place | None,
    *,
    teaching: str,
    check_list: Sequence[str],
    say: Speech,
) -> Card:
    """Return how sure beside what comes out, with the step that fits."""
    lines: tuple[str, ...] = (_missing(say),)
    points: tuple[str, ...] = ()
    if sure and skill:
        steps = next_step(sure, skill)
        lines = _said([next_words(step, say, teaching=teaching) for step in steps], say)
        points = tuple(check_list) if "check-list" in steps else ()
    return Card(
        title=say("How sure you are, and what comes out"),
        lines=lines,
        points=points,
        bars=(_bar(say("How sure"), sure, say), _bar(say("What comes out"), skill, say)),
    )


def _said(steps: Sequence[str], say: Speech) -> tuple[str, ...]:
    """Return the step that fits; where a line is close, the others as well."""
    here, *across = steps
    if not across:
        return (here,)
    return (here, say("You are close to the border, so this may fit as well:"), *across)


def _missing(say: Speech) -> str:
    return say("With an answer to both, a next step can be named.")


def _bar(label: str, place: Place | None, say: Speech) -> Bar:
    if place is None:
        return Bar(label=label, value=None)
    return line_bar(label, place.value, low=place.low, high=place.high, say=say)
