"""Spans of raw text, and cleaned text that knows for each of its characters where it came from.

Raw text never changes. Rules are matched on a cleaned form (compatibility characters folded, spaces between Han
characters dropped, broken lines joined), and every hit is mapped back, so that ``raw[span.start:span.end]`` is
what the document says, to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

_WIDE = (
    "\u2e80-\u2fdf\u3001-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
# Full-width forms, which NFKC folds one to one: most of what is not in NFKC in a Japanese or Chinese line.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LINE_BREAK = re.compile("<br", re.IGNORECASE)  # the one kind of markup that parts words
_WIDE_CHAR = re.compile(f"[{_WIDE}]")
_WORD_OR_GAP = re.compile(r"(?P<gap>\s+)|\S+")
# NFKC composes across characters only from these: combining marks and the half-width voiced sound marks.
_JOINS_PREVIOUS = re.compile("[\u0300-\u036f\u3099\u309a\uff9e\uff9f]")


class Span(NamedTuple):
    """A half-open range of code points, `start` included and `end` excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of `text` that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


def is_wide(char: str) -> bool:
    """Return whether `char` is written without spaces around it (Han, kana, full-width punctuation)."""
    return bool(_WIDE_CHAR.match(char))


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text and, for each of its characters, the raw characters that it stands for.

    Attributes:
        text: the cleaned text.
        starts: for each cleaned character the raw offset where its source begins.
        ends: for each cleaned character the raw offset where its source ends.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def raw_span(self, start: int, end: int) -> Span:
        """Map a non-empty range of the cleaned text to the raw text.

        Raises:
            ValueError: if the range is empty or not within the cleaned text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no cleaned text at {start}:{end} of {len(self.text)} characters")
        return Span(self.starts[start], self.ends[end - 1])

    def clean_span(self, raw: Span) -> Span:
        """Return the range of cleaned characters whose sources lie within `raw` (empty if none does)."""
        inside = [
            i for i, (s, e) in enumerate(zip(self.starts, self.ends, strict=True)) if raw.start <= s and e <= raw.end
        ]
        return Span(inside[0], inside[-1] + 1) if inside else Span(0, 0)


def clean(
    raw: str,
    pieces: Iterable[Span] | None = None,
    markup: Sequence[Span] = (),
) -> CleanText:
    """Clean `raw`, or the pieces of it that are given, joined.

    NFKC character by character; white space beside a wide character is dropped and any other run of it is one
    space; control, format and private-use characters (bullets of symbol fonts) are left out. A break between two pieces is
    treated as white space, so a word broken over two lines is whole again in Japanese and Chinese.

    Args:
        raw: the page's text.
        pieces: spans of `raw` in reading order; by default all of it.
        markup: spans of `raw`, in order, that are left out as if they were not there.
    """
    whole = (Span(0, len(raw)),) if pieces is None else pieces
    parts = list(_unmarked(raw, whole, markup)) if markup else [(each, True) for each in whole if each.start < each.end]
    if len(parts) == 1 and (text := _folded(raw, parts[0][0])):
        start, end = parts[0][0]
        return CleanText(text, range(start, end), range(start + 1, end + 1))
    return _cleaned(raw, parts)


def _cleaned(raw: str, parts: Iterable[tuple[Span, bool]]) -> CleanText:
    """Clean the parts of a text that are no markup, each given with whether a break parts it from the one before."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap: Span | None = None

    def put_space(first: str, start: int) -> None:
        """Put a space before what follows a gap, unless one of its sides is a wide character."""
        if gap and chars and not (is_wide(chars[-1][-1]) or is_wide(first)):
            chars.append(" ")
            starts.append(ends[-1])
            ends.append(max(start, ends[-1]))

    for whole, parted in parts:
        if parted and chars:
            gap = gap or Span(whole.start, whole.start)
        for piece, text in _words(raw, whole):
            if text.isspace():
                gap = gap or piece
                continue
            if text:
                put_space(text[0], piece.start)
                gap = None
                chars.append(text)
                starts.extend(range(*piece))
                ends.extend(range(piece.start + 1, piece.end + 1))
                continue
            for begin, end in _clusters(raw, piece):
                if raw[begin:end].isspace():
                    gap = gap or Span(begin, end)
                    continue
                # A mark that stands behind a sign which is left out stays.
                start = begin + (unicodedata.category(raw[begin]) in {"Cc", "Cf", "Co", "Cs"})
                source = raw[start:end]
                if not source:
                    continue
                folded = unicodedata.normalize("NFKC", source)
                put_space(folded.strip()[:1] or " ", start)
                gap = None
                for char in folded:
                    if char.isspace():  # ´ folds to a space with an accent on it
                        continue
                    chars.append(char)
                    starts.append(start)
                    ends.append(end)
    return CleanText("".join(chars), tuple(starts), tuple(ends))


