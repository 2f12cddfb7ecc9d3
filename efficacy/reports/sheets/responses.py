"""The sheet Responses: tidy, one row an answer. Working files only."""

from __future__ import annotations

from efficacy.language import Speech
from efficacy.reports import styles
from efficacy.reports.cells import Value, day
from efficacy.reports.frames import AnswerRow
from efficacy.reports.grid import Column, Table
from efficacy.reports.material import Material
from efficacy.reports.people import answers_by_person


def responses_table(found: Material, say: Speech) -> Table:
    """Return every survey answer of people who take the survey, in stored order."""
    return Table(
        sheet="Responses",
        about=say(
            "Every survey answer as it was given, one row each, by record number. Scores are "
            "computed from these and never written over them. What people wrote, and what they "
            "did in other activities, is in no file."
        ),
        columns=(*_where_columns(say), *_answer_columns(say), *_trail_columns(say)),
        rows=[_row(answer) for answer in answers_by_person(found)],
    )


def _row(answer: AnswerRow) -> list[Value]:
    return [
        answer.record_number,
        answer.session_id,
        answer.activity_id,
        answer.run_number,
        answer.wave or None,
        answer.item_id,
        answer.attempt,
        answer.option_id or None,
        answer.number,
        answer.text,
        day(answer.given_ms),
        int(answer.is_late),
        answer.shown_order,
        answer.content_version,
    ]


def _where_columns(say: Speech) -> tuple[Column, ...]:
    return (
        Column(
            name=say("record number"),
            width=11,
            style=styles.WHOLE,
            values=say("whole number"),
            about=say("Who answered; the same number as in Participants."),
        ),
        Column(name=say("session"), about=say("Id of the session in the plan."), width=14),
        Column(name=say("activity"), about=say("Id of the activity in the plan."), width=18),
        Column(
            name=say("run"),
            width=8,
            style=styles.WHOLE,
            values=say("1, 2, ..."),
            about=say(
                "Which time the activity was held. Scores use the last run a person answered in."
            ),
        ),
        Column(
            name=say("wave"),
            about=say("Measurement occasion that the plan declares."),
            width=10,
            values=say("pre, post, or another wave of the plan"),
            missing=say("empty: the activity is no measurement"),
        ),
        Column(
            name=say("item"), about=say("Id of the item; its text is in the codebook."), width=22
        ),
        Column(
            name=say("attempt"),
            width=12,
            style=styles.WHOLE,
            values=say("1, 2, ..."),
            about=say("Which try it was, where an activity allows several."),
        ),
    )


def _answer_columns(say: Speech) -> tuple[Column, ...]:
    return (
        Column(
            name=say("option"),
            width=14,
            about=say("Id of the option, where several can be chosen."),
            missing=say("empty: the item takes one answer"),
        ),
        Column(
            name=say("number"),
            width=11,
            style=styles.GENERAL,
            about=say("The answer as a number, as it was given: nothing is reversed here."),
            values=say("the item's range; 1 or 0 for an option"),
            missing=say("empty: the answer is text, or it was cleared and is missing"),
        ),
        Column(
            name=say("text"),
            width=14,
            about=say("Id of the one option that was chosen; never words that somebody wrote."),
            missing=say("empty: the answer is a number, or it was cleared and is missing"),
        ),
    )


def _trail_columns(say: Speech) -> tuple[Column, ...]:
    return (
        Column(
            name=say("given on (UTC)"),
            width=14,
            values=say("ISO 8601, UTC"),
            # The minute would tell who is behind a number, to anybody who was in the room.
            about=say("Day on which the answer was given, by the counselor's computer."),
        ),
        Column(
            name=say("late"),
            width=9,
            style=styles.WHOLE,
            values=say("1 yes, 0 no"),
            about=say("1 where it was given before the activity closed and arrived after."),
        ),
        Column(
            name=say("shown order"),
            width=10,
            style=styles.WHOLE,
            values=say("0 is the first place"),
            about=say("Place in which the item was shown."),
        ),
        Column(
            name=say("content version"),
            width=18,
            style=styles.CLIPPED,
            about=say("Version of the words that the person read."),
            values=say("64 characters, SHA-256"),
        ),
    )
