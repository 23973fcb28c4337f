"""What pdfplumber finds on a page -> glyphs by reading direction, and how much of them is unreadable."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import dedupe_chars

from extract.documents.document import Box

ACROSS, UPWARD, TURNED, DOWNWARD = range(4)
"""Reading directions: left to right; bottom to top; upside down; top to bottom (vertical writing)."""

_CID = re.compile(r"\(cid:\d+\)")
_BOLD = re.compile(r"bold|heavy|black|semibold|demi|[-,](w[6-9]|h)$|w[6-9]$", re.IGNORECASE)
_SYMBOL_FONT = re.compile(r"wingding|webding|dingbat|symbol", re.IGNORECASE)


@dataclass(slots=True)
class Glyph:
    """One printed character; the sides are those of reading, as if its text ran from left to right.

    Attributes:
        text: its character, or two or three for a ligature; U+FFFD if the font does not tell which.
        size: the font's size in points.
        symbol: whether its font holds pictures of things, so that `text` is not what a reader sees.
        order: its place in the page's content stream.
        color: what it is filled with, as pdfplumber says it.
        mark: the marked-content sequence (paragraph or shape of a tagged PDF) it belongs to, if any.
        box: where it stands on the page.
        blank: the first blank that the file prints behind it and its box.
        reach: where the blanks behind it end, x1 if there are none.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    color: object
    symbol: bool
    order: int
    mark: int | None
    box: Box
    blank: tuple[str, Box] | None = None
    reach: float = 0.0

    @property
    def style(self) -> tuple[float, bool, object]:
        """What a reader sees of its font: size, weight, colour."""
        return (round(self.size, 1), self.bold, self.color)


@dataclass(frozen=True, slots=True)
class Turn:
    """Maps boxes between the page and the page as turned for reading in one direction."""

    direction: int
    width: float
    height: float

    def apply(self, box: Box) -> Box:
        """Return where `box` of the page stands when the text of this direction runs from left to right."""
        x0, top, x1, bottom = box
        if self.direction == UPWARD:
            return (self.height - bottom, x0, self.height - top, x1)
        if self.direction == TURNED:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.direction == DOWNWARD:
            return (top, self.width - x1, bottom, self.width - x0)
        return box


def glyphs_by_direction(chars: Sequence[dict[str, Any]], width: float, height: float) -> dict[int, list[Glyph]]:
    """Return the printed glyphs of a page in stream order, without overprints, by reading direction."""
    found: dict[int, list[Glyph]] = {}
    fonts: dict[str, tuple[bool, bool]] = {}
    turns = [Turn(direction, width, height) for direction in range(4)]
    for order, char in enumerate(without_overprints(chars)):
        font = str(char["fontname"])
        if font not in fonts:
            fonts[font] = bool(_BOLD.search(font)), bool(_SYMBOL_FONT.search(font))
        bold, symbol = fonts[font]
        a, b, c, d = char["matrix"][:4]
        if abs(a) + abs(d) >= abs(b) + abs(c):
            vertical = char["adv"] < 0 < a
            direction = DOWNWARD if vertical else ACROSS if a > 0 or d > 0 else TURNED
        else:
            direction = UPWARD if b > 0 else DOWNWARD
        page_box = (
            round(char["x0"], 2),
            round(char["top"], 2),
            round(char["x1"], 2),
            round(char["bottom"], 2),
        )
        x0, top, x1, bottom = turns[direction].apply(page_box)
        glyphs = found.setdefault(direction, [])
        text = char["text"]
        if len(text) > 5 and _CID.fullmatch(text):
            text = "\ufffd"
        if is_blank(text):
            last = glyphs[-1] if glyphs else None
            if last and -0.5 * last.size < x0 - last.reach < last.size and top < last.bottom and last.top < bottom:
                last.blank = last.blank or ("\u3000" if text == "\u3000" else " ", page_box)
                last.reach = max(last.reach, x1)
            continue
        glyphs.append(
            Glyph(
                text,
                *(x0, top, x1, bottom),
                size=bottom - top,
                bold=bold,
                color=char.get("non_stroking_color"),
                symbol=symbol,
                order=order,
                mark=char.get("mcid"),
                box=page_box,
                reach=x1,
            )
        )
    return found


def is_blank(text: str) -> bool:
    """Return whether nothing is printed: white space, and control characters, which some fonts use for it."""
    return all(c.isspace() or unicodedata.category(c) == "Cc" for c in text)


def without_overprints(chars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `chars` without those that are printed twice on the same spot to look bold."""
    spots: Counter[tuple[str, int, int]] = Counter()
    for char in chars:
        # Two overprints within a point of each other share one of these four cells.
        x, y = char["x0"] / 2, char["top"] / 2
        spots.update({(char["text"], int(x + dx), int(y + dy)) for dx in (0, 0.5) for dy in (0, 0.5)})
    if spots and max(spots.values()) > 1:
        return list(dedupe_chars(list(chars), extra_attrs=("fontname", "size")))
    return list(chars)


def unreadable_share(glyphs: Iterable[Glyph]) -> float:
    """Return the share of printed glyphs of which nobody can say which character they are."""
    total = bad = 0
    for glyph in glyphs:
        total += 1
        bad += not glyph.symbol and any(c == "\ufffd" or unicodedata.category(c) in {"Co", "Cn"} for c in glyph.text)
    return bad / total if total else 0.0
