"""Plain text whose layout is lost: slides, titles, running headers, bullets, source lines, pages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.documents.document import BlockKind, Page
from extract.documents.plain import read_plain_pages


def page_of(text: str) -> Page:
    (page,) = read_plain_pages(text)
    return page


def blocks(page: Page) -> list[tuple[str, list[str]]]:
    return [(block.kind.value, [line.of(page.text) for line in block.lines]) for block in page.blocks]


def of_kind(page: Page, kind: BlockKind) -> list[str]:
    return ["".join(line.of(page.text) for line in block.lines) for block in page.blocks if block.kind is kind]


# A line with one leading space is where a form feed stood.
SLIDES = (
    """\
 第一のスライドの題名はここにある
市場の概要

市場は広がりつつあるという説明の文である。
• 第一の項目
• 第二の項目

出所：甲社
 第二のスライドの題名は二行に
わたって続くことがある
市場の概要

別の説明の文がここに続いている。
 第三の題名
市場の概要ー地域

最後の説明の文がここにある。
"""
    + "本文の行が続いている。\n" * 30
)


def test_slide_marks_titles_and_running_headers():
    page = page_of(SLIDES)
    assert of_kind(page, BlockKind.TITLE) == [
        "第一のスライドの題名はここにある",
        "第二のスライドの題名は二行にわたって続くことがある",
        "第三の題名",
    ]
    assert of_kind(page, BlockKind.HEADING) == ["市場の概要", "市場の概要", "市場の概要ー地域"]


def test_bullets_and_sources_of_slides():
    page = page_of(SLIDES)
    assert of_kind(page, BlockKind.LIST_ITEM) == ["第一の項目", "第二の項目"]
    assert of_kind(page, BlockKind.SOURCE) == ["出所：甲社"]


def test_a_line_that_comes_back_elsewhere_is_no_running_header():
    text = "題名の行\n\n市場の概要\n本文である。\n\n市場の概要\n本文である。\n"
    assert of_kind(page_of(text), BlockKind.HEADING) == []


def test_a_text_that_is_indented_throughout_has_no_slide_marks():
    text = "はじめに\n" + " 段落の最初の行は字下げされている。\n続きの行である。\n" * 5
    assert of_kind(page_of(text), BlockKind.TITLE) == ["はじめに"]


def test_the_first_line_of_an_article_is_its_title():
    page = page_of("新型モデルが登場\n2023年7月8日\n\n本文はここから始まる。\n")
    assert of_kind(page, BlockKind.TITLE) == ["新型モデルが登場"]


@pytest.mark.parametrize("first", ["本文だけの文書である。", "質問はあるか？", "長" * 61])
def test_a_sentence_or_a_long_line_is_no_title(first):
    assert of_kind(page_of(f"{first}\n次の行である。\n"), BlockKind.TITLE) == []


def test_a_single_line_is_no_title():
    assert of_kind(page_of("新型モデルが登場"), BlockKind.TITLE) == []


def test_form_feeds_part_pages_and_begin_slides():
    text = "表紙\n副題の行\f二枚目の題名\n本文の行である。\f\n三枚目の題名\n本文の行である。\n"
    pages = list(read_plain_pages(text))
    assert [page.number for page in pages] == [1, 2, 3]
    assert "\f".join(page.text for page in pages) == text
    assert [of_kind(page, BlockKind.TITLE)[0][:2] for page in pages] == ["表紙", "二枚", "三枚"]


@pytest.mark.parametrize("bullet", ["•", "\uf06c", "\ue002", "■", "・", "①", "（1）"])
def test_bullets_are_left_out_of_their_items(bullet):
    page = page_of(f"見出し\n\n{bullet} 項目の文である\n{bullet}次の項目の文である\n")
    assert of_kind(page, BlockKind.LIST_ITEM) == ["項目の文である", "次の項目の文である"]


def test_an_item_goes_on_over_lines_and_an_empty_line_ends_it():
    page = page_of("見出し\n\n• 項目の文が次の行に\nわたって続く\n\n段落の文である\n")
    assert ("list_item", ["項目の文が次の行に", "わたって続く"]) in blocks(page)
    assert ("paragraph", ["段落の文である"]) in blocks(page)


def test_notes_sources_and_furniture():
    page = page_of("見出し\n\n本文である。\n注：推計値による\n出典：甲社『資料』\n12\nCopyright（C） 甲社\n")
    assert of_kind(page, BlockKind.NOTE) == ["注：推計値による"]
    assert of_kind(page, BlockKind.SOURCE) == ["出典：甲社『資料』"]
    assert of_kind(page, BlockKind.FURNITURE) == ["12", "Copyright（C） 甲社"]


def test_a_source_goes_on_over_lines():
    page = page_of("見出し\n\n出所：甲野太郎（2023）『青葉の\n研究』若葉社\n\n本文である。\n")
    assert ("source", ["出所：甲野太郎（2023）『青葉の", "研究』若葉社"]) in blocks(page)


def test_lines_without_a_gap_share_a_group():
    page = page_of("見出し\n\n「青葉」\n2023.05\n\n「若葉」\n2023.06\n")
    groups = {line.of(page.text): block.group for block in page.blocks for line in block.lines}
    assert groups["「青葉」"] == groups["2023.05"] != groups["「若葉」"] == groups["2023.06"]


def test_tables_come_with_the_page():
    page = page_of("見出し\n\n大学 モデル名 発表時期\n甲大学 「青葉」 2023年5月\n乙大学 「若葉」 2023年6月\n")
    assert [table.method for table in page.tables] == ["aligned"]


def test_other_line_ends_shift_no_slide():
    text = "表紙\u2028副題\x0b著者\n" + "本文の行が続く。\n" * 20 + " 次の題名\n\n本文である。\n"
    assert of_kind(page_of(text), BlockKind.TITLE) == ["次の題名"]


def test_a_title_does_not_swallow_the_text_right_below_it():
    page = page_of("新型モデルが登場\n本文はここから始まる。\n続きの文である。\n")
    assert of_kind(page, BlockKind.TITLE) == ["新型モデルが登場"]
    assert of_kind(page, BlockKind.PARAGRAPH) == ["本文はここから始まる。続きの文である。"]


LINES = st.sampled_from(
    [
        "",
        " 題名",
        "市場の概要",
        "• 項目",
        "\uf06c項目",
        "出所：甲",
        "注：乙",
        "12",
        "甲 乙 丙",
        "「青葉」 2023年 丁",
        "……",
        "文である。",
    ]
)


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n"]))
def test_every_line_is_in_one_block_and_within_its_page(lines, end):
    text = end.join(lines)
    page = page_of(text)
    assert page.text == text
    spans = sorted(line for block in page.blocks for line in block.lines)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = "".join(span.of(text) for span in spans)
    assert sum(map(covered.count, "題甲市文青")) == sum(map(text.count, "題甲市文青"))
