"""A page as pdfminer lays it out -> its printed characters, and pdfplumber's dictionaries of its shapes alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfplumber.page import Page, fix_fontname_bytes

from extract.documents.glyphs import ACROSS, DOWNWARD, TURNED, UPWARD, Printed


class ShapesPage(Page):
    """A page of pdfplumber that makes no dictionaries of its characters: they are a third of its time."""

    def iter_layout_objects(self, layout_objects: Iterable[Any]) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        """Yield the dictionaries of lines, rectangles, curves and pictures, those in figures among them."""
        for one in layout_objects:
            if isinstance(one, LTContainer):
                yield from self.iter_layout_objects(one)
            elif not isinstance(one, LTChar):
                yield self.process_object(one)


class DrawnPage(ShapesPage):
    """A page of pdfplumber whose shapes something other than pdfminer has read."""

    def __init__(self, page: Page, shapes: LTPage) -> None:
        """Stand for `page`, on which `shapes` are drawn."""
        super().__init__(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
        self._shapes = shapes

    @property
    def layout(self) -> LTPage:
        """What is drawn on the page."""
        return self._shapes


def shapes_page(page: Page) -> ShapesPage:
    """Return `page` as one that knows its shapes alone."""
    return ShapesPage(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def printed_chars(page: Page) -> list[Printed]:
    """Return the characters of a page in stream order.

    Raises:
        PdfminerException: whatever a broken page makes of pdfminer's code.
    """
    left, foot = float(page.mediabox[0]), float(page.height) + float(page.mediabox[1])
    printed: list[Printed] = []
    _collect(page.layout, left, foot, printed)
    return printed


def _collect(container: Iterable[Any], left: float, foot: float, printed: list[Printed]) -> None:
    for one in container:
        if isinstance(one, LTChar):
            a, b, c, d, _, _ = one.matrix
            if abs(a) + abs(d) >= abs(b) + abs(c):
                vertical = one.adv < 0 < a
                direction = DOWNWARD if vertical else ACROSS if a > 0 or d > 0 else TURNED
            else:
                direction = UPWARD if b > 0 else DOWNWARD
            # pdfminer keeps the bytes of a name that is not ASCII.
            font: Any = one.fontname
            name = fix_fontname_bytes(font) if isinstance(font, bytes) else str(font)
            color: Any = one.graphicstate.ncolor
            x0, y0, x1, y1 = one.bbox
            box = (round(x0 + left, 2), round(foot - y1, 2), round(x1 + left, 2), round(foot - y0, 2))
            color = color if isinstance(color, tuple) else (color,)
            printed.append(Printed(one.get_text(), box, direction, name, color, getattr(one, "mcid", None)))
        elif isinstance(one, LTContainer):
            _collect(one, left, foot, printed)
