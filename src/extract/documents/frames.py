"""The drawn boxes of a page: what stands in one of them belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.documents.document import Box

_MOST = 1500  # drawn objects; a page with more of them is a map or a chart, where boxes mean nothing
_SMALLEST = (10.0, 6.0)
_LARGEST = 0.9  # of the page: more is its background


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn box.

    Attributes:
        box: where it stands.
        filled: whether it has a colour of its own.
        parent: number of the smallest frame around it, None if there is none.
        color: what it is filled with, as pdfplumber says it; None if it is not filled.
    """

    box: Box
    filled: bool
    parent: int | None = None
    color: object = None


def find_frames(
    rects: Sequence[dict[str, Any]], curves: Sequence[dict[str, Any]], width: float, height: float
) -> list[Frame]:
    """Return the visible boxes of a page, the larger ones first, each drawn twice or more only once."""
    found: dict[tuple[int, int, int, int], tuple[Box, object]] = {}
    shapes = [*rects, *(curve for curve in curves if _closed(curve))]
    if len(shapes) > _MOST:
        return []
    for shape in shapes:
        box = (float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide < _SMALLEST[0] or high < _SMALLEST[1] or wide * high > _LARGEST * width * height:
            continue
        filled = bool(shape["fill"]) and not _white(shape["non_stroking_color"])
        if not filled and not shape["stroke"]:
            continue
        key = (round(box[0] / 2), round(box[1] / 2), round(box[2] / 2), round(box[3] / 2))
        color = shape["non_stroking_color"] if filled else None
        found[key] = (box, found.get(key, (box, None))[1] if color is None else color)
    frames: list[Frame] = []
    for box, color in sorted(found.values(), key=lambda item: (-_area(item[0]), item[0])):
        parents = [i for i, frame in enumerate(frames) if _inside(box, frame.box)]
        frames.append(Frame(box, color is not None, parents[-1] if parents else None, color))
    return frames


def frame_at(frames: Sequence[Frame], box: Box) -> int | None:
    """Return the number of the smallest frame that holds the middle of `box` and most of its width."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for number in range(len(frames) - 1, -1, -1):
        x0, top, x1, bottom = frames[number].box
        if top <= y <= bottom and x0 <= x <= x1 and min(x1, box[2]) - max(x0, box[0]) > 0.8 * (box[2] - box[0]):
            return number
    return None


def _closed(curve: dict[str, Any]) -> bool:
    path = curve.get("path") or ()
    points = curve["pts"]
    return len(points) >= 4 and (points[0] == points[-1] or any(step[0] == "h" for step in path))


def _white(color: object) -> bool:
    if color is None:
        return True
    parts = color if isinstance(color, tuple | list) else (color,)
    if len(parts) == 4:
        return all(part == 0 for part in parts)
    return all(isinstance(part, int | float) and part >= 0.99 for part in parts)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(inner: Box, outer: Box) -> bool:
    slack = 1.5
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
        and _area(inner) < 0.98 * _area(outer)
    )
