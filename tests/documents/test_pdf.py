"""PDFs -> pages: small files written here, the sample deck, and the corpus where it is on the machine."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import subprocess
import sys
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.documents import ocr
from extract.documents import pdf as pdf_module
from extract.documents.document import Block, BlockKind, Page
from extract.documents.pdf import read_pdf_pages
from extract.documents.sandbox import read_pages
from extract.errors import Problem
from extract.text import Span, clean

DECK = Path(__file__).parents[2] / "sources/samples/deck.ja.pdf"
CORPUS = Path(__file__).parents[3] / "shared/corpus/pdf"

needs_deck = pytest.mark.skipif(not DECK.exists(), reason="sources/samples/deck.ja.pdf is not there")


def corpus(name: str) -> Path:
    path = CORPUS / name
    if not path.exists():
        pytest.skip(f"the corpus file {path} is not on this machine")
    return path


def read(file: Path | bytes, **options: int) -> tuple[list[Page], list[Problem]]:
    """Read a file as a run does, in a child process of its own."""
    return sorted_out(read_pdf_pages(file, source="a.pdf", **options))


def laid_out(data: bytes) -> tuple[list[Page], list[Problem]]:
    """Read a file in this process, which takes a hundredth of the time: what a page holds is the same either way."""
    return sorted_out(read_pages(data, 100))


def sorted_out(found: Iterable[Page | Problem]) -> tuple[list[Page], list[Problem]]:
    told = list(found)
    return [one for one in told if isinstance(one, Page)], [one for one in told if isinstance(one, Problem)]


def make_pdf(*contents: str, size: tuple[int, int] = (960, 540), extra: bytes = b"") -> bytes:
    """Return a PDF with a page for each content stream; fonts F1 (Latin) and F3 (Japanese in UCS-2)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = (
        b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        b" /F3 << /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UCS2-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 >>] >> >>"
    )
    kids = []
    for content in contents:
        data = content.encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font %s >> %s >>" % (*size, len(objects), fonts, extra)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def put(x: float, top: float, text: str, *, size: float = 12, height: float = 540, matrix: str = "1 0 0 1") -> str:
    """Return the operators that print `text` (Latin or Japanese), its top `top` points down the page."""
    y = height - top - 0.88 * size
    if text.isascii():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"BT /F1 {size} Tf {matrix} {x} {y} Tm ({escaped}) Tj ET\n"
    return f"BT /F3 {size} Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def box(x0: float, top: float, x1: float, bottom: float, *, height: float = 540) -> str:
    return f"{x0} {height - bottom} {x1 - x0} {bottom - top} re S\n"


def of_kind(page: Page, kind: BlockKind) -> list[str]:
    return ["\n".join(line.of(page.text) for line in block.lines) for block in page.blocks if block.kind is kind]


def texts(page: Page) -> list[str]:
    return ["\n".join(line.of(page.text) for line in block.lines) for block in page.blocks]


def check(page: Page) -> None:
    """What holds for every page of every PDF."""
    assert len(page.char_boxes) == len(page.text)
    ends = 0
    for block in page.blocks:
        assert block.span.start >= ends, "blocks overlap or are out of order"
        ends = block.span.end
        for line in block.lines:
            assert 0 <= line.start < line.end <= len(page.text)
            assert line.of(page.text) == line.of(page.text).strip()
            assert "\n" not in line.of(page.text)
            assert page.box_of(line) is not None
    tables = [block for block in page.blocks if block.kind is BlockKind.TABLE]
    assert len(tables) == len(page.tables)
    for block, table in zip(tables, page.tables, strict=True):
        assert block.lines == tuple(line for cell in table.cells for line in cell.lines)
    for number, frame in enumerate(page.frames):
        assert frame.parent is None or frame.parent < number
    for where in (
        *(block.box for block in page.blocks),
        *(cell.box for table in page.tables for cell in table.cells),
        *(frame.box for frame in page.frames),
        *page.char_boxes,
    ):
        assert where is None or (
            0 <= where[0] <= where[2] <= round(page.width, 2) and 0 <= where[1] <= where[3] <= round(page.height, 2)
        )
    for block in page.blocks:
        around = page.box_of(block.span)
        assert block.box
        assert around
        if block.kind is not BlockKind.TABLE:
            # The box of a list item holds its bullet too.
            assert block.box[0] <= around[0] + 0.02
            assert block.box[1] <= around[1] + 0.02
            assert block.box[2] >= around[2] - 0.02
            assert block.box[3] >= around[3] - 0.02
    for char, char_box in zip(page.text, page.char_boxes, strict=True):
        assert char_box or char.isspace() or char == "^", "a printed character has no box"
        assert not char_box or char != "\n"


