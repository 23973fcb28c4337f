"""Tables cut by the end of a page: the first table of a page that goes on from the last one of the page before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.documents.blocks import Part
from extract.documents.document import BlockKind
from extract.documents.glyphs import Turn
from extract.documents.marks import CONTINUED
from extract.documents.tables import FoundCell, FoundTable

if TYPE_CHECKING:
    from extract.documents.layout import Draft

_LOW, _HIGH = 0.6, 0.35  # of the page's height: where the first part ends at least and the second begins at most
_SIDES = 4.0  # points by which the columns of both parts may differ
_ALIGNED = 12.0  # ... where only the words tell where columns are
_BETWEEN = frozenset({BlockKind.FURNITURE, BlockKind.SOURCE, BlockKind.NOTE})
_FIGURE = re.compile(r"\d")
_MOSTLY = 0.7  # of a column's cells hold figures


def join_tables(before: Draft, page: Draft) -> None:
    """Mark the first table of `page` if it goes on from the last one of `before`; both pages' blocks have their kinds.

    The columns of both must agree and nothing may stand between them. What looked like headers for being at the
    top are none then, unless they repeat those of the first part.
    """
    first, second = _last(before), _first(page)
    if first is None or second is None or first.method != second.method or first.direction != second.direction:
        return
    if not _same_columns(first, second, before, page):
        if _same_row(first, second):
            for cell in second.cells:
                cell.header = cell.header and cell.row > 0
        return
    origin = first.origin or first
    heads = [cell for cell in origin.cells if cell.header and cell.row < _depth(origin)]
    top = [cell for cell in second.cells if cell.header and cell.row < _depth(second)]
    if _words(heads) != _words(top):
        if top and _heads_figures(top, origin, _depth(origin)):
            return  # words where the first part has figures: headers of a table of its own
        for cell in top:
            cell.header = bool(heads) and cell.column == 0 and _led_by_headers(origin)
    second.origin = origin


def _last(page: Draft) -> FoundTable | None:
    """Return the table that ends a page."""
    tables = [part for part in page.parts if part.table is not None]
    if not tables:
        return None
    best = max(tables, key=lambda part: part.box[3])
    below = any(part.box[1] >= best.box[3] - 2 and part.kind not in _BETWEEN for part in page.parts if part is not best)
    return None if below or best.box[3] < _LOW * _height(page) else _table(page, best)


def _first(page: Draft) -> FoundTable | None:
    """Return the table that begins a page; the line above it may only say that it goes on."""
    tables = [part for part in page.parts if part.table is not None]
    if not tables:
        return None
    best = min(tables, key=lambda part: part.box[1])
    above = [part for part in page.parts if part.box[3] <= best.box[1] + 2 and part.kind is not BlockKind.FURNITURE]
    between = any(not (len(part.lines) == 1 and CONTINUED.search(part.text)) for part in above)
    return None if between or best.box[1] > _HIGH * _height(page) else _table(page, best)


def _table(page: Draft, part: Part) -> FoundTable | None:
    return None if part.table is None else page.tables[part.table]


def _height(page: Draft) -> float:
    return Turn(page.main, page.width, page.height).apply((0, 0, page.width, page.height))[3]


def _same_columns(first: FoundTable, second: FoundTable, before: Draft, page: Draft) -> bool:
    if (before.width, before.height) != (page.width, page.height):
        return False
    one, other = _starts(first), _starts(second)
    if one.keys() != other.keys() or len(one) < 2:
        return False
    slack = _SIDES if first.method == "ruled" else _ALIGNED
    # Odd and even pages may have other margins.
    shift = [other[column] - one[column] for column in one]
    return max(shift) - min(shift) <= slack


def _same_row(first: FoundTable, second: FoundTable) -> bool:
    """Return whether the second part begins with a row like the last one of the first, whose other rows have more cells."""
    last = [cell for cell in first.cells if cell.row + cell.row_span == max(c.row + c.row_span for c in first.cells)]
    begin = [cell for cell in second.cells if cell.row == 0]
    if len(last) != len(begin) or len(last) < 2 or first.method != "ruled":
        return False
    for one, other in zip(last, begin, strict=True):
        figures = [bool(_FIGURE.search("".join(line.text for line in cell.lines))) for cell in (one, other)]
        near = abs(one.box[0] - other.box[0]) <= _SIDES and abs(one.box[2] - other.box[2]) <= _SIDES
        if not near or figures[0] != figures[1]:
            return False
    return True


def _starts(table: FoundTable) -> dict[int, float]:
    """Return where each column begins."""
    starts: dict[int, float] = {}
    for cell in table.cells:
        starts[cell.column] = min(cell.box[0], starts.get(cell.column, cell.box[0]))
    return starts


def _depth(table: FoundTable) -> int:
    """Return how many rows of headers a table begins with."""
    rows = {cell.row for cell in table.cells if cell.header and cell.column > 0}
    depth = 0
    while depth in rows:
        depth += 1
    return depth


def _words(cells: Sequence[FoundCell]) -> list[tuple[int, str]]:
    return sorted((cell.column, "".join("".join(line.text.split()) for line in cell.lines)) for cell in cells)


def _led_by_headers(table: FoundTable) -> bool:
    return any(cell.header and cell.row >= _depth(table) for cell in table.cells)


def _heads_figures(top: Sequence[FoundCell], first: FoundTable, depth: int) -> bool:
    """Return whether `top` has words alone in a column of which the first part has figures."""
    for cell in top:
        held = [
            "".join(line.text for line in one.lines)
            for one in first.cells
            if one.column == cell.column and one.row >= depth
        ]
        held = [text for text in held if text]
        figures = sum(bool(_FIGURE.search(text)) for text in held)
        if held and figures >= _MOSTLY * len(held) and not any(_FIGURE.search(line.text) for line in cell.lines):
            return True
    return False
