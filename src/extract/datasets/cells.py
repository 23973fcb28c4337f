"""How a value stands in a CSV file: exact, readable, and harmless when a spreadsheet opens it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from extract.datasets.schema import Field, Row, TableSchema
from extract.ids import plain_number

# What a spreadsheet takes for the beginning of a formula, full-width forms too, and the apostrophe
# itself, so that one leading apostrophe is always ours and can be taken away again.
RISKY = tuple("=+-@\t\r\n＝＋－＠'")


def csv_text(schema: TableSchema, rows: Iterable[Row]) -> str:
    """Return the CSV file of a dataset: a header, then `rows`; lines end in a line feed, the last one too."""
    return "".join(_lines(schema, rows))


def cell_text(column: Field, value: Any) -> str:
    """Return `value` as the text of a cell, before quoting; null is the empty text.

    Numbers have no exponent, lists are JSON arrays, and a text that a spreadsheet would run gets an
    apostrophe in front.
    """
    if value is None:
        return ""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type == "array":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if column.type == "integer":
        return str(int(value))
    if column.type == "number":
        return plain_number(value if isinstance(value, Decimal) else Decimal(repr(float(value))))
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def original_text(cell: str) -> str:
    """Return what a text cell of ours held before it was made harmless."""
    return cell.removeprefix("'")


def _lines(schema: TableSchema, rows: Iterable[Row]) -> Iterator[str]:
    yield ",".join(schema.fields) + "\n"
    columns = list(schema.fields.values())
    for row in rows:
        yield ",".join(_quoted(cell_text(column, row[column.name])) for column in columns) + "\n"


def _quoted(text: str) -> str:
    if any(char in text for char in ',"\n\r') or text != text.strip():
        escaped = text.replace('"', '""')
        return f'"{escaped}"'
    return text
