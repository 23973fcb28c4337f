"""Document -> sections of statements: broken lines joined, their sentences made when they are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extract.documents.document import Block, BlockKind, Box, Cell, Document, Page, Table
from extract.documents.markers import without_bullet
from extract.lang.language import Language
from extract.line_breaks import reads_on
from extract.text import CleanText, Span, clean, sentence_spans

_NEW_WORK = re.compile(r"[^『《<]{1,30}(?:\((?:19|20)\d{2}\))?\s?[『《<]")  # a line of sources that names another work
_READ = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.SOURCE,
        BlockKind.NOTE,
    }
)


_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{1,80})\]\((?P<address>https?://[^\s()]+)\)")


@dataclass(frozen=True)
class Statement:
    """Text that reads on without a break: a sentence or several, a bullet, a label.

    Attributes:
        page: 1-based page.
        cleaned: the text that rules are matched on, with the way back to the page's text.
        kind: the kind of its block.
        level: depth of a list item or heading.
        group: statements of one group stand together with no gap between them.
        index: its place in the section.
        page_text: the raw text of its page.
        box: the area on a PDF page.
    """

    page: int
    cleaned: CleanText
    kind: BlockKind
    level: int
    group: int
    index: int
    language: Language
    page_text: str = field(repr=False)
    box: Box | None = None

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.cleaned.text

    def raw(self, start: int, end: int) -> Span:
        """Map a range of the cleaned text to the page's text."""
        return self.cleaned.raw_span(start, end)

    def written(self, start: int, end: int) -> str:
        """Return a range of the cleaned text as the document writes it, but for line breaks and doubled spaces."""
        return re.sub(
            r"(?<=[^\x00-\x7f]) *\n\s*|\s*\n *(?=[^\x00-\x7f])", "", self.raw(start, end).of(self.page_text)
        ).replace("\n", " ")

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The ranges of the sentences in the cleaned text; together they cover it."""
        return sentence_spans(self.text)

    def sentence_of(self, span: Span) -> Span:
        """Return the range of the sentence that holds a range of the cleaned text; the whole text if several share it."""
        return next((each for each in self.sentences if each.covers(span)), Span(0, len(self.text)))


@dataclass(frozen=True)
class Section:
    """A slide, or what stands under one heading: the scope in which a name or year stated above still holds.

    Attributes:
        page: the page on which it begins.
        heading: titles and headings that hold for it, outermost first.
        statements: in reading order, titles and headings included.
        tables: the tables that stand in it.
    """

    page: Page
    heading: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    tables: tuple[Table, ...] = field(default=())

    @property
    def title(self) -> str:
        """The titles and headings in one line."""
        return " / ".join(statement.text for statement in self.heading)


def segment(document: Document, language: Language) -> Iterator[Section]:
    """Yield the sections of a document in order.

    A title or heading begins a section; on slides the running header that follows a title belongs to the same one.
    """
    above: list[Statement] = []
    for page in document.pages:
        if page.char_boxes or len(document.pages) > 1:
            above = []
        in_tables = sorted(line for table in page.tables for cell in table.cells for line in cell.lines)
        for blocks in _split_at_titles(page.blocks):
            statements = tuple(_statements(page, blocks, in_tables, language))
            tables = _tables_within(page, blocks)
            if not statements and not tables:
                continue
            heading = tuple(each for each in statements if each.kind in {BlockKind.TITLE, BlockKind.HEADING})
            if heading:
                above = [*_outer(above, heading), *heading]
            yield Section(page, tuple(above), statements, tables)


def _outer(above: Sequence[Statement], heading: Sequence[Statement]) -> list[Statement]:
    """Keep what still holds of the headings above: those of a lower level than the first new one."""
    first = heading[0]
    if first.kind is BlockKind.TITLE:
        return []
    return [each for each in above if each.kind is BlockKind.TITLE or each.level < first.level]


def _split_at_titles(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in blocks:
        begins = block.kind is BlockKind.TITLE or (block.kind is BlockKind.HEADING and block.level > 1)
        if begins and any(each.kind not in {BlockKind.TITLE, BlockKind.HEADING} for each in part):
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _tables_within(page: Page, blocks: Sequence[Block]) -> tuple[Table, ...]:
    if not page.tables:
        return ()
    start = min(block.span.start for block in blocks)
    end = max(block.span.end for block in blocks)
    return tuple(
        table
        for table in page.tables
        if any(start <= line.start < end for cell in table.cells[:1] for line in cell.lines)
        or (not table.cells[0].lines and any(start <= line.start < end for cell in table.cells for line in cell.lines))
    )


def _statements(
    page: Page, blocks: Sequence[Block], in_tables: Sequence[Span], language: Language
) -> Iterator[Statement]:
    index = 0
    for block in blocks:
        if block.kind not in _READ:
            continue
        lines = [line for line in block.lines if not _in_table(line, in_tables)]
        for cleaned in _joined(page.text, lines, block.kind, page.markup, language):
            if cleaned.text:
                yield Statement(
                    page.number,
                    cleaned,
                    block.kind,
                    block.level,
                    block.group,
                    index,
                    language,
                    page.text,
                    block.box,
                )
                index += 1


def links_of(statement: Statement) -> Iterator[tuple[Span, str]]:
    """Yield the Markdown links of a statement: the range of the link's text in the cleaned text, and the address."""
    if not statement.text:
        return
    raw = Span(statement.cleaned.starts[0], statement.cleaned.ends[-1])
    if statement.page_text.find("](", raw.start, raw.end + 2) < 0:
        return
    for link in _LINK.finditer(statement.page_text, max(0, raw.start - 1)):
        if link.start("text") >= raw.end:
            return
        text = statement.cleaned.clean_span(Span(*link.span("text")))
        if text.start < text.end:
            yield text, link["address"]


