"""Interface words: said through gettext, found by Babel, in the language of who reads.

How a translator gets the words, which is also how this test gets them: Babel's
own extractors over ``efficacy`` and ``pages`` with the keywords ``say``,
``later``, ``plural:1,2`` and the names of the errors (their first argument is
the sentence), and Jinja's extractor over ``efficacy/web/templates``. The result
is laid under ``curriculum/locale/<language>/can_do.po``.

Not said through gettext: the terminal (the command, its start-up text, the
doctor), which speaks English, and everything under ``curriculum``, which is
translated as a whole file.
"""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from babel.dates import get_month_names
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import write_po
from jinja2 import Environment, nodes
from jinja2.ext import babel_extract

from efficacy import errors, language
from efficacy.flow import Move
from efficacy.language import Speech, languages, later, speech
from efficacy.services import participate
from efficacy.store.queries import cohorts, participants
from tests.cast import participant_behind
from tests.pages.conftest import browser, scene  # noqa: F401
from tests.web.conftest import pauses, phone, site  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "efficacy" / "web" / "templates").glob("*.html"))
# The terminal speaks English.
TERMINAL = {ROOT / "efficacy" / name for name in ("cli.py", "doctor.py", "greeting.py")}
PYTHON = sorted(
    path
    for folder in ("efficacy", "pages")
    for path in (ROOT / folder).rglob("*.py")
    if path not in TERMINAL
)
PAGES = [path for path in PYTHON if "pages" in path.relative_to(ROOT).parts]
ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.CanDoError)
} - {"ContentError"} | {"TooLargeError", "TooManyWaitingError"}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "say": None,
    "later": None,
    "plural": (1, 2),
    **dict.fromkeys(ERRORS),
}
PSEUDO = "eo"


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# ---------------------------------------------------------------- the catalogue


@cache
def found_by_babel() -> dict[str | tuple[str, str], str]:
    """Return every message with where it stands, as Babel finds them."""
    messages: dict[str | tuple[str, str], str] = {}
    for path in PYTHON:
        with path.open("rb") as file:
            for line, function, words, _ in extract_python(file, list(KEYWORDS), [], {}):
                _keep(messages, function, words, f"{name_of(path)}:{line}")
    for path in TEMPLATES:
        with path.open("rb") as file:
            for line, function, words, _ in babel_extract(file, list(KEYWORDS), [], {}):
                _keep(messages, function, words, f"{name_of(path)}:{line}")
    return messages


def _keep(messages, function, words, place: str) -> None:
    listed = words if isinstance(words, tuple | list) else (words,)
    if function == "plural":
        one, many = listed[0], listed[1]
        if isinstance(one, str) and isinstance(many, str):
            messages[one, many] = place
    elif listed and isinstance(listed[0], str) and listed[0]:
        messages[listed[0]] = place


def marked(words: str) -> str:
    """Return words as a translator's test: in brackets, so that what is left out shows."""
    return f"⟦{words}⟧"


