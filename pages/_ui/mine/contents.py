"""One person's own results as markup: the same for themselves and for whom they show it to."""

from __future__ import annotations

from _ui.cards import bullets, paragraphs
from _ui.mine import picture
from _ui.theme import Markup, joined
from efficacy.activities.days import day_words
from efficacy.activities.screens import filled
from efficacy.language import Speech
from efficacy.reports import own_words
from efficacy.reports.own import Between, OwnGoal, OwnLadder, OwnResults, OwnScale


def draw(own: OwnResults, say: Speech) -> Markup:
    """Return all parts that there is something for, the tasks first."""
    if own.is_empty and own.stand != "asked_now":
        return _nothing_yet(say)
    return joined(
        (
            _note(own_words.survey_note(own, say)),
            picture.legend(own.scales, say),
            _scales(own, say),
            _ladders(own, say),
            _goals(own.goals, say),
            _between(own.between, say),
        )
    )


def _nothing_yet(say: Speech) -> Markup:
    return Markup('<section class="ui-card ui-stack me-card"><p>{}</p><p>{}</p></section>').format(
        say("There is nothing here yet, and nothing is missing."),
        say("After a survey or a ladder, you can look here at what you said and did."),
    )


def _note(words: str) -> Markup:
    return Markup('<p class="ui-quiet">{}</p>').format(words) if words else Markup("")


def _next(task: str, say: Speech) -> Markup:
    if not task:
        return Markup("")
    return Markup(
        '<section class="ui-card ui-stack me-card is-next"><h2>{}</h2><p class="me-big">{}</p>'
        '<p class="ui-soft">{}</p></section>'
    ).format(
        say("One to try next"),
        task,
        say("It is one of the tasks at “not yet”. The others can wait."),
    )


# ------------------------------------------------------------------------------ scales


def _scales(own: OwnResults, say: Speech) -> Markup:
    """Return a card a scale; those that list no tasks are put away below one line.

    What somebody can do comes before the one task to try next. A move is explained
    once; where it is the same again, the count of tasks and the picture say enough.
    """
    told: set[str] = set()
    cards: dict[bool, list[Markup]] = {True: [], False: []}
    for scale in sorted(own.scales, key=lambda one: not one.has_tasks):
        means = own_words.meaning(scale, say)
        is_told = bool(means) and means in told
        move = "" if is_told and scale.has_tasks else own_words.move(scale, say)
        words = " ".join(part for part in (move, "" if is_told else means) if part)
        cards[scale.has_tasks].append(_scale(scale, say, move=words, is_open=not cards[True]))
        told.add(means)
    others = Markup("")
    if cards[False]:
        others = Markup(
            '<details class="me-more"><summary>{}</summary><div class="me">{}</div></details>'
        ).format(say("The other questions of the survey"), joined(cards[False]))
    return joined((*cards[True], _next(own.next_task, say), others))


def _scale(scale: OwnScale, say: Speech, *, move: str, is_open: bool) -> Markup:
    """Return the card of one scale; ``move`` is what the page says of its move."""
    count, lines = own_words.count(scale, say), (move, own_words.rests_on(scale, say))
    return Markup(
        '<section class="ui-card ui-stack me-card"><h2>{title}</h2>{count}{picture}{lines}'
        "{can}{not_yet}</section>"
    ).format(
        title=scale.title,
        count=paragraphs((count,), classes="me-big") if count else "",
        picture=picture.draw(scale, say),
        lines=paragraphs(tuple(line for line in lines if line)),
        can=_tasks(say("I can"), scale.can, is_open=is_open),
        not_yet=_tasks(say("Not yet"), scale.not_yet),
    )


def _tasks(title: str, tasks: tuple[str, ...], *, is_open: bool = False) -> Markup:
    """Return a list of tasks that opens by a press; nothing for an empty one."""
    if not tasks:
        return Markup("")
    return Markup("<details{}><summary>{} <span>({})</span></summary>{}</details>").format(
        Markup(" open") if is_open else "", title, len(tasks), bullets(tasks)
    )


# ------------------------------------------------------------------- ladders and goals


def _ladders(own: OwnResults, say: Speech) -> Markup:
    if not own.ladders:
        return Markup("")
    return Markup(
        '<section class="ui-card ui-stack me-card"><h2>{title}</h2>{lines}'
        '<p class="ui-soft">{where}</p>{ladders}</section>'
    ).format(
        title=say("On the ladders"),
        lines=paragraphs(own_words.prediction_lines(own, say)),
        where=say("Where you worked at the end of each meeting:"),
        ladders=joined(_ladder(ladder, say) for ladder in own.ladders),
    )


def _ladder(ladder: OwnLadder, say: Speech) -> Markup:
    visits = joined(
        Markup("<li><b>{}</b> {}</li>").format(
            day_words(visit.day, say), own_words.visit_line(visit, ladder.rungs, say)
        )
        for visit in ladder.visits
    )
    return Markup('<h3>{}</h3><ol class="me-visits">{}</ol>').format(ladder.title, visits)


def _goals(goals: tuple[OwnGoal, ...], say: Speech) -> Markup:
    if not goals:
        return Markup("")
    return Markup(
        '<section class="ui-card ui-stack me-card"><h2>{}</h2>'
        '<ul class="me-goals">{}</ul></section>'
    ).format(say("Goals"), joined(_goal(goal, say) for goal in goals))


def _goal(goal: OwnGoal, say: Speech) -> Markup:
    parts = (
        goal.what or say("The words of this goal stay with their writer."),
        filled(say("When: {text}"), text=goal.when) if goal.when else "",
        filled(say("Done when: {text}"), text=goal.end) if goal.end else "",
        own_words.came_of_words(goal.came_of, say),
    )
    return Markup("<li><b>{}</b>{}</li>").format(
        day_words(goal.day, say), paragraphs(tuple(part for part in parts if part))
    )


# -------------------------------------------------------------------- between sessions


def _between(between: Between | None, say: Speech) -> Markup:
    if between is None:
        return Markup("")
    return Markup('<section class="ui-card ui-stack me-card"><h2>{}</h2>{}</section>').format(
        say("Between sessions"), paragraphs(own_words.between_lines(between, say))
    )
