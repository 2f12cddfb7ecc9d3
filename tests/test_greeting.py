"""What the terminal says at the start."""

from __future__ import annotations

import io
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from efficacy import greeting
from efficacy.services import access
from efficacy.services.workshop import Workshop
from tests.cast import PASSPHRASE

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def two_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine be in two networks."""
    monkeypatch.setattr(greeting, "lan_addresses", lambda: ("192.168.1.20", "10.0.0.5"))


def test_the_first_start_prints_a_link_that_makes_a_facilitator(
    workshop: Workshop, capsys: Printed
) -> None:
    link = greeting.greet(workshop, port=8501)
    printed = capsys.readouterr().out
    assert link in printed
    assert link.startswith("http://localhost:8501/setup?token=")
    token = link.partition("token=")[2]
    access.become_facilitator(workshop, token, name="Rosa", passphrase=PASSPHRASE)


def test_a_second_first_start_makes_the_older_link_worthless(workshop: Workshop) -> None:
    old, new = (greeting.greet(workshop, port=8501).partition("token=")[2] for _ in range(2))
    assert not access.setup_link_is_open(workshop, old)
    assert access.setup_link_is_open(workshop, new)


def test_once_somebody_is_set_up_no_link_is_made(workshop: Workshop, capsys: Printed) -> None:
    token = greeting.greet(workshop, port=8501).partition("token=")[2]
    access.become_facilitator(workshop, token, name="Rosa", passphrase=PASSPHRASE)
    capsys.readouterr()
    assert greeting.greet(workshop, port=8501) == "http://localhost:8501/"
    printed = capsys.readouterr().out
    assert "setup" not in printed
    assert "First start" not in printed


def test_all_addresses_stand_there_with_the_port_the_likeliest_first(
    workshop: Workshop, capsys: Printed
) -> None:
    greeting.greet(workshop, port=9000)
    printed = capsys.readouterr().out
    found = re.findall(r"http://\S+", printed)
    assert found[:3] == [
        "http://localhost:9000/",
        "http://192.168.1.20:9000/",
        "http://10.0.0.5:9000/",
    ]


def test_the_place_of_the_answers_is_printed(workshop: Workshop, capsys: Printed) -> None:
    greeting.greet(workshop, port=8501)
    assert str(workshop.store.path) in capsys.readouterr().out


def test_the_qr_code_leads_to_the_room_and_never_to_this_machine_itself(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(greeting, "_qr", lambda address: drawn.append(address) or "[]")
    greeting.greet(workshop, port=8501)
    assert drawn == ["http://192.168.1.20:8501/"]


def test_a_qr_code_is_drawn_with_blocks(workshop: Workshop, capsys: Printed) -> None:
    greeting.greet(workshop, port=8501)
    assert "█" in capsys.readouterr().out


def test_a_terminal_that_has_no_blocks_gets_the_address_alone(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", old)
    greeting.greet(workshop, port=8501)
    old.seek(0)
    printed = old.read()
    assert "http://192.168.1.20:8501/" in printed
    assert printed.isascii()


def test_without_a_network_it_says_what_to_do_and_draws_no_code(
    workshop: Workshop, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(greeting, "lan_addresses", tuple)
    greeting.greet(workshop, port=8501)
    printed = capsys.readouterr().out
    assert "no network found" in printed
    assert "█" not in printed


def test_no_line_is_wider_than_a_small_terminal_but_for_the_link(
    workshop: Workshop, capsys: Printed
) -> None:
    greeting.greet(workshop, port=8501)
    lines = capsys.readouterr().out.splitlines()
    wide = [line for line in lines if len(line) > 80 and "token=" not in line]
    assert [line for line in wide if str(workshop.store.path) not in line] == []


@pytest.mark.parametrize(("status", "expected"), [(200, True), (500, False), (404, False)])
def test_only_a_server_that_says_it_is_well_is_up(status: int, expected: bool) -> None:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.handle_request, daemon=True)
        thread.start()
        assert greeting.is_up(server.server_port) is expected
        thread.join(5)


def test_where_nobody_listens_nothing_is_up() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert not greeting.is_up(port)
