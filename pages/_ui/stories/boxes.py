"""The boxes of an edit: the words of a story, and what it can be compared by."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from _ui import gate, text
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.access import Facilitator
from efficacy.services.facilitate import GAP, Story, StoryEdit, StoryTrait

ROADS = ("reached", "partial", "changed")


def filled_in(model: Story, who: Facilitator, say: Speech) -> StoryEdit:
    """Draw the boxes with what the story has, and return what stands in them."""
    known = gate.read(lambda: facilitate.story_traits(gate.workshop(), who, model.language))
    shared, id = model.attributes, model.id
    roads = {
        "reached": say("They got what they set out for"),
        "partial": say("They got a part of it"),
        "changed": say("They took another road"),
    }
    return StoryEdit(
        name=st.text_input(
            say("Name, and an age where they gave one"), _shown(model.name), key=f"name-{id}"
        ),
        opening=st.text_input(
            say("Opening line, which works alone"), _shown(model.opening), key=f"opening-{id}"
        ),
        short=st.text_area(
            say("Short, about 130 words"), _shown(model.short), height=260, key=f"short-{id}"
        ),
        long=st.text_area(
            say("Long, about 300 words"), _shown(model.long), height=460, key=f"long-{id}"
        ),
        strategy=st.text_area(
            say("What they do: “When …, I …”"), _shown(model.strategy), key=f"strategy-{id}"
        ),
        still_hard=st.text_area(
            say("What is still hard"), _shown(model.still_hard), key=f"still-{id}"
        ),
        road=st.selectbox(
            say("Where it led"),
            ROADS,
            index=ROADS.index(model.road) if model.road else None,
            format_func=lambda one: roads[one],
            key=f"road-{id}",
        ),
        field=_trait(say("Road: somebody who …"), shared.field, known.fields, f"field-{id}"),
        stage=_trait(say("In life: somebody who …"), shared.stage, known.stages, f"stage-{id}"),
        situation=_several(say("Also true of them"), shared.situation, known.situations, id),
        start=_level(say("How sure of math at first, 0 to 100"), shared.start, f"start-{id}"),
        level=_level(say("How sure of math now, 0 to 100"), shared.level, f"level-{id}"),
        is_coping=st.checkbox(
            say("They struggled first"), value=shared.is_coping, key=f"coping-{id}"
        ),
    )


def _shown(words: str) -> str:
    return "" if words == GAP else words


def _trait(
    label: str, now: StoryTrait, known: Mapping[str, StoryTrait], key: str
) -> StoryTrait | None:
    choices = known if now.id in known or now.words == GAP else {**known, now.id: now}
    ids = list(choices)
    chosen = st.selectbox(
        label,
        ids,
        index=ids.index(now.id) if now.id in choices else None,
        format_func=lambda one: text.plain(choices[one].words),
        key=key,
    )
    return choices[chosen] if chosen else None


def _several(
    label: str, now: tuple[StoryTrait, ...], known: Mapping[str, StoryTrait], story_id: str
) -> tuple[StoryTrait, ...]:
    choices = {**known, **{one.id: one for one in now}}
    chosen = st.multiselect(
        label,
        list(choices),
        default=[one.id for one in now],
        format_func=lambda one: text.plain(choices[one].words),
        key=f"situation-{story_id}",
    )
    return tuple(choices[one] for one in chosen)


def _level(label: str, now: int, key: str) -> int:
    return int(st.number_input(label, min_value=0, max_value=100, value=now, step=5, key=key))
