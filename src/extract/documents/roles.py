"""What each block of a page is: title, heading, list item, source, note, furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from extract.documents import marks
from extract.documents.blocks import Part
from extract.documents.document import BlockKind, Box
from extract.documents.frames import Frame

_LARGER = 1.15  # than the body: a heading
_HEADING_LENGTH = 60
_HEAD, _FOOT = 0.14, 0.86  # of the page's height: where its margins end
_NUMERALS = re.compile(r"[0-9０-９.,%％:：年月日~～\-－–/／\s]")


def running_keys(parts: Sequence[Part], height: float) -> set[tuple[str, int]]:
    """Return what stands in the margins of a page, to be compared with its neighbours."""
    keys = set()
    for part in parts:
        if part.table is None and (part.page_box[3] < _HEAD * height or part.page_box[1] > _FOOT * height):
            keys.add(_running_key(part))
    return keys


def _running_key(part: Part) -> tuple[str, int]:
    return (re.sub(r"[0-9０-９]+", "0", part.text), round(part.page_box[1] / 4))


def assign(
    parts: Sequence[Part],
    frames: Sequence[Frame],
    running: Set[tuple[str, int]],
    width: float,
    height: float,
    *,
    turned: bool,
) -> None:
    """Set kind and level of `parts`, given what runs through the neighbouring pages as well.

    Args:
        parts: the blocks of a page.
        frames: its drawn boxes.
        running: what also stands in the margins of its neighbours.
        width: of the page.
        height: of the page.
        turned: whether the page's main text is vertical or set sideways.
    """
    free = [part for part in parts if part.table is None]
    if not free:
        return
    body = _body_size(parts)
    slide = width > height
    first_table = min((part.box[3] for part in parts if part.table is not None), default=height + width)
    title = _title(
        [part for part in free if part.kind is not BlockKind.FURNITURE and part.box[1] < first_table],
        body,
        slide,
        width if turned else height,
    )
    numbers = _page_numbers(free, height)
    if title:
        title.kind, title.level = BlockKind.TITLE, 0
    for part in free:
        if part is title:
            continue
        text = part.lines[0].text
        if title and slide and _is_section(part, title, running, height):
            part.kind, part.level, part.running = BlockKind.HEADING, 1, True
        elif part.kind is BlockKind.FURNITURE or _is_furniture(part, numbers, running, height):
            part.kind = BlockKind.FURNITURE
        elif marks.SOURCE.match(text):
            part.kind = BlockKind.SOURCE
        elif (marks.NOTE.match(text) and not _is_starred(part, body, height)) or _is_footnote(part, body, height):
            part.kind = BlockKind.NOTE
    _headings(free, frames, body, slide)


def _body_size(parts: Sequence[Part]) -> float:
    sizes: Counter[float] = Counter()
    for part in parts:
        for line in part.lines:
            sizes[round(line.size * 2) / 2] += len(line.glyphs)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _title(parts: Sequence[Part], body: float, slide: bool, height: float) -> Part | None:
    """Return the largest text near the top of the page, or of a whole page that holds little else."""
    worded = [part for part in parts if not _numeric(part)]
    if not worded:
        return None
    near = [part for part in worded if part.box[1] < (0.25 if slide else 0.35) * height and len(part.lines) <= 3]
    best = max(near, key=lambda part: (round(part.size), -part.box[1]), default=None)
    largest = max(worded, key=lambda part: (round(part.size), -part.box[1]))
    few = sum(len(line.glyphs) for part in parts for line in part.lines) < 200
    if few and largest.box[1] < 0.6 * height and (best is None or largest.size >= 1.2 * best.size):
        return largest if largest.size >= _LARGER * body or len(parts) <= 4 else None
    return best if best and best.size >= (_LARGER if slide else 1.4) * body else None


def _is_section(part: Part, title: Part, running: Set[tuple[str, int]], height: float) -> bool:
    """Return whether `part` is the running heading directly above or below the title of a slide."""
    if len(part.lines) > 1 or part.size >= title.size or part.box[3] > 0.3 * height or _numeric(part):
        return False
    if min(part.box[2], title.box[2]) - max(part.box[0], title.box[0]) <= 0 or part.lines[0].bullet:
        return False
    above, below = title.box[1] - part.box[3], part.box[1] - title.box[3]
    if -0.3 * title.size < above < 1.2 * title.size:
        return True
    return -0.3 * title.size < below < 1.2 * title.size and _running_key(part) in running


def _is_furniture(part: Part, numbers: Sequence[Part], running: Set[tuple[str, int]], height: float) -> bool:
    low, high = part.page_box[1] > _FOOT * height, part.page_box[3] < _HEAD * height
    if any(part is number for number in numbers) or ((low or high) and marks.COPYRIGHT.search(part.text)):
        return True
    if marks.SOURCE.match(part.text) or marks.NOTE.match(part.text):
        return False
    return (low or high) and _running_key(part) in running


def _page_numbers(parts: Sequence[Part], height: float) -> list[Part]:
    """Return what looks like a page number in the margins, unless there is too much of it to be one."""
    found = [
        part
        for part in parts
        if (part.page_box[1] > 0.88 * height or part.page_box[3] < 0.08 * height)
        and len(part.lines) == 1
        and marks.PAGE_NUMBER.fullmatch(part.text)
    ]
    return found if len(found) <= 2 else []


def _is_footnote(part: Part, body: float, height: float) -> bool:
    if part.size >= 0.92 * body or part.box[1] < 0.7 * height or part.frame is not None:
        return False
    line = part.lines[0]
    raised = line.glyphs[0].size < 0.8 * line.size and line.glyphs[0].text in "0123456789"
    return raised or bool(marks.FOOTNOTE_NUMBER.match(line.text))


def _is_starred(part: Part, body: float, height: float) -> bool:
    """Return whether `part` begins with a star that is a mark within the text, not the head of a footnote."""
    return part.text[0] in "*＊" and part.size >= 0.92 * body and part.box[1] < 0.6 * height


def _numeric(part: Part) -> bool:
    text = part.text.replace("\n", "")
    return len(_NUMERALS.findall(text)) > 0.5 * len(text)


def _headings(parts: Sequence[Part], frames: Sequence[Frame], body: float, slide: bool) -> None:
    """Find the headings among what is still a paragraph or a list item, and rank them by size."""
    plain = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    bold_page = sum(len(line.glyphs) * (1 if line.bold else -1) for part in parts for line in part.lines) > 0
    by_frame: dict[int | None, list[Part]] = {}
    for part in sorted(parts, key=lambda one: one.box[1]):
        if part.kind in plain:
            by_frame.setdefault(part.frame, []).append(part)
    found: list[Part] = []
    for part in parts:
        if part.kind not in plain or (part.kind is BlockKind.LIST_ITEM and slide) or not _may_head(part):
            continue
        larger = part.size >= _LARGER * body
        heavy = not bold_page and all(line.bold and line.uniform for line in part.lines)
        if part.frame is None:
            set_off, alone = False, False
        else:
            beside = by_frame[part.frame]
            set_off = beside[0] is part and len(beside) > 1 and _set_off(part, beside[1])
            alone = len(beside) == 1
            if alone and _is_bar(part.frame, frames):
                set_off = True
        if len(part.lines) > 2 and not set_off:
            continue
        numbered = not slide and bool(marks.NUMBERED_HEADING.match(part.lines[0].text))
        by_type = larger or (heavy and (not slide or part.frame is None))
        if set_off or (numbered and len(part.lines) == 1) or (by_type and not alone):
            found.append(part)
    sizes = sorted({round(part.size) for part in found}, reverse=True)
    for part in found:
        part.kind = BlockKind.HEADING
        part.level = min(sizes.index(round(part.size)), 2) + (2 if slide else 1)


def _may_head(part: Part) -> bool:
    text = part.text
    short = len(part.lines) <= 3 and len(text) <= _HEADING_LENGTH and not part.lines[0].stacked
    return short and not text.endswith(("。", "、", "；", ";")) and not _numeric(part)


def _set_off(part: Part, below: Part) -> bool:
    """Return whether the type of `part` differs from that of what stands below it in the same box."""
    line, other = part.lines[0], below.lines[0]
    return line.uniform and (line.bold, line.color) != (other.bold, other.color)


def _is_bar(number: int, frames: Sequence[Frame]) -> bool:
    """Return whether a frame is the coloured head of the box that it stands in."""
    frame = frames[number]
    if frame.parent is None or not frame.filled:
        return False
    box, outer = frame.box, frames[frame.parent].box
    return abs(box[1] - outer[1]) < 3 and abs((box[2] - box[0]) - (outer[2] - outer[0])) < 6


def list_levels(parts: Sequence[Part]) -> None:
    """Set the level of list items, in reading order, by their indentation."""
    indents: list[float] = []
    last: Part | None = None
    for part in parts:
        if part.kind is not BlockKind.LIST_ITEM:
            if part.kind is not BlockKind.PARAGRAPH or (last and part.frame != last.frame):
                indents, last = [], None
            continue
        if last and (part.frame != last.frame or not _overlap(part.box, last.box)):
            indents = []
        slack = 0.5 * part.size
        while indents and part.box[0] < indents[-1] - slack:
            indents.pop()
        if not indents or part.box[0] > indents[-1] + slack:
            indents.append(part.box[0])
        part.level, last = len(indents), part


def _overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0])
