"""Plain text, such as the text layer of a deck whose layout is lost: lines, groups, slides, tables by alignment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.documents.aligned import aligned_tables
from extract.documents.document import Block, BlockKind, Page
from extract.documents.markers import FURNITURE, NOTE, lines_of, trimmed, without_bullet
from extract.documents.marks import SOURCE
from extract.text import Span

_PAGE_BREAK = "\f"
# A deck's running headers come back at least this often; a line that does is no statement of its page.
_RUNNING_HEADER_PAGES = 2
_TITLE_LINES = 3
_HEADER_LENGTH = 45
_LONGEST_TITLE = 60
_SENTENCE_END = re.compile(r"[。．！？!?；;：:]$")
_NO_TITLE = re.compile(r"[。！？!?；;]$|\d{4}\s?[年./-]")  # a line right below a title that does not go on with it
# A single leading space marks the start of a page (a form feed that was turned into white space) only where few lines
# have one: in an indented text it marks nothing.
_MARKED_LINES_AT_MOST = 0.1


def read_plain_pages(text: str) -> Iterator[Page]:
    """Yield the pages of a plain text: one for each form feed, or one for all.

    Args:
        text: the decoded file; a page's text is exactly its part of it.
    """
    for number, part in enumerate(text.split(_PAGE_BREAK), start=1):
        yield _page(number, part, starts_slide=_PAGE_BREAK in text)


def _page(number: int, text: str, *, starts_slide: bool) -> Page:
    lines = [trimmed(text, line) for line in lines_of(text)]
    starts = _slide_starts(text, first_line=starts_slide)
    starts = starts or _article_title(text, lines)
    title_lines = {line: _title_lines(text, lines, start) for start in starts if (line := lines[start])}
    running = _running_headers(lines, text, starts)
    tables = aligned_tables(text, lines)
    in_table = {line.start for table in tables for cell in table.cells for line in cell.lines}
    blocks: list[Block] = []
    current: list[Span] = []
    kind, level, group = BlockKind.PARAGRAPH, 0, 0

    def close() -> None:
        if current:
            blocks.append(Block(kind, tuple(current), level, group=group))
            current.clear()

    for index, line in enumerate(lines):
        if line is None:
            close()
            kind, level, group = BlockKind.PARAGRAPH, 0, group + 1
            continue
        content = line.of(text)
        starts_here = index in starts
        special = _line_kind(content, starts_here, index in running)
        body, bulleted = without_bullet(text, line)
        if special is not None:
            if starts_here:
                group += 1
            close()
            kind, level = special, 1 if special is BlockKind.HEADING else 0
            if special in {BlockKind.HEADING, BlockKind.FURNITURE}:
                current.append(line)
                close()
                kind, level = BlockKind.PARAGRAPH, 0
                continue
        elif bulleted and line.start not in in_table:
            close()
            kind, level = BlockKind.LIST_ITEM, 1
            current.append(body)
            continue
        elif kind is BlockKind.TITLE and current and len(current) >= title_lines.get(current[0], _TITLE_LINES):
            close()
            kind, level = BlockKind.PARAGRAPH, 0
        current.append(line)
    close()
    return Page(number, text, tuple(_titles_above_headers(blocks)), tables)


def _line_kind(content: str, starts_slide: bool, is_running: bool) -> BlockKind | None:
    if FURNITURE.fullmatch(content):
        return BlockKind.FURNITURE
    if SOURCE.match(content):
        return BlockKind.SOURCE
    if starts_slide:
        return BlockKind.TITLE
    if is_running:
        return BlockKind.HEADING
    if NOTE.match(content):
        return BlockKind.NOTE
    return None


def _slide_starts(text: str, *, first_line: bool) -> list[int]:
    """Return the numbers of the lines that begin a slide, in order."""
    lines = [line.of(text) for line in lines_of(text)]
    marked = {index for index, line in enumerate(lines) if re.match(r" \S", line)}
    used = [index for index, line in enumerate(lines) if line.strip()]
    if len(marked) > len(used) * _MARKED_LINES_AT_MOST:
        marked = set()
    if first_line:
        marked |= set(used[:1])
    return sorted(marked)


def _article_title(text: str, lines: Sequence[Span | None]) -> list[int]:
    """Return the first line if it is a title: short, no sentence, and something stands below it."""
    used = [index for index, line in enumerate(lines) if line]
    if len(used) > 1 and (first := lines[used[0]]):
        content = first.of(text)
        if len(content) <= _LONGEST_TITLE and not _SENTENCE_END.search(content):
            return used[:1]
    return []


def _title_lines(text: str, lines: Sequence[Span | None], start: int) -> int:
    """Return how many lines a title takes: one, if what stands right below it is a date line or the text."""
    below = [line.of(text) for line in takewhile(bool, lines[start + 1 :]) if line]
    return 1 if len(below) >= _TITLE_LINES or any(map(_NO_TITLE.search, below)) else 1 + len(below)


def _running_headers(lines: Sequence[Span | None], text: str, starts: Sequence[int]) -> frozenset[int]:
    """Return the numbers of the lines that repeat the name of the section under (or over) a slide's title.

    A line is a running header if the same words, perhaps with something added, stand right below the first lines of
    several slides.
    """
    near: dict[str, set[int]] = {}
    for number, start in enumerate(starts):
        until = min(starts[number + 1] if number + 1 < len(starts) else len(lines), start + 1 + _TITLE_LINES)
        for line in takewhile(bool, lines[start + 1 : until]):
            near.setdefault(line.of(text) if line else "", set()).add(start)
    repeated = [
        content
        for content, where in near.items()
        if len(where) >= _RUNNING_HEADER_PAGES and 4 <= len(content) <= _HEADER_LENGTH and not SOURCE.match(content)
    ]
    return frozenset(
        index
        for index, line in enumerate(lines)
        if line
        and len(line.of(text)) <= _HEADER_LENGTH
        and any(line.of(text).startswith(header) for header in repeated)
    )


def _titles_above_headers(blocks: list[Block]) -> Iterator[Block]:
    """Make a short paragraph that stands right above a running header the title that it is."""
    for index, block in enumerate(blocks):
        above_header = index + 1 < len(blocks) and blocks[index + 1].kind is BlockKind.HEADING
        if block.kind is BlockKind.PARAGRAPH and above_header and len(block.lines) <= _TITLE_LINES:
            yield replace(block, kind=BlockKind.TITLE)
        else:
            yield block
