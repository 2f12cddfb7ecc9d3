"""Which page a request came from."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from efficacy.errors import NotAllowed
from efficacy.web.origin import is_same_origin, require_same_origin


def headers(host: str = "192.168.1.20:8501", **more: str) -> Headers:
    return Headers({"host": host, **more})


@pytest.mark.parametrize(
    "sent",
    [
        {"origin": "http://192.168.1.20:8501"},
        {"origin": "https://192.168.1.20:8501"},
        {"origin": "HTTP://192.168.1.20:8501"},
        {"referer": "http://192.168.1.20:8501/j/bidoka?x=1"},
        {"origin": "http://192.168.1.20:8501", "referer": "http://evil.test/"},
    ],
)
def test_our_own_pages_are_heard(sent: dict[str, str]) -> None:
    assert is_same_origin(headers(**sent))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"origin": "null"},
        {"origin": "http://evil.test"},
        {"origin": "http://192.168.1.20"},
        {"origin": "http://192.168.1.20:85010"},
        {"origin": "http://192.168.1.20:8501.evil.test"},
        {"origin": "http://evil.test/192.168.1.20:8501"},
        {"origin": "http://192.168.1.20:8501@evil.test"},
        {"origin": "file://192.168.1.20:8501"},
        {"origin": "http://evil.test", "referer": "http://192.168.1.20:8501/"},
        {"referer": "http://evil.test/?192.168.1.20:8501"},
        {"origin": "http://[broken"},
    ],
)
def test_pages_of_others_are_not(sent: dict[str, str]) -> None:
    assert not is_same_origin(headers(**sent))
    with pytest.raises(NotAllowed, match="not sent from a page of Can Do"):
        require_same_origin(headers(**sent))


def test_the_usual_port_may_be_left_out() -> None:
    assert is_same_origin(headers("room.test", origin="http://room.test:80"))
    assert is_same_origin(headers("room.test:443", origin="https://room.test"))
    assert not is_same_origin(headers("room.test:8501", origin="http://room.test"))


def test_without_a_host_nothing_is_ours() -> None:
    assert not is_same_origin(Headers({"origin": "http://"}))
