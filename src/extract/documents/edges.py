"""The sides of shapes that may be the lines of tables: those of rules and boxes, not of grounds set within a cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from pdfplumber.utils.geometry import curve_to_edges, line_to_edge, rect_to_edges

_INSET = 9.0  # points between the side of a cell and the ground of the text in it (Word sets 5)
_SAME = 1.0
_GROUND = 0.5  # of the page
_THIN = 2.5  # points; a higher or wider box is no rule


def table_edges(page: Any) -> list[dict[str, Any]]:
    """Return the edges of a pdfplumber page, without those of its grounds and of the grounds in its cells."""
    upright = sorted(_upright(page), key=lambda line: line[0])
    starts = [line[0] for line in upright]
    edges = [line_to_edge(line) for line in page.lines]
    for rect in page.rects:
        if not _is_ground(rect, page) and not _is_inset(rect, upright, starts):
            edges += rect_to_edges(rect)
    for curve in page.curves:
        edges += curve_to_edges(curve)
    return edges


def _upright(page: Any) -> list[tuple[float, float, float]]:
    """Return the x and the ends of the vertical lines of a page."""
    lines = [line for line in page.lines if line["x1"] - line["x0"] <= _SAME]
    found = [(float(line["x0"]), float(line["top"]), float(line["bottom"])) for line in lines]
    for rect in page.rects:
        for side in ("x0", "x1"):
            found.append((float(rect[side]), float(rect["top"]), float(rect["bottom"])))
    return found


def _is_ground(rect: dict[str, Any], page: Any) -> bool:
    """Return whether a filled box is the ground of a page, whose sides may touch those of a table by chance."""
    area = (rect["x1"] - rect["x0"]) * (rect["bottom"] - rect["top"])
    return bool(not rect["stroke"] and area > _GROUND * page.width * page.height)


def _is_inset(rect: dict[str, Any], upright: Sequence[tuple[float, float, float]], starts: Sequence[float]) -> bool:
    if rect["stroke"] or not rect["fill"] or min(rect["x1"] - rect["x0"], rect["bottom"] - rect["top"]) <= _THIN:
        return False
    x0, x1, top, bottom = (float(rect[side]) for side in ("x0", "x1", "top", "bottom"))

    def held(low: float, high: float) -> bool:
        near = upright[bisect_left(starts, low) : bisect_left(starts, high)]
        return any(up < top + _SAME and down > bottom - _SAME for _, up, down in near)

    return held(x0 - _INSET, x0 - _SAME) and held(x1 + _SAME, x1 + _INSET)
