"""Tables: cells by row and column, with what each covers and the lines that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.documents.document import Box
from extract.documents.frames import Frame, frame_at
from extract.documents.glyphs import ACROSS, Glyph, Turn
from extract.documents.lines import APART_PAGE, Line, around, make_lines, row_by_row
from extract.documents.rules import cells_between, open_sides, rule_groups

_MOST_EDGES = 4000  # a page with more of them is a drawing; looking for cells in it takes minutes
_SAME_EDGE = 3.0  # points, pdfplumber's own tolerance
_LEAST_FILLED = 0.35  # share of the cells that hold text; boxes that merely touch have less


@dataclass(slots=True)
class FoundCell:
    """A cell, its box turned as the table is read, and its lines from top to bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    page_box: Box
    lines: list[Line]
    header: bool = False


@dataclass(slots=True)
class FoundTable:
    """A table: cells in the order of reading, the reading direction of its text, how it was found."""

    cells: list[FoundCell]
    page_box: Box
    direction: int
    method: str = "ruled"


def find_tables(page: Any, glyphs: dict[int, list[Glyph]], frames: Sequence[Frame]) -> list[FoundTable]:
    """Return the tables of a pdfplumber page and take their glyphs out of `glyphs`."""
    if not 2 <= len(page.edges) <= _MOST_EDGES:
        return []
    size = (float(page.width), float(page.height))
    tables = []
    sides = open_sides(rule_groups(page, Turn(ACROSS, *size), size[0]), page.edges)
    for found in page.find_tables({"explicit_vertical_lines": sides}):
        cells = [tuple(float(side) for side in cell) for cell in found.cells]
        if len(cells) >= 4 and (table := _table(cells, glyphs, frames, size)):
            tables.append(table)
    for direction in sorted(glyphs):
        turn = Turn(direction, *size)
        for group in rule_groups(page, turn, turn.apply((0, 0, *size))[2]):
            if cells_found := cells_between(group, glyphs[direction]):
                tables.append(_unruled(cells_found, direction, turn, frames))
                _take(glyphs, {id(g) for _, _, lines in cells_found for line in lines for g in line.glyphs})
    return tables


def _unruled(
    found: Sequence[tuple[int, int, list[Line]]], direction: int, turn: Turn, frames: Sequence[Frame]
) -> FoundTable:
    """Make a table of cells that only rules above and below them hold together."""
    cells = []
    for row, column, lines in found:
        page_box = around(line.page_box for line in lines)
        cells.append(FoundCell(row, column, 1, 1, turn.apply(page_box), page_box, lines))
    _mark_headers(cells, frames)
    return FoundTable(cells, around(cell.page_box for cell in cells), direction, "aligned")


def _take(glyphs: dict[int, list[Glyph]], used: set[int]) -> None:
    for some in glyphs.values():
        some[:] = [glyph for glyph in some if id(glyph) not in used]


def _table(
    boxes: list[Any], glyphs: dict[int, list[Glyph]], frames: Sequence[Frame], size: tuple[float, float]
) -> FoundTable | None:
    area = around(boxes)
    held: dict[int, dict[int, list[Glyph]]] = {}
    counts: dict[int, int] = {}
    for direction, some in glyphs.items():
        for glyph in some:
            x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
            if not (area[0] <= x <= area[2] and area[1] <= y <= area[3]):
                continue
            for number, box in enumerate(boxes):
                if box[0] <= x < box[2] and box[1] <= y < box[3]:
                    held.setdefault(number, {}).setdefault(direction, []).append(glyph)
                    counts[direction] = counts.get(direction, 0) + 1
                    break
    if not counts:
        return None
    direction = max(counts, key=lambda one: (counts[one], -one))
    turn = Turn(direction, *size)
    turned = [turn.apply(box) for box in boxes]
    rows = _edges([box[1] for box in turned])
    columns = _edges([box[0] for box in turned])
    cells = []
    for number, (box, page_box) in enumerate(zip(turned, boxes, strict=True)):
        lines: list[Line] = []
        for _, some in sorted(held.get(number, {}).items()):
            lines += row_by_row(make_lines(some, (), apart=APART_PAGE))
        row, column = _index(rows, box[1]), _index(columns, box[0])
        row_span = max(_index(rows, box[3] - 2 * _SAME_EDGE) - row, 0) + 1
        column_span = max(_index(columns, box[2] - 2 * _SAME_EDGE) - column, 0) + 1
        cells.append(FoundCell(row, column, row_span, column_span, box, page_box, lines))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    if not _is_table(cells):
        return None
    _mark_headers(cells, frames)
    used = {id(g) for by_direction in held.values() for some in by_direction.values() for g in some}
    _take(glyphs, used)
    return FoundTable(cells, area, direction)


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _index(edges: list[float], value: float) -> int:
    """Return the number of the last edge at or before `value`."""
    return max(0, sum(edge <= value + _SAME_EDGE for edge in edges) - 1)


def _is_table(cells: list[FoundCell]) -> bool:
    """Return whether cells that touch are a table and not boxes that were drawn side by side."""
    filled = [cell for cell in cells if cell.lines]
    return (
        len({cell.row for cell in filled}) >= 2
        and len({cell.column for cell in filled}) >= 2
        and len(filled) >= _LEAST_FILLED * len(cells)
    )


def _mark_headers(cells: list[FoundCell], frames: Sequence[Frame]) -> None:
    """Mark the cells that head a column, and those of a first column that are set off like them."""
    depth = max(cell.row + cell.row_span for cell in cells if cell.row == 0)
    if depth == max(cell.row + cell.row_span for cell in cells):
        depth = 1
    top = [cell for cell in cells if cell.row < depth and cell.lines]
    rest = [cell for cell in cells if cell.row >= depth and cell.lines]
    columns = max(cell.column + cell.column_span for cell in cells)
    covered = {column for cell in top for column in range(cell.column, cell.column + cell.column_span)}
    if not top or not rest or not covered >= set(range(1, columns)):
        return
    for cell in top:
        cell.header = True
    look = {_look(cell, frames) for cell in top}
    first = [cell for cell in rest if cell.column == 0]
    others = {_look(cell, frames) for cell in rest if cell.column > 0}
    if first and all(_look(cell, frames) in look for cell in first) and not look & others:
        for cell in first:
            cell.header = True


def _look(cell: FoundCell, frames: Sequence[Frame]) -> tuple[bool, bool]:
    """What sets a header off: bold type, a coloured ground."""
    ground = frame_at(frames, cell.page_box)
    return (all(line.bold for line in cell.lines), ground is not None and frames[ground].filled)
