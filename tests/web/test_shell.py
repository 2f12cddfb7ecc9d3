"""What surrounds every request: our shell, Streamlit's files, headers, unknown addresses."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from efficacy import __version__
from efficacy.home import home
from efficacy.web import assets, bundle, runtime, server, shell
from efficacy.web.security import app_policy
from tests.cast import Room
from tests.web.house import Browser, sentence, words

PAGES = [
    "/console",
    "/cohorts",
    "/people",
    "/results",
    "/curriculum",
    "/stories",
    "/settings",
    "/projector",
]


# ---------------------------------------------------------------------- shell


@pytest.mark.parametrize("path", PAGES)
def test_a_screen_starts_with_our_title_language_and_icon(phone: Browser, path: str) -> None:
    text = phone.get(path).text
    assert "<title>Can Do</title>" in text
    assert '<html lang="en">' in text
    assert assets.url("icon.svg") in text
    assert "Streamlit" not in re.sub(r"StreamlitMarkdown", "", text)


@pytest.mark.parametrize("path", PAGES)
def test_a_screen_names_no_address_outside(phone: Browser, path: str) -> None:
    text = phone.get(path).text
    assert re.findall(r"https?://", text) == []
    assert "openapi" not in text


def test_the_shell_still_starts_streamlit(phone: Browser) -> None:
    text = phone.get("/console").text
    assert '<div id="root"></div>' in text
    assert re.search(r'<script type="module" crossorigin src="\./static/js/index\.', text)
    assert text.lstrip().lower().startswith("<!doctype html>")


def test_only_a_participants_screen_asks_first(phone: Browser, room: Room) -> None:
    phone.joins(room.code, "Heron")
    assert 'location.replace("/join")' in phone.get("/room").text
    for path in PAGES:
        assert "/join" not in phone.get(path).text


def test_scripts_inline_are_the_ones_whose_hash_is_named(phone: Browser, room: Room) -> None:
    phone.joins(room.code, "Heron")
    reply = phone.get("/room")
    policy = reply.headers["content-security-policy"]
    inline = re.findall(r"<script>(.*?)</script>", reply.text, re.DOTALL)
    assert len(inline) == 2
    for script in inline:
        assert f"'sha256-{shell._hash(script)}'" in policy
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts
    assert "unsafe-inline" not in scripts[1]


def test_the_shell_is_sent_compressed_to_who_takes_that(phone: Browser) -> None:
    packed = phone.get("/console", **{"Accept-Encoding": "gzip"})
    plain = phone.get("/console", **{"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert packed.headers["cache-control"] == "no-cache"


# ------------------------------------------------------------------- headers


def test_every_answer_carries_the_security_headers(phone: Browser, room: Room) -> None:
    paths = [
        "/",
        "/join",
        f"/j/{room.code}",
        "/j/none00",
        "/return",
        "/login",
        "/setup",
        "/health",
        "/console",
        "/nowhere",
        f"/qr/{room.code}.svg",
        "/files/workbook/x",
        "/_stcore/health",
        bundle.first_files()[0],
        "/static/none.js",
        "/assets/none.js",
        str(assets.url("style.css")),
    ]
    for path in paths:
        headers = phone.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert headers["x-frame-options"] == "DENY", path
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy, path
        hosts = re.findall(r"[a-z]+://[^\s;]+", policy)
        assert set(hosts) <= {"ws://room.test:8501", "wss://room.test:8501"}, path
        assert "unsafe-eval" not in policy


def test_our_own_pages_allow_nothing_inline(phone: Browser, room: Room) -> None:
    reply = phone.get(f"/j/{room.code}")
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert "<style" not in reply.text
    assert " style=" not in reply.text
    assert re.findall(r"<script(?![^>]*src=)[^>]*>", reply.text) == []
    assert re.findall(r"\son[a-z]+=", reply.text) == []


@pytest.mark.parametrize("host", ["evil.test; script-src *", "a b", "x\ny", "", "a,b", "[::1"])
def test_a_host_header_cannot_widen_the_policy(host: str) -> None:
    assert app_policy(host) == app_policy("")


@pytest.mark.parametrize("host", ["room.test", "192.168.1.20:8501", "[::1]:8501"])
def test_the_sockets_address_is_named_in_full(host: str) -> None:
    assert f"ws://{host} wss://{host};" in app_policy(host)


# --------------------------------------------------------------- no such page


@pytest.mark.parametrize("path", ["/nowhere", "/pages/main.py", "/wp-admin", "/room/x", "/a//b"])
def test_an_unknown_address_is_a_sentence(phone: Browser, path: str) -> None:
    reply = phone.get(path)
    assert reply.status_code == 404
    assert "no page at this address" in sentence(reply)
    assert phone.post(path).status_code == 404


def test_streamlits_own_addresses_are_passed_on(phone: Browser) -> None:
    assert phone.get("/_stcore/health").text == "streamlit"
    # Its browser part looks for them below a page's address first and needs a plain no.
    assert phone.get("/room/_stcore/health").status_code == 404


def test_every_route_of_ours_is_let_through_to() -> None:
    paths = {route.path.split("/")[1] for route in server.routes()}  # type: ignore[attr-defined]
    assert paths == shell.ROUTES


# --------------------------------------------------------- Streamlit's own files


def test_what_a_first_screen_needs_is_found_compressed_and_kept(phone: Browser) -> None:
    paths = bundle.first_files()
    assert any("/BidiComponent." in path for path in paths)
    assert any(path.endswith(".css") for path in paths)
    plain = packed = 0
    for path in paths:
        reply = phone.get(path, **{"Accept-Encoding": "gzip, br"})
        assert reply.status_code == 200, path
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert reply.headers["vary"] == "Accept-Encoding"
        plain += len(reply.content)
        packed += int(reply.headers["content-length"])
    assert packed < plain * 0.55


def test_compressed_and_plain_are_the_same_file(phone: Browser) -> None:
    path = next(one for one in bundle.first_files() if one.endswith(".css"))
    file = bundle.load(path)
    assert file is not None
    assert file.zipped is not None
    assert gzip.decompress(file.zipped.body) == file.plain.body
    reply = phone.get(path, **{"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in reply.headers
    assert reply.content == file.plain.body
    assert reply.headers["content-type"].startswith("text/css")


def test_fonts_are_not_compressed_again(phone: Browser) -> None:
    path = next(one for one in bundle.first_files() if one.endswith(".woff2"))
    reply = phone.get(path)
    assert "content-encoding" not in reply.headers
    assert reply.headers["content-type"] == "font/woff2"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/..%2findex.html",
        "/static/js/../../../__init__.py",
        "/static/%2e%2e/%2e%2e/__init__.py",
        "/static//etc/passwd",
        "/static/js",
        "/static/",
        "/static/\x00",
        "/static/js/none.js",
    ],
)
def test_only_files_of_that_folder_are_served(phone: Browser, path: str) -> None:
    reply = phone.client.request("GET", f"http://room.test:8501{path.replace(chr(0), '%00')}")
    assert reply.status_code == 404
    assert "import" not in reply.text


def test_unknown_names_are_not_remembered() -> None:
    before = len(bundle._files)
    for number in range(20):
        assert bundle.load(f"/static/js/none{number}.js") is None
    assert len(bundle._files) == before


def test_the_same_file_is_compressed_once_however_many_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    reads: list[str] = []
    real = bundle._read
    monkeypatch.setattr(bundle, "_files", {})
    monkeypatch.setattr(bundle, "_read", lambda path: (reads.append(path), real(path))[1])
    path = bundle.first_files()[0]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(bundle.load, [path] * 16))
    assert len({id(one) for one in found}) == 1
    assert reads == [path]


# ------------------------------------------------------------------ our files


def test_our_files_are_served_under_names_that_hold_their_hash(phone: Browser) -> None:
    for name, kind in [("style.css", "text/css"), ("entry.js", "text/javascript")]:
        address = assets.url(name)
        assert address is not None
        reply = phone.get(address)
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith(kind)
        assert "immutable" in reply.headers["cache-control"]
        assert reply.content == (Path(assets.__file__).parent / name).read_bytes()


def test_the_screens_files_have_the_names_that_the_screens_use() -> None:
    for path in (home() / "pages" / "_ui" / "browser").glob("*.[cj]s*"):
        address = assets.url(path.name)
        assert address is not None
        assert re.match(rf"^/assets/{path.stem}\.[0-9a-f]{{12}}{path.suffix}$", address)
        assert assets.content(address.removeprefix("/assets/")) == path.read_bytes()


@pytest.mark.parametrize("name", ["none.js", "style.css", "..%2froutes.py", "%2e%2e%2fentry.py"])
def test_nothing_else_is_an_asset(phone: Browser, name: str) -> None:
    assert phone.get(f"/assets/{name}").status_code == 404


# --------------------------------------------------------------------- health


def test_health_says_version_and_start(phone: Browser) -> None:
    assert phone.get("/health").json() == {
        "status": "ok",
        "boot": runtime.get_hub().boot,
        "version": __version__,
    }


def test_the_start_page_speaks_the_browsers_language_where_there_is_one(phone: Browser) -> None:
    for wanted in ("xx, *;q=0.1", "en-GB,en;q=0.9", "", ",,;;", "../../etc"):
        reply = phone.get("/join", **{"Accept-Language": wanted})
        assert '<html lang="en">' in reply.text
        assert "Join your room" in words(reply)
