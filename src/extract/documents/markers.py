"""The few marks by which a line says what it is, alike in Japanese and Chinese documents: bullets, notes, page numbers."""

from __future__ import annotations

import re

from extract.text import Span

BULLET = re.compile(
    r"[\s]*(?:[\ue000-\uf8ff]|[•◦‣▪▫■□●○◆◇▶►➢➤✓✔★☆]|[・–—](?![・–—…])|[-*+](?=\s)|[①-⑳]|[（(]?\d{1,2}[)）](?=\s*\S)|\d{1,2}[.．](?=\s*[^\s\d]))[\s]*"
)
"""A bullet at the start of a line, symbol fonts' private-use characters included; the match ends where the text begins."""

NOTE = re.compile(
    r"\s*(?:注\s*\d*[）)]?\s*[：:]|注\s*\d+[）)]|註\s*[：:]|[（(]注|※|＊\s?\d{0,2}(?=[^\s*＊])|\*(?:\s?\d{1,2})?(?=[^\s*＊\d]))"
)
"""The start of a footnote; an asterisk with a space behind it is a bullet."""

FURNITURE = re.compile(
    r"\s*(?:[-–—]?\s*\d{1,3}\s*[-–—]?|\d{0,4}\s*(?:Copyright|©|\(C\)|（C）).*|.*All [Rr]ights [Rr]eserved\.?)\s*",
    re.DOTALL,
)
"""A whole line that is a page number or a copyright line."""


def trimmed(text: str, span: Span) -> Span | None:
    """Return `span` without white space at its ends, or None if nothing else is there."""
    piece = text[span.start : span.end]
    stripped = piece.strip()
    if not stripped:
        return None
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))


def without_bullet(text: str, line: Span) -> tuple[Span, bool]:
    """Return the line after its bullet and whether it has one; a line that is all bullet stays as it is."""
    match = BULLET.match(text, line.start, line.end)
    if not match or match.end() >= line.end:
        return line, False
    return Span(match.end(), line.end), True


def lines_of(text: str) -> list[Span]:
    """Return the span of every line of `text`, without its line end; empty lines are kept."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(start, start + len(line.splitlines()[0])))
        start += len(line)
    return spans
