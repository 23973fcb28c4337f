"""Document -> sections of statements: broken lines joined, each a spaCy Doc over Sudachi or jieba tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extract.documents.document import Block, BlockKind, Box, Cell, Document, Page, Table
from extract.documents.markers import without_bullet
from extract.lang.language import Language
from extract.text import CleanText, Span, clean

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ENDS = re.compile(r"[。!?;:]$")
_GOES_ON = re.compile(r"(?:[、,・/(「『《“〈\-–]|[とをにへのはがで]|より|から|および|及び|また|した|する|った)$")
_CONTINUES = re.compile(r"[、。,.)」』》”〉:;・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョヮんン%]")
_OPEN, _CLOSE = "(「『《“〈【[", ")」』》”〉】]"
_FULL_LINE = 0.85  # of the block's widest line: a line that was broken for want of room is about as wide as its box
_SHORTEST_PROSE = 10  # characters; a shorter line is a label
_UNCLOSED = 120  # characters after which an open bracket is taken for a slip and not for a reason to go on
_AROUND_BREAK = 8  # characters on either side of a break that the segmenter is shown
_NEW_WORK = re.compile(r"[^『《<]{1,30}(?:\((?:19|20)\d{2}\))?\s?[『《<]")  # a line of sources that names another work
_SENTENCE = re.compile(r"[。!?;][」』”)]*")
_KATAKANA = re.compile(r"[ァ-ヺー]")
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

    @cached_property
    def doc(self) -> Doc:
        """The spaCy Doc of the text; ``doc.sents`` are its sentences."""
        return pipeline(self.language)(self.text)

    def raw(self, start: int, end: int) -> Span:
        """Map a range of the cleaned text to the page's text."""
        return self.cleaned.raw_span(start, end)

    def written(self, start: int, end: int) -> str:
        """Return a range of the cleaned text as the document writes it, but for line breaks and doubled spaces."""
        return re.sub(
            r"(?<=[^\x00-\x7f]) *\n\s*|\s*\n *(?=[^\x00-\x7f])", "", self.raw(start, end).of(self.page_text)
        ).replace("\n", " ")

    def sentences(self) -> Iterator[Span]:
        """Yield the ranges of the sentences in the cleaned text, without asking the segmenter."""
        start = 0
        for match in _SENTENCE.finditer(self.text):
            yield Span(start, match.end())
            start = match.end()
        if start < len(self.text):
            yield Span(start, len(self.text))


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
        for blocks in _split_at_titles(page.blocks):
            statements = tuple(_statements(page, blocks, language))
            if not statements:
                continue
            heading = tuple(each for each in statements if each.kind in {BlockKind.TITLE, BlockKind.HEADING})
            if heading:
                above = [*_outer(above, heading), *heading]
            yield Section(page, tuple(above), statements, _tables_within(page, blocks))


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
    start = min(block.span.start for block in blocks)
    end = max(block.span.end for block in blocks)
    return tuple(
        table
        for table in page.tables
        if any(start <= line.start < end for cell in table.cells[:1] for line in cell.lines)
        or (not table.cells[0].lines and any(start <= line.start < end for cell in table.cells for line in cell.lines))
    )


def _statements(page: Page, blocks: Sequence[Block], language: Language) -> Iterator[Statement]:
    in_tables = sorted(line for table in page.tables for cell in table.cells for line in cell.lines)
    index = 0
    for block in blocks:
        if block.kind not in _READ:
            continue
        lines = [line for line in block.lines if not _in_table(line, in_tables)]
        for pieces in _joined(page.text, lines, block.kind, page.markup, language):
            cleaned = clean(page.text, pieces, page.markup)
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
        for pieces in _joined(page.text, run, BlockKind.TABLE, page.markup, language):
            cleaned = clean(page.text, pieces, page.markup)
            if cleaned.text:
                yield Statement(page.number, cleaned, BlockKind.TABLE, 0, 0, index, language, page.text, cell.box)
                index += 1


def _in_table(line: Span, cells: Sequence[Span]) -> bool:
    return any(line.covers(cell) or cell.covers(line) for cell in cells)


