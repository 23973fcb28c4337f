"""Which cells of a table are headers: its first rows, a first column that is set off like them, rows on their ground."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.documents.frames import Frame, frame_at

if TYPE_CHECKING:
    from extract.documents.tables import FoundCell

_FIGURE = re.compile(r"[\d０-９.,，．%％△▲+＋\-－—–~～〜()（）\s]*[\d０-９][\d０-９.,，．%％△▲+＋\-－—–~～〜()（）\s]*")
"""A cell that is nothing but a number."""
_DIGIT = re.compile(r"\d")
_LONGEST = 60  # characters of a header
_MOSTLY = 0.5  # of a column's cells hold figures
_MOST_ON_GROUND = 0.5  # of a table's cells; a ground that more of them have sets nothing off

Look = tuple[bool, object]
"""What sets a header off: bold type, the colour of its ground."""


def mark_headers(cells: Sequence[FoundCell], frames: Sequence[Frame]) -> None:
    """Mark the cells of a table that head a column or a row, cells in the order of reading."""
    looks = {id(cell): _look(cell, frames) for cell in cells}
    depth = _depth(cells, looks)
    top = [cell for cell in cells if cell.row < depth and cell.lines]
    rest = [cell for cell in cells if cell.row >= depth and cell.lines]
    columns = max(cell.column + cell.column_span for cell in cells)
    covered = {column for cell in top for column in range(cell.column, cell.column + cell.column_span)}
    if top and rest and covered >= set(range(1, columns)) and not _is_prose(top, rest, looks):
        for cell in top:
            cell.header = True
        above = {looks[id(cell)] for cell in top}
        first = [cell for cell in rest if cell.column == 0]
        others = {looks[id(cell)] for cell in rest if cell.column > 0}
        if first and all(looks[id(cell)] in above for cell in first) and not above & others:
            for cell in first:
                cell.header = True
    _mark_ground(cells, looks)


def _is_prose(top: Sequence[FoundCell], rest: Sequence[FoundCell], looks: dict[int, Look]) -> bool:
    """Return whether the first row says as much as the others and is not set off from them."""
    first = [_text(cell) for cell in top if cell.row == 0]
    long = any(len(text) > _LONGEST or text.endswith("。") for text in first)
    return long and bool({looks[id(cell)] for cell in top} & {looks[id(cell)] for cell in rest})


def _look(cell: FoundCell, frames: Sequence[Frame]) -> Look:
    number = frame_at(frames, cell.page_box)
    ground = None if number is None else frames[number].color
    return (all(line.bold for line in cell.lines), ground)


def _depth(cells: Sequence[FoundCell], looks: dict[int, Look]) -> int:
    """Return how many rows at the top may be headers."""
    rows = max(cell.row + cell.row_span for cell in cells)
    # A corner that is no cell at all reaches down to the first cell of its column.
    depth = max(min(cell.row for cell in cells if cell.column == 0), 1) if any(c.column == 0 for c in cells) else 1
    depth = max(depth, *(cell.row + cell.row_span for cell in cells if cell.row == 0))
    if depth >= rows:
        return 1
    while depth < rows - 1 and _heads_go_on(cells, looks, depth):
        depth = max(cell.row + cell.row_span for cell in cells if cell.row == depth)
    return depth


def _heads_go_on(cells: Sequence[FoundCell], looks: dict[int, Look], depth: int) -> bool:
    """Return whether the row `depth` divides heads of the rows above it that span several columns."""
    spanning = [cell for cell in cells if cell.row + cell.row_span == depth and cell.column_span > 1 and cell.lines]
    below = [cell for cell in cells if cell.row == depth and cell.lines]
    if not spanning or not below or any(_FIGURE.fullmatch(_text(cell)) for cell in below):
        return False
    held = [[_text(one) for one in below if _under(one, cell)] for cell in spanning]
    if any(len(texts) < 2 for texts in held):
        return False
    above = {looks[id(cell)] for cell in cells if cell.row < depth and cell.lines}
    rest = [cell for cell in cells if cell.row > depth and cell.lines]
    if {looks[id(cell)] for cell in below} <= above and not above & {looks[id(cell)] for cell in rest}:
        return True
    if len(held) > 1 and all(texts == held[0] for texts in held):
        return True
    return any(_has_figures(rest, cell.column) for cell in below) and not any(_DIGIT.search(_text(c)) for c in below)


def _under(cell: FoundCell, head: FoundCell) -> bool:
    return head.column <= cell.column < head.column + head.column_span


def _text(cell: FoundCell) -> str:
    return "".join(line.text for line in cell.lines)


def _has_figures(cells: Sequence[FoundCell], column: int) -> bool:
    texts = [_text(cell) for cell in cells if cell.column == column and cell.column_span == 1]
    return bool(texts) and sum(bool(_DIGIT.search(text)) for text in texts) > _MOSTLY * len(texts)


def _mark_ground(cells: Sequence[FoundCell], looks: dict[int, Look]) -> None:
    """Mark all cells on the ground of rows that it sets off; the rows between may be several, but not every other one."""
    filled = [cell for cell in cells if cell.lines]
    rows: dict[int, list[FoundCell]] = {}
    for cell in filled:
        rows.setdefault(cell.row, []).append(cell)
    for ground in _grounds(filled, looks):
        on_it = [cell for cell in filled if looks[id(cell)][1] == ground]
        whole = {row for row, held in rows.items() if all(looks[id(cell)][1] == ground for cell in held)}
        blocks = [row for row in whole if row - 1 not in whole]
        few = len(on_it) <= _MOST_ON_GROUND * len(filled) and 0 < len(blocks) <= 1 + len(rows) // 6
        if few and min(whole) <= 1 and not any(_FIGURE.fullmatch(_text(cell)) for cell in on_it):
            for cell in on_it:
                cell.header = True


def _grounds(cells: Sequence[FoundCell], looks: dict[int, Look]) -> list[object]:
    found: list[object] = []
    for cell in cells:
        ground = looks[id(cell)][1]
        if ground is not None and ground not in found:
            found.append(ground)
    return found
