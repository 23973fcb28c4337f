"""Tables: cells by row and column, with what each covers and the lines that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.documents.document import Box
from extract.documents.edges import table_edges
from extract.documents.frames import Frame
from extract.documents.glyphs import ACROSS, Glyph, Turn
from extract.documents.heads import mark_headers
from extract.documents.lines import APART_PAGE, Line, around, make_lines, row_by_row
from extract.documents.rules import cells_between, open_sides, rule_groups

_MOST_EDGES = 4000  # a page with more of them is a drawing; looking for cells in it takes minutes
_SAME_EDGE = 3.0  # points, pdfplumber's own tolerance
_LEAST_COVERED = 0.5
_TOUCHING = 0.1  # ems between glyphs that no border can part
_MOST_CUT = 0.1  # words that borders cut, for each cell with text; shapes of other things cut many
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
    """A table: cells in the order of reading, the reading direction of its text, how it was found.

    `origin` is the first part of a table that was cut by the end of a page, if this is a later one.
    """

    cells: list[FoundCell]
    page_box: Box
    direction: int
    method: str = "ruled"
    origin: FoundTable | None = None


def find_tables(page: Any, glyphs: dict[int, list[Glyph]], frames: Sequence[Frame]) -> list[FoundTable]:
    """Return the tables of a pdfplumber page and take their glyphs out of `glyphs`."""
    edges = table_edges(page)
    if not 2 <= len(edges) <= _MOST_EDGES:
        return []
    size = (float(page.width), float(page.height))
    tables = []
    sides = open_sides(rule_groups(page, Turn(ACROSS, *size), size[0]), edges)
    for found in _cells_in(page, [*edges, *sides]):
        cells = [tuple(float(side) for side in cell) for cell in found]
        if len(cells) >= 4 and (table := _table(cells, glyphs, frames, size)):
            tables.append(table)
    for direction in sorted(glyphs):
        turn = Turn(direction, *size)
        ruled = [turn.apply(table.page_box) for table in tables if table.method == "ruled"]
        for group in rule_groups(page, turn, turn.apply((0, 0, *size))[2]):
            # What is left between the rules of ruled tables is the text between the tables.
            if any(box[1] < group[-1][3] - _SAME_EDGE and box[3] > group[0][1] + _SAME_EDGE for box in ruled):
                continue
            if cells_found := cells_between(group, glyphs[direction]):
                tables.append(_unruled(cells_found, direction, turn, frames))
                _take(glyphs, {id(g) for _, _, lines in cells_found for line in lines for g in line.glyphs})
    return tables


def _cells_in(page: Any, edges: Sequence[dict[str, Any]]) -> list[list[Any]]:
    """Return the cells of each table that edges enclose."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    if min(len(upright), len(level)) < 2:
        return []
    found = page.find_tables(
        {
            "vertical_strategy": "explicit",
            "horizontal_strategy": "explicit",
            "explicit_vertical_lines": upright,
            "explicit_horizontal_lines": level,
        }
    )
    return [table.cells for table in found]


def _unruled(
    found: Sequence[tuple[int, int, list[Line]]], direction: int, turn: Turn, frames: Sequence[Frame]
) -> FoundTable:
    """Make a table of cells that only rules above and below them hold together."""
    cells = []
    for row, column, lines in found:
        page_box = around(line.page_box for line in lines)
        cells.append(FoundCell(row, column, 1, 1, turn.apply(page_box), page_box, lines))
    mark_headers(cells, frames)
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
    cuts = 0
    for direction, some in glyphs.items():
        last: tuple[int, Glyph] | None = None
        for glyph in some:
            x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
            if not (area[0] <= x <= area[2] and area[1] <= y <= area[3]):
                continue
            for number, box in enumerate(boxes):
                if box[0] <= x < box[2] and box[1] <= y < box[3]:
                    held.setdefault(number, {}).setdefault(direction, []).append(glyph)
                    counts[direction] = counts.get(direction, 0) + 1
                    cuts += last is not None and last[0] != number and _touch(last[1], glyph)
                    last = number, glyph
                    break
    if not counts or (cuts > 1 and cuts > _MOST_CUT * len(held)):
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
    mark_headers(cells, frames)
    used = {id(g) for by_direction in held.values() for some in by_direction.values() for g in some}
    _take(glyphs, used)
    return FoundTable(cells, area, direction)


def _touch(one: Glyph, other: Glyph) -> bool:
    """Return whether a glyph is the next of a word or a line of Han characters."""
    same = min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * min(one.size, other.size)
    return same and other.order == one.order + 1 and not one.blank and abs(other.x0 - one.x1) < _TOUCHING * one.size


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
        and _covered(cells) >= _LEAST_COVERED
    )


def _covered(cells: list[FoundCell]) -> float:
    """Return the share of the area around cells that they cover; boxes in a row and a column leave most of it open."""
    x0, top, x1, bottom = around(cell.box for cell in cells)
    area = sum((cell.box[2] - cell.box[0]) * (cell.box[3] - cell.box[1]) for cell in cells)
    return area / ((x1 - x0) * (bottom - top))
