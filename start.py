#!/usr/bin/env python3
"""Prepare Can Do's own environment, once, and start it.

python3 start.py                    start Can Do
python3 start.py workshop ...       the workshop command, such as: workshop doctor
python3 start.py test ...           all tests; what follows goes to pytest
python3 start.py check              style, types, direction of imports, content and all tests
python3 start.py bench ...          the load figures of benchmarks/room.py

Nothing but Python 3.11 or newer is needed. The environment is the folder .venv beside this file,
filled from requirements.lock; deleting it is harmless.
"""

# This file must load on older Pythons, to say that they are too old: hence the quoted types and
# no syntax younger than Python 3.6.

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
# The first pip that can fill an environment which has no pip of its own.
OLDEST_PIP = (22, 3)
LOCK = "requirements.lock"
STAMP = "can-do.stamp"
LOG = "install.log"
# All tests: one process a processor, and then alone what measures seconds. Which stay together
# is said in tests/conftest.py.
ALL_TESTS = (
    ("-m", "not alone", "-n", "auto", "--dist", "loadgroup"),
    ("-m", "alone"),
)

# What pip says, and what that means to somebody who has never heard of pip. First match wins.
MEANINGS = (
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "the connection for downloading is being inspected on its way: try another network, or"
        " ask whoever runs this one",
    ),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|name resolution|getaddrinfo|unreachable"
        r"|ProxyError|Connection refused|Connection reset|Max retries",
        "the parts to download could not be reached: connect to the internet, this once, and"
        " start again",
    ),
    (
        r"No space left|Errno 28|WinError 112",
        "the disk is full: make about 1 GB of room and start again",
    ),
    (
        r"Permission denied|Errno 13|WinError (5|32)\b",
        "a file in the folder .venv is in use or cannot be written: close Can Do everywhere and"
        " start again",
    ),
)


class StartError(Exception):
    """What stands in the way, as one sentence with what to do."""


# --- where things are ----------------------------------------------------------------------------


def environment(root: Path) -> Path:
    """Return the folder of the environment."""
    return root / ".venv"


def tool(root: Path, name: str) -> str:
    """Return the path of a program inside the environment."""
    windows = os.name == "nt"
    folder = environment(root) / ("Scripts" if windows else "bin")
    return str(folder / (name + (".exe" if windows else "")))


