"""A counselor's own templates: they take the place of ours, and a mistake in one stops no other."""

from __future__ import annotations

import pytest
import yaml
from PIL import Image

from efficacy.reports.handouts.look import Look, own_look
from efficacy.reports.handouts.own import own_handouts
from efficacy.reports.handouts.registry import HANDOUTS
from efficacy.reports.handouts.templates import Sheet
from tests.reports.sheets_to_print import filled_with, goal, printed, read, text_of

GOAL, WELCOME = HANDOUTS["goal-card"], HANDOUTS["welcome-card"]
SHEETS = [Sheet(WELCOME, filled_with(WELCOME.variables, "Heron")), Sheet(GOAL, goal())]


def own(folder, template):
    """Write a goal card of one's own and print both handouts."""
    (folder / "goal-card.typ.j2").write_text(template, encoding="utf-8")
    return printed(SHEETS, own=folder)


def test_an_own_template_takes_the_place_of_the_one_that_ships(tmp_path):
    result = own(tmp_path, "= Mine\n{{ goal }}\n#cards([{{ when }}], [#lines(2)])\n")
    assert result.problems == ()
    assert "Mine" in text_of(result.pdf)
    assert "What I will do" not in text_of(result.pdf)


@pytest.mark.parametrize(
    ("template", "where", "words"),
    [
        ("= x\n\n{{ gaol }}", "line 3", "goal, when"),
        ("= x\n{% if goal %}", "line 2", "missing end of an if"),
        ("= x\n{{ support }}", "line 2", "for loop"),
        ("= x\n\n#unknown(1) {{ goal }}", "line 3", "unknown variable: unknown"),
        ('= x\n#lines("a")', "line 2", "expected integer"),
        ("x ]", "its end", "closing bracket"),
        ("{{ goal.__class__.__mro__ }}", "line 1", "unsafe"),
        ("{% for n in range(10**9) %}a{% endfor %}", "line 1", "Range too big"),
    ],
)
def test_a_broken_template_is_named_with_its_line_and_the_others_print(
    tmp_path, template, where, words
):
    result = own(tmp_path, template)
    (problem,) = result.problems
    assert problem.file == "goal-card.typ.j2"
    assert problem.where.startswith(where)
    assert words in str(problem)
    assert len(read(result.pdf).pages) == 1
    assert "Welcome, Heron" in text_of(result.pdf)


@pytest.mark.parametrize(
    "template",
    [
        '#read("/etc/passwd")',
        '#read("../../../../etc/passwd")',
        '#image("/etc/passwd", alt: "x")',
        '#import "@preview/cetz:0.3.0"',
        '#let p = "@preview/cetz:0.3.0"\n#import p',
        '#{\n  import ("@" + "preview/cetz:0.3.0")\n}',
        '#include "layout.typ.j2"',
        '#eval("import \\"@preview/cetz:0.3.0\\"")',
        '#let e = eval\n#e("1")',
        '#let f = () => import "@preview/cetz:0.3.0"',
        '#(dictionary(std).at("ev" + "al"))("1")',
        '{% include "../pyproject.toml" %}',
        '{% include "look.yaml" %}',
    ],
)
def test_a_template_reads_no_file_and_fetches_nothing(tmp_path, monkeypatch, template):
    (tmp_path / "look.yaml").write_text("colour: '#000000'", encoding="utf-8")
    # Where it went to the network all the same, nobody would answer, and the error would say so.
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    result = own(tmp_path, template)
    (problem,) = result.problems
    assert "download" not in str(problem)
    assert "root:" not in text_of(result.pdf)


def test_a_sentence_of_a_sheet_may_have_any_word(tmp_path):
    result = own(tmp_path, '{{ say("You can include an import, or eval it.") }}')
    assert result.problems == ()
    assert "include an import" in text_of(result.pdf)


def test_a_broken_layout_prints_nothing_and_says_where(tmp_path):
    (tmp_path / "layout.typ.j2").write_text("#let a = 1\n#let b =\n", encoding="utf-8")
    result = printed(SHEETS, own=tmp_path)
    (problem,) = result.problems
    assert (problem.file, problem.where) == ("layout.typ.j2", "line 2")
    assert result.pdf == b""