def cell_statements(page: Page, cell: Cell, language: Language) -> Iterator[Statement]:
    """Yield the statements of a table's cell: one a bullet, broken lines joined."""
    runs: list[list[Span]] = []
    for line in cell.lines:
        body, bulleted = without_bullet(page.text, line)
        if bulleted or not runs:
            runs.append([])
        runs[-1].append(body)
    index = 0
    for run in runs:
        for cleaned in _joined(page.text, run, BlockKind.TABLE, page.markup, language):
            if cleaned.text:
                yield Statement(page.number, cleaned, BlockKind.TABLE, 0, 0, index, language, page.text, cell.box)
                index += 1


def _in_table(line: Span, cells: Sequence[Span]) -> bool:
    """Return whether a line holds or is held by one of the lines of cells, which are given in order."""
    first = bisect_left(cells, line)
    return any(line.covers(cell) or cell.covers(line) for cell in cells[max(0, first - 1) : first + 1])


def _joined(
    text: str, lines: Sequence[Span], kind: BlockKind, markup: Sequence[Span], language: Language
) -> Iterator[CleanText]:
    """Yield the cleaned text of a block's lines in runs that read on."""
    if not lines:
        return
    each = [clean(text, [line], markup) for line in lines]
    if len(lines) == 1:
        yield each[0]
        return
    cleaned = [one.text for one in each]
    widest = max(map(len, cleaned))
    first, so_far = 0, cleaned[0]
    for at in range(1, len(lines)):
        before, after = cleaned[at - 1], cleaned[at]
        if kind is BlockKind.SOURCE and _NEW_WORK.match(after):
            goes_on = False
        else:
            goes_on = reads_on(so_far, before, after, 0 if kind is BlockKind.TITLE else widest, language)
        if goes_on:
            so_far += after
        else:
            yield each[first] if at - first == 1 else clean(text, lines[first:at], markup)
            first, so_far = at, after
    yield each[first] if len(lines) - first == 1 else clean(text, lines[first:], markup)
