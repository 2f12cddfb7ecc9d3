"""The documentation keeps up with the program: everything is named, every link leads somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest
import typer.main

import start
from efficacy import cli
from efficacy.activities.contract import Kind, Params
from efficacy.activities.registry import KINDS
from efficacy.content.models import PlannedActivity
from efficacy.store.tables import metadata
from tests.activities import house

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = sorted([README, ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])
FACILITATORS = sorted((DOCS / "facilitators").glob("*.md"))
PICTURES = sorted((DOCS / "pictures").glob("*.png"))
OF_KINDS = sorted((DOCS / "pictures" / "kinds").glob("*"))
MOST_PICTURES, MOST_BYTES = 5, 150_000
MOST_BYTES_OF_A_KIND = 80_000

_FENCE = re.compile(r"```.*?```", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    """Return a page's path below the root."""
    return page.relative_to(ROOT).as_posix()


each_page = pytest.mark.parametrize("page", PAGES, ids=name_of)


@cache
def text_of(page: Path) -> str:
    """Return a page's text."""
    return page.read_text(encoding="utf-8")


@cache
def everything() -> str:
    """Return all pages as one text."""
    return "\n".join(text_of(page) for page in PAGES)


def commands(group: Any, *before: str) -> Iterator[tuple[str, Any]]:
    """Yield every command, as it is typed after ``workshop``, with what runs it."""
    inner = getattr(group, "commands", None)
    if inner is None or not before:
        yield " ".join(before), group
    for name, command in (inner or {}).items():
        yield from commands(command, *before, name)


COMMANDS = dict(commands(typer.main.get_command(cli.app)))
WORKSHOP = sorted(name for name in COMMANDS if name)


# ------------------------------------------------------- everything is named


def test_the_glossary_names_every_table() -> None:
    glossary = text_of(DOCS / "glossary.md")
    assert [name for name in metadata.tables if f"`{name}`" not in glossary] == []


def test_no_word_of_the_glossary_and_no_kind_is_listed_twice() -> None:
    rows = re.findall(r"^\| (?!word \|)([^|]+) \|", text_of(DOCS / "glossary.md"), re.MULTILINE)
    words = [word.strip() for row in rows for word in row.split(",")]
    assert [word for word in set(words) if words.count(word) > 1] == []
    for page, mark in (("glossary.md", "`{}`,"), ("content.md", "\n| `{}` |")):
        text = text_of(DOCS / page).replace(" | |", ", | |")
        assert [kind for kind in KINDS if text.count(mark.format(kind)) != 1] == []
    index = text_of(DOCS / "README.md")
    assert [kind for kind in KINDS if index.count(f"activities/{kind}.md") != 1] == []


def test_the_glossary_and_the_index_name_every_kind() -> None:
    assert [kind for kind in KINDS if f"`{kind}`" not in text_of(DOCS / "glossary.md")] == []
    assert [k for k in KINDS if f"activities/{k}.md" not in text_of(DOCS / "README.md")] == []


def test_there_are_commands_to_look_for() -> None:
    assert {"demo", "check", "facilitator add"} <= set(WORKSHOP)


@pytest.mark.parametrize("command", WORKSHOP)
def test_the_readme_has_a_line_for_every_command(command: str) -> None:
    assert re.search(rf"^\| `workshop {command}\b", text_of(README), re.MULTILINE)


def test_every_variable_of_ours_is_explained() -> None:
    sources = [
        *(ROOT / "efficacy").rglob("*.py"),
        *(ROOT / "pages").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
        ROOT / "start.py",
        ROOT / "workshop_app.py",
    ]
    found = {
        name
        for source in sources
        for name in re.findall(r"""["'](WORKSHOP_[A-Z_]+)["']""", source.read_text("utf-8"))
    }
    assert found
    assert [name for name in sorted(found) if f"`{name}`" not in everything()] == []


def test_the_index_leads_to_every_page() -> None:
    index = text_of(DOCS / "README.md")
    reached = {(DOCS / link.split("#")[0]).resolve() for link in _LINK.findall(index)}
    pages = {
        page for page in PAGES if page.is_relative_to(DOCS) and page.parent.name != "decisions"
    }
    assert pages - reached - {DOCS / "README.md"} <= {DOCS / "performance.md"}


