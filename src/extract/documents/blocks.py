"""Printed lines -> blocks: lines below each other, cut at gaps, bullets, indents and changes of type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.documents.document import BlockKind, Box
from extract.documents.lines import Line, around
from extract.documents.marks import CAPTION_LINE, NOTE, SOURCE

_PITCH_SLIDE = 1.75  # from line to line, in ems
_PITCH_PAGE = 2.2
_PITCH_LIST = 2.3
_PITCH_LABEL = 1.4  # of a label that goes on in a second line
_LABEL = 15  # characters
_MARGIN = 8  # line numbers at least
_RAGGED = 5.0
_ENDS = frozenset("。．：:！？!?")


@dataclass(slots=True)
class Part:
    """A block in the making.

    Attributes:
        lines: from the first to the last.
        kind: what it is, as far as is known yet.
        box: where it stands on the page, turned as the page's main text is read.
        page_box: where it stands on the page.
        stack: blocks of one stack follow each other without a gap.
        running: whether it is the section that a slide's title belongs to.
        table: number of the table that it is, None if it is none.
    """

    lines: list[Line]
    box: Box
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    stack: int = 0
    running: bool = False
    table: int | None = None
    frame: int | None = None
    size: float = field(init=False, default=0.0)
    page_box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.size = max(line.size for line in self.lines)
        self.page_box = around(line.page_box for line in self.lines)

    @property
    def text(self) -> str:
        """Its lines without bullets, one below the other."""
        return "\n".join(line.words for line in self.lines)


def make_parts(lines: Sequence[Line], *, slide: bool, rows: bool, first_stack: int) -> list[Part]:
    """Return the blocks that `lines` of one reading direction make, boxes still turned like the lines.

    Args:
        lines: in any order.
        slide: whether they stand on a slide, not on a page of running text.
        rows: whether short lines beside each other may be rows of a chart.
        first_stack: number of the first stack.
    """
    parts: list[Part] = []
    for number, stack in enumerate(_stacks(lines, slide, _labels(lines) if rows else set())):
        right = max(line.x1 for line in stack)
        block: list[Line] = []
        for line in stack:
            if block and _begins(line, block, right):
                parts.append(_part(block, first_stack + number))
                block = []
            block.append(line)
        parts.append(_part(block, first_stack + number))
    return parts


def margin_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the line numbers that are printed in the margin of a page, from the first to the last."""
    left = min((line.x0 for line in lines if len(line.glyphs) > 4), default=0.0)
    numbers = sorted((line for line in lines if line.x1 < left and line.text.isdecimal()), key=lambda one: one.middle)
    steps = sum(int(b.text) == int(a.text) + 1 for a, b in pairwise(numbers))
    return numbers if len(numbers) >= _MARGIN and steps >= 0.9 * (len(numbers) - 1) else []


def _part(lines: list[Line], stack: int) -> Part:
    box = around((line.x0, line.top, line.x1, line.bottom) for line in lines)
    kind = BlockKind.LIST_ITEM if lines[0].bullet else BlockKind.PARAGRAPH
    return Part(lines, box, kind=kind, stack=stack, frame=lines[0].frame)


def _stacks(lines: Sequence[Line], slide: bool, labels: set[int]) -> list[list[Line]]:
    stacks: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.middle, one.x0)):
        best: list[Line] | None = None
        for stack in stacks:
            if _follows(line, stack, slide, labels) and (best is None or _nearer(line, stack[-1], best[-1])):
                best = stack
        if best is None:
            stacks.append([line])
        else:
            best.append(line)
    return stacks


def _labels(lines: Sequence[Line]) -> set[int]:
    """Return the ids of short lines with others beside them: rows of a chart or of a table without rules."""
    found: set[int] = set()
    rows = sorted(lines, key=lambda one: one.middle)
    for i, line in enumerate(rows):
        for other in rows[i + 1 :]:
            if other.middle - line.middle > 0.3 * line.size:
                break
            if other.frame == line.frame:
                found |= {id(one) for one in (line, other) if len(one.glyphs) <= _LABEL and not one.bullet}
    return found


def _follows(line: Line, stack: list[Line], slide: bool, labels: set[int]) -> bool:
    """Return whether `line` is the next line below the last one of `stack`."""
    last = stack[-1]
    if last.frame != line.frame or last.stacked or line.stacked:
        return False
    pitch = (line.middle - last.middle) / max(line.size, last.size)
    if pitch <= 0.6:
        return False
    if pitch > _PITCH_LABEL and id(line) in labels and id(last) in labels:
        return False
    listed = line.bullet and (last.bullet or any(one.bullet for one in stack))
    if pitch > (_PITCH_LIST if listed else _PITCH_SLIDE if slide else _PITCH_PAGE):
        return False
    overlap = min(line.x1, last.x1) - max(line.x0, last.x0)
    return overlap > 0.3 * min(line.x1 - line.x0, last.x1 - last.x0)


def _nearer(line: Line, one: Line, other: Line) -> bool:
    return (line.middle - one.middle, abs(line.x0 - one.x0)) < (
        line.middle - other.middle,
        abs(line.x0 - other.x0),
    )


def _begins(line: Line, block: list[Line], right: float) -> bool:
    """Return whether `line` begins a new block after `block`."""
    last, first, em = block[-1], block[0], line.size
    hanging = first.bullet and line.x0 > first.x0 + 0.5 * em
    if line.bullet or (_marked(line) and not hanging):
        return True
    if last.text[-1] in _ENDS and CAPTION_LINE.match(line.text):
        return True
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size):
        return True
    if line.uniform and all(one.uniform for one in block) and (line.bold, line.color) != (last.bold, last.color):
        return True
    if len(block) > 1 and line.middle - last.middle > 1.3 * (last.middle - block[-2].middle) + 0.1 * em:
        return True
    if _marked(first):
        return False
    full = last.x1 > right - 1.6 * em
    if first.bullet:
        # What goes on in a second line filled the first, but for a long word that did not fit.
        return not full if line.x0 < first.x0 + 0.3 * em else last.x1 < right - _RAGGED * em
    if abs((line.x0 + line.x1) - (last.x0 + last.x1)) < 0.6 * em and abs(line.x0 - last.x0) > 0.2 * em:
        return False  # centred
    if len(block) > 1 and 0.7 * em < line.x0 - last.x0 < 3.2 * em:
        return True
    if len(block) == 1 and 0.7 * em < line.x0 - last.x0 < 3.2 * em and not full:
        return True
    return not full and last.text[-1] in _ENDS and right - last.x1 > 2.5 * em


def _marked(line: Line) -> bool:
    return bool(SOURCE.match(line.text) or NOTE.match(line.text))
