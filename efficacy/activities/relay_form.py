"""The form of the kind ``relay``: its boxes, what people agree to, and what stands on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from efficacy.activities import codebook, screens
from efficacy.activities.days import months_later
from efficacy.activities.fields import Text
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card
from efficacy.language import Speech

OPENING, HARD, TRIED, COST, DID, LED, STILL = (
    "opening",
    "hard",
    "tried",
    "cost",
    "did",
    "led",
    "still",
)
NAME, AGE = "name", "age"
TOLD = (OPENING, HARD, TRIED, COST, DID, LED, STILL)  # what makes a story, in its order
BOXES = (*TOLD, NAME, AGE)
# Words for the counselor that no box holds: for how many months it may be told, and the edit.
CONSENT, DRAFT = "consent", "draft"

ABOUT_HARD, ABOUT_TRIED, ABOUT_DID, GIVING = "hard", "tried", "did", "giving"
_ON_SCREEN: Mapping[str, tuple[str, ...]] = {
    ABOUT_HARD: (OPENING, HARD),
    ABOUT_TRIED: (TRIED, COST),
    ABOUT_DID: (DID, LED, STILL),
    GIVING: (NAME, AGE),
}
ROUTE = tuple(_ON_SCREEN)

LINE, PART, SHORT = 120, 400, 40  # characters; 400 is what words for others may have

# What simulated people write; invented, and never made into a real story.
PHRASES: Mapping[str, tuple[str, ...]] = {
    OPENING: ("I counted on my fingers until I was thirty.", "I hid the bills in a drawer."),
    HARD: (
        "A Monday in the canteen. 24 plates for 30 people, and I was to say how much rice.",
        "The bus plan at the station. Three numbers in one row, and mine was none of them.",
    ),
    TRIED: ("I guessed and cooked double.", "I copied what the man before me did."),
    COST: ("Half of it went into the bin, and I paid for it.", "I stood in the wrong town at six."),
    DID: (
        "When I see two numbers, I write what one portion is and go on from that.",
        "When a table is full, I lay a ruler below my row.",
    ),
    LED: ("I plan the orders for the kitchen now.", "I plan my trips alone. Some take long."),
    STILL: ("Big orders in fractions. I still draw them.", "Plans on a screen. I print them."),
    NAME: ("Kim", "Sol", "Ash"),
    AGE: ("34", "17", "in my fifties"),
}


def given_id(box: str) -> str:
    """Return the item under which the server keeps what was given of a box."""
    return f"given.{box}"


def boxes_of(screen: str) -> tuple[str, ...]:
    """Return the boxes of a screen."""
    return _ON_SCREEN[screen]


def fields(say: Speech) -> tuple[Text, ...]:
    """Return every box, in the order of the screens."""
    asked = {
        OPENING: (say("One line that makes sense alone, to begin with"), LINE),
        HARD: (say("What was hard? A day, a place, a number."), PART),
        TRIED: (say("What did you try that did not work?"), PART),
        COST: (say("What did that cost you?"), PART),
        DID: (say("What did you do then? “When …, I …”"), PART),
        LED: (say("Where has it led so far?"), PART),
        STILL: (say("What is still hard?"), PART),
        NAME: (say("How do you want to be called in it?"), SHORT),
        AGE: (say("An age, if you like"), SHORT),
    }
    helps = {
        OPENING: say("Such as: “I hid the bills in a drawer.” You can write it last."),
        HARD: alone(say),
        TRIED: say("Leave out names of other people, of firms and of schools."),
        DID: say("So that somebody else could do it tomorrow."),
        COST: alone(say),
        LED: say("It need not have ended well."),
        STILL: alone(say),
        NAME: say("It need not be your name. The next groups read it above the story."),
        AGE: alone(say),
    }
    return tuple(
        screens.box(box, label, most=most, help=helps.get(box, ""))
        for box, (label, most) in asked.items()
    )


def alone(say: Speech) -> str:
    """Return who reads it: nobody, unless it is given."""
    return say("Nobody reads it now, and later only if you give it on the last page.")


def on_screen(screen: str, say: Speech) -> tuple[Text, ...]:
    """Return the boxes that stand on a screen."""
    return tuple(box for box in fields(say) if box.id in boxes_of(screen))


# ------------------------------------------------------------- what is agreed


def last_day(given: date, months: int) -> date:
    """Return the last day of consent: as many months later, at most the end of that month."""
    return months_later(given, months)


def until(day: str, months: int, say: Speech) -> str:
    """Return until when a story may be told, as ISO text; in words where there is no date yet."""
    try:
        return last_day(date.fromisoformat(day), months).isoformat()
    except ValueError:
        return say("{n} months after you give it").format(n=months)


def consent(name: str, until: str, say: Speech) -> tuple[str, ...]:
    """Return what somebody says yes to by giving their story, in three sentences."""
    called = name or say("the name I write below")
    return (
        say("My counselor reads it and edits it. I see the edit before anybody else reads a word."),
        screens.filled(
            say("If I say yes to the edit, the next groups read it with this name: {name}."),
            name=called,
        ),
        screens.filled(
            say("I can take it back on any day. It is told until {day} at the longest."), day=until
        ),
    )


def how_to_withdraw(say: Speech) -> tuple[str, ...]:
    """Return how a story is taken back, now and later, and what happens then."""
    return (
        say("Until this session ends, take it back here."),
        say(
            "Later, tell your counselor. No reason is needed. What you gave and the edit are "
            "deleted, and no group is shown them any more. Paper that people took home stays "
            "with them."
        ),
    )


def before_giving(words: Mapping[str, str], until: str, say: Speech) -> tuple[Card, ...]:
    """Return the story as it stands, and what giving it means."""
    lines = tuple(words[box] for box in TOLD if words[box])
    story = (Card(title=say("Your story so far"), lines=lines, look="record"),) if lines else ()
    meaning = Card(
        title=say("If you give it, you agree to this"),
        points=consent(words[NAME], until, say),
        lines=how_to_withdraw(say),
    )
    free = say("Giving it or keeping it changes nothing else for you. Nobody asks why.")
    return (*story, meaning, Card(lines=(free,), look="quiet"))


def after_giving(words: Mapping[str, str], say: Speech) -> Card:
    """Return what was given, and how it can be taken back."""
    if not words[CONSENT]:
        return Card(lines=(say("Your story was taken back. Nobody is told it."),), look="record")
    said = screens.filled(
        say("Given to your counselor, and to nobody else. It is told until {day} at the longest."),
        day=words[CONSENT],
    )
    told = tuple(words[box] for box in TOLD if words[box])
    called = ", ".join(words[box] for box in (NAME, AGE) if words[box])
    named = screens.filled(say("Your name in it: {name}"), name=called)
    return Card(
        title=say("Your story"), lines=(*told, named, said, *how_to_withdraw(say)), look="record"
    )


# ---------------------------------------------------------- codebook, paper


def rows(say: Speech) -> tuple[dict[str, object], ...]:
    """Return the codebook's rows: each box, what was given of it, and until when."""
    asked = screens.rows(fields(say), say)
    boxes = codebook.rows(fields(say), say)
    missing = say("empty: not given, or taken back")
    given = ({**row, "item_id": given_id(str(row["item_id"])), "missing": missing} for row in boxes)
    agreed: dict[str, object] = {
        "item_id": given_id(CONSENT),
        "text": say("Until when the story may be told"),
        "type": "text",
        "range": say("a date"),
        "missing": missing,
    }
    return (*asked, *given, agreed)