def _joined(
    text: str, lines: Sequence[Span], kind: BlockKind, markup: Sequence[Span], language: Language
) -> Iterator[list[Span]]:
    """Yield the lines of a block in runs that read on."""
    if not lines:
        return
    cleaned = [clean(text, [line], markup).text for line in lines]
    widest = max(map(len, cleaned))
    run, so_far = [lines[0]], cleaned[0]
    for line, before, after in zip(lines[1:], cleaned, cleaned[1:], strict=False):
        if kind is BlockKind.SOURCE and _NEW_WORK.match(after):
            goes_on = False
        else:
            goes_on = reads_on(so_far, before, after, 0 if kind is BlockKind.TITLE else widest, language)
        if goes_on:
            run.append(line)
            so_far += after
        else:
            yield run
            run, so_far = [line], after
    yield run


def reads_on(so_far: str, before: str, after: str, widest: int, language: Language) -> bool:
    """Return whether line `after` goes on with the sentence or word that `before` breaks off.

    Args:
        so_far: what was joined already, `before` included.
        before: the cleaned line above.
        after: the cleaned line below.
        widest: characters of the block's widest line; 0 where width tells nothing (titles).
        language: whose segmenter is asked whether a word crosses the break.
    """
    if not before or not after or _ENDS.search(before):
        return False
    if _CONTINUES.match(after) or _GOES_ON.search(before):
        return True
    opened = sum(so_far.count(mark) for mark in _OPEN) - sum(so_far.count(mark) for mark in _CLOSE)
    if opened > 0 and len(so_far) < _UNCLOSED:
        return True
    if before[-1].isascii() and after[0].isascii():
        return before[-1].isalpha() and after[0].islower()
    left, right = before[-_AROUND_BREAK:], after[:_AROUND_BREAK]
    tokens = language.tokenize(left + right)
    full = widest > 0 and len(before) >= max(_SHORTEST_PROSE, widest * _FULL_LINE)
    crossed = any(token.start < len(left) < token.start + len(token.text) for token in tokens)
    # A segmenter makes one word of any two katakana words, so there only a full line tells a break from a list.
    if crossed and (full or not (_KATAKANA.match(before[-1]) and _KATAKANA.match(after[0]))):
        return True
    first = next((token for token in tokens if token.start >= len(left)), None)
    if first and first.pos in {"ADP", "AUX"}:
        return True
    return full and _is_prose(before, language)


def _is_prose(line: str, language: Language) -> bool:
    """Return whether the line has more than names: a comma, or a word that only a sentence has."""
    return "、" in line or "," in line or any(token.pos in {"ADP", "AUX", "VERB"} for token in language.tokenize(line))


_PIPELINES: dict[str, Any] = {}


def pipeline(language: Language) -> Any:
    """Return the spaCy pipeline of a language: our tokenizer and a component that sets sentence starts."""
    if language.code not in _PIPELINES:
        import spacy
        from spacy.language import Language as SpacyLanguage
        from spacy.tokens import Doc

        nlp = spacy.blank("xx")

        def tokenizer(text: str) -> Doc:
            tokens = language.tokenize(text)
            ends = [token.start + len(token.text) for token in tokens]
            doc = Doc(
                nlp.vocab,
                words=[token.text for token in tokens],
                spaces=[text[end : end + 1] == " " for end in ends],
            )
            for token, ours in zip(doc, tokens, strict=True):
                token.pos_ = ours.pos
                token.lemma_ = ours.lemma
            return doc

        nlp.tokenizer = tokenizer
        SpacyLanguage.component("shutten_sentences", func=_set_sentences)
        nlp.add_pipe("shutten_sentences")
        _PIPELINES[language.code] = nlp
    return _PIPELINES[language.code]


def _set_sentences(doc: Doc) -> Doc:
    """Begin a sentence after each full stop, question or exclamation mark and what closes it."""
    begins = True
    for token in doc:
        closing = token.text in _CLOSE
        token.is_sent_start = begins and not closing
        begins = (begins and closing) or bool(re.match(r"[。!?;]", token.text))
    return doc
