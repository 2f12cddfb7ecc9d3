"""What the console shows of a live session, as markup: nothing of a person."""

from __future__ import annotations

from _ui import cards
from _ui.activities import drawing_of
from _ui.text import figure_sentence, minutes, pace, stage_words, takes_answers
from _ui.theme import Markup, joined
from efficacy.content.models import Notes
from efficacy.flow import Stage
from efficacy.language import Speech
from efficacy.services.views import ConsoleScreen, RunLine, Step


def top(view: ConsoleScreen, say: Speech) -> Markup:
    """Return the line at the top: which session, how it runs against the plan, the code."""
    made_up = Markup('<span class="ui-chip is-warm">{}</span>').format(say("invented people"))
    return Markup(
        '<header class="co-top"><a class="co-back" href="/cohorts" target="_self">{back}</a>'
        '<span class="co-title"><b>{session}</b><span>{cohort}</span></span>{synthetic}'
        '<span class="co-pace"><b>{elapsed}</b> {pace}</span>'
        '<span class="co-code">{code_words} <b class="ui-code">{code}</b></span>'
        '<a class="ui-button" href="/projector/open/{id}" target="_blank">{projector}</a></header>'
    ).format(
        back=say("Cohorts"),
        session=view.session_title,
        cohort=view.cohort_name,
        synthetic=made_up if view.is_synthetic else "",
        elapsed=say("{n} min").format(n=minutes(view.elapsed_s)),
        pace=pace(view, say),
        code_words=say("Code"),
        code=view.code,
        id=view.session_id,
        projector=say("Open the projector"),
    )


def run_of_show(view: ConsoleScreen, say: Speech) -> Markup:
    """Return the steps with their minutes; the present one is marked in words too."""
    total = sum(line.minutes for line in view.lines)
    return Markup(
        '<nav class="co-show" aria-label="{label}"><h2>{label}<span>{total}</span></h2>'
        "<ol>{lines}</ol></nav>"
    ).format(
        label=say("Run of show"),
        total=say("{n} min").format(n=total),
        lines=joined(_line(line, say) for line in view.lines),
    )


def _line(line: RunLine, say: Speech) -> Markup:
    words = {"now": say("now"), "held": say("held")}.get(line.state, "")
    if line.runs > 1:
        words = say("{words}, {n} times").format(words=words, n=line.runs)
    return Markup(
        '<li class="is-{state}"{current}><i aria-hidden="true">{number}</i><span>{title}'
        "<em>{words}</em></span><b>{minutes}</b></li>"
    ).format(
        state=line.state,
        number="✓" if line.state == "held" else line.position + 1,
        current=Markup(' aria-current="step"') if line.state == "now" else "",
        title=line.title,
        words=words,
        minutes=say("{n} min").format(n=line.minutes),
    )


# -------------------------------------------------------------------- notes


def notes(view: ConsoleScreen, say: Speech) -> Markup:
    """Return what to say and do now, readable from a metre away."""
    if view.step is None or view.place == "after":
        return _between(view, say)
    step, plan = view.step, view.step.context.activity.notes
    return Markup(
        '<section class="ui-card co-notes"><div class="co-head"><p class="ui-eyebrow">{place}</p>'
        "{chip}</div><h1>{title}</h1>{shown}{parts}</section>"
    ).format(
        place=say("Step {number} of {total}").format(number=step.number, total=step.total),
        chip=_chip(step, say),
        title=step.title,
        shown=_shown(step, say),
        parts=joined(_parts(step, plan, say)),
    )


def _parts(step: Step, plan: Notes, say: Speech) -> tuple[Markup, ...]:
    """Return the notes in the order in which they are needed."""
    own = drawing_of(step.kind).facilitator(step, say)
    if step.kind == "talk":
        # What the plan says opens the talk; after the first slide the slides have the word.
        opening = _say(plan, say) if step.phase_index == 0 else Markup("")
        return opening, own, _rest(step, plan, say)
    if step.kind == "survey":
        return _say(plan, say), _rest(step, plan, say), own
    return own, _say(plan, say), _rest(step, plan, say)


def _chip(step: Step, say: Speech) -> Markup:
    way = {Stage.OPEN: "is-live", Stage.CLOSING: "is-warm"}.get(step.stage, "")
    again = say("run {n}").format(n=step.run_number) if step.run_number > 1 else ""
    return Markup('<span><span class="ui-chip {way}">{words}</span>{again}</span>').format(
        way=way,
        words=stage_words(step, say),
        again=Markup(' <span class="ui-chip">{}</span>').format(again) if again else "",
    )


