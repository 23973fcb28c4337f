"""Rows that a file writes as one, with breaks between what belongs to each: names in one cell, as many numbers in the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.documents.document import Cell
from extract.documents.markers import trimmed
from extract.text import Span

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
"""What parts the lines of a cell."""

_MARKS = re.compile(r"<[^<>]*>|[*`\\]")
_NUMBER = re.compile(r"[\d.,%±+\-–—/†‡()\s]*\d[\d.,%±+\-–—/†‡()\s]*|[-–—/]|N/?A|")  # a score, a size, or none
_MOST_LINES = 20  # of one cell; more are a text


def parts_of(text: str, line: Span) -> tuple[Span, ...]:
    """Return the parts of a line of a cell between its breaks, those without text aside.

    Args:
        text: the page.
        line: the line.
    """
    found: list[Span] = []
    start = line.start
    for mark in (*BREAK.finditer(text, line.start, line.end), None):
        span = trimmed(text, Span(start, mark.start() if mark else line.end))
        if span and _MARKS.sub("", span.of(text)).strip():
            found.append(span)
        start = mark.end() if mark else start
    return tuple(found)


def unmelted(cells: Sequence[Cell], text: str) -> tuple[Cell, ...]:
    """Return the cells of a table in which a row of several rows is that many; other rows keep their lines.

    A row is one of several if all of its cells with breaks hold the same number of parts, in one of them names and in another
    numbers. Its other cells cover all of them.

    Args:
        cells: those of the table, each line a span of the page.
        text: the page.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    last = max((cell.row + cell.row_span for cell in cells), default=0)
    heights = [_height(rows.get(row, ()), text) for row in range(last)]
    if max(heights, default=1) == 1:
        return tuple(cells)
    starts = [sum(heights[:row]) for row in range(last + 1)]
    return tuple(_placed(cells, heights, starts, text))


def _height(row: Iterable[Cell], text: str) -> int:
    """Return how many rows a written row is."""
    broken = [parts for cell in row if not cell.header and cell.row_span == 1 and len(parts := _parts(cell, text)) > 1]
    counts = {len(parts) for parts in broken}
    numbers = [all(_is_number(each, text) for each in parts) for parts in broken]
    is_several = len(counts) == 1 and any(numbers) and not all(numbers) and max(counts) <= _MOST_LINES
    return counts.pop() if is_several else 1


def _placed(cells: Iterable[Cell], heights: Sequence[int], starts: Sequence[int], text: str) -> Iterator[Cell]:
    for cell in cells:
        row, height = starts[cell.row], heights[cell.row]
        parts = _parts(cell, text)
        if height > 1 and len(parts) == height and cell.row_span == 1:
            for number, part in enumerate(parts):
                yield replace(cell, row=row + number, lines=(part,))
        else:
            yield replace(cell, row=row, row_span=starts[cell.row + cell.row_span] - row)


def _parts(cell: Cell, text: str) -> tuple[Span, ...]:
    return tuple(part for line in cell.lines for part in parts_of(text, line))


def _is_number(part: Span, text: str) -> bool:
    return bool(_NUMBER.fullmatch(_MARKS.sub("", part.of(text)).strip()))
