"""Rows that a file writes as one, with breaks between what belongs to each."""

from __future__ import annotations

import pytest

from extract.documents.markdown import read_markdown_page
from extract.documents.melted_rows import parts_of
from extract.text import Span, clean

HEAD = "| 领域 | 基准 | 青叶 | 红叶 |\n|--|--|--|--|\n"


def rows_of(text: str) -> list[list[str]]:
    page = read_markdown_page(text)
    (table,) = page.tables
    rows: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda each: (each.row, each.column)):
        rows.setdefault(cell.row, []).append(clean(page.text, cell.lines, page.markup).text)
    return list(rows.values())


def test_each_part_of_a_melted_row_is_a_row():
    text = HEAD + "| 数学 | 甲算<br>乙算 | **71.2**<br>- | 60.1<br/>55 |\n| 代码 | 甲码 | 40.3 | 38.8 |\n"
    assert rows_of(text)[1:] == [
        ["数学", "甲算", "71.2", "60.1"],
        ["乙算", "-", "55"],
        ["代码", "甲码", "40.3", "38.8"],
    ]
    cells = read_markdown_page(text).tables[0].cells
    assert [(cell.row, cell.row_span) for cell in cells if cell.column == 0] == [(0, 1), (1, 2), (3, 1)]


@pytest.mark.parametrize(
    "row",
    [
        "| 数学 | 甲算<br>乙算 | 71.2<br>60.1<br>3 | 55 |",  # which number is of which name is open
        "| 数学 | 甲算 | 71.2<br>60.1 | 55<br>54 |",  # numbers of one name
        "| 数学<br>推理 | 甲算<br>乙算 | 好<br>差 | 差<br>好 |",  # no numbers
    ],
)
def test_other_rows_with_breaks_stay_one(row: str) -> None:
    assert len(rows_of(HEAD + row + "\n")) == 2


def test_a_melted_row_of_html_moves_the_rows_below():
    text = (
        "<table><tr><th>基准</th><th>青叶</th></tr><tr><td>甲算<br>乙算</td><td>71<br>60</td></tr>"
        "<tr><td>丙算</td><td>5</td></tr></table>\n"
    )
    assert rows_of(text) == [["基准", "青叶"], ["甲算", "71"], ["乙算", "60"], ["丙算", "5"]]


def test_parts_without_text_are_none():
    text = "甲<br><br>**乙**<br> "
    assert [span.of(text) for span in parts_of(text, Span(0, len(text)))] == ["甲", "**乙**"]
