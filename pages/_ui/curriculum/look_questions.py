"""An instrument to look through: its items, its answers, and how each is counted."""

from __future__ import annotations

from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.services.browse import Instrument, Scale


def _about(say: Speech) -> dict[str, str]:
    """Return what scales ask about."""
    return {
        "efficacy": say("how sure people are that they can"),
        "worry": say("worry"),
        "practice": say("practice only, not counted"),
        "outcome": say("what it would bring"),
        "source": say("where “I can” comes from"),
        "other": say("something else"),
    }


def _rises(say: Speech) -> dict[str, str]:
    """Return what a higher number means."""
    return {
        "more_sure": say("A higher number means: more sure."),
        "more_worry": say("A higher number means: more worry."),
        "none": say("A higher number is neither better nor worse."),
    }


def instrument(one: Instrument, say: Speech) -> Markup:
    """Return the instrument scale by scale, with what it may not be used for."""
    if one.bought is not None:
        return Markup("<p class='ui-quiet'>{}</p>").format(
            say(
                "You bought this instrument from {holder}. Its words stay in your own file and are "
                "not shown here."
            ).replace("{holder}", one.bought.holder)
        )
    return Markup("<p class='ui-quiet'>{note}</p>{scales}").format(
        note=say("Educational, not validated: not for diagnosis, selection or grading."),
        scales=joined(_scale(scale, say) for scale in one.scales),
    )


def _scale(scale: Scale, say: Speech) -> Markup:
    return Markup(
        "<section class='cu-scale'><h3>{title}</h3><p class='ui-soft'>{facts}</p>"
        "<p class='cu-quote'>{stem}</p><ol>{items}</ol>{answers}<p>{rises} {needed}</p></section>"
    ).format(
        title=scale.title,
        facts=say("Asks about: {concept} · {items}")
        .replace("{concept}", _about(say)[scale.concept])
        .replace("{items}", say.plural("{n} item", "{n} items", len(scale.items))),
        stem=scale.stem,
        items=joined(
            Markup("<li>{}{}</li>").format(item.text, _keying(item.reverse_keyed, say))
            for item in scale.items
        ),
        answers=_answers(scale, say),
        rises=_rises(say)[scale.direction],
        needed=say("It is counted when at least {n} % of the items are answered.").format(
            n=round(100 * scale.minimum_share)
        ),
    )


def _keying(is_reversed: bool, say: Speech) -> Markup:
    if not is_reversed:
        return Markup("")
    return Markup(" <span class='ui-chip is-warm'>{}</span>").format(
        say("counted the other way round")
    )


def _answers(scale: Scale, say: Speech) -> Markup:
    known = scale.response
    words = say("Answers from {low} to {high} in steps of {step}:").format(
        low=known.low, high=known.high, step=known.step
    )
    return Markup("<p>{} {}</p>").format(
        words, "; ".join(f"{point} = {anchor}" for point, anchor in known.anchors.items())
    )
