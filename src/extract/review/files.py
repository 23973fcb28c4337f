"""Changes as files: Parquet and CSV with the columns of ``schemas/changes.json``, and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet

from extract.datasets.cells import csv_text
from extract.datasets.columns import pa, table_of
from extract.datasets.swap import replaced_folder
from extract.errors import ShuttenError
from extract.review.change import Change, change_schema
from extract.review.show import markdown

pq: Any = pyarrow.parquet  # it has no type stubs

FILES = ("changes.parquet", "changes.csv", "changes.md")


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
    """Write all three files into a folder, in place of earlier ones, in one step; other files in it stay.

    Args:
        changes: in the order of `find_changes`.
        before: the id of the published version.
        after: the id of the candidate.
        folder: made if it is not there.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    contents = (changes_parquet(changes), changes_csv(changes).encode(), markdown(changes, before, after).encode())
    try:
        with replaced_folder(folder, frozenset(FILES)) as fresh:
            for name, content in zip(FILES, contents, strict=True):
                (fresh / name).write_bytes(content)
    except OSError as error:
        raise ShuttenError(str(folder), f"cannot be written: {error}.", "Give a folder that you may write.") from error
