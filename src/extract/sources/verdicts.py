"""What reviewers decided about names, one JSON object a line in ``sources/verdicts.jsonl``; lines are only ever added.

    {"verdict": "same", "one": "model:千问大模型", "other": "model-qwen", "reviewer": "mk", "time": "2026-01-05T09:30:00Z"}

`one` and `other` are the id of an entity, or a type and a name as written with a colon between them. `note` may be added.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import ShuttenError
from extract.ids import name_key

FILE_NAME = "verdicts.jsonl"
"""It lies in a project's folder of sources, beside that of the names files."""

_VERDICTS = ("same", "different")
_REQUIRED = ("verdict", "one", "other", "reviewer", "time")
_KEYS = frozenset({*_REQUIRED, "note"})
_NAMED = re.compile(r"(organization|person|model|product|place|other):(.*)", re.DOTALL)
_ID = re.compile(r"[a-z]+-\S+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision of a reviewer.

    Attributes:
        is_same: whether both are one thing; else they are two.
        one: an entity's id, or ``type:name``.
        other: the same of the other.
        place: the file and line, for messages.
    """

    is_same: bool
    one: str
    other: str
    reviewer: str
    time: str
    note: str = ""
    place: str = "verdicts"


def read_verdicts(path: Path) -> tuple[Verdict, ...]:
    """Return the verdicts of a file in the order of its lines; none if there is no file.

    Raises:
        ShuttenError: if a line is not as it must be; it names the line and what to do.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ShuttenError(
            str(path), f"cannot be read ({error.strerror}).", "Make it a file that you may read."
        ) from error
    return tuple(_verdict(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1) if line.strip())


def named(reference: str) -> tuple[str, str] | None:
    """Return the type and name of ``type:name``, or None for an id."""
    found = _NAMED.fullmatch(reference)
    return (found[1], found[2]) if found else None


def _verdict(line: bytes, place: str) -> Verdict:
    try:
        given = json.loads(line.decode("utf-8"), object_pairs_hook=_unique)
    except ValueError as error:  # a text that is no UTF-8, too
        raise ShuttenError(place, f"is no JSON object: {error}.", "Write one object on one line, in UTF-8.") from error
    if not isinstance(given, dict):
        raise ShuttenError(place, "is no JSON object.", "Write one object on one line.")
    if faults := [*(f"has no {key!r}" for key in _REQUIRED if key not in given), *_unknown(given)]:
        raise ShuttenError(place, f"{faults[0]}.", f"Use {', '.join(_REQUIRED)} and, if you like, note.")
    for key, value in given.items():
        if not isinstance(value, str) or (not value.strip() and key != "note"):
            raise ShuttenError(place, f"{key!r} is no text, or an empty one.", "Write a text.")
    if given["verdict"] not in _VERDICTS:
        raise ShuttenError(place, f"{given['verdict']!r} is no verdict.", f"Write {' or '.join(_VERDICTS)}.")
    for key in ("one", "other"):
        found = named(given[key])
        if not (name_key(found[1]) if found else _ID.fullmatch(given[key])):
            raise ShuttenError(
                place, f"{key!r} is neither an id nor a type and a name: {given[key]!r}.",
                "Write an id such as org-baidu, or the type and the name such as organization:百度.",
            )  # fmt: skip
    try:
        dt.datetime.fromisoformat(given["time"])
    except ValueError:
        raise ShuttenError(place, f"{given['time']!r} is no time.", "Write it as 2026-01-05T09:30:00Z.") from None
    values = {key: given[key] for key in ("one", "other", "reviewer", "time")}
    return Verdict(given["verdict"] == "same", **values, note=given.get("note", ""), place=place)


def _unknown(given: dict[str, Any]) -> list[str]:
    return [f"has the unknown key {key!r}" for key in sorted(set(given) - _KEYS)]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice")
    return made
