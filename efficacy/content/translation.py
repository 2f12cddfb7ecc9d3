"""Compare a translation with its English original: same ids, same numbers, other words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from efficacy.content.explain import nearest, shown
from efficacy.content.findings import Collector
from efficacy.content.loader import Content, as_data

# Text under these keys is no wording: it must be the same in every language.
_SAME = frozenset(
    {
        "id",
        "kind",
        "wave",
        "part",
        "rule",
        "session",
        "concept",
        "direction",
        "subscale",
        "source",
        "family",
        "primary_scale",
        "doi",
        "written",
        "licence",
        "status",
    }
)
_OWN = frozenset({"language", "version", "provenance", "references"})


def check_translation(english: Content, translated: Content, found: Collector) -> None:
    """Note where a translation is not the same in structure as the English file."""
    # A talk, a glossary and a guide have no version: nobody answers them.
    theirs, ours = getattr(english, "version", ""), getattr(translated, "version", "")
    if theirs != ours:
        found.warn(
            f"{translated.id} → version",
            expected=f"“{theirs}” as in English",
            found=f"“{ours}”",
            hint="Check what changed in English, then take over its version.",
        )
    left = {key: value for key, value in as_data(english).items() if key not in _OWN}
    right = {key: value for key, value in as_data(translated).items() if key not in _OWN}
    _compare(left, right, trail=translated.id, found=found)


def _compare(left: Any, right: Any, *, trail: str, found: Collector) -> None:
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        _compare_keys(left, right, trail=trail, found=found)
    elif isinstance(left, list) and isinstance(right, list):
        _compare_lists(left, right, trail=trail, found=found)
    elif isinstance(left, str) and isinstance(right, str):
        if trail.rsplit(" → ", 1)[-1] in _SAME and left != right:
            _differs(left, right, trail=trail, found=found)
    elif left != right:
        _differs(left, right, trail=trail, found=found)


def _compare_keys(
    left: Mapping[str, Any], right: Mapping[str, Any], *, trail: str, found: Collector
) -> None:
    for key in [*left, *(key for key in right if key not in left)]:
        step = f"{trail} → {key}"
        if key in left and key in right:
            _compare(left[key], right[key], trail=step, found=found)
        else:
            _differs(left.get(key), right.get(key), trail=step, found=found)


def _compare_lists(left: list[Any], right: list[Any], *, trail: str, found: Collector) -> None:
    named = [part for part in (*left, *right) if isinstance(part, Mapping) and "id" in part]
    if not named:
        if len(left) != len(right):
            _differs(left, right, trail=trail, found=found)
            return
        for number, (one, other) in enumerate(zip(left, right, strict=True), start=1):
            _compare(one, other, trail=f"{trail} → number {number}", found=found)
        return
    ours = {part["id"]: part for part in left}
    theirs = {part["id"]: part for part in right}
    for missing in (one for one in ours if one not in theirs):
        found.error(
            f"{trail} → {missing}",
            expected="the id that English has",
            found="nothing",
            hint=nearest(missing, set(theirs) - set(ours)),
        )
    for unknown in (one for one in theirs if one not in ours):
        found.error(
            f"{trail} → {unknown}",
            expected="only ids that English has",
            found=f"“{unknown}”",
            hint=nearest(unknown, set(ours) - set(theirs)),
        )
    shared = [one for one in ours if one in theirs]
    if [one for one in theirs if one in ours] != shared:
        found.error(trail, expected=f"the order {', '.join(shared)}", found="another order")
    for one in shared:
        _compare(ours[one], theirs[one], trail=f"{trail} → {one}", found=found)


def _differs(left: Any, right: Any, *, trail: str, found: Collector) -> None:
    found.error(
        trail,
        expected=f"{shown(left)} as in English",
        found=shown(right),
        hint="Only words differ between languages.",
    )
