"""What is printed on a page -> glyphs by reading direction, and how much of them is unreadable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from extract.documents.document import Box

ACROSS, UPWARD, TURNED, DOWNWARD = range(4)
"""Reading directions: left to right; bottom to top; upside down; top to bottom (vertical writing)."""

_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""Kangxi radicals: fonts map the glyph of a character to the radical that looks the same (Unicode, CJKRadicals.txt)."""
_SPOT = 1.0  # points; two overprints stand closer

_CID = re.compile(r"\(cid:\d+\)")
_BOLD = re.compile(r"bold|heavy|black|semibold|demi|[-,](w[6-9]|h)$|w[6-9]$", re.IGNORECASE)
_SYMBOL_FONT = re.compile(r"wingding|webding|dingbat|symbol", re.IGNORECASE)


class Printed(NamedTuple):
    """A character as a library says it: where it stands on the page, how it is set, what marks its place in the file.

    Attributes:
        text: its character, two or three for a ligature, a blank, or ``(cid:7)`` if the font does not tell.
        box: where it stands on the page.
        direction: its reading direction.
        font: the name of its font.
        color: what it is filled with.
        mark: its marked-content sequence, if any.
    """

    text: str
    box: Box
    direction: int
    font: str
    color: object
    mark: int | None


@dataclass(slots=True)
class Glyph:
    """One printed character; the sides are those of reading, as if its text ran from left to right.

    Attributes:
        text: its character, or two or three for a ligature; U+FFFD if the font does not tell which.
        size: the font's size in points.
        symbol: whether its font holds pictures of things, so that `text` is not what a reader sees.
        order: its place in the page's content stream.
        color: what it is filled with.
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


def glyphs_by_direction(printed: Sequence[Printed], width: float, height: float) -> dict[int, list[Glyph]]:
    """Return the printed glyphs of a page in stream order, without overprints, by reading direction."""
    found: dict[int, list[Glyph]] = {}
    turns = [Turn(direction, width, height) for direction in range(4)]
    twice = overprints(printed)
    order = -1
    for number, (said, page_box, direction, font, color, mark) in enumerate(printed):
        if number in twice:
            continue
        order += 1
        x0, top, x1, bottom = page_box if direction == ACROSS else turns[direction].apply(page_box)
        glyphs = found.setdefault(direction, [])
        text = _character(said)
        if is_blank(text):
            last = glyphs[-1] if glyphs else None
            if last and -0.5 * last.size < x0 - last.reach < last.size and top < last.bottom and last.top < bottom:
                last.blank = last.blank or ("\u3000" if text == "\u3000" else " ", page_box)
                last.reach = max(last.reach, x1)
            continue
        bold, symbol = font_look(font)
        size = bottom - top
        glyphs.append(Glyph(text, x0, top, x1, bottom, size, bold, color, symbol, order, mark, page_box, reach=x1))
    return found


def _character(said: str) -> str:
    """Return what a reader sees where a font says `said`."""
    if "\u2f00" <= said <= "\u2fd5":
        return said.translate(_RADICALS)
    return "\ufffd" if len(said) > 5 and _CID.fullmatch(said) else said


@lru_cache(1024)
def font_look(name: str) -> tuple[bool, bool]:
    """Return whether a font of this name is bold, and whether it holds pictures of things."""
    return bool(_BOLD.search(name)), bool(_SYMBOL_FONT.search(name))


@lru_cache(1 << 16)
def is_blank(text: str) -> bool:
    """Return whether nothing is printed: white space, and control characters, which some fonts use for it."""
    return all(c.isspace() or unicodedata.category(c) == "Cc" for c in text)


def overprints(printed: Sequence[Printed]) -> set[int]:
    """Return the places in `printed` of what is printed once more on the same spot, to look bold."""
    spots: dict[str, list[tuple[float, float, int]]] = {}
    for number, one in enumerate(printed):
        spots.setdefault(one.text, []).append((one.box[1], one.box[0], number))
    found: set[int] = set()
    for same in spots.values():
        same.sort()
        for i, (top, x0, number) in enumerate(same):
            for other_top, other_x0, other in islice(same, i + 1, None):
                if other_top - top > _SPOT:
                    break
                if abs(other_x0 - x0) <= _SPOT and _alike(printed[number], printed[other]):
                    found.add(max(number, other))
    return found


def _alike(one: Printed, other: Printed) -> bool:
    height, other_height = one.box[3] - one.box[1], other.box[3] - other.box[1]
    return one.font == other.font and one.direction == other.direction and abs(height - other_height) < 0.02


def unreadable_share(glyphs: Iterable[Glyph]) -> float:
    """Return the share of printed glyphs of which nobody can say which character they are."""
    total = bad = 0
    for glyph in glyphs:
        total += 1
        bad += not glyph.symbol and any(c == "\ufffd" or unicodedata.category(c) in {"Co", "Cn"} for c in glyph.text)
    return bad / total if total else 0.0
