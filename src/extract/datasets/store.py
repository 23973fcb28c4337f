"""Rows -> the published package: a Parquet and a CSV file for each dataset, and datapackage.json.

The same rows give the same bytes: rows are sorted, types come from the Table Schemas and nothing of the
machine or the clock is written. Rows are validated before; a value that does not fit here is a fault of
ours.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from extract.datasets.cells import csv_text
from extract.datasets.schema import DATASETS, Field, Row, TableSchema, read_schemas
from extract.datasets.swap import replaced_folder
from extract.errors import ShuttenError
from extract.ids import sha256_bytes

pa: Any = pyarrow  # it has no type stubs
pq: Any = pyarrow.parquet

DESCRIPTOR = "datapackage.json"
PACKAGE_NAME = "shutten"
OUR_FILES = frozenset({DESCRIPTOR, *(f"{dataset}.{kind}" for dataset in DATASETS for kind in ("csv", "parquet"))})

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
_ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def write_package(rows: Mapping[str, Sequence[Row]], directory: Path) -> dict[str, int]:
    """Write the package into `directory`, in place of an earlier one, in one step; return row counts.

    Files in `directory` that are not of the package stay.

    Args:
        rows: validated rows by dataset; a dataset that is not given is written empty.
        directory: the package's folder; made if it does not exist.

    Raises:
        ShuttenError: if the folder cannot be written, holds files with our names that are no package of
            ours, or if a row does not fit its schema.
    """
    schemas = read_schemas()
    if unknown := sorted(set(rows) - set(DATASETS)):
        raise ShuttenError("schemas", f"there is no schema for {', '.join(unknown)}.", "Name one of the datasets.")
    _refuse_foreign(directory)
    resources, counts = [], {}
    try:
        with replaced_folder(directory, OUR_FILES) as folder:
            for dataset, schema in schemas.items():
                ordered = schema.sorted(list(rows.get(dataset, ())))
                resources.append(_write_dataset(schema, ordered, folder))
                counts[dataset] = len(ordered)
            _write(folder / DESCRIPTOR, _json_bytes(_package(resources)))
    except OSError as error:
        raise ShuttenError(
            str(directory), f"cannot be written: {error}.", "Give a folder that you may write."
        ) from error
    return counts


def arrow_schema(schema: TableSchema) -> Any:
    """Return the Parquet file's schema: exact decimals, dates as days, lists as lists."""
    return pa.schema([pa.field(name, _arrow_type(field), not field.required) for name, field in schema.fields.items()])


def _refuse_foreign(directory: Path) -> None:
    """Refuse a folder in which a file of somebody else would be overwritten."""
    if directory.exists() and not directory.is_dir():
        raise ShuttenError(str(directory), "is a file.", "Give a folder.")
    names = {path.name for path in directory.iterdir()} & OUR_FILES if directory.is_dir() else set()
    if not names:
        return
    try:
        package = json.loads((directory / DESCRIPTOR).read_text(encoding="utf-8"))
        is_ours = isinstance(package, dict) and package.get("name") == PACKAGE_NAME
    except (OSError, ValueError):
        is_ours = False
    if not is_ours:
        raise ShuttenError(
            str(directory),
            f"holds {', '.join(sorted(names))}, which no package of ours put there.",
            "Give an empty folder, or move these files away.",
        )


def _write_dataset(schema: TableSchema, rows: Sequence[Row], folder: Path) -> dict[str, Any]:
    csv_name, parquet_name = f"{schema.dataset}.csv", f"{schema.dataset}.parquet"
    try:
        csv_bytes = csv_text(schema, rows).encode()
        parquet_bytes = _parquet_bytes(schema, rows)
    except (pa.ArrowException, KeyError, ValueError, TypeError, ArithmeticError) as error:
        raise ShuttenError(
            f"dataset {schema.dataset}",
            f"a row does not fit its schema: {error}.",
            "Validate the rows first.",
        ) from error
    _write(folder / csv_name, csv_bytes)
    _write(folder / parquet_name, parquet_bytes)
    return {
        "profile": "tabular-data-resource",
        "name": schema.dataset,
        "title": schema.descriptor["title"],
        "description": schema.descriptor["description"],
        "path": csv_name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(csv_bytes),
        "hash": f"sha256:{sha256_bytes(csv_bytes)}",
        "schema": schema.descriptor,
        "parquet": {
            "path": parquet_name,
            "mediatype": "application/vnd.apache.parquet",
            "bytes": len(parquet_bytes),
            "hash": f"sha256:{sha256_bytes(parquet_bytes)}",
        },
    }


def _package(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": PACKAGE_NAME,
        "title": "Facts from Japanese reports and Chinese articles, each with its source",
        "description": _DESCRIPTION,
        "licenses": _LICENSES,
        "resources": sorted(resources, key=lambda resource: str(resource["name"])),
    }


def _parquet_bytes(schema: TableSchema, rows: Sequence[Row]) -> bytes:
    arrow = arrow_schema(schema)
    columns = [
        pa.array([_arrow_value(field, row[name]) for row in rows], type=arrow.field(name).type)
        for name, field in schema.fields.items()
    ]
    table = pa.Table.from_arrays(columns, schema=arrow)
    table.validate(full=True)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", compression_level=9, version="2.6", row_group_size=1 << 17)
    return buffer.getvalue()


def _arrow_type(field: Field) -> Any:
    if field.type == "array":
        return pa.list_(_ARROW_TYPES[field.item_type])
    if field.scale is not None:
        return pa.decimal128(field.precision, field.scale)
    return _ARROW_TYPES[field.type]


def _arrow_value(field: Field, value: Any) -> Any:
    return dt.date.fromisoformat(value) if field.type == "date" and value is not None else value


def _json_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _write(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk, so that no power cut leaves a folder of empty files."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
