"""Insert or update in one statement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, create_engine, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from efficacy.store.upsert import New, upsert

sheet = Table(
    "sheet",
    MetaData(),
    Column("run", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("value", Integer),
    Column("counter", Integer, nullable=False),
)
KEY = ("run", "item")
engine = create_engine("sqlite://")


@pytest.fixture
def tx() -> Iterator[Connection]:
    with engine.begin() as connection:
        sheet.drop(connection, checkfirst=True)
        sheet.create(connection)
        yield connection


def row(value: int | None, counter: int = 1, *, item: str = "one") -> dict[str, object]:
    return {"run": "r", "item": item, "value": value, "counter": counter}


def held(tx: Connection) -> list[tuple[object, ...]]:
    return [tuple(found) for found in tx.execute(select(sheet).order_by(sheet.c.item))]


def newer(new: New) -> object:
    return new.counter > sheet.c.counter


def test_a_row_that_is_not_there_is_inserted(tx: Connection) -> None:
    assert upsert(tx, sheet, row(50), key=KEY)
    assert held(tx) == [("r", "one", 50, 1)]


def test_a_row_that_is_there_is_updated_and_its_neighbours_are_not(tx: Connection) -> None:
    upsert(tx, sheet, row(50), key=KEY)
    upsert(tx, sheet, row(20, item="two"), key=KEY)
    assert upsert(tx, sheet, row(60, 2), key=KEY)
    assert held(tx) == [("r", "one", 60, 2), ("r", "two", 20, 1)]


def test_a_missing_value_replaces_a_given_one(tx: Connection) -> None:
    upsert(tx, sheet, row(50), key=KEY)
    assert upsert(tx, sheet, row(None, 2), key=KEY)
    assert held(tx) == [("r", "one", None, 2)]


def test_only_the_named_columns_change(tx: Connection) -> None:
    upsert(tx, sheet, row(50), key=KEY)
    assert upsert(tx, sheet, row(60, 2), key=KEY, update=["counter"])
    assert held(tx) == [("r", "one", 50, 2)]


def test_with_nothing_to_change_the_first_row_stays(tx: Connection) -> None:
    assert upsert(tx, sheet, row(50), key=KEY, update=[])
    assert not upsert(tx, sheet, row(60, 2), key=KEY, update=[])
    assert held(tx) == [("r", "one", 50, 1)]


def test_a_smaller_counter_never_overwrites_and_says_so(tx: Connection) -> None:
    assert upsert(tx, sheet, row(50, 5), key=KEY, only_if=newer)
    assert not upsert(tx, sheet, row(60, 4), key=KEY, only_if=newer)
    assert not upsert(tx, sheet, row(60, 5), key=KEY, only_if=newer)
    assert held(tx) == [("r", "one", 50, 5)]
    assert upsert(tx, sheet, row(70, 6), key=KEY, only_if=newer)
    assert held(tx) == [("r", "one", 70, 6)]


def test_calls_that_differ_in_columns_or_condition_do_not_share_a_statement(
    tx: Connection,
) -> None:
    for limit in (10, 20):

        def below(new: New, limit: int = limit) -> object:
            return new.value < limit

        upsert(tx, sheet, row(0), key=KEY)
        assert upsert(tx, sheet, row(limit - 1, 2), key=KEY, only_if=below)
        assert not upsert(tx, sheet, row(limit, 3), key=KEY, only_if=below)
        assert held(tx) == [("r", "one", limit - 1, 2)]
    assert upsert(tx, sheet, {"run": "r", "item": "one", "counter": 9}, key=KEY)
    assert held(tx) == [("r", "one", 19, 9)]


def test_another_broken_constraint_is_an_error(tx: Connection) -> None:
    with pytest.raises(IntegrityError):
        upsert(tx, sheet, {"run": "r", "item": "one", "counter": None}, key=KEY)


@hypothesis_settings(deadline=None)
@given(counters=st.lists(st.integers(0, 20), min_size=1, max_size=20))
def test_in_any_order_the_greatest_counter_wins(counters: list[int]) -> None:
    with engine.begin() as tx:
        sheet.drop(tx, checkfirst=True)
        sheet.create(tx)
        greatest = -1
        for place, counter in enumerate(counters):
            written = upsert(tx, sheet, row(place, counter), key=KEY, only_if=newer)
            assert written == (counter > greatest)
            greatest = max(greatest, counter)
        assert held(tx) == [("r", "one", counters.index(greatest), greatest)]


def test_on_postgresql_the_same_call_says_the_same_thing() -> None:
    said: list[str] = []

    class Server:
        """A connection that only listens."""

        dialect = postgresql.dialect()

        def execute(self, statement, _row):
            said.append(" ".join(str(statement.compile(dialect=self.dialect)).split()))
            return type("Done", (), {"rowcount": 0})

    assert not upsert(Server(), sheet, row(1), key=KEY, update=["value"], only_if=newer)  # type: ignore[arg-type]
    assert said[0].endswith(
        "ON CONFLICT (run, item) DO UPDATE SET value = excluded.value"
        " WHERE excluded.counter > sheet.counter"
    )
