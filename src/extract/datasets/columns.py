"""Rows <-> Arrow tables of the datasets' types: exact decimals, dates as days, lists as lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pyarrow
import pyarrow.compute

from extract.datasets.schema import Field, Row, TableSchema

pa: Any = pyarrow  # it has no type stubs
pc: Any = pyarrow.compute

_ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def arrow_schema(schema: TableSchema) -> Any:
    """Return the Arrow schema of a dataset."""
    return pa.schema([pa.field(name, _arrow_type(field), not field.required) for name, field in schema.fields.items()])


def table_of(schema: TableSchema, rows: Sequence[Row]) -> Any:
    """Return rows as an Arrow table.

    Raises:
        KeyError: if a row lacks a column; and ArrowException, ValueError, TypeError or ArithmeticError if a value does not
            fit its column.
    """
    arrow = arrow_schema(schema)
    columns = [
        pa.array([_arrow_value(field, row[name]) for row in rows], type=arrow.field(name).type)
        for name, field in schema.fields.items()
    ]
    return pa.Table.from_arrays(columns, schema=arrow)


def rows_of(schema: TableSchema, table: Any) -> list[Row]:
    """Return an Arrow table as rows; dates are ISO strings."""
    columns = [
        pc.cast(table[name], pa.string()) if field.type == "date" else table[name]
        for name, field in schema.fields.items()
    ]
    found: list[Row] = pa.Table.from_arrays(columns, names=list(schema.fields)).to_pylist()
    return found


def _arrow_type(field: Field) -> Any:
    if field.type == "array":
        return pa.list_(_ARROW_TYPES[field.item_type])
    if field.scale is not None:
        return pa.decimal128(field.precision, field.scale)
    return _ARROW_TYPES[field.type]


def _arrow_value(field: Field, value: Any) -> Any:
    return dt.date.fromisoformat(value) if field.type == "date" and value is not None else value
