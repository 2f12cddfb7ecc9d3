"""A TCP proxy that breaks the way a room's Wi-Fi breaks, on loopback only.

``context.set_offline`` never triggers what a real loss does to a page, so the
faults are made on the wire: connections are reset, packets are held, or new
connections go unanswered. Everything is bounded and ends with the proxy.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
from enum import StrEnum

LOOPBACK = "127.0.0.1"
CHUNK = 65_536


class Weather(StrEnum):
    """What the network is like."""

    UP = "up"
    RESET = "reset"  # every connection is reset at once, new ones too
    HOLD = "hold"  # connections stand, no packet gets through
    LOSS = "loss"  # connections stand silent and new ones are never answered


class FaultProxy:
    """Stand between browsers and the server; change the weather at any time."""

    def __init__(self, target_port: int) -> None:
        self.target_port = target_port
        self.weather = Weather.UP
        self._listener = socket.create_server((LOOPBACK, 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._unanswered: list[socket.socket] = []
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._wake_in, self._wake_out = socket.socketpair()
        self._selector.register(self._wake_out, selectors.EVENT_READ)
        self._stopping = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def set(self, weather: Weather) -> None:
        """Change the weather, now."""
        self.weather = weather
        self._wake_in.send(b".")

    def close(self) -> None:
        """End all connections and the proxy."""
        self._stopping = True
        self._wake_in.send(b".")
        self._thread.join(timeout=5)

    # The thread owns all sockets; the weather is the only thing shared.

    def _run(self) -> None:
        while not self._stopping:
            for key, _ in self._selector.select():
                sock = key.fileobj
                if sock is self._wake_out:
                    self._wake_out.recv(1024)
                    self._weather_changed()
                elif sock is self._listener:
                    self._accept()
                elif isinstance(sock, socket.socket) and sock in self._pairs:
                    self._pump(sock)
        for sock in [*self._pairs, *self._unanswered]:
            sock.close()
        self._listener.close()
        self._selector.close()

    def _weather_changed(self) -> None:
        if self.weather is Weather.RESET:
            for sock in list(self._pairs):
                self._reset(sock)
        if self.weather in (Weather.UP, Weather.RESET):
            # Nobody waits for an answer across a change of weather: connect again.
            for sock in self._unanswered:
                _close_with_reset(sock)
            self._unanswered.clear()
        reading = self.weather is Weather.UP
        for sock in self._pairs:
            self._listen_to(sock, reading)

    def _listen_to(self, sock: socket.socket, reading: bool) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(sock)
        if reading:
            self._selector.register(sock, selectors.EVENT_READ)

    def _accept(self) -> None:
        browser, _ = self._listener.accept()
        if self.weather is Weather.RESET:
            _close_with_reset(browser)
            return
        if self.weather in (Weather.HOLD, Weather.LOSS):
            self._unanswered.append(browser)
            return
        try:
            server = socket.create_connection((LOOPBACK, self.target_port), timeout=5)
        except OSError:
            _close_with_reset(browser)
            return
        server.settimeout(5)
        browser.settimeout(5)
        for one, other in ((browser, server), (server, browser)):
            self._pairs[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _pump(self, sock: socket.socket) -> None:
        try:
            data = sock.recv(CHUNK)
            if data:
                self._pairs[sock].sendall(data)
                return
        except OSError:
            self._reset(sock)
            return
        self._drop(sock, socket.socket.close)

    def _reset(self, sock: socket.socket) -> None:
        self._drop(sock, _close_with_reset)

    def _drop(self, sock: socket.socket, close) -> None:
        other = self._pairs.pop(sock, None)
        for one in (sock, other):
            if one is None:
                continue
            self._pairs.pop(one, None)
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(one)
            with contextlib.suppress(OSError):
                close(one)


def _close_with_reset(sock: socket.socket) -> None:
    # Lingering for no time makes the kernel send RST in place of FIN.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()
