"""Paper forms: they ask what the screens ask, alike on every copy, and tell nothing too early."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities import ladder_paper
from efficacy.activities.contract import Context, Kind
from efficacy.activities.fields import Choice, Choices, Field, Number, Option, Rating, Text
from efficacy.activities.paper import (
    CHARACTERS_A_LINE,
    MOST_LINES,
    PaperPart,
    Table,
    grouped,
    named_points,
    printed,
    row_head,
)
from efficacy.activities.registry import KINDS, context_for
from efficacy.content.ladders import Step, Task
from efficacy.content.library import Library
from efficacy.language import speech
from tests.activities import house, rungs

SAY = speech()
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())

# Fields that stand on paper as rows or columns to write into.
IN_A_TABLE: Mapping[str, tuple[str, ...]] = {
    "storyline": ("moment", "how-it-was", "what-it-taught"),
    "log": ("did", "shows"),
    "approach": ("did", "put-off", "not-met"),
    "interests": ("like.*", "sure.*"),
    "shortlist": ("option.*", "things", "thing.own-*", "weight.*", "fit.*"),
    "barriers": ("likely.*", "sure-*", "who-helps.*", "step.*", "where.*", "when.*"),
    "occupation": ("*",),
    "relabel": ("picked", "words.*", "action.*"),
}
# Fields that do not stand on paper, and why.
NOT_ON_PAPER: Mapping[str, Mapping[str, str]] = {
    "log": {"source": "it may be left out on the screen, and two columns are room to write"},
    "story": {
        "count-*": "nothing is matched on paper, so nothing can count",
        "start": "it is asked for the match",
        "road": "it is asked for the match",
        "stage": "it is asked for the match",
        "me.*": "nobody writes on paper who they are",
        "chosen": "all stories lie on the table; the two lines are marked instead",
    },
    "ladder": {"again": "it follows a miss, which only the solutions tell"},
}


def form(kind: str, **params: object) -> tuple[PaperPart, ...]:
    """Return the form of a kind with the usual parameters."""
    return KINDS[kind].paper(house.context(kind, **params), SAY)


def handed_out(parts: tuple[PaperPart, ...]) -> tuple[PaperPart, ...]:
    return tuple(part for part in parts if not part.is_apart)


def apart(parts: tuple[PaperPart, ...]) -> tuple[PaperPart, ...]:
    return tuple(part for part in parts if part.is_apart)


def asked(parts: tuple[PaperPart, ...]) -> list[str]:
    return [field.id for part in parts for field in part.fields]


def words(parts: tuple[PaperPart, ...]) -> str:
    """Return all that can be read on these parts."""
    found: list[str] = []
    for part in parts:
        found += [part.title, *part.lines, *part.points]
        for group in grouped(part.fields):
            found += [group.heading, group.stem]
            for field in group.fields:
                found += [field.label, field.help, *(said for _, said in field.marks)]
        if part.table:
            found += [*part.table.columns, *part.table.rows]
    return "\n".join(filter(None, found))


# --------------------------------------------------------------- every kind


@every_kind
def test_a_form_asks_for_every_field_or_it_is_known_why_not(kind: Kind) -> None:
    context = house.context(kind.name)
    on_paper = set(asked(kind.paper(context, SAY)))
    ways = (*IN_A_TABLE.get(kind.name, ()), *NOT_ON_PAPER.get(kind.name, {}))
    for field in kind.sheet(context, SAY).fields:
        is_elsewhere = any(fnmatch(field.id, way) for way in ways)
        assert field.id in on_paper or is_elsewhere, f"{kind.name}: {field.id}"


def test_nothing_is_excused_that_is_not_there() -> None:
    for excuses in (IN_A_TABLE, NOT_ON_PAPER):
        for name, patterns in excuses.items():
            ids = [field.id for field in KINDS[name].sheet(house.context(name), SAY).fields]
            for pattern in patterns:
                assert any(fnmatch(known, pattern) for known in ids), f"{name}: {pattern}"
    for name in IN_A_TABLE:
        assert any(part.table for part in form(name)), name


@every_kind
def test_a_form_can_be_drawn_and_is_the_same_twice(kind: Kind) -> None:
    context = house.context(kind.name)
    parts = kind.paper(context, SAY)
    assert parts == kind.paper(context, SAY)
    for part in parts:
        drawn = [field for group in grouped(part.fields) for field in group.fields]
        assert len(drawn) == len(part.fields)
        assert all(field.label for field in drawn)
        if part.table:
            assert all(place < len(part.table.columns) for place in part.table.narrow)
            assert 1 <= part.table.lines <= 4


@every_kind
def test_only_what_takes_nothing_has_no_form(kind: Kind) -> None:
    context = house.context(kind.name)
    # Consent is a choice by two buttons, so its sheet has no field.
    fills = bool(kind.sheet(context, SAY).fields) or kind.name == "consent"
    assert bool(kind.paper(context, SAY)) is fills


@every_kind
def test_no_place_is_left_open_and_no_sentence_is_long(kind: Kind) -> None:
    read = words(kind.paper(house.context(kind.name), SAY))
    assert not re.search(r"\{\w+\}", read)
    for sentence in re.split(r"[.!?:…\n]", read):
        assert len(sentence.split()) <= 22, sentence


@pytest.mark.parametrize("kind", ["talk", "pause"])
def test_what_is_only_heard_has_no_form(kind: str) -> None:
    assert form(kind) == ()


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("discussion", {"fields": []}),
        ("partners", {"fields": []}),
        ("close", {"next_step_label": None}),
    ],
)
def test_without_a_box_there_is_no_form(kind: str, params: dict[str, object]) -> None:
    assert form(kind, **params) == ()


def test_a_kind_of_ones_own_has_all_of_its_fields_on_one_part() -> None:
    context = house.context("pulse")
    (part,) = Kind.paper(KINDS["pulse"], context, SAY)
    assert part.fields == KINDS["pulse"].sheet(context, SAY).fields
    assert Kind.paper(KINDS["talk"], house.context("talk"), SAY) == ()


# ------------------------------------------------------------ a field, drawn

OPTIONS = (Option(id="a", label="First"), Option(id="b", label="Second"))


def test_a_rating_has_all_its_points_with_the_words_of_some() -> None:
    drawn = printed(Rating(id="x", label="How?", low=0, high=100, step=10, anchors={0: "no"}))
    assert drawn.shape == "scale"
    assert [mark for mark, _ in drawn.marks] == [str(point) for point in range(0, 101, 10)]
    assert [said for _, said in drawn.marks] == ["no", *[""] * 10]


@pytest.mark.parametrize(("sort", "shape"), [(Choice, "choice"), (Choices, "choices")])
def test_a_choice_shows_whether_one_or_more_may_be_ticked(sort: type, shape: str) -> None:
    drawn = printed(sort(id="x", label="Which?", help="Any.", options=OPTIONS))
    assert (drawn.shape, drawn.help) == (shape, "Any.")
    assert [said for _, said in drawn.marks] == ["First", "Second"]


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (1, 1),
        (CHARACTERS_A_LINE, 1),
        (CHARACTERS_A_LINE + 1, 2),
        (2000, MOST_LINES),
    ],
)
def test_words_get_as_many_lines_as_they_need_up_to_a_limit(most: int, lines: int) -> None:
    drawn = printed(Text(id="x", label="What?", max_length=most))
    assert (drawn.shape, drawn.lines) == ("lines", lines)


def test_a_number_gets_one_line_with_its_unit() -> None:
    drawn = printed(Number(id="x", label="How many?", low=0, high=9, unit="km"))
    assert (drawn.shape, drawn.lines, drawn.unit) == ("number", 1, "km")


def test_a_field_of_an_unknown_sort_is_no_accident() -> None:
    with pytest.raises(TypeError, match="Odd has no paper form"):
        printed(Odd(id="x", label="Odd"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd(Field):
    """A field that no form knows."""


def test_the_named_points_stand_in_order_in_one_line() -> None:
    field = Rating(id="x", label="How?", low=1, high=5, anchors={5: "very", 1: "not"})
    assert named_points(field) == "1 = not, 5 = very"


def test_the_head_of_a_row_holds_help_and_scale_as_sentences() -> None:
    assert row_head(Text(id="x", label="Where?")) == "Where?"
    assert row_head(Text(id="x", label="Pay, from and to")) == "Pay, from and to"
    assert row_head(Text(id="x", label="Where", help="A place.")) == "Where. A place."
    assert row_head(Text(id="x", label="Where?", help="A place.")) == "Where? A place."
    assert row_head(Text(id="x", label="Where", help="A place."), without="A place.") == "Where"
    field = Rating(id="x", label="How sure?", low=0, high=10, anchors={0: "not"})
    assert row_head(field) == "How sure? 0 = not"


@pytest.mark.parametrize(
    ("columns", "rows", "narrow", "expected"),
    [
        (("", "a", "b"), ("one",), (), True),
        (("", "a", "b"), ("", ""), (), False),
        (("", "a", "b"), ("one",), (1, 2), False),
        (("", "a", "b"), ("one",), (2,), True),
    ],
)
def test_heads_of_rows_get_room_where_columns_beside_them_are_wide(
    columns: tuple[str, ...], rows: tuple[str, ...], narrow: tuple[int, ...], *, expected: bool
) -> None:
    assert Table(columns=columns, rows=rows, narrow=narrow).has_heads is expected


FIELDS = st.lists(
    st.builds(
        Text,
        id=st.just("x"),
        label=st.text(min_size=1, max_size=5),
        group=st.sampled_from(["", "one", "two"]),
        group_stem=st.sampled_from(["", "stem"]),
    ),
    max_size=12,
)


@given(fields=FIELDS)
def test_grouping_keeps_the_order_and_loses_nothing(fields: list[Text]) -> None:
    groups = grouped(fields)
    drawn = [(g.heading, g.stem, field.label) for g in groups for field in g.fields]
    assert drawn == [(field.group, field.group_stem, field.label) for field in fields]
    heads = [(group.heading, group.stem) for group in groups]
    assert all(one != other for one, other in pairwise(heads))
    assert all(group.fields for group in groups)


# ------------------------------------------------------------------- ladders


def ladder(**params: object) -> Context:
    return house.context("ladder", **params)


def tasks_of(parts: tuple[PaperPart, ...]) -> list[str]:
    """Return the tasks with a line for an answer, without their number."""
    return [
        re.sub(r"^\d\. ", "", field.label)
        for part in handed_out(parts)
        for field in part.fields
        if field.id == "answer" and field.label[0].isdigit()
    ]


def test_a_sheet_has_one_worked_out_one_half_done_and_three_to_do() -> None:
    parts = form("ladder", rungs_from=2, rungs_to=2)
    titles = [part.title for part in handed_out(parts) if part.title]
    assert titles == [
        "How to move",
        "Rung 2: Kind 2",
        "One worked out",
        "The last step is yours",
        "Three of your own",
        "At the end",
    ]
    worked, half = (part for part in handed_out(parts) if part.is_ordered)
    assert len(worked.points) == 2
    assert half.points[-1] == "Put on a week …"
    ids = asked(handed_out(parts))
    assert ids == [
        "before",
        "answer",
        "predict",
        *["answer"] * 3,
        ladder_paper.GOT,
        "after",
        "extra",
    ]


def test_each_rung_of_the_range_begins_a_page_and_no_other() -> None:
    parts = form("ladder", rungs_from=2, rungs_to=4)
    begun = [part.title for part in handed_out(parts) if part.begins_page]
    assert begun == ["Rung 2: Kind 2", "Rung 3: Kind 3", "Rung 4: Kind 4", "At the end"]


@given(level=st.integers(min_value=1, max_value=4), half=st.sampled_from([None, "a", "b"]))
def test_a_sheet_is_the_same_each_time_it_is_drawn(level: int, half: str | None) -> None:
    one, other = ladder(form=half), ladder(form=half)
    drawn = ladder_paper.drawn(one, level)
    assert [made.record for made in drawn] == [
        made.record for made in ladder_paper.drawn(other, level)
    ]
    assert len({made.ask for made in drawn}) == 5


def test_the_two_forms_of_a_ladder_share_no_task() -> None:
    first, last = (set(tasks_of(form("ladder", form=half))) for half in ("a", "b"))
    assert len(first) == len(last) == 12
    assert not first & last


def test_the_solutions_are_apart_and_right() -> None:
    parts = form("ladder")
    solved = [part for part in apart(parts) if part.points]
    assert len(solved) == 4 * 4  # the half-done one and three, a rung
    for part in solved:
        task, answer = part.lines
        found = re.search(r"Take (\d+) \w+ (\d+) times", task)
        assert found
        right = int(found[1]) * int(found[2]) + 7
        assert answer == f"Answer: {right} pieces"
        assert str(right) in part.points[-1]


def test_every_task_has_its_solution_and_no_sheet_tells_it() -> None:
    parts = form("ladder")
    solutions = words(apart(parts))
    assert len(tasks_of(parts)) == 12
    assert all(task in solutions for task in tasks_of(parts))
    sheets = words(handed_out(parts))
    for answer in re.findall(r"Answer: (\d+)", solutions):
        assert not re.search(rf"\b{answer}\b", sheets)


def test_what_moves_one_is_said_before_the_first_rung() -> None:
    (moving,) = (part for part in form("ladder", rungs_from=2) if part.title == "How to move")
    told = " ".join(moving.points)
    for said in ("Begin with rung 2", "2 or 3 of 3", "one rung up", "2 misses", "one rung down"):
        assert said in told
    assert "Stop whenever you like." in told


def test_a_draw_that_has_only_one_task_ends_all_the_same() -> None:
    only = Task(
        id="only",
        draw={"n": (5,)},
        ask="What is {n} and 7?",
        answer="n + 7",
        hint="Count on.",
        steps=(Step(id="sum", name="Add", text="{sum}", value="n + 7"),),
    )
    rung = rungs.LADDER.rungs[0].model_copy(update={"tasks": (only,)})
    small = rungs.LADDER.model_copy(update={"rungs": (rung, *rungs.LADDER.rungs[1:])})
    content = house.curriculum().model_copy(update={"ladders": {small.id: small}})
    drawn = ladder_paper.drawn(house.context("ladder", content=content), 1)
    assert {made.ask for made in drawn} == {"What is 5 and 7?"}


def test_the_shipped_ladder_has_sheets_whose_steps_come_to_the_answer(library: Library) -> None:
    content = library.bundle("taster-90")
    (activity,) = (
        activity
        for session in content.plans["taster-90"].sessions
        for activity in session.activities
        if activity.kind == "ladder"
    )
    context = context_for(content, activity)
    for level in range(1, 6):
        drawn = ladder_paper.drawn(context, level)
        assert len({made.ask for made in drawn}) == 5
        for made in drawn:
            assert made.numbers[made.task.steps[-1].id] == made.answer
            assert made.is_right(made.answer)


def test_a_ladder_in_real_life_is_a_row_a_rung_and_has_no_solutions() -> None:
    parts = form("ladder", ladder="real-life", rungs_from=2)
    assert apart(parts) == ()
    (table,) = (part.table for part in parts if part.table)
    assert table.rows == ("Step 2. Do the thing 2.", "Step 3. Do the thing 3.")
    assert table.columns == ("The rung", "One line on what you did", "Date")
    assert asked(parts) == ["before", "after", "extra"]


# ------------------------------------------------------------------- stories


def test_stories_stand_there_short_with_their_labels_and_one_rating_each() -> None:
    parts = form("story")
    read = words(parts)
    assert asked(parts).count("like-me") == 6
    for number in range(1, 7):
        assert f"Opening line {number}." in read
        assert f"Short story {number}." in read
        assert f"When stuck, I do {number}." in read
        assert f"Long story {number}." not in read
    assert read.count("An invented example.") == 6
    assert asked(parts)[-4:] == ["hard-for-both", "what-they-did", "what-i-try", "sure"]


def test_nobody_is_asked_on_paper_who_they_are_or_what_should_count() -> None:
    read = words(form("story"))
    for said in ("How I describe myself", "a woman", "In my own words", "should count"):
        assert said not in read


def test_the_simple_form_has_three_stories_and_one_note() -> None:
    parts = form("story", simple=True, sure_label=None)
    assert asked(parts) == ["chosen", *["like-me"] * 3, "what-i-try"]
    read = words(parts)
    assert "Short story 3." in read
    assert "Short story 4." not in read
    assert read.count("An invented example.") == 3


# --------------------------------------------------------------------- nerves


def test_relabelling_has_its_cards_by_family_with_their_sources() -> None:
    parts = form("relabel")
    read = words(parts)
    for card in house.CUES.cards:
        assert read.count(card.sign) == 2  # a box to tick, and the card
        assert f"“{card.new_label}”" in read
        assert card.action in read
    assert "Fear made it faster. (A study, 2020)" in read
    assert house.CUES.caution in read
    assert "Which is more, 0.4 or 0.25?" in read


def test_relabelling_has_three_equal_doors_and_a_row_a_sign() -> None:
    parts = form("relabel", up_to=3)
    (door,) = (field for part in parts for field in part.fields if field.id == "door")
    assert isinstance(door, Choice)
    assert len(door.options) == 3
    (table,) = (part.table for part in parts if part.table)
    assert table.rows == ("",) * 3
    assert "Choose one sign to work with." in words(form("relabel", up_to=1))
    order = asked(parts)
    before, after = order.index("strength-before"), order.index("strength-after")
    assert before < order.index("door") < order.index("work") < after


def test_relabelling_without_ratings_has_none_on_paper() -> None:
    assert not [item for item in asked(form("relabel", rate=False)) if "strength" in item]


def test_a_family_without_cards_is_not_named() -> None:
    assert "In my thoughts" not in words(form("relabel", cards=["heart"]))


# ------------------------------------------------------------- the other kinds


def test_a_rehearsal_is_rated_twice_and_read_aloud_by_the_facilitator() -> None:
    parts = form("rehearse")
    assert asked(handed_out(parts)) == ["start", "start"]
    assert "You open the page." not in words(handed_out(parts))
    assert "You open the page. (20 seconds)" in words(apart(parts))


@pytest.mark.parametrize("mode", ["group-only", "confidential"])
def test_consent_says_what_is_true_in_this_mode_and_leaves_its_places_to_write_on(
    mode: str,
) -> None:
    page = house.CONSENT.model_copy(
        update={
            "sentences": (
                *house.CONSENT.sentences,
                house.CONSENT.sentences[0].model_copy(
                    update={
                        "id": "until",
                        "text": "Kept until {keep_until}. Ask {contact}.",
                        "modes": ("group-only", "confidential"),
                    }
                ),
            )
        }
    )
    content = house.curriculum().model_copy(update={"consents": {page.id: page}})
    context = house.context("consent", content=content, mode=mode)
    parts = KINDS["consent"].paper(context, SAY)
    assert parts[0].points[:-1] == house.CONSENT.said_in(mode)
    assert re.fullmatch(r"Kept until _+\. Ask _+\.", parts[0].points[-1])
    (question,) = parts[1].fields
    assert isinstance(question, Choice)
    assert [option.id for option in question.options] == ["survey-yes", "survey-no"]
    assert "Saying no changes nothing else for you." in parts[1].lines


def test_encouragement_shows_ways_to_begin_and_goes_to_the_partner() -> None:
    read = words(form("encourage"))
    assert "You went back to …" in read
    assert "hand it to your partner" in read
    assert asked(form("encourage", free=True)) == ["words"]


def test_a_witness_is_asked_and_a_letter_is_kept() -> None:
    witness = form("encourage", form="witness", questions=["What did I do?"])
    assert "What did I do?" in words(witness)
    letter = form("encourage", form="letter", fields=[{"id": "dear", "label": "Dear me"}])
    assert asked(letter) == ["dear"]
    for parts in (witness, letter):
        assert "partner" not in words(parts).split("\n")[-1]
        assert "hand it to" not in words(parts)


def test_an_interview_is_prepared_or_looked_back_on() -> None:
    assert asked(form("interview"))[-4:] == ["who", "how", "when", "opener"]
    assert "Do you have ten minutes?" in words(form("interview"))
    later = form("interview", guide="talk-one", questions=[], openers=[])
    assert asked(later)[0] == "happened"
    assert "If you have your guide on paper" in words(later)


def test_a_first_goal_has_no_last_one() -> None:
    assert asked(form("goal"))[0] == "came-of"
    assert asked(form("goal", follows=[]))[0] == "goal"


def test_nothing_is_added_up_by_hand() -> None:
    doors = form("sources", note="As it was lately.")
    assert doors[0].lines == ("As it was lately.",)
    (first,) = doors[1].fields
    assert isinstance(first, Choices)
    assert first.options[0].label == "Door done: Open done."
    assert "They are not added up." in words(form("shortlist"))


def test_every_next_step_is_there_to_choose_from() -> None:
    read = words(form("outlook"))
    assert "Room 12 on Tuesday at 5." in read
    assert "Do the units fit?" in read


def test_interest_and_confidence_stand_beside_each_activity() -> None:
    (table,) = (part.table for part in form("interests") if part.table)
    assert table.rows == tuple(f"{name} a thing" for name in house.TASTE_NAMES)
    assert table.narrow == (1, 2)
    told = form("interests", note="Think of a good day.")[0].lines
    assert told[0] == "Think of a good day."
    assert "0 = not sure, 50 = halfway sure, 100 = completely sure" in told[-1]


def test_a_table_has_a_column_for_each_thing_that_can_be_named() -> None:
    tables = {
        kind: next(part.table for part in form(kind) if part.table)
        for kind in ("barriers", "occupation", "shortlist", "log", "storyline")
    }
    assert tables["barriers"].columns[1:] == ("Barrier 1", "Barrier 2", "Barrier 3")
    assert tables["occupation"].columns[1:] == ("Occupation 1", "Occupation 2")
    assert tables["shortlist"].columns[2:] == ("Option 1", "Option 2", "Option 3")
    assert len(tables["log"].rows) == 6
    assert len(tables["storyline"].rows) == 8
    two = next(part.table for part in form("shortlist", options=2) if part.table)
    assert two.columns[2:] == ("Option 1", "Option 2")
    one = next(part.table for part in form("occupation", occupations=1) if part.table)
    assert one.columns[1:] == ("Occupation 1",)


@pytest.mark.parametrize("kind", ["barriers", "occupation"])
def test_a_row_asks_what_the_box_on_the_screen_asks(kind: str) -> None:
    (table,) = (part.table for part in form(kind) if part.table)
    chosen = ("title.", "barrier")
    fields = KINDS[kind].sheet(house.context(kind), SAY).fields
    labels = {field.label for field in fields if not field.id.startswith(chosen)}
    for label in labels:
        assert any(row.startswith(label) for row in table.rows), label


def test_a_survey_keeps_the_line_above_its_questions() -> None:
    (part,) = form("survey", note="As you are now.")
    assert part.lines == ("As you are now.",)
    (bare,) = form("survey")
    assert bare.lines == ()
    assert replace(part, lines=()) == bare


def test_a_note_for_the_wall_is_handed_in_or_kept() -> None:
    read = words(form("wall"))
    assert "hand it in without your name" in read
    assert "One thing that went well." in read