@pytest.fixture(scope="session")
def pseudo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose curriculum has a made-up translation of all interface words."""
    catalogue = Catalog(locale=PSEUDO)
    for words in found_by_babel():
        if isinstance(words, tuple):
            catalogue.add(words, (marked(words[0]), marked(words[1])))
        else:
            catalogue.add(words, marked(words))
    folder = tmp_path_factory.mktemp("home") / "curriculum" / "locale" / PSEUDO
    folder.mkdir(parents=True)
    with (folder / "can_do.po").open("wb") as file:
        write_po(file, catalogue)
    return folder.parents[2]


@pytest.fixture
def pseudo(pseudo_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speech]:
    """Let that translation exist."""
    monkeypatch.setattr(language, "home", lambda: pseudo_home)
    for known in (speech, languages):
        known.cache_clear()
    yield speech(PSEUDO)
    for known in (speech, languages):
        known.cache_clear()


# --------------------------------------------------------------------- speaking


def test_english_is_said_as_it_stands_in_the_code() -> None:
    assert speech()("Saved") == "Saved"
    assert speech().language == "en"


@pytest.mark.parametrize(
    "tag", ["xx", "", "..", "../../etc", "en/../en", "/etc/passwd", "a\x00b", "e n", "é" * 300]
)
def test_a_language_that_does_not_exist_is_english(tag: str) -> None:
    assert speech(tag).language == "en"


def test_a_translation_is_said(pseudo: Speech) -> None:
    assert pseudo.language == PSEUDO
    assert pseudo("Join") == "⟦Join⟧"
    assert pseudo("nobody has translated this") == "nobody has translated this"
    assert speech()("Join") == "Join"


@pytest.mark.parametrize(("n", "said"), [(1, "⟦1 person⟧"), (0, "⟦0 people⟧"), (7, "⟦7 people⟧")])
def test_the_form_follows_the_number(pseudo: Speech, n: int, said: str) -> None:
    assert pseudo.plural("{n} person", "{n} people", n) == said


def test_the_languages_are_those_that_have_a_catalogue(pseudo: Speech) -> None:
    assert language.languages() == ("en", PSEUDO)


def test_words_for_later_are_left_as_they_are() -> None:
    assert later("Cohorts") == "Cohorts"


def test_a_refusal_is_said_in_the_language_of_who_is_refused(pseudo: Speech) -> None:
    error = errors.StageError(
        "This activity is closed, so a new answer could not be saved. What you gave before is kept."
    )
    assert error.said(pseudo).startswith("⟦This activity is closed")


# -------------------------------------------------------------------- extraction


def test_babel_finds_the_words_of_every_part() -> None:
    places = {where.split(":")[0] for where in found_by_babel().values()}
    for part in (
        "efficacy/services/participate/door.py",
        "efficacy/web/templates/consent.html",
        "efficacy/web/join.py",
        "pages/_ui/own_screen.py",
        "pages/_ui/screens.py",
        "efficacy/activities/blocks.py",
    ):
        assert part in places, part
    assert len(found_by_babel()) > 300


def said_calls(path: Path) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Yield every call that says words, with the arguments that must be words."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in ("say", "later") and node.args:
            yield node, node.args[:1]
        elif name == "plural" and len(node.args) >= 2:
            yield node, node.args[:2]
        elif name in ERRORS and node.args:
            yield node, node.args[:1]


# Words that stand elsewhere, each marked with ``later`` or already an error's sentence.
SAID_LATER = {
    ("efficacy/errors.py", "say(self.template)"),
    ("efficacy/activities/feedback.py", "say(template)"),
    ("pages/_ui/gate.py", "say()(done)"),
    ("pages/main.py", "say(screen.title)"),
    ("efficacy/reports/change_report.py", "say(change.reasons[name])"),
    ("efficacy/reports/sheets/reliability.py", "say(reason)"),
    ("efficacy/reports/handouts/templates.py", "say(sheet.handout.title)"),
    ("efficacy/reports/take_home/page.py", "say(title)"),
    ("pages/_ui/printing.py", "say(one.title)"),
    ("pages/_ui/printing.py", "say(one.about)"),
    ("pages/_ui/printing.py", "say(offered[id].title)"),
    ("efficacy/store/sqlite.py", "StoreError(sentence, place=place)"),
    ("efficacy/store/sqlite.py", "StoreError(_BROKEN, place=place)"),
    ("efficacy/services/typed.py", "InvalidValue(rule.sentence, most=rule.most, found=len(found))"),
}


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_what_is_said_stands_there_as_plain_words(path: Path) -> None:
    """Never an f-string, a sum or a variable: no catalogue could have it."""
    for call, words in said_calls(path):
        if (name_of(path), ast.unparse(call)) in SAID_LATER:
            continue
        for one in words:
            place = f"{name_of(path)}:{call.lineno}: {ast.unparse(call)[:90]}"
            assert isinstance(one, ast.Constant), place
            assert isinstance(one.value, str), place


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_what_is_said_is_said_by_a_name_that_babel_knows(path: Path) -> None:
    """``gate.say()("Words")`` works and is in no catalogue."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and node.args:
            asked = getattr(node.func.func, "id", getattr(node.func.func, "attr", ""))
            is_words = asked in ("say", "speech") and isinstance(node.args[0], ast.Constant)
            assert not is_words, f"{name_of(path)}:{node.lineno}: {ast.unparse(node)[:90]}"


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_babel_finds_all_that_is_said(path: Path) -> None:
    found = found_by_babel()
    singles = {words for words in found if isinstance(words, str)}
    for call, words in said_calls(path):
        if not all(isinstance(one, ast.Constant) for one in words):
            continue
        values = tuple(one.value for one in words)  # type: ignore[attr-defined]
        known = values in found if len(values) == 2 else values[0] in singles
        assert known, f"{name_of(path)}:{call.lineno}: {values}"


