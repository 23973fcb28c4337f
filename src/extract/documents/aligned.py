"""Tables in text whose layout is lost: runs of lines that hold the same number of cells, parted by spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.documents.document import Cell, Table
from extract.documents.markers import BULLET, NOTE
from extract.documents.marks import SOURCE
from extract.text import Span

_PAIRS = {
    "「": "」",
    "『": "』",
    "《": "》",
    "（": "）",
    "(": ")",
    "“": "”",
    "【": "】",
    "〈": "〉",
    "＜": "＞",
}
_SENTENCE = re.compile(r"[。！？；]")
_ROW_LENGTH = 80  # a longer line is prose
_CELL_LENGTH = 40
_ELLIPSIS = re.compile(r"[・.…‥]+")
_LOOK_AHEAD = 6  # lines that one broken row may take


@dataclass
class _Row:
    cells: list[list[Span]]


def aligned_tables(text: str, lines: Sequence[Span | None]) -> tuple[Table, ...]:
    """Find tables by their header line and the rows below it.

    A header is a line of three or more short cells without figures; at least two rows that have as many cells (or one
    less: the first cell holds for several rows) follow, single empty lines between them aside. A row broken over lines
    is put together again when the following single-cell lines complete it. Two-column tables are left alone: two words
    parted by a space prove nothing.

    Args:
        text: the page's text.
        lines: the spans of its lines, None for an empty one.
    """
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        header = _header(text, lines[index])
        if header:
            rows, end = _rows(text, lines, index + 1, len(header))
            if len(rows) >= 2:
                tables.append(_table(header, rows))
                index = end
                continue
        index += 1
    return tuple(tables)


def cells_of_line(text: str, line: Span) -> list[Span]:
    """Split a line at its spaces, except for those within quotation marks and brackets or between Latin words."""
    cells: list[Span] = []
    start, closing = line.start, []
    for position in range(line.start, line.end):
        char = text[position]
        if char in _PAIRS:
            closing.append(_PAIRS[char])
        elif closing and char == closing[-1]:
            closing.pop()
        elif char.isspace() and not closing:
            if start < position and not _within_latin(text, position, line):
                cells.append(Span(start, position))
                start = position + 1
            elif start == position:
                start = position + 1
    if start < line.end:
        cells.append(Span(start, line.end))
    return cells


def _cells_of_row(text: str, line: Span, width: int) -> list[Span]:
    """Split a row; where a cell is missing, a space between Latin words parts two cells after all.

    Which one is told by their number, or by the only word behind such a space that holds a figure (``Preferred Networks
    PLaMo-13B``); where several fit, the row stays as it is.
    """
    cells = cells_of_line(text, line)
    missing = width - len(cells)
    joints = [
        position
        for cell in cells
        for position in range(cell.start, cell.end)
        if text[position] == " " and _within_latin(text, position, line)
    ]
    with_figure = [joint for joint in joints if re.match(r"[^\s\d]*\d", text[joint + 1 : line.end])]
    chosen = joints if len(joints) == missing else with_figure if len(with_figure) == missing else []
    for joint in chosen if missing > 0 else ():
        number = next(n for n, cell in enumerate(cells) if cell.start <= joint < cell.end)
        cells[number : number + 1] = [Span(cells[number].start, joint), Span(joint + 1, cells[number].end)]
    return cells


def _within_latin(text: str, position: int, line: Span) -> bool:
    before = text[position - 1] if position > line.start else ""
    after = text[position + 1] if position + 1 < line.end else ""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalpha()


def _header(text: str, line: Span | None) -> list[Span] | None:
    if line is None or line.end - line.start > _ROW_LENGTH or BULLET.match(text, line.start, line.end):
        return None
    cells = cells_of_line(text, line)
    words = [cell.of(text) for cell in cells]
    if len(cells) < 3 or any(re.search(r"[\d「『《“]", word) or _SENTENCE.search(word) for word in words):
        return None
    return cells if len(set(words)) == len(words) and all(len(word) <= 20 for word in words) else None


def _rows(text: str, lines: Sequence[Span | None], start: int, width: int) -> tuple[list[_Row], int]:
    """Collect rows from line `start`; return them and the line after the last."""
    rows: list[_Row] = []
    index = end = start
    empty = 0
    while index < len(lines):
        line = lines[index]
        if line is None:
            empty += 1
            if empty > 1:
                break
            index += 1
            continue
        content = line.of(text)
        if SOURCE.match(content) or NOTE.match(content) or len(content) > _ROW_LENGTH or _SENTENCE.search(content):
            break
        if _ELLIPSIS.fullmatch(content):
            end = index + 1
            break
        cells = _cells_of_row(text, line, width)
        if empty and rows and _header(text, line) and not _alike(text, cells[1:], rows[-1]):
            break  # the header of another table
        if len(cells) == width:
            rows.append(_Row([[cell] for cell in cells]))
            index += 1
        elif rows and len(cells) == width - 1 and _alike(text, cells, rows[-1]):
            rows.append(_Row([list(rows[-1].cells[0]), *([cell] for cell in cells)]))
            index += 1
        elif broken := _broken_row(text, lines, index, cells, width, rows):
            row, index = broken
            rows.append(row)
        else:
            break
        empty, end = 0, index
    return rows, end


def _alike(text: str, cells: list[Span], previous: _Row) -> bool:
    """Return whether `cells` look like the last cells of the row before: same marks, same figures."""
    return all(
        _shape(cell.of(text)) == _shape(" ".join(span.of(text) for span in above))
        for cell, above in zip(cells, previous.cells[1:], strict=False)
    )


def _shape(word: str) -> tuple[bool, bool]:
    return bool(re.search(r"[「『《“]", word)), bool(re.search(r"\d", word))


def _broken_row(
    text: str, lines: Sequence[Span | None], index: int, cells: list[Span], width: int, rows: list[_Row]
) -> tuple[_Row, int] | None:
    """Put a row together whose cells go on over the following lines of one cell each."""
    missing = width - len(cells)
    if not rows or missing < 1 or len(cells) < 2:
        return None
    extra: list[Span] = []
    position = index + 1
    while position < min(len(lines), index + 1 + _LOOK_AHEAD):
        line = lines[position]
        if line is not None:
            following = cells_of_line(text, line)
            if len(following) != 1 or len(line.of(text)) > _CELL_LENGTH:
                break
            extra.append(line)
            position += 1
            if len(extra) >= missing and _shape(line.of(text)) == _shape(
                " ".join(span.of(text) for span in rows[-1].cells[-1])
            ):
                tail, rest = extra[-missing:], extra[:-missing]
                return _Row(
                    [*([cell] for cell in cells[:-1]), [cells[-1], *rest], *([span] for span in tail)]
                ), position
        else:
            position += 1
    return None


def _table(header: list[Span], rows: list[_Row]) -> Table:
    cells = [Cell(0, column, (span,), header=True) for column, span in enumerate(header)]
    for number, row in enumerate(rows, start=1):
        above = rows[number - 2].cells[0] if number > 1 else None
        for column, spans in enumerate(row.cells):
            if column == 0 and spans == above:
                first = next(i for i, cell in enumerate(cells) if cell.column == 0 and cell.lines == tuple(spans))
                cells[first] = Cell(cells[first].row, 0, cells[first].lines, row_span=number - cells[first].row + 1)
            else:
                cells.append(Cell(number, column, tuple(spans)))
    return Table(tuple(cells), "aligned")
