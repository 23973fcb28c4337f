"""Changes as files: Parquet and CSV with the columns of ``schemas/changes.json``, Markdown, and which versions they are of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet

from extract.datasets.cells import csv_text
from extract.datasets.columns import pa, table_of
from extract.datasets.store import json_bytes, write_synced
from extract.datasets.swap import replaced_folder
from extract.errors import ShuttenError
from extract.review.change import Change, change_schema
from extract.review.show import markdown

pq: Any = pyarrow.parquet  # it has no type stubs

FILES = ("changes.parquet", "changes.csv", "changes.md")
COMPARED_VERSIONS = "compared.json"
"""Which versions the changes are between."""


def changes_csv(changes: Sequence[Change]) -> str:
    """Return the changes as CSV that a spreadsheet runs nothing of."""
    return csv_text(change_schema(), [change.row() for change in changes])


def changes_parquet(changes: Sequence[Change]) -> bytes:
    """Return the changes as a Parquet file."""
    file = pa.BufferOutputStream()
    table = table_of(change_schema(), [change.row() for change in changes])
    pq.write_table(table, file, compression="zstd", version="2.6")
    return bytes(file.getvalue())


def write_changes(changes: Sequence[Change], before: str, after: str, folder: Path) -> None:
    """Write all files into a folder, in place of earlier ones, in one step; other files in it stay.

    Args:
        changes: in the order of `find_changes`.
        before: the id of the published version.
        after: the id of the candidate.
        folder: made if it is not there.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    compared = {"published": before, "candidate": after, "changes": len(changes)}
    contents = (changes_parquet(changes), changes_csv(changes).encode(), markdown(changes, before, after).encode())
    try:
        with replaced_folder(folder, frozenset({*FILES, COMPARED_VERSIONS})) as fresh:
            for name, content in zip(FILES, contents, strict=True):
                write_synced(fresh / name, content)
            write_synced(fresh / COMPARED_VERSIONS, json_bytes(compared))
    except OSError as error:
        raise ShuttenError(str(folder), f"cannot be written: {error}.", "Give a folder that you may write.") from error


def compared_versions(folder: Path) -> tuple[str, str] | None:
    """Return the ids of the published version and the candidate that a folder of changes is about, None if it is none."""
    try:
        read = json.loads((folder / COMPARED_VERSIONS).read_text(encoding="utf-8"))
        return str(read["published"]), str(read["candidate"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def recorded_causes(folder: Path) -> dict[str, dict[str, Any]]:
    """Return by `change_id` each `cause` with its `proof` that was written into a folder; none if it cannot be read."""
    try:
        rows = pq.read_table(folder / FILES[0], columns=["change_id", "cause", "proof"]).to_pylist()
    except (OSError, pa.ArrowException):
        return {}
    return {row.pop("change_id"): row for row in rows if row["proof"]}
