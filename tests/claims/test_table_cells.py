"""Tables as they are: a claim a cell with its headers, in every way that a table is found."""

from __future__ import annotations


def test_the_cells_of_a_markdown_table(say):
    said = say("# 一覧\n\n| 企業 | モデル |\n|--|--|\n| 甲社 | 「青葉」 |\n| 乙社 | |\n", markdown=True)
    cells = {(cell.row, cell.column): (cell.text, cell.row_header, cell.column_header) for cell in said.cells}
    assert cells == {
        (0, 0): ("企業", "", ""),
        (0, 1): ("モデル", "", ""),
        (1, 0): ("甲社", "", "企業"),
        (1, 1): ("「青葉」", "甲社", "モデル"),
        (2, 0): ("乙社", "", "企業"),
    }
    assert {(cell.table, cell.page, cell.caption, cell.rule) for cell in said.cells} == {
        (1, 1, "一覧", "tables.markdown")
    }


def test_a_cell_that_holds_for_several_rows_heads_each(say):
    said = say("表\n\n企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n「若葉」 2023年6月\n")
    cells = {(cell.row, cell.column): cell.row_header for cell in said.cells}
    assert cells[2, 1] == cells[2, 2] == "甲社"
    assert (2, 0) not in cells
    assert {cell.rule for cell in said.cells} == {"tables.aligned"}
    assert {cell.confidence for cell in said.cells} == {0.8}


def test_tables_are_counted_over_the_document(say):
    table = "| 一 | 二 |\n|--|--|\n| 三 | 四 |\n"
    said = say(f"# 甲\n\n{table}\n\n本文\n\n{table}\n\n## 乙\n\n{table}\n", markdown=True)
    assert sorted({cell.table for cell in said.cells}) == [1, 2, 3]
    assert {cell.caption for cell in said.cells if cell.table == 3} == {"甲 / 乙"}


def test_a_cell_quotes_what_it_holds(say):
    said = say("| 企業 | モデル |\n|--|--|\n| 甲 社 | **青葉** |\n", markdown=True)
    quotes = {cell.text: said.quotes(cell) for cell in said.cells}
    assert quotes["甲社"] == ["甲 社"]
    assert quotes["青葉"] == ["青葉"]
