"""What plans are put together from, to look through: one content of a sort at a time."""

from __future__ import annotations

from collections.abc import Iterable

from _ui.curriculum import look_questions
from _ui.curriculum.names import families, labels, roads, sources
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.services import browse
from efficacy.services.browse import (
    CueSet,
    Entry,
    Glossary,
    Guide,
    Instrument,
    Ladder,
    PeerModel,
    Rung,
    Talk,
)


def drawn(entry: Entry, say: Speech) -> Markup:
    """Return one content with where it comes from."""
    content = entry.content
    body = Markup("")
    if isinstance(content, Instrument):
        body = look_questions.instrument(content, say)
    elif isinstance(content, PeerModel):
        body = _story(content, say)
    elif isinstance(content, Ladder):
        body = _ladder(content, say)
    elif isinstance(content, CueSet):
        body = _cues(content, say)
    elif isinstance(content, Talk):
        body = _talk(content, say)
    elif isinstance(content, Glossary):
        body = _words(content)
    elif isinstance(content, Guide):
        body = _chapter(content, say)
    return Markup(
        "<h2>{title} <span class='ui-chip {way}'>{chip}</span></h2>{body}"
        "<p class='ui-soft cu-origin'>{origin} {by}</p>"
    ).format(
        title=entry.title,
        way="is-live" if entry.is_own else "",
        chip=say("your own") if entry.is_own else say("comes with Can Do"),
        body=body,
        origin=content.provenance.derived_from,
        by=say("By {author}, {day}.").format(
            author=content.provenance.author, day=content.provenance.written
        ),
    )


def _story(one: PeerModel, say: Speech) -> Markup:
    traits = (one.attributes.field, one.attributes.stage, *one.attributes.situation)
    road = roads(say)[one.road] if one.road else say("not told")
    chips = (labels(say)[one.label.kind], road)
    return Markup(
        "<p class='cu-quote'>{opening}</p><p>{chips}</p>"
        "<dl class='cu-notes'><div><dt>{what}</dt><dd>{strategy}</dd></div>"
        "<div><dt>{hard}</dt><dd>{still}</dd></div><div><dt>{who}</dt><dd>{traits}</dd></div></dl>"
        "<h3>{short_words}</h3>{short}<details><summary>{long_words}</summary>{long}</details>"
    ).format(
        opening=one.opening,
        chips=joined(Markup("<span class='ui-chip'>{}</span> ").format(chip) for chip in chips),
        what=say("What they did"),
        strategy=one.strategy,
        hard=say("Hard for them today"),
        still=one.still_hard,
        who=say("Somebody who"),
        traits="; ".join(trait.words for trait in traits),
        short_words=say("The short story"),
        short=_paragraphs(one.short),
        long_words=say("The long story"),
        long=_paragraphs(one.long),
    )


def _paragraphs(words: str) -> Markup:
    parts = [part.strip() for part in words.split("\n\n") if part.strip()]
    return joined(Markup("<p>{}</p>").format(part) for part in parts)


def _ladder(one: Ladder, say: Speech) -> Markup:
    return Markup("<p>{stem} {can}?</p><ol class='cu-rungs'>{rungs}</ol>").format(
        stem=one.stem.rstrip("?….").rstrip(),
        can=one.can,
        rungs=joined(_rung(rung, say) for rung in one.rungs),
    )


def _rung(rung: Rung, say: Speech) -> Markup:
    return Markup(
        "<li value='{level}'><h3>{title}</h3><p class='ui-soft'>{facts}</p>{task}</li>"
    ).format(
        level=rung.level,
        title=rung.title,
        facts=_facts(rung, say),
        task=_task(rung, say),
    )


def _facts(rung: Rung, say: Speech) -> str:
    if not rung.tasks:
        return say("a step in real life")
    kinds = say.plural("{n} kind of task", "{n} kinds of task", len(rung.tasks))
    length = say("about {n} seconds each").format(n=rung.seconds)
    return f"{kinds}, {length}"


