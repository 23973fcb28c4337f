"""Glyphs of one reading direction -> printed lines, cut where a reader sees two things side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.documents.document import Box
from extract.documents.frames import Frame, frame_at
from extract.documents.glyphs import Glyph
from extract.text import Span, is_wide

Piece = tuple[str, Box | None]
"""One character of the page's text and its box, None if it was put in between."""

# In ems, measured on the decks and reports of the corpus (facts.md names them).
_WORD_GAP = 0.17  # two words of a Latin line
_WIDE_GAP = 0.55  # beside a Han character: Word sets up to 0.25 between Latin and Han without meaning a space
APART = 0.8  # two things of one row that the file does not draw one after the other
APART_SLIDE = 1.5  # ... that it does draw one after the other, on a slide
APART_PAGE = 3.0  # ... and on a text page (tabs)
_BACK = 0.7  # how far a glyph may begin before the end of the last one: punctuation set half as wide
_BULLET_GAP = 2.5  # a bullet and its words
_NUMBER = frozenset("0123456789０１２３４５６７８９%％.,")

_BULLETS = frozenset("•・■●◆◇○□◯◎▪▫◦‣⁃▶►▸➢➤✓✔✦★☆\uff65∙⚫⬛")
_DASHES = frozenset("-–—―−")
_ENUMERATOR = re.compile(
    r"(?:[(（]?[0-9０-９]{1,2}[.．)）](?![0-9０-９])|[①-⑳㉑-㉟❶-❿⓪⑴-⒇]|[(（][一二三四五六七八九十ァ-ヶa-zA-Z][)）]"
    r"|[a-zA-Z][.．)](?![a-zA-Z0-9.])|[一二三四五六七八九十]{1,2}、)\s*(?=\S)"
)


_SMALL, _RAISED = 0.8, 0.2  # of the line's size: a raised mark is smaller, and its foot that much higher
_EXPONENT = "0123456789-−"
_REFERENCE = re.compile(r"[\d*＊※†‡注,、\-–()（）\[\]]+")
_POWER = re.compile(r"\^$|(?<![A-Za-z])[kcm]?m$")  # an exponent, square metres


@dataclass(slots=True)
class Line:
    """A printed line. The sides are those of its reading direction until `layout` turns them to the page's.

    Attributes:
        glyphs: the printed ones, in reading order.
        pieces: its characters with spaces where a reader sees them.
        stacked: whether its characters stand below each other.
        frame: number of the smallest drawn box around it, None if there is none.
        bullet: how many of `pieces` are a bullet or an enumerator and the space behind it.
        references: the ranges of `pieces` that are raised marks of footnotes.
    """

    glyphs: list[Glyph]
    pieces: list[Piece] = field(default_factory=list)
    stacked: bool = False
    frame: int | None = None
    bullet: int = 0
    references: list[Span] = field(default_factory=list)
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    color: object = None

    def __post_init__(self) -> None:
        self.x0 = min([g.x0 for g in self.glyphs])
        self.x1 = max([g.x1 for g in self.glyphs])
        weights = Counter([(g.size, g.bold, g.color) for g in self.glyphs])
        if len(weights) > 1:
            weights = Counter([g.style for g in self.glyphs])
        (size, self.bold, self.color), _ = weights.most_common(1)[0]
        self.size = round(size, 1)
        # Small marks above the line (superscripts) do not make it taller.
        main = [g for g in self.glyphs if g.size >= 0.8 * self.size]
        self.top = min([g.top for g in main])
        self.bottom = max([g.bottom for g in main])
        if not self.pieces:
            self.pieces = [(c, g.box) for g in self.glyphs for c in g.text] if self.stacked else _pieces(self)
            self.references = list(_references(self))

    @property
    def text(self) -> str:
        """The line as it is printed."""
        return "".join(char for char, _ in self.pieces)

    @property
    def words(self) -> str:
        """The line without its bullet."""
        return "".join(char for char, _ in self.pieces[self.bullet :])

    @property
    def page_box(self) -> Box:
        """The area of its glyphs on the page."""
        return around(g.box for g in self.glyphs)

    @property
    def words_x0(self) -> float:
        """Where the line begins behind its bullet."""
        if not self.bullet:
            return self.x0
        printed = sum(not char.isspace() for char, _ in self.pieces[: self.bullet])
        seen = 0
        for glyph in self.glyphs:
            if seen >= printed:
                return glyph.x0
            seen += len(glyph.text)
        return self.x0

    @property
    def middle(self) -> float:
        """The height at which the line stands."""
        return (self.top + self.bottom) / 2

    @property
    def uniform(self) -> bool:
        """Whether all of the line is in one style."""
        return all(g.bold == self.bold and g.color == self.color for g in self.glyphs)


def make_lines(glyphs: Sequence[Glyph], frames: Sequence[Frame], *, apart: float) -> list[Line]:
    """Return the printed lines that `glyphs` make, in no particular order.

    Args:
        glyphs: in stream order.
        frames: the drawn boxes of the page.
        apart: how far behind the last glyph, in ems, the next one of the stream may still be of its line.
    """
    runs = _runs(glyphs, frames, apart)
    lines = _with_stacks([Line(run) for run in _joined(runs, frames)])
    for line in lines:
        line.bullet = bullet_length(line)
        line.frame = frame_at(frames, line.page_box)
    return lines


def is_raised(glyph: Glyph, line: Line) -> bool:
    """Return whether a glyph is small and stands above the foot of its line."""
    return glyph.size < _SMALL * line.size and line.bottom - glyph.bottom > _RAISED * line.size


