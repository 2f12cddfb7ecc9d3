"""What a person's own numbers say of the options they think of, in words.

An option's number is the weighted mean of what was rated: a thing without a
rating is left out, and the others count for more. Nothing is called best or
worst, and options that lie close together are said to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from efficacy.activities.personal import Bar, Card
from efficacy.activities.screens import filled, listed
from efficacy.language import Speech

LOW, HIGH = 1, 5
# A thing whose weight was left out counts as the middle of the scale.
MIDDLE = 3.0
# Options whose numbers differ by less than this, on 1 to 5, are not told apart.
CLOSE = 0.5
# Ratings of one thing that lie at least this far apart are worth naming.
APART = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """An option in a person's own words, with what they gave for it.

    ``fits`` holds thing to rating, 1 to 5; a thing that was skipped is not in it.
    """

    name: str
    fits: Mapping[str, float]


def weighted_mean(fits: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    """Return the weighted mean of the ratings, 1 to 5; None where nothing was rated.

    Parameters
    ----------
    fits, weights : mapping of thing to number, 1 to 5
        Only things that are rated count; one without a weight counts as 3.

    Examples
    --------
    >>> weighted_mean({"pay": 5, "hours": 2}, {"pay": 1, "hours": 5})
    2.5
    >>> weighted_mean({"pay": 5}, {"pay": 1, "hours": 5})
    5.0
    """
    total = sum(weights.get(thing, MIDDLE) for thing in fits)
    if not total:
        return None
    return sum(weights.get(thing, MIDDLE) * fit for thing, fit in fits.items()) / total


def picture(
    options: Sequence[Rated], things: Mapping[str, str], weights: Mapping[str, float], say: Speech
) -> tuple[Card, ...]:
    """Return the cards of a person's own picture.

    A line an option, then each number as it was given, then what stands out.

    Parameters
    ----------
    options : sequence of Rated
        In the order in which they were written; they stay in it.
    things : mapping of str to str
        What matters to the person: key to words.
    weights : mapping of thing to number, 1 to 5
    """
    means = [weighted_mean(option.fits, weights) for option in options]
    bars = tuple(
        _bar(option, mean, of=len(things), say=say)
        for option, mean in zip(options, means, strict=True)
    )
    lines = (
        say("These are your own numbers, put together. They do not tell you what to choose."),
        say("A thing that matters more counts more. What you left out is left out here."),
    )
    return (
        Card(title=say("What you are thinking of"), lines=lines, bars=bars, look="record"),
        Card(
            title=say("What you gave, thing by thing"),
            points=tuple(
                _row(options, words, thing, weights.get(thing), say)
                for thing, words in things.items()
            ),
        ),
        Card(
            title=say("What stands out"),
            points=stands_out(options, things, weights, say),
            look="quiet",
        ),
    )


def stands_out(
    options: Sequence[Rated], things: Mapping[str, str], weights: Mapping[str, float], say: Speech
) -> tuple[str, ...]:
    """Return what stands out in words; at least one sentence, and no advice."""
    means = {
        place: mean
        for place, option in enumerate(options)
        if (mean := weighted_mean(option.fits, weights)) is not None
    }
    if len(means) < 2:
        return (say("There are too few numbers to set options side by side."),)
    found = [_together(options, means, say)]
    found += [_apart(options, words, thing, say) for thing, words in things.items()]
    if any(len(option.fits) < len(things) for option in options):
        found.append(say("Some numbers were left out. The others count for more."))
    return tuple(one for one in found if one)


def _together(options: Sequence[Rated], means: Mapping[int, float], say: Speech) -> str:
    most = max(means.values())
    # A hair's breadth, so that sums of fractions do not decide what is close.
    near = [place for place, mean in means.items() if most - mean < CLOSE - 1e-9]
    names = listed([_quoted(options[place].name) for place in near], say)
    if len(near) == len(means):
        words = say("{names} lie close together. Your numbers do not tell them apart.")
    elif len(near) > 1:
        words = say("{names} lie close together, and have more of what matters to you.")
    else:
        words = say("{names} has more of what matters to you than the others, by your numbers.")
    return filled(words, names=names)


def _apart(options: Sequence[Rated], words: str, thing: str, say: Speech) -> str:
    fits = [option.fits[thing] for option in options if thing in option.fits]
    if len(fits) < 2 or max(fits) - min(fits) < APART:
        return ""
    return filled(say("Your options differ a lot in {thing}."), thing=_quoted(words))


def _row(
    options: Sequence[Rated], words: str, thing: str, weight: float | None, say: Speech
) -> str:
    fits = ", ".join(
        f"{option.name} {option.fits[thing]:g}" if thing in option.fits else f"{option.name} –"
        for option in options
    )
    if weight is None:
        line = say("{thing} (counted as {middle} of 5): {fits}")
        return filled(line, thing=words, middle=f"{MIDDLE:g}", fits=fits)
    return filled(
        say("{thing} (matters {weight} of 5): {fits}"), thing=words, weight=f"{weight:g}", fits=fits
    )


def _bar(option: Rated, mean: float | None, *, of: int, say: Speech) -> Bar:
    shown = None if mean is None else round(mean, 1)
    words = say("no numbers yet")
    if shown is not None:
        rated = len(option.fits)
        words = filled(say("{value} on 1 to 5"), value=f"{shown:g}")
        if rated < of:
            words = filled(
                say("{value} on 1 to 5, from {rated} of {all} things"),
                value=f"{shown:g}",
                rated=rated,
                all=of,
            )
    return Bar(label=option.name, value=shown, low=LOW, high=HIGH, words=words)


def _quoted(words: str) -> str:
    return f"“{words}”"
