"""The drawn paths of a page as PDFium has them -> the page as pdfminer would lay it out, without its text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from ctypes import c_float, c_int, c_uint

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFGraphicState
from pdfminer.utils import PathSegment
from pdfplumber.page import Page
from pypdfium2 import raw

from extract.documents import pdfium
from extract.documents.pdfium import Matrix

_MOST_SEGMENTS = 100_000  # of a page: more of them is a map, which pdfminer may read within its own limits


def layout_of(page: Page, drawn: Iterable[tuple[int, Matrix]]) -> LTPage | None:
    """Return the lines, rectangles and curves of a page that is not turned; None if there are too many.

    Args:
        page: the page in pdfplumber; its lower left corner is the origin.
        drawn: what PDFium finds drawn on it.
    """
    device = PDFPageAggregator(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    device.begin_page(page.page_obj, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    left = _MOST_SEGMENTS
    for path, matrix in drawn:
        if pdfium.kind_of(path) == raw.FPDF_PAGEOBJ_PATH:
            left -= pdfium.count_segments(path)
            if left < 0:
                return None
            _paint(device, path, matrix)
    device.end_page(page.page_obj)
    return device.get_result()


def _paint(device: PDFPageAggregator, path: int, matrix: Matrix) -> None:
    """Let pdfminer say what kind of shape a path is."""
    mode = (c_int * 2)()
    first = ctypes.addressof(mode)
    pdfium.draw_mode(path, first, first + 4)
    if mode[0] == raw.FPDF_FILLMODE_NONE and not mode[1]:
        return
    color = (c_uint * 4)()
    place = ctypes.addressof(color)
    known = pdfium.fill_color(path, place, place + 4, place + 8, place + 12)
    state = PDFGraphicState()
    state.ncolor = (color[0] / 255, color[1] / 255, color[2] / 255) if known else (0.0, 0.0, 0.0)
    device.set_ctm(matrix)
    evenodd = mode[0] == raw.FPDF_FILLMODE_ALTERNATE
    device.paint_path(state, bool(mode[1]), mode[0] != raw.FPDF_FILLMODE_NONE, evenodd, list(_segments(path)))


def _segments(path: int) -> Iterator[PathSegment]:
    """Yield the segments of a path as pdfminer writes them: m, l, c, h, with their points."""
    point = (c_float * 2)()
    place = ctypes.addressof(point)
    bent: list[float] = []
    for number in range(pdfium.count_segments(path)):
        segment = pdfium.segment_of(path, number)
        kind = pdfium.segment_kind(segment)
        pdfium.segment_point(segment, place, place + 4)
        x, y = point
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            bent += (x, y)
            if len(bent) == 6:
                yield ("c", *bent)  # type: ignore[misc]
                bent = []
        else:
            yield ("m" if kind == raw.FPDF_SEGMENT_MOVETO else "l", x, y)
        if pdfium.segment_closes(segment):
            yield ("h",)
