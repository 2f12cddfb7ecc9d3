"""The data model, top to bottom: cohort ▸ session ▸ activity run ▸ response.

Beside the ladder stand the people: facilitator, participant, device. All times
are integer milliseconds UTC (``*_ms``), all durations seconds (``*_s``), all
ids text. Everything here runs on SQLite and on PostgreSQL.

What links a call name to a record number is one table, ``call_name``; deleting
its rows at the retention date is what makes a cohort pseudonymous for good.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

# Names for constraints, so that migrations can find them on both databases.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),  # e.g. remote_login, room_address
    Column("value", Text, nullable=False),  # written by services.access / facilitate
)

# ------------------------------------------------------------- facilitators

facilitator = Table(
    "facilitator",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # how they log in
    Column("passphrase_hash", Text, nullable=False),  # argon2id
    Column("created_ms", BigInteger, nullable=False),
    Column("removed_ms", BigInteger),
)

setup_link = Table(
    "setup_link",
    metadata,
    Column("token_hash", Text, primary_key=True),  # SHA-256 of the one-time link's token
    Column("created_ms", BigInteger, nullable=False),
    Column("used_ms", BigInteger),  # set once, by a conditional UPDATE
)

login = Table(
    "login",
    metadata,
    Column("id", Text, primary_key=True),
    Column("facilitator_id", Text, ForeignKey("facilitator.id"), nullable=False, index=True),
    Column("token_hash", Text, nullable=False, unique=True),  # SHA-256 of the cookie
    Column("created_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),  # logging out writes this; the cookie alone proves nothing
)

# ------------------------------------------------------------------ cohorts

content = Table(
    "content",
    metadata,
    Column("version", Text, primary_key=True),  # SHA-256 of the canonical JSON
    Column("plan_id", Text, nullable=False),
    Column("body", Text, nullable=False),  # content.models.Curriculum as JSON
    Column("created_ms", BigInteger, nullable=False),
)

cohort = Table(
    "cohort",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False, unique=True),  # what the room types to join
    Column("name", Text, nullable=False),
    Column("mode", Text, nullable=False),  # group-only | confidential
    Column("mode_fixed_ms", BigInteger),  # when the first consent page was served
    Column("plan_id", Text, nullable=False),
    Column("content_version", Text, ForeignKey("content.version"), nullable=False),
    Column("language", Text, nullable=False),
    Column("contact", Text, nullable=False),  # whom to turn to, shown on consent pages
    Column("is_synthetic", Boolean, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),  # nobody can join or answer any more
    Column("retention_ms", BigInteger, nullable=False),  # call names are deleted after this
    Column("purged_ms", BigInteger),
    Column("recruited", Text),  # all | volunteered | selected | sent; None: nobody said
    Column("happened", Text),  # the facilitator's note of what else happened meanwhile
)

cohort_facilitator = Table(
    "cohort_facilitator",
    metadata,
    Column("cohort_id", Text, ForeignKey("cohort.id"), primary_key=True),
    Column("facilitator_id", Text, ForeignKey("facilitator.id"), primary_key=True),
    Column("role", Text, nullable=False),  # owner | co
)

# ------------------------------------------------------------- participants

participant = Table(
    "participant",
    metadata,
    Column("id", Text, primary_key=True),
    Column("cohort_id", Text, ForeignKey("cohort.id"), nullable=False),
    Column("record_number", Integer, nullable=False),  # random; what exports call the person
    Column("join_ticket", Text, nullable=False, unique=True),  # a double tap joins once
    Column("language", Text, nullable=False),
    Column("takes_survey", Boolean, nullable=False),  # consent to the survey
    Column("consent_version", Text, nullable=False),
    Column("consented_ms", BigInteger, nullable=False),
    Column("joined_ms", BigInteger, nullable=False),
    Column("joined_session_id", Text, ForeignKey("session.id")),  # the session joined at
    Column("joined_position", Integer),  # 0-based step of that session; None before it began
    Column("removed_ms", BigInteger),  # removed by the facilitator; can be undone
    UniqueConstraint("cohort_id", "record_number"),
)

call_name = Table(
    "call_name",
    metadata,
    Column("participant_id", Text, ForeignKey("participant.id"), primary_key=True),
    Column("cohort_id", Text, ForeignKey("cohort.id"), nullable=False),
    Column("call_name", Text, nullable=False),  # as typed
    Column("folded", Text, nullable=False),  # case-folded, spaces collapsed: unique in a cohort
    Column("pin", Text, nullable=False),  # four digits, shown to the person again, so not hashed
    Column("wrong_pins", Integer, nullable=False),  # wrong tries since the last right one
    UniqueConstraint("cohort_id", "folded"),
)

device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("participant_id", Text, ForeignKey("participant.id"), nullable=False, index=True),
    Column("token_hash", Text, nullable=False, unique=True),  # SHA-256 of the cookie
    Column("created_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),  # "I am someone else" ends it on this device
)

# ------------------------------------------------------------ live sessions

session = Table(
    "session",
    metadata,
    Column("id", Text, primary_key=True),
    Column("cohort_id", Text, ForeignKey("cohort.id"), nullable=False),
    Column("planned_id", Text, nullable=False),  # id of the planned session
    Column("opened_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),
    # The live state. Every change raises ``revision`` in the same transaction.
    Column("revision", Integer, nullable=False),  # 0: never opened, it holds answers from paper
    Column("position", Integer),  # 0-based step; None in the lobby
    Column("run_id", Text),  # the run that is on the screens; None in the lobby
    Column("message", Text),  # the facilitator's line to all
    UniqueConstraint("cohort_id", "planned_id"),
)

activity_run = Table(
    "activity_run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("session_id", Text, ForeignKey("session.id"), nullable=False),
    Column("activity_id", Text, nullable=False),  # id in the plan
    Column("position", Integer, nullable=False),  # 0-based step of the session
    Column("number", Integer, nullable=False),  # 1, 2, ... a new run each time; 0: on paper alone
    Column("wave", Text),  # the plan's wave, copied so that exports need no plan
    Column("stage", Text, nullable=False),  # open | closing | closed | revealed
    Column("phase", Integer, nullable=False),  # 0-based phase of the activity
    Column("opened_ms", BigInteger, nullable=False),
    Column("phase_ms", BigInteger, nullable=False),  # when this phase began; timers run from it
    Column("extra_s", Integer, nullable=False),  # minutes added to this phase, in seconds
    Column("closing_ms", BigInteger),
    Column("closed_ms", BigInteger),  # answers given after this are refused
    Column("revealed_ms", BigInteger),
    Column("frozen", Text),  # JSON of the summary as it was at Close; late answers never enter
    UniqueConstraint("session_id", "position", "number"),
)

completion = Table(
    "completion",
    metadata,
    Column("run_id", Text, ForeignKey("activity_run.id"), primary_key=True),
    Column("participant_id", Text, ForeignKey("participant.id"), primary_key=True),
    Column("how", Text, nullable=False),  # done | passed: both count as done on every screen
    Column("at_ms", BigInteger, nullable=False),
)

response = Table(
    "response",
    metadata,
    # The key of DESIGN: one row per answer; saving again updates the row.
    Column("run_id", Text, ForeignKey("activity_run.id"), nullable=False),
    Column("wave", Text, nullable=False),  # "" where the activity measures nothing
    Column("participant_id", Text, ForeignKey("participant.id"), nullable=False),
    Column("item_id", Text, nullable=False),
    Column("attempt", Integer, nullable=False),  # 1, 2, ...
    Column("option_id", Text, nullable=False),  # "" but for multiple choice: one row an option
    Column("number", Float),  # the value of ratings, scales, numbers; 1/0 for options
    Column("text", Text),  # the value of texts and single choices
    # number and text both NULL: the person cleared the answer; it is missing.
    Column("given_ms", BigInteger, nullable=False),  # server time minus the age told by the device
    Column("taken_ms", BigInteger, nullable=False),  # server time of the save
    Column("is_late", Boolean, nullable=False),  # given before Close, arrived after it
    Column("content_version", Text, nullable=False),
    Column("shown_order", Integer, nullable=False),  # 0-based place in which the item was shown
    Column("device_id", Text, nullable=False),  # or "paper": typed from a form by a facilitator
    Column("device_counter", BigInteger, nullable=False),  # rises with each change on a device
    UniqueConstraint("run_id", "wave", "participant_id", "item_id", "attempt", "option_id"),
    Index(None, "participant_id"),
)

# ------------------------------------------- what people give to each other

note = Table(
    "note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("run_id", Text, ForeignKey("activity_run.id"), nullable=False, index=True),
    Column("participant_id", Text, ForeignKey("participant.id")),  # None: the facilitator wrote it
    Column("to_id", Text, ForeignKey("participant.id")),  # None: to the room, or given
    Column("item_id", Text, nullable=False),  # the field whose words these are
    Column("text", Text, nullable=False),
    Column("flag", Text, nullable=False),  # "" or why the facilitator should look first
    Column("state", Text, nullable=False),  # waiting | approved | declined | given to the counselor
    Column("at_ms", BigInteger, nullable=False),
    Column("decided_ms", BigInteger),  # when the facilitator approved or declined it
    UniqueConstraint("run_id", "participant_id", "item_id"),
)

partner = Table(
    "partner",
    metadata,
    Column("session_id", Text, ForeignKey("session.id"), primary_key=True),
    Column("participant_id", Text, ForeignKey("participant.id"), primary_key=True),
    Column("number", Integer, nullable=False),  # 1, 2, ... : the same number, the same group
)

talk_wish = Table(
    "talk_wish",
    metadata,
    # Someone would like to talk; deleted when the session ends, and in no export.
    Column("session_id", Text, ForeignKey("session.id"), primary_key=True),
    Column("participant_id", Text, ForeignKey("participant.id"), primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
)

# ------------------------------------------------------------- measurement

published = Table(
    "published",
    metadata,
    # Group figures that left the room: a later file repeats them rather than let anybody subtract.
    Column("cohort_id", Text, ForeignKey("cohort.id"), primary_key=True),
    Column("figure", Text, primary_key=True),  # e.g. change.math-tasks.pre.post
    Column("number", Integer, primary_key=True),  # 1, 2, ...: each time it was made anew
    Column("people", Text, nullable=False),  # JSON list of tokens: who with which values, hashed
    Column("said", Text, nullable=False),  # JSON of the figure as it left
    Column("at_ms", BigInteger, nullable=False),
)

shown = Table(
    "shown",
    metadata,
    # Somebody's own results, shown to the counselor; and the two sentences that came back.
    Column("participant_id", Text, ForeignKey("participant.id"), primary_key=True),
    Column("shown_ms", BigInteger),  # None: not shown (any more)
    Column("reply", Text),
    Column("reply_ms", BigInteger),
    Column("replied_by", Text),  # id of the facilitator
)

released = Table(
    "released",
    metadata,
    # What somebody lets the facilitator print with their own words and answers on it.
    Column("participant_id", Text, ForeignKey("participant.id"), primary_key=True),
    Column("handout_id", Text, primary_key=True),  # a template's name, as in ``goal-card``
    Column("released_ms", BigInteger, nullable=False),
)

taken = Table(
    "taken",
    metadata,
    # A take-home file or sheet that was given out, so that its code is known when it comes back.
    Column("tag", Text, primary_key=True),  # five signs, random; opens nothing
    Column("participant_id", Text, ForeignKey("participant.id"), nullable=False, index=True),
    Column("form", Text, nullable=False),  # file | sheet
    Column("parts", Text, nullable=False),  # of a file: practice, cards, goal, log, as chosen
    Column("issued_ms", BigInteger, nullable=False),
)

brought_back = Table(
    "brought_back",
    metadata,
    # What came back by a code or from a sheet: counts, and no word that anybody wrote.
    Column("tag", Text, ForeignKey("taken.tag"), primary_key=True),
    Column("sequence", Integer, primary_key=True),  # grows with each change in the file
    Column("tries", Integer, nullable=False),
    Column("right_alone", Integer, nullable=False),  # of the tries, at the first go without help
    Column("rung", Integer, nullable=False),  # 1-based; 0: none, or from paper
    Column("outcome", Text, nullable=False),  # of the goal: done | partly | not-yet | ""
    Column("lines", Integer, nullable=False),  # added to the log
    Column("how", Text, nullable=False),  # self | counselor | paper
    Column("received_ms", BigInteger, nullable=False),
)

retest = Table(
    "retest",
    metadata,
    # Retest reliability of a scale from outside this program, with where it was found.
    Column("scale_id", Text, primary_key=True),
    Column("version", Text, primary_key=True),  # of the instrument
    Column("reliability", Float, nullable=False),  # above 0 and below 1
    Column("source", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

projector = Table(
    "projector",
    metadata,
    Column("token_hash", Text, primary_key=True),  # read-only cookie of a projector
    Column("session_id", Text, ForeignKey("session.id"), nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("facilitator_id", Text),  # None: the program itself, or somebody outside
    Column("cohort_id", Text),
    Column("verb", Text, nullable=False),  # e.g. cohort-created, export-working
    Column("detail", Text, nullable=False),  # never a participant's words
)
