"""Tables drawn with horizontal rules alone, or with open sides: what rules of equal length enclose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from extract.documents.document import Box
from extract.documents.glyphs import Glyph, Turn
from extract.documents.lines import APART, Line, make_lines, row_by_row

_THIN = 2.5  # points; a higher filled box is no rule
_SAME = 3.0  # points by which the ends of two rules of one table may differ
_SHORTEST = 0.15  # of the page's width
_BREAK = 40.0  # points between the parts of a rule that is broken between columns
_EVEN = 3.0  # points by which the lines of a column may begin apart, where long texts stand in it
_COLUMN_GAP = 0.9  # ems between columns
_CELL_LENGTH = 30  # characters in the mean; more is prose between rules
_WRAPPED = 9  # glyphs in a line in the mean; rows of a band with more are lines of one cell
_LONG_CELL = 90  # ... unless all columns of all rows are filled and begin in line

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
    return [group for group in (_with_broken(group, rules) for group in groups) if len(group) >= 3]


def _with_broken(group: Group, rules: Sequence[Box]) -> Group:
    """Return a group of rules with those that are broken between the columns but begin and end like the others."""
    if len(group) < 2:
        return group
    left, right = group[0][0], group[0][2]
    rows: dict[int, list[Box]] = {}
    for rule in rules:
        if rule not in group and left - _SAME <= rule[0] and rule[2] <= right + _SAME:
            rows.setdefault(round(rule[1]), []).append(rule)
    broken = []
    for parts in rows.values():
        gaps = [b[0] - a[2] for a, b in pairwise(sorted(parts))]
        ends = (
            abs(min(part[0] for part in parts) - left) <= _SAME and abs(max(part[2] for part in parts) - right) <= _SAME
        )
        if gaps and ends and all(0 < gap <= _BREAK for gap in gaps):
            broken.append((left, parts[0][1], right, parts[0][3]))
    return sorted([*group, *broken], key=lambda one: one[1])


def open_sides(groups: Sequence[Group], edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the vertical lines that are missing at the ends of the rules of tables with columns drawn."""
    sides = []
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    for group in groups:
        left, right = group[0][0], group[0][2]
        for top, bottom in _with_columns(group, upright):
            beside = [e for e in upright if e["top"] < bottom - 1 and e["bottom"] > top + 1]
            for x in (left, right):
                if sum(e["bottom"] - e["top"] for e in beside if abs(e["x0"] - x) <= _SAME) < 0.5 * (bottom - top):
                    ends = {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top}
                    sides.append({"object_type": "line", "orientation": "v", **ends})
    return sides


