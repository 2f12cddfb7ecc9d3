"""A plan that no rule of the theory check speaks against, and how it is changed.

Two sessions, each with all of the loop, from what ships: the tests change single
things and see what is said.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import yaml

from efficacy.activities.registry import KINDS
from efficacy.content.lint import complete
from efficacy.content.loader import read_folder
from efficacy.content.models import Curriculum, Plan
from efficacy.content.theory import TheoryReport, check_theory
from tests.content.house import SAMPLES, SHIPPED

Data = dict[str, Any]
Change = Callable[[Data], None]


@cache
def english() -> Curriculum:
    """Return all English content that ships."""
    return complete(read_folder(SHIPPED), "en")


def sound() -> Data:
    """Return the plan that nothing speaks against, as plain data to change."""
    path = SAMPLES.parent / "theory-sound.yaml"
    return copy.deepcopy(_read(path.read_text("utf-8")))


@cache
def _read(text: str) -> Data:
    data: Data = yaml.safe_load(text)
    return data


def plan_of(data: Data) -> Plan:
    """Return the plan that plain data is."""
    return Plan.model_validate_json(json.dumps(data, default=str))


def changed(*changes: Change) -> Plan:
    """Return the sound plan after these changes."""
    data = sound()
    for change in changes:
        change(data)
    return plan_of(data)


def said(plan: Plan, curriculum: Curriculum | None = None) -> TheoryReport:
    """Return what the theory check says of a plan."""
    return check_theory(plan, curriculum or english(), kinds=KINDS)


def rules(plan: Plan, curriculum: Curriculum | None = None) -> list[str]:
    """Return the ids of the rules that speak against a plan, in order."""
    return [warning.rule for warning in said(plan, curriculum).warnings]


def session(data: Data, session_id: str) -> Data:
    """Return one session of plain data."""
    return next(one for one in data["sessions"] if one["id"] == session_id)


def step(data: Data, activity_id: str) -> Data:
    """Return one activity of plain data."""
    return next(
        one for part in data["sessions"] for one in part["activities"] if one["id"] == activity_id
    )


def drop(*activity_ids: str) -> Change:
    """Return the change that leaves these activities out."""

    def change(data: Data) -> None:
        for part in data["sessions"]:
            part["activities"] = [
                one for one in part["activities"] if one["id"] not in activity_ids
            ]

    return change


def order(session_id: str, *activity_ids: str) -> Change:
    """Return the change that puts a session's activities in this order."""

    def change(data: Data) -> None:
        part = session(data, session_id)
        known = {one["id"]: one for one in part["activities"]}
        part["activities"] = [known[one] for one in activity_ids]

    return change


def alter(activity_id: str, **changes: Any) -> Change:
    """Return the change that gives an activity other parameters, or ``minutes``."""

    def change(data: Data) -> None:
        target = step(data, activity_id)
        for key, value in changes.items():
            where = target if key in ("minutes", "off_screen", "wave", "kind") else target["params"]
            where[key] = value
            if value is None:
                del where[key]

    return change
