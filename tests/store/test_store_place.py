"""Addresses and folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from efficacy.errors import StoreError
from efficacy.store import place
from efficacy.store.engine import (
    data_folder,
    default_url,
    file_url,
    open_store,
    own_folder,
)


def test_the_default_is_a_file_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKSHOP_DATABASE_URL", raising=False)
    assert place.path_of(default_url()) == data_folder() / "workshop.db"
    assert data_folder().name == "Can Do"
    assert data_folder().is_absolute()


def test_the_environment_names_another_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", "sqlite:////somewhere/else.db")
    assert default_url() == "sqlite:////somewhere/else.db"


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", "")
    assert place.path_of(default_url()) == data_folder() / "workshop.db"


def test_a_store_opens_the_default_when_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", place.file_url(tmp_path / "named.db"))
    store = open_store()
    store.close()
    assert store.path == tmp_path / "named.db"


@hypothesis_settings(deadline=None)
@given(name=st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1))
def test_any_file_name_survives_being_an_address(name: str) -> None:
    path = Path("/folder") / f"x{name}"
    assert place.path_of(place.file_url(path)) == path


def test_a_relative_path_counts_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place.path_of("sqlite:///here.db") == tmp_path / "here.db"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "workshop.db",
        "/home/me/workshop.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://server/name",
        "postgresql://server/name",
        "postgresql+psycopg://server",
        "sqlite+aiosqlite:///x.db",
        "postgresql+psycopg://server:port/name",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StoreError, match="Expected sqlite:///path/to/workshop"):
        place.path_of(url)


def test_a_password_is_never_shown() -> None:
    url = "postgresql+psycopg://counselor:secret@server/can_do"
    assert place.path_of(url) is None
    assert place.shown(url) == "postgresql+psycopg://counselor:***@server/can_do"
    with pytest.raises(StoreError) as caught:
        place.path_of("mysql://counselor:secret@server/name")
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(StoreError, match="needs the package psycopg") as caught:
        open_store("postgresql+psycopg://counselor:secret@server/can_do")
    assert "secret" not in str(caught.value)


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /home rw shared:5 - nfs4 server:/home rw,vers=4.2
41 40 8:2 / /home/local\\040disk rw shared:6 - xfs /dev/sdb1 rw
42 22 0:40 / /mnt rw - ext4 /dev/sdc1 rw
43 22 0:41 / /mnt rw - cifs //school/share rw
odd line
""".splitlines()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/workshop.db", "ext4"),
        ("/home/counselor", "nfs4"),
        ("/homework", "ext4"),
        ("/home/local disk/data", "xfs"),
        ("/mnt/data", "cifs"),
    ],
)
def test_the_nearest_mount_decides_what_kind_of_drive_it_is(path: str, kind: str) -> None:
    assert place.file_system(Path(path), MOUNTS) == kind


def test_nothing_is_claimed_about_an_unknown_system() -> None:
    assert place.file_system(Path("/x"), []) == ""


def test_this_machines_own_folder_is_not_on_the_network(tmp_path: Path) -> None:
    assert not place.is_on_network(tmp_path)


def test_content_of_ones_own_lies_beside_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKSHOP_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert own_folder() == data_folder() / "own-curriculum"
    trial = file_url(tmp_path / "trial" / "workshop.db")
    assert own_folder(trial) == tmp_path / "trial" / "own-curriculum"
    server = "postgresql+psycopg://someone@localhost/workshop"
    assert own_folder(server) == data_folder() / "own-curriculum"
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", trial)
    assert own_folder() == tmp_path / "trial" / "own-curriculum"