def printed(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFKC", text)
    return Counter(c for c in text if not c.isspace() and unicodedata.category(c) != "Cc")


def check_nothing_lost(file: Path | bytes, pages: list[Page], most: int = 12) -> None:
    if not pages:
        return
    logging.disable(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(file) if isinstance(file, bytes) else file) as raw:
            for page in pages[:most]:
                if page.text:
                    chars = raw.pages[page.number - 1].dedupe_chars().chars
                    whole = "".join("\ufffd" if re.fullmatch(r"\(cid:\d+\)", c["text"]) else c["text"] for c in chars)
                    powers = "".join(
                        char for char, box in zip(page.text, page.char_boxes, strict=True) if char != "^" or box
                    )  # put in before an exponent
                    ours, theirs = printed(powers), printed(whole)
                    # Of radicals, which look like characters, PDFium knows more than Unicode's tables.
                    lost, more = theirs - ours, ours - theirs
                    assert all("\u2e80" <= char <= "\u2eff" or char == "戶" for char in lost), lost
                    assert lost.total() == more.total()
                raw.pages[page.number - 1].close()
    finally:
        logging.disable(logging.NOTSET)


# --- layout ---


def test_a_slide_has_a_section_a_title_bullets_a_note_a_source_and_a_page_number() -> None:
    data = make_pdf(
        put(30, 16, "代表企業の取り組み", size=11)
        + put(30, 36, "各社の強みはデータにある", size=24)
        + put(30, 100, "■")
        + put(50, 100, "検索の件数は一日あたり六十億")
        + put(50, 116, "回である")
        + put(30, 140, "■")
        + put(50, 140, "利用者は五億人")
        + put(70, 160, "・")
        + put(84, 160, "月間の数")
        + put(30, 490, "注：数は公表された値。", size=9)
        + put(30, 502, "出所：各社の公式サイト", size=9)
        + put(925, 514, "5", size=9)
    )
    (page,), problems = laid_out(data)
    check(page)
    assert not problems
    assert of_kind(page, BlockKind.TITLE) == ["各社の強みはデータにある"]
    assert page.blocks[0].kind is BlockKind.TITLE
    assert of_kind(page, BlockKind.HEADING) == ["代表企業の取り組み"]
    assert of_kind(page, BlockKind.LIST_ITEM) == [
        "検索の件数は一日あたり六十億\n回である",
        "利用者は五億人",
        "月間の数",
    ]
    assert [block.level for block in page.blocks if block.kind is BlockKind.LIST_ITEM] == [1, 1, 2]
    assert "■ 検索の件数" in page.text, "the bullet stands in the text, outside of the line"
    assert of_kind(page, BlockKind.NOTE) == ["注：数は公表された値。"]
    assert of_kind(page, BlockKind.SOURCE) == ["出所：各社の公式サイト"]
    assert of_kind(page, BlockKind.FURNITURE) == ["5"]


def test_what_stands_in_a_box_comes_out_together() -> None:
    inside = (
        put(40, 110, "Left one") + put(40, 130, "Left two") + put(340, 110, "Right one") + put(340, 130, "Right two")
    )
    (page,), _ = laid_out(make_pdf(box(30, 100, 300, 200) + box(330, 100, 600, 200) + inside))
    check(page)
    assert page.text.split("\n") == ["Left one", "Left two", "", "Right one", "Right two"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "".join(put(50, 100 + 16 * i, f"left column line {i}", height=842) for i in range(5))
    right = "".join(put(320, 100 + 16 * i, f"right column line {i}", height=842) for i in range(5))
    wide = put(50, 60, "A line over both of the columns that is as wide as the page is for a reader", height=842)
    (page,), _ = laid_out(make_pdf(wide + left + right, size=(595, 842)))
    check(page)
    words = page.text.replace("\n\n", "\n").split("\n")
    assert words[0].startswith("A line over both")
    assert [word.split()[0] for word in words[1:]] == ["left"] * 5 + ["right"] * 5


def test_a_ruled_table_with_a_merged_cell() -> None:
    rules = (
        box(30, 100, 130, 140)
        + box(130, 100, 330, 120)
        + box(130, 120, 330, 140)
        + box(30, 80, 130, 100)
        + box(130, 80, 330, 100)
    )
    words = (
        put(35, 83, "Name")
        + put(135, 83, "Model")
        + put(35, 112, "Alibaba")
        + put(135, 103, "Qwen")
        + put(135, 123, "Tingwu")
    )
    (page,), _ = laid_out(make_pdf(rules + words))
    check(page)
    (table,) = page.tables
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    assert {place: " ".join(line.of(page.text) for line in cell.lines) for place, cell in cells.items()} == {
        (0, 0): "Name",
        (0, 1): "Model",
        (1, 0): "Alibaba",
        (1, 1): "Qwen",
        (2, 1): "Tingwu",
    }
    assert cells[1, 0].row_span == 2
    assert [cell.header for cell in table.cells] == [True, True, False, False, False]
    assert page.text == "Name Model\nAlibaba Qwen\nTingwu"


def test_a_table_with_rules_above_and_below_its_rows_alone() -> None:
    rules = "".join(box(30, top, 500, top + 0.5) for top in (80, 100, 180))
    words = "".join(
        put(x, top, text)
        for top, row in (
            (84, ("Model", "Size", "Maker")),
            (105, ("Qwen", "7B", "Alibaba")),
            (125, ("ERNIE", "260B", "Baidu")),
        )
        for x, text in zip((35, 200, 350), row, strict=True)
    )
    (page,), _ = laid_out(make_pdf(rules + words))
    check(page)
    (table,) = page.tables
    assert table.method == "aligned"
    assert page.text == "Model Size Maker\nQwen 7B Alibaba\nERNIE 260B Baidu"
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 6


def test_a_table_with_open_sides_keeps_its_outer_columns() -> None:
    rules = "".join(box(30, top, 500, top + 0.5) for top in (80, 100, 120, 140)) + "".join(
        f"{x} 400 m {x} 460 l S\n" for x in (190, 340)
    )
    words = "".join(
        put(x, top, f"r{row}c{column}")
        for row, top in enumerate((84, 104, 124))
        for column, x in enumerate((35, 200, 350))
    )
    (page,), _ = laid_out(make_pdf(rules + words))
    check(page)
    (table,) = page.tables
    assert table.method == "ruled"
    assert page.text == "r0c0 r0c1 r0c2\nr1c0 r1c1 r1c2\nr2c0 r2c1 r2c2"


def test_boxes_side_by_side_are_no_table() -> None:
    (page,), _ = laid_out(
        make_pdf(box(30, 100, 130, 140) + box(140, 100, 240, 140) + put(35, 112, "One") + put(145, 112, "Two"))
    )
    check(page)
    assert not page.tables
    assert texts(page) == ["One", "Two"]


def test_labels_that_stand_apart_are_blocks_of_their_own_with_their_boxes() -> None:
    (page,), _ = laid_out(
        make_pdf(put(100, 100, "Qwen") + put(100, 130, "2023.04") + put(400, 100, "ERNIE") + put(400, 130, "2023.03"))
    )
    check(page)
    assert sorted(texts(page)) == ["2023.03", "2023.04", "ERNIE", "Qwen"]
    where = {block.lines[0].of(page.text): block.box for block in page.blocks}
    assert all(where["Qwen"])
    assert where["Qwen"][3] < where["2023.04"][1]


def test_single_characters_below_each_other_are_one_line() -> None:
    (page,), _ = laid_out(
        make_pdf(
            put(24, 140, "諸", size=18)
            + put(24, 158, "外", size=18)
            + put(24, 176, "国", size=18)
            + put(100, 150, "本文の文字列")
        )
    )
    check(page)
    assert "諸外国" in texts(page)


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_text_set_sideways_or_upside_down_is_read_in_its_own_direction(matrix: str) -> None:
    (page,), _ = laid_out(make_pdf(put(300, 250, "Sideways words", matrix=matrix)))
    check(page)
    assert page.text == "Sideways words"


def test_vertical_writing_comes_column_by_column_from_the_right() -> None:
    (page,), problems = read(corpus("pdfminer__pdfminer.six__jo.pdf"))
    check(page)
    assert not problems
    lines = [line for line in page.text.split("\n") if line]
    assert len(lines) == 60
    assert [len(line) for line in lines[:4]] == [1, 10, 12, 10]
    assert [len(lines[i]) for i in (28, 29)] == [20, 14], "the upper half of the page comes before the lower"


def test_spaces_are_put_where_a_reader_sees_them() -> None:
    (page,), _ = laid_out(
        make_pdf(put(50, 100, "2023年") + put(50 + 5 * 12 + 3, 100, "ChatGPT") + put(50, 130, "two words"))
    )
    check(page)
    assert "2023年ChatGPT" in page.text
    assert "two words" in page.text


def test_raised_marks_of_footnotes_are_no_part_of_a_name_and_a_raised_power_is_one() -> None:
    (page,), _ = laid_out(
        make_pdf(
            put(50, 100, "Kaede", size=12) + put(83.4, 97, "5", size=7) + put(90, 100, "has 10", size=12)
            + put(126.1, 97, "25", size=7) + put(135, 100, "FLOPs on 40 m", size=12) + put(215.5, 97, "2", size=7)
        )
    )  # fmt: skip
    (line,) = page.text.splitlines()
    assert line.replace(" ", "") == "Kaede5has10^25FLOPson40m2"
    assert [mark.of(page.text) for mark in page.markup] == ["5"]
    cleaned = clean(page.text, [Span(0, len(page.text))], page.markup)
    assert cleaned.text.startswith("Kaede has 10^25")


def test_overprinted_characters_come_once() -> None:
    (page,), _ = laid_out(make_pdf(put(50, 100, "bold") + put(50.3, 100, "bold")))
    check(page)
    assert page.text == "bold"


def test_a_running_header_is_furniture_and_a_section_is_a_heading() -> None:
    portrait = {"size": (595, 842)}
    pages = [
        put(50, 30, "Annual report", size=9, height=842) + put(50, 150 + i, f"Body text number {i}", height=842)
        for i in range(3)
    ]
    found, _ = laid_out(make_pdf(*pages, **portrait))
    assert [of_kind(page, BlockKind.FURNITURE) for page in found] == [["Annual report"]] * 3


def test_margin_line_numbers_are_furniture() -> None:
    lines = "".join(put(70, 80 + 18 * i, f"This is body text of line {i}", height=842) for i in range(10))
    numbers = "".join(put(30, 80 + 18 * i, str(i + 1), height=842) for i in range(10))
    (page,), _ = laid_out(make_pdf(numbers + lines, size=(595, 842)))
    check(page)
    assert of_kind(page, BlockKind.FURNITURE) == ["\n".join(str(i + 1) for i in range(10))]


def test_a_rotated_page_is_read_upright() -> None:
    (page,), _ = laid_out(make_pdf(put(50, 100, "Rotated page"), extra=b"/Rotate 90"))
    check(page)
    assert page.text == "Rotated page"
    assert (page.width, page.height) == (540, 960)


# --- faults ---


def codes(problems: list[Problem]) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in problems]


@pytest.mark.parametrize("data", [b"", b"<html>not found</html>", b"%PDF-1.7\nnonsense\n%%EOF"])
def test_what_is_no_pdf_is_a_problem(data: bytes) -> None:
    pages, problems = read(data)
    assert not pages
    assert codes(problems) == [("pdf-unreadable", None)]
    assert problems[0].source == "a.pdf"
    assert problems[0].remedy


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


@pytest.mark.parametrize("password", [b"", b"secret"])
def test_a_password_is_a_problem_only_if_it_is_needed_to_open(password: bytes) -> None:
    """The page is encrypted (security handler 2) for `password`; its owner has one in either case."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    user, owner = (password + pad)[:32], (b"owner" + pad)[:32]
    locked = rc4(hashlib.md5(owner).digest()[:5], user)
    key = hashlib.md5(user + locked + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"0123456789abcdef").digest()[:5]
    content = put(50, 100, "Words").encode()
    # The content stream is object 3, generation 0.
    secret = rc4(hashlib.md5(key + b"\x03\0\0\0\0").digest()[:10], content)
    entries = b"/Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>" % (
        locked.hex().encode(),
        rc4(key, pad).hex().encode(),
    )
    trailer = b"/Encrypt << %s >> /ID [<%s> <%s>]" % (entries, *[b"0123456789abcdef".hex().encode()] * 2)
    data = make_pdf(secret.decode("latin-1")).replace(b"/Root 1 0 R", b"/Root 1 0 R " + trailer)
    pages, problems = laid_out(data)
    if password:
        assert codes(problems) == [("pdf-encrypted", None)]
    else:
        assert [page.text for page in pages] == ["Words"]
        assert not problems


def test_a_file_that_breaks_off_is_a_problem() -> None:
    whole = make_pdf(*(put(50, 100, f"Page number {i}") for i in range(4)))
    _, problems = laid_out(whole[: len(whole) // 2])
    assert ("pdf-truncated", None) in codes(problems)


def test_a_page_of_pictures_is_a_problem_and_an_empty_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)  # which finds nothing either, in four seconds; see below
    pages, problems = read(make_pdf(put(50, 100, "Words"), "100 100 200 200 re f\n"))
    assert codes(problems) == [("pdf-no-text", 2)]
    assert [page.text for page in pages] == ["Words", ""]


@pytest.mark.slow
def test_a_file_of_pictures_has_one_problem() -> None:
    pages, problems = read(make_pdf(*["100 100 200 200 re f\n"] * 3))
    assert codes(problems) == [("pdf-no-text", None)]
    assert len(pages) == 3


def test_a_page_whose_letters_run_backwards_is_refused() -> None:
    lines = (
        "The size of the model with this data",
        "comes from that table for which the",
        "others have been read between",
    )
    forward = "".join(put(50, 100 + 20 * number, line) for number, line in enumerate(lines))
    backward = "".join(put(50, 100 + 20 * number, line[::-1]) for number, line in enumerate(lines))
    pages, problems = laid_out(make_pdf(forward, backward))
    assert codes(problems) == [("pdf-garbled", 2)]
    assert "last to first" in problems[0].message
    assert [bool(page.text) for page in pages] == [True, False]


def test_an_empty_page_is_no_problem() -> None:
    pages, problems = laid_out(make_pdf("", put(50, 100, "Words")))
    assert not problems
    assert [page.text for page in pages] == ["", "Words"]


def test_pages_above_the_limit_are_a_problem() -> None:
    pages, problems = read(make_pdf(*[put(50, 100, "Words")] * 3), max_pages=2)
    assert len(pages) == 2
    assert codes(problems) == [("pdf-too-large", None)]


@pytest.mark.slow
def test_a_stream_that_fills_the_memory_ends_soon() -> None:
    packer = zlib.compressobj(9)
    head = packer.compress(b" " * (1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = head + (packer.compress(b" " * (1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)) * 95
    data = make_pdf(put(50, 100, "First"), "@")
    data = data.replace(
        b"<< /Length 1 >>\nstream\n@",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s" % (len(bomb), bomb),
    )
    started = time.monotonic()
    pages, problems = read(data)
    assert time.monotonic() - started < 60  # PDFium gives up first, then pdfminer
    assert [page.text for page in pages] == ["First"]
    assert codes(problems) == [("pdf-too-large", 2)]


def test_a_child_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_PATIENCE", 0.01)
    pages, problems = read(make_pdf(put(50, 100, "Words")))
    assert not pages
    assert codes(problems) == [("pdf-too-large", 1)]


def test_a_fast_way_that_crashes_is_gone_on_without(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_pdf(put(60, 40, "First page"), put(60, 40, "Second page"), put(60, 40, "Third page"))
    pages, _ = read(data)
    first = json.dumps({"page": {"number": 1, "text": "First page", "way": "fast"}}, separators=(",", ":"))
    crash = f"import os; os.write(1, {first.encode() + bytes([10])!r}); os.abort()"
    popen = subprocess.Popen

    def start(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return popen([sys.executable, "-c", crash] if command[-1] == "fast" else command, **options)

    monkeypatch.setattr(pdf_module.subprocess, "Popen", start)
    again, problems = read(data)
    assert [page.text for page in again] == [page.text for page in pages]
    assert [page.way for page in again] == ["fast", "layout", "layout"]
    assert not problems


def test_a_file_that_crashes_both_ways_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    popen = subprocess.Popen

    def start(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return popen([sys.executable, "-c", "import os; os.abort()"], **options)

    monkeypatch.setattr(pdf_module.subprocess, "Popen", start)
    pages, problems = read(make_pdf(put(60, 40, "First page")))
    assert not pages
    assert [problem.code for problem in problems] == ["pdf-unreadable"]


def test_a_reader_that_stops_leaves_no_child(tmp_path: Path) -> None:
    found = read_pdf_pages(make_pdf(*[put(50, 100, "Words")] * 50), source="a.pdf")
    assert isinstance(next(found), Page)
    found.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=40), st.integers(0, 900))
def test_damage_is_a_problem_or_a_page_never_an_exception(noise: bytes, at: int) -> None:
    whole = make_pdf(put(50, 100, "Words"), put(50, 100, "More words"))
    found = list(read_pages(whole[:at] + noise + whole[at + len(noise) :], 10))
    assert found
    for page in found:
        if isinstance(page, Page):
            check(page)
        else:
            assert page.code != "pdf-layout"


# --- properties ---

_SHORT = st.text("abcXYZ019.,:-•（）、。年月日中国生成AI", min_size=1, max_size=14).filter(lambda text: text.strip())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 520), st.sampled_from([8, 12, 24]), _SHORT),
        min_size=1,
        max_size=25,
    ),
    st.lists(
        st.tuples(st.integers(0, 800), st.integers(0, 400), st.integers(5, 400), st.integers(5, 300)),
        max_size=6,
    ),
)
def test_whatever_stands_on_a_page_comes_out_once(
    words: list[tuple[int, int, int, str]], boxes: list[tuple[int, int, int, int]]
) -> None:
    content = "".join(box(x, top, x + wide, top + high) for x, top, wide, high in boxes)
    data = make_pdf(content + "".join(put(x, top, text, size=size) for x, top, size, text in words))
    pages = [one for one in read_pages(data, 10) if isinstance(one, Page)]
    assert len(pages) == 1
    check(pages[0])
    check_nothing_lost(data, pages)


# --- the sample deck and the corpus ---


@pytest.fixture(scope="module")
def deck() -> list[Page]:
    pages, problems = read(DECK)
    assert not problems
    return pages


@needs_deck
def test_every_page_of_the_deck_is_whole_and_has_a_title(deck: list[Page]) -> None:
    for page in deck:
        check(page)
        assert page.blocks[0].kind is BlockKind.TITLE
        assert len(of_kind(page, BlockKind.TITLE)) == 1
    check_nothing_lost(DECK, deck, most=99)
    for page in deck[1:]:
        first_heading = next(block for block in page.blocks if block.kind is BlockKind.HEADING)
        assert first_heading.level == 1
        assert of_kind(page, BlockKind.FURNITURE) == [str(page.number)]
        assert of_kind(page, BlockKind.SOURCE)


@needs_deck
def test_the_deck_timeline_has_a_date_below_each_name(deck: list[Page]) -> None:
    page = next(page for page in deck if "凡例" in page.text)
    names = [block for block in page.blocks if block.lines[0].of(page.text).startswith("「")]
    dates = [block for block in page.blocks if re.fullmatch(r"20\d\d\.\d\d", block.lines[0].of(page.text))]
    assert len(names) == len(dates) > 15

    def below(name: Block) -> list[Block]:
        assert name.box
        return [
            d
            for d in dates
            if d.box and 0 < d.box[1] - name.box[3] < 20 and d.box[0] < (name.box[0] + name.box[2]) / 2 < d.box[2]
        ]

    assert all(len(below(name)) == 1 for name in names)
    following = dict(zip(page.blocks, page.blocks[1:], strict=False))
    assert all(following[name] in below(name) for name in names), "a name is followed by its date"


@needs_deck
def test_the_deck_tables_are_found_with_captions_and_merged_cells(deck: list[Page]) -> None:
    tables = [(page, table) for page in deck for table in page.tables]
    assert len(tables) == 6
    assert sum(table.caption is not None for _, table in tables) == 4
    assert any(cell.row_span == 2 for _, table in tables for cell in table.cells)
    for _, table in tables:
        assert all(cell.header == (cell.row == 0) for cell in table.cells)


@needs_deck
def test_the_first_page_comes_soon_and_a_deck_takes_seconds() -> None:
    started = time.monotonic()
    found = read_pdf_pages(DECK, source="deck")
    next(found)
    assert time.monotonic() - started < 5, "0.4 s on an idle machine"
    found.close()


def test_tables_of_the_corpus() -> None:
    (page,), _ = read(corpus("jsvine__pdfplumber__issue-336-example.pdf"))
    check(page)
    shapes = [
        (max(c.row + c.row_span for c in t.cells), max(c.column + c.column_span for c in t.cells)) for t in page.tables
    ]
    assert shapes == [(8, 5), (11, 8), (2, 3)]
    assert all(table.caption for table in page.tables)
    first = {(cell.row, cell.column): cell for cell in page.tables[0].cells}
    assert first[0, 3].column_span == 2
    assert all(cell.header == (cell.row < 2) for cell in page.tables[0].cells)


FAULTY = {
    "py-pdf__pypdf__r6-both-passwords.pdf": "pdf-encrypted",
    "mozilla__pdf.js__poppler-395-0-fuzzed.pdf": "pdf-unreadable",
    "PaddlePaddle__community__paddle_contributor_remote_intern_program.pdf": "pdf-garbled",
}


@pytest.mark.parametrize(("name", "code"), sorted(FAULTY.items()))
def test_faulty_files_of_the_corpus(name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)  # as without the extra, which reads one of them
    pages, problems = read(corpus(name))
    assert {problem.code for problem in problems} == {code}
    assert not any(page.text for page in pages)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")) or [CORPUS], ids=lambda path: path.stem[:40])
def test_every_file_of_the_corpus_is_read_or_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)  # test_ocr.py reads pictures
    if not path.is_file():
        pytest.skip(f"there is no corpus at {path}")
    pages, problems = read(path)
    assert pages or problems
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        check(page)
    check_nothing_lost(path, pages, most=6)
