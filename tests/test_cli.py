"""The `workshop` command as people type it: what is printed, where, and the exit code."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from openpyxl import load_workbook
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from benchmarks.served import Server
from efficacy import __version__, cli
from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services import access, facilitate, participate, present
from efficacy.services.workshop import Workshop, system_now_ms
from efficacy.simulate import simulate
from efficacy.store import engine
from efficacy.store.engine import open_store
from tests.cast import PASSPHRASE

ROOT = Path(__file__).resolve().parents[1]


class Said(NamedTuple):
    """What a call of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]


Call = Callable[..., Said]


@pytest.fixture
def url(tmp_path: Path, blank_database: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of an empty database; the user's own is out of reach."""
    shutil.copy(blank_database, tmp_path / "workshop.db")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("WORKSHOP_DATABASE_URL", raising=False)
    return f"sqlite:///{tmp_path / 'workshop.db'}"


@pytest.fixture
def call(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return the command, run in this process on the empty database unless told otherwise."""

    def run(*words: object, database: str | None = url) -> Said:
        before = ["--database", database] if database else []
        monkeypatch.setattr(sys, "argv", ["workshop", *before, *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        return Said(int(left.value.code or 0), out, err)

    return run


@pytest.fixture
def looks(url: str) -> Iterator[Workshop]:
    """Return a look into the same database from beside."""
    store = open_store(url)
    yield Workshop(store=store, library=None)  # type: ignore[arg-type]
    store.close()


def real(*words: object, cwd: Path, **variables: str) -> Said:
    """Run the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "efficacy.cli", *map(str, words)],
        cwd=cwd,
        timeout=60,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "XDG_DATA_HOME": str(cwd / "data"),
            "NO_COLOR": "1",
            **variables,
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def is_a_sentence(said: Said) -> None:
    """What a user reads when something is wrong: words, on standard error, no traceback."""
    assert said.code == 1, said
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.strip().endswith("."), said.err
    assert len(said.err.strip().splitlines()) == 1, said.err


# --------------------------------------------------------------- being called


def test_the_version_is_printed(call: Call) -> None:
    assert call("--version") == Said(0, f"Can Do {__version__}\n", "")


def test_help_names_every_command_of_the_manual(call: Call) -> None:
    said = call("--help")
    assert said.code == 0
    commands = (
        "demo",
        "check",
        "simulate",
        "export",
        "template",
        "import",
        "handouts",
        "analyse",
        "doctor",
        "backup",
        "restore",
        "purge",
        "facilitator",
    )
    assert [word for word in commands if word not in said.out] == []


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("--dance",),
        ("export",),
        ("export", "abc"),
        ("simulate",),
        ("backup",),
        ("--port", "70000"),
        ("--port", "none"),
        ("facilitator",),
        ("facilitator", "add"),
        ("simulate", "--plan", "starter-45", "--mode", "open"),
        ("export", "a", "b.xlsx", "--kind", "x"),
        ("template", "abc"),
        ("template", "a", "b.xlsx", "--new", "-1"),
        ("import", "abc"),
        ("handouts", "abc"),
        ("handouts", "abc", "x", "--session", "0"),
        ("handouts", "abc", "x", "--paper", "a3"),
        ("analyse", "a.csv", "--pre", "x"),
        ("analyse", "a.csv", "--pre", "x", "--post", "y", "--reliability", "much"),
    ],
)
def test_a_wrong_call_is_code_2_and_says_how_it_goes(call: Call, words: tuple[str, ...]) -> None:
    said = call(*words)
    assert said.code == 2
    assert "Traceback" not in said.err
    assert "Usage" in said.err + said.out


