"""Rules for instruments, talks and consent pages, one file at a time."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter

from efficacy.content.findings import Collector
from efficacy.content.models import Consent, Instrument, ResponseScale, Scale, Talk
from efficacy.content.passages import MODES
from efficacy.content.readability import sentences, words
from efficacy.content.timing import talk_minutes

MOST_POINTS = 11
WORDS_A_SLIDE = 40
LONGEST_TALK = 5.0  # minutes
SLIDES_A_MINUTE = 2
SENTENCES_A_MODE = 6
PLACES = {"keep_until", "contact"}
# Below this many items nobody expects a spread of difficulty.
SPREAD_FROM = 5
LEAST_LEVELS = 3


def check_ids(ids: Iterable[str], *, where: str, what: str, found: Collector) -> None:
    """Note every id that stands more than once in a list."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            found.error(
                f"{where} → {one}",
                expected=f"each {what} with an id of its own",
                found=f"“{one}” for the second time",
                hint="Give one of the two another id.",
            )
        seen.add(one)


def check_not_empty(things: tuple[object, ...], *, where: str, what: str, found: Collector) -> None:
    """Note a list that needs at least one thing and has none."""
    if not things:
        found.error(where, expected=f"at least one {what}", found="none")


# ------------------------------------------------------------- instruments


def check_instrument(instrument: Instrument, found: Collector) -> None:
    """Note what is wrong inside one instrument."""
    trail = f"{instrument.id} → scales"
    if instrument.bought is not None:
        found.error(
            f"{instrument.id} → bought",
            expected="an instrument of the curriculum’s own",
            found="the mark of one that was bought",
            hint="An instrument that you bought has its file in your own folder “licensed”.",
        )
    check_not_empty(instrument.scales, where=trail, what="scale", found=found)
    check_ids((scale.id for scale in instrument.scales), where=trail, what="scale", found=found)
    items = (item.id for scale in instrument.scales for item in scale.items)
    check_ids(items, where=f"{instrument.id} → items", what="item", found=found)
    for scale in instrument.scales:
        _check_scale(scale, trail=f"{instrument.id} → {scale.id}", found=found)


def _check_scale(scale: Scale, *, trail: str, found: Collector) -> None:
    check_not_empty(scale.items, where=f"{trail} → items", what="item", found=found)
    check_response(scale.response, trail=f"{trail} → response", found=found)
    if scale.concept != "efficacy":
        return
    answers = scale.response
    if (answers.low, answers.high, answers.step) != (0, 100, 10):
        found.error(
            f"{trail} → response",
            expected="0 to 100 in steps of 10 for efficacy",
            found=f"{answers.low} to {answers.high} in steps of {answers.step}",
        )
    levels = {item.difficulty for item in scale.items}
    if None in levels:
        found.warn(
            f"{trail} → items",
            expected="a difficulty from 1 to 5 for each item",
            found="an item without one",
            hint="Say how hard the task is for most people.",
        )
    elif len(scale.items) >= SPREAD_FROM and len(levels) < LEAST_LEVELS:
        found.warn(
            f"{trail} → items",
            expected=f"at least {LEAST_LEVELS} levels of difficulty",
            found=f"{len(levels)}",
            hint="Items of one level measure little.",
        )


def check_response(answers: ResponseScale, *, trail: str, found: Collector) -> None:
    """Note what is wrong with the answers that a scale offers."""
    if answers.step < 1 or answers.high <= answers.low:
        found.error(
            trail,
            expected="low below high, and a step of 1 or more",
            found=f"{answers.low} to {answers.high} in steps of {answers.step}",
        )
        return
    points = range(answers.low, answers.high + 1, answers.step)
    if points[-1] != answers.high:
        found.error(
            f"{trail} → step",
            expected=f"a step that leads from {answers.low} to {answers.high}",
            found=str(answers.step),
        )
        return
    if len(points) > MOST_POINTS:
        found.error(
            trail,
            expected=f"at most {MOST_POINTS} points",
            found=f"{len(points)} points",
            hint="More do not fit on a phone.",
        )
    _check_anchors(answers, points, trail=f"{trail} → anchors", found=found)


