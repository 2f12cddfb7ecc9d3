"""What several kinds share: fields from content, the closing actions, sentences.

Pure: from declared content to what a sheet, a codebook row or a picture says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, TypeVar

from pydantic import Field as Declared

from efficacy.activities.contract import Context, Figure, Given, Params, Summary
from efficacy.activities.fields import Action, Rating, Text
from efficacy.content.models import Id, Instrument, Scale, Words
from efficacy.errors import NotFound, Problem
from efficacy.language import Speech

DONE = "done"
PASS = "pass"
TALK = "talk"
TALK_NO_MORE = "talk-no-more"
# Takes back what somebody has offered to the room: their own words stay theirs.
TAKE_BACK = "take-back"
# What can still be done when a run is closed: to finish, to ask for a word, to withdraw words.
AFTER_CLOSE = frozenset({DONE, PASS, "undo", TALK, TALK_NO_MORE, TAKE_BACK})

# Above this a box is drawn with several lines.
LONG_TEXT = 120
# A scale is drawn as "how sure, 0 to 100" only when it runs over this range.
SURE_RANGE = (0, 100)

P = TypeVar("P", bound=Params)
T = TypeVar("T")


class TextParam(Params):
    """A private text box, as a plan declares it.

    ``max_length`` is in characters, 1 to 2000.
    """

    id: Id
    label: Words
    help: Words | None = None
    max_length: Annotated[int, Declared(ge=1, le=2000)] = 200


# ------------------------------------------------------------- from content


def own(context: Context, wanted: type[P]) -> P:
    """Return the parameters of ``context`` as the kind's own type.

    Raises
    ------
    NotFound
        If the context was made for another kind.
    """
    if isinstance(context.params, wanted):
        return context.params
    raise NotFound(
        "The activity “{id}” was prepared for another kind of activity. "
        "Start the program again; if it stays, run “workshop check”.",
        id=context.activity.id,
    )


def find(known: Mapping[str, T], wanted: str, *, what: str) -> T:
    """Return the content called ``wanted``.

    Raises
    ------
    NotFound
        If the cohort's content does not hold it.
    """
    try:
        return known[wanted]
    except KeyError:
        raise NotFound(
            "There is no {what} called “{id}” in this cohort's content. "
            "Run “workshop check” to see what the curriculum lacks.",
            what=what,
            id=wanted,
        ) from None


def lacking(where: str, wanted: Iterable[str], *, known: Iterable[str], what: str) -> list[Problem]:
    """Return a problem for each id in ``wanted`` that is not ``known``.

    ``file`` is left empty: a kind does not know which file it was read from.
    """
    names = sorted(known)
    return [
        Problem(
            file="",
            where=where,
            expected=f"the id of {what}",
            found=f"“{missing}”",
            hint=f"Known: {', '.join(names)}." if names else f"There is none: add {what}.",
        )
        for missing in dict.fromkeys(wanted)
        if missing not in names
    ]


def repeated(ids: Sequence[str]) -> list[str]:
    """Return the ids that occur more than once, each once, in order."""
    return [known for known in dict.fromkeys(ids) if ids.count(known) > 1]


def require_once(ids: Sequence[str], what: str = "id") -> None:
    """Refuse parameters in which something stands more than once.

    Raises
    ------
    ValueError
        The checked model turns it into a problem with file and place.
    """
    if twice := repeated(ids):
        raise ValueError(f"each {what} once, but “{twice[0]}” stands there more than once")


def chosen_scales(
    instruments: Sequence[Instrument], scales: Sequence[str] | None
) -> tuple[tuple[Instrument, Scale], ...]:
    """Return the scales with their instruments, in the order asked for.

    Parameters
    ----------
    scales : sequence of str or None
        Ids of scales; None takes every scale of every instrument.
    """
    every = [(instrument, scale) for instrument in instruments for scale in instrument.scales]
    if scales is None:
        return tuple(every)
    return tuple(pair for wanted in scales for pair in every if pair[1].id == wanted)


# ----------------------------------------------------------- what is given


def ratings(scale: Scale, *, unclear: str = "") -> tuple[Rating, ...]:
    """Return one field for each item of ``scale``, in the order it declares.

    ``unclear`` are the words of the mark on each of them; "" for none.
    """
    answers = scale.response
    anchors = {int(point): words for point, words in answers.anchors.items()}
    look = "rating" if (answers.low, answers.high) == SURE_RANGE else "scale"
    return tuple(
        Rating(
            id=item.id,
            label=item.text,
            group=scale.title,
            group_stem=scale.stem,
            low=answers.low,
            high=answers.high,
            step=answers.step,
            anchors=anchors,
            unclear=unclear,
            look=look,  # type: ignore[arg-type]  # one of the two literals, by the line above
        )
        for item in scale.items
    )


def texts(declared: Iterable[TextParam]) -> tuple[Text, ...]:
    """Return one text field for each box that the plan declares."""
    return tuple(
        Text(
            id=box.id,
            label=box.label,
            help=box.help or "",
            max_length=box.max_length,
            is_long=box.max_length > LONG_TEXT,
        )
        for box in declared
    )


def passing(say: Speech) -> Action:
    """Return the way out that is always there: never asked about, so without a confirmation."""
    return Action(id=PASS, label=say("Pass on this one"))


def finishing(say: Speech) -> tuple[Action, ...]:
    """Return the two ways to finish a sheet; both count as done everywhere."""
    return (Action(id=DONE, label=say("I am done"), style="primary"), passing(say))


def talking(say: Speech, *, is_wishing: bool) -> Action:
    """Return the quiet way to ask the facilitator for a word, or to take that back."""
    if is_wishing:
        return Action(id=TALK_NO_MORE, label=say("I no longer need to talk"))
    return Action(id=TALK, label=say("I would like to talk"))


# ------------------------------------------------------- what the room sees


def written(context: Context, answers: Mapping[str, Sequence[Given]]) -> Summary:
    """Return how many people wrote something, and none of their words."""
    people = sum(any(given.value is not None for given in listed) for listed in answers.values())
    return Summary(n=people, title=context.activity.title)


def share_words(code: str, say: Speech) -> str:
    """Return how a share is said: of the room, without a number.

    Parameters
    ----------
    code : str
        ``most``, ``about_half`` or ``some``; anything else is said as some.
    """
    if code == "most":
        return say("Most of us")
    if code == "about_half":
        return say("About half of us")
    return say("Some of us")


def sentence(figure: Figure, say: Speech) -> str:
    """Return what a figure says in words: its caption and its text alternative."""
    if figure.withheld:
        return say("{title}: too few answers for a picture of the group.").replace(
            "{title}", figure.label.rstrip(".")
        )
    if figure.share is not None:
        # Content may hold braces of its own, so only the one place is filled.
        return figure.label.replace("{share}", share_words(figure.share, say))
    if figure.count is not None:
        return figure.label.replace("{count}", str(figure.count))
    return (
        say("{title}: on average {value} on a scale from {low} to {high}.")
        .replace("{value}", value_words(figure, say))
        .replace("{low}", f"{figure.low:g}")
        .replace("{high}", f"{figure.high:g}")
        .replace("{title}", figure.label.rstrip("."))
    )


def value_words(figure: Figure, say: Speech) -> str:
    """Return a rounded average in words: “60”, or “95 or more” next to an end.

    The ends of a scale are never said, because they would tell what every
    single person answered; see ``measurement.room.room_average``.
    """
    if figure.value is None:
        return ""
    grain, shown = (figure.high - figure.low) / 20, f"{figure.value:g}"
    if figure.value >= figure.high - grain:
        return say("{value} or more").format(value=shown)
    if figure.value <= figure.low + grain:
        return say("{value} or less").format(value=shown)
    return shown
