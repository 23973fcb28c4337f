"""What became of a row: which versions had it, and what reviewers said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow.parquet

from extract.datasets.columns import pa
from extract.datasets.schema import read_schemas
from extract.datasets.versions import Version, VersionStore
from extract.review.app.marks import readable
from extract.review.change import Change, value_text
from extract.sources.verdicts import ChangeVerdict, Line, Undone, Verdict, Verdicts

pq: Any = pyarrow.parquet  # it has no type stubs

_VERSIONS = 12
"""So many builds are looked into, the last ones."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the file of verdicts; `undone` tells who took it back and when, if anybody did."""

    verdict: str
    reviewer: str
    time: str
    field: str | None
    before: str | None
    after: str | None
    value: str | None
    note: str
    undone: Undone | None


@dataclass(frozen=True, slots=True)
class Stood:
    """What the row, or the column that has changed, was from a version on; `there` says whether there was such a row."""

    version: str
    time: str
    published: bool
    there: bool
    value: str | None


@dataclass(frozen=True, slots=True)
class History:
    """Versions and verdicts, the oldest first."""

    versions: tuple[Stood, ...]
    verdicts: tuple[Said, ...]


def history(store: VersionStore, verdicts: Verdicts, change: Change) -> History:
    """Return what became of the row of a change."""
    ids = {change.row_id, change.row_id_before or change.row_id}
    return History(_stood(store, change, ids), _said(verdicts.all_lines, change, ids))


def _said(lines: Sequence[Line], change: Change, ids: set[str]) -> tuple[Said, ...]:
    undone = {line.of: line for line in lines if isinstance(line, Undone)}
    found = []
    for line in lines:
        gone = undone.get(line.verdict_id)
        if (
            isinstance(line, ChangeVerdict)
            and line.dataset == change.dataset
            and not ids.isdisjoint((line.row, line.row_before))
        ):
            found.append(
                Said(
                    line.verdict,
                    line.reviewer,
                    line.time,
                    line.field,
                    line.before,
                    line.after,
                    line.value,
                    line.note,
                    gone,
                )
            )
        elif isinstance(line, Verdict) and not ids.isdisjoint((line.one, line.other)):
            said = "same" if line.is_same else "different"
            found.append(Said(said, line.reviewer, line.time, None, line.one, line.other, None, line.note, gone))
    return tuple(found)


def _stood(store: VersionStore, change: Change, ids: set[str]) -> tuple[Stood, ...]:
    """Return the last versions in which the row was another than in the one before."""
    log = store.log()
    first = {entry.version_id: entry.time for entry in reversed(log)}
    published = {entry.version_id for entry in log if entry.event == "published"}
    found: list[Stood] = []
    for version in store.versions()[-_VERSIONS:]:
        there, value = _value(version, change.dataset, change.field, tuple(sorted(ids)))
        if not found or (found[-1].there, found[-1].value) != (there, value):
            found.append(
                Stood(
                    version.version_id, first.get(version.version_id, ""), version.version_id in published, there, value
                )
            )
    return tuple(found)


def _value(version: Version, dataset: str, column: str | None, ids: tuple[str, ...]) -> tuple[bool, str | None]:
    name = f"{dataset}.parquet"
    return _value_in(str(version.folder / name), version.files.get(name, ""), dataset, column, ids)


@lru_cache(maxsize=4096)
def _value_in(
    path: str, _digest: str, dataset: str, column: str | None, ids: tuple[str, ...]
) -> tuple[bool, str | None]:
    """Return whether a file has a row, and what a column of it holds; the file never changes."""
    schema = read_schemas()[dataset]
    key = schema.primary_key
    field = schema.fields.get(column or "")
    try:
        names = set(pq.read_schema(path).names)
        wanted = [key, *([field.name] if field and field.name in names and field.name != key else [])]
        rows = pq.read_table(path, columns=wanted, filters=[(key, "in", list(ids))]).to_pylist()
    except (OSError, pa.ArrowException):
        return False, None
    if not rows:
        return False, None
    value = value_text(field, rows[-1].get(field.name)) if field else None
    return True, readable(value, is_list=field.type == "array") if field and value is not None else value
