"""Whose handouts are printed, with what of theirs: read in one go, here or in another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from efficacy.reports.handouts.facts import Person
from efficacy.reports.handouts.job import Done, Job, Stack, run
from efficacy.reports.progress import Progress
from efficacy.services.handouts.reading import named_people, person_of
from efficacy.store.engine import Store
from efficacy.store.queries import AnyRow, released


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A job for which the people still have to be read.

    Attributes
    ----------
    job : Job
        Without stacks, or with those that have been read.
    participant_ids : frozenset of str
        Who is to be read; in the order of call names.
    language : str
        "" for each person's own.
    tags : mapping of str to str
        Of sheets that come back, by participant id.
    """

    job: Job
    cohort_id: str
    participant_ids: frozenset[str]
    language: str
    tags: Mapping[str, str]


def filled(tx: Connection, asked: Asked) -> Job:
    """Return the job with everybody's stack: what they released, as it stands now, and no PIN."""
    freed = released.of_cohort(tx, asked.cohort_id)
    stacks = tuple(
        _stack(tx, asked, row, freed.get(row.id, frozenset()))
        for row in named_people(tx, asked.cohort_id)
        if row.id in asked.participant_ids
    )
    return replace(asked.job, stacks=(*asked.job.stacks, *stacks))


def _stack(tx: Connection, asked: Asked, row: AnyRow, freed: frozenset[str]) -> Stack:
    blank = Person(call_name=row.call_name, tag=asked.tags.get(row.id, ""))
    full = freed & {one.id for one in asked.job.for_people}
    whole = blank
    if full:
        whole = replace(person_of(tx, row, call_name=row.call_name), tag=blank.tag)
    return Stack(language=asked.language or row.language, blank=blank, whole=whole, released=full)


def run_here(store: Store, asked: Asked, told: Progress) -> Done:
    """Read everybody, and run the job in this process."""
    with store.read() as tx:
        job = filled(tx, asked)
    return run(job, told)
