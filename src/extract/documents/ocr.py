"""A page that is a picture -> glyphs, read by an OCR whose models come inside its package (the extra ``shutten[ocr]``).

Only the glyphs come from here; lines, blocks and tables are found as on any other page. Run it in the PDF's child process:
a picture can be as hostile as a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any, NamedTuple

from extract.documents.document import Box
from extract.documents.glyphs import Glyph

MEMORY = 4 << 30
"""Bytes of address space that reading a picture may take: the models' runtime reserves 2.3 GB and fills 0.8."""
_PACKAGES = ("rapidocr", "onnxruntime")
_DPI = 110  # at 150 and 200 no more characters of the sample deck are right, and a page takes a third longer
_LARGEST_SIDE = 4000  # pixels; a poster is read at fewer dots an inch
_EM = 0.75  # of the height of a line's box, which the detector draws around the line with some room
_LEAST_SCORE = 0.5  # of a line; below it are the strokes of drawings
_TALL = 2.5  # a box so much taller than it is wide is a column of vertical writing
_CONTRAST = 24  # of 255, between a rule and what it is drawn on
_SHORTEST_RULE, _THICKEST_RULE = 36.0, 4.0  # points
_SAME_SIZE = 1.2  # times the smallest of a group of lines of one size
_APART = 1.0  # ems between two characters of one detected line that are two things to a reader


class _Line(NamedTuple):
    """One line as the OCR found it: its text, the box of each character that is printed, and its own box."""

    text: str
    characters: Sequence[tuple[str, Box]]
    box: Box


def is_installed() -> bool:
    """Return whether the extra is there."""
    return all(find_spec(package) for package in _PACKAGES)


def ocr_version() -> str:
    """Return what decides the result of the OCR, for fingerprints; empty without the extra."""
    try:
        return " ".join(f"{package} {version(package)}" for package in _PACKAGES) if is_installed() else ""
    except PackageNotFoundError:
        return ""


def picture_of(page: Any) -> tuple[Any, float]:
    """Draw a page of pypdfium2; return its pixels (rows x columns x BGR, uint8) and how many of them a point is."""
    width, height = page.get_size()
    scale = min(_DPI / 72, _LARGEST_SIDE / max(width, height, 1.0))
    return page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3], scale


def read_glyphs(picture: Any, scale: float) -> list[Glyph]:
    """Return the characters of a picture as glyphs, line by line from the top.

    Args:
        picture: rows x columns x BGR, uint8.
        scale: pixels a point.
    """
    glyphs: list[Glyph] = []
    for line in _even(_lines(picture)):
        for character, box, blank in _spaced(line):
            x0, top, x1, bottom = (round(side / scale, 2) for side in box)
            trim = (bottom - top) * (1 - _EM) / 2
            place = (x0, round(top + trim, 2), x1, round(bottom - trim, 2))
            glyphs.append(
                Glyph(
                    character,
                    *place,
                    size=round((bottom - top) * _EM, 2),
                    bold=False,
                    color=None,
                    symbol=False,
                    order=len(glyphs),
                    mark=None,
                    box=place,
                    blank=(" ", (place[2], place[1], place[2], place[3])) if blank else None,
                    reach=x1,
                )
            )
    return glyphs


def read_rules(picture: Any, scale: float) -> list[Box]:
    """Return the straight lines of a picture that may be the rules of a table, as thin boxes in points.

    Args:
        picture: rows x columns x BGR, uint8.
        scale: pixels a point.
    """
    import cv2

    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    # What is darker or lighter than its surroundings; a filled area has none of it but at its border.
    edges = cv2.morphologyEx(gray, cv2.MORPH_GRADIENT, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    drawn = cv2.threshold(edges, _CONTRAST, 255, cv2.THRESH_BINARY)[1]
    length = round(_SHORTEST_RULE * scale)
    rules = []
    for across in (True, False):
        shape = (length, 1) if across else (1, length)
        kept = cv2.morphologyEx(drawn, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        count, _, boxes, _ = cv2.connectedComponentsWithStats(kept)
        for x, y, width, height, _ in boxes[1:count].tolist():
            if min(width, height) <= _THICKEST_RULE * scale:
                middle = (y + height / 2) / scale if across else (x + width / 2) / scale
                ends = (x, x + width) if across else (y, y + height)
                first, last = (round(end / scale, 2) for end in ends)
                middle = round(middle, 2)
                rules.append((first, middle, last, middle) if across else (middle, first, middle, last))
    return sorted(rules)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # One thread: sums in another order are another last digit, and with it another character now and then.
    threads = {"intra_op_num_threads": 1, "inter_op_num_threads": 1}
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": _LEAST_SCORE,
            **{f"EngineConfig.onnxruntime.{name}": number for name, number in threads.items()},
        }
    )


def _lines(picture: Any) -> list[_Line]:
    found = _engine()(picture, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or not found.txts:
        return []
    lines = []
    for text, words, corners in zip(found.txts, found.word_results, found.boxes, strict=True):
        box = _box(corners)
        if not any(map(str.isalnum, text)):
            continue  # a drawing taken for a mark
        if box[3] - box[1] > _TALL * (box[2] - box[0]) and len(text) > 1:
            continue  # its characters have no boxes of their own when it was turned to be read
        lines.append(_Line(text, [(word, _box(place)) for word, _, place in words], box))
    return lines


def _even(lines: list[_Line]) -> list[_Line]:
    """Return lines of about the same height with the same height: one font size comes out of the detector as several."""
    groups: list[list[_Line]] = []
    for line in sorted(lines, key=_height):
        if groups and _height(line) <= _SAME_SIZE * _height(groups[-1][0]):
            groups[-1].append(line)
        else:
            groups.append([line])
    evened = []
    for group in groups:
        half = _height(group[len(group) // 2]) / 2
        for line in group:
            x0, top, x1, bottom = line.box
            middle = (top + bottom) / 2
            evened.append(line._replace(box=(x0, middle - half, x1, middle + half)))
    return sorted(evened, key=lambda line: (line.box[1], line.box[0]))


def _height(line: _Line) -> float:
    return line.box[3] - line.box[1]


def _box(corners: Any) -> Box:
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _spaced(line: _Line) -> list[tuple[str, Box, bool]]:
    """Return each character, its box stretched to the next one of its word, and whether a space follows.

    The boxes come from the network's columns and leave gaps inside of words; where the words end, the text says.
    """
    if not line.characters:
        return []
    top, bottom = line.box[1], line.box[3]
    em = (bottom - top) * _EM
    spaced, at = [], 0
    following = [box for _, box in line.characters[1:]]
    for (character, box), after in zip(line.characters, [*following, None], strict=True):
        at = max(line.text.find(character, at), at) + len(character)
        blank = line.text[at : at + 1].isspace()
        x1 = box[2]
        if after is not None and not blank and after[0] - box[2] < _APART * em:
            x1 = max(after[0], box[0])
        spaced.append((character, (box[0], top, x1, bottom), blank))
    return spaced
