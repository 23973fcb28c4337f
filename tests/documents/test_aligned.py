"""Tables of text whose layout is lost: what makes one, how broken rows are put together, and what is none."""

from __future__ import annotations

from extract.documents.aligned import aligned_tables, cells_of_line
from extract.documents.document import Cell, Table
from extract.documents.markers import lines_of, trimmed
from extract.text import Span


def tables_in(text: str) -> tuple[Table, ...]:
    return aligned_tables(text, [trimmed(text, line) for line in lines_of(text)])


def grid(text: str, table: Table) -> list[list[str]]:
    """Return the table's words by row, a cell that covers several rows in each of them."""
    rows = max(cell.row + cell.row_span for cell in table.cells)
    words = [[""] * (max(cell.column for cell in table.cells) + 1) for _ in range(rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            words[row][cell.column] = " ".join(line.of(text) for line in cell.lines)
    return words


def only(text: str) -> list[list[str]]:
    (table,) = tables_in(text)
    assert table.method == "aligned"
    return grid(text, table)


def test_a_header_and_two_rows_are_a_table():
    text = "大学 モデル名 発表時期\n甲大学 「青葉」 2023年5月\n乙大学 「若葉」 2023年6月\n"
    assert only(text) == [
        ["大学", "モデル名", "発表時期"],
        ["甲大学", "「青葉」", "2023年5月"],
        ["乙大学", "「若葉」", "2023年6月"],
    ]


def test_the_first_row_is_the_header():
    text = "大学 モデル名 発表時期\n甲大学 「青葉」 2023年5月\n乙大学 「若葉」 2023年6月\n"
    headers = [cell for table in tables_in(text) for cell in table.cells if cell.header]
    assert [(cell.row, cell.column) for cell in headers] == [(0, 0), (0, 1), (0, 2)]


def test_single_empty_lines_between_rows_are_ignored():
    assert (
        len(
            only(
                "企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n\n乙社 「若葉」 2023年6月\n\n丙社 「双葉」 2023年7月\n"
            )
        )
        == 4
    )


def test_two_empty_lines_end_a_table():
    text = "企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n乙社 「若葉」 2023年6月\n\n\n丙社 「双葉」 2023年7月\n"
    assert len(only(text)) == 3


def test_a_row_without_its_first_cell_belongs_to_the_one_above():
    text = "企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n「若葉」 2023年6月\n"
    assert only(text)[2] == ["甲社", "「若葉」", "2023年6月"]
    (table,) = tables_in(text)
    start = text.index("甲社")
    assert Cell(1, 0, (Span(start, start + 2),), row_span=2) in table.cells


def test_a_row_short_of_a_cell_that_looks_otherwise_is_no_row():
    text = "企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n乙社 「若葉」 2023年6月\n出資者 不明\n"
    assert len(only(text)) == 3


def test_a_row_broken_over_lines_is_put_together():
    text = (
        "起業家 役職 起業時期\n"
        "佐藤花子 元甲社部長 2021年10月\n"
        "鈴木一郎 元乙社研究所副所\n"
        "\n"
        "長、丙社董事長\n"
        "2023年3月\n"
        "高橋次郎 元丁社CEO 2023年4月\n"
    )
    rows = only(text)
    assert rows[2] == ["鈴木一郎", "元乙社研究所副所 長、丙社董事長", "2023年3月"]
    assert rows[3] == ["高橋次郎", "元丁社CEO", "2023年4月"]


def test_an_ellipsis_ends_a_table():
    text = "企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n乙社 「若葉」 2023年6月\n……\n丙社 「双葉」 2023年7月\n"
    assert len(only(text)) == 3


def test_a_source_line_ends_a_table():
    text = "企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n乙社 「若葉」 2023年6月\n出所： 各社 資料\n"
    assert len(only(text)) == 3


def test_one_row_is_no_table():
    assert tables_in("企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n") == ()


def test_two_columns_are_no_table():
    assert tables_in("企業 発表時期\n甲社 2023年5月\n乙社 2023年6月\n丙社 2023年7月\n") == ()


def test_prose_with_spaces_is_no_table():
    assert tables_in("この資料は 甲社が 作成した。\n次の資料は 乙社が 作成した。\n最後は 丙社が 作成した。\n") == ()


def test_a_line_of_figures_heads_nothing():
    assert tables_in("2021年 2022年 2023年\n甲社 乙社 丙社\n丁社 戊社 己社\n") == ()


def test_two_tables_below_each_other():
    text = (
        "企業 モデル名 発表時期\n甲社 「青葉」 2023年5月\n乙社 「若葉」 2023年6月\n\n"
        "大学 モデル名 公開日\n丙大学 「双葉」 2023年7月\n丁大学 「紅葉」 2023年8月\n"
    )
    assert [len(grid(text, table)) for table in tables_in(text)] == [3, 3]


def cells(line: str) -> list[str]:
    return [span.of(line) for span in cells_of_line(line, Span(0, len(line)))]


def test_spaces_within_marks_and_between_latin_words_part_nothing():
    assert cells("甲社 「青 葉」 Deep Learning Framework（第 二版） 2023年") == [
        "甲社",
        "「青 葉」",
        "Deep Learning Framework（第 二版）",
        "2023年",
    ]
    assert cells("甲社\u3000乙社  丙社") == ["甲社", "乙社", "丙社"]


def test_latin_words_are_parted_where_a_cell_is_missing():
    text = (
        "企業名 モデル名 公開日 規模\n"
        "NEC cotomi 2023年12月15日 130億\n"
        "Preferred Networks PLaMo-13B 2023年9月28日 130億\n"
        "甲社 「乙」 2023年8月10日 70億\n"
    )
    lines = [trimmed(text, line) for line in lines_of(text)]
    (table,) = aligned_tables(text, lines)
    rows = {(cell.row, cell.column): " ".join(line.of(text) for line in cell.lines) for cell in table.cells}
    assert [rows[1, column] for column in range(4)] == ["NEC", "cotomi", "2023年12月15日", "130億"]
    assert [rows[2, column] for column in range(2)] == ["Preferred Networks", "PLaMo-13B"]