def _check_anchors(answers: ResponseScale, points: range, *, trail: str, found: Collector) -> None:
    named = {str(point) for point in points}
    for anchor in answers.anchors:
        if anchor not in named:
            found.error(
                f"{trail} → {anchor}",
                expected="a point of the scale",
                found=f"“{anchor}”",
                hint=f"The points are {answers.low} to {answers.high} in steps of {answers.step}.",
            )
    for end in (answers.low, answers.high):
        if str(end) not in answers.anchors:
            found.error(
                trail,
                expected=f"words for {end}",
                found="none",
                hint="Name both ends.",
            )


# ------------------------------------------------------------------- talks


def check_talk(talk: Talk, found: Collector) -> None:
    """Note what is wrong inside one talk."""
    trail = f"{talk.id} → slides"
    check_not_empty(talk.slides, where=trail, what="slide", found=found)
    check_ids((slide.id for slide in talk.slides), where=trail, what="slide", found=found)
    for slide in talk.slides:
        length = sum(len(words(text)) for text in (slide.title, *slide.points))
        if length > WORDS_A_SLIDE:
            found.error(
                f"{talk.id} → {slide.id}",
                expected=f"at most {WORDS_A_SLIDE} words on a slide",
                found=f"{length} words",
                hint="Move the rest to the notes.",
            )
    minutes = talk_minutes(talk)
    if minutes > LONGEST_TALK:
        found.error(
            f"{trail} → notes",
            expected=f"at most {LONGEST_TALK:g} minutes to say",
            found=f"{minutes:.1f} minutes",
            hint="Shorten the notes.",
        )
    if len(talk.slides) > max(1.0, SLIDES_A_MINUTE * minutes):
        found.warn(
            trail,
            expected=f"at most {SLIDES_A_MINUTE} slides a minute",
            found=f"{len(talk.slides)} slides in {minutes:.1f} minutes",
        )
    references = (work.id for work in talk.references)
    check_ids(references, where=f"{talk.id} → references", what="reference", found=found)


# ----------------------------------------------------------------- consent


def check_consent(consent: Consent, found: Collector) -> None:
    """Note what is wrong inside one consent page."""
    trail = f"{consent.id} → sentences"
    check_ids((line.id for line in consent.sentences), where=trail, what="sentence", found=found)
    for line in consent.sentences:
        check_not_empty(line.modes, where=f"{trail} → {line.id} → modes", what="mode", found=found)
        _check_places(line.text, trail=f"{trail} → {line.id} → text", found=found)
    for mode in MODES:
        said = consent.said_in(mode)
        number = sum(len(sentences(text)) for text in said)
        if not 1 <= number <= SENTENCES_A_MODE:
            found.error(
                f"{trail} ({mode})",
                expected=f"1 to {SENTENCES_A_MODE} sentences",
                found=str(number),
                hint="People read a short page.",
            )
        # Broken braces hide what stands in them; that has been said already.
        named = [PLACES if (places := _places(text)) is None else places for text in said]
        missing = PLACES.difference(*named)
        for place in sorted(missing):
            found.error(
                f"{trail} ({mode})",
                expected=f"{{{place}}} in one of the sentences",
                found="none",
                hint="Say until when names are kept, and whom to turn to.",
            )


def _check_places(text: str, *, trail: str, found: Collector) -> None:
    places = _places(text)
    known = ", ".join(f"{{{place}}}" for place in sorted(PLACES))
    if places is None:
        found.error(
            trail,
            expected="braces only around a place",
            found=f"“{text}”",
            hint=f"The places are {known}.",
        )
        return
    for unknown in sorted(places - PLACES):
        found.error(trail, expected=f"one of {known}", found=f"{{{unknown}}}")


def _places(text: str) -> set[str] | None:
    """Return the names in braces; None where the braces do not fit together."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
