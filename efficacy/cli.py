"""The ``workshop`` command: start, and everything that needs no screen.

Errors are one sentence on standard error with what to do, exit 1 (2 for a
wrong call), never a traceback, and never a half-written file.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from urllib.parse import urlencode

import typer

from efficacy import __version__
from efficacy.errors import CanDoError, ContentError, InvalidValue
from efficacy.home import home
from efficacy.services.workshop import Workshop

if TYPE_CHECKING:
    from efficacy.services.access import Operator
    from efficacy.services.handouts import Made

DEFAULT_PORT = 8501

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Can Do: group workshops on math and career self-efficacy.",
)

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="Where the answers are kept; without it a file in your data folder.",
    ),
]
Port = Annotated[
    int | None,
    typer.Option("--port", min=1, max=65535, help=f"The port; {DEFAULT_PORT} without."),
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="Do not open the console in a browser.")
]


class Mode(StrEnum):
    """The two modes of a cohort."""

    confidential = "confidential"
    group_only = "group-only"


class Form(StrEnum):
    """How much the surveys ask, in a plan that has both."""

    core = "core"
    full = "full"


class Book(StrEnum):
    """The two kinds of workbook."""

    cohort = "cohort"
    working = "working"


@dataclass(frozen=True, slots=True)
class Asked:
    """What stood before the subcommand; the same option after it counts more."""

    database: str | None
    port: int | None
    no_browser: bool


def main() -> NoReturn:
    """Run the command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a sign shows another one; the sentence matters more.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except typer.Abort:
        sys.exit(130)
    except CanDoError as problem:
        _complain(str(problem))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as problem:
        sys.exit(_unexpected(problem))


def _unexpected(problem: Exception) -> int:
    # Typer's own errors know how to show themselves and which code to leave with.
    show = getattr(problem, "show", None)
    if show is not None:
        show()
        return int(getattr(problem, "exit_code", 2))
    import logging

    logging.getLogger("efficacy").debug("unexpected", exc_info=problem)
    # The first line only: what comes after it may quote what people wrote.
    reason = f"{type(problem).__name__}: {problem}".splitlines()[0][:300]
    _complain(
        f"Something went wrong that Can Do did not expect ({reason}). "
        "Run `workshop doctor` and report what it prints."
    )
    return 1


def _asked(context: typer.Context, database: str | None) -> str | None:
    """Return the database that was named, after the subcommand or before it."""
    asked: Asked = context.obj
    return database or asked.database


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


@contextmanager
def opened(database: str | None) -> Iterator[Workshop]:
    """Open the store and the curriculum; close the store in the end."""
    from efficacy.content.library import Library
    from efficacy.store.engine import (
        licensed_folder,
        open_store,
        own_folder,
        own_handouts_folder,
    )

    store = open_store(database)
    try:
        for warning in store.warnings:
            _complain(warning)
        own = own_folder(database)
        library = Library(home() / "curriculum", licensed=licensed_folder(), own=own)
        yield Workshop(store=store, library=library, own_handouts=own_handouts_folder(database))
    finally:
        store.close()


# -------------------------------------------------------------------- start


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    database: Database = None,
    port: Port = None,
    no_browser: NoBrowser = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Start the app; print the room's address and a QR code; open the console."""
    if version:
        print(f"Can Do {__version__}")
        raise typer.Exit
    context.obj = Asked(database, port, no_browser)
    if context.invoked_subcommand is None:
        _serve(database, port=port or DEFAULT_PORT, browser=not no_browser)


@app.command()
def demo(
    context: typer.Context,
    database: Database = None,
    port: Port = None,
    no_browser: NoBrowser = False,
) -> None:
    """Start with a simulated cohort, marked synthetic, in a database of its own."""
    from efficacy.simulate import simulate as play
    from efficacy.store.engine import data_folder, file_url

    asked: Asked = context.obj
    url = database or asked.database or file_url(data_folder() / "demo.db")
    number = port or asked.port or DEFAULT_PORT
    _check_port(number)
    with opened(url) as workshop:
        from efficacy.services import access, present

        if not present.cohort_cards(workshop, access.Operator()):
            print("Playing a session with 24 simulated participants ...")
            play(workshop, plan_id="starter-45", participants=24, seed=7)
    _serve(url, port=number, browser=not (no_browser or asked.no_browser))


