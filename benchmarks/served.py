"""A server of its own for a benchmark or a test: the real command, in a process of its own.

It listens on a free port, keeps its answers in a database made for the occasion,
and is looked at from outside: `/health`, processor time, memory.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"
START_S = 60.0  # a loaded machine is slow; the target has a test of its own
STOP_S = 15.0
_LOOK_S = 0.02

# What the server process calls, written down by a hook of Python's own.
_WATCH = """
import os, sys

_FILE = os.environ["CAN_DO_CALLS"]


def _hear(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        what = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        kind = "" if event == "socket.getaddrinfo" else arguments[0].type.name
        with open(_FILE, "a", encoding="utf-8") as file:
            file.write(f"{event}\\t{kind}\\t{what!r}\\n")


sys.addaudithook(_hear)
"""


def free_port() -> int:
    """Return a port that nobody listens on right now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


class Server:
    """Can Do in a process of its own.

    Parameters
    ----------
    folder : Path
        Where the database, the log and the record of calls lie.
    is_watched : bool
        Whether every connection that the process makes is written down.
    """

    def __init__(self, folder: Path, *, port: int | None = None, is_watched: bool = False) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.database = folder / "room.db"
        self.url = f"sqlite:///{self.database}"
        self.log = folder / "server.log"
        self.calls = folder / "calls.tsv"
        self._is_watched = is_watched
        self._process: subprocess.Popen[bytes] | None = None

    # ------------------------------------------------------- start and stop

    def start(self) -> float:
        """Start the real command; return the seconds until `/health` answered."""
        began = time.perf_counter()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "efficacy.cli",
                    "--port",
                    str(self.port),
                    "--no-browser",
                    "--database",
                    self.url,
                ],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while not self.is_up():
            if self._process.poll() is not None:
                raise RuntimeError(f"The server ended by itself:\n{self.said()[-3000:]}")
            if time.perf_counter() - began > START_S:
                self.kill()
                raise RuntimeError(f"No answer within {START_S:.0f} s:\n{self.said()[-3000:]}")
            threading.Event().wait(_LOOK_S)
        return time.perf_counter() - began

    def stop(self, how: int = signal.SIGINT) -> float:
        """Ask the server to end; return the seconds until it had.

        Raises
        ------
        subprocess.TimeoutExpired
            If it had not ended after fifteen seconds; it is killed then.
        """
        process, began = self._running(), time.perf_counter()
        process.send_signal(how)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._process = None
        return time.perf_counter() - began

    def kill(self) -> None:
        """End the server as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("The server is not running.")
        return self._process

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WORKSHOP_", "STREAMLIT_"))
        }
        paths = [str(ROOT)]
        if self._is_watched:
            hook = self.folder / "watch"
            hook.mkdir(exist_ok=True)
            (hook / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
            paths.insert(0, str(hook))
            kept["CAN_DO_CALLS"] = str(self.calls)
        return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}

    # ----------------------------------------------------- seen from outside

    @property
    def pid(self) -> int:
        """The process id."""
        return self._running().pid

    def is_up(self) -> bool:
        """Return whether `/health` answers."""
        with contextlib.suppress(urllib.error.URLError, OSError):
            address = f"http://{LOOPBACK}:{self.port}/health"
            with urllib.request.urlopen(address, timeout=2) as reply:
                return bool(reply.status == 200)
        return False

    def said(self) -> str:
        """Return what the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def setup_token(self) -> str:
        """Return the token of the one-time link that the first start printed."""
        found = re.findall(r"/setup\?token=(\S+)", self.said())
        if not found:
            raise RuntimeError(f"No set-up link was printed:\n{self.said()[-3000:]}")
        return str(found[-1])

    def processor_s(self) -> float | None:
        """Return the processor seconds used so far; None where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float | None:
        """Return the memory in use now, in MB; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return None
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else None

    def calls_outside(self) -> list[str]:
        """Return every call that left this machine or asked for a name, as written down."""
        if not self.calls.exists():
            return []
        lines = self.calls.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if not _stays_here(line)]


def _stays_here(call: str) -> bool:
    event, kind, what = call.split("\t", 2)
    here = ("'127.", "'::1'", "'0.0.0.0'", "'localhost'", "None")
    if event == "socket.getaddrinfo":
        return what.startswith(here)
    if what.startswith("("):  # an address and a port; anything else is a socket in a file
        # A datagram socket that is only connected sends nothing: the routing table is asked.
        asks_the_way = event == "socket.connect" and kind == "SOCK_DGRAM" and what.endswith(", 9)")
        return asks_the_way or what[1:].startswith(here)
    return True
