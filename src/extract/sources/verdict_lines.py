"""One line of ``sources/verdicts.jsonl`` as an object with the keys that its verdict must have."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from extract.errors import ShuttenError
from extract.ids import name_key

SAME, DIFFERENT, UNDO = "same", "different", "undo"
ACCEPT, REJECT, CORRECT = "accept", "reject", "correct"

_TEXT, _TEXT_OR_NULL, _PLACES = "text", "text or null", "places"
_EACH = {"verdict": _TEXT, "reviewer": _TEXT, "time": _TEXT}
_IDENTITY = {**_EACH, "one": _TEXT, "other": _TEXT}
_OF_CHANGE = {
    **_EACH, "dataset": _TEXT, "row": _TEXT, "row_before": _TEXT_OR_NULL, "kind": _TEXT, "field": _TEXT_OR_NULL,
    "before": _TEXT_OR_NULL, "after": _TEXT_OR_NULL, "evidence": _PLACES,
}  # fmt: skip
_KEYS = {
    SAME: _IDENTITY,
    DIFFERENT: _IDENTITY,
    ACCEPT: _OF_CHANGE,
    REJECT: _OF_CHANGE,
    CORRECT: {**_OF_CHANGE, "field": _TEXT, "value": _TEXT_OR_NULL},
    UNDO: {**_EACH, "of": _TEXT},
}
_PLACE = {"document": str, "page": int, "start": int, "end": int, "quote": str, "line": str}
_NAMED = re.compile(r"(organization|person|model|product|place|other):(.*)", re.DOTALL)
_ID = re.compile(r"[a-z]+-\S+")


def read_object(line: bytes, place: str) -> dict[str, Any]:
    """Return what a line holds.

    Args:
        line: JSON in UTF-8.
        place: how messages name it.

    Raises:
        ShuttenError: if the line is not as it must be.
    """
    try:
        given = json.loads(line.decode("utf-8"), object_pairs_hook=_unique)
    except ValueError as error:  # a text that is no UTF-8, too
        raise ShuttenError(place, f"is no JSON object: {error}.", "Write one object on one line, in UTF-8.") from error
    if not isinstance(given, dict):
        raise ShuttenError(place, "is no JSON object.", "Write one object on one line.")
    _check(given, place)
    return given


def named(reference: str) -> tuple[str, str] | None:
    """Return the type and name of ``type:name``, or None for an id."""
    found = _NAMED.fullmatch(reference)
    return (found[1], found[2]) if found else None


def _check(given: Mapping[str, Any], place: str) -> None:
    """Refuse a line that lacks a key, has one too many or holds what its key cannot."""
    if "verdict" not in given:
        raise ShuttenError(place, "has no 'verdict'.", f"Write one of {', '.join(_KEYS)}.")
    keys = _KEYS.get(given["verdict"]) if isinstance(given["verdict"], str) else None
    if keys is None:
        raise ShuttenError(place, f"{given['verdict']!r} is no verdict.", f"Write one of {', '.join(_KEYS)}.")
    faults = [f"has no {key!r}" for key in keys if key not in given]
    faults += [f"has the unknown key {key!r}" for key in sorted(set(given) - {*keys, "note"})]
    if faults:
        raise ShuttenError(place, f"{faults[0]}.", f"Use {', '.join(keys)} and, if you like, note.")
    for key, value in given.items():
        kind = keys.get(key, _TEXT_OR_NULL)
        if kind == _PLACES:
            _check_places(value, place)
        elif not (isinstance(value, str) if kind == _TEXT else value is None or isinstance(value, str)) or (
            kind == _TEXT and not str(value).strip()
        ):
            raise ShuttenError(place, f"{key!r} is no text, or an empty one.", "Write a text.")
    for key in ("one", "other"):
        if key in keys and not _is_reference(given[key]):
            raise ShuttenError(
                place, f"{key!r} is neither an id nor a type and a name: {given[key]!r}.",
                "Write an id such as org-baidu, or the type and the name such as organization:百度.",
            )  # fmt: skip
    try:
        dt.datetime.fromisoformat(given["time"])
    except ValueError:
        raise ShuttenError(place, f"{given['time']!r} is no time.", "Write it as 2026-01-05T09:30:00Z.") from None


def _check_places(value: Any, place: str) -> None:
    for each in value if isinstance(value, list) else [None]:
        if not isinstance(each, dict) or {key: type(part) for key, part in each.items()} != _PLACE:
            raise ShuttenError(
                place,
                f"'evidence' holds what is no place: {each!r}.",
                f"Write a list of objects with {', '.join(_PLACE)}.",
            )


def _is_reference(reference: str) -> bool:
    found = named(reference)
    return bool(name_key(found[1]) if found else _ID.fullmatch(reference))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice")
    return made