def _references(line: Line) -> Iterator[Span]:
    """Yield the ranges of pieces that are raised marks of footnotes; a raised number behind one is an exponent."""
    if all(glyph.size >= _SMALL * line.size for glyph in line.glyphs):
        return
    raised = {id(glyph.box) for glyph in line.glyphs if is_raised(glyph, line)}
    start = None
    for at, (_, box) in enumerate((*line.pieces, ("", None))):
        if box is not None and id(box) in raised:
            start = at if start is None else start
        elif start is not None:
            before = "".join(char for char, _ in line.pieces[:start])
            text = "".join(char for char, _ in line.pieces[start:at])
            if before.strip() and _REFERENCE.fullmatch(text) and not _POWER.search(before):
                yield Span(start, at)
            start = None


def _pieces(line: Line) -> list[Piece]:
    """Return the characters of a line with one space wherever a reader sees one, and ``^`` before an exponent."""
    pieces: list[Piece] = []
    glyphs = line.glyphs
    for i, glyph in enumerate(glyphs):
        pieces.extend((char, glyph.box) for char in glyph.text)
        if i + 1 == len(glyphs):
            break
        power = glyph.text[-1].isdecimal() and glyphs[i + 1].text[0] in _EXPONENT
        if power and is_raised(glyphs[i + 1], line) and not is_raised(glyph, line):
            pieces.append(("^", None))
            continue
        gap = (glyphs[i + 1].x0 - glyph.x1) / max(glyph.size, 1.0)
        wide = is_wide(glyph.text[-1]) or is_wide(glyphs[i + 1].text[0])
        if glyph.blank and gap > 0.08:
            pieces.append(glyph.blank)
        elif gap > (_WIDE_GAP if wide else _WORD_GAP):
            pieces.append((" ", None))
    return pieces


def _runs(glyphs: Sequence[Glyph], frames: Sequence[Frame], apart: float) -> list[list[Glyph]]:
    """Cut the content stream wherever the next glyph does not stand behind the one before it."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last
            and _same_row(last, glyph)
            and -_BACK * glyph.size < glyph.x0 - last.reach < _reach(last, glyph, apart)
            and _same_frame(last, glyph, frames)
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _reach(last: Glyph, glyph: Glyph, apart: float) -> float:
    """Return how far behind `last` the next glyph of the stream may stand and still be of the same line."""
    same = abs(last.size - glyph.size) < 0.1 and last.color == glyph.color
    same = same and (apart > APART_SLIDE or last.mark in {None, glyph.mark})
    numbers = last.text[-1] in _NUMBER and glyph.text[0] in _NUMBER
    return (apart if same and not numbers else APART) * max(last.size, glyph.size)


def _same_row(a: Glyph, b: Glyph) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    least = 0.5 if min(a.size, b.size) >= _SMALL * max(a.size, b.size) else 0.25  # a raised mark stands out of its row
    return overlap > least * min(a.size, b.size)


def _same_frame(a: Glyph, b: Glyph, frames: Sequence[Frame]) -> bool:
    return b.x0 - a.x1 < 0.3 * a.size or frame_at(frames, a.box) == frame_at(frames, b.box)


def _joined(runs: list[list[Glyph]], frames: Sequence[Frame]) -> list[list[Glyph]]:
    """Join the runs of a row that touch, whatever order the file draws them in."""
    joined: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda r: (r[0].x0, r[0].order)):
        best = None
        for other in joined:
            last = other[-1]
            limit = _BULLET_GAP if len(other) == 1 and is_bullet(last) else _WIDE_GAP
            near = -_BACK * run[0].size < run[0].x0 - last.reach < limit * min(last.size, run[0].size)
            near = near and _same_row(last, run[0]) and _same_frame(last, run[0], frames)
            if near and (best is None or last.reach > best[-1].reach):
                best = other
        if best is None:
            joined.append(run)
        else:
            best.extend(run)
    return joined


def _with_stacks(lines: list[Line]) -> list[Line]:
    """Make one line of single Han characters or kana that stand below each other (labels beside a figure)."""
    singles = [line for line in lines if len(line.glyphs) == 1 and is_wide(line.glyphs[0].text)]
    stacks: list[list[Line]] = []
    for line in sorted(singles, key=lambda one: one.top):
        for stack in stacks:
            last = stack[-1]
            close = -0.3 * line.size < line.top - last.bottom < 0.45 * line.size
            if close and abs(line.x0 - last.x0) < 0.3 * line.size and abs(line.size - last.size) < 0.15 * line.size:
                stack.append(line)
                break
        else:
            stacks.append([line])
    used = {id(line) for stack in stacks if len(stack) > 1 for line in stack}
    made = [Line([line.glyphs[0] for line in stack], stacked=True) for stack in stacks if len(stack) > 1]
    return [line for line in lines if id(line) not in used] + made


def is_bullet(glyph: Glyph) -> bool:
    """Return whether `glyph` can stand for nothing but a bullet at the head of a line."""
    private = "\ue000" <= glyph.text[0] <= "\uf8ff"
    return glyph.text in _BULLETS or private or glyph.symbol


def bullet_length(line: Line) -> int:
    """Return how many pieces at the head of `line` are a bullet or an enumerator and the space behind it."""
    text = line.text
    first = line.glyphs[0]
    length = 0
    if line.stacked or len(line.glyphs) < 2:
        return 0
    if is_bullet(first) or (first.text in _DASHES and len(text) > 1 and text[1].isspace()):
        length = len(first.text)
    elif match := _ENUMERATOR.match(text):
        length = match.end()
    if length and not text[length:].strip():
        return 0
    while length and text[length].isspace():
        length += 1
    return length


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around `boxes`, of which there is at least one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def row_by_row(lines: Iterable[Line]) -> list[Line]:
    """Return `lines` from top to bottom, those of one row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.middle, one.x0)):
        if rows and line.middle - rows[-1][0].middle < 0.5 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.x0)]