def fingerprint(root: Path) -> str:
    """Return a hash of all that decides what the environment holds, and of where it stands."""
    import tomllib  # Younger than the oldest Python that must get a sentence instead of this.

    try:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        lock = (root / LOCK).read_text(encoding="utf-8")
    except OSError as error:
        raise StartError(
            f"{error.filename} cannot be read: fetch the whole of Can Do again"
        ) from None
    deciding = {key: project.get(key) for key in ("build-system", "project")}
    # Programs inside an environment know its path, so a moved or copied folder needs a new one.
    text = json.dumps([deciding, lock.splitlines(), str(root)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


# --- the state of the environment ----------------------------------------------------------------


def is_ready(root: Path, *, dev: bool) -> bool:
    """Tell whether the environment is whole and made from the present files."""
    present = fingerprint(root)
    try:
        made_from, kind = (environment(root) / STAMP).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return False
    fits = made_from == present and (kind == "dev" or not dev)
    return fits and all(Path(tool(root, name)).exists() for name in ("python", "workshop"))


def prepare(root: Path, *, dev: bool) -> None:
    """Make the environment unless it is ready; a half-made or outdated one is made anew."""
    if is_ready(root, dev=dev):
        return
    with only_one(root):
        if is_ready(root, dev=dev):  # Another start made it while this one waited.
            return
        print("Preparing Can Do. This is needed once and takes a minute or two.", flush=True)
        if not is_ready(root, dev=False):
            make_environment(root)
        stamp = environment(root) / STAMP
        stamp.unlink(missing_ok=True)
        install(root, dev=dev)
        # Written last: without it the next start begins again.
        stamp.write_text(f"{fingerprint(root)} {'dev' if dev else 'run'}\n", encoding="utf-8")
        print("Ready.", flush=True)


@contextlib.contextmanager
def only_one(root: Path) -> "Iterator[None]":
    """Hold off a second start (an impatient double click) while one prepares."""
    try:
        handle = open(root / ".venv.lock", "w", encoding="utf-8")  # noqa: SIM115
    except OSError:
        raise StartError(
            f"the folder {root} cannot be written: copy Can Do to a folder of your own, such as"
            " Documents, and start it there"
        ) from None
    with handle:
        if not lock(handle, wait=False):
            print("Another start is preparing Can Do. Waiting for it.", flush=True)
            lock(handle, wait=True)
        yield


def lock(handle: "IO[str]", *, wait: bool) -> bool:
    """Lock an open file until it is closed; tell whether that worked."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if wait:  # Windows gives up after ten seconds; preparing may take longer.
                    continue
                return False
            return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:  # Some network drives know no locks.
        return True
    return True


# --- making it -----------------------------------------------------------------------------------


def make_environment(root: Path) -> None:
    """Make an empty environment, with a pip of its own where this Python can."""
    folder = environment(root)
    try:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
    except OSError:
        raise StartError(
            f"the old folder {folder} cannot be removed: close Can Do everywhere, delete that"
            " folder and start again"
        ) from None
    make = [base_python(root), "-m", "venv"]
    # Debian's Python comes without the part that puts pip into an environment.
    for options in ([], ["--clear", "--without-pip"]):
        made = run([*make, *options, str(folder)])
        if made.returncode == 0:
            return
    raise StartError(f"an environment could not be made in {folder}: {last_line(made.stdout)}")


def base_python(root: Path) -> str:
    """Return a Python outside the environment, which may be about to be removed."""
    if Path(sys.prefix) == environment(root):
        return str(getattr(sys, "_base_executable", sys.executable))
    return sys.executable


def pip_command(root: Path) -> "list[str]":
    """Return how to call a pip that fills the environment: its own, else this Python's."""
    inside = tool(root, "python")
    if run([inside, "-m", "pip", "--version"]).returncode == 0:
        return [inside, "-m", "pip"]
    outside = base_python(root)
    found = run([outside, "-m", "pip", "--version"])
    version = re.match(r"pip (\d+)\.(\d+)", found.stdout)
    if version is None or tuple(map(int, version.groups())) < OLDEST_PIP:
        raise StartError(
            f"{outside} has no pip 22.3 or newer: install pip for it (on Debian and Ubuntu, as"
            " administrator: apt-get install python3-pip) and start again"
        )
    return [outside, "-m", "pip", "--python", inside]


def install(root: Path, *, dev: bool) -> None:
    """Install Can Do and what it needs, in the versions of requirements.lock."""
    target = ".[dev]" if dev else "."
    command = [*pip_command(root), "install", "--constraint", LOCK, "--editable", target]
    output = []
    process = subprocess.Popen(
        command,
        cwd=root,
        env=pip_settings(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with process, open(environment(root) / LOG, "w", encoding="utf-8") as log:
        for line in process.stdout or ():
            log.write(line)
            output.append(line)
            if line.lstrip().startswith(("Collecting", "Downloading")):
                print(".", end="", flush=True)
    print(flush=True)
    if process.returncode:
        raise StartError(explain("".join(output), root))


def pip_settings(given: "Mapping[str, str]") -> "dict[str, str]":
    """Return environment variables under which pip asks nothing and leads nowhere else."""
    astray = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_REQUIREMENT", "PIP_DRY_RUN"}
    kept = {name: value for name, value in given.items() if name not in astray}
    return {
        **kept,
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        # Building a part from source would take an hour and a compiler, then fail obscurely.
        "PIP_ONLY_BINARY": ":all:",
        # For the tools that build the package; relative, because pip splits these at spaces.
        "PIP_CONSTRAINT": LOCK,
        "PIP_BUILD_CONSTRAINT": LOCK,
    }


def explain(output: str, root: Path) -> str:
    """Return one sentence on why pip failed."""
    for pattern, meaning in MEANINGS:
        if re.search(pattern, output):
            return meaning
    missing = re.search(r"No matching distribution found for (\S+)", output)
    if missing:
        return (
            f"{missing[1]} does not exist for Python {sys.version_info[0]}.{sys.version_info[1]}"
            " on this machine: install the 64-bit Python 3.11, 3.12 or 3.13 and start again"
        )
    return (
        f"a part could not be installed ({last_line(output)}): the whole message is in"
        f" {environment(root) / LOG}"
    )


def run(command: "Sequence[str]") -> "subprocess.CompletedProcess[str]":
    """Run a command to its end without input; its output, errors included, is in stdout."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def last_line(output: str) -> str:
    """Return the last error pip or venv named, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return ((errors or lines or ["no message"])[-1]).rstrip(".")


# --- the browser of the tests --------------------------------------------------------------------


def ensure_browser() -> None:
    """Install Debian's Chromium where a test machine lacks it: as root, with CI set."""
    if shutil.which("chromium") or not os.environ.get("CI"):
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    apt = shutil.which("apt-get")
    if not is_root or apt is None:
        return
    print("Installing the browser that the tests drive.", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    parts = ["chromium", "fonts-liberation"]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *parts]):
        done = run([apt, "-q", *command])
        if done.returncode:
            raise StartError(
                f"apt-get could not install the browser for the tests ({last_line(done.stdout)}):"
                " install the package chromium and start again"
            )


# --- the commands --------------------------------------------------------------------------------


def hand_over(command: "list[str]") -> int:
    """Become the command, so that Ctrl+C reaches it; where that is impossible, wait for it."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # The command got it too and is closing down.
                continue


def test(root: Path, rest: "list[str]") -> int:
    """Run the tests asked for, or all of them to their end; return the exit code."""
    pytest = [tool(root, "python"), "-m", "pytest"]
    if rest:
        return hand_over([*pytest, *rest])
    sys.stdout.flush()
    codes = [subprocess.run([*pytest, *these], check=False).returncode for these in ALL_TESTS]
    return max(codes)


def check(root: Path) -> int:
    """Run every check to its end and name those that failed."""
    python = tool(root, "python")
    steps = {
        "style": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types": [python, "-m", "mypy"],
        "direction of imports": [python, "-m", "pytest", "-q", "tests/test_imports.py"],
        "content": [tool(root, "workshop"), "check"],
        "tests": [python, "-m", "pytest", *ALL_TESTS[0]],
        "tests that measure seconds": [python, "-m", "pytest", *ALL_TESTS[1]],
    }
    failed = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=root, check=False).returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


def main(arguments: "Sequence[str]", root: Path = ROOT) -> int:
    """Do what was asked and return the exit code."""
    name, rest = (arguments[0], list(arguments[1:])) if arguments else ("workshop", [])
    if name in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if name not in ("workshop", "test", "check", "bench") or (name == "check" and rest):
        print(f"start.py does not know {' '.join(arguments)!r}.\n\n{__doc__}", file=sys.stderr)
        return 2
    prepare(root, dev=name != "workshop")
    if name == "workshop":
        return hand_over([tool(root, "workshop"), *rest])
    if name == "bench":
        return hand_over([tool(root, "python"), str(root / "benchmarks" / "room.py"), *rest])
    ensure_browser()
    if name == "check":
        return check(root)
    os.chdir(root)
    return test(root, rest)


def guarded(arguments: "Sequence[str]") -> int:
    """Run ``main``; say every foreseeable trouble in one sentence on standard error."""
    try:
        if sys.version_info[:2] < OLDEST_PYTHON:
            found = ".".join(map(str, sys.version_info[:3]))
            raise StartError(
                f"it needs Python 3.11 or newer and this is {found}: install a newer Python and"
                " start again"
            )
        return main(arguments)
    except StartError as error:
        print(f"Can Do could not start: {error}.", file=sys.stderr)
    except OSError as error:
        print(f"Can Do could not start: {error}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(guarded(sys.argv[1:]))
