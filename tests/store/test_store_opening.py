"""Opening: what is made, what is refused, and what the refusal says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from efficacy.errors import StoreError
from efficacy.store import migrate, sqlite
from efficacy.store.engine import file_url, open_store
from tests.store.house import ROOT, plain_account, put, settings


def refused(path: Path, **options: object) -> str:
    """Return the sentence with which a file is refused, after looking that it names the file."""
    with pytest.raises(StoreError) as caught:
        open_store(file_url(path), **options)  # type: ignore[arg-type]
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    return sentence


def journal(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def test_a_first_start_makes_the_folders_and_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "Müller's data #1 100% ?" / "deeper" / "workshop.db"
    store = open_store(file_url(path))
    assert settings(store) == {}
    assert store.path == path
    assert store.place == str(path)
    store.close()
    assert journal(path) == "wal"
    assert sqlite3.connect(path).execute("SELECT * FROM alembic_version").fetchall() == [
        (migrate.head(),)
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders to the user itself")
def test_what_is_personal_is_in_a_folder_of_this_user_only(tmp_path: Path) -> None:
    open_store(file_url(tmp_path / "data" / "workshop.db")).close()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_second_start_finds_what_the_first_one_saved(path: Path) -> None:
    first = open_store(file_url(path))
    first.write(lambda tx: put(tx, "a", "1"))
    first.close()
    second = open_store(file_url(path))
    assert settings(second) == {"a": "1"}
    second.close()
    assert not migrate.kept_copies(path)


def test_two_first_starts_at_the_same_moment_both_succeed(path: Path) -> None:
    together = threading.Barrier(2)

    def start(name: str) -> None:
        together.wait(30)
        store = open_store(file_url(path))
        store.write(lambda tx: put(tx, name, ""))
        store.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(start, name) for name in "ab"]:
            done.result(60)
    store = open_store(file_url(path))
    assert settings(store).keys() == {"a", "b"}
    store.close()


def test_an_export_may_open_the_file_while_the_server_has_it_open(path: Path) -> None:
    server, export = open_store(file_url(path)), open_store(file_url(path))
    server.write(lambda tx: put(tx, "a", "1"))
    assert settings(export) == {"a": "1"}
    export.close()
    server.write(lambda tx: put(tx, "b", "2"))
    server.close()


def test_an_empty_file_counts_as_none(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    open_store(file_url(path)).close()


# ------------------------------------------------------------------ bad files


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear counselor, " * 200)
    assert "is not a database of Can Do" in refused(path)
    assert path.read_text() == "Dear counselor, " * 200


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be opened" in refused(tmp_path / "file" / "workshop.db")


@pytest.mark.parametrize("tables", [["note"], ["alembic_version", "note"], ["activity_run"]])
def test_a_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, tables: list[str]
) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        for name in tables:
            other.execute(f"CREATE TABLE {name} (version_num TEXT)")
        other.commit()
    before = path.read_bytes()
    assert "is a database of another program" in refused(path)
    assert path.read_bytes() == before


def test_a_database_whose_revision_was_lost_is_refused(path: Path) -> None:
    open_store(file_url(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    assert "another program" in refused(path)


def test_a_database_of_a_newer_program_is_refused_and_left_alone(path: Path) -> None:
    open_store(file_url(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999_later'")
        connection.commit()
    before = path.read_bytes()
    sentence = refused(path)
    assert "newer Can Do" in sentence
    assert "0999_later" in sentence
    assert path.read_bytes() == before


def test_a_damaged_database_is_found_at_the_start(path: Path) -> None:
    store = open_store(file_url(path))
    for number in range(300):
        store.write(lambda tx, name=str(number): put(tx, name, "x" * 1000))
    store.close()
    body = bytearray(path.read_bytes())
    body[40 * 4096 : 60 * 4096] = b"\xff" * (20 * 4096)
    path.write_bytes(bytes(body))
    assert "workshop restore" in refused(path)
    assert path.read_bytes() == bytes(body)


def test_a_cut_off_database_is_found_at_the_start(path: Path) -> None:
    open_store(file_url(path)).close()
    path.write_bytes(path.read_bytes()[: 3 * 4096])
    assert "is damaged" in refused(path)


def test_a_database_that_another_program_holds_alone_is_refused_after_the_wait(
    path: Path,
) -> None:
    open_store(file_url(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as viewer:
        viewer.execute("PRAGMA journal_mode = DELETE")
        viewer.execute("BEGIN EXCLUSIVE")
        assert "Another program holds the database" in refused(path, patience_s=0.05)
    open_store(file_url(path)).close()


# ------------------------------------------------------------- bad places


@pytest.fixture
def shut(path: Path) -> Iterator[Path]:
    """A database in a folder, both of which only allow reading."""
    open_store(file_url(path)).close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    yield path
    path.parent.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="Windows folders know no such mode")
def test_a_read_only_place_is_said_and_left_alone(shut: Path) -> None:
    before = shut.read_bytes()
    with plain_account(shut.parent):
        assert "cannot be written" in refused(shut)
    assert shut.read_bytes() == before
    assert sorted(file.name for file in shut.parent.iterdir()) == [shut.name, f"{shut.name}-in-use"]


@pytest.mark.skipif(os.name == "nt", reason="Windows folders know no such mode")
def test_a_read_only_file_in_a_writable_folder_is_said(path: Path) -> None:
    open_store(file_url(path)).close()
    path.chmod(0o444)
    path.parent.chmod(0o777)
    (path.parent / f"{path.name}-in-use").chmod(0o666)
    with plain_account(path.parent):
        assert "cannot be written" in refused(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows folders know no such mode")
def test_a_place_where_nothing_can_be_made_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with plain_account(tmp_path):
        assert "Permission denied" in refused(tmp_path / "new" / "workshop.db")
        assert "cannot be written" in refused(tmp_path / "workshop.db")


FULL = """
import resource, sys
from efficacy.errors import StoreError
from efficacy.store.engine import open_store
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    open_store(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit to set")
def test_no_room_for_the_first_tables_is_said(path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FULL, file_url(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    assert "Check that the drive is connected and has room" in ended.stdout
    # With room again, the same start succeeds.
    open_store(file_url(path)).close()


# ------------------------------------------------------------ shared drives


def test_on_a_network_drive_the_store_writes_without_wal_and_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = open_store(file_url(path))
    local.write(lambda tx: put(tx, "a", "1"))
    local.close()
    assert journal(path) == "wal"
    monkeypatch.setattr(sqlite, "is_on_network", lambda _: True)
    store = open_store(file_url(path))
    assert store.journal_mode == "delete"
    (warning,) = store.warnings
    assert str(path) in warning
    assert "several machines share" in warning
    store.write(lambda tx: put(tx, "b", "2"))
    assert settings(store) == {"a": "1", "b": "2"}
    store.close()
    assert journal(path) == "delete"


def test_a_drive_that_cannot_share_memory_is_found_by_trying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SQLite's dot-file locking has no shared memory, like many network drives.
    def without_shared_memory(path: Path, **_: object) -> sqlite3.Connection:
        address = f"{path.as_uri()}?vfs=unix-dotfile"
        return sqlite3.connect(address, uri=True, isolation_level=None)

    monkeypatch.setattr(sqlite, "raw", without_shared_memory)
    mode, warnings = sqlite.settle_journal(tmp_path / "workshop.db")
    assert mode == "delete"
    assert len(warnings) == 1


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL])
def test_a_drive_that_fails_at_the_first_use_of_wal_falls_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    tried = []
    really = sqlite._tried

    def failing(path: Path, mode: str, *, patience_s: float) -> bool:
        tried.append(mode)
        if mode == "wal":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = code
            raise error
        return really(path, "delete", patience_s=patience_s)

    monkeypatch.setattr(sqlite, "_tried", failing)
    assert sqlite.settle_journal(tmp_path / "workshop.db")[0] == "delete"
    assert tried == ["wal", "delete"]
