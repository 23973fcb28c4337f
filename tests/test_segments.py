"""Sections and statements: what a title or heading holds for, and the way from a statement back to its page."""

from __future__ import annotations

import pytest

from extract.documents.document import Block, BlockKind, Cell, Document, Page, Table
from extract.documents.markdown import read_markdown_page
from extract.documents.markers import lines_of, trimmed
from extract.documents.plain import read_plain_pages
from extract.lang.language import load_language
from extract.segments import Section, cell_statements, segment
from extract.text import Span

JA = load_language("ja")


def document(*pages: Page, language: str = "ja") -> Document:
    return Document("doc-1", "a", "0", "text/plain", language, "report", pages)


def sections(text: str, language: str = "ja", *, markdown: bool = False) -> list[Section]:
    pages = [read_markdown_page(text)] if markdown else list(read_plain_pages(text))
    return list(segment(document(*pages, language=language), load_language(language)))


def texts(text: str, language: str = "ja", kind: BlockKind | None = None, *, markdown: bool = False) -> list[str]:
    return [
        statement.text
        for section in sections(text, language, markdown=markdown)
        for statement in section.statements
        if kind is None or statement.kind is kind
    ]


def test_a_source_line_that_names_another_work_is_one_of_its_own():
    found = texts(
        "見出し\n\n出所：甲野太郎（2023）『青葉の研究』若葉社\n乙野次郎（2022）『若葉の\n研究』\n",
        kind=BlockKind.SOURCE,
    )
    assert found == ["出所:甲野太郎(2023)『青葉の研究』若葉社", "乙野次郎(2022)『若葉の研究』"]


def test_a_slide_with_title_and_running_header_is_one_section():
    text = (
        " 第一の題名である\n市場の概要\n\n本文の一。\n 第二の題名である\n市場の概要\n\n本文の二。\n" + "続く。\n" * 30
    )
    first, second = sections(text)
    assert first.title == "第一の題名である / 市場の概要"
    assert [each.text for each in first.statements[2:]] == ["本文の一。"]
    assert second.title == "第二の題名である / 市場の概要"


def test_headings_hold_until_one_of_their_level():
    found = sections("# 題\n\n前文\n\n## 甲\n\n本文\n\n### 乙\n\n本文\n\n## 丙\n\n本文\n", markdown=True)
    assert [section.title for section in found] == ["題", "題 / 甲", "題 / 甲 / 乙", "題 / 丙"]


def test_titles_do_not_hold_over_pages():
    found = sections("題の行\n本文の行である。\f次の頁の題\n\n本文である。\n")
    assert [section.title for section in found] == ["題の行", "次の頁の題"]


def test_furniture_code_and_table_text_are_no_statements():
    text = "# 題\n\n本文\n\n```\n符号\n```\n\n| 甲 | 乙 |\n|--|--|\n| 丙 | 丁 |\n"
    (section,) = sections(text, markdown=True)
    assert [statement.text for statement in section.statements] == ["題", "本文"]
    assert len(section.tables) == 1


def test_a_table_belongs_to_its_section_alone():
    text = "# 題\n\n本文\n\n## 甲\n\n| 一 | 二 |\n|--|--|\n| 三 | 四 |\n\n## 乙\n\n本文\n"
    assert [len(section.tables) for section in sections(text, markdown=True)] == [0, 1, 0]


def test_a_page_that_is_nothing_but_a_table_has_it():
    (section,) = sections("| 一 | 二 |\n|--|--|\n| 三 | 四 |\n", markdown=True)
    assert (section.statements, len(section.tables)) == ((), 1)


def test_a_cell_is_read_bullet_by_bullet():
    text = "• 六月に新しい版を\n公開\n• 七月に停止"
    lines = tuple(trimmed(text, line) for line in lines_of(text))
    cell = Cell(1, 0, lines)
    page = Page(1, text, (Block(BlockKind.TABLE, lines),), (Table((cell,), "ruled"),))
    assert [each.text for each in cell_statements(page, cell, JA)] == ["六月に新しい版を公開", "七月に停止"]


def test_a_statement_knows_what_the_page_says():
    text = "見出し\n\n大規模言\n語モデルの\u3000「悟道 ３.０」を公開した。\n"
    (section,) = sections(text)
    statement = section.statements[-1]
    start = statement.text.index("悟道3.0")
    assert statement.raw(start, start + 5).of(statement.page_text) == "悟道 ３.０"
    start = statement.text.index("言語")
    assert statement.raw(start, start + 2).of(statement.page_text) == "言\n語"
    assert statement.written(start, start + 2) == "言語"


def test_written_text_keeps_latin_words_apart():
    (section,) = sections("見出し\n\n題は『open source\nmodel of 甲\n社』である。\n")
    statement = section.statements[-1]
    start, end = statement.text.index("open"), statement.text.index("』")
    assert statement.written(start, end) == "open source model of 甲社"


def test_sentences():
    (section,) = sections("見出し\n\n「公開した。」と述べた。次は？未定\n")
    statement = section.statements[-1]
    assert [span.of(statement.text) for span in statement.sentences] == [
        "「公開した。」",
        "と述べた。",
        "次は?",
        "未定",
    ]


def test_a_span_of_lines_out_of_order_is_that_of_all():
    block = Block(BlockKind.PARAGRAPH, (Span(5, 9), Span(0, 3)))
    assert block.span == Span(0, 9)
    with pytest.raises(ValueError, match="at least one line"):
        Block(BlockKind.PARAGRAPH, ())
