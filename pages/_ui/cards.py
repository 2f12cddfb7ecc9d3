"""Pieces that several screens share: strips, notes, and the ways in."""

from __future__ import annotations

from itertools import accumulate

from _ui.theme import Markup, draw, joined
from efficacy.activities.personal import Bar, Card
from efficacy.language import Speech
from efficacy.services.views import ProjectorScreen, Step


def mark() -> Markup:
    """Return the product's mark with its name."""
    return Markup('<span class="ui-mark">Can Do</span>')


def track(step: Step) -> Markup:
    """Return the bar that shows how far the session is; the number stands beside it in words."""
    ways = (
        "is-past" if n < step.number else "is-now" if n == step.number else ""
        for n in range(1, step.total + 1)
    )
    return Markup('<ol class="ui-track" aria-hidden="true">{}</ol>').format(
        joined(Markup('<li class="{}"></li>').format(way) for way in ways)
    )


def paragraphs(lines: tuple[str, ...], *, classes: str = "") -> Markup:
    """Return each line as a paragraph."""
    return joined(Markup('<p class="{}">{}</p>').format(classes, line) for line in lines)


def bullets(lines: tuple[str, ...], *, classes: str = "") -> Markup:
    """Return the lines as a list; nothing for no lines."""
    if not lines:
        return Markup("")
    return Markup('<ul class="{}">{}</ul>').format(
        classes, joined(Markup("<li>{}</li>").format(line) for line in lines)
    )


# ------------------------------------------------- on one person's own screen


def own(shown: tuple[Card, ...], say: Speech) -> Markup:
    """Return what one person reads on their own screen; nothing for no cards."""
    return joined(_own_card(card, say) for card in shown)


def _own_card(card: Card, say: Speech) -> Markup:
    points = Markup("")
    if card.points:
        ordered, free = Markup("<ol>{}</ol>"), Markup("<ul>{}</ul>")
        points = (ordered if card.look == "steps" else free).format(
            joined(Markup("<li>{}</li>").format(one) for one in card.points)
        )
    return Markup(
        '<section class="ui-card ui-stack ph-card is-{look}"{spoken}>{title}{lines}{points}'
        "{bars}{clock}</section>"
    ).format(
        look=card.look,
        spoken=Markup(' data-spoken="1"') if card.is_spoken else "",
        title=Markup("<h2>{}</h2>").format(card.title) if card.title else "",
        lines=_paced(card) if card.pace else paragraphs(card.lines),
        points=points,
        bars=_bars(card.bars, say),
        clock=_clock(card.clock_s, say),
    )


def _paced(card: Card) -> Markup:
    """Return the lines with the seconds at which each is on; see ``browser/pace.js``."""
    return Markup('<ol class="ph-paced" data-paced="1">{}</ol>').format(
        joined(
            Markup('<li style="--from:{}s;--for:{}s">{}</li>').format(begins, stays, line)
            for line, begins, stays in zip(
                card.lines, accumulate(card.pace, initial=0), card.pace, strict=False
            )
        )
    )


def _bars(bars: tuple[Bar, ...], say: Speech) -> Markup:
    """Return a quiet picture: a line a bar, with the same in words beside it."""
    if not bars:
        return Markup("")
    return Markup('<dl class="ph-bars">{}</dl>').format(joined(_bar(bar, say) for bar in bars))


def _bar(bar: Bar, say: Speech) -> Markup:
    span = bar.high - bar.low
    value = None if bar.value is None or span <= 0 else 100 * (bar.value - bar.low) / span
    track = (
        Markup('<i aria-hidden="true" style="--at:{:.0f}%"></i>').format(min(100, max(0, value)))
        if value is not None
        else Markup('<i class="is-empty" aria-hidden="true"></i>')
    )
    words = bar.words or ("" if bar.value is None else f"{bar.value:g}")
    return Markup("<div><dt>{}</dt><dd>{}<span>{}</span></dd></div>").format(
        bar.label, track, words or say("nothing yet")
    )


def _clock(seconds: int | None, say: Speech) -> Markup:
    """Return a clock for those who want one: it begins when opened, and closing hides it."""
    if seconds is None:
        return Markup("")
    words = say("The bar is empty after {n} seconds. Nothing ends then. Close it to hide it.")
    return Markup(
        '<details class="ph-own-clock"><summary>{ask}</summary>'
        '<i aria-hidden="true" style="--for:{seconds}s"></i>'
        '<p class="ui-soft">{words}</p></details>'
    ).format(
        ask=say("Show a clock, if you want one"), seconds=seconds, words=words.format(n=seconds)
    )


def message(text: str | None, say: Speech) -> Markup:
    """Return the facilitator's line to all; nothing where there is none."""
    if not text:
        return Markup("")
    return Markup('<div class="ui-note" role="status"><b>{}</b><p>{}</p></div>').format(
        say("From your counselor"), text
    )


def qr(view: ProjectorScreen, say: Speech) -> Markup:
    """Return the picture that a phone's camera opens the join page with."""
    return Markup('<img src="/qr/{code}.svg" alt="{alt}">').format(
        code=view.code,
        alt=say("QR code that opens {address}").format(address=view.join_url or view.code),
    )


# ------------------------------------------------------------- the ways in


def door(title: str, text: str, *ways: Markup) -> None:
    """Draw a card in the middle of an otherwise empty page."""
    draw(
        Markup(
            '<div class="ui-door"><div class="ui-card ui-stack">{mark}<h1>{title}</h1>'
            '<p>{text}</p><div class="ui-row">{ways}</div></div></div>'
        ).format(mark=mark(), title=title, text=text, ways=joined(ways))
    )


def way(label: str, address: str, *, is_main: bool = False) -> Markup:
    """Return a link that looks like a button and loads the page anew."""
    return Markup('<a class="ui-button{main}" href="{address}" target="_self">{label}</a>').format(
        main=" is-main" if is_main else "", address=address, label=label
    )


def welcome(say: Speech) -> None:
    """Draw what somebody sees whom this server does not know."""
    door(
        say("Welcome"),
        say(
            "To take part, you need the code on the screen in front. "
            "If you run the workshop, log in."
        ),
        way(say("Join with a code"), "/join", is_main=True),
        way(say("Log in as facilitator"), "/login"),
    )


def log_in(say: Speech) -> None:
    """Draw the way to the log-in, for a page that is the facilitator's."""
    door(
        say("Please log in"),
        say(
            "This page is for the person who runs the workshop. "
            "If you were logged in before, that has ended; nothing was lost."
        ),
        way(say("Log in as facilitator"), "/login", is_main=True),
        way(say("Join with a code"), "/join"),
    )


def not_joined(say: Speech) -> None:
    """Draw the way to the join page, for a page that is a participant's."""
    door(
        say("This device is not in a group"),
        say(
            "Type the code on the screen in front to join or to come back. "
            "If you were in a moment ago, speak to your counselor."
        ),
        way(say("Join with a code"), "/join", is_main=True),
    )


def no_projector(say: Speech) -> None:
    """Draw how the room's screen is opened."""
    door(
        say("This screen shows no session"),
        say("Open the console of a session and choose “Open the projector”."),
        way(say("Open the list of cohorts"), "/cohorts", is_main=True),
    )


def trouble(sentence: str, say: Speech) -> None:
    """Draw why a page cannot be shown, and a way on."""
    door(say("This cannot be shown"), sentence, way(say("Back to the start"), "/", is_main=True))


def warn(sentence: str) -> None:
    """Draw a sentence that must not be overlooked."""
    draw(Markup('<div class="ui-note" role="alert"><p>{}</p></div>').format(sentence))