def _task(rung: Rung, say: Speech) -> Markup:
    if rung.do:
        return Markup("<p>{}</p>").format(rung.do)
    example = browse.example(rung)
    if example is None:
        return Markup("")
    return Markup(
        "<p class='cu-quote'>{ask}</p><details><summary>{how}</summary><ol>{steps}</ol>"
        "<p><b>{answer}</b></p></details>"
    ).format(
        ask=example.ask,
        how=say("How it is worked out"),
        steps=joined(Markup("<li>{}</li>").format(step) for step in example.steps),
        answer=example.answer,
    )


def _cues(one: CueSet, say: Speech) -> Markup:
    facts = joined(
        Markup("<li>{} <span class='ui-soft'>({})</span></li>").format(
            fact.text, one.cite(fact.source)
        )
        for fact in one.facts
    )
    return Markup(
        "<p class='ui-quiet'>{caution}</p>{families}<details><summary>{facts_words}</summary>"
        "<ul>{facts}</ul></details><details><summary>{works_words}</summary>{works}</details>"
    ).format(
        caution=one.caution,
        families=joined(_family(one, family, name, say) for family, name in families(say).items()),
        facts_words=say("Facts, with where they are from"),
        facts=facts,
        works_words=say("References"),
        works=_references(work.text for work in one.references),
    )


def _family(one: CueSet, family: str, name: str, say: Speech) -> Markup:
    heads = (
        say("What people tell themselves"),
        say("What they could say"),
        say("First action"),
    )
    rows = (
        Markup("<tr><th scope='row'>{}</th>{}</tr>").format(
            card.sign,
            joined(
                Markup("<td data-head='{}'>{}</td>").format(head, cell)
                for head, cell in zip(
                    heads, (card.old_label, card.new_label, card.action), strict=True
                )
            ),
        )
        for card in one.cards
        if card.family == family
    )
    return Markup(
        "<h3>{}</h3><div class='cu-wide cu-cues'><table><thead><tr>{}</tr></thead>"
        "<tbody>{}</tbody></table></div>"
    ).format(name, _heads(say("Sign"), *heads), joined(rows))


def _heads(*names: str) -> Markup:
    return joined(Markup("<th scope='col'>{}</th>").format(name) for name in names)


def _references(texts: Iterable[str]) -> Markup:
    return Markup("<ul>{}</ul>").format(joined(Markup("<li>{}</li>").format(one) for one in texts))


def _talk(one: Talk, say: Speech) -> Markup:
    named = sources(say)
    slides = (
        Markup(
            "<li><h3>{title}</h3>{source}<ul>{points}</ul>"
            "<details><summary>{words}</summary><p>{notes}</p></details></li>"
        ).format(
            title=slide.title,
            source=Markup("<p><span class='ui-chip'>{}</span></p>").format(
                named[slide.source.value]
            )
            if slide.source
            else "",
            points=joined(Markup("<li>{}</li>").format(point) for point in slide.points),
            words=say("What the speaker says"),
            notes=slide.notes,
        )
        for slide in one.slides
    )
    length = say("About {n} minutes to say.").format(n=f"{browse.talk_length(one):.1f}")
    works = Markup("")
    if one.references:
        works = Markup("<details><summary>{}</summary>{}</details>").format(
            say("References"), _references(work.text for work in one.references)
        )
    return Markup("<p class='ui-soft'>{}</p><ol class='cu-rungs'>{}</ol>{}").format(
        length, joined(slides), works
    )


def _words(one: Glossary) -> Markup:
    return Markup("<dl class='cu-notes'>{}</dl>").format(
        joined(
            Markup("<div><dt>{}</dt><dd>{} <i>{}</i></dd></div>").format(
                entry.word, entry.meaning, entry.example or ""
            )
            for entry in one.entries
        )
    )


def _chapter(one: Guide, say: Speech) -> Markup:
    return Markup(
        "<p>{summary}</p><ol>{sections}</ol><p class='ui-row'>"
        "<a class='ui-button is-main' href='/files/guide/{id}' target='_blank'>{open}</a>"
        "<a class='ui-button' href='/files/guide' target='_blank'>{whole}</a></p>"
    ).format(
        summary=one.summary,
        sections=joined(Markup("<li>{}</li>").format(part.title) for part in one.sections),
        id=one.id,
        open=say("Read and print this chapter"),
        whole=say("The whole guide"),
    )
