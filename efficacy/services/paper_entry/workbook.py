"""The workbook for answers on paper: handed out empty, taken in whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection

from efficacy.errors import CanDoError, InvalidValue
from efficacy.language import speech
from efficacy.reports.paper.layout import (
    PEOPLE,
    CellProblem,
    Filled,
    PaperAnswer,
    PaperPlan,
    PaperProblems,
    PaperSurvey,
)
from efficacy.services.access import Facilitator, Operator, require_cohort
from efficacy.services.facilitate.actor import audit
from efficacy.services.paper_entry.people import added, takers, ticket_of
from efficacy.services.paper_entry.saving import DEVICE, Target, save
from efficacy.services.paper_entry.surveys import Asked, in_plan, require_open
from efficacy.services.participate import free_record_number
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, participants

MOST_NEW = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of an import.

    ``saved`` counts answers that are new or differ from what was typed before,
    ``same`` those that stood there already; ``added`` the people who were new.
    """

    people: int
    saved: int
    same: int
    added: int


def template(
    workshop: Workshop, who: Facilitator | Operator, cohort_id: str, *, new: int = 0
) -> tuple[str, bytes]:
    """Return the name and the bytes of a workbook to type answers from paper into.

    Parameters
    ----------
    new : int, 0 to 300
        How many numbers to put in for people who answer on paper alone. They are
        nobody's until a file with their answers is taken in.

    Raises
    ------
    InvalidValue
        If so many numbers are not to be had.
    """
    if not 0 <= new <= MOST_NEW:
        raise InvalidValue(
            "New numbers: expected 0 to {most}, found {found}. Ask for as many as there are people "
            "on paper.",
            most=MOST_NEW,
            found=new,
        )
    from efficacy.reports.paper.book import build_template

    with workshop.store.read() as tx:
        room = require_cohort(tx, who, cohort_id)
        require_open(room)
        plan = _plan(tx, room, new=_new_numbers(workshop, tx, room, new))
    return f"can-do-{room.code}-paper.xlsx", build_template(plan, speech(room.language))


def _new_numbers(workshop: Workshop, tx: Connection, room: AnyRow, count: int) -> tuple[int, ...]:
    found: set[int] = set()
    while len(found) < count:
        found.add(free_record_number(workshop, tx, room.id, but=found))
    return tuple(sorted(found))


def _plan(tx: Connection, room: AnyRow, *, new: tuple[int, ...] = ()) -> PaperPlan:
    return PaperPlan(
        code=room.code,
        cohort_name=room.name,
        content_version=room.content_version,
        surveys=tuple(
            PaperSurvey(
                sheet=asked.sheet,
                title=asked.title,
                planned_id=asked.session.id,
                activity_id=asked.activity.id,
                fields=asked.fields(room.language),
            )
            for asked in in_plan(tx, room)
        ),
        people=tuple(sorted(row.record_number for row in takers(tx, room))),
        new=new,
    )


# -------------------------------------------------------------------- taking in


def take_in(
    workshop: Workshop, who: Facilitator | Operator, cohort_id: str, content: bytes
) -> Taken:
    """Take the answers of a workbook that ``template`` made; all of them, or none.

    Taking the same file in again changes nothing. An answer that was typed from
    paper before is replaced by the one in the file; one that was given on a screen
    stays, and a different one in the file is a problem.

    Raises
    ------
    PaperProblems
        With every problem and its cell; nothing was written.
    InvalidValue
        If it is no such workbook, or belongs to another cohort.
    """
    from efficacy.reports.paper.read import read_template

    with workshop.store.read() as tx:
        room = require_cohort(tx, who, cohort_id)
        require_open(room)
        plan = _plan(tx, room)
    filled = read_template(content, plan)

    # One transaction, however long the file: that makes "all or nothing" true for every
    # reader, and after a power cut. Chunks with a mark would need every reader to know the
    # mark. What is dear (reading Excel) comes before, and each person is one statement:
    # 46,000 answers a second, so that a live answer waits 0.05 s for 40 people with 56
    # questions, and 0.4 s for a lecture hall of 300.
    def job(tx: Connection) -> Taken:
        taken = _Import(workshop, tx, require_cohort(tx, who, cohort_id), filled).carried_out()
        audit(workshop, tx, who, "paper-imported", cohort_id, f"{taken.saved} answers")
        return taken

    taken = workshop.store.write(job)
    workshop.announcer.counts_changed(cohort_id)
    return taken


