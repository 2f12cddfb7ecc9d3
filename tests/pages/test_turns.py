"""A few screens draw at once; the others stand in line."""

from __future__ import annotations

import threading

import pytest

from pages._ui import turns


def test_no_more_than_a_few_draw_at_once() -> None:
    entered, leave = threading.Semaphore(0), threading.Event()
    inside, most, guard = 0, 0, threading.Lock()

    def draw() -> None:
        nonlocal inside, most
        with turns.turn():
            with guard:
                inside += 1
                most = max(most, inside)
            entered.release()
            leave.wait(10)
            with guard:
                inside -= 1

    threads = [threading.Thread(target=draw) for _ in range(turns.AT_ONCE * 3)]
    for one in threads:
        one.start()
    for _ in range(turns.AT_ONCE):
        assert entered.acquire(timeout=10)
    leave.set()
    for one in threads:
        one.join(10)
    assert most == turns.AT_ONCE


def test_a_part_of_a_page_needs_no_place_of_its_own() -> None:
    for _ in range(turns.AT_ONCE + 1):
        with turns.turn(), turns.turn():
            pass


def test_a_screen_that_breaks_gives_its_place_back() -> None:
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), turns.turn():
            raise ZeroDivisionError
    with turns.turn():
        pass