def _serve(database: str | None, *, port: int, browser: bool) -> None:
    from efficacy.greeting import greet

    _check_port(port)
    if database:
        os.environ["WORKSHOP_DATABASE_URL"] = database
    with opened(database) as workshop:
        _purge(workshop)
        link = greet(workshop, port=port)
    if browser:
        _open_browser_when_ready(link, port)
    _run_streamlit(port)


def _check_port(port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError as problem:
            raise InvalidValue(
                "Port {port} cannot be used: another program (perhaps Can Do itself) has it, or "
                "the system keeps it. Close the other program, or start with "
                "`workshop --port {other}`.",
                port=port,
                other=port + 1 if port < 65535 else 8501,
            ) from problem


def _open_browser_when_ready(link: str, port: int) -> None:
    import threading
    import webbrowser

    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return

    def wait_and_open() -> None:
        from efficacy.greeting import is_up

        for _ in range(100):
            if is_up(port):
                webbrowser.open(link)
                return
            threading.Event().wait(0.2)

    threading.Thread(target=wait_and_open, daemon=True).start()


def _run_streamlit(port: int) -> None:
    # The one place in the engine that knows of Streamlit: its own start command.
    import click
    from streamlit.web import cli as streamlit_cli

    sys.argv = [
        "streamlit",
        "run",
        str(home() / "workshop_app.py"),
        "--server.port",
        str(port),
        "--browser.serverPort",
        str(port),
    ]
    # Whether Ctrl+C comes out of it as an exception depends on the moment it was pressed.
    with suppress(KeyboardInterrupt, click.Abort):
        streamlit_cli.main(standalone_mode=False)
    print("  Can Do has stopped. What was answered is saved.")


# ------------------------------------------------------------------ content


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A curriculum folder.")] = None,
    # Every subcommand takes it, so that a call can be changed into another one.
    _database: Annotated[str | None, typer.Option("--database", hidden=True)] = None,
) -> None:
    """Check a curriculum folder: every problem at once, with place and hint.

    Without a folder it checks what ships, and then the content of one's own beside it.
    """
    from efficacy.content.lint import report

    try:
        text, is_free_of_errors = report(folder or home() / "curriculum")
    except ContentError as problems:
        _complain(str(problems))
        raise typer.Exit(1) from problems
    print(text)
    if folder is None and is_free_of_errors:
        is_free_of_errors = _check_own()
    if not is_free_of_errors:
        raise typer.Exit(1)


def _check_own() -> bool:
    """Print what is wrong with content of one's own and bought instruments; True if nothing is."""
    from efficacy.content.library import Library
    from efficacy.store.engine import licensed_folder, own_folder

    licensed, own = licensed_folder(), own_folder()
    if not (licensed.is_dir() or own.is_dir()):
        return True
    library = Library(home() / "curriculum", licensed=licensed, own=own)
    problems = (*library.own().problems, *library.shelf().problems)
    number = len(library.own().entries) + len(library.shelf().copies)
    if number or problems:
        print(f"Of your own: {number} in use, {len(problems)} problem(s).")
    for problem in problems:
        print(f"  {problem}")
    return not problems


# ------------------------------------------------------- cohorts without screens


@app.command()
def simulate(
    context: typer.Context,
    plan: Annotated[str, typer.Option("--plan", help="The plan's id.")],
    participants: Annotated[int, typer.Option("--participants", help="How many people.")] = 24,
    seed: Annotated[int, typer.Option("--seed")] = 7,
    sessions: Annotated[
        int | None, typer.Option("--sessions", min=1, help="How many sessions to play.")
    ] = None,
    mode: Annotated[Mode, typer.Option("--mode")] = Mode.confidential,
    form: Annotated[Form, typer.Option("--form", help="How much the surveys ask.")] = Form.core,
    database: Database = None,
) -> None:
    """Run a synthetic cohort through a plan; the last line printed is its code."""
    from efficacy.simulate import simulate as play

    with opened(_asked(context, database)) as workshop:
        code = play(
            workshop,
            plan_id=plan,
            participants=participants,
            seed=seed,
            sessions=sessions,
            mode=mode.value,
            form=form.value,
        )
    print(code)


@app.command()
def export(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The cohort's code.")],
    file: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
    kind: Annotated[Book, typer.Option("--kind", help="Which workbook.")] = Book.cohort,
    database: Database = None,
) -> None:
    """Write a cohort's workbook."""
    from efficacy.services import exports

    _require_xlsx(file)
    with _cohort(context, database, code) as (workshop, who, cohort_id):
        _, content = exports.workbook(workshop, who, cohort_id, kind=kind.value)
    _write_whole(file, content)


