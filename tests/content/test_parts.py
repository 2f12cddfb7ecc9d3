"""Parts: written once, put into plans when the folder is read."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from efficacy.content.lint import lint
from efficacy.content.loader import Folder, read_folder
from efficacy.content.models import Plan
from efficacy.content.parts import merged
from tests.content.house import PROVENANCE

NOTES = {
    "say": "Talk to your neighbor.",
    "participants_do": "Talk.",
    "look_for": "Someone alone.",
    "falls_flat": "Say “One word is enough.”",
    "upset": {"say": "You may stop.", "do": "Sit with them."},
}


def part(**changes: Any) -> dict[str, Any]:
    """Return an activity for a file of parts."""
    return {
        "id": "hello",
        "kind": "close",
        "title": "Hello",
        "minutes": 3,
        "params": {"lines": ["Welcome."], "contact_line": True},
        "notes": copy.deepcopy(NOTES),
        **changes,
    }


def parts(*activities: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a file of parts."""
    return {
        "kind": "parts",
        "id": "some",
        "language": "en",
        "title": "Some",
        "provenance": copy.deepcopy(PROVENANCE),
        "activities": list(activities),
        **changes,
    }


def plan(*steps: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a plan of one session with these steps."""
    return {
        "kind": "plan",
        "id": "whole",
        "language": "en",
        "version": "1",
        "title": "Whole",
        "summary": "One.",
        "provenance": copy.deepcopy(PROVENANCE),
        "demonstration": True,
        "waves": [],
        "primary_scale": "none",
        "sessions": [
            {
                "id": "first",
                "title": "First",
                "aim": "None.",
                "minutes": 45,
                "activities": list(steps),
            }
        ],
        **changes,
    }


def read(folder: Path, **files: dict[str, Any]) -> Folder:
    """Lay files into a folder, and read it."""
    for name, data in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return read_folder(folder)


def steps_of(folder: Folder, language: str = "en"):
    """Return the activities of the one plan."""
    (found,) = [e.content for e in folder.of(language) if isinstance(e.content, Plan)]
    return found.sessions[0].activities


def test_a_plan_takes_a_part_whole_and_remembers_where_it_came_from(tmp_path: Path) -> None:
    folder = read(tmp_path, some=parts(part()), whole=plan({"part": "hello"}))
    assert folder.problems == ()
    (step,) = steps_of(folder)
    assert (step.id, step.part, step.minutes, step.title) == ("hello", "hello", 3, "Hello")
    assert step.params == {"lines": ["Welcome."], "contact_line": True}


def test_a_plan_says_single_things_in_its_own_words(tmp_path: Path) -> None:
    own = {
        "part": "hello",
        "id": "hello-again",
        "minutes": 5,
        "params": {"lines": ["Again."]},
        "notes": {"say": "Talk once more."},
    }
    (step,) = steps_of(read(tmp_path, some=parts(part()), whole=plan(own)))
    assert (step.id, step.part, step.minutes) == ("hello-again", "hello", 5)
    assert step.params == {"lines": ["Again."], "contact_line": True}
    assert step.notes.say == "Talk once more."
    assert step.notes.falls_flat == NOTES["falls_flat"]


def test_the_same_part_serves_several_plans_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = read(
        tmp_path,
        some=parts(part()),
        whole=plan({"part": "hello", "minutes": 9}),
        other=plan({"part": "hello"}, id="other"),
    )
    found = {e.content.id: e.content for e in folder.entries if isinstance(e.content, Plan)}
    assert found["whole"].sessions[0].activities[0].minutes == 9
    assert found["other"].sessions[0].activities[0].minutes == 3


def test_a_part_that_there_is_not_is_named_with_the_nearest(tmp_path: Path) -> None:
    folder = read(tmp_path, some=parts(part()), whole=plan({"part": "helo"}))
    (problem,) = folder.problems
    assert str(problem).startswith("whole.yaml → whole → part (line ")
    assert "expected the id of a part, found “helo”. Did you mean “hello”?" in str(problem)


def test_two_parts_of_one_id_are_a_mistake_of_the_second(tmp_path: Path) -> None:
    folder = read(tmp_path, a=parts(part()), b=parts(part(), id="more"))
    (problem,) = folder.problems
    assert problem.file == "b.yaml"
    assert "found the id of a part in a.yaml" in str(problem)


def test_a_plan_is_not_blamed_for_a_broken_part(tmp_path: Path) -> None:
    folder = read(tmp_path, some=parts(part(minutes=0)), whole=plan({"part": "hello"}))
    assert {problem.file for problem in folder.problems} == {"some.yaml"}
    assert folder.entries == ()


def test_a_translated_part_stands_in_a_translated_plan_and_english_where_there_is_none(
    tmp_path: Path,
) -> None:
    folder = read(
        tmp_path,
        some=parts(part(), part(id="bye", title="Bye")),
        whole=plan({"part": "hello"}, {"part": "bye"}),
        vi__some=parts(part(title="Xin chào"), language="vi"),
        vi__whole=plan({"part": "hello"}, {"part": "bye"}, language="vi"),
    )
    assert folder.problems == ()
    assert [step.title for step in steps_of(folder, "vi")] == ["Xin chào", "Bye"]


def test_a_part_that_no_plan_uses_is_pointed_out(tmp_path: Path) -> None:
    folder = read(tmp_path, some=parts(part(), part(id="spare")), whole=plan({"part": "hello"}))
    unused = [str(found) for found in lint(folder).warnings if found.file == "some.yaml"]
    assert unused == [
        "some.yaml → spare → expected a plan that uses this part, found none. "
        "Remove it, or name it in an activity."
    ]


@pytest.mark.parametrize("sessions", [None, "none", [None], [{"activities": "x"}], [{}]])
def test_a_plan_that_is_no_plan_is_told_so_and_nothing_else(
    sessions: object, tmp_path: Path
) -> None:
    folder = read(tmp_path, some=parts(part()), whole=plan(sessions=sessions))
    assert {problem.file for problem in folder.problems} == {"whole.yaml"}


def test_laying_over_changes_neither_side() -> None:
    below, above = part(), {"params": {"lines": ["Other."]}, "notes": "not keys"}
    kept, own = copy.deepcopy(below), copy.deepcopy(above)
    whole = merged(below, above)
    assert (below, above) == (kept, own)
    assert whole["params"] == {"lines": ["Other."], "contact_line": True}
    assert whole["notes"] == "not keys"
