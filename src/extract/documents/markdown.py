"""Markdown: headings, lists, tables and paragraphs as offsets into the file as it is, its marks known as markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.documents.document import Block, BlockKind, Cell, Page, Table
from extract.documents.head_rows import with_second_head
from extract.documents.html_tables import html_table
from extract.documents.markers import NOTE, trimmed
from extract.documents.marks import SOURCE
from extract.documents.melted_rows import unmelted
from extract.text import Span

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")  # CommonMark knows no other line ends
_LINE_START = re.compile(r"\s*(?:>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,9}[.)]\s+|#{1,6}\s+)*")
_INLINE_MARKUP = re.compile(
    r"""
      <!--.*?-->                               # comments
    | !\[[^\]\n]*\]\([^)\n]*\)                 # images
    | (?<!\\)\[(?=!\[|[^\[\]\n]+\]\()           # the start of a link, of a picture too
    | \]\((?:[^()\n]|\([^()\n]*\))*\)          # the end of a link and its address
    | (?<!10)<sup>\s*\[?[\d*†‡,\ ]{1,5}\]?\s*</sup>      # marks of footnotes, powers of ten aside
    | </?[A-Za-z][^<>]*>                       # HTML tags
    | \\(?=[|_.~\-+()\[\]!<>\#&])                # escapes
    | \*{1,3}|~~|`+|(?<![A-Za-z0-9])_{2}|_{2}(?![A-Za-z0-9])
    | &(?:nbsp|emsp|ensp|thinsp);?
    | (?<![A-Za-z0-9]):[a-z][a-z0-9_+-]*:       # emoji by name, but not the middle of `og:title: `
    """,
    re.VERBOSE | re.DOTALL,
)
_HTML_HEADING = re.compile(
    r"<h(?P<level>[1-3])\b[^<>]*>(?P<text>(?:(?!<h[1-6]\b).){0,600}?)</h(?P=level)\s*>", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"<[^<>]*>")
_LONGEST_HEADING = 80  # characters; more is a text in large letters
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,10000}?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")


# Keys under which the generators of sites keep the day on which a page came out.
_DATES = ("date", "published", "pubDate", "pubdate", "publishDate", "publishedAt", "published_at", "datePublished")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block between two ``---`` lines at a file's start says; empty where it says nothing. `end` is where it ends."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """Read the YAML front matter of a Markdown file; what is not a mapping of plain values counts as none."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return FrontMatter()
    try:
        loaded = yaml.safe_load(match[1])
    except yaml.YAMLError:
        return FrontMatter(end=match.end())
    if not isinstance(loaded, dict):
        return FrontMatter()
    author = loaded.get("author") or loaded.get("authors") or ()
    date = next((str(loaded[key]) for key in _DATES if loaded.get(key)), "")
    return FrontMatter(
        title=str(loaded.get("title") or ""),
        authors=(author,) if isinstance(author, str) else tuple(map(str, author)),
        published=date[:10] if _ISO_DATE.match(date) else "",
        end=match.end(),
    )


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def read_markdown_page(text: str, number: int = 1) -> Page:
    """Return one page that holds the whole file.

    HTML within the file counts as its text without the tags; comments and code are kept out of the blocks of prose.

    Args:
        text: the decoded file.
        number: the page's number.
    """
    lines = [Span(*match.span(1)) for match in _LINE.finditer(text)]
    skipped = front_matter(text).end
    first_line = sum(1 for line in lines if line.end < skipped)
    tokens = _parser().parse("\n" * first_line + text[skipped:])
    markup = tuple(Span(*match.span()) for match in _INLINE_MARKUP.finditer(text))
    comments = tuple(mark for mark in markup if text.startswith("<!--", mark.start))
    blocks: list[Block] = []
    tables: list[Table] = []
    depth, group, titled = 0, 0, False
    covered_until = 0
    for index, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
        if token.map is None or token.map[0] < covered_until:
            continue
        first, last = token.map
        if token.type == "table_open":
            group += 1
            table = _table(text, lines, first, last, markup)
            if table:
                _add_table(blocks, tables, table, group)
            covered_until = last
        elif token.type in {"fence", "code_block"}:
            group += 1
            _add(blocks, BlockKind.CODE, _content(text, lines, first, last, ()), 0, group)
            covered_until = last
        elif token.type in {"inline", "html_block"}:
            while token.type == "html_block" and (found := _html_table(text, lines, first, last, comments)):
                table, before, below = found
                _add(blocks, BlockKind.PARAGRAPH, _content(text, before, 0, len(before), markup), 0, group + 1)
                _add_table(blocks, tables, table, group := group + 2)
                first, last = below, max(below, last)
            if token.type == "html_block":
                for above, heading, behind in _html_headings(text, lines, first, last):
                    _add(blocks, BlockKind.PARAGRAPH, _content(text, lines, first, above, markup), 0, group + 1)
                    content, group, first = _content(text, lines, above, behind, markup), group + 2, behind
                    kind, level = (BlockKind.HEADING, heading) if titled or heading > 1 else (BlockKind.TITLE, 0)
                    titled = titled or (kind is BlockKind.TITLE and bool(content))
                    _add(blocks, kind, content, level, group)
            group += 1
            content = _content(text, lines, first, last, markup)
            kind, level = _kind(tokens[index - 1] if index else token, depth, titled)
            if content and kind is BlockKind.PARAGRAPH:
                opening = content[0].of(text)
                kind = BlockKind.SOURCE if SOURCE.match(opening) else BlockKind.NOTE if NOTE.match(opening) else kind
            titled = titled or (kind is BlockKind.TITLE and bool(content))
            _add(blocks, kind, content, level, group)
            covered_until = last
    return Page(number, text, tuple(blocks), tuple(tables), markup=markup)


def _html_headings(text: str, lines: list[Span], first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Yield the headings that stand in lines of their own within some lines of HTML: first line, level, line behind."""
    if first >= last:
        return
    for found in _HTML_HEADING.finditer(text, lines[first].start, lines[last - 1].end):
        line, behind = (
            bisect_right(lines, each, key=lambda line: line.start) for each in (found.start(), found.end() - 1)
        )
        beside = text[lines[line - 1].start : found.start()] + text[found.end() : lines[behind - 1].end]
        if not _TAGS.sub("", beside).strip() and len(_TAGS.sub("", found["text"]).strip()) <= _LONGEST_HEADING:
            yield line - 1, int(found["level"]), behind


def _html_table(
    text: str, lines: list[Span], first: int, last: int, comments: Sequence[Span]
) -> tuple[Table, list[Span], int] | None:
    """Return the first table of some lines of HTML, the lines before it and the number of the line behind it."""
    start = first
    while start < last:
        found = html_table(text, Span(lines[start].start, lines[last - 1].end), comments)
        if found is None:
            return None
        table, place = found
        line, below = (bisect_right(lines, each, key=lambda line: line.start) for each in (place.start, place.end - 1))
        if table:
            return table, [*lines[first : line - 1], Span(lines[line - 1].start, place.start)], below
        start = below
    return None


def _add_table(blocks: list[Block], tables: list[Table], table: Table, group: int) -> None:
    tables.append(table)
    covered = tuple(line for cell in table.cells for line in cell.lines)
    blocks.append(Block(BlockKind.TABLE, covered, group=group))


def _kind(opening: Token, depth: int, titled: bool) -> tuple[BlockKind, int]:
    if opening.type == "heading_open":
        level = int(opening.tag[1])
        return (BlockKind.HEADING, level) if titled or level > 1 else (BlockKind.TITLE, 0)
    return (BlockKind.LIST_ITEM, depth) if depth else (BlockKind.PARAGRAPH, 0)


def _add(blocks: list[Block], kind: BlockKind, lines: Sequence[Span], level: int, group: int) -> None:
    if lines:
        blocks.append(Block(kind, tuple(lines), level, group=group))


def _content(text: str, lines: list[Span], first: int, last: int, markup: Sequence[Span]) -> list[Span]:
    """Return the lines that hold anything beside markup, without list marks and heading marks."""
    content = []
    for line in lines[first:last]:
        start = line.start
        if match := _LINE_START.match(text, line.start, line.end):
            start = match.end()
        span = trimmed(text, Span(start, line.end))
        if span and not _UNDERLINE.fullmatch(span.of(text)) and _has_text(text, span, markup):
            content.append(span)
    return content


def _has_text(text: str, span: Span, markup: Sequence[Span]) -> bool:
    position = span.start
    for mark in markup:
        if mark.end <= position:
            continue
        if mark.start >= span.end:
            break
        if text[position : mark.start].strip():
            return True
        position = max(position, mark.end)
    return bool(text[position : span.end].strip())


def _table(text: str, lines: list[Span], first: int, last: int, markup: Sequence[Span]) -> Table | None:
    cells: list[Cell] = []
    rows = [line for number, line in enumerate(lines[first:last]) if number != 1 and line.of(text).strip()]
    for row, line in enumerate(rows):
        for column, cell in enumerate(_cells(text, line)):
            span = trimmed(text, cell)
            kept = (span,) if span and _has_text(text, span, markup) else ()
            cells.append(Cell(row, column, kept, header=row == 0))
    return (
        Table(unmelted(with_second_head(cells, text), text), "markdown") if any(cell.lines for cell in cells) else None
    )


def _cells(text: str, line: Span) -> list[Span]:
    """Split a table's line at its bars, escaped ones aside."""
    bars = [
        position
        for position in range(line.start, line.end)
        if text[position] == "|" and text[position - 1 : position] != "\\"
    ]
    edges = [line.start - 1, *bars, line.end]
    spans = [Span(start + 1, end) for start, end in pairwise(edges)]
    if spans and not spans[0].of(text).strip():
        spans = spans[1:]
    if spans and not spans[-1].of(text).strip():
        spans = spans[:-1]
    return spans
