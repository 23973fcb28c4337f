"""The marks at the start of a line: bullets, sources, notes, page numbers; and what only looks like one."""

import pytest

from extract.documents.markers import BULLET, FURNITURE, NOTE, lines_of, trimmed, without_bullet
from extract.documents.marks import SOURCE
from extract.text import Span


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("• 項目", "項目"),
        ("\uf06c 項目", "項目"),
        ("\ue000項目", "項目"),
        ("・項目", "項目"),
        ("■ 項目", "項目"),
        ("- 項目", "項目"),
        ("* item", "item"),
        ("①項目", "項目"),
        ("（1）項目", "項目"),
        ("1) 項目", "項目"),
        ("12. 項目", "項目"),
        ("  ✓ 項目", "項目"),
    ],
)
def test_bullets(line, body):
    span, bulleted = without_bullet(line, Span(0, len(line)))
    assert (span.of(line), bulleted) == (body, True)


@pytest.mark.parametrize("line", ["2023.05", "3.5倍", "-5%", "項目 • 二", "*1 注記", "2023年3月", "・・・", "(2023)年"])
def test_no_bullets(line):
    span, bulleted = without_bullet(line, Span(0, len(line)))
    assert (span.of(line), bulleted) == (line, False)


@pytest.mark.parametrize(
    "line",
    [
        "出所：各社資料",
        "出典: A社",
        "（出所）：A",
        "资料来源：公开资料",
        "来源:某网",
        "Source: A",
        "【資料】：B",
        "数据来源： C",
    ],
)
def test_source_lines(line):
    assert SOURCE.match(line)


@pytest.mark.parametrize("line", ["出所が分からない", "この資料：", "出典なし", "来源于网络", "resource: x"])
def test_lines_that_only_speak_of_sources(line):
    assert not SOURCE.match(line)


@pytest.mark.parametrize(
    "line", ["注：推計値", "注1）推計値", "※推計値", "*1「千社」：", "＊略語：", "（注）推計値", "註：x"]
)
def test_notes(line):
    assert NOTE.match(line)


@pytest.mark.parametrize("line", ["注目の企業", "**", "* 箇条書き", "注意：危険"])
def test_no_notes(line):
    assert not NOTE.match(line)


@pytest.mark.parametrize(
    "line", ["12", "- 3 -", "Copyright 2023 A", "10Copyright（C） A", "© A", "A. All rights reserved."]
)
def test_page_numbers_and_copyright_lines_are_furniture(line):
    assert FURNITURE.fullmatch(line)


@pytest.mark.parametrize("line", ["2023", "12社", "17.16", "3月"])
def test_figures_are_no_page_numbers(line):
    assert not FURNITURE.fullmatch(line)


def test_a_bullet_ends_with_its_line():
    text = "•\n次の行"
    assert without_bullet(text, Span(0, 1)) == (Span(0, 1), False)
    assert BULLET.match(text, 0, 1)


def test_lines_and_their_ends():
    text = "一\r\n二\n\n三\u2028四"
    assert [line.of(text) for line in lines_of(text)] == ["一", "二", "", "三", "四"]


def test_trimmed():
    text = "a  \u3000悟道 \n"
    assert trimmed(text, Span(1, len(text))).of(text) == "悟道"
    assert trimmed(text, Span(1, 3)) is None
