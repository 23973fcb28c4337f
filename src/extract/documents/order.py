"""Reading order: the widest gap that crosses a region divides it, and so on within both halves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.documents.blocks import Part
from extract.documents.document import BlockKind, Box
from extract.documents.frames import Frame
from extract.documents.lines import around

_TOUCH = 2.0  # points by which a box may stick out over a gap
_TOUCH_SHARE = 0.1  # ... but at most this share of its height or width
_TOUCHING = 0.01  # the gap between things that touch
_MOST = 600  # things on one level; a drawing with more of them has no reading order
_MOST_TRIED = 120

Item = tuple[Box, list[Part]]
"""Something to be ordered as a whole: a block, or a frame with the blocks in it."""


class Gap(NamedTuple):
    """A gap that crosses a region."""

    width: float
    middle: float


def in_reading_order(parts: Sequence[Part], frames: Sequence[Frame], boxes: Sequence[Box]) -> list[Part]:
    """Return `parts` as they are read: the title, what stands above, the page's body, what stands below it.

    Within the body, what stands in one frame comes together, else by columns and rows.

    Args:
        parts: the blocks of a page.
        frames: the drawn boxes of the page.
        boxes: where the frames stand, turned as the page's main text is read.
    """
    outer = {BlockKind.FURNITURE, BlockKind.SOURCE, BlockKind.NOTE}
    body = [
        part for part in parts if part.kind not in outer and part.kind is not BlockKind.TITLE and not _section(part)
    ]
    low = max((part.box[3] for part in body), default=0.0)
    zones: tuple[list[Part], ...] = ([], [], [], [])
    for part in parts:
        if part.kind is BlockKind.TITLE:
            zones[0].append(part)
        elif part.kind in outer and part.box[1] >= low - _TOUCH:
            zones[3].append(part)
        elif _section(part) or part.kind is BlockKind.FURNITURE:
            zones[1].append(part)
        else:
            zones[2].append(part)
    return [part for zone in zones for part in _within(None, zone, frames, boxes)]


def _section(part: Part) -> bool:
    return part.kind is BlockKind.HEADING and part.level == 1 and part.running


def _within(frame: int | None, parts: Sequence[Part], frames: Sequence[Frame], boxes: Sequence[Box]) -> list[Part]:
    """Order the parts that stand in `frame` or in a frame within it."""
    items: list[Item] = []
    inner: dict[int, list[Part]] = {}
    for part in parts:
        child = _child_of(frame, part.frame, frames)
        if child is None:
            items.append((part.box, [part]))
        else:
            inner.setdefault(child, []).append(part)
    for child, held in inner.items():
        box = around([boxes[child], *(part.box for part in held)])
        items.append((box, _within(child, held, frames, boxes)))
    return [part for _, held in _cut(items) for part in held]


def _child_of(frame: int | None, inner: int | None, frames: Sequence[Frame]) -> int | None:
    """Return the frame directly within `frame` that holds the frame `inner`, None if it is `frame` itself."""
    child = None
    while inner is not None and inner != frame:
        child, inner = inner, frames[inner].parent
    return child if inner == frame else None


def _cut(items: list[Item]) -> list[Item]:
    if len(items) < 2:
        return items
    rows, columns = _gaps(items, 1), _gaps(items, 0)
    if len(items) > _MOST or not (rows or columns):
        return sorted(items, key=lambda item: (_middle(item, 1), item[0][0]))
    column = max(columns, default=None)
    if column is None:
        cut, side = _freeing(items, rows), 1
    elif not rows:
        # A label beside several rows keeps them from being cut: it goes first, then they are.
        beside = _aligned(*_sides(items, column.middle))
        cut, side = columns[0].middle if beside else column.middle, 0
    elif _heads(items, rows[0].middle):
        cut, side = rows[0].middle, 1
    elif _columns(items, _widest(items, rows), column):
        cut, side = column.middle, 0
    else:
        cut, side = _widest(items, rows).middle, 1
    first = [item for item in items if _middle(item, side) < cut]
    return _cut(first) + _cut([item for item in items if _middle(item, side) >= cut])


def _freeing(items: list[Item], rows: list[Gap]) -> float:
    """Return the cut between rows that leaves the most things in parts that can be divided into columns."""
    if len(items) > _MOST_TRIED:
        return max(rows).middle

    def freed(row: Gap) -> tuple[int, float]:
        above = [item for item in items if _middle(item, 1) < row.middle]
        below = [item for item in items if _middle(item, 1) >= row.middle]
        return sum(len(part) for part in (above, below) if _gaps(part, 0)), row.width

    return max(rows, key=freed).middle


def _middle(item: Item, side: int) -> float:
    return (item[0][side] + item[0][side + 2]) / 2


def _heads(items: list[Item], cut: float) -> bool:
    """Return whether one thing stands above the rest of a region and over a gap between its columns."""
    above = [item for item in items if _middle(item, 1) < cut]
    if len(above) > 1:
        return False
    gaps = _gaps([item for item in items if _middle(item, 1) >= cut], 0)
    return any(above[0][0][0] < gap.middle < above[0][0][2] for gap in gaps)


def _columns(items: list[Item], row: Gap, column: Gap) -> bool:
    """Return whether a region that can be divided both ways is read by columns."""
    left, right = _sides(items, column.middle)
    if min(_lines(left), _lines(right)) < 2 or _aligned(left, right):
        return False
    for above in (True, False):
        # Rows of names and values above or below something else.
        part = [item for item in items if (_middle(item, 1) < row.middle) == above]
        if _aligned(*_sides(part, column.middle)):
            return False
    if all(parts[0].frame is not None for _, parts in items):
        return column.width > 2 * row.width
    return column.width > row.width


def _widest(items: list[Item], rows: list[Gap]) -> Gap:
    """Return the widest gap between rows; one below a heading only if there is no other, for it heads what follows."""

    def below_heading(row: Gap) -> bool:
        last = max((item for item in items if _middle(item, 1) < row.middle), key=lambda item: item[0][3])
        return last[1][-1].kind is BlockKind.HEADING

    return max([row for row in rows if not below_heading(row)] or rows)


def _sides(items: list[Item], cut: float) -> tuple[list[Item], list[Item]]:
    left = [item for item in items if _middle(item, 0) < cut]
    return left, [item for item in items if _middle(item, 0) >= cut]


def _lines(items: list[Item]) -> int:
    return sum(len(part.lines) for _, parts in items for part in parts)


def _aligned(left: list[Item], right: list[Item]) -> bool:
    """Return whether single lines that no boxes of their own hold stand side by side in rows."""
    few, many = sorted((left, right), key=len)
    parts = [held[0] for _, held in few + many]
    single = all(len(held) == 1 and len(held[0].lines) == 1 for _, held in few + many)
    if len(few) < 2 or not single or any(part.lines[0].bullet for part in parts):
        return False
    if len({part.frame for part in parts}) > 1:
        return False
    heights = [_middle(item, 1) for item in many]
    beside = sum(any(abs(_middle(item, 1) - y) < 0.3 * item[1][0].size for y in heights) for item in few)
    return beside >= 0.7 * len(few)


def _gaps(items: list[Item], side: int) -> list[Gap]:
    """Return the gaps that cross a region, from its left (side 0) or its top (side 1)."""
    gaps: list[Gap] = []
    end = edge = float("inf")
    for low, high in sorted((box[side], box[side + 2]) for box, _ in items):
        touch = min(_TOUCH_SHARE * (high - low), _TOUCH)
        if low + touch > end:
            gaps.append(Gap(max(low - edge, _TOUCHING), (low + touch + end) / 2))
        end = max(end, high - touch) if end < float("inf") else high - touch
        edge = max(edge, high) if edge < float("inf") else high
    return gaps