def _words(raw: str, piece: Span) -> Iterator[tuple[Span, str]]:
    """Yield a piece, or else the words and gaps of it, each with its cleaned text; without if that takes a closer look."""
    text = _folded(raw, piece)
    if text or _JOINS_PREVIOUS.search(raw, *piece):
        yield piece, text
        return
    whole = _folded_one_to_one(piece.of(raw))  # then only its spaces need a closer look
    for match in _WORD_OR_GAP.finditer(raw, *piece):
        start, end = match.span()
        if match["gap"]:
            yield Span(start, end), " "
        else:
            yield Span(start, end), whole[start - piece.start : end - piece.start] or _folded(raw, Span(start, end))


def _unmarked(raw: str, pieces: Iterable[Span], markup: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Yield the parts of `pieces` that are no markup, and whether a break parts each from the one before."""
    for piece in pieces:
        parted, start = True, piece.start
        at = bisect_right(markup, start, key=itemgetter(1))
        while at < len(markup) and markup[at].start < piece.end:
            if start < markup[at].start:
                yield Span(start, markup[at].start), parted
                parted = False
            parted = parted or bool(_LINE_BREAK.match(raw, markup[at].start))
            start = markup[at].end
            at += 1
        if start < piece.end:
            yield Span(start, piece.end), parted


# Yahoo!ニュース goes on; papers in Japanese end their sentences with a full-width point: です．
_STOP = re.compile(
    r"(?:[。?;]|(?<![A-Za-z])!|!(?!\S)|(?<=[\u3041-\u309f])\.(?=[^\x00-\x7f]|\s?$))[。!?;]*[)」』”》〉】\]]*\s?"
)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of cleaned text, which together cover it: each ends with its marks and what closes them."""
    ends = [match.end() for match in _STOP.finditer(text)]
    starts = [0, *ends] if not ends or ends[-1] < len(text) else [0, *ends[:-1]]
    return tuple(Span(start, end) for start, end in pairwise((*starts, len(text)))) if text else ()


def _folded(raw: str, piece: Span) -> str:
    """Return a piece cleaned if that folds it one to one: most are in NFKC with single spaces. Otherwise nothing."""
    text = _folded_one_to_one(piece.of(raw))
    return text if not _JOINS_PREVIOUS.search(text) and _keeps_spaces(text) else ""


def _folded_one_to_one(text: str) -> str:
    """Return printable text in NFKC if full-width forms are all that folding changes in it, otherwise nothing."""
    if not text.isprintable():
        return ""
    if not unicodedata.is_normalized("NFKC", text):
        text = text.translate(_WIDTHS)
        if not unicodedata.is_normalized("NFKC", text):
            return ""
    return text


def _keeps_spaces(text: str) -> bool:
    """Return whether every space of `text` stands alone between characters that are not wide."""
    at = text.find(" ")
    while at >= 0:
        beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if len(beside) < 2 or " " in beside or is_wide(beside[0]) or is_wide(beside[1]):
            return False
        at = text.find(" ", at + 1)
    return True


def _clusters(raw: str, piece: Span) -> Iterable[tuple[int, int]]:
    """Yield the ranges of `piece` that NFKC may fold independently of each other."""
    start = piece.start
    for position in range(piece.start + 1, piece.end + 1):
        if position == piece.end or not _JOINS_PREVIOUS.match(raw[position]):
            yield start, position
            start = position
