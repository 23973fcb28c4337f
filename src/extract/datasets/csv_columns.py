"""The CSV file of an Arrow table, a column at a time; the bytes are those of `extract.datasets.cells`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from extract.datasets.cells import RISKY, cell_text
from extract.datasets.columns import pa, pc
from extract.datasets.schema import Field, TableSchema

_ROWS = 1 << 16
_RISKY = pa.array(RISKY, pa.string())


def csv_parts(schema: TableSchema, table: Any) -> Iterator[bytes]:
    """Yield the CSV file of a dataset in parts: a header, then the rows; lines end in a line feed, the last one too."""
    yield csv_header(schema)
    for lines in csv_lines(schema, table):
        yield csv_bytes(lines)


def csv_header(schema: TableSchema) -> bytes:
    """Return the first line."""
    return (",".join(schema.fields) + "\n").encode()


def csv_lines(schema: TableSchema, table: Any) -> Iterator[Any]:
    """Yield the lines of rows, as arrays of texts."""
    for start in range(0, len(table), _ROWS):
        part = table.slice(start, _ROWS)
        cells = [_cells(field, part[name].combine_chunks()) for name, field in schema.fields.items()]
        yield pc.binary_join_element_wise(*cells[:-1], pc.binary_join_element_wise(cells[-1], "\n", ""), ",")


def csv_bytes(lines: Any) -> bytes:
    """Return the texts of an array, one behind the other."""
    _, offsets, data = lines.buffers()
    if data is None:
        return b""
    ends = memoryview(offsets).cast("i")
    return bytes(memoryview(data)[ends[lines.offset] : ends[lines.offset + len(lines)]])


def _cells(field: Field, column: Any) -> Any:
    """Return the cells of a column, quoted where they must be."""
    if field.type == "array":
        texts = _lists(column)
    elif field.type == "string":
        begin = pc.utf8_slice_codeunits(column, 0, 1)
        texts = pc.if_else(pc.is_in(begin, value_set=_RISKY), pc.binary_join_element_wise("'", column, ""), column)
    elif field.type in ("integer", "date"):
        return pc.fill_null(column.cast(pa.string()), "")
    else:
        return _mapped(column, lambda value: cell_text(field, value))
    texts = pc.fill_null(texts, "")
    is_special = pc.match_substring_regex(texts, '[,"\n\r]')
    is_spaced = pc.not_equal(pc.utf8_trim_whitespace(texts), texts)
    must = pc.or_(is_special, is_spaced)
    if not pc.any(must).as_py():
        return texts
    escaped = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
    return pc.if_else(must, escaped, texts)


def _lists(column: Any) -> Any:
    """Return lists as JSON arrays."""
    flat = _mapped(column.flatten(), lambda value: json.dumps(value, ensure_ascii=False))
    lengths = pc.fill_null(pc.list_value_length(column), 0)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths).cast(pa.int32())])
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, flat), ",")
    made = pc.binary_join_element_wise("[", joined, "]", "")
    return pc.if_else(pc.is_valid(column), made, pa.scalar(None, pa.string()))


def _mapped(column: Any, text_of: Callable[[Any], str]) -> Any:
    """Return `text_of` each value, asked once for equal ones; null is the empty text."""
    encoded = column.dictionary_encode()
    texts = pa.array([text_of(value) for value in encoded.dictionary.to_pylist()], pa.string())
    return pc.fill_null(texts.take(encoded.indices), "")
