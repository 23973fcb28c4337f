"""The fast way beside the other one: the same characters, shapes, lines and tables, or the page is left to pdfminer."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pdfplumber
import pytest

from extract.documents.document import Page
from extract.documents.page_chars import printed_chars, shapes_page
from extract.documents.pdfium_text import FastReader, open_fast
from extract.documents.sandbox import FAST, LAYOUT, read_pages
from tests.documents.test_pdf import DECK, box, make_pdf, needs_deck, put

LINES = put(60, 40, "Report on models", size=24) + put(60, 90, "Second line of it") + put(60, 108, "third line")
SHAPES = (
    box(50, 200, 300, 280)
    + "0.2 0.4 0.6 rg 320 100 80 40 re f\n"
    + "1 1 1 rg 420 100 80 40 re B\n"
    + "100 60 m 400 60 l S\n"
    + "500 60 m 520 90 540 90 560 60 c h f\n"
    + "q 2 0 0 2 10 10 cm 20 20 30 15 re 60 20 30 15 re f Q\n"
    + "10 10 m 30 30 l n\n"
)


def both_ways(data: bytes) -> tuple[list[Page], list[Page]]:
    ways = [[page for page in read_pages(data, 50, fast=fast) if isinstance(page, Page)] for fast in (True, False)]
    assert all(page.way == LAYOUT for page in ways[1])
    return ways[0], ways[1]


def shapes_of(page: pdfplumber.page.Page) -> list[tuple[object, ...]]:
    return [
        (
            one["object_type"],
            one["fill"],
            one["stroke"],
            *(round(float(one[side]), 1) for side in ("x0", "top", "x1", "bottom")),
        )
        for one in (*page.rects, *page.lines, *page.curves)
    ]


@needs_deck
def test_the_deck_reads_the_same_both_ways() -> None:
    fast, layout = both_ways(DECK.read_bytes())
    assert {page.way for page in fast} == {FAST}
    for one, other in zip(fast, layout, strict=True):
        assert one.text == other.text
        assert [(b.kind, b.level, b.lines) for b in one.blocks] == [(b.kind, b.level, b.lines) for b in other.blocks]
        assert [[dataclasses.replace(cell, box=None) for cell in table.cells] for table in one.tables] == [
            [dataclasses.replace(cell, box=None) for cell in table.cells] for table in other.tables
        ]
        for mine, theirs in zip(one.char_boxes, other.char_boxes, strict=True):
            assert (mine is None) == (theirs is None)
            if mine and theirs:
                assert max(abs(a - b) for a, b in zip(mine, theirs, strict=True)) < 1


def test_characters_come_with_their_places_and_type() -> None:
    data = make_pdf(put(60, 40, "Big", size=24) + "1 0 0 rg\n" + put(60, 90, "small"))
    reader = FastReader(data)
    page = pdfplumber.open(io.BytesIO(data)).pages[0]
    read = reader.read(page)
    reader.close()
    assert read
    fast, slow = read[1], printed_chars(page)
    assert [one.text for one in fast] == [one.text for one in slow] == list("Bigsmall")
    for mine, theirs in zip(fast, slow, strict=True):
        assert mine.direction == theirs.direction
        assert mine.font == theirs.font == "Helvetica"
        assert mine.box[3] - mine.box[1] == pytest.approx(theirs.box[3] - theirs.box[1], abs=0.02)
        assert mine.box[0] == pytest.approx(theirs.box[0], abs=1)
    assert [one.color for one in fast[:3]] == [(0, 0, 0, 255)] * 3
    assert [one.color for one in fast[3:]] == [(255, 0, 0, 255)] * 5


def test_shapes_are_those_of_pdfminer() -> None:
    data = make_pdf(LINES + SHAPES)
    page = shapes_page(pdfplumber.open(io.BytesIO(data)).pages[0])
    reader = FastReader(data)
    read = reader.read(page)
    assert read
    assert shapes_of(read[0]) == shapes_of(page)
    assert len(shapes_of(page)) == 7
    assert not page.chars
    blue = next(rect for rect in read[0].rects if rect["x0"] == 320)
    assert blue["non_stroking_color"] == pytest.approx((0.2, 0.4, 0.6), abs=0.01)


@pytest.mark.parametrize(
    ("content", "extra", "way"),
    [
        (LINES, b"", FAST),
        (LINES + SHAPES, b"", FAST),
        (put(300, 100, "Sideways", matrix="0 1 -1 0"), b"", LAYOUT),
        (put(300, 100, "Upside down", matrix="-1 0 0 -1"), b"", LAYOUT),
        (LINES, b"/Rotate 90", LAYOUT),
        # No font is there to say whether the second prints anything.
        (LINES + put(30, 140, "■") + put(50, 140, "items"), b"", LAYOUT),
    ],
)
def test_which_way_a_page_goes(content: str, extra: bytes, way: str) -> None:
    (fast,), (layout,) = both_ways(make_pdf(content, extra=extra))
    assert fast.way == way
    assert fast.text == layout.text
    assert [block.kind for block in fast.blocks] == [block.kind for block in layout.blocks]


def test_a_page_with_a_font_for_vertical_writing_is_left_to_pdfminer() -> None:
    data = make_pdf(put(60, 40, "縦書きの頁"))
    assert both_ways(data)[0][0].way == FAST
    assert both_ways(data.replace(b"UniJIS-UCS2-H", b"UniJIS-UCS2-V"))[0][0].way == LAYOUT


def test_a_page_without_text_is_left_to_pdfminer() -> None:
    (page,), _ = both_ways(make_pdf("0 0 100 100 re f"))
    assert page.way == LAYOUT
    assert page.text == ""


def test_a_file_that_pdfium_cannot_open_has_no_fast_way(tmp_path: Path) -> None:
    assert open_fast(b"%PDF-1.7\nnothing") is None
