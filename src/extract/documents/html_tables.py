"""Tables that a Markdown file writes in HTML: their rows and cells as offsets into the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.documents.document import Cell, Table
from extract.documents.markers import trimmed
from extract.documents.melted_rows import unmelted
from extract.text import Span

_TAG = re.compile(r"<(?P<closes>/?)(?P<name>table|thead|tbody|tr|td|th)\b(?P<said>[^<>]*)>", re.IGNORECASE)
_DEEPEST = 8  # tables within each other; more are no table that anybody wrote
_BREAK = re.compile(r"(?:<(?:br|/?p|/?div|/?li|/?ul|/?ol|hr)\b[^<>]*>|[\r\n])+", re.IGNORECASE)
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>|!\[[^\]\n]*\]\([^)\n]*\)|&nbsp;", re.DOTALL)
_FEWEST = 2  # rows and columns with text; a table of fewer only lays out a page
_MOST = 50  # rows or columns that a cell may say it covers: a file can say anything


@dataclass
class _Written:
    """A cell as it is written: where its content begins and ends and what its tag says."""

    start: int
    end: int
    is_head: bool
    rows: int
    columns: int


def html_table(text: str, within: Span, comments: Sequence[Span] = ()) -> tuple[Table | None, Span] | None:
    """Return the first table that begins in a range, with its place; only the place of one that merely lays out a page.

    Headers are the rows of ``thead`` and those of nothing but ``th``, else a first row without digits. A table within a cell
    counts as its text.

    Args:
        text: the file.
        within: where the table may begin; it may go on behind that.
        comments: ranges of the file in which no tag counts, in order.
    """
    rows, place = _rows(text, within, comments)
    if place is None:
        return None
    cells = list(_cells(text, _kept(rows)))
    filled = [cell for cell in cells if cell.lines]
    if min(len({cell.row for cell in filled}), len({cell.column for cell in filled})) < _FEWEST:
        return None, place
    return Table(unmelted(cells, text), "html"), place


def _rows(text: str, within: Span, comments: Sequence[Span]) -> tuple[list[list[_Written]], Span | None]:
    """Return the rows of the first table, and its place; None for a place if none begins there.

    A table that nothing closes ends with its last row, as it does in browsers; one that ends within a cell is none.
    """
    rows: list[list[_Written]] = []
    depth, begin, end, in_head, in_row = 0, 0, 0, False, False
    cell: _Written | None = None
    for tag in _TAG.finditer(text, within.start):
        name, closes = tag["name"].lower(), tag["closes"] == "/"
        if not depth and tag.start() >= within.end:
            break
        if _is_in(comments, tag.start()) or (not depth and (name != "table" or closes)):
            continue
        if name == "table" and not closes and depth == 1 and cell is None and end:
            break  # another one, and the first was never closed
        if name == "table":
            begin = begin if depth else tag.start()
            depth += -1 if closes else 1
            if depth > _DEEPEST:
                break
        if depth > 1 or (depth == 1 and name == "table"):
            continue
        if cell is not None:
            cell.end, cell = tag.start(), None
        if name == "table":
            return rows, Span(begin, tag.end())
        end = tag.end() if name == "tr" and closes else end
        if name in {"thead", "tbody"}:
            in_head = name == "thead" and not closes
        elif name == "tr":
            in_row = not closes
            if not closes:
                rows.append([])
        elif not closes and rows and name in {"td", "th"}:
            if not in_row:  # a cell between rows begins one, as it does in browsers
                rows.append([])
                in_row = True
            said = tag["said"]
            cell = _Written(tag.end(), tag.end(), in_head or name == "th", _covers(said, "row"), _covers(said, "col"))
            rows[-1].append(cell)
    return (rows, Span(begin, end)) if end and depth == 1 and cell is None else ([], None)


def _kept(rows: list[list[_Written]]) -> list[list[_Written]]:
    """Return the rows with cells of their own and those that cells above reach into."""
    reach = [max((number + each.rows for each in row), default=0) for number, row in enumerate(rows)]
    return [row for number, row in enumerate(rows) if row or max(reach[:number], default=0) > number]


def _is_in(spans: Sequence[Span], position: int) -> bool:
    at = bisect_right(spans, position, key=lambda span: span.start) - 1
    return at >= 0 and position < spans[at].end


def _covers(said: str, what: str) -> int:
    found = re.search(rf"\b{what}span\s*=\s*[\"']?(\d{{1,4}})", said, re.IGNORECASE)
    return min(max(int(found[1]), 1), _MOST) if found else 1


def _cells(text: str, rows: list[list[_Written]]) -> Iterator[Cell]:
    """Yield the cells at their places: a cell that covers several rows or columns pushes others aside."""
    headed = any(each.is_head for row in rows for each in row)
    taken: set[tuple[int, int]] = set()
    for row, written in enumerate(rows):
        of_heads = all(each.is_head for each in written)
        if not headed and row == 0:
            of_heads = not any(re.search(r"\d", _plain(text, each)) for each in written)
        column = 0
        for each in written:
            while (row, column) in taken:
                column += 1
            taken.update((row + down, column + right) for down in range(each.rows) for right in range(each.columns))
            yield Cell(row, column, tuple(_lines(text, each)), each.rows, each.columns, header=of_heads)


def _plain(text: str, cell: _Written) -> str:
    return _MARKUP.sub("", text[cell.start : cell.end])


def _lines(text: str, cell: _Written) -> Iterator[Span]:
    """Yield the lines of a cell that hold text, parted by line ends and by tags that break a line."""
    position = cell.start
    for cut in (*_BREAK.finditer(text, cell.start, cell.end), None):
        span = trimmed(text, Span(position, cut.start() if cut else cell.end))
        if span and _MARKUP.sub("", span.of(text)).strip():
            yield span
        position = cut.end() if cut else cell.end
