"""What a facilitator can do: cohorts, sessions, the run of show, people."""

from efficacy.services.facilitate.actor import Actor
from efficacy.services.facilitate.cohorts import (
    DAY_MS,
    MODES,
    Purged,
    change_cohort,
    create_cohort,
    delete_cohort,
    end_cohort,
    purge_due,
    share_cohort,
)
from efficacy.services.facilitate.exchange import (
    decide_note,
    form_groups,
    move_person,
    set_groups,
    write_note,
)
from efficacy.services.facilitate.people import new_pin, remove_person, restore_person
from efficacy.services.facilitate.sessions import (
    move,
    open_projector,
    open_session,
    say_to_all,
    set_address,
    summarised,
)

__all__ = [
    "DAY_MS",
    "MODES",
    "Actor",
    "Purged",
    "change_cohort",
    "create_cohort",
    "decide_note",
    "delete_cohort",
    "end_cohort",
    "form_groups",
    "move",
    "move_person",
    "new_pin",
    "open_projector",
    "open_session",
    "purge_due",
    "remove_person",
    "restore_person",
    "say_to_all",
    "set_address",
    "set_groups",
    "share_cohort",
    "summarised",
    "write_note",
]
