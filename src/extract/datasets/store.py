"""Rows -> the published package: a Parquet and a CSV file for each dataset, and datapackage.json.

The same rows give the same bytes: rows are sorted, types come from the Table Schemas and nothing of the
machine or the clock is written. Rows are validated before; a value that does not fit here is a fault of
ours.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet

from extract.datasets.columns import arrow_schema, pa, table_of
from extract.datasets.csv_columns import csv_parts
from extract.datasets.lines import Lines
from extract.datasets.schema import DATASETS, Row, TableSchema, read_schemas
from extract.datasets.swap import replaced_folder
from extract.errors import ShuttenError
from extract.ids import sha256_bytes

pq: Any = pyarrow.parquet  # it has no type stubs

DESCRIPTOR = "datapackage.json"
MANIFEST = "manifest.json"
"""Which version a package is; only a version that was built into a store has it."""
PACKAGE_NAME = "shutten"
PACKAGE_FILES = frozenset({DESCRIPTOR, *(f"{dataset}.{kind}" for dataset in DATASETS for kind in ("csv", "parquet"))})
OUR_FILES = PACKAGE_FILES | {MANIFEST}

_DESCRIPTION = (
    "What Japanese reports and Chinese articles say about AI models, their makers and their figures. "
    "Every row of a fact dataset has rows in evidence: the document, the page and the words. "
    "A row says what a source says; sources that contradict each other stand in conflicts. "
    "In CSV a text that a spreadsheet would run as a formula has one apostrophe in front, and so has a text "
    "that begins with one; Parquet holds every text as it was."
)
_LICENSES = [
    {
        "name": "Apache-2.0",
        "path": "https://www.apache.org/licenses/LICENSE-2.0",
        "title": "Apache License 2.0, for the structure; quotes, titles and page texts stay their owners'",
    }
]
Rows = Sequence[Row] | Any
"""Rows of a dataset in any order, or a sorted Arrow table of them, which may have columns beside those of the dataset."""

_ROW_GROUP = 1 << 17
_LEVEL = 1  # four times as fast as 9, and the files are no larger: most of a file are ids, which nothing compresses


class Written(NamedTuple):
    """What was written: how many rows each dataset has, and the SHA-256 of each file."""

    rows: dict[str, int]
    files: dict[str, str]


def write_package(rows: Mapping[str, Rows], directory: Path) -> dict[str, int]:
    """Write the package into `directory`, in place of an earlier one, in one step; return row counts.

    Files in `directory` that are not of the package stay.

    Args:
        rows: validated rows by dataset, in any order, or an Arrow table of them, sorted; a dataset that is not given is written empty.
        directory: the package's folder; made if it does not exist.

    Raises:
        ShuttenError: if the folder cannot be written, holds files with our names that are no package of
            ours, or if a row does not fit its schema.
    """
    _refuse_unknown(rows)
    refuse_foreign(directory)
    try:
        with replaced_folder(directory, OUR_FILES) as folder:
            return write_files(rows, folder).rows
    except OSError as error:
        raise ShuttenError(
            str(directory), f"cannot be written: {error}.", "Give a folder that you may write."
        ) from error


def write_files(rows: Mapping[str, Rows], folder: Path, lines: Lines | None = None) -> Written:
    """Write the files of a package into an empty folder that nobody reads yet.

    Args:
        rows: validated rows by dataset, in any order, or an Arrow table of them, sorted; a dataset that is not given is written empty.
        folder: it must be there.
        lines: the CSV files that were written last, of which the lines of rows that stay are copied.

    Raises:
        OSError: if the folder cannot be written.
        ShuttenError: if a row does not fit its schema.
    """
    _refuse_unknown(rows)
    resources = []
    counts, files = dict[str, int](), dict[str, str]()
    for dataset, schema in read_schemas().items():
        described, counts[dataset] = _write_dataset(schema, rows.get(dataset, ()), folder, lines)
        resources.append(described)
        for each in (described, described["parquet"]):
            files[each["path"]] = each["hash"].removeprefix("sha256:")
    package = json_bytes(_package(resources))
    write_synced(folder / DESCRIPTOR, package)
    return Written(counts, {**files, DESCRIPTOR: sha256_bytes(package)})


def refuse_foreign(directory: Path) -> None:
    """Refuse a folder in which a file of somebody else would be overwritten.

    Raises:
        ShuttenError: if it is a file, or holds files with our names that are no package of ours.
    """
    if directory.exists() and not directory.is_dir():
        raise ShuttenError(str(directory), "is a file.", "Give a folder.")
    names = {path.name for path in directory.iterdir()} & OUR_FILES if directory.is_dir() else set()
    if not names:
        return
    is_ours = _json_object(directory / DESCRIPTOR).get("name") == PACKAGE_NAME
    foreign = (
        names if not is_ours else {MANIFEST} & names if "version" not in _json_object(directory / MANIFEST) else ()
    )
    if foreign:
        raise ShuttenError(
            str(directory),
            f"holds {', '.join(sorted(foreign))}, which no package of ours put there.",
            "Give an empty folder, or move these files away.",
        )


def _json_object(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _refuse_unknown(rows: Mapping[str, Rows]) -> None:
    if unknown := sorted(set(rows) - set(DATASETS)):
        raise ShuttenError("schemas", f"there is no schema for {', '.join(unknown)}.", "Name one of the datasets.")


def _write_dataset(schema: TableSchema, rows: Rows, folder: Path, lines: Lines | None) -> tuple[dict[str, Any], int]:
    """Write the two files of a dataset; return what the descriptor says of them and the number of rows."""
    csv_path, parquet_path = (folder / f"{schema.dataset}.{kind}" for kind in ("csv", "parquet"))
    try:
        table = rows if isinstance(rows, pa.Table) else table_of(schema, schema.sorted(list(rows)))
        parts = lines.parts(schema, table) if lines else csv_parts(schema, table)
        table = table.select(list(schema.fields)).cast(arrow_schema(schema))
        table.validate(full=True)
        csv_size, csv_hash = _write_parts(csv_path, parts)
        if lines:
            lines.note(schema.dataset, csv_hash, csv_size)
        _write_parquet(parquet_path, table)
    except (pa.ArrowException, KeyError, ValueError, TypeError, ArithmeticError) as error:
        raise ShuttenError(
            f"dataset {schema.dataset}",
            f"a row does not fit its schema: {error}.",
            "Validate the rows first.",
        ) from error
    parquet_bytes = parquet_path.read_bytes()
    described = {
        "profile": "tabular-data-resource",
        "name": schema.dataset,
        "title": schema.descriptor["title"],
        "description": schema.descriptor["description"],
        "path": csv_path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": csv_size,
        "hash": f"sha256:{csv_hash}",
        "schema": schema.descriptor,
        "parquet": {
            "path": parquet_path.name,
            "mediatype": "application/vnd.apache.parquet",
            "bytes": len(parquet_bytes),
            "hash": f"sha256:{sha256_bytes(parquet_bytes)}",
        },
    }
    return described, len(table)


def _write_parquet(path: Path, table: Any) -> None:
    """Write a Parquet file, the same bytes however the table lies in memory."""
    repeated = table.schema.names[1:]  # no two keys are alike, so a dictionary of them would save nothing
    with path.open("wb") as file:
        with pq.ParquetWriter(
            file, table.schema, use_dictionary=repeated, compression="zstd", compression_level=_LEVEL, version="2.6"
        ) as writer:
            for start in range(0, max(len(table), 1), _ROW_GROUP):
                writer.write_table(table.slice(start, _ROW_GROUP).combine_chunks(), row_group_size=_ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())


def _write_parts(path: Path, parts: Iterable[bytes]) -> tuple[int, str]:
    """Write a file part by part; return its size and SHA-256."""
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as file:
        for part in parts:
            size += file.write(part)
            digest.update(part)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _package(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": PACKAGE_NAME,
        "title": "Facts from Japanese reports and Chinese articles, each with its source",
        "description": _DESCRIPTION,
        "licenses": _LICENSES,
        "resources": sorted(resources, key=lambda resource: str(resource["name"])),
    }


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON that is the same for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk, so that no power cut leaves a folder of empty files."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
