"""A page of pdfplumber -> a Page: text in reading order, blocks, tables, a box for every character."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from extract.documents import document, roles
from extract.documents.arrows import Joint, find_arrows
from extract.documents.blocks import Part, make_parts, margin_numbers
from extract.documents.continued import join_tables
from extract.documents.document import Block, BlockKind, Box, Cell, Page, Table
from extract.documents.frames import Frame, find_frames
from extract.documents.glyphs import ACROSS, DOWNWARD, TURNED, UPWARD, Glyph, Turn
from extract.documents.labels import find_labels
from extract.documents.lines import APART_PAGE, APART_SLIDE, Line, Piece, around, is_bullet, make_lines
from extract.documents.marks import CAPTION
from extract.documents.order import in_reading_order
from extract.documents.ruby import take_ruby
from extract.documents.tables import FoundTable, find_tables
from extract.text import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A page laid out but for what its neighbours tell: which of its lines run through the document."""

    number: int
    width: float
    height: float
    parts: list[Part]
    main: int
    tables: list[FoundTable]
    frames: list[Frame]
    boxes: list[Box]
    arrows: list[Joint]

    @property
    def running(self) -> set[tuple[str, int]]:
        """What stands in its margins."""
        return roles.running_keys(self.parts, self.height)


def draft(page: Any, glyphs: dict[int, list[Glyph]]) -> Draft:
    """Lay out a pdfplumber page, given its printed glyphs by reading direction."""
    width, height = float(page.width), float(page.height)
    main = max(glyphs, key=lambda one: (len(glyphs[one]), -one), default=ACROSS)
    ruby = take_ruby(glyphs)
    frames = find_frames(page.rects, page.curves, width, height)
    tables = find_tables(page, glyphs, frames)
    to_main = Turn(main, width, height)
    parts: list[Part] = []
    for direction, some in sorted(glyphs.items()):
        # Sideways and vertical text is read on the turned page.
        slide = (width > height) == (direction in {ACROSS, TURNED})
        lines = make_lines(some, frames, apart=APART_SLIDE if slide else APART_PAGE)
        numbers = margin_numbers(lines)
        made = make_parts(
            [line for line in lines if line not in numbers],
            slide=slide,
            rows=direction == ACROSS,
            first_stack=len(parts),
        )
        aside = [numbers, [Line(run) for run in ruby.get(direction, ())]]
        for number, held in enumerate(aside):
            if held:
                box = around((line.x0, line.top, line.x1, line.bottom) for line in held)
                made.append(Part(held, box, kind=BlockKind.FURNITURE, stack=len(parts) + len(lines) + number))
        if direction != main:
            for part in made:
                part.box = to_main.apply(part.page_box)
        parts += made
    for number, table in enumerate(tables):
        lines = [line for cell in table.cells for line in cell.lines]
        frame = _frame_of(table.page_box, frames)
        box = to_main.apply(table.page_box)
        parts.append(Part(lines, box, kind=BlockKind.TABLE, stack=-1 - number, table=number, frame=frame))
    boxes = [to_main.apply(frame.box) for frame in frames]
    arrows = find_arrows(page, {number: frames[number].box for number in _with_text(parts, frames)})
    return Draft(page.page_number, width, height, parts, main, tables, frames, boxes, arrows)


def empty_draft(page: Any) -> Draft:
    """Return the draft of a page that holds nothing."""
    return Draft(page.page_number, float(page.width), float(page.height), [], ACROSS, [], [], [], [])


def _frame_of(box: Box, frames: Sequence[Frame]) -> int | None:
    around_it = [
        number
        for number, frame in enumerate(frames)
        if frame.box[0] < box[0] - 3
        and frame.box[1] < box[1] - 3
        and frame.box[2] > box[2] + 3
        and frame.box[3] > box[3] + 3
    ]
    return around_it[-1] if around_it else None


def finish(page: Draft, running: Set[tuple[str, int]], before: Draft | None = None) -> Page:
    """Make the Page of a draft.

    Args:
        page: the draft.
        running: what also stands in the margins of its neighbours.
        before: the draft of the page before, already made into a Page.
    """
    roles.assign(page.parts, page.frames, running, page.width, page.height, turned=page.main in {UPWARD, DOWNWARD})
    if before is not None:
        join_tables(before, page)
    captions = _captions(page)
    parts = in_reading_order(page.parts, page.frames, page.boxes)
    roles.list_levels(parts)
    writer = _Writer(page.width, page.height)
    return writer.page(page, parts, captions)


def _captions(page: Draft) -> dict[int, Part]:
    """Find for each table the short line directly above it and make it a heading."""
    captions: dict[int, Part] = {}
    for table in (part for part in page.parts if part.table is not None):
        best: Part | None = None
        for part in page.parts:
            gap = table.box[1] - part.box[3]
            if part.table is not None or len(part.lines) > 2 or not -2 < gap < 1.6 * part.size:
                continue
            if min(part.box[2], table.box[2]) - max(part.box[0], table.box[0]) <= 0:
                continue
            named = bool(CAPTION.match(part.lines[0].text)) or part.kind is BlockKind.HEADING
            if named or _names(part, page.parts):
                best = part if best is None or part.box[3] > best.box[3] else best
        if best is not None and table.table is not None:
            captions[table.table] = best
            if best.kind is not BlockKind.HEADING:
                best.kind, best.level = BlockKind.HEADING, 3
    return captions


