"""Rules for countries: marks that can be told apart, and tasks that still come out there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from efficacy.content.countries import Country
from efficacy.content.findings import Collector
from efficacy.content.ladder_checks import of_country
from efficacy.content.ladders import Ladder
from efficacy.content.writing import Writing, written_in
from efficacy.errors import Problem

LONGEST_CURRENCY = 4


def check_country(country: Country, found: Collector) -> None:
    """Note what is wrong inside one country."""
    if country.decimal_mark == country.thousands_mark:
        found.error(
            f"{country.id} → thousands_mark",
            expected="another mark than the decimal mark",
            found=f"“{country.thousands_mark}” for both",
        )
    if len(country.currency) > LONGEST_CURRENCY or re.search(r"[\d.,\s]", country.currency):
        found.error(
            f"{country.id} → currency",
            expected=f"a sign or up to {LONGEST_CURRENCY} letters, such as € or CHF",
            found=f"“{country.currency}”",
        )


def check_tasks_there(country: Country, ladders: Iterable[Ladder], found: Collector) -> None:
    """Note tasks of math ladders that do not come out with the tax and grades of a country."""
    # Numbers are read back from the tasks, so their marks are the plain ones.
    there, plain = written_in(country), Writing()
    writing = replace(there, mark=plain.mark, thousands=plain.thousands, lakhs=plain.lakhs)
    for ladder in ladders:
        if ladder.sort != "math":
            continue
        for where, expected, was, hint in of_country(ladder.model_dump_json(), writing):
            place = f"{country.id} → tax → {where}"
            found.add(Problem(found.file, place, expected, was, hint))
