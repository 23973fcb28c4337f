"""The CSV files of a package, with the lines of rows that did not change copied from the file that was written before.

What is kept of each file is, row by row, a print of its key and of its content (64 bits each, of DuckDB) and where its line
ends; beside it the hash of the whole file. A file that is not the one that is remembered is not used. Among a million rows the
chance that a new row has the print of another one is 1 in 18 trillion for each.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extract.datasets.columns import pa, pc
from extract.datasets.csv_columns import csv_bytes, csv_header, csv_lines
from extract.datasets.engine import Engine
from extract.datasets.keep import Keep
from extract.datasets.schema import TableSchema

KEY, CONTENT, _END = "_key", "_content", "_end"
_SHA, _SIZE = b"sha256", b"size"
_PART = 1 << 20


class Difference(NamedTuple):
    """How many rows of a file are new, say something else than those of that key before, and are gone."""

    new: int
    changed: int
    vanished: int


class Lines:
    """The files that were written last, and what is remembered of their lines.

    Args:
        keep: where it is remembered.
        packages: folders in which a file that was written last may be.
    """

    def __init__(self, keep: Keep, packages: Sequence[Path]) -> None:
        self._keep = keep
        self._packages = packages
        self._engine = Engine()
        self._noted: dict[str, Any] = {}

    def parts(self, schema: TableSchema, table: Any) -> Iterator[bytes]:
        """Yield the CSV file of a dataset in parts, as `extract.datasets.csv_columns.csv_parts` does.

        Args:
            schema: the dataset's.
            table: its rows, which may have their prints beside them.
        """
        columns = [KEY, CONTENT]
        has_prints = set(columns) <= set(table.schema.names)
        prints = table.select(columns) if has_prints else row_prints(schema, table, self._engine)
        before = self._keep.read(_name(schema.dataset))
        path = self._file(schema.dataset, before)
        header = csv_header(schema)
        yield header
        if path is None or not len(before):
            lengths = []
            for lines in csv_lines(schema, table):
                lengths.append(pc.binary_length(lines).cast(pa.int64()))
                yield csv_bytes(lines)
            self._note(schema.dataset, prints, pa.chunked_array(lengths, pa.int64()), len(header))
            return
        places = pc.index_in(prints[CONTENT], value_set=before[CONTENT].combine_chunks()).combine_chunks()
        is_new = pc.is_null(places)
        fresh = list(csv_lines(schema, table.filter(is_new)))
        fresh_lengths = [pc.binary_length(lines).cast(pa.int64()) for lines in fresh]
        old_lengths = _lengths(before[_END], len(header))
        # New lines are numbered behind the old ones, with a gap: so runs of lines never go over from one file to the other.
        numbered = pc.add(pc.cumulative_sum(is_new.cast(pa.int32())), len(before))
        order = pc.coalesce(places, numbered)
        lengths = pa.chunked_array([*old_lengths.chunks, pa.array([0], pa.int64()), *fresh_lengths]).combine_chunks()
        lengths_now = pc.take(lengths, order)
        yield from _copied(path, _runs(order), len(before), lengths, len(header), fresh)
        self._note(schema.dataset, prints, pa.chunked_array([lengths_now]), len(header))

    def note(self, dataset: str, sha256: str, size: int) -> None:
        """Remember the lines of a file that was written of `parts`."""
        table = self._noted.pop(dataset).replace_schema_metadata({_SHA: sha256.encode(), _SIZE: str(size).encode()})
        self._keep.write(_name(dataset), table)

    def _note(self, dataset: str, prints: Any, lengths: Any, start: int) -> None:
        self._noted[dataset] = prints.append_column(
            _END, pc.add(pc.cumulative_sum(lengths.combine_chunks()), pa.scalar(start, pa.int64()))
        )

    def _file(self, dataset: str, before: Any) -> Path | None:
        if before is None:
            return None
        for package in self._packages:
            path = package / f"{dataset}.csv"
            if describes(before, path):
                return path
        return None


def row_prints(schema: TableSchema, table: Any, engine: Engine) -> Any:
    """Return a print of the key and of the content of each row, in their order."""
    columns = ", ".join(f'"{name}"' for name in schema.fields)
    return engine.table(
        f'SELECT hash("{schema.primary_key}") AS {KEY}, hash({columns}) AS {CONTENT} FROM rows', rows=table
    )


def prints_difference(dataset: str, before: tuple[Keep, str], after: tuple[Keep, str]) -> Difference | None:
    """Return how the rows of two CSV files differ by what is kept of them, None if that is not of these files.

    Args:
        dataset: whose files.
        before: what is kept of the first, and its SHA-256.
        after: the same of the second.
    """
    if before[1] == after[1]:
        return Difference(0, 0, 0)
    tables = [keep.read(_name(dataset)) for keep, _ in (before, after)]
    if any(
        table is None or table.schema.metadata[_SHA] != sha256.encode()
        for table, (_, sha256) in zip(tables, (before, after), strict=True)
    ):
        return None
    contents = [table[CONTENT].combine_chunks() for table in tables]
    gone, come = (
        table.filter(pc.invert(pc.is_in(table[CONTENT], value_set=others)))[KEY]
        for table, others in zip(tables, contents[::-1], strict=True)
    )
    changed = pc.sum(pc.is_in(come, value_set=gone.combine_chunks())).as_py() or 0
    return Difference(len(come) - changed, changed, len(gone) - changed)


def describes(kept: Any, path: Path) -> bool:
    """Return whether what is kept of lines is of just this file."""
    facts = kept.schema.metadata
    try:
        if facts[_SIZE] != str(path.stat().st_size).encode():
            return False
        digest: bytes = facts[_SHA]
        with path.open("rb") as file:
            return digest == hashlib.file_digest(file, "sha256").hexdigest().encode()
    except OSError:
        return False


def _name(dataset: str) -> str:
    return f"{dataset}.lines"


def _lengths(ends: Any, start: int) -> Any:
    whole = ends.combine_chunks()
    before = pa.concat_arrays([pa.array([start], pa.int64()), whole.slice(0, len(whole) - 1)])
    return pa.chunked_array([pc.subtract(whole, before)])


def _runs(order: Any) -> Iterable[tuple[int, int]]:
    """Return the first and the last of each run of numbers that follow each other."""
    if not len(order):
        return ()
    breaks = pc.not_equal(order.slice(1), pc.add(order.slice(0, len(order) - 1), 1))
    at = pc.indices_nonzero(breaks)
    lasts = pa.concat_arrays([order.take(at), order.slice(len(order) - 1)])
    firsts = pa.concat_arrays([order.slice(0, 1), order.take(pc.add(at, pa.scalar(1, pa.uint64())))])
    return zip(firsts.to_pylist(), lasts.to_pylist(), strict=True)


def _copied(
    path: Path, runs: Iterable[tuple[int, int]], old: int, lengths: Any, start: int, fresh: Sequence[Any]
) -> Iterator[bytes]:
    """Yield runs of lines: those up to `old` from a file, the others from `fresh`."""
    ends = memoryview(pc.cumulative_sum(lengths).buffers()[1]).cast("q")
    news = b"".join(csv_bytes(lines) for lines in fresh)
    base = ends[old - 1]
    gathered, size = list[bytes | memoryview](), 0
    with path.open("rb") as file:
        # It is closed when nobody holds a slice any more; slices of a view are no copies.
        lines = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    for first, last in runs:
        begin = ends[first - 1] if first else 0
        part = lines[start + begin : start + ends[last]] if last < old else news[begin - base : ends[last] - base]
        gathered.append(part)
        size += len(part)
        if size >= _PART:
            yield b"".join(gathered)
            gathered, size = [], 0
    yield b"".join(gathered)
