"""What a rule looks at, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.content.models import Curriculum, Plan
from efficacy.content.theory.doses import SessionDose


@dataclass(frozen=True, slots=True)
class Case:
    """A plan, the content it belongs to, and the planned minutes of its sessions."""

    plan: Plan
    curriculum: Curriculum
    doses: tuple[SessionDose, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence about the plan, one of its sessions, or one activity."""

    sentence: str
    session_id: str | None = None
    activity_id: str | None = None
