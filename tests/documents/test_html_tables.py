"""Tables that Markdown files write in HTML, and headings in HTML."""

from __future__ import annotations

import pytest

from extract.documents.document import BlockKind
from extract.documents.html_tables import html_table
from extract.documents.markdown import read_markdown_page
from extract.text import Span, clean


def table_of(text: str):
    """The only table of a page: rows of its cells' texts, headers marked with #."""
    page = read_markdown_page(text)
    (table,) = page.tables
    rows: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda each: (each.row, each.column)):
        said = " ".join(clean(page.text, [line], page.markup).text for line in cell.lines)
        rows.setdefault(cell.row, []).append(f"#{said}" if cell.header else said)
    return list(rows.values())


def blocks_of(text: str, kind: BlockKind) -> list[str]:
    page = read_markdown_page(text)
    return [clean(page.text, block.lines, page.markup).text for block in page.blocks if block.kind is kind]


def test_rows_and_headers():
    text = "<table>\n<tr><th>模型</th><th>参数</th></tr>\n<tr><td><b>青叶-7B</b></td><td>7B</td></tr>\n</table>\n"
    assert table_of(text) == [["#模型", "#参数"], ["青叶-7B", "7B"]]


def test_a_table_goes_on_behind_an_empty_line():
    text = "<table>\n<tr><td>模型</td><td>得分</td></tr>\n\n    <tr><td>青叶</td><td>71</td></tr>\n</table>\n\n正文。\n"
    assert table_of(text) == [["#模型", "#得分"], ["青叶", "71"]]
    assert blocks_of(text, BlockKind.PARAGRAPH) == ["正文。"]
    assert blocks_of(text, BlockKind.CODE) == []


def test_a_first_row_with_numbers_is_no_header():
    assert table_of("<table><tr><td>青叶</td><td>71</td></tr><tr><td>若叶</td><td>65</td></tr></table>\n")[0] == [
        "青叶",
        "71",
    ]


def test_cells_over_several_rows_and_columns():
    text = (
        "<table><thead><tr><th rowspan='2'>模型</th><th colspan=\"2\">得分</th></tr><tr><th>中文</th><th>英文</th></tr></thead>"
        "<tbody><tr><td>青叶</td><td>71</td><td>65<br>(5-shot)</td></tr></tbody></table>\n"
    )
    page = read_markdown_page(text)
    places = {(cell.row, cell.column): len(cell.lines) for cell in page.tables[0].cells}
    assert places == {(0, 0): 1, (0, 1): 1, (1, 1): 1, (1, 2): 1, (2, 0): 1, (2, 1): 1, (2, 2): 2}


def test_a_row_without_cells_counts_where_cells_above_reach_into_it():
    head = "<tr><th rowspan=2>模型</th><th rowspan=2>得分</th></tr><tr></tr>"
    rows = "<tr><td>青叶</td><td>71</td></tr><tr></tr><tr><td>若叶</td><td>65</td></tr>"
    (table,) = read_markdown_page(f"<table>{head}{rows}</table>\n").tables
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (2, 0), (2, 1), (3, 0), (3, 1)]


def test_a_cell_between_rows_begins_a_row():
    assert table_of(
        "<table><tr><th>项目</th><th>青叶</th></tr><td>层数</td><td>32</td></tr><tr><td>词表</td><td>6万</td></tr></table>\n"
    ) == [
        ["#项目", "#青叶"],
        ["层数", "32"],
        ["词表", "6万"],
    ]


def test_a_table_that_nothing_closes_ends_with_its_last_row():
    rows = "<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
    text = f"<table>{rows}\n\n之后的文字。\n\n<table>{rows}{rows}</table>\n"
    page = read_markdown_page(text)
    assert [max(cell.row for cell in table.cells) for table in page.tables] == [1, 3]
    assert blocks_of(text, BlockKind.PARAGRAPH) == ["之后的文字。"]


def test_what_stands_before_a_table_is_kept():
    text = "<div>\n说明<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table></div>\n"
    assert blocks_of(text, BlockKind.PARAGRAPH) == ["说明"]


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td><img src='a.png'></td><td>图一</td></tr></table>\n",
        "<!-- <table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table> -->\n",
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁\n",
        "```\n<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>\n```\n",
    ],
)
def test_no_table(text):
    assert read_markdown_page(text).tables == ()


def test_tables_within_each_other_that_nobody_closes():
    text = "<table>" * 50
    assert html_table(text, Span(0, len(text))) is None


def test_headings_in_html():
    text = '<div align="center">\n<h1>\n  <img src="a.png"> 青叶\n</h1>\n<p>副题</p>\n</div>\n\n# 介绍\n\n正文。\n'
    assert blocks_of(text, BlockKind.TITLE) == ["青叶"]
    assert blocks_of(text, BlockKind.HEADING) == ["介绍"]
    assert blocks_of(text, BlockKind.PARAGRAPH) == ["副题", "正文。"]


def test_a_heading_beside_text_is_text():
    assert blocks_of("<div>见<h1>青叶</h1>一节</div>\n", BlockKind.TITLE) == []


def test_the_address_of_a_link_in_brackets_is_left_out():
    assert blocks_of(
        "[[模型](https://example.org/a)] 与 [![图](b.png)](https://example.org)\n", BlockKind.PARAGRAPH
    ) == ["[模型]与"]
