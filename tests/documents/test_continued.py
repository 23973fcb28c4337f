"""Tables that the end of a page cuts."""

from __future__ import annotations

import pytest
from test_pdf import box, check, laid_out, make_pdf, put

from extract.documents.document import Page

HEIGHT = 842
HEADS = ("模型", "開発者", "公開")
ROWS = [(f"若葉{i}", f"青空{i}", f"202{i % 10}年") for i in range(10)]


def grid(top: float, rows: list[tuple[str, ...]], *, x: float = 60, wide: float = 150) -> str:
    """Return the operators of a table with all its lines, its rows 30 points high."""
    content = ""
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            y = top + 30 * i
            content += box(x + wide * j, y, x + wide * (j + 1), y + 30, height=HEIGHT)
            content += put(x + wide * j + 6, y + 8, text, height=HEIGHT) if text else ""
    return content


def pages(*contents: str) -> list[Page]:
    found, problems = laid_out(make_pdf(*contents, size=(595, HEIGHT)))
    assert not problems
    for page in found:
        check(page)
    return found


def headers(page: Page) -> list[str]:
    (table,) = page.tables
    return [line.of(page.text) for cell in table.cells if cell.header for line in cell.lines]


FIRST = put(60, 60, "表1 公開された模型", height=HEIGHT) + grid(460, [HEADS, *ROWS])
NUMBER = put(290, 810, "1", size=9, height=HEIGHT)


def test_a_table_that_goes_on_has_no_headers_of_its_own() -> None:
    first, second = pages(FIRST + NUMBER, grid(60, ROWS[:3]))
    assert headers(first) == list(HEADS)
    assert headers(second) == []
    assert [page.tables[0].continues for page in (first, second)] == [False, True]


def test_a_table_over_three_pages_goes_on_twice() -> None:
    found = pages(FIRST, grid(60, ROWS + ROWS + ROWS[:4]), grid(60, ROWS[:3]))
    assert [page.tables[0].continues for page in found] == [False, True, True]
    assert [headers(page) for page in found] == [list(HEADS), [], []]


def test_repeated_headers_stay_headers() -> None:
    found = pages(FIRST, grid(60, [HEADS, *ROWS[:3]]))
    assert found[1].tables[0].continues
    assert headers(found[1]) == list(HEADS)


@pytest.mark.parametrize("mark", ["表1（続き）", "続表", "表1 (continued)"])
def test_a_line_may_say_that_the_table_goes_on(mark: str) -> None:
    found = pages(FIRST, put(60, 40, mark, height=HEIGHT) + grid(70, ROWS[:3]))
    assert found[1].tables[0].continues


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(FIRST, put(60, 40, "表2 別の表", height=HEIGHT) + grid(70, ROWS[:3]), id="a caption"),
        pytest.param(FIRST, grid(60, ROWS[:3], wide=120), id="other columns"),
        pytest.param(FIRST, grid(500, ROWS[:3]), id="far down the page"),
        pytest.param(FIRST, grid(60, [("会社", "役職", "備考"), *ROWS[:3]]), id="words where figures were"),
        pytest.param(grid(100, [HEADS, *ROWS]), grid(60, ROWS[:3]), id="room left on the first page"),
        pytest.param(
            FIRST + put(60, 795, "この表は公開された資料による。", height=HEIGHT) + NUMBER,
            grid(60, ROWS[:3]),
            id="a sentence below the first",
        ),
    ],
)
def test_another_table_is_another_table(first: str, second: str) -> None:
    found = pages(first, second)
    assert not found[1].tables[0].continues
    assert headers(found[1])