# --------------------------------------------------- what is named does exist


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = [link for link in links_of(page) if not leads_somewhere(page, link)]
    assert lost == []


def links_of(page: Path) -> list[str]:
    """Return a page's links into this repository."""
    found = _LINK.findall(_FENCE.sub("", text_of(page)))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def leads_somewhere(page: Path, link: str) -> bool:
    """Tell whether a link's file exists and has its heading."""
    path, _, heading = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not heading or heading in headings_of(target)


def headings_of(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are commonly made."""
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_a_link_into_the_void_is_found(tmp_path: Path) -> None:
    assert not leads_somewhere(README, "docs/nothing.md")
    assert not leads_somewhere(README, "docs/content.md#no-such-heading")
    assert not leads_somewhere(README, "../outside.md")
    assert leads_somewhere(README, "docs/content.md#another-language")


@each_page
def test_files_that_a_page_names_exist(page: Path) -> None:
    folders = "efficacy|pages|tests|docs|curriculum|benchmarks"
    named = re.findall(rf"`((?:{folders})/[\w./-]+\.\w+)`", text_of(page))
    # But for the files that an example asks its reader to write.
    wanted = [one for one in named if not re.search(r"breather|my-plan", one)]
    missing = {one for one in wanted if not (ROOT / one).exists()}
    assert missing == set()


@each_page
def test_what_a_page_tells_to_type_can_be_typed(page: Path) -> None:
    text = text_of(page)
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets
    known = {command.split()[0] for command in WORKSHOP}
    assert set(re.findall(r"`workshop ([a-z]+)", text)) <= known
    assert start.__doc__ is not None
    for name in re.findall(r"start\.py ([a-z]+)", text):
        assert f"start.py {name}" in start.__doc__


def test_the_readme_begins_with_two_commands_of_the_makefile() -> None:
    blocks = re.findall(r"```\n(.*?)\n```", text_of(README), re.DOTALL)
    assert blocks[:2] == ["make run", "make test"]


def test_options_that_the_readme_names_exist() -> None:
    for row in re.findall(r"^\| (`workshop.*)$", text_of(README), re.MULTILINE):
        words = re.findall(r"^`workshop((?: [a-z]+)*)", row)[0].strip()
        options = {option for param in COMMANDS[words].params for option in param.opts}
        assert set(re.findall(r"--[a-z-]+", row)) <= options, row


# ------------------------------------------------- the pages for facilitators


@cache
def words_of_the_program() -> str:
    """Return everything that a screen can say, on one line."""
    files = [
        *(ROOT / "pages").rglob("*.py"),
        *(ROOT / "efficacy").rglob("*.py"),
        *(ROOT / "efficacy" / "web" / "templates").glob("*.html"),
        *(ROOT / "curriculum").rglob("*.yaml"),
        ROOT / "start.py",
    ]
    text = " ".join(file.read_text("utf-8") for file in files)
    # Sentences stand on several lines of the source, each in quotes of its own.
    return re.sub(r'"\s+f?"', "", re.sub(r"\s+", " ", text))


# Bold for its weight, not because a screen says it.
EMPHASIS = frozenset(
    {
        "Bringing your own network",
        "Danger and the law",
        "Guest Wi-Fi",
        "Laptop and projector as two screens",
        "One screen that is copied",
        "Several addresses",
        "Small groups",
        "The file on the laptop holds everything",
        "The firewall",
        "You forgot your passphrase",
        "another address",
        "new facilitator with another name",
        "when Can Do is next started",
    }
)


@pytest.mark.parametrize("page", FACILITATORS, ids=name_of)
def test_words_in_bold_stand_on_a_screen(page: Path) -> None:
    found = re.findall(r"\*\*(.+?)\*\*", text_of(page), re.DOTALL)
    bold = {" ".join(words.split()).rstrip(".") for words in found} - EMPHASIS
    assert [words for words in sorted(bold) if words not in words_of_the_program()] == []


@pytest.mark.parametrize("page", FACILITATORS, ids=name_of)
def test_sentences_of_the_screen_are_quoted_as_they_are(page: Path) -> None:
    quoted = re.findall(r"^\| “([^”]+)”", text_of(page), re.MULTILINE)
    program = words_of_the_program()
    for sentence in quoted:
        for part in re.split(r"…|Heron\?", sentence):
            part = part.strip().rstrip(".")
            part = part.replace("Port 8501", "Port {port}")
            assert part in program, sentence


@pytest.mark.parametrize("page", [README, *FACILITATORS], ids=name_of)
def test_the_tone_is_calm_and_plain(page: Path) -> None:
    prose = re.sub(r"!\[", "[", _FENCE.sub("", text_of(page)))
    assert "!" not in re.sub(r"`[^`]*`", "", prose)
    spoken = {"just", "simply", "obviously", "unfortunately", "congratulations", "easy-to-use"}
    assert spoken & set(re.findall(r"[a-z-]+", prose.lower())) == set()


# ---------------------------------------------------------------- the pictures


def test_there_are_at_most_five_pictures_each_small_and_shown() -> None:
    assert 1 <= len(PICTURES) <= MOST_PICTURES
    for picture in PICTURES:
        content = picture.read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n"), picture.name
        assert len(content) < MOST_BYTES, picture.name
        width, height = unpack(">II", content[16:24])
        assert min(width, height) >= 500, picture.name
        assert f"pictures/{picture.name})" in everything(), picture.name


def test_every_kind_has_one_picture_and_it_is_small() -> None:
    assert [picture.name for picture in OF_KINDS] == sorted(f"{kind}.png" for kind in KINDS)
    for picture in OF_KINDS:
        content = picture.read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n"), picture.name
        assert len(content) < MOST_BYTES_OF_A_KIND, picture.name


@each_page
def test_every_picture_says_in_words_what_it_shows(page: Path) -> None:
    alternatives = re.findall(r"!\[([^\]]*)\]\(", text_of(page))
    assert [words for words in alternatives if len(words.split()) < 4] == []


# ---------------------------------------------------------- examples that run


def test_the_example_of_a_new_kind_is_one() -> None:
    page = text_of(DOCS / "extending" / "activity-kind.md")
    (block,) = re.findall(r"^   ```python\n(.*?)^   ```", page, re.DOTALL | re.MULTILINE)
    module = ModuleType("breather")
    sys.modules["breather"] = module  # so that its annotations can be read
    try:
        exec(
            compile(re.sub(r"^   ", "", block, flags=re.MULTILINE), "breather.py", "exec"),
            module.__dict__,
        )
        kind = module.Breather()
    finally:
        del sys.modules["breather"]
    assert isinstance(kind, Kind)
    assert issubclass(kind.params_model, Params)
    activity = PlannedActivity.model_validate(
        {
            "id": "it",
            "kind": "breather",
            "title": "Breathe",
            "minutes": 1,
            "params": {"line": "Look out of the window."},
            "notes": house.NOTES,
        }
    )
    context = house.context("talk")
    context = type(context)(
        activity=activity, params=kind.params(activity), curriculum=context.curriculum
    )
    assert [phase.seconds for phase in kind.phases(context)] == [60]
    with pytest.raises(ValueError, match="Extra inputs"):
        kind.params_model(line="Yes", surprise=1)


def test_the_command_of_the_page_on_translations_finds_every_sort_of_sentence(
    tmp_path: Path,
) -> None:
    page = text_of(DOCS / "extending" / "translations.md")
    (block,) = re.findall(r"```\n(\.venv/bin/pybabel extract.*?)\n\.venv", page, re.DOTALL)
    words = shlex.split(block.replace("\\\n", " "))
    template = tmp_path / "can_do.pot"
    words[words.index("can_do.pot")] = str(template)
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "--quiet", *words[1:]],
        cwd=ROOT,
        check=True,
    )
    found = template.read_text(encoding="utf-8")
    for sentence in (
        "Come in and join",  # a screen
        "Join your room",  # a plain page
        "My plan for a hard moment",  # a handout
        "clear my answer",  # the answer sheet
        "No room has the code",  # an error
        "{n} people are in",  # a plural
    ):
        assert sentence in found, sentence