@pytest.mark.parametrize(
    "words", list(found_by_babel()), ids=lambda m: (m if isinstance(m, str) else m[0])[:40]
)
def test_a_message_has_named_places_only(words: str | tuple[str, str]) -> None:
    for one in (words,) if isinstance(words, str) else words:
        places = [name for _, name, _, _ in string.Formatter().parse(one) if name is not None]
        assert all(place.isidentifier() for place in places), one


# ------------------------------------------------------- nothing is left unsaid

# Not words of a language: the name of the product, and a font.
NO_WORDS = {"Can Do", "Source Sans, sans-serif"}
WORD = re.compile(r"[A-Za-zÀ-ž’']{2,}")
# A word that stands between spaces, as no name of a style or an address does.
PROSE = re.compile(r"(?<!\S)[“(]?[A-Za-z’']+[.,:;?”)]*(?!\S)")


def bare(text: str) -> str:
    """Return what a person would read of a literal: no tags, places, addresses or styles."""
    text = re.sub(r"<(style|script).*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^<>]*>?", " ", text)
    return unescape(re.sub(r"\{[^{}]*\}", " ", text))


def docstrings(tree: ast.Module) -> set[ast.expr]:
    holders = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def faults(tree: ast.Module) -> set[ast.AST]:
    """Return all that stands in a ``raise``: a fault of the program, for who mends it."""
    return {
        part for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)
    }


