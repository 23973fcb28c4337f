"""HTML: the article without what stands around it, its table, and what the page says about itself."""

import pytest

from extract.documents.document import BlockKind
from extract.documents.html import read_html
from extract.text import clean

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="{charset}">
<title>青叶模型正式上线 - 某网</title><meta name="author" content="甲某;乙某">
<meta property="og:site_name" content="某网"><meta property="article:published_time" content="2023-05-07T09:00:00+08:00">
<script>var released = "2022年1月";</script></head>
<body><nav><ul><li><a href="/">首页导航</a></li></ul></nav><main><article><h1>青叶模型正式上线</h1>
<p>甲公司于2023年5月6日发布青叶模型，该模型面向教育行业，支持多轮对话与文本生成等多种能力。</p>
<h2>规格与价格</h2><p>参数规模为<b>70亿</b>，训练数据超过1万亿个词元，企业可以免费试用三个月的时间。</p>
<table><tr><th>型号</th><th>日期</th></tr><tr><td>青叶1.0</td><td>2023年5月</td></tr>
<tr><td>青叶2.0</td><td>2023年9月</td></tr></table>
<ul><li>第一条说明文字比较长一些</li><li>第二条说明文字也比较长</li></ul></article></main>
<footer><p>版权所有 某网页脚</p></footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_article_and_what_the_page_says_of_itself(charset):
    html = read_html(PAGE.format(charset=charset).encode(charset))
    assert html is not None
    assert html.title == "青叶模型正式上线"
    assert html.publisher == "某网"
    assert html.published == "2023-05-07"
    assert "甲某" in html.authors
    text = html.page.text
    assert "甲公司于2023年5月6日发布青叶模型" in text
    for left_out in ("首页导航", "页脚", "2022年1月"):
        assert left_out not in text


def test_headings_and_tables_are_kept():
    html = read_html(PAGE.format(charset="utf-8").encode())
    assert html is not None
    page = html.page
    headings = [
        clean(page.text, block.lines, page.markup).text
        for block in page.blocks
        if block.kind in {BlockKind.TITLE, BlockKind.HEADING}
    ]
    assert headings == ["青叶模型正式上线", "规格与价格"]
    (table,) = page.tables
    assert [clean(page.text, cell.lines).text for cell in table.cells if cell.row == 2] == ["青叶2.0", "2023年9月"]


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<html><body><script>x</script></body></html>", b"<html><p> </p></html>"]
)
def test_a_page_without_text_is_none(data):
    assert read_html(data) is None


def test_the_same_bytes_give_the_same_text():
    data = PAGE.format(charset="utf-8").encode()
    assert read_html(data) == read_html(data)


def test_what_is_inserted_into_sentences_is_left_out_and_what_follows_it_stays():
    long = "甲社" * 300
    html = read_html(
        f"""<!DOCTYPE html><html lang="ja"><head><title>公開</title></head><body><main><article><h1>公開</h1>
<p><ruby>甲野<rt>こうの</rt>太郎<rp>（</rp><rt>たろう</rt><rp>）</rp></ruby>氏は<span class="ad">広告</span>青葉を公開した。</p>
<div class="pr article">{long}</div></article></main></body></html>""".encode()
    )
    assert html is not None
    assert "甲野太郎氏は青葉を公開した。" in html.page.text
    assert long in html.page.text


@pytest.mark.parametrize(
    ("head", "foot", "published"),
    [
        ("", "<footer>Copyright 2023</footer>", ""),
        ("<meta property='article:published_time' content='2024-03-05T10:00:00+08:00'>", "<p>2022年</p>", "2024-03-05"),
    ],
)
def test_a_page_has_the_date_that_it_gives_itself_and_no_guess(head, foot, published):
    body = "<article><p>甲公司在2022年开始训练模型，今天说明了它的用途。</p><p>第二段也很长，足以看出这是正文。</p></article>"
    read = read_html(f"<html><head>{head}</head><body>{body}{foot}</body></html>".encode())
    assert read.published == published
