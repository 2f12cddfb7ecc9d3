"""The curriculum as the program uses it: checked once, handed out plan by plan."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from efficacy.content import needs
from efficacy.content.lint import Kinds, complete, lint
from efficacy.content.loader import gathered, read_folder
from efficacy.content.models import Curriculum, Plan
from efficacy.errors import ContentError, NotFound
from efficacy.language import DEFAULT_LANGUAGE


class Library:
    """All languages of a curriculum folder, loaded once.

    Parameters
    ----------
    folder : Path
        The curriculum folder.
    kinds : Mapping, optional
        Kinds of activity by name; those of the program where not given.

    Raises
    ------
    ContentError
        With every problem of every file; things to look at do not count.
    """

    def __init__(self, folder: Path, *, kinds: Kinds | None = None) -> None:
        read = read_folder(folder)
        errors = (*read.problems, *lint(read, kinds=kinds).errors)
        if errors:
            raise ContentError(errors)
        self._languages = read.languages()
        self._content = {language: complete(read, language) for language in self._languages}

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have content, English first."""
        return self._languages

    def plans(self, language: str = DEFAULT_LANGUAGE) -> tuple[Plan, ...]:
        """Return all plans by title, in English where a translation is missing."""
        plans = self._in(language).plans.values()
        return tuple(sorted(plans, key=lambda plan: (plan.title, plan.id)))

    def bundle(self, plan_id: str, language: str = DEFAULT_LANGUAGE) -> Curriculum:
        """Return a plan with only what it needs: its instruments, talks and consent pages.

        Raises
        ------
        NotFound
            If there is no such plan.
        """
        curriculum = self._in(language)
        plan = curriculum.plans.get(plan_id)
        if plan is None:
            raise NotFound(
                "There is no plan called “{found}”. Choose one of: {known}.",
                found=plan_id,
                known=", ".join(sorted(curriculum.plans)) or "none",
            )
        return _bundled(plan, curriculum)

    def _in(self, language: str) -> Curriculum:
        known = language if language in self._content else DEFAULT_LANGUAGE
        return self._content.get(known) or gathered(iter(()))


def _bundled(plan: Plan, curriculum: Curriculum) -> Curriculum:
    steps = list(needs.activities(plan))
    asked = {one for step in steps for one in needs.ids(step, "instruments", "instrument")}
    given = {one for step in steps for one in needs.ids(step, "talk")}
    shown = {one for step in steps for one in needs.ids(step, "consent")}
    felt = {one for step in steps for one in needs.ids(step, "cue_set")}
    climbed = {one for step in steps for one in needs.ids(step, "ladder")}
    told = {one for step in steps for one in needs.ids(step, "models")}
    return Curriculum.model_construct(
        plans={plan.id: plan},
        instruments={id: one for id, one in curriculum.instruments.items() if id in asked},
        talks={id: one for id, one in curriculum.talks.items() if id in given},
        consents={id: one for id, one in curriculum.consents.items() if id in shown},
        cues={id: one for id, one in curriculum.cues.items() if id in felt},
        ladders={id: one for id, one in curriculum.ladders.items() if id in climbed},
        peer_models={id: one for id, one in curriculum.peer_models.items() if id in told},
    )


def dumped(curriculum: Curriculum) -> str:
    """Return a curriculum as canonical JSON: the same content, the same text."""
    return json.dumps(
        curriculum.model_dump(mode="json"),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def parsed(body: str) -> Curriculum:
    """Return the curriculum that ``dumped`` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the text is not one of a curriculum.
    """
    return Curriculum.model_validate_json(body)


def version_of(curriculum: Curriculum) -> str:
    """Return the SHA-256 of the canonical JSON: 64 hexadecimal characters."""
    return hashlib.sha256(dumped(curriculum).encode()).hexdigest()
