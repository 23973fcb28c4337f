"""PDFium's functions for what stands on a page, by address and without the cost of ctypes' own conversions."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from ctypes import c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from functools import cache
from typing import Any

from pypdfium2 import raw

Matrix = tuple[float, float, float, float, float, float]
_DEPTH = 8  # figures within figures
_NO_FONTS = raw.FPDF_SYSFONTINFO(version=1)  # PDFium keeps the address


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of PDFium that takes addresses and keeps the interpreter's lock: half the time of a call."""
    place = ctypes.cast(getattr(raw, name), c_void_p).value
    if place is None:
        raise ImportError(f"PDFium has no {name}")
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(place)
    return function


def address(handle: Any) -> int:
    """Return where a handle of pypdfium2 points to."""
    return ctypes.cast(handle, c_void_p).value or 0


count_chars = _function("FPDFText_CountChars", c_int, c_void_p)
char_code = _function("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
is_unmapped = _function("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
text_object = _function("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
loose_box = _function("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
char_origin = _function("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
is_generated = _function("FPDFText_IsGenerated", c_int, c_void_p, c_int)
font_size = _function("FPDFText_GetFontSize", c_double, c_void_p, c_int)
char_matrix = _function("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)

object_size = _function("FPDFTextObj_GetFontSize", c_int, c_void_p, c_void_p)
font_of = _function("FPDFTextObj_GetFont", c_void_p, c_void_p)
font_name = _function("FPDFFont_GetBaseFontName", ctypes.c_size_t, c_void_p, c_void_p, ctypes.c_size_t)
font_descent = _function("FPDFFont_GetDescent", c_int, c_void_p, c_float, c_void_p)
is_embedded = _function("FPDFFont_GetIsEmbedded", c_int, c_void_p)

kind_of = _function("FPDFPageObj_GetType", c_int, c_void_p)
fill_color = _function("FPDFPageObj_GetFillColor", c_int, *[c_void_p] * 5)
matrix_of = _function("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
mark_of = _function("FPDFPageObj_GetMarkedContentID", c_int, c_void_p)

draw_mode = _function("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
count_segments = _function("FPDFPath_CountSegments", c_int, c_void_p)
segment_of = _function("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_kind = _function("FPDFPathSegment_GetType", c_int, c_void_p)
segment_point = _function("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
segment_closes = _function("FPDFPathSegment_GetClose", c_int, c_void_p)

count_on_page = _function("FPDFPage_CountObjects", c_int, c_void_p)
object_on_page = _function("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
count_in_form = _function("FPDFFormObj_CountObjects", c_int, c_void_p)
object_in_form = _function("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)


@cache
def leave_out_system_fonts() -> None:
    """Have PDFium use its own fonts for what a file does not embed: what a page says must not hang on the machine's fonts.

    It holds for the whole process, for a file that is opened afterwards. The first member of the structure is its version; no
    function is in it, so no font is found.
    """
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_NO_FONTS))


def drawn(page: int) -> Iterator[tuple[int, Matrix]]:
    """Yield the texts and paths of a page, those in figures among them, each with its place on the page."""
    yield from _within(page, count_on_page, object_on_page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)


def _within(
    holder: int, count: Callable[[int], int], get: Callable[[int, int], int | None], outer: Matrix, depth: int
) -> Iterator[tuple[int, Matrix]]:
    own = (c_float * 6)()
    place = ctypes.addressof(own)
    for number in range(count(holder)):
        one = get(holder, number)
        kind = kind_of(one) if one else raw.FPDF_PAGEOBJ_UNKNOWN
        if one is None or kind not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM}:
            continue
        matrix_of(one, place)
        a, b, c, d, e, f = own
        g, h, i, j, k, m = outer
        whole = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield one, whole
        elif depth < _DEPTH:
            yield from _within(one, count_in_form, object_in_form, whole, depth + 1)
