"""What `workshop doctor` looks at: the things that break a room."""

from __future__ import annotations

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from efficacy.errors import CanDoError
from efficacy.greeting import is_up
from efficacy.home import home
from efficacy.web.addresses import lan_addresses

ENOUGH_DISK_MB = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do where it is not well."""

    what: str
    is_well: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.is_well else 'LOOK'}  {self.what}: {self.sentence}"


def examine(database: str | None, *, port: int) -> list[Finding]:
    """Return what was found, in the order in which a room needs it."""
    return [
        _addresses(),
        *_port_and_reach(port),
        _curriculum(),
        *_database(database),
    ]


def _addresses() -> Finding:
    found = lan_addresses()
    if found:
        return Finding("addresses", True, ", ".join(found))
    return Finding(
        "addresses",
        False,
        "this machine has no address that a room could reach. Join the room's Wi-Fi, or open a "
        "hotspot on this machine or a phone.",
    )


def _port_and_reach(port: int) -> list[Finding]:
    if is_up(port):
        return [Finding("port", True, f"Can Do is running on port {port}"), _reach(port)]
    try:
        with _listening(port):
            return [Finding("port", True, f"port {port} is free"), _reach(port)]
    except OSError:
        return [
            Finding(
                "port",
                False,
                f"another program uses port {port}. Close it, or start with "
                f"`workshop --port {port + 1 if port < 65535 else 8501}`.",
            )
        ]


def _listening(port: int) -> socket.socket:
    # Nobody accepts: the system completes connections to a listening port by itself.
    return socket.create_server(("0.0.0.0", port), backlog=16)


def _reach(port: int) -> Finding:
    """Reach the port by the address that the room would use, from this machine."""
    unreachable = []
    for address in lan_addresses():
        try:
            socket.create_connection((address, port), timeout=2).close()
        except OSError:
            unreachable.append(address)
    if unreachable:
        return Finding(
            "reachability",
            False,
            f"{', '.join(unreachable)} does not answer on port {port}. A firewall may block it: "
            "allow Python in the firewall's settings for private networks.",
        )
    return Finding(
        "reachability",
        True,
        "this machine answers on its own addresses. Whether the room's Wi-Fi lets devices see "
        "each other shows only from a phone: open the room's address on yours.",
    )


def _curriculum() -> Finding:
    from efficacy.content.library import Library

    try:
        plans = Library(home() / "curriculum").plans()
    except CanDoError as problem:
        return Finding("curriculum", False, f"{problem} Run `workshop check`.")
    return Finding("curriculum", True, f"{len(plans)} plan(s)")


def _database(database: str | None) -> list[Finding]:
    from efficacy.store.engine import default_url, open_store

    url = database or default_url()
    try:
        store = open_store(url)
    except CanDoError as problem:
        return [Finding("database", False, str(problem))]
    try:
        warnings = [Finding("database", False, warning) for warning in store.warnings]
        return [Finding("database", True, store.place), *warnings, _disk(store.path)]
    finally:
        store.close()


def _disk(file: Path | None) -> Finding:
    if file is None:
        return Finding("disk", True, "the database is kept by a database server")
    free_mb = shutil.disk_usage(file.parent).free // 1_000_000
    if free_mb < ENOUGH_DISK_MB:
        return Finding(
            "disk",
            False,
            f"only {free_mb} MB are free where the answers are kept. Free at least "
            f"{ENOUGH_DISK_MB} MB before a session.",
        )
    return Finding("disk", True, f"{free_mb} MB free")