def _with_columns(group: Group, upright: Sequence[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    """Yield top and bottom of the rows of a group that vertical lines cross; a heading's rule has none below it."""
    run: list[Box] = []
    for rule, below in pairwise(group):
        middle = (rule[3] + below[1]) / 2
        crossed = any(
            rule[0] + _SAME < edge["x0"] < rule[2] - _SAME and edge["top"] < middle < edge["bottom"] for edge in upright
        )
        if crossed:
            run = [*(run or [rule]), below]
        elif run:
            yield run[0][1], run[-1][3]
            run = []
    if run:
        yield run[0][1], run[-1][3]


def cells_between(group: Group, glyphs: Sequence[Glyph]) -> list[tuple[int, int, list[Line]]] | None:
    """Return row, column and lines of the cells of a table without vertical lines, None if it is none.

    Columns are what blank strips through all of its rows divide. A row that has nothing in the first column
    and less than the row above goes on with that one; a row without a first column or with few others means
    that nothing is certain.
    """
    group = _with_open_ends(group, glyphs)
    top, bottom, left, right = group[0][1], group[-1][3], group[0][0], group[0][2]
    inside = [g for g in glyphs if top < (g.top + g.bottom) / 2 < bottom and left - 1 <= (g.x0 + g.x1) / 2 <= right + 1]
    lines = make_lines(inside, (), apart=APART) if inside else []
    wide = [line for line in lines if _is_wide(line, left, right)]
    starts = _columns([line for line in lines if line not in wide])
    if wide or len(starts) < 2:
        return None
    bands = [[line for line in lines if rule[1] < line.middle <= below[1]] for rule, below in pairwise(group)]
    bands = [band for band in bands if band]
    # With a rule below each row, what stands between two of them is one row, else each printed line is.
    heads = [sum(_column(line, starts) == 0 for line in band) for band in bands]
    if len(bands) > 2 and (all(head == 1 for head in heads[1:]) or _are_wrapped(bands, starts)):
        rows = [_row(band, starts) for band in bands]
    else:
        rows = [row for band in bands for row in _printed_rows(band, starts)]
    filled = [(number, column, held) for number, row in enumerate(rows) for column, held in sorted(row.items())]
    length = sum(len(line.glyphs) for line in lines) / max(len(filled), 1)
    certain = len(rows) >= 2 and all(0 in row and 2 * len(row) >= len(starts) for row in rows[1:])
    most = _LONG_CELL if len(rows) > 2 and _is_even(rows, starts) else _CELL_LENGTH
    return filled if certain and len(rows[0]) >= 2 and length <= most else None


def _are_wrapped(bands: Sequence[Sequence[Line]], starts: Sequence[float]) -> bool:
    """Return whether a band is one row of texts in several lines: some columns have more lines than others."""
    held = [_row(band, starts) for band in bands]
    long = sum(len(line.glyphs) for band in bands for line in band) / sum(map(len, bands)) > _WRAPPED
    uneven = sum(len({len(lines) for lines in row.values()}) > 1 for row in held)
    return long and uneven >= 0.5 * len(bands) and all(len(row) == len(starts) for row in held)


def _is_wide(line: Line, left: float, right: float) -> bool:
    """Return whether a line of prose runs over the columns; one that begins further right may fill the last of them."""
    return line.x1 - line.x0 > 0.6 * (right - left) and line.x0 < left + 0.25 * (right - left)


def _is_even(rows: Sequence[Row], starts: Sequence[float]) -> bool:
    """Return whether all columns of all rows are filled, by lines that begin where the column does."""
    return all(
        len(row) == len(starts) and all(min(line.x0 for line in row[n]) - x <= _EVEN for n, x in enumerate(starts))
        for row in rows
    )


def _with_open_ends(group: Group, glyphs: Sequence[Glyph]) -> Group:
    """Return a group with a rule more above or below, if a row in the same columns stands there with no rule around it."""
    left, right = group[0][0], group[0][2]
    across = [g for g in glyphs if left - 1 <= (g.x0 + g.x1) / 2 <= right + 1]
    within = [g for g in across if group[0][1] < (g.top + g.bottom) / 2 < group[-1][3]]
    lines = make_lines(within, (), apart=APART) if within else []
    starts = _columns([line for line in lines if not _is_wide(line, left, right)])
    if len(starts) < 2:
        return group
    highest = max(below[1] - rule[3] for rule, below in pairwise(group))
    ends = []
    for edge, sign in ((group[0][1], -1), (group[-1][3], 1)):
        near = [g for g in across if 0 < sign * ((g.top + g.bottom) / 2 - edge) < highest]
        row = _next_to(make_lines(near, (), apart=APART) if near else [], edge, sign)
        first = {n: [line for line in row if _column(line, starts) == n] for n in range(len(starts))}
        even = all(held and min(abs(line.x0 - starts[n]) for line in held) <= _EVEN for n, held in first.items())
        crossing = any(
            line.x1 > starts[_column(line, starts) + 1] for line in row if _column(line, starts) + 1 < len(starts)
        )
        if even and not crossing:
            y = min(line.top for line in row) - 1 if sign < 0 else max(line.bottom for line in row) + 1
            ends.append((left, y, right, y))
    return sorted([*group, *ends], key=lambda one: one[1])


def _next_to(lines: Sequence[Line], edge: float, sign: int) -> list[Line]:
    """Return the lines that follow a rule without a gap, upwards or downwards."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda one: sign * one.middle):
        gap = (line.top - edge) if sign > 0 else (edge - line.bottom)
        if gap > (1.0 if row else 1.5) * line.size:
            break
        row.append(line)
        edge = max(edge, line.bottom) if sign > 0 else min(edge, line.top)
    return row


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