@contextmanager
def _cohort(
    context: typer.Context, database: str | None, code: str
) -> Iterator[tuple[Workshop, Operator, str]]:
    """Open the store; give it, who asks on this machine, and the id of the cohort."""
    from efficacy.services import access, report

    with opened(_asked(context, database)) as workshop:
        who = access.Operator()
        yield workshop, who, report.cohort_with_code(workshop, who, code)


def _require_xlsx(file: Path) -> None:
    if file.suffix.lower() != ".xlsx":
        raise InvalidValue(
            "The workbook is an Excel file, so its name ends in .xlsx; “{found}” does not. "
            "Add the ending.",
            found=file.name,
        )


def _write_whole(file: Path, content: bytes) -> None:
    """Write a file under a temporary name and move it, never half a file; say that it is there."""
    temporary = file.with_name(f".{file.name}.part")
    try:
        try:
            temporary.write_bytes(content)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        raise InvalidValue(
            "“{file}” cannot be written ({reason}). Choose a folder you may write to, and close "
            "the file if it is open in Excel.",
            file=file,
            reason=problem.strerror or problem,
        ) from problem
    print(f"Written: {file}")


@app.command()
def template(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The cohort's code.")],
    file: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
    new: Annotated[
        int, typer.Option("--new", min=0, help="Numbers for people who answer on paper alone.")
    ] = 0,
    database: Database = None,
) -> None:
    """Write a workbook to type answers from paper into; it holds no answer."""
    from efficacy.services import paper_entry

    _require_xlsx(file)
    with _cohort(context, database, code) as (workshop, who, cohort_id):
        _, content = paper_entry.template(workshop, who, cohort_id, new=new)
    _write_whole(file, content)


@app.command("import")
def import_answers(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The cohort's code.")],
    file: Annotated[Path, typer.Argument(help="The workbook with the answers.")],
    database: Database = None,
) -> None:
    """Take in answers from paper: all of them, or none with every problem and its cell."""
    from efficacy.services import paper_entry

    with _cohort(context, database, code) as (workshop, who, cohort_id):
        taken = paper_entry.take_in(workshop, who, cohort_id, _read_whole(file))
    print(
        f"Taken in: {taken.saved} answers of {taken.people} people. "
        f"Already there: {taken.same}. New people: {taken.added}."
    )
    print(f"Delete {file} now, if you need it no more: it says what each person answered.")


class Paper(StrEnum):
    """The papers that handouts are laid out for."""

    a4 = "a4"
    us_letter = "us-letter"


@app.command()
def handouts(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The cohort's code.")],
    folder: Annotated[Path, typer.Argument(help="Where the PDF files go.")],
    session: Annotated[
        int | None, typer.Option("--session", min=1, help="Only this session's sheets, from 1.")
    ] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="XX", help="Without it each person's own.")
    ] = "",
    paper: Annotated[Paper, typer.Option("--paper", help="The paper.")] = Paper.a4,
    large: Annotated[bool, typer.Option("--large", help="Large print, 18 points.")] = False,
    fronts: Annotated[
        bool, typer.Option("--fronts", help="For both sides: each handout starts on a front.")
    ] = False,
    database: Database = None,
) -> None:
    """Write the handouts of a cohort as PDF: one file for people, one for each session."""
    from efficacy.reports.handouts.look import Look
    from efficacy.services import handouts as printing

    look = Look(paper=paper.value, is_large=large, starts_odd=fronts)
    with _cohort(context, database, code) as (workshop, who, cohort_id):
        orders = printing.orders(
            workshop, who, cohort_id, session=session, language=language, look=look
        )
        made = [
            (stem, printing.make(workshop, who, cohort_id, order)) for stem, order in orders.items()
        ]
    _make_folder(folder)
    for stem, file in made:
        _write_whole(folder / f"{stem}.pdf", file.content)
    _tell_of_handouts([file for _, file in made])


def _tell_of_handouts(made: list[Made]) -> None:
    """Say what no font has and what could not be used; then there is an error."""
    missing = sorted({sign for one in made for sign in one.missing})
    if missing:
        _complain(
            "No font has these characters; a sign stands in their place: " + " ".join(missing)
        )
    problems = dict.fromkeys(problem for one in made for problem in one.problems)
    for problem in problems:
        _complain(str(problem))
    if problems:
        raise typer.Exit(1)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise InvalidValue(
            "The folder “{folder}” cannot be made ({reason}). Choose another one.",
            folder=folder,
            reason=problem.strerror or problem,
        ) from problem