@pytest.mark.parametrize(
    "words",
    [
        ("simulate", "--plan", "starter-45"),
        ("export", "abc", "f.xlsx"),
        ("template", "abc", "f.xlsx"),
        ("import", "abc", "f.xlsx"),
        ("handouts", "abc", "folder"),
        ("doctor",),
        ("backup", "f.db"),
        ("restore", "f.db"),
        ("purge",),
        ("facilitator", "add", "Rosa"),
        ("demo",),
        ("check",),
    ],
    ids=lambda words: words[0],
)
def test_every_command_takes_the_database_before_and_after_its_name(
    call: Call, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is no database, and each that opens one says so either way."""
    monkeypatch.setattr(cli, "_check_port", lambda port: None)
    no = "mysql://x/y"
    before, after = call(*words, database=no), call(*words, "--database", no, database=None)
    assert (before.code, before.err) == (after.code, after.err)
    if words[0] == "check":
        assert before.code == 0
    else:
        assert "is not an address of a database" in before.err + before.out


def test_the_database_after_the_name_counts_more(call: Call, url: str) -> None:
    assert call("purge", "--database", url, database="mysql://x/y").code == 0


def test_without_an_address_the_variable_names_the_database(
    call: Call, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", "sqlite:////proc/no/such/place.db")
    said = call("purge", database=None)
    is_a_sentence(said)
    assert "/proc/no/such/place.db" in said.err


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite:////proc/nowhere/w.db", "cannot be opened"),
        ("sqlite:///{tmp}", "is a folder"),
        ("sqlite:///{tmp}/letter.txt", "letter.txt"),
        ("sqlite://", "is not an address"),
        ("nonsense", "is not an address"),
    ],
)
def test_a_database_that_cannot_be_opened_is_a_sentence(
    call: Call, tmp_path: Path, address: str, words: str
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Rosa, this is no database. " * 9)
    said = call("purge", database=address.format(tmp=tmp_path))
    is_a_sentence(said)
    assert words in said.err


def test_what_nobody_foresaw_is_a_sentence_without_what_people_wrote(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: Workshop) -> int:
        raise ZeroDivisionError("oh\nINSERT INTO response VALUES ('my secret')")

    monkeypatch.setattr(cli, "_purge", breaks)
    said = call("purge")
    is_a_sentence(said)
    assert "workshop doctor" in said.err
    assert "secret" not in said.err


def test_interrupting_is_no_error_message(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Workshop) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_purge", interrupted)
    said = call("purge")
    assert said.code == 130
    assert "Traceback" not in said.err


def test_a_terminal_without_our_signs_gets_the_sentence_all_the_same(tmp_path: Path) -> None:
    said = real("export", "x", "f.csv", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    is_a_sentence(Said(said.code, said.out, said.err.replace("?f.csv?", "f.csv")))


# --------------------------------------------------------------------- start


def test_a_port_in_use_is_a_sentence_that_names_another(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        for words in ((), ("demo",)):
            said = real("--port", port, "--no-browser", *words, cwd=tmp_path)
            is_a_sentence(said)
            assert f"Port {port} " in said.err
            assert f"--port {port + 1}" in said.err
    assert not (tmp_path / "data").exists()


def test_the_last_port_is_followed_by_the_first_again(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bind(*_: object) -> None:
        raise OSError("taken")

    monkeypatch.setattr(socket.socket, "bind", bind)
    said = call("--port", 65535)
    is_a_sentence(said)
    assert "--port 8501" in said.err


def test_starting_serves_on_the_asked_port_and_opens_no_browser_unless_wanted(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    served, opened = [], []
    monkeypatch.setattr(cli, "_run_streamlit", served.append)
    monkeypatch.setattr(cli, "_open_browser_when_ready", lambda link, port: opened.append(link))
    monkeypatch.setattr(cli, "_check_port", lambda port: None)
    assert call("--port", 9123, "--no-browser").code == 0
    assert (served, opened) == ([9123], [])
    assert call("--port", 9123).code == 0
    assert opened[0].startswith("http://localhost:9123/setup?token=")
    assert call().code == 0
    assert served == [9123, 9123, cli.DEFAULT_PORT]


def test_the_demo_holds_one_synthetic_cohort_however_often_it_is_started(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[int] = []
    monkeypatch.setattr(cli, "_run_streamlit", served.append)
    monkeypatch.setattr(cli, "_check_port", lambda port: None)
    monkeypatch.setattr(engine, "data_folder", lambda: tmp_path / "data")
    # Fewer than it plays, which takes its time.
    monkeypatch.setattr(
        "efficacy.simulate.simulate",
        lambda workshop, **asked: simulate(workshop, **asked | {"participants": 2}),
    )
    first = call("--port", 9124, "demo", "--no-browser", database=None)
    second = call("demo", "--no-browser", "--port", 9125, database=None)
    assert (first.code, second.code, served) == (0, 0, [9124, 9125])
    assert "24 simulated participants" in first.out
    assert "24 simulated participants" not in second.out
    store = open_store(f"sqlite:///{tmp_path / 'data' / 'demo.db'}")
    try:
        workshop = Workshop(store=store, library=None)  # type: ignore[arg-type]
        (card,) = present.cohort_cards(workshop, access.Operator())
        assert (card.is_synthetic, card.participants) == (True, 2)
    finally:
        store.close()


@pytest.mark.slow
def test_a_real_start_says_where_and_says_the_set_up_link_once_only(tmp_path: Path) -> None:
    """Started in another folder, where no settings of ours lie."""
    server = Server(tmp_path, is_watched=True)
    server.start()
    try:
        first = server.said()
        token = server.setup_token()
        pages_from_elsewhere_are_refused(server)
        assert server.calls_outside() == []
    finally:
        server.kill()
    assert f"http://localhost:{server.port}/" in first
    assert str(server.database) in first
    assert "You can now view your Streamlit app" not in first
    assert "Traceback" not in first
    store = open_store(server.url)
    try:
        workshop = Workshop(store=store, library=None)  # type: ignore[arg-type]
        access.become_facilitator(workshop, token, name="Rosa Lind", passphrase=PASSPHRASE)
    finally:
        store.close()
    server.log.unlink()
    server.start()
    try:
        assert "/setup" not in server.said()
        assert "You can now view your Streamlit app" not in server.said()
        server.stop()
        assert "Can Do has stopped" in server.said()
        assert "Abort" not in server.said()
        assert "Traceback" not in server.said()
    finally:
        server.kill()


def pages_from_elsewhere_are_refused(server: Server) -> None:
    """Streamlit's own socket opens for pages of this very address and for no other.

    The last one is what made Streamlit ask outside for this machine's address.
    """
    at = f"127.0.0.1:{server.port}"
    for origin, is_welcome in (
        (f"http://{at}", True),
        (None, False),
        ("http://evil.test", False),
        ("http://localhost:1", False),
        ("http://127.0.0.1", False),
    ):
        try:
            with connect(f"ws://{at}/_stcore/stream", origin=origin):  # type: ignore[arg-type]
                opened = True
        except InvalidStatus as refused:
            opened = refused.response.status_code != 403
        assert opened is is_welcome, origin


# --------------------------------------------------------------------- check


def test_the_shipped_curriculum_is_free_of_errors(call: Call) -> None:
    said = call("check")
    assert said.code == 0
    assert "plan 4" in said.out


def test_a_misspelt_key_is_named_with_its_file_and_its_place(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "curriculum"
    shutil.copytree(home() / "curriculum", folder)
    path = folder / "plans" / "starter-45.yaml"
    plan = yaml.safe_load(path.read_text("utf-8"))
    plan["titel"] = plan.pop("title")
    path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), "utf-8")
    said = call("check", folder)
    assert (said.code, said.err) == (1, "")
    assert "plans/starter-45.yaml → starter-45 → titel" in said.out


def test_a_folder_that_is_none_is_a_sentence(call: Call, tmp_path: Path) -> None:
    said = call("check", tmp_path / "nowhere")
    assert (said.code, said.err) == (1, "")
    assert "Check the path." in said.out


# ------------------------------------------------------------------ simulate


def test_the_last_line_of_a_simulation_is_the_code_of_its_cohort(
    call: Call, looks: Workshop
) -> None:
    said = call("simulate", "--plan", "starter-45", "--participants", 2, "--seed", 7)
    assert said.code == 0
    (card,) = present.cohort_cards(looks, access.Operator())
    assert said.last == card.code
    assert (card.participants, card.is_synthetic, card.mode) == (2, True, "confidential")


def test_a_simulated_cohort_may_be_group_only(call: Call, looks: Workshop) -> None:
    call("simulate", "--plan", "starter-45", "--participants", 1, "--mode", "group-only")
    (card,) = present.cohort_cards(looks, access.Operator())
    assert card.mode == "group-only"


def test_a_simulated_cohort_may_answer_the_full_form(call: Call, looks: Workshop) -> None:
    said = call("simulate", "--plan", "starter-45", "--participants", 1, "--form", "full")
    assert said.code == 0
    assert call("simulate", "--plan", "starter-45", "--form", "endless").code == 2
    assert len(present.cohort_cards(looks, access.Operator())) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--plan", "waltz"), "waltz"),
        (("--plan", "starter-45", "--participants", 0), "not 0"),
        (("--plan", "starter-45", "--participants", 100_000), "not 100000"),
        (("--plan", "starter-45", "--sessions", 99), "99"),
    ],
)
def test_what_cannot_be_simulated_is_a_sentence(
    call: Call, looks: Workshop, words: tuple[object, ...], found: str
) -> None:
    said = call("simulate", *words)
    is_a_sentence(said)
    assert found in said.err
    assert present.cohort_cards(looks, access.Operator()) == ()


# -------------------------------------------------------------------- export


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, library: Library) -> tuple[Path, str]:
    """Return a database with a simulated cohort of 8, made once, and the cohort's code."""
    path = tmp_path_factory.mktemp("played") / "workshop.db"
    store = open_store(f"sqlite:///{path}")
    code = simulate(
        Workshop(store=store, library=library), plan_id="starter-45", participants=8, seed=7
    )
    store.close()
    return path, code


@pytest.fixture
def code(url: str, played: tuple[Path, str]) -> str:
    """Return the code of the simulated cohort, now in this test's database."""
    shutil.copy(played[0], url.removeprefix("sqlite:///"))
    return played[1]


def test_the_two_lines_of_the_manual_give_a_workbook(call: Call, tmp_path: Path) -> None:
    cohort = call("simulate", "--plan", "starter-45", "--participants", 24, "--seed", 7).last
    said = call("export", cohort, tmp_path / "out.xlsx")
    assert (said.code, said.err) == (0, "")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[0] == "Read me"
    assert {"Summary", "Codebook"} <= set(book.sheetnames)
    assert not {"Participants", "Responses"} & set(book.sheetnames)


def test_the_working_file_of_a_confidential_cohort_has_participants(
    call: Call, code: str, tmp_path: Path
) -> None:
    said = call("export", code.upper(), tmp_path / "out.xlsx", "--kind", "working")
    assert said.code == 0
    assert {"Participants", "Responses"} <= set(load_workbook(tmp_path / "out.xlsx").sheetnames)


def test_a_group_only_cohort_has_no_working_file(call: Call, tmp_path: Path) -> None:
    code = call(
        "simulate", "--plan", "starter-45", "--participants", 1, "--mode", "group-only"
    ).last
    said = call("export", code, tmp_path / "out.xlsx", "--kind", "working")
    is_a_sentence(said)
    assert "group-only" in said.err
    assert not (tmp_path / "out.xlsx").exists()
    assert call("export", code, tmp_path / "out.xlsx").code == 0


def test_answers_on_paper_go_out_empty_and_come_back_whole(
    call: Call, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "paper.xlsx"
    assert call("template", code, file, "--new", 1).code == 0
    book = load_workbook(file)
    people, survey = book["People"], book["1 pre"]
    last = people.max_row
    people.cell(last, 2).value = "yes"
    row = next(cell.row for cell in survey["A"] if cell.value == people.cell(last, 1).value)
    survey.cell(row, 2).value = 75
    survey.cell(row, 3).value = "=7*10"
    book.save(file)
    said = call("import", code, file)
    assert (said.code, said.out) == (1, "")
    assert "Nothing was written" in said.err
    assert f"1 pre!B{row}: expected a number from 0 to 100" in said.err
    assert f"1 pre!C{row}: " in said.err
    survey.cell(row, 2).value, survey.cell(row, 3).value = 70, 80
    book.save(file)
    said = call("import", code, file)
    assert (said.code, said.err) == (0, "")
    assert "Taken in: 2 answers of 1 people. Already there: 0. New people: 1." in said.out
    assert "Already there: 2." in call("import", code, file).out


def test_handouts_are_a_file_for_people_and_one_for_each_session(
    call: Call, code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "to" / "print"
    said = call("handouts", code.upper(), folder, "--session", 1, "--paper", "us-letter")
    assert (said.code, said.err) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == ["for-people.pdf", "session-1.pdf"]
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"%PDF")
        assert f"{path}" in said.out


def test_a_broken_template_of_ones_own_is_named_and_the_others_are_printed(
    call: Call, code: str, tmp_path: Path
) -> None:
    own = tmp_path / "own-handouts"
    own.mkdir()
    (own / "goal-card.typ.j2").write_text("{{ gaol }}", encoding="utf-8")
    said = call("handouts", code, tmp_path / "out", "--session", 1)
    assert said.code == 1
    assert "goal-card.typ.j2 → line 1" in said.err
    assert (tmp_path / "out" / "for-people.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--session", 9), "There is no session 9"),
        (("--language", "xx"), "There is no language “xx”"),
    ],
)
def test_what_handouts_cannot_be_is_a_sentence_and_no_file(
    call: Call, code: str, tmp_path: Path, options: tuple[str, ...], found: str
) -> None:
    said = call("handouts", code, tmp_path / "out", *options)
    is_a_sentence(said)
    assert found in said.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(call: Call, code: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    said = call("handouts", code, tmp_path / "file" / "out", "--session", 1)
    is_a_sentence(said)
    assert "cannot be made" in said.err


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("template", "nobody", "out.xlsx"), "nobody"),
        (("handouts", "nobody", "out.folder"), "nobody"),
        (("template", "nobody", "out.csv"), "ends in .xlsx"),
        (("import", "nobody", "no-such.xlsx"), "nobody"),
        (("analyse", "no-such.csv", "--pre", "a", "--post", "b"), "cannot be read"),
    ],
)
def test_what_commands_for_paper_cannot_do_is_a_sentence(
    call: Call, tmp_path: Path, words: tuple[str, ...], found: str
) -> None:
    said = call(*(str(tmp_path / one) if "." in one else one for one in words))
    is_a_sentence(said)
    assert found in said.err
    assert list(tmp_path.glob("out.*")) == []


