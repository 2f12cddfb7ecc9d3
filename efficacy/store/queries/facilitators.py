"""Facilitators, their log-ins, the one-time set-up link, and settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from efficacy.store.queries import AnyRow
from efficacy.store.tables import audit, facilitator, login, setting, setup_link
from efficacy.store.upsert import upsert


def count(tx: Connection) -> int:
    """Return how many facilitators there are."""
    return tx.execute(
        select(func.count()).select_from(facilitator).where(facilitator.c.removed_ms.is_(None))
    ).scalar_one()


def by_name(tx: Connection, folded: str, *, fold: Callable[[str], str]) -> AnyRow | None:
    """Return the facilitator whose name, folded by ``fold``, is ``folded``.

    Compared here and not by the database: SQLite knows the case of English letters only.
    """
    for row in tx.execute(select(facilitator).where(facilitator.c.removed_ms.is_(None))):
        if fold(row.name) == folded:
            return row
    return None


def all_of_them(tx: Connection) -> list[AnyRow]:
    """Return id and name of every facilitator, by name."""
    return list(
        tx.execute(
            select(facilitator.c.id, facilitator.c.name)
            .where(facilitator.c.removed_ms.is_(None))
            .order_by(facilitator.c.name)
        )
    )


def add(tx: Connection, **columns: Any) -> None:
    """Insert a facilitator."""
    tx.execute(insert(facilitator).values(**columns))


def set_passphrase(
    tx: Connection, facilitator_id: str, passphrase_hash: str, *, now_ms: int
) -> None:
    """Write another passphrase and end every log-in made with the old one."""
    tx.execute(
        update(facilitator)
        .where(facilitator.c.id == facilitator_id)
        .values(passphrase_hash=passphrase_hash)
    )
    tx.execute(
        update(login)
        .where(login.c.facilitator_id == facilitator_id, login.c.ended_ms.is_(None))
        .values(ended_ms=now_ms)
    )


def add_login(tx: Connection, **columns: Any) -> None:
    """Insert a log-in."""
    tx.execute(insert(login).values(**columns))


def by_login(tx: Connection, token_hash: str) -> AnyRow | None:
    """Return id, name and login id behind a cookie, if the log-in still stands."""
    return tx.execute(
        select(facilitator.c.id, facilitator.c.name, login.c.id.label("login_id"))
        .join(login, login.c.facilitator_id == facilitator.c.id)
        .where(
            login.c.token_hash == token_hash,
            login.c.ended_ms.is_(None),
            facilitator.c.removed_ms.is_(None),
        )
    ).one_or_none()


def login_stands(tx: Connection, login_id: str) -> bool:
    """Return whether a log-in has not been ended and its owner not removed."""
    return (
        tx.execute(
            select(login.c.id)
            .join(facilitator, login.c.facilitator_id == facilitator.c.id)
            .where(
                login.c.id == login_id,
                login.c.ended_ms.is_(None),
                facilitator.c.removed_ms.is_(None),
            )
        ).first()
        is not None
    )


def end_login(tx: Connection, login_id: str, *, now_ms: int) -> None:
    """End one log-in."""
    tx.execute(
        update(login)
        .where(login.c.id == login_id, login.c.ended_ms.is_(None))
        .values(ended_ms=now_ms)
    )


def replace_setup_link(tx: Connection, token_hash: str, *, now_ms: int) -> None:
    """Make this the only unused set-up link."""
    tx.execute(delete(setup_link).where(setup_link.c.used_ms.is_(None)))
    tx.execute(insert(setup_link).values(token_hash=token_hash, created_ms=now_ms))


def setup_link_is_unused(tx: Connection, token_hash: str) -> bool:
    """Return whether such a link exists and was not used."""
    return (
        tx.execute(
            select(setup_link.c.token_hash).where(
                setup_link.c.token_hash == token_hash, setup_link.c.used_ms.is_(None)
            )
        ).first()
        is not None
    )


def use_setup_link(tx: Connection, token_hash: str, *, now_ms: int) -> bool:
    """Mark the link as used; False if it was used before or never existed."""
    used = tx.execute(
        update(setup_link)
        .where(setup_link.c.token_hash == token_hash, setup_link.c.used_ms.is_(None))
        .values(used_ms=now_ms)
    )
    return used.rowcount == 1


def setting_of(tx: Connection, name: str) -> str | None:
    """Return a setting's value, or None where it was never set."""
    return tx.execute(select(setting.c.value).where(setting.c.name == name)).scalar_one_or_none()


def set_setting(tx: Connection, name: str, value: str) -> None:
    """Write a setting, new or again."""
    upsert(tx, setting, {"name": name, "value": value}, key=("name",))


def note_in_audit(
    tx: Connection,
    verb: str,
    *,
    now_ms: int,
    facilitator_id: str | None = None,
    cohort_id: str | None = None,
    detail: str = "",
) -> None:
    """Write one line of the audit; ``detail`` never holds a participant's words."""
    tx.execute(
        insert(audit).values(
            at_ms=now_ms,
            facilitator_id=facilitator_id,
            cohort_id=cohort_id,
            verb=verb,
            detail=detail,
        )
    )