def unsaid(path: Path) -> Iterator[str]:
    """Yield literals of a screen that read like English and are not said."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {part for _, words in said_calls(path) for one in words for part in [ast.unparse(one)]}
    notes = docstrings(tree) | faults(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if node in notes or ast.unparse(node) in said or node.value in NO_WORDS:
            continue
        if is_code(node.value):
            continue
        if len(PROSE.findall(bare(node.value))) > 2:
            yield f"{name_of(path)}:{node.lineno}: {node.value[:90]!r}"


def is_code(text: str) -> bool:
    """Return whether a literal is a script, a class list or a regular expression."""
    return "import(" in text or "\\" in text or bool(re.fullmatch(r"(?:[a-z]+-[a-z-]+\s*)+", text))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_screen_holds_words_that_are_not_said(path: Path) -> None:
    assert list(unsaid(path)) == []


def test_the_search_for_unsaid_words_finds_them(tmp_path: Path, monkeypatch) -> None:
    bad = ROOT / "pages" / "bad.py"
    source = (
        '"""Doc string of a page."""\n'
        'st.button("Press this one now")\n'
        "draw(Markup('<p class=\"ui-soft\">You may go {}</p>').format(1))\n"
        'st.button(say("This is fine"))\n'
        'st.container(key="ui-a ui-b ui-c")\n'
    )
    monkeypatch.setattr(Path, "read_text", lambda self, encoding=None: source)
    found = list(unsaid(bad))
    assert ["Press this one now" in found[0], "You may go" in found[1], len(found)] == [
        True,
        True,
        2,
    ]


READ_ALOUD = re.compile(r"""(?:alt|aria-label|placeholder|title)="[^"{]*[A-Za-z]{2,}""")


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_holds_words_that_are_not_said(path: Path) -> None:
    tree = Environment(autoescape=True).parse(path.read_text("utf-8"))
    whole = "".join(
        part.data if isinstance(part, nodes.TemplateData) else " "
        for output in tree.find_all(nodes.Output)
        for part in output.nodes
    )
    read = re.sub(r"<[^<>]*>", " ", whole).replace("Can Do", " ")
    left = WORD.findall(re.sub(r"[\w-]+=\"[^\"]*\"", " ", read))
    # Tags are cut by the places in them; what is left of those are names, not words.
    assert [word for word in left if word not in ("checked", "required", "hidden", "span")] == []
    assert READ_ALOUD.findall(whole) == []


# ----------------------------------------- the language belongs to the participant


def foreign(words: str) -> list[str]:
    """Return the English that stands outside the brackets of the made-up translation."""
    inside = 0
    outside = ""
    for sign in words:
        inside += (sign == "⟦") - (sign == "⟧")
        outside += sign if not inside and sign != "⟧" else " "
    return WORD.findall(outside)


def test_two_people_in_one_room_read_it_in_two_languages(
    browser,
    scene,
    pseudo: Speech,
) -> None:
    room, workshop = scene.room, scene.room.workshop
    there = participant_behind(workshop, scene.participant)
    workshop.store.write(lambda tx: participants.change(tx, there.id, language=PSEUDO))
    english = room.cookie("Wren")
    assert "⟦You are in, Heron.⟧" in browser(participant=scene.participant).opens("room").words
    assert "You are in, Wren." in browser(participant=english).opens("room").words
    assert "⟦" not in browser(participant=english).opens("room").words


@pytest.mark.parametrize("kind", ["lobby", "consent", "survey", "talk", "discussion", "close"])
def test_every_interface_word_of_a_participants_screen_is_translated(
    kind: str,
    browser,
    scene,
    pseudo: Speech,
) -> None:
    """What is left in English is content of the plan, or what somebody typed."""
    room, workshop = scene.room, scene.room.workshop
    who = participant_behind(workshop, scene.participant)
    workshop.store.write(lambda tx: participants.change(tx, who.id, language=PSEUDO))
    if kind != "lobby":
        wave = "pre" if kind == "survey" else None
        room.goes_to(kind, wave=wave)
    screen = browser(participant=scene.participant).opens("room")
    content = all_content(room)
    left = [word for word in foreign(screen.words) if word not in content]
    assert left == []
    if kind == "survey":
        sheets = [json.loads(one) for one in screen.components]
        (said,) = (one["words"] for one in sheets if "fields" in one)
        assert [words for words in said.values() if not words.startswith("⟦")] == []


def all_content(room) -> set[str]:
    """Return every word of the plan, and of what this room is called."""
    from efficacy.content.library import dumped

    body = dumped(room.workshop.library.bundle("starter-45"))
    typed = "Heron Tuesday group Rosa Lind room"
    months = " ".join(get_month_names("wide", locale=PSEUDO).values())
    return {*WORD.findall(body), *WORD.findall(typed), *WORD.findall(months)}


def test_the_rooms_screen_speaks_the_language_of_its_cohort(
    browser,
    scene,
    pseudo: Speech,
) -> None:
    room = scene.room
    speak_pseudo(room)
    words = browser(projector=scene.projector).opens("projector").words
    assert "⟦Come in and join⟧" in words
    room.does(Move.BEGIN)
    screen = browser(projector=scene.projector).opens("projector")
    left = [word for word in foreign(screen.words) if word not in all_content(room)]
    assert [word for word in left if word != room.code] == []


def speak_pseudo(room) -> None:
    room.workshop.store.write(lambda tx: cohorts.change(tx, room.cohort_id, language=PSEUDO))


def test_the_consent_page_speaks_the_language_of_its_room(
    phone,
    room,
    pseudo: Speech,
) -> None:
    speak_pseudo(room)
    page = phone.get(f"/j/{room.code}").text
    assert '<html lang="eo">' in page
    for words in ("⟦Before you join⟧", "⟦Call name⟧", "⟦Join⟧"):
        assert words in page
    refused = phone.post(f"/j/{room.code}", {"call_name": ""}).text
    assert "⟦Type a call name" in refused
    assert "⟦Please look at this again⟧" in refused


def test_a_page_before_any_room_speaks_the_language_of_the_browser(
    phone,
    room,
    pseudo: Speech,
) -> None:
    header = {"Accept-Language": f"xx, {PSEUDO};q=0.9, en;q=0.5"}
    for address in ("/join", "/return", "/login", "/nowhere", "/j/wrong", "/setup?token=x"):
        page = phone.get(address, **header).text
        read = re.sub(r"<(script|style|title).*?</\1>|<[^<>]*>", " ", page, flags=re.DOTALL)
        left = foreign(unescape(read).replace("Can Do", " "))
        assert left == [], address
    assert "⟦" not in phone.get("/join").text


def test_whoever_joins_has_the_language_of_the_room_from_then_on(room, pseudo: Speech) -> None:
    speak_pseudo(room)
    who = room.joins("Heron")
    assert who.language == PSEUDO
    assert room.screen(who).language == PSEUDO
    room.opens()
    room.goes_to("survey", wave="pre")
    sentence = room.answers(who, "no-such-item", 1, counter=1).sentence
    assert sentence.startswith("⟦")
    run_id = room.screen(who).step.run_id
    reply = participate.act(room.workshop, who, run_id=run_id, action_id="fly", counter=2)
    assert reply.sentence.startswith("⟦This activity has no")
