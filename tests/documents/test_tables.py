"""Tables of PDF pages: which shapes make cells, which cells are headers, what rules alone hold together."""

from __future__ import annotations

import pytest
from test_pdf import box, check, laid_out, make_pdf, put

from extract.documents.document import Page, Table

HEIGHT = 842


def page_of(*contents: str) -> Page:
    (page,), problems = laid_out(make_pdf("".join(contents), size=(595, HEIGHT)))
    assert not problems
    check(page)
    return page


def word(x: float, top: float, text: str, *, size: float = 10) -> str:
    return put(x, top, text, size=size, height=HEIGHT)


def fill(x0: float, top: float, x1: float, bottom: float, color: str = "0.8") -> str:
    return f"{color} g {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f 0 g\n"


def grid(
    rows: list[list[tuple[str, int, int]]], *, x: float = 60, top: float = 80, ground: tuple[int, ...] = ()
) -> str:
    """Return the operators of a ruled table; a cell is its text, its row span and its column span; ground rows are grey."""
    taken: set[tuple[int, int]] = set()
    content = ""
    for i, row in enumerate(rows):
        column = 0
        for text, high, wide in row:
            while (i, column) in taken:
                column += 1
            taken |= {(i + a, column + b) for a in range(high) for b in range(wide)}
            sides = (x + 90 * column, top + 30 * i, x + 90 * (column + wide), top + 30 * (i + high))
            content += fill(*sides) if i in ground else ""
            content += box(*sides, height=HEIGHT) + (word(sides[0] + 5, sides[1] + 9, text) if text else "")
    return content


def one(*texts: str) -> list[tuple[str, int, int]]:
    return [(text, 1, 1) for text in texts]


def table_of(page: Page) -> Table:
    (table,) = page.tables
    return table


def cells(page: Page) -> dict[tuple[int, int], str]:
    found = table_of(page).cells
    return {(c.row, c.column): " ".join(line.of(page.text) for line in c.lines) for c in found if c.lines}


def headers(page: Page) -> list[str]:
    return [line.of(page.text) for cell in table_of(page).cells if cell.header for line in cell.lines]


BODY = [one("甲社", "10", "1", "12", "2"), one("乙社", "20", "3", "22", "4")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [[("会社", 2, 1), ("国内", 1, 2), ("国外", 1, 2)], one("売上", "利益", "売上", "利益"), *BODY],
            ["会社", "国内", "国外", "売上", "利益", "売上", "利益"],
            id="a corner over both rows",
        ),
        pytest.param(
            [[("", 1, 1), ("国内", 1, 2), ("国外", 1, 2)], one("会社", "売上", "利益", "売上", "利益"), *BODY],
            ["国内", "国外", "会社", "売上", "利益", "売上", "利益"],
            id="an empty corner",
        ),
        pytest.param(
            [[("主な会社の概要", 1, 5)], one("会社", "社員", "支店", "売上", "利益"), *BODY],
            ["主な会社の概要", "会社", "社員", "支店", "売上", "利益"],
            id="a title over all columns",
        ),
        pytest.param(
            [one("会社", "社員", "支店", "売上", "利益"), [("国内", 1, 5)], *BODY],
            ["会社", "社員", "支店", "売上", "利益"],
            id="a row that names those below it",
        ),
    ],
)
def test_headers_of_one_and_of_two_rows(rows: list[list[tuple[str, int, int]]], expected: list[str]) -> None:
    assert headers(page_of(grid(rows))) == expected


def test_a_first_row_of_prose_is_no_header() -> None:
    rows = [one("北国", "規則を設けた。"), one("南国", "規則は無い。"), one("西国", "規則を検討する。")]
    assert headers(page_of(grid(rows))) == []


def test_rows_on_the_ground_of_the_first_are_headers_too() -> None:
    half = [one("会社", "売上"), one("甲社", "10"), one("乙社", "20"), one("丙社", "30"), one("丁社", "40")]
    page = page_of(grid([*half, one("機関", "予算"), *half[1:]], ground=(0, 5)))
    assert headers(page) == ["会社", "売上", "機関", "予算"]


def test_every_other_row_on_a_ground_is_no_header() -> None:
    rows = [one("会社", "売上"), *(one(f"{name}社", "あり") for name in "甲乙丙丁戊己")]
    assert headers(page_of(grid(rows, ground=(1, 3, 5)))) == ["会社", "売上"]


