"""What `workshop doctor` finds, and what it says to do."""

from __future__ import annotations

import shutil
import socket
from collections import namedtuple
from pathlib import Path

import pytest

from efficacy import doctor
from efficacy.doctor import Finding, examine

Usage = namedtuple("Usage", "total used free")
LOOPBACK = "127.0.0.1"


@pytest.fixture
def well(tmp_path: Path, blank_database: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a database on a machine where all is well: its only address is its own loopback."""
    shutil.copy(blank_database, tmp_path / "workshop.db")
    monkeypatch.setattr(doctor, "lan_addresses", lambda: (LOOPBACK,))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**12, 0, 10**12))
    return f"sqlite:///{tmp_path / 'workshop.db'}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def of(findings: list[Finding], what: str) -> list[Finding]:
    return [finding for finding in findings if finding.what == what]


def test_a_healthy_machine_is_well_in_every_respect(well: str) -> None:
    findings = examine(well, port=free_port())
    assert [finding.what for finding in findings] == [
        "addresses",
        "port",
        "reachability",
        "curriculum",
        "database",
        "disk",
    ]
    assert [finding for finding in findings if not finding.is_well] == []


def test_each_finding_is_a_line_that_shows_at_once_whether_to_look() -> None:
    assert str(Finding("port", True, "free")) == "ok    port: free"
    assert str(Finding("port", False, "taken")) == "LOOK  port: taken"


def test_the_addresses_are_listed_best_first(well: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "lan_addresses", lambda: (LOOPBACK, "127.0.0.2"))
    (found,) = of(examine(well, port=free_port()), "addresses")
    assert found.sentence == "127.0.0.1, 127.0.0.2"


def test_no_network_is_said_with_a_way_out(well: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "lan_addresses", tuple)
    (found,) = of(examine(well, port=free_port()), "addresses")
    assert not found.is_well
    assert "hotspot" in found.sentence


def test_a_port_that_another_program_has_is_named_with_the_next_one(well: str) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        findings = examine(well, port=port)
    (found,) = of(findings, "port")
    assert not found.is_well
    assert f"--port {port + 1}" in found.sentence
    # Whether a firewall lets phones in can be tried with a port of one's own only.
    assert of(findings, "reachability") == []


def test_after_the_last_port_there_is_none_to_name_but_the_first(
    well: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(_: int) -> socket.socket:
        raise OSError

    monkeypatch.setattr(doctor, "_listening", taken)
    (found,) = of(examine(well, port=65535), "port")
    assert "--port 8501" in found.sentence


def test_can_do_itself_on_the_port_is_well(well: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server((LOOPBACK, 0)) as running:
        port = running.getsockname()[1]
        monkeypatch.setattr(doctor, "is_up", lambda asked: asked == port)
        findings = examine(well, port=port)
    assert of(findings, "port")[0].sentence == f"Can Do is running on port {port}"
    assert of(findings, "reachability")[0].is_well


def test_an_address_that_does_not_answer_points_to_the_firewall(
    well: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[str, int]] = []

    def refuses(address: tuple[str, int], timeout: float) -> socket.socket:
        tried.append(address)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", refuses)
    monkeypatch.setattr(doctor, "is_up", lambda port: False)
    port = free_port()
    (found,) = of(examine(well, port=port), "reachability")
    assert tried == [(LOOPBACK, port)]
    assert not found.is_well
    assert LOOPBACK in found.sentence
    assert "firewall" in found.sentence


def test_the_port_is_free_again_after_the_examination(well: str) -> None:
    port = free_port()
    examine(well, port=port)
    socket.create_server(("0.0.0.0", port)).close()


def test_a_curriculum_with_a_mistake_points_to_its_check(
    well: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "curriculum" / "plans").mkdir(parents=True)
    (tmp_path / "curriculum" / "plans" / "bad.yaml").write_text("titel: x\n")
    monkeypatch.setattr(doctor, "home", lambda: tmp_path)
    (found,) = of(examine(well, port=free_port()), "curriculum")
    assert not found.is_well
    assert "workshop check" in found.sentence


@pytest.mark.parametrize("url", ["sqlite:////proc/nowhere/w.db", "mysql://x/y", "sqlite:///{tmp}"])
def test_a_database_that_cannot_be_opened_is_said_and_the_rest_is_looked_at(
    well: str, tmp_path: Path, url: str
) -> None:
    findings = examine(url.format(tmp=tmp_path), port=free_port())
    (found,) = of(findings, "database")
    assert not found.is_well
    assert len(findings) == 5
    assert of(findings, "disk") == []


def test_a_drive_where_the_database_is_slow_is_said(
    well: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("efficacy.store.sqlite.is_on_network", lambda path: True)
    found = of(examine(well, port=free_port()), "database")
    assert [finding.is_well for finding in found] == [True, False]


def test_a_full_disk_is_said_with_what_is_left(well: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**12, 10**12, 42_000_000))
    (found,) = of(examine(well, port=free_port()), "disk")
    assert not found.is_well
    assert "only 42 MB" in found.sentence


def test_the_disk_that_is_looked_at_holds_the_database_whatever_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from efficacy.store.engine import file_url

    looked: list[Path] = []
    monkeypatch.setattr(
        shutil, "disk_usage", lambda folder: looked.append(folder) or Usage(1, 0, 10**12)
    )
    folder = tmp_path / "Répertoire 1?%20 #x"
    examine(file_url(folder / "w.db"), port=free_port())
    assert looked == [folder]


def test_without_an_address_the_usual_database_is_examined(
    well: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", well)
    (found,) = of(examine(None, port=free_port()), "database")
    assert found.sentence == well.removeprefix("sqlite:///")
