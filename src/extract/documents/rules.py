"""Tables drawn with horizontal rules alone, or with open sides: what rules of equal length enclose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from extract.documents.document import Box
from extract.documents.glyphs import Glyph, Turn
from extract.documents.lines import APART, Line, make_lines, row_by_row

_THIN = 2.5  # points; a higher filled box is no rule
_SAME = 3.0  # points by which the ends of two rules of one table may differ
_SHORTEST = 0.15  # of the page's width
_COLUMN_GAP = 0.9  # ems between columns
_CELL_LENGTH = 30  # characters in the mean; more is prose between rules

Group = list[Box]
"""Rules of one table from top to bottom."""
Row = dict[int, list[Line]]
"""The lines of a row by column."""


def rule_groups(page: Any, turn: Turn, width: float) -> list[Group]:
    """Return three or more rules below each other that begin and end alike, turned for reading."""
    rules = [turn.apply(_box(one)) for one in (*page.lines, *page.rects)]
    rules = [rule for rule in rules if rule[3] - rule[1] <= _THIN and rule[2] - rule[0] > _SHORTEST * width]
    groups: list[Group] = []
    for rule in sorted(rules, key=lambda one: (one[1], one[0])):
        for group in groups:
            last = group[-1]
            if abs(last[0] - rule[0]) <= _SAME and abs(last[2] - rule[2]) <= _SAME:
                if rule[1] - last[1] > _SAME:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def open_sides(groups: Sequence[Group], edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the vertical lines that are missing at the ends of the rules of tables with columns drawn."""
    sides = []
    for group in groups:
        top, bottom = group[0][1], group[-1][3]
        upright = [e for e in edges if e["orientation"] == "v" and e["top"] < bottom - 1 and e["bottom"] > top + 1]
        if not any(group[0][0] + _SAME < edge["x0"] < group[0][2] - _SAME for edge in upright):
            continue
        for x in (group[0][0], group[0][2]):
            if sum(e["bottom"] - e["top"] for e in upright if abs(e["x0"] - x) <= _SAME) < 0.5 * (bottom - top):
                ends = {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top}
                sides.append({"object_type": "line", **ends})
    return sides


def cells_between(group: Group, glyphs: Sequence[Glyph]) -> list[tuple[int, int, list[Line]]] | None:
    """Return row, column and lines of the cells of a table without vertical lines, None if it is none.

    Columns are what blank strips through all of its rows divide. A row that has nothing in the first column
    and less than the row above goes on with that one; a row without a first column or with few others means
    that nothing is certain.
    """
    top, bottom, left, right = group[0][1], group[-1][3], group[0][0], group[0][2]
    inside = [g for g in glyphs if top < (g.top + g.bottom) / 2 < bottom and left - 1 <= (g.x0 + g.x1) / 2 <= right + 1]
    lines = make_lines(inside, (), apart=APART) if inside else []
    wide = [line for line in lines if line.x1 - line.x0 > 0.6 * (right - left)]
    starts = _columns([line for line in lines if line not in wide])
    if wide or len(starts) < 2:
        return None
    bands = [[line for line in lines if rule[1] < line.middle <= below[1]] for rule, below in pairwise(group)]
    bands = [band for band in bands if band]
    # With a rule below each row, what stands between two of them is one row, else each printed line is.
    heads = [sum(_column(line, starts) == 0 for line in band) for band in bands]
    if len(bands) > 2 and all(head == 1 for head in heads[1:]):
        rows = [_row(band, starts) for band in bands]
    else:
        rows = [row for band in bands for row in _printed_rows(band, starts)]
    filled = [(number, column, held) for number, row in enumerate(rows) for column, held in sorted(row.items())]
    length = sum(len(line.glyphs) for line in lines) / max(len(filled), 1)
    certain = len(rows) >= 2 and all(0 in row and 2 * len(row) >= len(starts) for row in rows[1:])
    return filled if certain and len(rows[0]) >= 2 and length <= _CELL_LENGTH else None


def _row(lines: Sequence[Line], starts: Sequence[float]) -> Row:
    row: Row = {}
    for line in row_by_row(lines):
        row.setdefault(_column(line, starts), []).append(line)
    return row


def _printed_rows(band: Sequence[Line], starts: Sequence[float]) -> list[Row]:
    """Return the printed rows of a band; one that continues the row above is joined to it."""
    rows: list[Row] = []
    left = row_by_row(band)
    while left:
        first = left[0]
        beside = [line for line in left if line.middle - first.middle < 0.5 * first.size]
        left = left[len(beside) :]
        row = _row(beside, starts)
        if rows and 0 not in row and len(row) < len(rows[-1]):
            for column, more in row.items():
                rows[-1].setdefault(column, []).extend(more)
        else:
            rows.append(row)
    return rows


def _column(line: Line, starts: Sequence[float]) -> int:
    return sum(start <= line.x0 + 1 for start in starts) - 1


def _columns(lines: Sequence[Line]) -> list[float]:
    """Return where the columns begin that blank strips through all `lines` divide."""
    starts: list[float] = []
    end = 0.0
    for line in sorted(lines, key=lambda one: one.x0):
        if not starts or line.x0 - end > _COLUMN_GAP * line.size:
            starts.append(line.x0)
            end = line.x1
        end = max(end, line.x1)
    return starts


def _box(shape: dict[str, Any]) -> Box:
    return (float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))