def test_a_workbook_that_is_not_there_is_a_sentence(call: Call, code: str, tmp_path: Path) -> None:
    said = call("import", code, tmp_path / "no-such.xlsx")
    is_a_sentence(said)
    assert "cannot be read" in said.err


def test_the_example_for_evaluators_prints_its_figures(call: Call, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "evaluators.md").read_text("utf-8")
    example = page.split("## Data collected elsewhere")[1]
    file = tmp_path / "thomason.csv"
    file.write_text(example.split("```")[1].strip() + "\n", "utf-8")
    said = call("analyse", file, "--pre", "before", "--post", "after", "--reliability", 0.8)
    assert (said.code, said.err) == (0, "")
    table = example.split("| figure | value |")[1].split("\n\n")[0]
    figures = re.findall(r"[+−-]?\d+\.\d+", table)
    assert len(figures) >= 20
    assert [one for one in figures if one not in said.out] == []
    assert "4.1099 points" in said.out


def test_an_unknown_code_is_a_sentence_and_no_file(call: Call, tmp_path: Path) -> None:
    said = call("export", "nobody", tmp_path / "out.xlsx")
    is_a_sentence(said)
    assert "nobody" in said.err
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.parametrize("name", ["out", "out.csv", "out.xls", "out.xlsx.zip", ".xlsx"])
def test_a_file_that_is_no_xlsx_is_refused_before_anything_is_read(
    call: Call, tmp_path: Path, name: str
) -> None:
    said = call("export", "nobody", tmp_path / name, database="mysql://x/y")
    is_a_sentence(said)
    assert "ends in .xlsx" in said.err


