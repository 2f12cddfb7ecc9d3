"""All SQL, by noun. Each function takes the transaction first and asks no rules."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import Row

# A row with its columns as attributes; which ones, the query beside it says.
AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"
