"""Readings in small kana above the characters of a line: they neither break the line nor stand in it."""

from __future__ import annotations

from test_pdf import check, check_nothing_lost, laid_out, make_pdf, of_kind, put

from extract.documents.document import BlockKind

LINE = put(60, 100, "青空研究所は若葉を公開した。", size=12) + put(60, 118, "模型は山吹とも呼ばれる。", size=12)
READINGS = put(60, 93, "あおぞら", size=6) + put(132, 93, "わかば", size=6) + put(60, 112, "もけい", size=6)


def test_readings_stand_in_a_block_of_their_own_that_is_not_read() -> None:
    data = make_pdf(LINE + READINGS)
    (page,), _ = laid_out(data)
    check(page)
    check_nothing_lost(data, [page])
    body = [block for block in page.blocks if block.kind is not BlockKind.FURNITURE]
    assert [line.of(page.text) for block in body for line in block.lines] == [
        "青空研究所は若葉を公開した。",
        "模型は山吹とも呼ばれる。",
    ]
    assert of_kind(page, BlockKind.FURNITURE) == ["あおぞら\nわかば\nもけい"]


def test_readings_drawn_between_the_characters_do_not_part_them() -> None:
    content = put(60, 100, "青空", size=12) + put(60, 93, "あおぞら", size=6) + put(84, 100, "の若葉", size=12)
    (page,), _ = laid_out(make_pdf(content))
    check(page)
    assert "青空の若葉" in page.text


def test_small_print_above_a_heading_is_no_reading() -> None:
    content = put(60, 88, "しりょう第二章のまとめ", size=8) + put(60, 100, "若葉の公開", size=18)
    (page,), _ = laid_out(make_pdf(content))
    check(page)
    assert "しりょう第二章のまとめ" in page.text
    assert not of_kind(page, BlockKind.FURNITURE)


def test_a_line_of_small_kana_far_above_or_beside_is_no_reading() -> None:
    content = put(60, 80, "あおぞら", size=6) + put(60, 100, "青空", size=12) + put(300, 93, "わかば", size=6)
    (page,), _ = laid_out(make_pdf(content))
    check(page)
    assert not of_kind(page, BlockKind.FURNITURE)