def paper(prompt: str, months: int, say: Speech) -> tuple[PaperPart, ...]:
    """Return the form: the boxes, then what handing it in means."""
    boxes = fields(say)
    story = tuple(box for box in boxes if box.id in TOLD)
    names = tuple(box for box in boxes if box.id not in TOLD)
    hand_in = say("Nobody reads this unless you hand it in.")
    # Said once on a sheet: all boxes lie before the eyes at the same time.
    on_screen_only = {COST, STILL, AGE}

    def worded(box: Text) -> Text:
        help = "" if box.id in on_screen_only else box.help
        return _on_paper(box, hand_in if box.id == HARD else help)

    shown = tuple(worded(box) for box in story)
    until = say("{n} months after you give it").format(n=months)
    return (
        PaperPart(lines=(prompt,), fields=shown),
        PaperPart(fields=tuple(worded(box) for box in names)),
        PaperPart(
            title=say("If you give it, you agree to this"),
            points=consent("", until, say),
            lines=(
                say("To give it, hand the sheet to your counselor. To keep it, take it with you."),
                say(
                    "To take it back, tell your counselor. No reason is needed. You get the sheet, "
                    "the edit is deleted, and no group is shown it any more."
                ),
            ),
            is_whole=True,
        ),
    )


def _on_paper(box: Text, help: str) -> Text:
    return Text(
        id=box.id, label=box.label, help=help, max_length=box.max_length, is_long=box.is_long
    )
