"""Everything a ladder says about what a person did: one table, an event a sentence.

Praise for easy things says “I thought you could not”, so there is none. A miss
gets the step that went wrong, never effort or pity. A skip gets nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from efficacy.language import Speech, later

# Places in braces are filled in by ``said``. What follows an event is said by a
# sentence of the second half, so that each ends with the next thing.
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # What happened
        "easy_success": later("That is right: {answer}."),
        "hard_success": later("That is right: {answer}. You {did}. You can do this kind of task."),
        "aided_success": later("That is right: {answer}. The hint was beside it."),
        "half_success": later("That is right: {answer}. The last step was yours."),
        "first_miss": later("Your answer was {typed}. The step to look at is “{step}”."),
        "first_miss_slip": later("Your answer was {typed}. {slip}"),
        "second_miss": later("Your answer was {typed}. Here this one is, step by step."),
        "half_miss": later("Your answer was {typed}. The last step is: {text}"),
        "time_out": later("The time is over, and that counts for nothing. It begins: {text}"),
        "skip": "",
        # What was said beforehand, beside what came
        "compare": later("You said {said}, you got {got}."),
        "compare_unsaid": later("You got {got} of 3 without help."),
        "up": later("Next comes a harder kind of task: “{title}”."),
        "stay": later("Next come three more of this kind."),
        "down": later("Next: a task with the last step open, and then your own: “{title}”."),
        "down_end": later("Next: a task with the last step open."),
        "over": later("Next: look at what you did."),
        # What comes next
        "next_task": later("Next: task {number} of 3."),
        "next_half": later("Next: the same task, with the last step left for you."),
        "next_result": later("Next: what you said and what you got."),
        "next_own": later("Next: your own tasks."),
        "example": later("Read how this one goes. After that comes one with the last step open."),
        "half": later("The first steps are done. The last one is yours."),
        "example_first": later("This kind is new here, so here is one worked out."),
        "last_task": later("This is the last task. Finish it or leave it, as you like."),
        "clock": later("You have about {seconds} seconds, if you like. Nothing stops at the end."),
        # The end
        "right_step": later("This one you got right: {task} {answer}"),
        "right_part": later("This step you got right: {step}."),
        "not_yet": later("Not yet: “{title}”. The next step is: {step}."),
        "all_rungs": later("You climbed every rung of this ladder. Take it to a task of your own."),
        "closed": later("The ladder is closed now. What you did is kept."),
        # Their own record, as an answer to doubt
        "receipt": later("On {day} you said {said} of 3 and got {got} of 3 on this kind."),
        "receipt_unsaid": later("On {day} you got {got} of 3 on this kind."),
        "receipt_line": later("On {day} you wrote: “{line}”"),
        # Steps in real life
        "ticked": later("{title}, on {day}: {line}"),
        "next_rung": later("The next rung is “{title}”."),
    }
)
# What must never be said of somebody's work.
NEVER = (
    "smart",
    "natural",
    "genius",
    "talent",
    "just",
    "easy",
    "almost everyone",
    "try harder",
    "effort",
    "sorry",
    "unfortunately",
    "well done",
    "great",
    "good job",
    "excellent",
    "perfect",
    "failed",
    "wrong",
    "bad",
    "poor",
    "low",
    "high",
)


def said(event: str, say: Speech, **places: object) -> str:
    """Return the sentence for an event with its places filled in; "" for nothing.

    Words from content or of a person may hold braces of their own, so each
    place is filled once and nothing is filled inside what was filled in.
    """
    template = SENTENCES[event]
    if not template:
        return ""
    first, *pieces = say(template).split("{")
    parts = [first]
    for piece in pieces:
        name, closed, rest = piece.partition("}")
        # A place that nothing stands for is shown as it is, with its braces.
        parts.append(f"{places[name]}{rest}" if closed and name in places else "{" + piece)
    return "".join(parts)
