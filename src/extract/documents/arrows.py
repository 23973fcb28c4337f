"""Lines and arrows that join the boxes of a diagram."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from extract.documents.document import Box

Point = tuple[float, float]
Joint = tuple[int, int, bool]
"""Number of the box at the tail, of the box at the head, whether there is a point."""

_MOST = 400  # lines or shapes; a page with more of them is a chart or a map
_THIN = 2.5  # points; a filled box that is no higher or no wider is a line
_TOUCH = 4.0  # points between the end of a line and the box that it belongs to
_HEAD = (2.0, 16.0)  # the size of an arrow's point in points
_SHORTEST = 6.0
_STEP = 8.0  # points along a line after which it must have left its box
_FARTHEST = 40.0  # points between a block arrow and the boxes before and behind it
_CORNERS = (3, 8)  # of a block arrow or a triangle


def find_arrows(page: Any, boxes: dict[int, Box]) -> list[Joint]:
    """Return what joins the boxes of a pdfplumber page, each pair once and in order of their numbers.

    Args:
        page: the page.
        boxes: the frames that hold text, by number.
    """
    if len(boxes) < 2 or len(page.lines) + len(page.curves) > _MOST:
        return []
    shapes = [_corners(shape) for shape in page.curves if shape["fill"]]
    found: dict[tuple[int, int], bool] = {}
    for tail, head, directed in [*_lines(page, shapes, boxes), *_block_arrows(shapes, boxes)]:
        if (head, tail) in found:
            # Points at both ends: neither is the first.
            first, second = min(tail, head), max(tail, head)
            del found[head, tail]
            found[first, second] = False
        else:
            found[tail, head] = found.get((tail, head), False) or directed
    return [(tail, head, directed) for (tail, head), directed in sorted(found.items())]


def _lines(page: Any, shapes: Sequence[Sequence[Point]], boxes: dict[int, Box]) -> Iterator[Joint]:
    heads = [_bounds(shape) for shape in shapes if 3 <= len(shape) <= 5]
    heads = [box for box in heads if all(_HEAD[0] <= side <= _HEAD[1] for side in (box[2] - box[0], box[3] - box[1]))]
    for points in _open_paths(page):
        start, end = points[0], points[-1]
        if math.dist(start, end) < _SHORTEST:
            continue
        at_start, at_end = _head_at(start, heads), _head_at(end, heads)
        one = _box_at(start, _TOUCH + at_start, boxes, end)
        other = _box_at(end, _TOUCH + at_end, boxes, start)
        if one is None or other is None or one == other:
            continue
        if not (_leaves(points, boxes[one]) and _leaves(points[::-1], boxes[other])):
            continue
        if bool(at_start) == bool(at_end):
            one, other = sorted((one, other), key=lambda number: (boxes[number][1], boxes[number][0]))
            yield one, other, False
        elif at_end:
            yield one, other, True
        else:
            yield other, one, True


def _open_paths(page: Any) -> Iterator[list[Point]]:
    for line in page.lines:
        yield [(float(x), float(y)) for x, y in line["pts"]]
    for rect in page.rects:
        x0, top, x1, bottom = (float(rect[side]) for side in ("x0", "top", "x1", "bottom"))
        if bottom - top <= _THIN < x1 - x0:
            yield [(x0, (top + bottom) / 2), (x1, (top + bottom) / 2)]
        elif x1 - x0 <= _THIN < bottom - top:
            yield [((x0 + x1) / 2, top), ((x0 + x1) / 2, bottom)]
    for curve in page.curves:
        points = [(float(x), float(y)) for x, y in curve["pts"]]
        if curve["stroke"] and not curve["fill"] and len(points) >= 2 and math.dist(points[0], points[-1]) > 1:
            yield points


def _corners(shape: dict[str, Any]) -> list[Point]:
    points: list[Point] = []
    for x, y in shape["pts"]:
        if not points or math.dist(points[-1], (x, y)) > 0.5:
            points.append((float(x), float(y)))
    return points[:-1] if len(points) > 1 and math.dist(points[0], points[-1]) <= 0.5 else points


def _bounds(points: Sequence[Point]) -> Box:
    x, y = zip(*points, strict=True)
    return (min(x), min(y), max(x), max(y))


def _head_at(point: Point, heads: Sequence[Box]) -> float:
    """Return the size of the arrow's point at the end of a line, 0 if there is none."""
    near = [box for box in heads if _distance(point, box) <= 2]
    return max((max(box[2] - box[0], box[3] - box[1]) for box in near), default=0.0)


