"""Roles that cannot be right at one time: two posts of one person, a post that is former here and current there.

Most posts can be held together: a founder may be chairman, and a chairman chief executive. These cannot, as long as no
text gives them in one breath:

- a post and that of its deputy, or those of two different departments (``roles_differ``, low);
- the same post as a former and as a current one (``status_differs``, medium; low for founders, who remain founders);
- one post that only one person holds, with two holders (``holders_differ``, medium);
- such a post of one person at two organizations (``organizations_differ``, low).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from extract.lang.language import LANGUAGES, read_rules

_Row = dict[str, Any]
_Verdict = tuple[str, str]

REASONS = ("roles_differ", "organizations_differ", "holders_differ", "status_differs")
"""From the least to the most telling."""

_ROLES = frozenset({"role_at", "formerly_at"})
_SINGLE = frozenset({"chair", "chief", "technology"})
_EXCLUSIVE_PAIRS = frozenset({frozenset({"deputy", "chief"}), frozenset({"deputy", "chair"})})


def is_role(row: _Row) -> bool:
    """Return whether a row of `relations` states a role."""
    return row["predicate"] in _ROLES and bool(row["qualifier"])


def of_posts(one: _Row, other: _Row) -> _Verdict | None:
    """Judge two posts of one person at one organization."""
    (unit, kind), (other_unit, other_kind) = (_parts(row["qualifier"]) for row in (one, other))
    if not kind or not other_kind or "founder" in {kind, other_kind}:
        return None
    if unit and other_unit and unit not in other_unit and other_unit not in unit:
        return "low", "roles_differ"
    is_exclusive = not unit and not other_unit and frozenset({kind, other_kind}) in _EXCLUSIVE_PAIRS
    return ("low", "roles_differ") if is_exclusive else None


def of_status(one: _Row, other: _Row) -> _Verdict | None:
    """Judge one post of one person that is former in one statement and current in the other."""
    if one["predicate"] == other["predicate"]:
        return None
    return "low" if _parts(one["qualifier"])[1] == "founder" else "medium", "status_differs"


def of_holders(one: _Row, other: _Row) -> _Verdict | None:
    """Judge two people with one post at one organization."""
    return ("medium", "holders_differ") if _is_single(one) and _is_single(other) else None


def of_places(one: _Row, other: _Row) -> _Verdict | None:
    """Judge two organizations at which one person has one post; part and whole (甲社, 甲社クラウド) are none."""
    names = sorted((str(one["object"] or ""), str(other["object"] or "")), key=len)
    is_part = names[1].startswith(names[0]) or names[1].endswith(names[0])
    return ("low", "organizations_differ") if _is_single(one) and not is_part else None


def _is_single(row: _Row) -> bool:
    unit, kind = _parts(row["qualifier"])
    return row["predicate"] == "role_at" and not unit and kind in _SINGLE


def _parts(qualifier: str) -> tuple[str, str]:
    """Return the department of a post and the kind of it, empty if it is none that we know."""
    for word, kind in _posts():
        if qualifier.endswith(word):
            return qualifier[: -len(word)], kind
    return "", ""


@cache
def _posts() -> tuple[tuple[str, str], ...]:
    """Return the words for posts of all languages with their kinds, the longest first."""
    words = {
        (str(word), str(kind))
        for code in LANGUAGES
        for kind, listed in read_rules(code)["relations"]["posts"].items()
        for word in listed
    }
    return tuple(sorted(words, key=lambda each: (-len(each[0]), each)))


def post(row: _Row) -> str:
    """Return the post that a row states."""
    return str(row["qualifier"])


def status(row: _Row) -> str:
    """Return whether a row states the post as a current or a former one."""
    return f"{row['predicate']} {row['qualifier']}"


def holder(row: _Row) -> str:
    """Return who holds the post."""
    return str(row["subject"] or row["subject_id"])


def place(row: _Row) -> str:
    """Return where the post is held."""
    return str(row["object"] or row["object_id"])