def test_the_ground_of_a_text_within_its_cell_makes_no_column() -> None:
    rows = [one("分野", "技能"), one("統計", "推定"), one("情報", "設計")]
    tint = fill(155, 112, 235, 138) + fill(155, 142, 235, 168)
    page = page_of(tint, grid(rows))
    assert cells(page) == {
        (0, 0): "分野",
        (0, 1): "技能",
        (1, 0): "統計",
        (1, 1): "推定",
        (2, 0): "情報",
        (2, 1): "設計",
    }


def test_rules_under_headings_and_the_ground_of_the_page_belong_to_no_table() -> None:
    rules = "".join(fill(60, top, 510, top + 0.6, "0.5") for top in (60, 250))
    ground = fill(58, 40, 512, 800, "1")
    first = grid([one("名前", "型", "要否", "既定", "備考"), one("甲", "文字", "要", "空", "短く")], top=80)
    second = grid([one("名前", "値", "単位", "桁", "備考"), one("乙", "数", "円", "八", "正の値")], top=290)
    page = page_of(ground, rules, word(60, 46, "受け取るもの"), first, word(60, 236, "返すもの"), second)
    assert [len(table.cells) for table in page.tables] == [10, 10]
    assert "返すもの" in [block.span.of(page.text) for block in page.blocks]


def test_labels_above_and_beside_an_open_field_are_no_table() -> None:
    heads = "".join(box(150 + 120 * i, 80, 270 + 120 * i, 100, height=HEIGHT) for i in range(3))
    sides = "".join(box(60, 100 + 90 * i, 150, 190 + 90 * i, height=HEIGHT) for i in range(2))
    words = word(190, 85, "春") + word(310, 85, "夏") + word(430, 85, "秋") + word(80, 140, "甲") + word(80, 230, "乙")
    assert not page_of(heads, sides, words).tables


# --- rules alone ---


def dotted(*tops: float, parts: tuple[tuple[float, float], ...] = ((60, 500),)) -> str:
    return "".join(f"{x0} {HEIGHT - top} m {x1} {HEIGHT - top} l S\n" for top in tops for x0, x1 in parts)


ROWS = (("分析", ("利点を知る", "受け止め方を知る")), ("設定", ("目標を置く",)), ("設計", ("差を測る", "人を育てる")))


def ruled_rows(top: float) -> str:
    content = ""
    for i, (name, lines) in enumerate(ROWS):
        content += word(64, top + 50 * i, name)
        content += "".join(word(210, top + 50 * i + 14 * j, line) for j, line in enumerate(lines))
    return content


def test_rules_between_the_rows_and_a_broken_one_below_the_heads() -> None:
    heads = word(64, 82, "分類") + word(210, 82, "目標")
    broken = dotted(98, parts=((60, 180), (208, 500)))
    page = page_of(heads, broken, dotted(146, 196), ruled_rows(106))
    expected = {(0, 0): "分類", (0, 1): "目標"}
    for i, (name, lines) in enumerate(ROWS, start=1):
        expected |= {(i, 0): name, (i, 1): " ".join(lines)}
    assert cells(page) == expected
    assert headers(page) == ["分類", "目標"]


def test_a_line_above_the_first_rule_that_is_no_row_stays_outside() -> None:
    page = page_of(
        word(64, 82, "次の表は公開された資料による分類をそのまま写したものである"),
        dotted(98, 146, 196, 246),
        ruled_rows(106),
    )
    assert (0, 0) in cells(page)
    assert cells(page)[0, 0] == "分析"


def test_the_number_of_a_row_is_part_of_its_cell() -> None:
    page = page_of(grid([one("項目", "値"), one("1. 売上", "10"), one("2. 利益", "1")]))
    assert cells(page)[1, 0] == "1. 売上"


def test_prose_between_rules_is_no_table() -> None:
    lines = "".join(word(64, 106 + 50 * i, "これは罫線の間に置かれた文であり、表の行ではない。") for i in range(3))
    assert not page_of(dotted(98, 146, 196, 246), lines).tables


def test_a_caption_right_below_a_paragraph_is_a_block_of_its_own() -> None:
    prose = word(60, 50, "次に公開された模型を並べる。") + word(60, 66, "表1 公開された模型")
    page = page_of(prose, grid([one("名前", "値"), one("乙", "数")], top=84))
    caption = table_of(page).caption
    assert caption is not None
    assert caption.of(page.text) == "表1 公開された模型"


def test_borders_that_cut_through_lines_of_text_make_no_table() -> None:
    prose = "".join(word(64, 88 + 30 * i, "この文は二つの色の地の間を通り抜けて右の端まで続いている") for i in range(3))
    empty = [[("", 1, 1), ("", 1, 1), ("", 1, 1)]] * 3
    page = page_of(grid(empty), prose)
    assert not page.tables
    assert page.text.count("通り抜けて") == 3