@dataclass
class _Import:
    """One file on its way into one cohort, inside one transaction."""

    workshop: Workshop
    tx: Connection
    room: AnyRow
    filled: Filled
    problems: list[CellProblem] = field(default_factory=list)
    added: int = 0

    def carried_out(self) -> Taken:
        """Write everything and return what came of it; raise all problems at once."""
        require_open(self.room)
        self.problems.extend(self.filled.problems)
        people = self._people()
        asked = in_plan(self.tx, self.room)
        saved = 0
        for place, rows in self._by_survey().items():
            saved += self._survey(asked[place], rows, people)
        if self.problems:
            raise PaperProblems(self.problems)
        given = self.filled.answers
        return Taken(
            people=len({one.number for one in given}),
            saved=saved,
            same=len(given) - saved,
            added=self.added,
        )

    def _people(self) -> dict[int, AnyRow]:
        """Return who takes part in the survey by number, after adding those who are new."""
        everybody = {
            row.record_number: row for row in participants.of_cohort(self.tx, self.room.id)
        }
        for number, takes_survey in self.filled.new.items():
            known = everybody.get(number)
            if known is None:
                self._add(number, takes_survey)
            elif known.join_ticket != ticket_of(self.room, number):
                self._wrong_person(number, "that nobody has", "somebody who joined meanwhile")
            elif known.takes_survey != takes_survey:
                self._wrong_person(number, "the same answer as in the first file", "another")
        return {row.record_number: row for row in takers(self.tx, self.room)}

    def _add(self, number: int, takes_survey: bool) -> None:
        added(self.workshop, self.tx, self.room, takes_survey=takes_survey, record_number=number)
        self.added += 1

    def _wrong_person(self, number: int, expected: str, found: str) -> None:
        hint = "Make a new file with `workshop template` and give this person a number from it."
        self.problems.append(
            CellProblem(cell=PEOPLE, expected=f"{number} {expected}", found=found, hint=hint)
        )

    def _by_survey(self) -> dict[int, list[PaperAnswer]]:
        found: dict[int, list[PaperAnswer]] = defaultdict(list)
        for one in self.filled.answers:
            found[one.survey].append(one)
        return found

    def _survey(self, asked: Asked, given: list[PaperAnswer], people: dict[int, AnyRow]) -> int:
        """Write the answers to one survey; return how many were not there yet."""
        target = Target.of(self.tx, self.room, asked)
        values: dict[int, dict[str, float | None]] = defaultdict(dict)
        first: dict[int, PaperAnswer] = {}
        for one in given:
            person = people.get(one.number)
            if person is None:
                continue  # already a problem: not a yes, or not new any more
            if self._is_free(target, person, one):
                values[one.number][one.item_id] = one.value
                first.setdefault(one.number, one)
        saved = 0
        for number, own in values.items():
            try:
                saved += save(
                    self.workshop, self.tx, self.room, target, person=people[number], values=own
                )
            except CanDoError as refusal:
                self.problems.append(
                    CellProblem(
                        cell=first[number].cell,
                        expected="answers that can be saved",
                        found=str(refusal).rstrip("."),
                    )
                )
        return saved

    def _is_free(self, target: Target, person: AnyRow, one: PaperAnswer) -> bool:
        """Tell whether an answer may be written; say so where a screen has another one."""
        before = target.stored(person.id, one.item_id)
        if before is None or before.device_id == DEVICE:
            return True
        if before.number != one.value:
            self.problems.append(
                CellProblem(
                    cell=one.cell,
                    expected="an empty cell, or what was answered on a screen",
                    found=f"{one.value:g}",
                    hint="What a person gave on a screen stays. Empty this cell.",
                )
            )
        return False
