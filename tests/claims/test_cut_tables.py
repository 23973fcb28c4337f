"""Tables cut by the end of a page: the headers and the caption of the first part hold for the rows of the next."""

from __future__ import annotations

from dataclasses import replace

from extract.claims.claim import CellClaim, ReleaseClaim
from extract.claims.find import find_claims
from extract.documents.document import Document, Page
from extract.documents.markdown import read_markdown_page
from extract.lang.language import load_language
from extract.mentions.names import NameFinder


def cut(*tables: str) -> tuple[Page, ...]:
    """Return a page for each Markdown table; those behind the first go on from it and have no headers."""
    pages = []
    for number, text in enumerate(tables, start=1):
        page = replace(read_markdown_page(text), number=number)
        (table,) = page.tables
        if number > 1:
            cells = tuple(replace(cell, header=False) for cell in table.cells)
            page = replace(page, tables=(replace(table, cells=cells, continues=True),))
        pages.append(page)
    return tuple(pages)


FIRST = "# 公開された模型\n\n| モデル名 | 企業名 | 発表日 |\n| --- | --- | --- |\n| 文心一言 | 百度 | 2023年3月 |\n"
NEXT = "| 通義千問 | アリババ | 2023年4月 |\n| --- | --- | --- |\n| 盤古3.0 | ファーウェイ | 2023年7月 |\n"
LAST = "| 混元 | テンセント | 2022年12月 |\n| --- | --- | --- |\n| 日日新 | 商湯 | 2023年4月 |\n"


def claims_of(finder: NameFinder, *tables: str) -> tuple[object, ...]:
    document = Document("doc-1", "a", "0", "application/pdf", "ja", "report", cut(*tables))
    return find_claims(document, finder, load_language("ja"))[0]


def test_rows_on_the_next_pages_are_read_by_the_first_headers(finder: NameFinder) -> None:
    releases = {
        (claim.model.name, claim.date.edtf, claim.evidence[0].page)
        for claim in claims_of(finder, FIRST, NEXT, LAST)
        if isinstance(claim, ReleaseClaim) and claim.rule == "releases.table-row"
    }
    assert releases >= {("文心一言", "2023-03", 1), ("通義千問", "2023-04", 2), ("混元", "2022-12", 3)}


def test_cells_on_the_next_page_have_the_first_headers_and_caption(finder: NameFinder) -> None:
    cells = [claim for claim in claims_of(finder, FIRST, NEXT) if isinstance(claim, CellClaim) and claim.page == 2]
    assert {(cell.column, cell.column_header) for cell in cells} == {(0, "モデル名"), (1, "企業名"), (2, "発表日")}
    assert {cell.caption for cell in cells} == {"公開された模型"}
    assert any(cell.text == "通義千問" and cell.row == 0 for cell in cells), "the first row is one like the others"