def _names(part: Part, parts: Sequence[Part]) -> bool:
    """Return whether a line with a mark before it is no item of a list but a name."""
    alone = not any(one is not part and one.stack == part.stack for one in parts)
    return part.kind is BlockKind.LIST_ITEM and alone and len(part.text) <= 30 and not part.text.endswith("。")


class _Writer:
    """Writes blocks one after the other and keeps where each stands."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.chars: list[str] = []
        self.boxes: list[Box | None] = []
        self.references: list[Span] = []

    def page(self, page: Draft, parts: Sequence[Part], captions: dict[int, Part]) -> Page:
        blocks: list[Block] = []
        tables: list[Table] = []
        written: dict[int, Span] = {}
        numbers = _with_text(parts, page.frames)
        stack, group = None, 0
        for part in parts:
            if blocks:
                self.put([("\n", None)] * (1 if part.stack == stack else 2))
                group += part.stack != stack
            stack = part.stack
            if part.table is None:
                spans = self.lines(part.lines)
                written[id(part)] = Span(spans[0].start, spans[-1].end)
            else:
                caption = captions.get(part.table)
                table = self.table(page.tables[part.table], written.get(id(caption)))
                tables.append(table)
                spans = tuple(line for cell in table.cells for line in cell.lines)
            box = page.tables[part.table].page_box if part.table is not None else part.page_box
            frame = None if part.frame is None else numbers[part.frame]
            blocks.append(Block(part.kind, spans, part.level, self.on_page(box), group, frame))
        return Page(
            page.number,
            "".join(self.chars),
            tuple(blocks),
            tuple(tables),
            tuple(self.boxes),
            page.width,
            page.height,
            markup=tuple(sorted(self.references)),
            frames=self.frames(page, parts, numbers, written),
            arrows=tuple(document.Arrow(numbers[a], numbers[b], directed) for a, b, directed in page.arrows),
        )

    def frames(
        self, page: Draft, parts: Sequence[Part], numbers: dict[int, int], written: dict[int, Span]
    ) -> tuple[document.Frame, ...]:
        """Return the frames that hold text, with the places of what names them."""
        labels = find_labels(parts, page.frames)
        frames = []
        for number in numbers:
            frame = page.frames[number]
            parent = None if frame.parent is None else numbers[frame.parent]
            spans = tuple(written[id(part)] for part in labels.get(number, ()))
            frames.append(document.Frame(self.on_page(frame.box), parent, spans))
        return tuple(frames)

    def on_page(self, box: Box) -> Box:
        """Return the part of a box that lies on the page."""
        x0, top, x1, bottom = box
        return (
            round(min(max(x0, 0.0), self.width), 2),
            round(min(max(top, 0.0), self.height), 2),
            round(min(max(x1, 0.0), self.width), 2),
            round(min(max(bottom, 0.0), self.height), 2),
        )

    def put(self, pieces: Sequence[Piece]) -> None:
        for char, box in pieces:
            self.chars.append(char)
            self.boxes.append(box and self.on_page(box))

    def lines(self, lines: Sequence[Line]) -> tuple[Span, ...]:
        """Write lines below each other; the spans leave out bullets."""
        spans = []
        for i, line in enumerate(lines):
            if i:
                self.put([("\n", None)])
            start = len(self.chars) + line.bullet
            first = len(self.chars)
            self.put(line.pieces)
            self.references += [reference.shifted(first) for reference in line.references]
            spans.append(Span(start, len(self.chars)))
        return tuple(spans)

    def table(self, found: FoundTable, caption: Span | None) -> Table:
        """Write a table row by row, its cells apart by a space where each is one line, else by line ends."""
        cells: list[Cell] = []
        row, single = None, False
        for cell in found.cells:
            if cell.lines and row is not None:
                self.put([(" " if cell.row == row and single else "\n", None)])
            if cell.lines and cell.row != row:
                row = cell.row
                single = all(len(one.lines) < 2 for one in found.cells if one.row == row)
            for line in cell.lines:
                if not is_bullet(line.glyphs[0]):
                    line.bullet = 0  # the number of a row is what its cell says
            spans = self.lines(cell.lines) if cell.lines else ()
            cells.append(
                Cell(
                    cell.row,
                    cell.column,
                    spans,
                    cell.row_span,
                    cell.column_span,
                    cell.header,
                    self.on_page(cell.page_box),
                )
            )
        return Table(tuple(cells), found.method, caption, self.on_page(found.page_box), found.origin is not None)


def _with_text(parts: Sequence[Part], frames: Sequence[Frame]) -> dict[int, int]:
    """Return the frames that hold blocks, themselves or in frames within them, and count them from 0."""
    found: set[int] = set()
    for part in parts:
        number = part.frame
        while number is not None and number not in found:
            found.add(number)
            number = frames[number].parent
    return {number: count for count, number in enumerate(sorted(found))}
