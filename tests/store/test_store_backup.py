"""Backups of a live database, and bringing one back."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from efficacy.errors import StoreError
from efficacy.store import copies, sqlite
from efficacy.store.backup import backup, problems, restore, vacuum
from efficacy.store.engine import Store, file_url, open_store
from tests.store.house import NOON_MS, plain_account, put, settings


def at_noon() -> int:
    return NOON_MS


def inside(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, value FROM setting").fetchall())


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def saved(path: Path, **rows: str) -> Path:
    store = open_store(file_url(path))
    for name, value in rows.items():
        store.write(lambda tx, name=name, value=value: put(tx, name, value))
    store.close()
    return path


# -------------------------------------------------------------------- backup


@pytest.mark.parametrize("called", [lambda store: store, lambda store: store.url])
def test_a_backup_of_a_live_database_is_one_sound_file(
    store: Store, tmp_path: Path, called: Callable[[Store], Store | str]
) -> None:
    store.write(lambda tx: put(tx, "a", "1"))
    target = tmp_path / "out" / "copy.db"
    target.parent.mkdir()
    backup(called(store), target)
    assert names(target.parent) == {"copy.db"}
    assert inside(target) == {"a": "1"}
    assert problems(file_url(target)) == ()
    # It needs no file beside it, so a read-only medium will do.
    with closing(sqlite3.connect(f"{target.as_uri()}?immutable=1", uri=True)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_backup_while_everybody_writes_holds_a_moment(store: Store, tmp_path: Path) -> None:
    store.write(lambda tx: [put(tx, side, "0") for side in ("left", "right")])
    stop = threading.Event()

    def both() -> None:
        while not stop.is_set():
            store.write(lambda tx: tx.execute(text("UPDATE setting SET value = value + 1")))

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(both) for _ in range(4)]
        try:
            for number in range(5):
                backup(store, tmp_path / f"{number}.db")
        finally:
            stop.set()
        for done in writing:
            done.result(30)
    for number in range(5):
        copy = inside(tmp_path / f"{number}.db")
        assert copy["left"] == copy["right"]


def test_a_backup_never_replaces_a_file_unasked(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        backup(store, target)
    assert target.read_text() == "mine"
    backup(store, target, force=True)
    assert inside(target) == {}


def test_a_backup_onto_the_database_itself_is_refused_even_by_force(
    store: Store, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(path)
    for target in (path, path.parent / ".." / path.parent.name / path.name, tmp_path / "link.db"):
        with pytest.raises(StoreError, match="is the database itself"):
            backup(store, target, force=True)


def test_a_backup_into_nowhere_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no folder"):
        backup(store, tmp_path / "missing" / "copy.db")
    with pytest.raises(StoreError, match="is a folder"):
        backup(store, tmp_path, force=True)


def test_a_backup_of_nothing_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        backup(file_url(tmp_path / "missing.db"), tmp_path / "copy.db")
    assert names(tmp_path) == set()


def test_a_backup_of_a_damaged_database_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path / "data" / "workshop.db", **{f"n{i}": "x" * 1000 for i in range(300)})
    body = bytearray(path.read_bytes())
    body[40 * 4096 : 60 * 4096] = b"\xff" * (20 * 4096)
    path.write_bytes(bytes(body))
    assert problems(file_url(path))
    with pytest.raises(StoreError, match="is damaged"):
        backup(file_url(path), tmp_path / "copy.db")
    assert names(tmp_path) == {"data"}


def test_a_backup_that_fails_half_way_leaves_the_old_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    backup(store, target)
    before = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies.os, "replace", full)
    with pytest.raises(StoreError, match="No space left on device"):
        backup(store, target, force=True)
    assert target.read_bytes() == before
    assert names(tmp_path) == {"copy.db", "data"}


@pytest.mark.skipif(os.name == "nt", reason="Windows folders know no such mode")
def test_a_backup_into_a_read_only_folder_is_said(tmp_path: Path) -> None:
    path = saved(tmp_path / "data" / "workshop.db", a="1")
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    path.parent.chmod(0o755)
    with plain_account(shut), pytest.raises(StoreError, match="Permission denied"):
        backup(file_url(path), shut / "copy.db")


def test_a_database_server_is_backed_up_by_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        backup("postgresql+psycopg://me:secret@server/name", tmp_path / "copy.db")


# ------------------------------------------------------------------- restore


def test_a_backup_comes_back_and_the_replaced_database_is_kept(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(file_url(saved(path, a="1")), copy)
    saved(path, b="2")
    kept = restore(file_url(path), copy, now_ms=at_noon)
    assert kept == path.with_name("workshop-replaced-20260101-120000.db")
    assert inside(kept) == {"a": "1", "b": "2"}
    store = open_store(file_url(path))
    assert settings(store) == {"a": "1"}
    store.close()
    assert inside(copy) == {"a": "1"}


def test_restoring_twice_in_a_second_keeps_both(path: Path, tmp_path: Path) -> None:
    backup(file_url(saved(path, a="1")), tmp_path / "copy.db")
    kept = {restore(file_url(path), tmp_path / "copy.db", now_ms=at_noon) for _ in range(3)}
    assert len(kept) == 3
    assert all(copy is not None and copy.exists() for copy in kept)


def test_a_backup_comes_back_where_there_was_nothing(path: Path, tmp_path: Path) -> None:
    backup(file_url(saved(path, a="1")), tmp_path / "copy.db")
    elsewhere = tmp_path / "new" / "workshop.db"
    assert restore(file_url(elsewhere), tmp_path / "copy.db") is None
    assert inside(elsewhere) == {"a": "1"}


def test_what_a_crash_left_in_the_journal_is_kept_aside_too(path: Path, tmp_path: Path) -> None:
    backup(file_url(saved(path, a="1")), tmp_path / "copy.db")
    crashed = tmp_path / "crashed" / "workshop.db"
    crashed.parent.mkdir()
    store = open_store(file_url(path))
    store.write(lambda tx: put(tx, "b", "2"))
    # As a crash leaves it: the last rows stand in the WAL only.
    for end in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + end)
        crashed.with_name(beside.name).write_bytes(beside.read_bytes())
    store.close()
    kept = restore(file_url(crashed), tmp_path / "copy.db", now_ms=at_noon)
    assert kept is not None
    assert inside(kept) == {"a": "1", "b": "2"}
    assert inside(crashed) == {"a": "1"}


def test_a_damaged_database_is_kept_aside_as_it_is(path: Path, tmp_path: Path) -> None:
    backup(file_url(saved(path, a="1")), tmp_path / "copy.db")
    path.write_bytes(b"not a database at all " * 500)
    path.with_name("workshop.db-wal").write_bytes(b"odd")
    kept = restore(file_url(path), tmp_path / "copy.db", now_ms=at_noon)
    assert kept is not None
    assert kept.read_bytes() == b"not a database at all " * 500
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"odd"
    assert inside(path) == {"a": "1"}


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_nothing_is_restored_under_an_open_program(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr(sqlite, "is_on_network", lambda _: mode == "delete")
    backup(file_url(saved(path, a="1")), tmp_path / "copy.db")
    store = open_store(file_url(path))
    assert store.journal_mode == mode
    before = names(path.parent)
    with pytest.raises(StoreError, match="is in use"):
        restore(file_url(path), tmp_path / "copy.db")
    assert names(path.parent) == before
    store.write(lambda tx: put(tx, "b", "2"))
    assert settings(store) == {"a": "1", "b": "2"}
    store.close()
    restore(file_url(path), tmp_path / "copy.db")


def test_nothing_is_restored_under_a_database_viewer(path: Path, tmp_path: Path) -> None:
    backup(file_url(saved(path, a="1")), tmp_path / "copy.db")
    with closing(sqlite3.connect(path)) as viewer:
        viewer.execute("SELECT * FROM setting").fetchall()
        with pytest.raises(StoreError, match="is in use"):
            restore(file_url(path), tmp_path / "copy.db")
    assert names(path.parent) <= {"workshop.db", "workshop.db-in-use"}


def test_no_program_opens_a_database_that_is_being_replaced(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(file_url(saved(path, a="1")), tmp_path / "copy.db")
    really, sentences = copies.copy_into, []

    def meanwhile(source: Path, part: Path) -> None:
        really(source, part)
        with pytest.raises(StoreError) as caught:
            open_store(file_url(path), patience_s=0)
        sentences.append(str(caught.value))

    monkeypatch.setattr(copies, "copy_into", meanwhile)
    restore(file_url(path), tmp_path / "copy.db")
    assert "Another program holds the database" in sentences[0]


def test_what_is_no_backup_changes_nothing(path: Path, tmp_path: Path) -> None:
    saved(path, a="1")
    letter, other, empty, newer = (
        tmp_path / name for name in ("letter", "other", "empty", "newer")
    )
    letter.write_text("Dear counselor, " * 200)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
    empty.touch()
    backup(file_url(path), newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999_later'")
        connection.commit()
    before = names(path.parent)
    for source, words in {
        letter: "is not a database of Can Do",
        other: "is a database of another program",
        empty: "holds no database of Can Do",
        newer: "newer Can Do",
        tmp_path / "missing": "There is no database",
        path: "is the database itself",
        tmp_path: "There is no database",
    }.items():
        with pytest.raises(StoreError, match=words) as caught:
            restore(file_url(path), source)
        assert str(source) in str(caught.value)
    assert names(path.parent) == before
    assert inside(path) == {"a": "1"}


@pytest.mark.parametrize("stage", ["copy2", "replace"])
def test_a_restore_that_fails_half_way_leaves_the_present_database(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    copy = tmp_path / "copy.db"
    backup(file_url(saved(path, a="1")), copy)
    saved(path, b="2")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    owner = __import__("shutil") if stage == "copy2" else copies.os
    with monkeypatch.context() as patched:
        patched.setattr(owner, stage, full)
        with pytest.raises(StoreError, match="No space left on device"):
            restore(file_url(path), copy)
    store = open_store(file_url(path))
    assert settings(store) == {"a": "1", "b": "2"}
    store.close()
    assert not [name for name in names(path.parent) if name.endswith(".part")]


# -------------------------------------------------------------------- vacuum


def test_deleted_words_are_nowhere_on_the_disk_after_a_vacuum(store: Store, path: Path) -> None:
    secret = "Heron-" * 50
    store.write(lambda tx: put(tx, "a", secret))
    store.write(lambda tx: tx.execute(text("DELETE FROM setting")))
    assert vacuum(store)
    for file in path.parent.iterdir():
        assert b"Heron-Heron" not in file.read_bytes(), file
    store.write(lambda tx: put(tx, "b", "2"))
    assert settings(store) == {"b": "2"}


def test_a_vacuum_says_when_a_reader_kept_old_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite.raw, "__kwdefaults__", {"may_write": True, "patience_s": 0.05})
    store.write(lambda tx: put(tx, "a", "1"))
    with store.read() as tx:
        tx.execute(text("SELECT * FROM setting")).all()
        assert not vacuum(store)
    assert vacuum(store)
