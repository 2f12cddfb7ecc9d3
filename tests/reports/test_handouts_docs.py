"""The page on handouts names what a template may use, and nothing else."""

from __future__ import annotations

import re

import pytest

from efficacy.home import home
from efficacy.reports.handouts.registry import HANDOUTS
from efficacy.reports.handouts.templates import LAYOUT, Templates, text_of
from efficacy.reports.handouts.variables import described
from tests.reports.variable_tables import table

PAGE = (home() / "docs" / "extending" / "handouts.md").read_text(encoding="utf-8")
NOT_FOR_TEMPLATES = {"data", "said", "look", "accent", "size", "logo", "foot", "line-height"} | {
    "handout",
    "is-empty",
    "pictured",
    "below",
    "column-gap",
    "margins",
    "one-line",
}


@pytest.mark.parametrize("handout", HANDOUTS.values(), ids=HANDOUTS)
def test_the_page_lists_each_variable_with_its_sentence(handout):
    section = PAGE.split(f"### {handout.title} (`{handout.id}`)")[1].split("\n##")[0]
    assert [line for line in section.splitlines() if line.startswith("| `")] == [*table(handout)]


def test_the_page_lists_each_function_of_the_layout():
    made = set(re.findall(r"^#let ([a-z-]+)", text_of(Templates(), LAYOUT), re.MULTILINE))
    table = PAGE.split("## What the layout offers")[1].split("\n##")[0]
    told = set(re.findall(r"^\| `#([a-z-]+)", table, re.MULTILINE))
    assert told == made - NOT_FOR_TEMPLATES


@pytest.mark.parametrize("handout", HANDOUTS.values(), ids=HANDOUTS)
def test_a_template_uses_every_variable_that_it_is_given(handout):
    template = text_of(Templates(), f"{handout.id}.typ.j2")
    named = {name.replace("[]", "").rpartition(".")[2] for name in described(handout.variables)}
    assert [name for name in sorted(named) if not re.search(rf"\b{name}\b", template)] == []
