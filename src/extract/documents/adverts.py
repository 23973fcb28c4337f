"""Lines of a web page that are not the article's: adverts, invitations, lists of other articles, who wrote and edited it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from extract.documents.document import Aside, Block, BlockKind, Page, Role
from extract.documents.marks import CAPTION
from extract.text import Span

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.NOTE, BlockKind.SOURCE})
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_MARKS = r"[^\w\n]*"
_BEHIND = r"\s*(?:[】\])）」』>＞]\s*)?"
_SAYS = rf"{_BEHIND}(?:[:：|｜丨>＞»]|(?<=[】\])）」』>＞]))"  # what stands between such a word and what it says
_STOPS = ("。", "！", "？", "；", "!", "?", ";", ".", ":", "：", ")", "）", "」", "』", "”", "】", "]", "…")
_SENTENCE = re.compile(r"[。！？!?]")
_CONTENT = re.compile(r"[\u3040-\u30ff\u3400-\u9fffA-Za-z]")
_BEGINS_ANEW = re.compile(r"[\s*_]*(?:[\[【「『(（<《“\"#|>]|\d{1,2}[.、)）])")
_LONGEST = 80  # characters of an advert, an invitation or another article's title
_LONGEST_CREDIT = 60
_NO_NAMES = re.compile(r"[\d。！？!?]")  # behind such a word these say that it is a feature: it names nobody
_SHORTEST_CUT = 6  # characters of the part of a sentence above an advert


class Adverts:
    """Finds such lines by the words of a language.

    Args:
        asides: the section ``asides`` of the language's rules.
    """

    def __init__(self, asides: Mapping[str, Any]) -> None:
        adverts, invites, related, credits = (_any(asides[key]) for key in ("adverts", "invites", "related", "credits"))
        self._advert = re.compile(rf"{_MARKS}(?:{adverts})(?:{_MARKS}$|{_SAYS})")
        self._invite = re.compile(rf"{_MARKS}(?:{invites})\D*$")
        self._related = re.compile(rf"{_MARKS}(?:{related})(?P<alone>{_MARKS}$|{_BEHIND}[:：]{_MARKS}$)?(?:{_SAYS})?")
        self._says = re.compile(rf"{_MARKS}(?:{related}){_SAYS}")
        self._credit = re.compile(rf"{_MARKS}(?:{credits}){_BEHIND}[:：|｜丨/／]\s*(?=\S)")
        self._bracket = re.compile(
            rf"[(（【\[](?:{credits})\s?[:：|｜丨/／ \u3000][^()（）【】\[\]\n]{{1,{_LONGEST_CREDIT}}}[)）】\]]"
        )

    def read(self, page: Page) -> tuple[Page, tuple[Aside, ...]]:
        """Return the page with adverts as furniture, sentences whole that one interrupts, and where credits stand."""
        if page.char_boxes:  # what is printed beside the text of a page is known by its place
            return page, ()
        blocks, own = self._split(page)
        credits = [
            Aside(line, Role.CREDIT)
            for block in blocks
            if block.kind in _TEXT
            for line in block.lines
            if self._is_credit(line.of(page.text))
        ]
        credits += [Aside(Span(*match.span()), Role.CREDIT) for match in self._bracket.finditer(page.text)]
        joined, markup = _joined(page.text, blocks, own)
        return replace(page, blocks=tuple(joined), markup=tuple(sorted((*page.markup, *markup)))), tuple(credits)

    def _split(self, page: Page) -> tuple[list[Block], set[Span]]:
        """Return the blocks, adverts as furniture and credits in blocks of their own, and the lines that are adverts."""
        blocks: list[Block] = []
        own: set[Span] = set()
        listing = False  # below a line that says that other articles follow
        for block in page.blocks:
            if block.kind in _HEADINGS:
                listing = len(block.lines) == 1 and self._is_related(block.lines[0].of(page.text)) == "alone"
                blocks.append(replace(block, kind=BlockKind.FURNITURE, level=0) if listing else block)
            if block.kind not in _TEXT:
                if block.kind not in _HEADINGS:
                    blocks.append(block)
                continue
            run: list[Span] = []
            for line in block.lines:
                text = line.of(page.text)
                related = self._is_related(text)
                listing = related == "alone" or (listing and not related and _is_title(text))
                is_advert = listing or bool(related) or self._is_advert(text)
                if not is_advert and not self._is_credit(text):
                    run.append(line)
                    continue
                if run:
                    blocks.append(replace(block, lines=tuple(run)))
                    run = []
                kind = BlockKind.FURNITURE if is_advert else block.kind
                blocks.append(replace(block, kind=kind, lines=(line,), level=0 if is_advert else block.level))
                own |= {line} if is_advert else set()
            if run:
                blocks.append(block if len(run) == len(block.lines) else replace(block, lines=tuple(run)))
        return blocks, own

    def _is_advert(self, line: str) -> bool:
        return len(line) <= _LONGEST and bool(self._advert.match(line) or self._invite.match(line))

    def _is_credit(self, line: str) -> bool:
        match = self._credit.match(line) if len(line) <= _LONGEST_CREDIT else None
        return bool(match) and not _NO_NAMES.search(line, match.end() if match else 0)

    def _is_related(self, line: str) -> str:
        """Return ``alone`` for a line above other articles, ``says`` for one that names them itself, else nothing."""
        match = self._related.match(line) if len(line) <= 2 * _LONGEST else None
        if not match:
            return ""
        if match["alone"] is not None:
            return "alone"
        return "says" if self._says.match(line) else ""


def _is_title(line: str) -> bool:
    """Return whether a line below such a heading may be the title of another article."""
    return len(line) <= _LONGEST and not line.rstrip().endswith(("。", "．", "；"))


def _joined(text: str, blocks: Sequence[Block], own: Set[Span]) -> tuple[list[Block], list[Span]]:
    """Return the blocks with each sentence whole that adverts interrupt, and what is left out of it."""
    joined: list[Block] = []
    markup: list[Span] = []
    adverts: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            adverts.append(block)
            continue
        above = joined[-1] if joined else None
        if adverts and above and all(each.lines[0] in own for each in adverts) and _goes_on(text, above, block):
            first, last = above.lines[-1], block.lines[0]
            whole = Span(first.start, last.end)
            markup.append(Span(first.end, last.start))
            joined[-1] = replace(above, lines=(*above.lines[:-1], whole, *block.lines[1:]))
            joined.extend(adverts)
            adverts = []
            continue
        joined.extend(adverts)
        adverts = []
        joined.append(block)
    return [*joined, *adverts], markup


def _goes_on(text: str, above: Block, below: Block) -> bool:
    """Return whether the paragraph below an advert goes on with the sentence of the one above it."""
    if above.kind is not BlockKind.PARAGRAPH or below.kind is not BlockKind.PARAGRAPH or above.frame != below.frame:
        return False
    cut = above.lines[-1].of(text).rstrip(" \t\u3000*_")
    rest = below.lines[0].of(text)
    if len(cut) < _SHORTEST_CUT or cut.endswith(_STOPS) or not _CONTENT.search(cut) or CAPTION.match(cut):
        return False
    return bool(_SENTENCE.search(below.span.of(text))) and not _BEGINS_ANEW.match(rest)


def _any(words: Sequence[Any]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=lambda word: (-len(word), word)))
