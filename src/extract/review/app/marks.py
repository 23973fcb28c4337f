"""Texts cut into pieces, some of them marked: what differs between two values, and quotes within their page.

Pieces are plain texts; the templates escape them like everything that came from a source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import Indel

_LONGEST_COMPARED = 8000
"""Characters of both texts; memory and time of the comparison grow with the product of their lengths."""
_SHORTEST_EQUAL = 2
"""Characters; what is equal for less between two differences is equal by chance, and hard to read."""
_CONTEXT = 160
"""Characters of the page in front of a quote and behind it that are enough; the line in which that is so is shown whole."""
_LINE = 240  # characters of it at most
_LINES = 3
"""Lines in front of that of a quote and behind it: those of a slide or a table are short."""


class Piece(NamedTuple):
    """A part of a text; `mark` is empty, ``differs``, ``quote`` (the one shown) or ``other`` (another of the same row)."""

    text: str
    mark: str = ""


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts with the characters marked that only one of them has.

    Of very long texts all that stands between their common beginning and end is marked.
    """
    if len(before) + len(after) > _LONGEST_COMPARED:
        return _by_ends(before, after)
    steps = [
        (step.tag == "equal", before[step.src_start : step.src_end], after[step.dest_start : step.dest_end])
        for step in Indel.opcodes(before, after)
    ]
    left: list[Piece] = []
    right: list[Piece] = []
    for number, (is_equal, one, other) in enumerate(steps):
        is_chance = len(one) < _SHORTEST_EQUAL and 0 < number < len(steps) - 1
        mark = "" if is_equal and not is_chance else "differs"
        _add(left, one, mark)
        _add(right, other, mark)
    return tuple(left), tuple(right)


def readable(value: str | None, *, is_list: bool) -> str:
    """Return a value as it is shown: of a list, which stands as JSON, an item a line."""
    if value is None:
        return ""
    if not is_list:
        return value
    try:
        items = json.loads(value)
    except ValueError:
        return value
    return "\n".join(map(str, items)) if isinstance(items, list) else value


def context(text: str, start: int, end: int, others: Iterable[tuple[int, int]] = ()) -> tuple[Piece, ...]:
    """Return a quote with the text around it.

    Args:
        text: of the page.
        start: where the quote begins, in characters of the page.
        end: where it ends, exclusive.
        others: other places of the same page that state the row; they are marked where they can be seen.
    """
    first, last = _window(text, start, end)
    marks = bytearray(last - first)
    for one, other in others:
        for at in range(max(one, first), min(other, last)):
            marks[at - first] = 2
    for at in range(start, min(end, last)):
        marks[at - first] = 1
    pieces: list[Piece] = [Piece("…")] if first else []
    names = ("", "quote", "other")
    begin = first
    for at in range(first, last + 1):
        if at == last or marks[at - first] != marks[begin - first]:
            if at > begin:
                pieces.append(Piece(text[begin:at], names[marks[begin - first]]))
            begin = at
    return (*pieces, Piece("…")) if last < len(text) else tuple(pieces)


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what of a page is shown: whole lines around the quote, and only a part of very long ones."""
    before = text[max(0, start - _CONTEXT - _LINE) : start].splitlines(keepends=True)
    after = text[end : end + _CONTEXT + _LINE].splitlines(keepends=True)
    first = start - len("".join(_enough(before[::-1])[::-1]).lstrip())
    return first, end + len("".join(_enough(after)).rstrip())


def _enough(lines: list[str]) -> list[str]:
    """Return the first of some lines: so many as say something, or as have so many characters."""
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) >= _CONTEXT or sum(bool(each.strip()) for each in kept) > _LINES:
            break
        kept.append(line)
    return kept


def _by_ends(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    left = shorter - head
    tail = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    return _three(before, head, tail), _three(after, head, tail)


def _three(text: str, head: int, tail: int) -> tuple[Piece, ...]:
    end = len(text) - tail
    parts = (Piece(text[:head]), Piece(text[head:end], "differs"), Piece(text[end:]))
    return tuple(piece for piece in parts if piece.text)


def _add(pieces: list[Piece], text: str, mark: str) -> None:
    if text and pieces and pieces[-1].mark == mark:
        pieces[-1] = Piece(pieces[-1].text + text, mark)
    elif text:
        pieces.append(Piece(text, mark))
