"""The guide as a page to print: who gets it, that all of it is there, and that words stay words."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass, replace
from html import escape

import pytest

from efficacy.content.guide import Guide
from efficacy.content.models import Curriculum
from efficacy.services import guide as service
from efficacy.services.workshop import Workshop
from efficacy.web import runtime
from tests.cast import Room
from tests.content.house import guide
from tests.web.house import Browser, Site, sentence, words

HOSTILE = '<script>alert("1")</script>'


@dataclass
class Shelf:
    """A library that holds the guide alone."""

    guides: dict[str, Guide]

    def curriculum(self, language: str = "en") -> Curriculum:
        return Curriculum(
            plans={}, instruments={}, talks={}, consents={}, guides=copy.copy(self.guides)
        )


def with_guides(workshop: Workshop, *chapters: dict) -> Workshop:
    read = [Guide.model_validate_json(json.dumps(one)) for one in chapters]
    shelf = Shelf({one.id: one for one in read})
    own = replace(workshop, library=shelf)  # type: ignore[arg-type]
    runtime.use_workshop(own)
    return own


def test_a_facilitator_reads_the_whole_guide_in_its_order(
    console: Browser, workshop: Workshop
) -> None:
    reply = console.get("/files/guide")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    shown = re.findall(r'<article class="sheet is-read" lang="en" id="([^"]+)">', reply.text)
    known = sorted(workshop.library.curriculum().guides.values(), key=lambda one: one.order)
    assert shown == [one.id for one in known]
    assert len(shown) > 10


def test_every_section_of_every_chapter_is_printed(console: Browser, workshop: Workshop) -> None:
    page = console.get("/files/guide").text
    for chapter in workshop.library.curriculum().guides.values():
        assert escape(chapter.summary, quote=False).replace("'", "&#39;") in page
        for section in chapter.sections:
            assert f'id="{chapter.id}.{section.id}"' in page
            for line in section.blocks:
                assert escape(line).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in page


def test_one_chapter_comes_alone_and_leads_to_the_others(console: Browser) -> None:
    page = console.get("/files/guide/preparing").text
    assert page.count("<article") == 1
    assert 'href="/files/guide"' in page


def test_lines_to_fill_in_print_as_lines_and_checks_as_boxes(
    console: Browser, workshop: Workshop
) -> None:
    with_guides(workshop, guide())
    page = console.get("/files/guide/sample").text
    assert '<p class="fill"><span>Name</span></p>' in page
    assert page.count('<p class="line"></p>') == 2  # below the one question
    assert '<ul class="boxes"><li>The door is open.</li></ul>' in page
    assert "<ol><li>Open the door.</li></ol>" in page
    assert 'href="#sample.work">1</a>' in page


def test_a_long_list_of_lines_stays_on_one_sheet(console: Browser, workshop: Workshop) -> None:
    sections = [
        {"id": "short", "title": "Short", "lines": ["A"] * 7},
        {"id": "long", "title": "Long", "lines": ["A"] * 8},
    ]
    with_guides(workshop, guide(sections=sections, references=[]))
    page = console.get("/files/guide").text
    assert '<section class="part" id="sample.short">' in page
    assert '<section class="part is-whole" id="sample.long">' in page


def test_hostile_words_are_words(console: Browser, workshop: Workshop) -> None:
    blocks = ("text", "say", "do", "points", "checks", "lines")
    section = {"id": "all", "title": HOSTILE} | {block: [HOSTILE] for block in blocks}
    works = [{"id": "work", "text": HOSTILE, "doi": HOSTILE}]
    with_guides(workshop, guide(title=HOSTILE, sections=[section], references=works))
    page = console.get("/files/guide").text
    assert HOSTILE not in page
    assert page.count("&lt;script&gt;alert(") == 11
    assert not re.search(r"<style|\bstyle=|\bon\w+=", page)


def test_a_curriculum_without_a_guide_says_so(console: Browser, workshop: Workshop) -> None:
    with_guides(workshop)
    assert "This curriculum has no guide." in words(console.get("/files/guide"))


def test_a_chapter_that_is_not_there_is_a_sentence(console: Browser) -> None:
    reply = console.get("/files/guide/<b>no-such")
    assert reply.status_code == 404
    assert "has no chapter “<b>no-such”" in sentence(reply)
    assert "<b>no" not in reply.text


@pytest.mark.parametrize("who", ["outsider", "participant"])
@pytest.mark.parametrize(
    "address", ["/files/guide", "/files/guide/preparing", "/files/run-sheet/starter-45/starter"]
)
def test_nobody_else_gets_pages_of_the_desk(
    site: Site, console: Browser, room: Room, who: str, address: str
) -> None:
    browser = site.browser(at="127.0.0.1")
    if who == "participant":
        browser.joins(room.code, "Heron")
    reply = browser.get(address)
    assert reply.status_code == 403
    assert "Only a facilitator" in sentence(reply)
    assert "<article" not in reply.text


def test_chapters_of_one_number_stand_by_their_ids(workshop: Workshop, room: Room) -> None:
    own = with_guides(workshop, guide(id="b"), guide(id="a"), guide(id="z", order=1))
    assert [one.id for one in service.chapters(own, room.owner)] == ["z", "a", "b"]