def _shown(step: Step, say: Speech) -> Markup:
    if step.stage is not Stage.REVEALED or step.summary is None:
        return Markup("")
    return Markup('<div class="co-slide"><p class="ui-eyebrow">{}</p>{}</div>').format(
        say("What the room sees now"),
        joined(Markup("<p>{}</p>").format(figure_sentence(f, say)) for f in step.summary.figures),
    )


def _say(plan: Notes, say: Speech) -> Markup:
    return Markup('<h2 class="co-label">{}</h2><p class="co-say">{}</p>').format(
        say("Say"), plan.say
    )


def _rest(step: Step, plan: Notes, say: Speech) -> Markup:
    rows = (
        (say("Participants"), plan.participants_do),
        *_away(step, say),
        (say("Look for"), plan.look_for),
        (say("If it falls flat"), plan.falls_flat),
        (say("If someone is upset"), f"{plan.upset.say} {plan.upset.do}"),
    )
    return Markup("<dl>{}</dl>").format(
        joined(Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows)
    )


def _away(step: Step, say: Speech) -> tuple[tuple[str, str], ...]:
    """Return what people do by no clock of the program, with its minutes; nothing without it."""
    away = step.context.activity.off_screen
    if away is None:
        return ()
    return ((say("Away from the screen, {n} min").format(n=away.minutes), away.doing),)


def _between(view: ConsoleScreen, say: Speech) -> Markup:
    if view.place == "after":
        return Markup(
            '<section class="ui-card co-notes"><h1>{title}</h1><p class="co-say">{text}</p>'
            '<div class="ui-row">{results}{back}</div></section>'
        ).format(
            title=say("This session has ended"),
            text=say("All answers are kept. Participants see that it is over."),
            results=cards.way(
                say("Look at the results"), f"/results?cohort={view.cohort_id}", is_main=True
            ),
            back=cards.way(say("Back to the cohorts"), "/cohorts"),
        )
    return Markup(
        '<section class="ui-card co-notes"><p class="ui-eyebrow">{place}</p><h1>{title}</h1>'
        '<p class="co-say">{text}</p><ol class="co-first">{first}</ol></section>'
    ).format(
        place=say("Before the first step"),
        title=say("The room is coming in"),
        text=say(
            "Show the code, wait for most of the room, then begin. "
            "Who comes later joins at the step you are at."
        ),
        first=joined(
            Markup("<li>{}</li>").format(line)
            for line in (
                say("Open the projector and put that window on the big screen."),
                say("Ask everybody to use the same Wi-Fi as this laptop."),
                say("Press PageDown to begin. It is always the next obvious thing."),
            )
        ),
    )


# ------------------------------------------------------------------- counts


def counts(view: ConsoleScreen, say: Speech) -> Markup:
    """Return how many are here and how many are done; a pass counts as done."""
    room = view.counts
    if view.place == "after":
        return _number(room.joined, say("took part"), "")
    here = say.plural("{n} screen connected", "{n} screens connected", room.here)
    if view.step is None or not room.expected or not takes_answers(view.step, say):
        return _number(room.joined, say.plural("is in", "are in", room.joined), here)
    share = min(100, round(100 * room.done / room.expected))
    return Markup(
        '<section class="co-counts"><div class="co-ring" style="--share:{share}%">'
        "<b>{done}</b></div><p><b>{words}</b><br>{started}<br>{here}</p></section>"
    ).format(
        share=share,
        done=room.done,
        here=here,
        words=say.plural("of {n} is done", "of {n} are done", room.expected),
        started=say.plural("{n} has started", "{n} have started", room.started),
    )


def _number(number: int, words: str, below: str) -> Markup:
    return Markup(
        '<section class="co-counts"><div class="co-ring is-plain"><b>{}</b></div>'
        "<p><b>{}</b><br>{}</p></section>"
    ).format(number, words, below)


def about(view: ConsoleScreen, say: Speech) -> Markup:
    """Return where the room joins, and who is in it."""
    return Markup(
        '<section class="co-about"><p>{where}<br><b>{address}</b></p>'
        '<p><a href="/people?cohort={id}" target="_blank">{people}</a></p></section>'
    ).format(
        where=say("The room joins at"),
        address=view.address or say("no network found"),
        id=view.cohort_id,
        people=say("People and PINs"),
    )
