"""Headers of two rows in tables of Markdown."""

from __future__ import annotations

import pytest

from extract.documents.markdown import read_markdown_page


def heads(*rows: str) -> dict[tuple[int, int], int]:
    """The headers of a table by place, with how many columns each covers."""
    first, *others = rows
    columns = first.count("|") - 1
    page = read_markdown_page("\n".join([first, "|" + "--|" * columns, *others]) + "\n")
    (table,) = page.tables
    return {(cell.row, cell.column): cell.column_span for cell in table.cells if cell.header and cell.lines}


def test_a_second_row_of_words_under_groups_heads_its_columns():
    found = heads("| 构造 |  | 训练 |  |", "| 模型 | 层数 | 步数 | 批 |", "| 青叶 | 12 | 1,000 | 256 |")
    assert found == {(0, 0): 2, (0, 2): 2, (1, 0): 1, (1, 1): 1, (1, 2): 1, (1, 3): 1}


def test_an_empty_first_row_leaves_the_second_as_headers():
    assert heads("|  |  |", "| **模型** | **层数** |", "| 青叶 | 12 |") == {(1, 0): 1, (1, 1): 1}


@pytest.mark.parametrize(
    "rows",
    [
        ("| 模型 |  | 层数 |", "| 青叶 | 基座 | 12 |", "| 红叶 | 对话 | 24 |"),  # a row of values
        ("| 模型 |  | 备注 |", "| 青叶 | 基座 | 甲 |", "| 红叶 | 对话 | 乙 |"),  # no numbers below
        ("| 模型 | 层数 |", "| 青叶 | 未知 |", "| 红叶 | 24 |"),  # nothing open
        ("|  | 层数 |", "| 青叶 | 未知 |", "| 红叶 | 24 |"),  # only the corner is
        ("| 模型 |  | 层数 |", "| 青叶 |  | 未知 |", "| 红叶 | 对话 | 24 |"),  # not filled
    ],
)
def test_other_second_rows_are_values(rows: tuple[str, ...]) -> None:
    assert {row for row, _ in heads(*rows)} == {0}
