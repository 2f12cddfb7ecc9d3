"""The first command anybody types: it prepares once, starts at once, and says what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parents[1]
PROJECT = """
[build-system]
requires = ["builder==1"]
[project]
name = "small"
dependencies = ["one"]
"""

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder, with a space in its name, that looks like a small checkout."""
    root = tmp_path / "can do"
    root.mkdir()
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (root / start.LOCK).write_text("one==1\n", encoding="utf-8")
    return root


def plant(root: Path, *, kind: str = "run", made_from: str | None = None) -> None:
    """Put a finished environment into a checkout, as ``prepare`` leaves it."""
    for name in ("python", "workshop"):
        program = Path(start.tool(root, name))
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text('#!/bin/sh\necho "$0" "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    stamp = start.environment(root) / start.STAMP
    stamp.write_text(f"{made_from or start.fingerprint(root)} {kind}\n", encoding="utf-8")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the two slow steps by ones that note what was asked of them."""
    done: list[str] = []

    def make(root: Path) -> None:
        done.append("make")
        plant(root, made_from="half")

    def install(root: Path, *, dev: bool) -> None:
        done.append("install dev" if dev else "install")

    monkeypatch.setattr(start, "make_environment", make)
    monkeypatch.setattr(start, "install", install)
    return done


# --- when the environment is made ----------------------------------------------------------------


def test_a_first_start_makes_installs_and_stamps(checkout: Path, made: list[str]) -> None:
    start.prepare(checkout, dev=False)
    assert made == ["make", "install"]
    assert start.is_ready(checkout, dev=False)
    assert not start.is_ready(checkout, dev=True)


def test_a_second_start_does_nothing_and_says_nothing(
    checkout: Path, made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    plant(checkout)
    start.prepare(checkout, dev=False)
    assert made == []
    assert capsys.readouterr().out == ""


def test_the_environment_of_the_tests_also_starts_the_app(checkout: Path, made: list[str]) -> None:
    plant(checkout, kind="dev")
    start.prepare(checkout, dev=False)
    assert made == []


def test_the_tests_add_to_a_finished_environment_without_remaking_it(
    checkout: Path, made: list[str]
) -> None:
    plant(checkout)
    start.prepare(checkout, dev=True)
    assert made == ["install dev"]
    assert start.is_ready(checkout, dev=True)


@pytest.mark.parametrize("stamp", [None, "", "nonsense", "a b c"])
def test_a_half_made_environment_is_made_anew(
    stamp: str | None, checkout: Path, made: list[str]
) -> None:
    plant(checkout)
    path = start.environment(checkout) / start.STAMP
    path.unlink() if stamp is None else path.write_text(stamp, encoding="utf-8")
    start.prepare(checkout, dev=False)
    assert made == ["make", "install"]


@pytest.mark.parametrize("name", ["python", "workshop"])
def test_an_environment_that_lost_a_program_is_made_anew(
    name: str, checkout: Path, made: list[str]
) -> None:
    plant(checkout)
    Path(start.tool(checkout, name)).unlink()
    start.prepare(checkout, dev=False)
    assert made == ["make", "install"]


def test_an_installation_that_fails_leaves_no_stamp(
    checkout: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(root: Path, *, dev: bool) -> None:
        raise start.StartError("no network")

    plant(checkout)
    monkeypatch.setattr(start, "install", fail)
    with pytest.raises(start.StartError, match="no network"):
        start.prepare(checkout, dev=True)
    assert not start.is_ready(checkout, dev=False)
    assert made == []


@pytest.mark.parametrize("name", [start.LOCK, "pyproject.toml"])
def test_a_changed_list_of_parts_makes_it_anew(name: str, checkout: Path, made: list[str]) -> None:
    plant(checkout)
    path = checkout / name
    path.write_text(path.read_text("utf-8").replace("one", "two"), encoding="utf-8")
    start.prepare(checkout, dev=False)
    assert made == ["make", "install"]


def test_a_changed_setting_of_a_tool_does_not(checkout: Path, made: list[str]) -> None:
    plant(checkout)
    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("[tool.ruff]\nline-length = 80\n")
    start.prepare(checkout, dev=False)
    assert made == []


def test_line_ends_of_another_system_do_not(checkout: Path) -> None:
    before = start.fingerprint(checkout)
    (checkout / start.LOCK).write_bytes(b"one==1\r\n")
    assert start.fingerprint(checkout) == before


def test_a_copied_checkout_gets_an_environment_of_its_own(
    checkout: Path, made: list[str], tmp_path: Path
) -> None:
    plant(checkout)
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    start.prepare(copy, dev=False)
    assert made == ["make", "install"]


def test_two_starts_at_once_prepare_once(
    checkout: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, waiting = threading.Event(), threading.Event()
    take = start.lock

    def slow_install(root: Path, *, dev: bool) -> None:
        made.append("install")
        entered.set()
        assert waiting.wait(20)

    def watched(handle: start.IO[str], *, wait: bool) -> bool:
        if wait:
            waiting.set()
        return take(handle, wait=wait)

    monkeypatch.setattr(start, "install", slow_install)
    monkeypatch.setattr(start, "lock", watched)
    first = threading.Thread(target=start.prepare, args=(checkout,), kwargs={"dev": False})
    first.start()
    assert entered.wait(20)
    start.prepare(checkout, dev=False)
    first.join(20)
    assert made == ["make", "install"]


# --- how it is made ------------------------------------------------------------------------------


def test_an_environment_is_made_in_a_folder_with_a_space(checkout: Path) -> None:
    start.make_environment(checkout)
    python = start.tool(checkout, "python")
    assert start.run([python, "-c", "print('works')"]).stdout.strip() == "works"


def answers(
    *replies: tuple[list[str], int, str],
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a stand-in for ``run``: the first reply whose words all occur in the command."""

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        for words, code, output in replies:
            if all(word in command for word in words):
                return subprocess.CompletedProcess(command, code, output)
        raise AssertionError(command)

    return run


def test_without_ensurepip_the_environment_is_made_without_pip(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        failed = "--without-pip" not in command
        return subprocess.CompletedProcess(command, int(failed), "no ensurepip")

    monkeypatch.setattr(start, "run", run)
    start.make_environment(checkout)
    assert ["--without-pip" in command for command in asked] == [False, True]


def test_an_environment_without_pip_is_filled_by_the_systems_pip(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, outside = start.tool(checkout, "python"), start.base_python(checkout)
    replies = answers(
        ([outside, "-m", "pip"], 0, "pip 23.0.1 from somewhere"),
        ([inside, "-m", "pip"], 1, "No module named pip"),
    )
    monkeypatch.setattr(start, "run", replies)
    assert start.pip_command(checkout) == [outside, "-m", "pip", "--python", inside]


def test_an_environment_with_a_pip_uses_it(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "run", answers((["pip"], 0, "pip 24.0 from inside")))
    inside = start.tool(checkout, "python")
    assert start.pip_command(checkout) == [inside, "-m", "pip"]


@pytest.mark.parametrize("said", ["No module named pip", "pip 9.0.1 from x", "pip 22.2 from x"])
def test_no_pip_or_an_old_one_is_a_sentence_on_what_to_install(
    said: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = start.base_python(checkout)
    replies = answers(([outside, "pip"], int("No" in said), said), (["pip"], 1, ""))
    monkeypatch.setattr(start, "run", replies)
    with pytest.raises(start.StartError, match=r"pip 22\.3 or newer: install"):
        start.pip_command(checkout)


def test_pip_asks_nothing_and_is_led_nowhere_else() -> None:
    found = start.pip_settings({"PATH": "/bin", "PIP_TARGET": "/elsewhere", "PIP_USER": "1"})
    assert found["PATH"] == "/bin"
    assert found["PIP_NO_INPUT"] == "1"
    assert not {"PIP_TARGET", "PIP_USER"} & set(found)


def test_a_wish_for_a_nearer_source_of_packages_is_kept() -> None:
    assert start.pip_settings({"PIP_FIND_LINKS": "wheels"})["PIP_FIND_LINKS"] == "wheels"


def test_the_constraints_hold_for_the_build_too_and_hold_no_space() -> None:
    found = start.pip_settings({})
    assert found["PIP_CONSTRAINT"] == found["PIP_BUILD_CONSTRAINT"] == "requirements.lock"


@on_posix
@pytest.mark.parametrize("dev", [False, True])
def test_pip_runs_in_the_checkout_with_the_lock_file(
    dev: bool, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = checkout / "fake pip"
    fake.write_text('#!/bin/sh\npwd\necho "$@"\necho Collecting x\n', encoding="utf-8")
    fake.chmod(0o755)
    start.environment(checkout).mkdir()
    monkeypatch.setattr(start, "pip_command", lambda _root: [str(fake)])
    start.install(checkout, dev=dev)
    log = (start.environment(checkout) / start.LOG).read_text(encoding="utf-8").splitlines()
    target = ".[dev]" if dev else "."
    assert log[:2] == [
        str(checkout),
        f"install --constraint requirements.lock --editable {target}",
    ]
    assert capsys.readouterr().out == ".\n"


@on_posix
def test_a_failing_pip_ends_in_a_sentence_and_a_log(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = checkout / "pip"
    fake.write_text("#!/bin/sh\necho ERROR: strange.\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    start.environment(checkout).mkdir()
    monkeypatch.setattr(start, "pip_command", lambda _root: [str(fake)])
    with pytest.raises(start.StartError, match=r"\(ERROR: strange\).*install\.log"):
        start.install(checkout, dev=False)


@pytest.mark.parametrize(
    ("output", "meaning"),
    [
        ("NewConnectionError(...): [Errno 111] Connection refused", "connect to the internet"),
        ("Temporary failure in name resolution", "connect to the internet"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "connect to the internet"),
        (
            "WARNING: Retrying ... ReadTimeoutError\nERROR: No matching distribution found for x",
            "connect to the internet",
        ),
        ("SSLError(SSLCertVerificationError ... CERTIFICATE_VERIFY_FAILED)", "try another network"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("[WinError 32] used by another process", "close Can Do everywhere"),
        ("ERROR: No matching distribution found for scipy==1.17.1", r"scipy==1\.17\.1 does not"),
        ("ERROR: something new\n\n[notice] be nice", r"something new\).*install\.log"),
        ("", "no message"),
    ],
)
def test_what_pip_says_becomes_one_plain_sentence(
    output: str, meaning: str, checkout: Path
) -> None:
    sentence = start.explain(output, checkout)
    assert re.search(meaning, sentence)
    assert "\n" not in sentence


def test_an_old_environment_that_is_a_file_is_replaced(checkout: Path) -> None:
    start.environment(checkout).write_text("not a folder", encoding="utf-8")
    start.make_environment(checkout)
    assert Path(start.tool(checkout, "python")).exists()


def test_an_old_environment_in_use_is_a_sentence(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError("in use")

    start.environment(checkout).mkdir()
    monkeypatch.setattr(start.shutil, "rmtree", refuse)
    with pytest.raises(start.StartError, match="close Can Do everywhere"):
        start.make_environment(checkout)


# --- trouble becomes one sentence ----------------------------------------------------------------


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what stands on standard error, which must be one line."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_an_old_python_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start.sys, "version_info", (3, 10, 13, "final", 0))
    assert start.guarded([]) == 1
    assert "needs Python 3.11 or newer and this is 3.10.13" in sentence(capsys)


def test_a_folder_that_cannot_be_written_is_a_sentence(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # A folder in the way of the lock file refuses root too, whom permissions do not stop.
    (checkout / ".venv.lock").mkdir()
    monkeypatch.setattr(start.main, "__defaults__", (checkout,))
    assert start.guarded([]) == 1
    assert "cannot be written: copy Can Do to a folder of your own" in sentence(capsys)


@pytest.mark.parametrize("name", ["pyproject.toml", start.LOCK])
def test_a_missing_file_is_a_sentence_that_names_it(
    name: str,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (checkout / name).unlink()
    monkeypatch.setattr(start.main, "__defaults__", (checkout,))
    assert start.guarded([]) == 1
    assert name in sentence(capsys)


@pytest.mark.parametrize("arguments", [["bogus"], ["check", "extra"], ["--port", "1"]])
def test_a_wrong_call_says_what_there_is_and_exits_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.guarded(arguments) == 2
    assert "python3 start.py test" in capsys.readouterr().err


def test_help_needs_no_environment(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--help"], checkout) == 0
    assert "python3 start.py workshop" in capsys.readouterr().out


def test_ctrl_c_while_preparing_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "prepare", interrupted)
    assert start.guarded([]) == 130
    assert sentence(capsys) == "Stopped."


# --- the commands --------------------------------------------------------------------------------


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> list[list[str]]:
    """Note the commands that would take over, in a prepared checkout."""
    taken: list[list[str]] = []

    def hand_over(command: list[str]) -> int:
        taken.append(command)
        return 0

    plant(checkout, kind="dev")
    monkeypatch.setattr(start, "hand_over", hand_over)
    monkeypatch.setattr(start, "ensure_browser", lambda: None)
    monkeypatch.chdir(checkout)
    return taken


@pytest.mark.parametrize(
    ("arguments", "program", "rest"),
    [
        ([], "workshop", []),
        (["workshop"], "workshop", []),
        (["workshop", "export", "AB", "a b.xlsx"], "workshop", ["export", "AB", "a b.xlsx"]),
        (["test", "-k", "two words"], "python", ["-m", "pytest", "-k", "two words"]),
    ],
)
def test_each_command_hands_over_with_its_arguments(
    arguments: list[str], program: str, rest: list[str], checkout: Path, handed: list[list[str]]
) -> None:
    assert start.main(arguments, checkout) == 0
    assert handed == [[start.tool(checkout, program), *rest]]


@pytest.mark.parametrize("codes", [(0, 0), (1, 0), (0, 1)])
def test_all_tests_run_in_two_turns_and_both_to_their_end(
    codes: tuple[int, int], checkout: Path, handed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[list[str]] = []

    def process(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        run.append(command)
        return subprocess.CompletedProcess(command, codes[len(run) - 1])

    monkeypatch.setattr(start.subprocess, "run", process)
    assert start.main(["test"], checkout) == max(codes)
    pytest_itself = [start.tool(checkout, "python"), "-m", "pytest"]
    assert run == [[*pytest_itself, *these] for these in start.ALL_TESTS]
    assert handed == []


def test_bench_runs_the_load_script(checkout: Path, handed: list[list[str]]) -> None:
    start.main(["bench", "--participants", "30"], checkout)
    script = str(checkout / "benchmarks" / "room.py")
    assert handed == [[start.tool(checkout, "python"), script, "--participants", "30"]]


@on_posix
def test_check_runs_every_step_and_names_those_that_failed(
    checkout: Path, handed: list[list[str]], capfd: pytest.CaptureFixture[str]
) -> None:
    python = Path(start.tool(checkout, "python"))
    python.write_text('#!/bin/sh\n[ "$2" != mypy ]\n', encoding="utf-8")
    assert start.main(["check"], checkout) == 1
    out = capfd.readouterr().out
    assert out.count("== ") == 7
    assert "Failed: types." in out
    assert handed == []


@on_posix
def test_check_passes_when_every_step_does(
    checkout: Path, handed: list[list[str]], capfd: pytest.CaptureFixture[str]
) -> None:
    assert start.main(["check"], checkout) == 0
    assert "All checks passed." in capfd.readouterr().out
    assert handed == []


@on_posix
def test_ctrl_c_reaches_the_app_and_its_exit_code_comes_back(checkout: Path) -> None:
    plant(checkout)
    shutil.copy(ROOT / "start.py", checkout)
    app = Path(start.tool(checkout, "workshop"))
    code = (
        "import signal, sys;"
        "signal.signal(signal.SIGINT, lambda *_: sys.exit(7));"
        "print('up', flush=True);"
        "signal.pause()"
    )
    program = f'#!/bin/sh\nexec "{sys.executable}" -c "{code}"\n'
    app.write_text(program, encoding="utf-8")
    command = [sys.executable, str(checkout / "start.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 7


# --- the browser of the tests --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ci", "user", "found", "installs"),
    [
        ("true", 0, ["apt-get"], True),
        ("", 0, ["apt-get"], False),
        ("true", 1000, ["apt-get"], False),
        ("true", 0, ["apt-get", "chromium"], False),
        ("true", 0, [], False),
    ],
)
def test_the_browser_is_installed_only_as_root_in_ci_where_it_is_missing(
    ci: str, user: int, found: list[str], installs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")
    monkeypatch.setattr(start.os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name in found else None)
    monkeypatch.setattr(start, "run", run)
    start.ensure_browser()
    assert bool(asked) == installs
    assert not installs or "chromium" in asked[-1]


def test_a_browser_that_cannot_be_installed_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")
    monkeypatch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: name if "apt" in name else None)
    monkeypatch.setattr(start, "run", answers((["update"], 100, "E: no network")))
    with pytest.raises(start.StartError, match="E: no network"):
        start.ensure_browser()


# --- the files around it -------------------------------------------------------------------------


def pins() -> dict[str, set[str]]:
    """Return the versions that the lock file allows for each package."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / start.LOCK).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split(";")[0].strip().split("==")
            found.setdefault(name.lower(), set()).add(version)
    return found


def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_lock_file_carries_no_address_and_says_how_it_is_made() -> None:
    text = (ROOT / start.LOCK).read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    assert first.startswith("#")
    assert "uv pip compile" in first
    assert "://" not in text
    assert "--" not in rest


def test_the_lock_file_pins_every_declared_package_within_its_bounds() -> None:
    declared = project()["project"]
    wanted = [*declared["dependencies"], *declared["optional-dependencies"]["dev"]]  # type: ignore[misc, index, call-overload]
    locked = pins()
    for line in wanted:
        name = re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0].lower()
        assert name in locked, line
        bound = line.partition(";")[0]
        if "==" in bound:
            assert locked[name] == {bound.split("==")[1]}, line


def test_the_build_tool_is_the_one_of_the_lock_file() -> None:
    name, version = project()["build-system"]["requires"][0].split("==")  # type: ignore[index]
    assert pins()[name] == {version}


STARTERS = ["Start Can Do (Windows).bat", "Start Can Do (macOS).command", "start-can-do.sh"]


@pytest.mark.parametrize("name", [*STARTERS, "Makefile", ".ci/run"])
def test_everything_that_starts_calls_start_py_in_the_end(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert ("make test" if name == ".ci/run" else "start.py") in text
    assert "pip install" not in text


@on_posix
@pytest.mark.parametrize("name", ["start.py", ".ci/run", *STARTERS[1:]])
def test_what_is_double_clicked_or_called_may_be_executed(name: str) -> None:
    assert (ROOT / name).stat().st_mode & stat.S_IXUSR


def test_the_windows_starter_has_windows_line_ends() -> None:
    data = (ROOT / STARTERS[0]).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10


@on_posix
@pytest.mark.parametrize("name", STARTERS[1:])
def test_a_starter_finds_python_and_its_own_folder_from_anywhere(
    name: str, checkout: Path, tmp_path: Path
) -> None:
    plant(checkout)
    for file in (name, "start.py"):
        shutil.copy(ROOT / file, checkout)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "python3").symlink_to(sys.executable)
    started = subprocess.run(
        [str(checkout / name), "workshop", "a b"],
        cwd="/",
        env={"PATH": f"{bin_}:/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr
    assert started.stdout.strip() == f"{start.tool(checkout, 'workshop')} a b"


@on_posix
@pytest.mark.parametrize("name", STARTERS[1:])
def test_a_starter_without_a_fitting_python_says_so(
    name: str, checkout: Path, tmp_path: Path
) -> None:
    shutil.copy(ROOT / name, checkout)
    empty = tmp_path / "bin"
    empty.mkdir()
    dirname = shutil.which("dirname")
    assert dirname
    (empty / "dirname").symlink_to(dirname)
    started = subprocess.run(
        ["/bin/sh", str(checkout / name)],
        env={"PATH": str(empty)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1
    assert "needs Python 3.11 or newer" in started.stdout + started.stderr
