"""What to print and how, a look at one sheet beside it, and the file with its bar."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from _ui import gate, state, text
from _ui.theme import Markup, draw, joined
from efficacy.language import Speech, languages
from efficacy.reports.handouts.look import Look
from efficacy.services import handouts
from efficacy.services.handouts import Desk, Offered, Order
from efficacy.web import handouts as files
from efficacy.web import making

# How often a bar asks, while something is being made and only then.
PACE_S = 0.5
PEOPLE, MEETING = "people", "meeting"
WHOLE_GROUP = ""


@st.fragment
def show(cohort_id: str, say: Speech) -> None:
    """Draw the choice at the left, and at the right a look at a sheet and the file."""
    who = gate.facilitator()
    gate.notices()
    found = gate.read(lambda: handouts.desk(gate.workshop(), who, cohort_id))
    left, right = st.columns([5, 4], gap="large")
    with left:
        part = _part(say)
        what = _for_people(found, say) if part == PEOPLE else _for_meeting(found, say)
    # It stays in sight while the list at the left is long.
    with right, st.container(key="handouts-beside"):
        order = _how(what, part, say)
        if order.handouts:
            _file(cohort_id, order, say)
            _look(cohort_id, order, found, say)
        else:
            draw(
                Markup('<p class="ui-quiet">{}</p>').format(
                    say("Choose a handout at the left. What it looks like stands here.")
                )
            )
        _problems(found, say)


# --------------------------------------------------------------------------- what


def _part(say: Speech) -> str:
    words = {PEOPLE: say("For participants"), MEETING: say("For you")}
    return st.radio(
        say("Whose handouts"),
        list(words),
        format_func=lambda part: words[part],
        key=state.HANDOUTS_PART.name,
        horizontal=True,
        label_visibility="collapsed",
    )


def _for_people(found: Desk, say: Speech) -> Order:
    names = {WHOLE_GROUP: say("The whole group, by call name"), **dict(found.people)}
    person = st.selectbox(
        say("For whom"),
        list(names),
        format_func=lambda id: text.plain(names[id]),
        key="handouts-person",
    )
    if found.unnamed:
        unnamed = say.plural(
            "{n} person has no call name, so there is no sheet for them.",
            "{n} people have no call name, so there is no sheet for them.",
            found.unnamed,
        )
        draw(Markup('<p class="ui-soft">{}</p>').format(unnamed))
    _all_or_none(found.for_people, say)
    many = len(found.people)
    chosen = [one.id for one in found.for_people if _ticked(one, _released(one, many, say), say)]
    return Order(handouts=tuple(chosen), participant_id=person or WHOLE_GROUP)


def _for_meeting(found: Desk, say: Speech) -> Order:
    titles = dict(found.sessions)
    session = st.selectbox(
        say("Session"),
        list(titles),
        format_func=lambda id: text.plain(f"{list(titles).index(id) + 1} · {titles[id]}"),
        key="handouts-session",
    )
    _all_or_none(found.for_meetings, say)
    chosen = [one.id for one in found.for_meetings if _ticked(one, "", say)]
    return Order(handouts=tuple(chosen), session_id=session or "")


def _all_or_none(listed: tuple[Offered, ...], say: Speech) -> None:
    with st.container(key="handouts-all", horizontal=True):
        for words, is_chosen in ((say("Tick all"), True), (say("Tick none"), False)):
            st.button(
                words, key=f"handouts-all-{is_chosen}", on_click=_tick, args=(listed, is_chosen)
            )


def _tick(listed: tuple[Offered, ...], is_chosen: bool) -> None:
    for one in listed:
        state.tick(_box(one), is_chosen=is_chosen)


def _box(one: Offered) -> str:
    return f"print-{one.id}"


def _ticked(one: Offered, chip: str, say: Speech) -> bool:
    with st.container(key=f"handout-{one.id}"):
        is_chosen = st.checkbox(text.plain(say(one.title)), key=_box(one))
        draw(
            Markup('<p class="ui-soft">{about}{chip}</p>').format(
                about=say(one.about),
                chip=Markup(' <span class="ui-chip">{}</span>').format(chip) if chip else "",
            )
        )
    return is_chosen


def _released(one: Offered, many: int, say: Speech) -> str:
    if not one.is_private:
        return ""
    return say("released by {n} of {many}").format(n=one.released_by, many=many)


# ---------------------------------------------------------------------------- how


def _how(order: Order, part: str, say: Speech) -> Order:
    papers = {"a4": say("A4"), "us-letter": say("US Letter")}
    forms = {"pdf": say("One PDF"), "zip": say("A zip, one PDF a person")}
    with st.container(key="handouts-how"):
        paper = st.radio(
            say("Paper"),
            list(papers),
            format_func=lambda id: papers[id],
            key="handouts-paper",
            horizontal=True,
        )
        is_large = st.toggle(say("Large print, 18 points"), key="handouts-large")
        starts_odd = st.toggle(
            say("For both sides: each handout starts on a front"), key="handouts-fronts"
        )
        form = "pdf"
        if part == PEOPLE and not order.participant_id:
            form = st.radio(
                say("As"),
                list(forms),
                format_func=lambda id: forms[id],
                key="handouts-form",
                horizontal=True,
            )
        language = _language(say)
    return Order(
        handouts=order.handouts,
        session_id=order.session_id,
        participant_id=order.participant_id,
        language=language,
        look=Look(
            paper="us-letter" if paper == "us-letter" else "a4",
            is_large=is_large,
            starts_odd=starts_odd,
        ),
        form="zip" if form == "zip" else "pdf",
    )


def _language(say: Speech) -> str:
    """Return the chosen language; there is no choice where Can Do speaks one."""
    known = languages()
    if len(known) == 1:
        return ""
    names = {"": say("Each person’s own"), **{tag: tag for tag in known}}
    chosen = st.selectbox(
        say("Language"), list(names), format_func=lambda tag: names[tag], key="handouts-language"
    )
    return chosen or ""


# ------------------------------------------------------------------------ the file


# Its own fragment: the press draws this part anew and not the long list beside it.
@st.fragment
def _file(cohort_id: str, order: Order, say: Speech) -> None:
    gate.notices()
    found = making.progress(gate.workshop(), gate.facilitator(), cohort_id, order)
    with st.container(key="handouts-file", horizontal=True, vertical_alignment="center"):
        if found is not None and found.is_running:
            _bar(cohort_id, order, say)
            return
        if found is not None and found.file is not None:
            draw(
                Markup('<a class="ui-button is-main" href="{}" target="_self">{}</a>').format(
                    files.made_address(cohort_id, order), say("Take the file")
                ),
                is_narrow=True,
            )
        st.button(
            say("Make it anew") if found is not None else say("Make the file"),
            key="handouts-make",
            type="secondary" if found is not None and found.file else "primary",
            on_click=_start,
            args=(cohort_id, order),
        )
    if found is None:
        return
    if found.trouble is not None:
        draw(Markup('<p class="ui-note" role="status">{}</p>').format(found.trouble.said(say)))
    elif found.file is not None:
        draw(_told(found.file, say))


@st.fragment(run_every=PACE_S)
def _bar(cohort_id: str, order: Order, say: Speech) -> None:
    """Draw how far the file is; when it is there, the page is drawn with its link."""
    found = making.progress(gate.workshop(), gate.facilitator(), cohort_id, order)
    if found is None or not found.is_running:
        st.rerun()
    else:
        draw(
            Markup(
                '<label class="ui-row" role="status"><span>{}</span>'
                '<progress max="{}" value="{}"></progress></label>'
            ).format(say("The file is being made …"), found.steps, found.done)
        )


def _start(cohort_id: str, order: Order) -> None:
    # Who presses is looked up anew: the page may have been open for an hour.
    gate.attempt(lambda: files.begin(gate.workshop(), gate.facilitator(), cohort_id, order))


def _told(made: object, say: Speech) -> Markup:
    """Return what came of it: how many sheets, what no font has, what could not be used."""
    if not isinstance(made, handouts.Made):
        return Markup("")
    lines = [say.plural("{n} handout is in it.", "{n} handouts are in it.", made.sheets)]
    if made.missing:
        lines.append(
            say("No font has these characters, so a sign stands in their place: {signs}").format(
                signs=" ".join(made.missing)
            )
        )
    return Markup('<div role="status">{}{}</div>').format(
        joined(Markup('<p class="ui-soft">{}</p>').format(line) for line in lines),
        _listed(map(str, made.problems), say),
    )


# ------------------------------------------------------------------------- a look at it


def _look(cohort_id: str, order: Order, found: Desk, say: Speech) -> None:
    offered = {one.id: one for one in (*found.for_people, *found.for_meetings)}
    chosen = order.handouts[-1]
    if len(order.handouts) > 1:
        chosen = st.selectbox(
            say("A look at"),
            list(order.handouts),
            format_func=lambda id: text.plain(say(offered[id].title)),
            key="handouts-look",
        )
    one = offered[chosen]
    # Where the plan decides how many pages there are, the first one is shown.
    pages = (one.pages_large if order.look.is_large else one.pages) or 1
    draw(
        Markup('<figure class="ha-look">{}</figure>').format(
            joined(
                Markup('<img src="{}" alt="{}" loading="lazy">').format(
                    files.picture_address(cohort_id, order, chosen, page),
                    say("{title}, page {n}").format(title=say(one.title), n=page),
                )
                for page in range(1, pages + 1)
            )
        )
    )


def _problems(found: Desk, say: Speech) -> None:
    if found.problems:
        draw(_listed(map(str, found.problems), say))


def _listed(lines: Iterable[str], say: Speech) -> Markup:
    points = joined(Markup("<li>{}</li>").format(line) for line in lines)
    if not points:
        return Markup("")
    return Markup('<div class="ui-note"><b>{}</b><ul>{}</ul></div>').format(
        say("In your own folder this could not be used:"), points
    )
