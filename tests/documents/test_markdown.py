"""Markdown: blocks, tables and front matter as offsets into the file as it is, and what is markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.documents.document import BlockKind, Page
from extract.documents.markdown import front_matter, read_markdown_page
from extract.text import clean

ARTICLE = """\
---
title: 青葉モデルの半年
author: 甲野太郎
date: 2023-07-08T09:00
---

# 青葉モデル[^1]の*半年*

甲社の[青葉](https://example.org/a_(b))は2023年5月に
**公開**された。<br>詳しくは`pip install aoba`を<!-- 削除
予定 -->見よ。

## 一、特徴

- 第一の項目
  - 中の項目
1. 番号の項目

| モデル | 日付 | 備考 |
|:--|--|--|
| 青葉\\|7B | 2023年5月 | |
| [若葉](https://example.org) | 2023年6月 | <b>無償</b> |

```python
released = "2023年9月"
```

来源：某网（2023）《青叶》
注：推計値である
"""


def words(page: Page, *kinds: BlockKind) -> list[str]:
    return [clean(page.text, block.lines, page.markup).text for block in page.blocks if block.kind in kinds]


def cells(page: Page) -> list[list[list[str]]]:
    return [
        [
            [clean(page.text, cell.lines, page.markup).text for cell in table.cells if cell.row == row]
            for row in range(1 + max(cell.row for cell in table.cells))
        ]
        for table in page.tables
    ]


def test_the_page_is_the_file_as_it_is():
    assert read_markdown_page(ARTICLE).text == ARTICLE


def test_front_matter():
    header = front_matter(ARTICLE)
    assert (header.title, header.authors, header.published) == ("青葉モデルの半年", ("甲野太郎",), "2023-07-08")
    assert ARTICLE[header.end :].startswith("\n# 青葉")


@pytest.mark.parametrize("key", ["date", "pubDate", "publishDate", "published_at", "datePublished"])
def test_the_day_of_a_page_under_the_keys_of_sites(key):
    assert front_matter(f"---\ntitle: 青葉\n{key}: 2026-08-07\n---\n本文").published == "2026-08-07"


def test_front_matter_is_no_statement():
    assert not any("甲野" in text for text in words(read_markdown_page(ARTICLE), *BlockKind))


@pytest.mark.parametrize(
    ("text", "authors", "published"),
    [
        ("---\nauthors: [甲, 乙]\npublished: 2023-05\n---\n", ("甲", "乙"), "2023-05"),
        ("---\r\nauthor: 甲\r\n---\r\n本文", ("甲",), ""),
        ("\ufeff---\nauthor: 甲\n---\n", ("甲",), ""),
        ("---\ndate: 昨日\n---\n", (), ""),
        ("---\n- 一\n- 二\n---\n", (), ""),
        ("---\n: [\n---\n", (), ""),
        ("本文\n---\nauthor: 甲\n---\n", (), ""),
        ("", (), ""),
    ],
)
def test_front_matter_that_says_little(text, authors, published):
    header = front_matter(text)
    assert (header.authors, header.published) == (authors, published)


def test_title_headings_and_their_levels():
    page = read_markdown_page(ARTICLE)
    assert words(page, BlockKind.TITLE) == ["青葉モデル[^1]の半年"]
    assert words(page, BlockKind.HEADING) == ["一、特徴"]
    assert [block.level for block in page.blocks if block.kind is BlockKind.HEADING] == [2]


def test_only_the_first_top_heading_is_the_title():
    page = read_markdown_page("# 一\n\n本文\n\n# 二\n\n題\n===\n")
    assert words(page, BlockKind.TITLE) == ["一"]
    assert words(page, BlockKind.HEADING) == ["二", "題"]


def test_links_emphasis_tags_and_comments_are_markup():
    (paragraph,) = [text for text in words(read_markdown_page(ARTICLE), BlockKind.PARAGRAPH) if "青葉" in text]
    assert paragraph == "甲社の青葉は2023年5月に公開された。詳しくはpip install aobaを見よ。"


@pytest.mark.parametrize(
    ("text", "read"),
    [("og:site_name: 青葉庁", "og:site_name:青葉庁"), (":rocket: 青葉を公開", "青葉を公開"), ("公開:tada:", "公開")],
)
def test_an_emoji_by_name_is_markup_and_a_key_with_colons_is_none(text, read):
    page = read_markdown_page(text)
    assert clean(page.text, None, page.markup).text == read


def test_a_line_break_parts_words_and_a_footnote_mark_joins_none():
    (said,) = words(
        read_markdown_page("Aoba<br/>Wakaba-7B<sup>1</sup> と 青葉<br>若葉 と 5.2<sup>[2]</sup>点<sup>*</sup>"),
        BlockKind.PARAGRAPH,
    )
    assert said == "Aoba Wakaba-7Bと青葉若葉と5.2点"


def test_list_items_and_their_depth():
    page = read_markdown_page(ARTICLE)
    items = [(clean(page.text, b.lines).text, b.level) for b in page.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == [("第一の項目", 1), ("中の項目", 2), ("番号の項目", 1)]


def test_a_table_with_escaped_bars_and_empty_cells():
    (table,) = cells(read_markdown_page(ARTICLE))
    assert table[0] == ["モデル", "日付", "備考"]
    assert table[1][:2] == ["青葉|7B", "2023年5月"]
    assert table[2] == ["若葉", "2023年6月", "無償"]


def test_the_first_row_of_a_table_is_its_header():
    (table,) = read_markdown_page(ARTICLE).tables
    assert {cell.row for cell in table.cells if cell.header} == {0}
    assert table.method == "markdown"


def test_code_is_no_prose():
    page = read_markdown_page(ARTICLE)
    assert not any("2023年9月" in text for text in words(page, *(set(BlockKind) - {BlockKind.CODE})))
    page = read_markdown_page("本文\n\n    2023年9月に公開\n\n~~~\n2023年9月\n~~~\n")
    assert words(page, BlockKind.PARAGRAPH) == ["本文"]


def test_source_and_note_paragraphs():
    page = read_markdown_page(ARTICLE)
    assert words(page, BlockKind.SOURCE)[0].startswith("来源:某网(2023)《青叶》")
    assert words(read_markdown_page("注：推計値\n"), BlockKind.NOTE) == ["注:推計値"]


def test_quotes_and_images():
    page = read_markdown_page("> 引用の文\n> 続きの文\n\n![図の説明](a.png)\n\n![印](b.png)本文\n")
    assert words(page, BlockKind.PARAGRAPH) == ["引用の文続きの文", "本文"]


def test_html_blocks_count_as_their_text():
    page = read_markdown_page('<div align="center">\n<p>中央の<b>文</b></p>\n</div>\n\n<!-- 隠れた文 -->\n')
    assert words(page, BlockKind.PARAGRAPH) == ["中央の文"]


def test_a_comment_over_several_lines_is_left_out():
    assert words(read_markdown_page("前\n\n<!--\n隠れた\n\n文\n-->\n\n後\n"), BlockKind.PARAGRAPH) == ["前", "後"]


@pytest.mark.parametrize("text", ["snake_case_name と 2*3*4", "a < b かつ c > d", "`a|b` の | 印"])
def test_marks_within_words(text):
    """Nothing but marks is lost from a line that only looks like markup."""
    (said,) = words(read_markdown_page(text), BlockKind.PARAGRAPH)
    for word in ("snake_case_name", "a < b", "c > d", "の"):
        if word in text:
            assert word in said


@pytest.mark.parametrize("char", ["\u2028", "\x0b", "\x0c", "\x85", "\x1c"])
def test_lines_are_those_of_commonmark(char):
    page = read_markdown_page(f"# 題\n\n前の{char}文\n\n- 項目\n\n後の文\r\n\r\n## 節\r末の文\n")
    assert [(block.kind.value, clean(page.text, block.lines).text) for block in page.blocks] == [
        ("title", "題"),
        ("paragraph", "前の文"),
        ("list_item", "項目"),
        ("paragraph", "後の文"),
        ("heading", "節"),
        ("paragraph", "末の文"),
    ]


PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "|",
        "|--|",
        "\n",
        "\n\n",
        "```\n",
        "青葉",
        "2023年",
        "**",
        "[",
        "](a)",
        "<!--",
        "-->",
        "<p>",
        "</p>",
        "`",
        "_",
        "\\",
        "---\n",
        "a: b",
        "    ",
        "\r\n",
        "\t",
        "\u2028",
        "\x0c",
        "\ufeff",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_file_has_blocks_and_cells_within_it(text):
    page = read_markdown_page(text)
    assert page.text == text
    for span in [line for block in page.blocks for line in block.lines] + [
        line for table in page.tables for cell in table.cells for line in cell.lines
    ]:
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
    assert list(page.markup) == sorted(page.markup)
