"""Who is asking, and what that role may do.

Identity is read from the store each time a page, a fragment or a route runs:
the cookie says which row to look at, and nothing else is believed. Passphrases
are hashed with argon2id; cookies and links are stored as SHA-256.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound
from efficacy.services.typed import can_be_shown, folded, shows_something, tidy
from efficacy.services.workshop import Workshop, hashed
from efficacy.store.queries import AnyRow, cohorts, facilitators, participants, sessions

if TYPE_CHECKING:
    from argon2 import PasswordHasher

COOKIE_FACILITATOR = "can_do_facilitator"
COOKIE_PARTICIPANT = "can_do_participant"
COOKIE_PROJECTOR = "can_do_projector"

PASSPHRASE_MIN = 10
NAME_MAX = 60


@dataclass(frozen=True, slots=True)
class Facilitator:
    """A counselor with a log-in that stands."""

    id: str
    name: str
    login_id: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A participant on one of their devices."""

    id: str
    cohort_id: str
    device_id: str
    language: str


@dataclass(frozen=True, slots=True)
class Projector:
    """A screen for the room: read only, one session."""

    session_id: str
    cohort_id: str


@dataclass(frozen=True, slots=True)
class Operator:
    """The person at the command line of the machine that holds the database."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """All that one browser is: it may hold a console, a projector and a try-out."""

    facilitator: Facilitator | None = None
    participant: Participant | None = None
    projector: Projector | None = None


def who_is(workshop: Workshop, cookies: Mapping[str, str]) -> Visitor:
    """Return who is behind a browser's cookies, looked up in the store.

    Parameters
    ----------
    cookies : Mapping
        Cookie names and values as the browser sent them.
    """
    tokens = {
        name: cookies[name]
        for name in (COOKIE_FACILITATOR, COOKIE_PARTICIPANT, COOKIE_PROJECTOR)
        if cookies.get(name)
    }
    if not tokens:
        return Visitor()
    with workshop.store.read() as tx:
        return Visitor(
            facilitator=_facilitator(tx, tokens.get(COOKIE_FACILITATOR)),
            participant=_participant(tx, tokens.get(COOKIE_PARTICIPANT)),
            projector=_projector(tx, tokens.get(COOKIE_PROJECTOR)),
        )


def _facilitator(tx: Connection, token: str | None) -> Facilitator | None:
    row = facilitators.by_login(tx, hashed(token)) if token else None
    return Facilitator(row.id, row.name, row.login_id) if row else None


def _participant(tx: Connection, token: str | None) -> Participant | None:
    row = participants.by_device(tx, hashed(token)) if token else None
    return Participant(row.id, row.cohort_id, row.device_id, row.language) if row else None


def _projector(tx: Connection, token: str | None) -> Projector | None:
    row = sessions.by_projector(tx, hashed(token)) if token else None
    return Projector(row.session_id, row.cohort_id) if row else None


# ------------------------------------------------------------ set-up, log-in


def has_facilitator(workshop: Workshop) -> bool:
    """Return whether anybody has been set up yet."""
    with workshop.store.read() as tx:
        return facilitators.count(tx) > 0


def new_setup_link(workshop: Workshop) -> str:
    """Return the token of a new one-time link; older unused links stop working.

    Only the person at the machine can call this: it is printed in the terminal.
    """
    token = workshop.new_token()
    now_ms = workshop.now_ms()
    workshop.store.write(
        lambda tx: facilitators.replace_setup_link(tx, hashed(token), now_ms=now_ms)
    )
    return token


def invite(workshop: Workshop, name: str) -> str:
    """Return the token of a one-time link for one more facilitator.

    Only the person at the machine can call this. The name is checked now, so
    that nobody is sent a link that leads to a refusal.

    Raises
    ------
    InvalidValue
        If the name cannot be one.
    Conflict
        If somebody logs in by that name already.
    """
    name = _checked_name(name)
    with workshop.store.read() as tx:
        _require_new_name(tx, name)
    return new_setup_link(workshop)


def _require_new_name(tx: Connection, name: str) -> None:
    if facilitators.by_name(tx, folded(name), fold=folded):
        raise Conflict(
            "A facilitator called “{name}” exists already. Choose another name.", name=name
        )


def setup_link_is_open(workshop: Workshop, token: str) -> bool:
    """Return whether the link exists and was not used."""
    with workshop.store.read() as tx:
        return facilitators.setup_link_is_unused(tx, hashed(token))


def become_facilitator(workshop: Workshop, token: str, *, name: str, passphrase: str) -> str:
    """Make a facilitator by a one-time link; return the token of their log-in.

    Raises
    ------
    NotAllowed
        If the link was used before or never existed.
    InvalidValue
        If the name or the passphrase is too short or too long.
    Conflict
        If somebody logs in by that name already.
    """
    name = _checked_name(name)
    secret = _checked_passphrase(passphrase)

    def job(tx: Connection) -> str:
        now_ms = workshop.now_ms()
        if not facilitators.use_setup_link(tx, hashed(token), now_ms=now_ms):
            raise NotAllowed(
                "This set-up link does not work any more: it was used, or a newer one was made. "
                "Start Can Do again on its laptop and use the link that it prints."
            )
        _require_new_name(tx, name)
        facilitator_id = workshop.new_id()
        facilitators.add(
            tx, id=facilitator_id, name=name, passphrase_hash=secret, created_ms=now_ms
        )
        cohorts.adopt_ownerless(tx, facilitator_id)
        facilitators.note_in_audit(
            tx, "facilitator-added", now_ms=now_ms, facilitator_id=facilitator_id
        )
        return _new_login(workshop, tx, facilitator_id)

    return workshop.store.write(job)


def log_in(workshop: Workshop, *, name: str, passphrase: str) -> str:
    """Return the token of a new log-in.

    Raises
    ------
    NotAllowed
        One sentence for a wrong name and a wrong passphrase alike, after the
        same amount of work, so that nobody learns which names exist.
    """
    with workshop.store.read() as tx:
        known = facilitators.by_name(tx, folded(name), fold=folded)
    if not _passphrase_fits(known.passphrase_hash if known else None, passphrase) or not known:
        raise NotAllowed("This name and passphrase do not fit together. Check both and try again.")
    facilitator_id = known.id
    return workshop.store.write(lambda tx: _new_login(workshop, tx, facilitator_id))


def log_out(workshop: Workshop, who: Facilitator) -> None:
    """End this log-in; every open screen that lived on it is told at once."""
    now_ms = workshop.now_ms()
    workshop.store.write(lambda tx: facilitators.end_login(tx, who.login_id, now_ms=now_ms))
    workshop.announcer.access_changed()


def set_passphrase(workshop: Workshop, who: Operator, *, name: str, passphrase: str) -> None:
    """Give a facilitator another passphrase and end all their log-ins.

    For a forgotten passphrase: whoever holds the machine's command line holds
    the database as well, so nothing more is asked of them.

    Raises
    ------
    NotFound
        If nobody logs in by that name.
    InvalidValue
        If the passphrase is too short or too long.
    """
    secret = _checked_passphrase(passphrase)

    def job(tx: Connection) -> None:
        require_login(tx, who)
        known = facilitators.by_name(tx, folded(name), fold=folded)
        if known is None:
            raise NotFound(
                "No facilitator logs in as “{name}”. Those who do: {names}.",
                name=name[:60],
                names=", ".join(row.name for row in facilitators.all_of_them(tx)) or "–",
            )
        now_ms = workshop.now_ms()
        facilitators.set_passphrase(tx, known.id, secret, now_ms=now_ms)
        facilitators.note_in_audit(tx, "passphrase-set", now_ms=now_ms, facilitator_id=known.id)

    workshop.store.write(job)
    workshop.announcer.access_changed()


def _new_login(workshop: Workshop, tx: Connection, facilitator_id: str) -> str:
    token = workshop.new_token()
    facilitators.add_login(
        tx,
        id=workshop.new_id(),
        facilitator_id=facilitator_id,
        token_hash=hashed(token),
        created_ms=workshop.now_ms(),
    )
    return token


def _checked_name(name: str) -> str:
    name = tidy(name)
    if not can_be_shown(name):
        raise InvalidValue("A facilitator's name holds letters, digits and spaces. Type it again.")
    if not 2 <= len(name) <= NAME_MAX or not shows_something(name):
        raise InvalidValue(
            "A facilitator's name has 2 to {most} characters; this one has {found}. "
            "Type the name you will log in with.",
            most=NAME_MAX,
            found=len(name),
        )
    return name


def _checked_passphrase(passphrase: str) -> str:
    if not PASSPHRASE_MIN <= len(passphrase) <= 200:
        raise InvalidValue(
            "A passphrase has at least {least} characters; this one has {found}. "
            "A few words in a row are easy to remember.",
            least=PASSPHRASE_MIN,
            found=len(passphrase),
        )
    return _hasher().hash(passphrase)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody has this passphrase")


def _passphrase_fits(stored: str | None, passphrase: str) -> bool:
    from argon2.exceptions import VerificationError

    try:
        return _hasher().verify(stored or _nobody(), passphrase[:1000]) and stored is not None
    except VerificationError:
        return False


# ---------------------------------------------------------------- permission


def require_login(tx: Connection, who: Facilitator | Operator) -> None:
    """Refuse a facilitator whose log-in has ended since the page was drawn."""
    if isinstance(who, Operator):
        return
    if not isinstance(who, Facilitator) or not facilitators.login_stands(tx, who.login_id):
        raise NotAllowed("You are logged out. Log in again to go on; nothing was lost.")


def require_cohort(
    tx: Connection, who: Facilitator | Operator, cohort_id: str, *, owner: bool = False
) -> AnyRow:
    """Return the cohort's row if ``who`` may work with it.

    Raises
    ------
    NotAllowed
        If the log-in has ended, or only the owner may do this.
    NotFound
        If there is no such cohort, or it is somebody else's: the two are not
        told apart.
    """
    require_login(tx, who)
    row = cohorts.by_id(tx, cohort_id)
    role = "owner" if isinstance(who, Operator) else cohorts.role_of(tx, cohort_id, who.id)
    if row is None or role is None:
        raise NotFound(
            "There is no such cohort among yours. Open the list of cohorts and choose one."
        )
    if owner and role != "owner":
        raise NotAllowed("Only the owner of this cohort can do that. Ask them to do it.")
    return row


def require_session(
    tx: Connection, who: Facilitator | Operator, session_id: str
) -> tuple[AnyRow, AnyRow]:
    """Return the session's and its cohort's row if ``who`` may run it."""
    require_login(tx, who)
    row = sessions.by_id(tx, session_id)
    if row is None:
        raise NotFound(
            "There is no such session among yours. Open the list of cohorts and choose one."
        )
    return row, require_cohort(tx, who, row.cohort_id)


def require_participant(tx: Connection, who: Participant) -> AnyRow:
    """Return the participant's row, with the cohort's state, if they still take part."""
    row = participants.in_good_standing(tx, who.id, who.device_id)
    if row is None:
        raise NotAllowed(
            "This device does not belong to a participant any more. "
            "Open the room's address again to come back."
        )
    return row


# ------------------------------------------------------------------ settings


def allows_remote_login(workshop: Workshop) -> bool:
    """Return whether facilitators may log in from other devices than the laptop."""
    with workshop.store.read() as tx:
        return facilitators.setting_of(tx, "remote_login") == "yes"


def set_remote_login(workshop: Workshop, who: Facilitator | Operator, *, allowed: bool) -> None:
    """Switch log-in from other devices on or off."""

    def job(tx: Connection) -> None:
        require_login(tx, who)
        facilitators.set_setting(tx, "remote_login", "yes" if allowed else "no")
        facilitators.note_in_audit(
            tx,
            "remote-login-set",
            now_ms=workshop.now_ms(),
            facilitator_id=getattr(who, "id", None),
            detail="yes" if allowed else "no",
        )

    workshop.store.write(job)


def facilitator_names(workshop: Workshop, who: Facilitator | Operator) -> tuple[str, ...]:
    """Return the names of all facilitators."""
    with workshop.store.read() as tx:
        require_login(tx, who)
        return tuple(row.name for row in facilitators.all_of_them(tx))
