"""Errors are sentences with values, and can be said in any language."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from efficacy import errors
from efficacy.errors import CanDoError, ContentError, InvalidValue, Problem

ROOT = Path(__file__).resolve().parents[1]
KINDS = sorted(
    name
    for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, CanDoError)
)


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Yield every place that makes an error, with where it stands."""
    own = {*KINDS, "TooLargeError", "TooManyWaitingError"} - {"ContentError"}
    for path in sorted([*ROOT.glob("efficacy/**/*.py"), *ROOT.glob("pages/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in own:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


RAISED = dict(raised())


def test_an_error_says_its_values() -> None:
    assert str(InvalidValue("{n} of {m}", n=1, m=2)) == "1 of 2"


def test_an_error_is_said_in_the_language_of_who_reads_it() -> None:
    error = InvalidValue("There are {n} people.", n=3)
    assert error.said({"There are {n} people.": "Es sind {n} Leute."}.__getitem__) == (
        "Es sind 3 Leute."
    )


@pytest.mark.parametrize("value", ["{n}", "{0}", "}{", "%s", "{n!r:>{w}}"])
def test_what_somebody_typed_never_becomes_a_place(value: str) -> None:
    assert str(InvalidValue("You typed “{found}”.", found=value)) == f"You typed “{value}”."


def test_all_mistakes_of_a_curriculum_are_in_one_error() -> None:
    problems = [
        Problem(file="a.yaml", where="x → y", expected="a number", found="“z”", hint="Try 3."),
        Problem(file="b.yaml", where="q", expected="words", found="{nothing}"),
    ]
    error = ContentError(problems)
    assert error.problems == tuple(problems)
    assert "a.yaml → x → y → expected a number, found “z”. Try 3." in str(error)
    assert "expected words, found {nothing}" in str(error)


def test_every_kind_is_told_apart_by_what_to_do_next() -> None:
    assert KINDS == [
        "CanDoError",
        "Conflict",
        "ContentError",
        "InsufficientData",
        "InvalidValue",
        "NotAllowed",
        "NotFound",
        "SetupError",
        "StageError",
        "StoreError",
    ]
    for name in KINDS:
        assert vars(errors)[name].__doc__


def test_there_are_errors_to_look_at() -> None:
    assert len(RAISED) > 80


@pytest.mark.parametrize("place", RAISED)
def test_every_error_is_a_whole_sentence_with_named_places_only(place: str) -> None:
    call = RAISED[place]
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Name | ast.Attribute):
        return  # said in words that stand elsewhere, marked with ``later``
    assert isinstance(first, ast.Constant), f"{place}: no plain sentence, so no catalogue has it"
    words = str(first.value)
    assert words.rstrip()[-1] in ".}?", f"{place}: {words}"
    names = {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
    given = {keyword.arg for keyword in call.keywords}
    if None not in given:
        assert names == given, f"{place}: {names ^ given}"
    assert all(name.isidentifier() for name in names), f"{place}: {names}"
    for word in ("unfortunately", "congratulations", "!", "oops"):
        assert word not in words.lower(), f"{place}: {word}"
