"""A document as it was read: raw text by page, and what the layout says about it, as offsets into that text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from extract.errors import Problem
from extract.text import Span

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's upper left corner."""


OCR = "ocr"
"""The `way` of a page that was read as a picture."""


class BlockKind(StrEnum):
    """What a block of text is, as far as layout or markup tells."""

    TITLE = "title"  # the message of a slide, the title of an article; begins a new slide or section
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    SOURCE = "source"  # the lines that name where a page's facts come from
    NOTE = "note"  # footnotes
    TABLE = "table"  # text that a Table of the page covers
    CODE = "code"  # not prose: never read for facts
    SAMPLE = "sample"  # what a chat model was asked and answered: never read for facts
    FURNITURE = "furniture"  # running headers, page numbers, copyright lines, adverts, readings of characters


class Role(StrEnum):
    """What a part of a page is for, where that limits what it can say."""

    SAMPLE = "sample"  # questions and answers of a chat model: it names nothing and states no fact
    LICENCE = "licence"  # a licence: it states no fact but which one it is
    CREDIT = "credit"  # who wrote and edited the text: it names them and states no other fact
    DOUBTFUL = "doubtful"  # thanks, disclaimers, how to cite, what may be a sample: its facts are candidates


class Aside(NamedTuple):
    """A part of a page that has a role of its own."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        kind: what the block is.
        lines: one span a printed line, in reading order, without bullets and markup before or line ends after.
        level: depth of a heading or list item, 1 the outermost; 0 for others.
        box: the area on a PDF page, else None.
        group: blocks with the same number were printed with no empty line or gap between them.
        frame: number in `Page.frames` of the smallest drawn box around it, None if it stands in none.
    """

    kind: BlockKind
    lines: tuple[Span, ...]
    level: int = 0
    box: Box | None = None
    group: int = 0
    frame: int | None = None

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError("a block has at least one line")

    @property
    def span(self) -> Span:
        """From the first character of the first line to the last of the last."""
        return Span(min(line.start for line in self.lines), max(line.end for line in self.lines))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `row` and `column` count from 0.

    Attributes:
        lines: where its text stands, one span a printed line; empty for an empty cell.
        row_span: how many rows it covers.
        column_span: how many columns it covers.
        header: whether it heads its column (or row).
    """

    row: int
    column: int
    lines: tuple[Span, ...]
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        cells: by row and column.
        method: how it was found: ``ruled``, ``markdown``, ``html``, ``aligned``.
        caption: the line that names it.
        box: the area on a PDF page.
        continues: whether it goes on from the last table of the page before, whose headers hold for it.
    """

    cells: tuple[Cell, ...]
    method: str
    caption: Span | None = None
    box: Box | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn box with text in it or beside it.

    Attributes:
        box: where it stands.
        parent: number of the smallest frame around it, None if there is none.
        labels: what names the frame as a whole, from the nearest: its heading, what stands beside its row or above its
            column.
    """

    box: Box
    parent: int | None = None
    labels: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """A drawn line or arrow from one frame to another.

    Attributes:
        tail: number of the frame where it begins.
        head: number of the frame that it points to.
        directed: whether it has a point; without one, tail and head are in the order of reading.
    """

    tail: int
    head: int
    directed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page: raw text that never changes, and everything else as offsets into it.

    Attributes:
        number: 1-based.
        text: the raw text. Of a plain text or Markdown file, what the file holds; of a PDF or HTML page, the text
            as laid out in reading order.
        blocks: in reading order; they need not cover all of the text.
        char_boxes: for a PDF one box a character of `text`, None where the character was put in between (spaces, line
            ends, ``^`` before an exponent); empty for other sources.
        width: in points; 0 without a layout.
        height: in points; 0 without a layout.
        markup: the parts of `text` that are markup and not content, in order (Markdown's marks, addresses of links, raised
            marks of footnotes in a PDF).
        frames: the drawn boxes of a PDF page that hold text, the outer ones before those within them.
        arrows: what joins them.
        way: how a PDF page was read: ``fast`` (by PDFium) or ``layout`` (by pdfminer, what PDFium cannot tell) or
            ``ocr`` (as a picture, with the extra of that name); empty for other sources.
        asides: the parts of it that cannot state every fact, see `Role`; filled by `extract.documents.asides`.
    """

    number: int
    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    char_boxes: tuple[Box | None, ...] = ()
    width: float = 0.0
    height: float = 0.0
    markup: tuple[Span, ...] = ()
    frames: tuple[Frame, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    way: str = ""
    asides: tuple[Aside, ...] = ()

    def __post_init__(self) -> None:
        if self.char_boxes and len(self.char_boxes) != len(self.text):
            raise ValueError(f"page {self.number}: {len(self.char_boxes)} boxes for {len(self.text)} characters")

    def box_of(self, span: Span) -> Box | None:
        """Return the smallest box around the printed characters of `span`, or None without a layout."""
        text = self.text
        boxes = [
            box
            for at, box in enumerate(self.char_boxes[span.start : span.end], span.start)
            if box and not text[at].isspace()
        ]
        if not boxes:
            return None
        return (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )

    def roles_at(self, span: Span) -> frozenset[Role]:
        """Return the roles of the parts that hold `span`."""
        if not self.asides:
            return frozenset()
        return frozenset(aside.role for aside in self.asides if aside.span.covers(span))

    def frames_at(self, span: Span) -> tuple[int, ...]:
        """Return the numbers of the frames around the block that holds `span`, the smallest first."""
        if not self.frames:
            return ()
        number = next((block.frame for block in self.blocks if block.span.covers(span)), None)
        found: list[int] = []
        while number is not None:
            found.append(number)
            number = self.frames[number].parent
        return tuple(found)

    def labels_at(self, span: Span) -> tuple[Span, ...]:
        """Return what names the frames around `span`, the nearest first; a label does not name itself."""
        labels = [label for number in self.frames_at(span) for label in self.frames[number].labels]
        return tuple(dict.fromkeys(label for label in labels if not label.covers(span)))


@dataclass(frozen=True, slots=True)
class Document:
    """A source document, identified by its content.

    Attributes:
        document_id: made of the content's hash alone.
        source: the file or address as the user named it; for messages, never published.
        language: ``ja`` or ``zh``.
        kind: ``report``, ``article`` or ``announcement``.
        published: EDTF, empty if unknown.
        links: text and address of the links in the main text of an HTML page; Markdown has them in its text.
        addresses: further public addresses of the same content, beside `url`.
        problems: what could not be read.
    """

    document_id: str
    source: str
    sha256: str
    media_type: str
    language: str
    kind: str
    pages: tuple[Page, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    url: str = ""
    problems: tuple[Problem, ...] = field(default=())
    addresses: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def page(self, number: int) -> Page:
        """Return page `number`, counted from 1."""
        return self.pages[number - 1]
