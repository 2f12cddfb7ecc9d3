"""Turn what pydantic found into plain words: trail, expected, found, hint."""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from efficacy.content.reading import Mark, Trail
from efficacy.errors import Problem

_EXPECTED = {
    "string_type": "text",
    "string_too_short": "some text",
    "string_too_long": "at most {max_length} characters",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "too_short": "at least {min_length} entries",
    "too_long": "at most {max_length} entries",
    "date_type": "a date such as 2026-01-31",
    "date_parsing": "a date such as 2026-01-31",
    "date_from_datetime_parsing": "a date such as 2026-01-31",
    "date_from_datetime_inexact": "a date such as 2026-01-31",
}
_ID = "an id of small letters and digits with hyphens between, such as math-tasks"
_TAG = "a language tag such as en or pt-BR"
_QUOTES = "Put the text in double quotes."
_SHOWN = 60


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint “Did you mean …?” for a misspelt word; empty where nothing is near."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean “{close[0]}”?" if close else ""


def shown(value: object) -> str:
    """Return a value short enough for a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys with values"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return "a yes or no"
    text = str(value).strip()
    if not text:
        return "an empty text"
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def where(data: Any, loc: Sequence[str | int], *, head: str = "") -> str:
    """Return the trail to a place; things in lists are named by their id, else by number.

    Parameters
    ----------
    data : Any
        The plain data that ``loc`` leads through.
    head : str
        What the trail begins with: the id of the file's content.
    """
    steps = [head] if head else []
    here = data
    for step in loc:
        here = _inside(here, step)
        name = here.get("id") if isinstance(here, Mapping) and isinstance(step, int) else None
        number = f"number {step + 1}" if isinstance(step, int) else step
        steps.append(name if isinstance(name, str) and name else number)
    return " → ".join(steps) or "the file"


def explain(
    error: ValidationError,
    *,
    file: str,
    model: type[BaseModel],
    data: Mapping[str, Any],
    head: str = "",
    marks: Mapping[Trail, Mark] | None = None,
    spoilt: frozenset[Trail] = frozenset(),
) -> tuple[Problem, ...]:
    """Return one problem for each mistake, in the order of the file.

    Parameters
    ----------
    model : type
        What ``data`` was checked against; its keys are offered for misspelt ones.
    head : str
        Trail that leads to ``data``, such as the content's id.
    marks : Mapping, optional
        Where each place stands in the file; adds line numbers.
    spoilt : frozenset of trails
        Places that have been reported already.
    """
    details: list[dict[str, Any]] = [dict(detail) for detail in error.errors(include_url=False)]
    misspelt = _misspelt(details, model)
    problems = []
    for detail in details:
        loc = _loc(detail)
        # A missing key is said already at the misspelt key that was meant to be it.
        is_said = detail["type"] == "missing" and (loc[:-1], loc[-1]) in misspelt.values()
        if is_said or loc in spoilt:
            continue
        expected, found, hint = _words(detail, data, misspelt=misspelt, marks=marks or {})
        trail = where(data, loc, head=head)
        line = _line(loc, marks or {})
        problems.append(
            (
                line,
                Problem(file, f"{trail} (line {line})" if line else trail, expected, found, hint),
            )
        )
    return tuple(problem for _, problem in sorted(problems, key=lambda pair: pair[0]))


def _loc(detail: Mapping[str, Any]) -> Trail:
    return tuple(detail["loc"])


def _inside(here: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return here[step] if isinstance(here, list | tuple) and step < len(here) else None
    return here.get(step) if isinstance(here, Mapping) else None


def _line(loc: Trail, marks: Mapping[Trail, Mark]) -> int:
    """Return the line of a place, or of the nearest place around it; 0 where unknown."""
    while loc not in marks:
        if not loc:
            return 0
        loc = loc[:-1]
    return marks[loc].line


def _misspelt(
    details: Sequence[dict[str, Any]], model: type[BaseModel]
) -> dict[Trail, tuple[Trail, str | int]]:
    """Return unknown keys with the key that was most likely meant."""
    meant: dict[Trail, tuple[Trail, str | int]] = {}
    for detail in details:
        loc = _loc(detail)
        if detail["type"] != "extra_forbidden":
            continue
        close = difflib.get_close_matches(str(loc[-1]), _keys(model, loc[:-1]), n=1, cutoff=0.6)
        if close:
            meant[loc] = (loc[:-1], close[0])
    return meant


def _words(
    detail: dict[str, Any],
    data: Mapping[str, Any],
    *,
    misspelt: Mapping[Trail, tuple[Trail, str | int]],
    marks: Mapping[Trail, Mark],
) -> tuple[str, str, str]:
    kind, loc, context = detail["type"], _loc(detail), detail.get("ctx") or {}
    if kind == "extra_forbidden":
        hint = (
            f"Did you mean “{misspelt[loc][1]}”?"
            if loc in misspelt
            else ("Remove it, or begin it with x- to keep it as a note of your own.")
        )
        return "a known key", f"“{loc[-1]}”", hint
    if kind == "missing":
        return f"the key “{loc[-1]}”", "nothing", ""
    found = shown(_inside_all(data, loc))
    if kind == "string_pattern_mismatch":
        return (_TAG if "A-Z" in context.get("pattern", "") else _ID), found, ""
    if kind == "string_type" and not isinstance(detail["input"], dict | list | None):
        # YAML reads words such as no, on, 1.0 and 12:30 as something else than text.
        written = marks[loc].written if loc in marks else None
        return "text", shown(written) if written else found, _QUOTES
    if kind in ("literal_error", "enum"):
        options = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return _one_of(options), found, nearest(str(detail["input"]), options)
    if kind == "value_error":
        return str(context.get("error", detail["msg"])), found, ""
    template = _EXPECTED.get(kind)
    return (template.format(**context) if template else detail["msg"]), found, ""


def _one_of(options: Sequence[str]) -> str:
    quoted = [f"“{option}”" for option in options]
    return quoted[0] if len(quoted) == 1 else f"one of {', '.join(quoted)}"


def _inside_all(data: Any, loc: Sequence[str | int]) -> Any:
    for step in loc:
        data = _inside(data, step)
    return data


def _keys(model: type[BaseModel], loc: Trail) -> list[str]:
    """Return the keys that a model allows at a place inside it."""
    here: type[BaseModel] | None = model
    for step in loc:
        if isinstance(step, str) and here is not None and step in here.model_fields:
            here = _model_in(here.model_fields[step].annotation)
    return sorted(here.model_fields) if here is not None else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in typing.get_args(annotation):
        found = _model_in(part)
        if found is not None:
            return found
    return None
