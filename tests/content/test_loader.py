"""Reading a folder: every file, every language, every problem at once, nothing trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.content.explain import nearest, shown, where
from efficacy.content.loader import load, read_folder
from efficacy.content.reading import MOST_BYTES, read_yaml
from efficacy.errors import ContentError
from tests.content.house import instrument, lay, talk


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read_folder(folder).problems]


# --- a folder ------------------------------------------------------------------------------------


def test_a_good_folder_loads_by_kind_and_id(tmp_path: Path) -> None:
    lay(tmp_path, "talks/one.yaml", talk())
    lay(tmp_path, "instruments/two.yaml", instrument())
    curriculum = load(tmp_path)
    assert list(curriculum.talks) == list(curriculum.instruments) == ["sample"]
    assert curriculum.plans == curriculum.consents == {}
    assert curriculum.talks["sample"].provenance.written.isoformat() == "2026-01-31"


def test_all_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", talk(titel="Twice", title=""))
    lay(tmp_path, "b.yaml", "kind: [")
    lay(tmp_path, "c.yaml", instrument(direction="up", concept="hope"))
    with pytest.raises(ContentError) as caught:
        load(tmp_path)
    assert [problem.file for problem in caught.value.problems] == [
        "a.yaml",
        "a.yaml",
        "b.yaml",
        "c.yaml",
        "c.yaml",
    ]
    assert str(caught.value).startswith("The curriculum has 5 problem(s):")


def test_problems_of_a_file_stand_in_the_order_of_its_lines(tmp_path: Path) -> None:
    bad = talk(title="", slides=[{"id": "one", "title": "", "notes": ""}])
    lay(tmp_path, "a.yaml", bad)
    found = problems(tmp_path)
    assert [line.split("(line ")[1].split(")")[0] for line in found] == ["4", "12", "13"]


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_content_is_a_problem(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "curriculum"
    if made:
        folder.mkdir()
    assert "expected at least one .yaml file, found none" in problems(folder)[0]


def test_two_files_with_the_same_id_are_named_both(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", talk())
    lay(tmp_path, "b.yaml", talk())
    assert problems(tmp_path) == [
        "b.yaml → sample → id → expected an id that no other talk has, found the id of a.yaml. "
        "Give one of the two another id."
    ]


def test_a_talk_and_an_instrument_may_share_an_id(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", talk())
    lay(tmp_path, "b.yaml", instrument())
    assert problems(tmp_path) == []


def test_interface_words_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", talk())
    lay(tmp_path, "locale/vi/notes.yaml", "kind: [")
    lay(tmp_path, "._a.yaml", "\x00")
    lay(tmp_path, ".git/b.yaml", "kind: [")
    lay(tmp_path, "README.md", "not content")
    assert problems(tmp_path) == []


def test_the_short_ending_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    lay(tmp_path, "a.yml", talk())
    assert problems(tmp_path) == [
        "a.yml → the file name → expected the ending .yaml, found .yml. Rename it."
    ]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    target = lay(tmp_path, "elsewhere/secret.yaml", talk())
    inside = tmp_path / "curriculum"
    inside.mkdir()
    (inside / "a.yaml").symlink_to(target)
    assert "found a link out of it" in problems(inside)[0]


# --- languages -----------------------------------------------------------------------------------


def test_a_translation_stands_in_a_folder_named_by_its_tag(tmp_path: Path) -> None:
    lay(tmp_path, "talks/a.yaml", talk())
    lay(tmp_path, "vi/talks/a.yaml", talk(language="vi", title="Mẫu"))
    read = read_folder(tmp_path)
    assert read.problems == ()
    assert read.languages() == ("en", "vi")
    assert read.curriculum("vi").talks["sample"].title == "Mẫu"
    assert load(tmp_path).talks["sample"].title == "Sample"


def test_a_file_whose_language_is_not_that_of_its_folder_is_a_problem(tmp_path: Path) -> None:
    lay(tmp_path, "vi/talks/a.yaml", talk(language="de"))
    assert "sample → language → expected “vi”, found “de”" in problems(tmp_path)[0]


@pytest.mark.parametrize("folder", ["talks", "plans", "consent", "cues", "peer_models"])
def test_the_folders_of_content_are_no_languages(tmp_path: Path, folder: str) -> None:
    lay(tmp_path, f"{folder}/a.yaml", talk())
    assert problems(tmp_path) == []


# --- one file ------------------------------------------------------------------------------------


def test_notes_of_the_author_are_dropped_wherever_they_stand(tmp_path: Path) -> None:
    noted = talk(**{"x-todo": "draw a picture"})
    noted["slides"][0]["x-why"] = {"any": ["thing"]}
    lay(tmp_path, "a.yaml", noted)
    assert load(tmp_path).talks["sample"].slides[0].title == "One slide"


def test_a_file_with_a_byte_order_mark_reads_like_any_other(tmp_path: Path) -> None:
    path = lay(tmp_path, "a.yaml", talk())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert problems(tmp_path) == []


def test_a_file_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"# " + b"x" * MOST_BYTES)
    assert "expected at most 1,000,000 bytes, found 1,000,002 bytes" in problems(tmp_path)[0]


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    assert "expected a file that can be opened" in problems(tmp_path)[0]


def test_a_key_that_is_no_word_is_a_problem(tmp_path: Path) -> None:
    lay(tmp_path, "a.yaml", "? [a, b]\n: 1\n<<: {a: 1}\n")
    found = problems(tmp_path)
    assert [line.split(" → ")[1] for line in found[:2]] == ["line 1", "line 3"]
    assert all("expected a plain word as key" in line for line in found[:2])


def test_lines_are_counted_for_values_inside_lists(tmp_path: Path) -> None:
    path = lay(tmp_path, "a.yaml", "slides:\n  - id: one\n  - id: two\n    title: no\n")
    raw = read_yaml(path, name="a.yaml")
    assert raw.data == {"slides": [{"id": "one"}, {"id": "two", "title": False}]}
    mark = raw.marks["slides", 1, "title"]
    assert (mark.line, mark.written) == (4, "no")


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    raw = read_yaml(path, name="a.yaml")
    assert isinstance(raw.data, dict) or raw.problems


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcdefgh-", min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(key=st.sampled_from(sorted(talk())), value=PLAIN)
def test_any_value_under_any_key_ends_in_content_or_in_problems(
    key: str, value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    lay(folder, "a.yaml", talk(**{key: value}))
    read = read_folder(folder)
    assert bool(read.entries) != bool(read.problems)
    assert all(problem.expected and problem.found for problem in read.problems)


# --- words for places ----------------------------------------------------------------------------


def test_things_in_lists_are_named_by_their_id_or_else_by_number() -> None:
    data = {"slides": [{"id": "one"}, {"title": "no id"}]}
    assert where(data, ("slides", 0, "title"), head="talk") == "talk → slides → one → title"
    assert where(data, ("slides", 1, "title"), head="talk") == "talk → slides → number 2 → title"
    assert where(data, ("slides", 7)) == "slides → number 8"
    assert where(data, ()) == "the file"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "nothing"),
        ("", "an empty text"),
        ("  ", "an empty text"),
        (True, "a yes or no"),
        ({"a": 1}, "keys with values"),
        ([1, 2], "a list of 2"),
        (3, "“3”"),
        ("a" * 61, "“" + "a" * 60 + "…”"),
    ],
)
def test_what_was_found_fits_into_a_sentence(value: object, said: str) -> None:
    assert shown(value) == said


def test_only_a_near_word_is_offered() -> None:
    assert nearest("titel", ["title", "id"]) == "Did you mean “title”?"
    assert nearest("colour", ["title", "id"]) == ""