def _box_at(point: Point, reach: float, boxes: dict[int, Box], other_end: Point) -> int | None:
    """Return the box that a line's end touches, the nearest and smallest, but none that holds all of the line."""
    near = [
        (max(_distance(point, box), 0.0), (box[2] - box[0]) * (box[3] - box[1]), number)
        for number, box in boxes.items()
        if _distance(point, box) <= reach and _distance(other_end, box) > 0
    ]
    return min(near)[2] if near else None


def _leaves(points: Sequence[Point], box: Box) -> bool:
    """Return whether a line moves away from the box at its beginning and does not run along its side."""
    (x0, y0), (x1, y1) = points[0], points[1]
    length = math.dist((x0, y0), (x1, y1))
    step = min(length, _STEP)
    further = (x0 + (x1 - x0) * step / length, y0 + (y1 - y0) * step / length) if length else points[0]
    return _distance(further, box) >= _distance(points[0], box) + 0.5 * step


def _distance(point: Point, box: Box) -> float:
    """Return how far a point is outside of a box, 0 on its edge and within."""
    across = max(box[0] - point[0], point[0] - box[2], 0.0)
    down = max(box[1] - point[1], point[1] - box[3], 0.0)
    return math.hypot(across, down)


def _block_arrows(shapes: Sequence[Sequence[Point]], boxes: dict[int, Box]) -> Iterator[Joint]:
    for shape in shapes:
        if not _CORNERS[0] <= len(shape) <= _CORNERS[1]:
            continue
        bounds = _bounds(shape)
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < _SHORTEST or any(
            _holds(bounds, box) for box in boxes.values()
        ):
            continue
        direction = _direction(shape, bounds)
        if direction is None:
            continue
        side, forward = direction
        ahead, behind = _next(bounds, side, forward, boxes), _next(bounds, side, not forward, boxes)
        if ahead is not None and behind is not None:
            yield behind, ahead, True


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _direction(shape: Sequence[Point], bounds: Box) -> tuple[int, bool] | None:
    """Return along which side (0 across, 1 down) a shape points and whether forward, None if it has no one point."""
    for side in (0, 1):
        low, high, middle = bounds[side], bounds[side + 2], (bounds[1 - side] + bounds[3 - side]) / 2
        slack = 0.05 * (high - low)
        at_low = [point for point in shape if point[side] - low <= slack]
        at_high = [point for point in shape if high - point[side] <= slack]
        for tip, foot, forward in ((at_high, at_low, True), (at_low, at_high, False)):
            centred = len(tip) == 1 and abs(tip[0][1 - side] - middle) < 0.1 * (bounds[3 - side] - bounds[1 - side])
            if centred and len(foot) == 2:
                return side, forward
    return None


def _next(bounds: Box, side: int, forward: bool, boxes: dict[int, Box]) -> int | None:
    """Return the nearest box before or behind a shape, None if two are equally near."""
    middle = (bounds[1 - side] + bounds[3 - side]) / 2
    near = []
    for number, box in boxes.items():
        gap = box[side] - bounds[side + 2] if forward else bounds[side] - box[side + 2]
        if -_TOUCH <= gap <= _FARTHEST and box[1 - side] <= middle <= box[3 - side]:
            near.append((round(gap), number))
    near.sort()
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else None
