"""The fast way to read a PDF page: PDFium's characters and paths in place of pdfminer's.

PDFium reads a page ten times as fast as pdfminer. What it gives here is what `page_chars` gives; what makes lines,
blocks and tables of it is the same for both. A page with anything that PDFium says less of, or says otherwise, is
left to pdfminer.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_float, c_uint
from typing import Final, NamedTuple

import pypdfium2
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import Page
from pypdfium2 import raw

from extract.documents import pdfium
from extract.documents.glyphs import ACROSS, Printed
from extract.documents.page_chars import DrawnPage
from extract.documents.pdfium_shapes import layout_of

_HYPHENS: Final = frozenset({0x2, 0xFFFE})
"""What PDFium says instead of a hyphen at the end of a line."""

_BLANK, _WIDEST_BLANK = 0.25, 1.2  # ems
_DEEPEST = 0.7  # ems below the line
_AT_ONCE: Final = 256  # characters
_SPACE: Final = 0x20


class _Look(NamedTuple):
    """What is the same for all of a text object: its line in points of PDFium and of the page, font, colour, mark."""

    base: float
    top: float
    bottom: float
    font: str
    color: object
    mark: int | None


class FastReader:
    """A document in PDFium, read page by page."""

    def __init__(self, data: bytes) -> None:
        """Open the document.

        Raises:
            pypdfium2.PdfiumError: if PDFium cannot.
        """
        self._document = pypdfium2.PdfDocument(data)

    def read(self, page: Page) -> tuple[DrawnPage, list[Printed]] | None:
        """Return a page with its characters in stream order; None if pdfminer is to read it."""
        number = page.page_number - 1
        if page.rotation or page.mediabox[0] or page.mediabox[1] or number >= len(self._document):
            return None
        if _has_vertical_font(page):
            return None
        try:
            opened = self._document[number]
        except pypdfium2.PdfiumError:
            return None
        try:
            text = opened.get_textpage()
            try:
                chars = _chars(pdfium.address(text.raw), float(page.height))
            finally:
                text.close()
            if not chars:
                return None
            drawn = list(pdfium.drawn(pdfium.address(opened.raw)))
            printed = _in_order(chars, drawn, float(page.height))
            shapes = layout_of(page, drawn) if printed else None
        except pypdfium2.PdfiumError:
            return None
        finally:
            opened.close()
        return (DrawnPage(page, shapes), printed) if printed and shapes is not None else None

    def close(self) -> None:
        """Close the document."""
        self._document.close()


def _has_vertical_font(page: Page) -> bool:
    """Return whether the page names a font for vertical writing, which costs less to see than to read in vain."""
    resources = resolve1(page.page_obj.resources)
    fonts = resolve1(resources.get("Font")) if isinstance(resources, dict) else None
    for font in map(resolve1, fonts.values() if isinstance(fonts, dict) else ()):
        encoding = resolve1(font.get("Encoding")) if isinstance(font, dict) else None
        if isinstance(encoding, PSLiteral) and str(encoding.name).endswith("-V"):
            return True
    return False


def open_fast(data: bytes) -> FastReader | None:
    """Return a reader of the document, None if PDFium cannot open it."""
    pdfium.leave_out_system_fonts()
    try:
        return FastReader(data)
    except pypdfium2.PdfiumError:
        return None


def _chars(text: int, height: float) -> dict[int, list[Printed]] | None:
    """Return the characters of a text page by text object.

    None if one of them is unknown or its line does not run across.
    """
    count = range(pdfium.count_chars(text))
    if any(pdfium.is_unmapped(text, i) for i in count):
        return None
    found: dict[int, list[Printed]] = {}
    looks: dict[int, _Look] = {}
    last: tuple[int, float, float, float] | None = None
    for i, left, right, x, base in _places(text, count):
        handle = pdfium.text_object(text, i)
        code = pdfium.char_code(text, i)
        if handle is None or (code == _SPACE and pdfium.is_generated(text, i)):
            continue
        look = looks.get(handle)
        if look is None:
            look = _look(text, i, handle, base, height)
            if look is None:
                return None
            looks[handle], found[handle] = look, []
        # Within one text object the line only moves if the writing is vertical.
        if abs(base - look.base) > 0.01 or not code or code == 0xFFFD:
            return None
        piece, printed = (handle, x, left, right), found[handle]
        if piece == last:
            # A ligature, which PDFium has taken to pieces.
            printed[-1] = printed[-1]._replace(text=printed[-1].text + chr(code))
            continue
        last = piece
        box = (round(left, 2), look.top, round(right, 2), look.bottom)
        char = "-" if code in _HYPHENS else chr(code)
        printed.append(Printed(char, box, ACROSS, look.font, look.color, look.mark))
    return found


def _in_order(
    chars: dict[int, list[Printed]], drawn: Sequence[tuple[int, pdfium.Matrix]], height: float
) -> list[Printed] | None:
    """Return the characters in the order of the file, with the blanks that stand for themselves.

    PDFium leaves out a text that prints nothing, and does not say how wide it is: up to what follows. None if it
    may only lack the font.
    """
    printed: list[Printed] = []
    blank: Printed | None = None
    for handle, (_, _, _, scale, x, y) in drawn:
        if pdfium.kind_of(handle) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        some = chars.get(handle)
        if some is None:
            font = pdfium.font_of(handle)
            if not font or pdfium.is_embedded(font) != 1:
                return None
            size = c_float()
            pdfium.object_size(handle, ctypes.addressof(size))
            em = size.value * abs(scale)
            blank = blank or Printed(" ", (x, height - y - em, x + _BLANK * em, height - y), ACROSS, "", None, None)
            continue
        if blank is not None:
            x0, top, x1, bottom = blank.box
            after = some[0].box[0] if some and some[0].box[1] < bottom and top < some[0].box[3] else x1
            end = after if x1 < after < x0 + _WIDEST_BLANK * (bottom - top) else x1
            printed.append(blank._replace(box=(round(x0, 2), round(top, 2), round(end, 2), round(bottom, 2))))
            blank = None
        printed += some
    return printed


def _places(text: int, count: range) -> Iterator[tuple[int, float, float, float, float]]:
    """Yield left and right side and origin of the characters of a text page, some at a time: the reader may stop."""
    boxes, origins = (c_float * (4 * _AT_ONCE))(), (c_double * (2 * _AT_ONCE))()
    box_at, origin_at = ctypes.addressof(boxes), ctypes.addressof(origins)
    for first in count[::_AT_ONCE]:
        some = count[first : first + _AT_ONCE]
        for i in some:
            place = 16 * (i - first)
            pdfium.loose_box(text, i, box_at + place)
            pdfium.char_origin(text, i, origin_at + place, origin_at + place + 8)
        both = zip(some, struct.iter_unpack("4f", boxes), struct.iter_unpack("2d", origins), strict=False)
        for i, (left, _, right, _), (x, base) in both:
            yield i, left, right, x, base


def _look(text: int, i: int, handle: int, base: float, height: float) -> _Look | None:
    """Return what is the same for all of a text object; None if it is not set upright."""
    matrix = (c_float * 6)()
    if not pdfium.char_matrix(text, i, ctypes.addressof(matrix)):
        return None
    a, b, c, d, _, _ = matrix
    if a <= 0 or d <= 0 or abs(b) > 0.001 * a or abs(c) > 0.5 * d:
        return None
    color = (c_uint * 4)()
    place = ctypes.addressof(color)
    filled = pdfium.fill_color(handle, place, place + 4, place + 8, place + 12)
    mark = pdfium.mark_of(handle)
    size = pdfium.font_size(text, i) * d
    font = pdfium.font_of(handle)
    name = _font_name(font) if font else ""
    descent = c_float()
    # A font without a name is one of drawings (Type 3), of which every sign has a depth of its own.
    if not name or not pdfium.font_descent(font, size, ctypes.addressof(descent)):
        return None
    # A deeper one is that of the font's largest sign, a sum or a root; pdfminer takes none then.
    depth = descent.value if descent.value > -_DEEPEST * size else 0.0
    bottom = height - base - depth
    paint = tuple(color) if filled else None
    return _Look(base, round(bottom - size, 2), round(bottom, 2), name, paint, mark if mark >= 0 else None)


def _font_name(font: int) -> str:
    name = ctypes.create_string_buffer(256)
    return name.value.decode("utf-8", "replace") if pdfium.font_name(font, ctypes.addressof(name), len(name)) else ""
