"""What names the boxes of a diagram: a heading within a box, a label beside a row of boxes or above a column of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.documents.blocks import Part
from extract.documents.document import BlockKind, Box
from extract.documents.frames import Frame

_LONGEST = 40  # characters of a label
_SLACK = 4.0  # points by which the sides of aligned boxes may differ
_ALIGNED = 0.15  # of its height by which a box may stick out of the row of its label
_FARTHEST = 45.0  # points between a label and its row, and between the boxes of a row
_FARTHEST_TEXT = 90.0  # ... between a label without a box, which may stand in the middle of a column, and its row
_CENTRED = 0.25  # of a box's height by which a label without one may stand off the middle of the row
_MOST = 250  # things in one frame; a drawing with more of them has no rows
_OUTSIDE = frozenset({BlockKind.TITLE, BlockKind.SOURCE, BlockKind.NOTE, BlockKind.FURNITURE})


@dataclass(frozen=True, slots=True)
class _Item:
    """A frame or a text without one, among others in the same frame.

    Attributes:
        box: where it stands; turned over for columns, so that what is above is at the left.
        frame: its number if it is a frame.
        part: its only text, if that may be a label.
        ground: the colour of a frame.
        type: colour and weight of the letters.
        held: how many frames with text it holds.
    """

    box: Box
    frame: int | None
    part: Part | None
    ground: object
    type: object
    held: int = 0

    @property
    def look(self) -> tuple[bool, object, object]:
        """What tells boxes of one kind from others."""
        return self.frame is None, self.ground, self.type

    @property
    def size(self) -> float:
        return self.box[3] - self.box[1]

    def over(self) -> _Item:
        """Return it with rows and columns exchanged."""
        box = (self.box[1], self.box[0], self.box[3], self.box[2])
        return _Item(box, self.frame, self.part, self.ground, self.type, self.held)


def find_labels(parts: Sequence[Part], frames: Sequence[Frame]) -> dict[int, list[Part]]:
    """Return by frame the blocks that name it, the nearest first; only frames that have labels.

    A label beside or above boxes must look unlike them and be one of several in line; one that stands alone counts if
    it is as high as a box of boxes.

    Args:
        parts: the blocks of a page, their kinds known.
        frames: the drawn boxes of the page.
    """
    inside: dict[int | None, list[Part]] = {}
    for part in parts:
        if part.kind not in _OUTSIDE:
            inside.setdefault(part.frame, []).append(part)
    used = _used(inside, frames)
    children: dict[int | None, list[int]] = {}
    for number in sorted(used):
        children.setdefault(frames[number].parent, []).append(number)
    labels: dict[int, list[Part]] = {}
    titles: dict[int, Part] = {}
    for parent in (None, *sorted(used)):
        items = [_item(number, frames, inside, children) for number in children.get(parent, ())]
        items += [_bare(part) for part in inside.get(parent, ()) if part.table is None]
        if len(items) > _MOST:
            continue
        if parent is not None and (title := _title(frames[parent].box, items)):
            titles[parent] = title
        for one, other in _on_the_edge(items):
            labels.setdefault(other, []).append(one)
        beside = _beside(items, _FARTHEST_TEXT)
        above = _beside([item.over() for item in items], _FARTHEST)
        for number, part in (*beside, *above):
            labels.setdefault(number, []).append(part)
    for number, found in labels.items():
        found.sort(key=lambda part: _gap(part.page_box, frames[number].box))
    for number, title in titles.items():
        labels.setdefault(number, []).insert(0, title)
    return {number: _whole(number, labels) for number in sorted(labels)}


def _used(inside: dict[int | None, list[Part]], frames: Sequence[Frame]) -> set[int]:
    """Return the frames that hold text, be it in frames within them."""
    used: set[int] = set()
    for innermost in inside:
        number = innermost
        while number is not None and number not in used:
            used.add(number)
            number = frames[number].parent
    return used


def _item(
    number: int, frames: Sequence[Frame], inside: dict[int | None, list[Part]], children: dict[int | None, list[int]]
) -> _Item:
    held = children.get(number, [])
    parts = inside.get(number, [])
    only = parts[0] if len(parts) == 1 and not held and _short(parts[0]) else None
    first = parts[0].lines[0] if parts else None
    letters = (first.color, first.bold) if first else None
    return _Item(frames[number].box, number, only, frames[number].color, letters, len(held))


def _bare(part: Part) -> _Item:
    line = part.lines[0]
    return _Item(part.page_box, None, part if _short(part) else None, None, (line.color, line.bold))


def _short(part: Part) -> bool:
    text = part.text
    plain = part.table is None and part.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
    return plain and len(part.lines) <= 4 and len(text) <= _LONGEST and not text.endswith(("。", "、"))


def _title(box: Box, items: Sequence[_Item]) -> Part | None:
    """Return the text at the top or at the left side of a frame that names what else is in it."""
    boxes = [item for item in items if item.frame is not None]
    for item in items:
        others = [one for one in items if one is not item]
        if item.part is None or not others:
            continue
        above = all(one.box[1] >= item.box[3] - _SLACK for one in others)
        left = all(one.box[0] >= item.box[2] - _SLACK for one in others)
        if item.frame is None:
            if above and (item.part.kind is BlockKind.HEADING or len(boxes) == len(others)):
                return item.part
            middle = abs(_middle(item.box) - _middle(box)) < 0.2 * (box[3] - box[1])
            if left and middle and len(boxes) == len(others):
                return item.part
        else:
            wide = item.box[2] - item.box[0] > 0.9 * (box[2] - box[0])
            high = item.size > 0.8 * (box[3] - box[1])
            unlike = all(one.look != item.look for one in others)
            if unlike and ((above and wide and item.box[1] - box[1] < 2 * _SLACK) or (left and high)):
                return item.part
    return None


def _on_the_edge(items: Sequence[_Item]) -> Iterator[tuple[Part, int]]:
    """Yield the small boxes that stand on the upper edge of a larger one or, as wide as it, directly above it."""
    for item in items:
        if item.part is None or item.frame is None:
            continue
        best: _Item | None = None
        for other in items:
            if other.frame is None or other is item or other.look == item.look or other.size < 1.2 * item.size:
                continue
            within = item.box[0] >= other.box[0] - _SLACK and item.box[2] <= other.box[2] + _SLACK
            on_edge = item.box[1] < other.box[1] < item.box[3] - 0.25 * item.size
            same = abs(item.box[0] - other.box[0]) < _SLACK and abs(item.box[2] - other.box[2]) < _SLACK
            if within and (on_edge or (same and abs(item.box[3] - other.box[1]) < _SLACK)):
                best = other
        if best is not None and best.frame is not None:
            yield item.part, best.frame


def _beside(items: Sequence[_Item], farthest: float) -> Iterator[tuple[int, Part]]:
    """Yield each frame with the label that stands left of its row, texts without a box at most `farthest` away."""
    taken: set[int] = set()
    for column in _columns(items):
        rows = [(label, _row(label, column, items, farthest)) for label in column]
        rows = [(label, row) for label, row in rows if row]
        if any(_led(label, items, taken) for label, _ in rows):
            continue
        if len(rows) < 2 and not (len(column) == 1 and rows and _stands_alone(*rows[0])):
            continue
        found = [(item.frame, label.part) for label, row in rows for item in row]
        for number, part in found:
            if number is None or part is None:
                continue
            # A box that stands in two rows is of neither.
            if sum(one == number for one, _ in found) == 1:
                taken.add(number)
                yield number, part


def _columns(items: Sequence[_Item]) -> list[list[_Item]]:
    """Return what may be labels in line below each other, the leftmost first."""
    columns: list[list[_Item]] = []
    for item in sorted((one for one in items if one.part), key=lambda one: (one.box[0], one.box[1])):
        for column in columns:
            first = column[0]
            if first.look != item.look or (first.frame is None) != (item.frame is None):
                continue
            apart = all(one.box[3] <= item.box[1] + 1 or item.box[3] <= one.box[1] + 1 for one in column)
            starts, ends = abs(first.box[0] - item.box[0]) <= _SLACK, abs(first.box[2] - item.box[2]) <= _SLACK
            center = abs(first.box[0] + first.box[2] - item.box[0] - item.box[2]) <= 2 * _SLACK
            if apart and ((starts and ends) if item.frame is not None else (starts or ends or center)):
                column.append(item)
                break
        else:
            columns.append([item])
    return columns


def _row(label: _Item, column: Sequence[_Item], items: Sequence[_Item], farthest: float) -> list[_Item]:
    """Return the frames that stand in one row behind a label, none if what is there looks like the label."""
    right = label.box[2]
    row: list[_Item] = []
    for item in sorted(items, key=lambda one: (one.box[0], one.box[1])):
        if item is label or item.box[0] < label.box[2] - _SLACK or not _overlaps(label, item):
            continue
        most = _FARTHEST if row or label.frame is not None else farthest
        if item.box[0] - right > most or item.look == label.look:
            break
        if row and not _alike(row[0], item):
            break
        if item.frame is not None and _aligned(label, item) and not any(item is one for one in column):
            row.append(item)
            right = max(right, item.box[2])
    return row


def _overlaps(label: _Item, item: _Item) -> bool:
    shared = min(label.box[3], item.box[3]) - max(label.box[1], item.box[1])
    return shared > 0.5 * min(label.size, item.size)


def _aligned(label: _Item, item: _Item) -> bool:
    """Return whether a box stands within the height of its label; of a text without a box, the other way round too."""
    slack = _ALIGNED * max(label.size, item.size)
    if item.box[1] >= label.box[1] - slack and item.box[3] <= label.box[3] + slack:
        return True
    within = label.box[1] >= item.box[1] - slack and label.box[3] <= item.box[3] + slack
    if label.frame is None:
        return within and abs(_middle(label.box) - _middle(item.box)) < _CENTRED * item.size
    return within and label.size > 0.5 * item.size


def _alike(one: _Item, other: _Item) -> bool:
    """Return whether two boxes of a row are of one kind: they have one ground or one height."""
    same = abs(one.box[1] - other.box[1]) < 1 and abs(one.box[3] - other.box[3]) < 1
    return other.frame is None or one.ground == other.ground or same


def _led(label: _Item, items: Sequence[_Item], taken: set[int]) -> bool:
    """Return whether another box of the same row stands before what looks like its label."""
    for item in items:
        if item is label or item.frame is None or item.frame in taken or item.size > 1.6 * label.size:
            continue
        if -_SLACK <= label.box[0] - item.box[2] <= _FARTHEST and _overlaps(label, item):
            return True
    return False


def _stands_alone(label: _Item, row: Sequence[_Item]) -> bool:
    """Return whether a label that is the only one in line is plain enough: as high as its row, which is no single box."""
    if label.part is not None and label.part.lines[0].stacked:
        return True
    high = all(0.7 * item.size <= label.size for item in row)
    return label.frame is not None and high and (len(row) > 1 or row[0].held > 1)


def _whole(number: int, labels: dict[int, list[Part]]) -> list[Part]:
    """Return the labels of a frame and those of the boxes in which they stand, each once."""
    found: list[Part] = []
    waiting = list(labels[number])
    while waiting:
        part = waiting.pop(0)
        if not any(part is one for one in found):
            found.append(part)
            waiting += labels.get(part.frame, []) if part.frame is not None and part.frame != number else []
    return found


def _gap(one: Box, other: Box) -> float:
    return max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3])


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
