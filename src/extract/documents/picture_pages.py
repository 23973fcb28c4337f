"""The child process that reads pages of a PDF as pictures; `extract.documents.pdf` starts it for pages without readable text.

It prints what `extract.documents.sandbox` prints; of a page on which the OCR finds nothing, nothing.
"""

from __future__ import annotations

import dataclasses
import io
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.layout import LTLine, LTPage

from extract.documents.document import OCR, Box, Page
from extract.documents.glyphs import ACROSS
from extract.documents.layout import draft, finish
from extract.documents.ocr import MEMORY, picture_of, read_glyphs, read_rules
from extract.documents.page_chars import DrawnPage
from extract.documents.sandbox import tell


def read_pictures(data: bytes, numbers: Sequence[int]) -> Iterator[Page]:
    """Yield the pages of the given numbers, read by OCR and laid out like any other.

    Args:
        data: what the PDF holds; it was opened and read before.
        numbers: of the pages, from 1.
    """
    pages, pictures = pdfplumber.open(io.BytesIO(data)).pages, pypdfium2.PdfDocument(data)
    for number in numbers:
        page, picture = pages[number - 1], picture_of(pictures[number - 1])
        if glyphs := read_glyphs(*picture):
            ruled = DrawnPage(page, _layout_of(page, read_rules(*picture)))
            yield dataclasses.replace(finish(draft(ruled, {ACROSS: glyphs}), set()), way=OCR)
        page.close()


def _layout_of(page: Any, rules: Sequence[Box]) -> LTPage:
    """Return a page of nothing but rules, as pdfminer would lay it out: it counts from the lower left corner."""
    width, height = float(page.width), float(page.height)
    left, foot = float(page.mediabox[0]), float(page.mediabox[1])
    layout = LTPage(page.page_number, (left, foot, left + width, foot + height))
    for x0, top, x1, bottom in rules:
        begin, end = (left + x0, foot + height - top), (left + x1, foot + height - bottom)
        path: list[Any] = [("m", begin), ("l", end)]  # as pdfminer makes it; its type says otherwise
        layout.add(LTLine(1, begin, end, original_path=path))
    return layout


if __name__ == "__main__":
    tell(lambda data: read_pictures(data, [int(each) for each in sys.argv[2].split(",")]), int(sys.argv[1]), MEMORY)
