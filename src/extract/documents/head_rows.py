"""Headers of two rows in tables of Markdown, whose syntax knows only one: the first names groups, the second what is in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.documents.document import Cell
from extract.text import Span

_MARKS = re.compile(r"<[^<>]*>|[*`\\]")
_NUMBER = re.compile(r"[\d.,%±+\-–—/†‡()\s]*\d[\d.,%±+\-–—/†‡()\s]*[KMBkmb]?")


def with_second_head(cells: Sequence[Cell], text: str) -> list[Cell]:
    """Return the cells of a table with its second row as headers, if the first row leaves columns to the left open.

    The second row must be one of words over at least one column of numbers. A header of the first row covers the empty ones on its
    right.

    Args:
        cells: those of the table, row by row.
        text: the page.
    """
    rows: dict[int, dict[int, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    first, second = rows.get(0, {}), rows.get(1, {})
    below = [row for number, row in rows.items() if number > 1]
    opened = [column for column in second if column and (column not in first or not first[column].lines)]
    is_filled = bool(second) and all(cell.lines or (not column and first[0].lines) for column, cell in second.items())
    if not opened or not below or not is_filled or any(_is_number(cell, text) for cell in second.values()):
        return list(cells)
    if not any(_are_numbers([row[column] for row in below if column in row], text) for column in second):
        return list(cells)
    groups: list[Cell] = []
    for column in sorted({*first, *second}):
        head = first.get(column)
        if head is not None and (head.lines or not groups):
            groups.append(head)
        elif groups and groups[-1].lines:
            groups[-1] = replace(groups[-1], column_span=column + 1 - groups[-1].column)
    heads = [replace(cell, header=True) for cell in second.values()]
    return [*groups, *heads, *(cell for row in below for cell in row.values())]


def _is_number(cell: Cell, text: str) -> bool:
    said = _MARKS.sub("", " ".join(Span(*line).of(text) for line in cell.lines)).strip()
    return bool(_NUMBER.fullmatch(said))


def _are_numbers(column: Sequence[Cell], text: str) -> bool:
    filled = [cell for cell in column if cell.lines]
    return bool(filled) and all(_is_number(cell, text) for cell in filled)