@pytest.mark.parametrize(
    "place", ["/proc/out.xlsx", "{tmp}/nowhere/out.xlsx", "{tmp}/letter/a.xlsx"]
)
def test_a_folder_that_cannot_be_written_is_a_sentence(
    call: Call, code: str, tmp_path: Path, place: str
) -> None:
    (tmp_path / "letter").write_text("a file, no folder")
    said = call("export", code, place.format(tmp=tmp_path))
    is_a_sentence(said)
    assert "cannot be written" in said.err


def test_a_disk_that_fills_up_leaves_the_old_file_and_no_half_one(
    call: Call, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.xlsx").write_bytes(b"the one from last week")

    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    said = call("export", code, tmp_path / "out.xlsx")
    is_a_sentence(said)
    assert "No space left" in said.err
    assert (tmp_path / "out.xlsx").read_bytes() == b"the one from last week"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


# ---------------------------------------------------------- backup and restore


def test_a_backup_brings_everything_back(call: Call, code: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert call("backup", copy).code == 0
    assert call("simulate", "--plan", "starter-45", "--participants", 1).code == 0
    said = call("restore", copy)
    assert said.code == 0
    kept = Path(re.search(r"kept as (.*)", said.out)[1])  # type: ignore[index]
    assert kept.is_file()
    assert call("export", code, tmp_path / "out.xlsx").code == 0
    with sqlite3.connect(tmp_path / "workshop.db") as tx:
        assert tx.execute("SELECT count(*) FROM cohort").fetchone() == (1,)


def test_a_backup_replaces_nothing_unless_told_to(call: Call, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    said = call("backup", tmp_path / "copy.db")
    is_a_sentence(said)
    assert "--force" in said.err
    assert (tmp_path / "copy.db").read_text() == "precious"
    assert call("backup", tmp_path / "copy.db", "--force").code == 0


@pytest.mark.parametrize("content", [None, b"", b"no database at all", b"SQLite format 3\0junk"])
def test_what_is_no_backup_is_refused_and_nothing_is_touched(
    call: Call, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "copy.db").write_bytes(content)
    before = (tmp_path / "workshop.db").read_bytes()
    is_a_sentence(call("restore", tmp_path / "copy.db"))
    assert (tmp_path / "workshop.db").read_bytes() == before


def test_nothing_is_restored_over_a_database_that_is_in_use(
    call: Call, tmp_path: Path, looks: Workshop
) -> None:
    assert call("backup", tmp_path / "copy.db").code == 0
    assert looks.store is not None
    is_a_sentence(call("restore", tmp_path / "copy.db"))


# --------------------------------------------------------------------- purge


def test_with_nothing_due_purging_says_so(call: Call) -> None:
    assert call("purge") == Said(0, "No cohort is past its retention date.\n", "")


def test_purged_call_names_are_gone_from_every_byte_of_the_file(
    call: Call, url: str, tmp_path: Path, library
) -> None:
    day_ms = 86_400_000
    made_ms = system_now_ms() - 40 * day_ms
    store = open_store(url)
    workshop = Workshop(store=store, library=library, now_ms=lambda: made_ms)
    cohort = facilitate.create_cohort(
        workshop,
        access.Operator(),
        name="Old group",
        plan_id="starter-45",
        mode="confidential",
        contact="Rosa",
        retention_days=30,
    )
    code = present.cohort_cards(workshop, access.Operator())[0].code
    for name in ("Quetzalcoatl", *(f"Bird {n}" for n in range(40))):
        participate.join(
            workshop,
            code,
            call_name=name,
            takes_survey=True,
            ticket=workshop.new_token(),
            consent_version="1",
        )
    store.close()
    (tmp_path / "workshop-before-0001-2026.db").write_bytes(b"x")
    assert holders(tmp_path, b"Quetzalcoatl") == ["workshop.db"]
    said = call("purge")
    assert said.code == 0
    assert "Cohorts: 1." in said.out
    assert holders(tmp_path, b"Quetzalcoatl") == []
    assert holders(tmp_path, b"quetzalcoatl") == []
    assert "No cohort" in call("purge").out
    store = open_store(url)
    people = present.people(Workshop(store=store, library=library), access.Operator(), cohort)
    store.close()
    assert people == ()


def holders(folder: Path, words: bytes) -> list[str]:
    """Return the files of a folder that hold some bytes."""
    return sorted(path.name for path in folder.glob("workshop*") if words in path.read_bytes())


def test_starting_purges_first(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(cli, "_check_port", lambda port: None)
    monkeypatch.setattr(cli, "_purge", lambda workshop: order.append("purge"))
    monkeypatch.setattr(cli, "_run_streamlit", lambda port: order.append("serve"))
    assert call("--no-browser").code == 0
    assert order == ["purge", "serve"]


# --------------------------------------------------------------- facilitators


def test_a_link_for_one_more_facilitator_names_them_and_works_once(
    call: Call, looks: Workshop
) -> None:
    said = call("facilitator", "add", "Éva Novák", "--port", 9001)
    assert said.code == 0
    assert said.last.startswith("http://localhost:9001/setup?token=")
    assert "name=%C3%89va+Nov%C3%A1k" in said.last
    token = re.search(r"token=([0-9a-f]+)", said.last)[1]  # type: ignore[index]
    access.become_facilitator(looks, token, name="Éva Novák", passphrase=PASSPHRASE)
    assert not access.setup_link_is_open(looks, token)
    again = call("facilitator", "add", "éva novák")
    is_a_sentence(again)
    assert "exists already" in again.err


@pytest.mark.parametrize("name", ["", " ", "R", "x" * 61, "a\x07b"])
def test_a_name_that_cannot_be_one_gets_no_link(call: Call, looks: Workshop, name: str) -> None:
    is_a_sentence(call("facilitator", "add", name))


def test_check_also_reads_the_content_of_ones_own(call: Call, tmp_path: Path) -> None:
    assert "Of your own" not in call("check").out
    plans = tmp_path / "data" / "Can Do" / "own-curriculum" / "plans"
    plans.mkdir(parents=True)
    (plans / "mine.yaml").write_text("kind: plan\nid: mine\n", "utf-8")
    said = call("check")
    assert said.code == 1
    assert "Of your own: 0 in use" in said.out
    assert "own/plans/mine.yaml → mine" in said.out