def test_an_own_template_with_a_name_of_its_own_is_one_more_handout(tmp_path):
    template = "{# How to find us | like: welcome-card #}\n= {{ call_name }}\n{{ address }}\n"
    (tmp_path / "find-us.typ.j2").write_text(template, encoding="utf-8")
    added, problems = own_handouts(tmp_path, HANDOUTS)
    assert problems == ()
    assert [(id, one.title) for id, one in added.items()] == [("find-us", "How to find us")]
    result = printed([Sheet(added["find-us"], SHEETS[0].data)], own=tmp_path)
    assert "How to find us" in text_of(result.pdf)
    assert result.problems == ()


def test_an_added_handout_is_as_private_as_the_one_it_is_like(tmp_path):
    (tmp_path / "mine.typ.j2").write_text("{# Mine | like: goal-card #}\n{{ goal }}", "utf-8")
    added, _ = own_handouts(tmp_path, HANDOUTS)
    assert added["mine"].is_private


def test_what_takes_the_place_of_ours_is_not_one_more(tmp_path):
    for name in ("goal-card", "layout"):
        (tmp_path / f"{name}.typ.j2").write_text("x", encoding="utf-8")
    assert own_handouts(tmp_path, HANDOUTS) == ({}, ())


@pytest.mark.parametrize(
    ("name", "first", "where", "words"),
    [
        ("mine", "= Mine", "line 1", "Title of the sheet"),
        ("mine", "", "line 1", "Title of the sheet"),
        ("mine", "{# Mine | like: no-such #}", "line 1", "welcome-card"),
        ("mine", f"{{# {'M' * 61} | like: goal-card #}}", "line 1", "up to 60"),
        ("My Sheet", "{# Mine | like: goal-card #}", "its name", "small letters"),
        ("mine", "\udcff", "line 1", "Title of the sheet"),
    ],
)
def test_an_added_template_that_says_too_little_is_named(tmp_path, name, first, where, words):
    (tmp_path / f"{name}.typ.j2").write_bytes(first.encode(errors="surrogateescape"))
    added, (problem,) = own_handouts(tmp_path, HANDOUTS)
    assert added == {}
    assert problem.where == where
    assert words in str(problem)


def test_an_own_colour_and_logo_are_used(tmp_path):
    Image.new("RGB", (200, 100), "green").save(tmp_path / "logo.png")
    written = {"colour": "#aa3300", "logo": "logo.png", "logo_says": "A green field"}
    (tmp_path / "look.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    look, problems = own_look(tmp_path, Look())
    assert problems == ()
    assert look == Look(colour="#aa3300", logo=tmp_path / "logo.png", logo_says="A green field")
    (page,) = read(printed(SHEETS[1:], look).pdf).pages
    assert len(page.images) == 1


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("colour: red", "colour"),
        ("colour: #aa3300", "colour"),
        ("logo: ../../secret.png\nlogo_says: x", "logo"),
        ("logo: missing.png\nlogo_says: x", "logo"),
        ("color: '#aa3300'", "color"),
        ("- a list", "the file"),
        ("a: [", "the file"),
    ],
)
def test_a_look_that_cannot_be_used_is_named_and_ours_is_used(tmp_path, written, where):
    (tmp_path / "look.yaml").write_text(written, encoding="utf-8")
    look, problems = own_look(tmp_path, Look())
    assert look == Look()
    assert problems[0].where == where


def test_a_logo_needs_words_for_people_who_do_not_see_it(tmp_path):
    Image.new("RGB", (20, 10)).save(tmp_path / "logo.png")
    (tmp_path / "look.yaml").write_text("logo: logo.png", encoding="utf-8")
    _, problems = own_look(tmp_path, Look())
    assert [problem.where for problem in problems] == ["logo_says"]


def test_fixed_words_of_a_template_are_each_jobs_own(tmp_path):
    """What is compiled once holds no number of the job that compiled it."""
    template = '= Mine\n{{ "Fixed" }} {{ goal }}\n'
    assert "Fixed I will solve" in text_of(own(tmp_path, template).pdf)
    alone = printed([Sheet(GOAL, goal())], own=tmp_path)
    assert "Fixed I will solve" in text_of(alone.pdf)