@app.command()
def analyse(
    file: Annotated[Path, typer.Argument(help="A CSV file with a row a person.")],
    pre: Annotated[str, typer.Option("--pre", help="The column with the scores before.")],
    post: Annotated[str, typer.Option("--post", help="The column with the scores after.")],
    reliability: Annotated[
        float | None, typer.Option("--reliability", help="Retest reliability of the scale.")
    ] = None,
    # Every subcommand takes it, so that a call can be changed into another one.
    _database: Annotated[str | None, typer.Option("--database", hidden=True)] = None,
) -> None:
    """Print the change report for scores that were collected elsewhere."""
    from efficacy.language import speech
    from efficacy.reports.change_report import change_report
    from efficacy.reports.columns import read_pairs

    found = read_pairs(_read_whole(file), pre=pre, post=post)
    print(change_report(found, pre=pre, post=post, reliability=reliability, say=speech()))


def _read_whole(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise InvalidValue(
            "“{file}” cannot be read ({reason}). Check the name and the folder.",
            file=file,
            reason=problem.strerror or problem,
        ) from problem


# -------------------------------------------------------------- maintenance


@app.command()
def doctor(context: typer.Context, database: Database = None, port: Port = None) -> None:
    """Look at addresses, port, reachability, disk and database; say what to do."""
    from efficacy.doctor import examine

    asked: Asked = context.obj
    findings = examine(_asked(context, database), port=port or asked.port or DEFAULT_PORT)
    for finding in findings:
        print(finding)
    if any(not finding.is_well for finding in findings):
        raise typer.Exit(1)


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    database: Database = None,
) -> None:
    """Copy the database to a file, also while a session is live."""
    from efficacy.store.backup import backup as copy
    from efficacy.store.engine import default_url

    copy(_asked(context, database) or default_url(), file, force=force)
    print(f"Backed up to {file}")


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A backup made by `workshop backup`.")],
    database: Database = None,
) -> None:
    """Put a backup in the database's place; the present one is kept beside it."""
    from efficacy.store.backup import restore as put_back
    from efficacy.store.engine import default_url

    kept = put_back(_asked(context, database) or default_url(), file)
    print(f"Restored from {file}.")
    if kept:
        print(f"The database that was there is kept as {kept}")


@app.command()
def purge(context: typer.Context, database: Database = None) -> None:
    """Delete the call names of cohorts past their retention date, for good."""
    with opened(_asked(context, database)) as workshop:
        if not _purge(workshop):
            print("No cohort is past its retention date.")


def _purge(workshop: Workshop) -> bool:
    """Delete what is past its date, and say so; return whether there was anything."""
    from efficacy.services import facilitate

    purged = facilitate.purge_due(workshop)
    if not purged.cohorts:
        return False
    print(f"Call names past their retention date were deleted. Cohorts: {purged.cohorts}.")
    for copy in purged.copies:
        print(f"Deleted with them, because it held them too: {copy}")
    print("Backups that you made yourself still hold them. Delete those that are older.")
    return True


facilitator_app = typer.Typer(help="Facilitators.", no_args_is_help=True)
app.add_typer(facilitator_app, name="facilitator")


@facilitator_app.command("add")
def facilitator_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name they will log in with.")],
    port: Port = None,
    database: Database = None,
) -> None:
    """Print a one-time link with which one more facilitator chooses a passphrase."""
    from efficacy.services import access

    asked: Asked = context.obj
    with opened(_asked(context, database)) as workshop:
        token = access.invite(workshop, name)
    query = urlencode({"token": token, "name": name})
    print("Open this link on this machine while Can Do is running; it works once:")
    print(f"http://localhost:{port or asked.port or DEFAULT_PORT}/setup?{query}")


@facilitator_app.command("passphrase")
def facilitator_passphrase(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name they log in with.")],
    passphrase: Annotated[
        str, typer.Option(prompt="New passphrase", hide_input=True, confirmation_prompt=True)
    ],
    database: Database = None,
) -> None:
    """Give a facilitator who forgot it another passphrase."""
    from efficacy.services import access

    with opened(_asked(context, database)) as workshop:
        access.set_passphrase(workshop, access.Operator(), name=name, passphrase=passphrase)
    print("The passphrase was changed. All their log-ins were ended.")


if __name__ == "__main__":
    main()
