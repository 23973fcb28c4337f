"""What reviewers decided, one JSON object a line in ``sources/verdicts.jsonl``; lines are only ever added.

About names, that two are one thing or two:

    {"verdict": "same", "one": "model:千问大模型", "other": "model-qwen", "reviewer": "mk", "time": "2026-01-05T09:30:00Z"}

`one` and `other` are the id of an entity, or a type and a name as written with a colon between them. About what a build would
change in what is published (``accept``, ``reject``, or ``correct`` with the `value` that is right):

    {"verdict": "correct", "dataset": "figures", "row": "figure-0a...", "row_before": null, "kind": "added", "field": "value",
     "before": null, "after": "5000", "value": "50000000", "evidence": [{"document": "doc-1b...", "page": 3, "start": 10,
     "end": 16, "quote": "5000万元", "line": "9f..."}], "reviewer": "mk", "time": "2026-01-05T09:31:00Z"}

`evidence` is what the reviewer saw. ``{"verdict": "undo", "of": "verdict-..."}`` takes a line back, named by its id, with a
reviewer and a time of its own. `note` may be added to each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from extract.errors import ShuttenError
from extract.ids import sha256_bytes, stable_id
from extract.journal import append_lines, is_half
from extract.sources.verdict_lines import DIFFERENT, SAME, UNDO, read_object

FILE_NAME = "verdicts.jsonl"
"""It lies in a project's folder of sources, beside that of the names files."""

_LINE_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What each line has: who wrote it, when and with what words.

    Attributes:
        time: as it was written, ISO 8601.
        place: the file and line, for messages.
        verdict_id: the line's id, by which it can be taken back.
    """

    reviewer: str
    time: str
    note: str = ""
    place: str = "verdicts"
    verdict_id: str = ""


@dataclass(frozen=True, slots=True)
class Verdict(Signed):
    """One decision of a reviewer about two names.

    Attributes:
        is_same: whether both are one thing; else they are two.
        one: an entity's id, or ``type:name``.
        other: the same of the other.
    """

    is_same: bool
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class SeenPlace:
    """A place of evidence as a reviewer saw it; `line` is the `line_key` of the line that holds the quote."""

    document: str
    page: int
    start: int
    end: int
    quote: str
    line: str


@dataclass(frozen=True, slots=True)
class ChangeVerdict(Signed):
    """One decision of a reviewer about one change; the columns of the change are those of ``schemas/changes.json``.

    Attributes:
        verdict: ``accept``, ``reject`` or ``correct``.
        row: the row's id in the build.
        row_before: its id in what was published, where it is another.
        value: what is right, as it stands in CSV; of ``correct`` alone, and None for no value.
        evidence: what the reviewer saw.
    """

    verdict: str
    dataset: str
    row: str
    row_before: str | None
    kind: str
    field: str | None
    before: str | None
    after: str | None
    value: str | None
    evidence: tuple[SeenPlace, ...]


@dataclass(frozen=True, slots=True)
class Undone(Signed):
    """A line that takes another back; `of` is the id of that line."""

    of: str


Line: TypeAlias = Verdict | ChangeVerdict | Undone


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All verdicts, oldest first.

    Attributes:
        identities: those about names that were not taken back.
        changes: those about changes that were not taken back.
        all_lines: everything that stands in the file.
    """

    identities: tuple[Verdict, ...] = ()
    changes: tuple[ChangeVerdict, ...] = ()
    all_lines: tuple[Line, ...] = ()


def read_verdicts(path: Path) -> Verdicts:
    """Return what stands in a file; nothing if there is none. Half a last line, left by a power cut, counts for nothing.

    Raises:
        ShuttenError: if a line is not as it must be; it names the line and what to do.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Verdicts()
    except OSError as error:
        raise ShuttenError(
            str(path), f"cannot be read ({error.strerror}).", "Make it a file that you may read."
        ) from error
    if lines[-1] and is_half(lines[-1]):
        lines.pop()
    read = [_line(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1) if line.strip()]
    return _effective(read)


def append_verdict(path: Path, line: Mapping[str, Any]) -> str:
    """Add a line, whole or not at all; it is on the disk when this returns, and two reviewers may write at once.

    Args:
        path: the file; made if it is not there.
        line: its keys; see the head of this module.

    Returns:
        The line's id, by which it can be taken back.

    Raises:
        ShuttenError: if the line is not as it must be or the file cannot be written; nothing was added then.
    """
    return append_verdicts(path, (line,))[0]


def append_verdicts(path: Path, lines: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Add many lines at once, as `append_verdict` adds one; return their ids.

    Raises:
        ShuttenError: as `append_verdict`; if any line is not as it must be, none was added.
    """
    texts = [json.dumps(line, ensure_ascii=False) for line in lines]
    checked = [_line(text.encode(), "the verdict") for text in texts]
    try:
        append_lines(path, texts)
    except OSError as error:
        raise ShuttenError(
            str(path), f"cannot be written ({error.strerror}).", "Make it a file that you may write."
        ) from error
    return tuple(each.verdict_id for each in checked)


def line_key(text: str, start: int, end: int) -> str:
    """Return the key of the line of a page's text that holds ``text[start:end]``: what a reviewer read around a quote.

    It does not change when the line only moves. 16 hexadecimal digits.
    """
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return sha256_bytes(text[begin : stop if stop >= 0 else None].strip().encode())[:_LINE_DIGITS]


def _effective(lines: Iterable[Line]) -> Verdicts:
    kept: dict[str, Line] = {}
    read = tuple(lines)
    for line in read:
        if not isinstance(line, Undone):
            kept[line.verdict_id] = line
        elif kept.pop(line.of, None) is None:
            raise ShuttenError(
                line.place, f"takes back {line.of!r}, which is no line above it or was taken back before.",
                "Name the id of a verdict that holds; a verdict that was taken back is given again as a new line.",
            )  # fmt: skip
    return Verdicts(
        tuple(line for line in kept.values() if isinstance(line, Verdict)),
        tuple(line for line in kept.values() if isinstance(line, ChangeVerdict)),
        read,
    )


@lru_cache(maxsize=1 << 16)  # the review page reads the file again after each verdict
def _line(line: bytes, place: str) -> Line:
    given = read_object(line, place)
    verdict_id = stable_id("verdict", json.dumps(given, ensure_ascii=False, sort_keys=True))
    common: dict[str, Any] = {
        "reviewer": given["reviewer"], "time": given["time"], "note": given.get("note") or "", "place": place,
        "verdict_id": verdict_id,
    }  # fmt: skip
    if given["verdict"] == UNDO:
        return Undone(given["of"], **common)
    if given["verdict"] in (SAME, DIFFERENT):
        return Verdict(given["verdict"] == SAME, given["one"], given["other"], **common)
    stated: dict[str, Any] = {key: given.get(key) for key in ("row_before", "field", "before", "after", "value")}
    evidence = tuple(SeenPlace(**each) for each in given["evidence"])
    return ChangeVerdict(given["verdict"], given["dataset"], given["row"], kind=given["kind"], evidence=evidence,
                         **stated, **common)  # fmt: skip
