"""From an item to a file that is read like any other."""

import pytest
from local_site import Page
from pydantic import TypeAdapter

from extract.documents.read import read_document
from extract.sources.catalogue import Metadata
from extract.sources.download import download
from extract.sources.items import Item
from extract.sources.source import Source

TEXT = (
    "本周一家研究机构发布了新的语言模型，并开放了代码与权重。研究人员表示，它的推理能力有明显提高，可以在手机上运行。"
)
HTML = f"<html><head><meta charset='utf-8'><title>消息</title></head><body><article><h1>消息</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></article></body></html>"
FEED = TypeAdapter(Source).validate_python({"id": "feed", "type": "rss2", "address": "https://example.org/feed"})


@pytest.fixture
def load(site, fetcher, tmp_path):
    def run(page, path="/1", source=FEED, **known):
        site.pages[path] = page
        return download(Item("feed", site.address(path), **known), source, fetcher(), tmp_path / "documents")

    return run


@pytest.mark.parametrize(
    ("page", "path", "ending"),
    [
        (Page(HTML.encode()), "/1", ".html"),
        (Page(HTML.encode("gb18030")), "/1", ".html"),
        (Page(HTML.encode("gb18030"), type="application/octet-stream"), "/1", ".html"),
        (Page(TEXT.encode("gbk"), type="text/plain; charset=utf-8"), "/1", ".txt"),
        (Page(("# 消息\n\n" + TEXT).encode(), type="text/plain"), "/README.md?raw=1", ".md"),
        (Page(("# 消息\n\n" + TEXT).encode("utf-16"), type="application/octet-stream"), "/README.md", ".md"),
    ],
)
def test_a_document_is_read_whatever_its_set_and_its_labels(load, page, path, ending):
    loaded = load(page, path)
    assert loaded.problems == ()
    document = read_document(loaded.entry.path, known=loaded.entry.known)
    assert loaded.entry.path.suffix == ending
    assert TEXT in document.pages[0].text.replace("\n", "")
    assert document.language == "zh"


def test_what_the_item_and_the_source_know_goes_with_it(load, site):
    loaded = load(Page(HTML.encode()), title="題", published="2026-01-05", language="zh")
    assert loaded.entry.known == Metadata("zh", title="題", published="2026-01-05", url=site.address("/1"))
    assert loaded.entry.entry_id == site.address("/1")
    page = {
        "id": "p",
        "type": "page",
        "address": site.address("/1"),
        "kind": "report",
        "authors": "山田",
        "publisher": "社",
    }
    known = load(Page(HTML.encode()), source=TypeAdapter(Source).validate_python(page), language="en").entry.known
    assert known == Metadata("", "report", authors=("山田",), publisher="社", url=site.address("/1"))


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (Page(b"<html><head><title>Just a moment...</title></head><body></body></html>"), "error-page"),
        (Page("<html><body><p>您访问的文章不存在或已删除</p></body></html>".encode()), "error-page"),
        (Page("<html><body><p>記事は公開を終了しました。</p></body></html>".encode()), "error-page"),
        (Page(b"\x89PNG\r\n\x1a\n\0\0", type="image/png"), "format-unknown"),
        (Page(b'{"a": 1}', type="application/json"), "format-unknown"),
        (Page(HTML.encode(), status=404), "page-gone"),
    ],
)
def test_what_is_no_document_is_a_problem(load, page, code):
    loaded = load(page)
    assert loaded.entry is None
    assert [problem.code for problem in loaded.problems] == [code]


def test_an_article_about_errors_is_no_error_page(load):
    text = TEXT * 8 + "有的网页不存在，返回 404 not found。"
    assert (
        load(Page(f"<html><head><title>关于模型</title></head><body><p>{text}</p></body></html>".encode())).problems
        == ()
    )


def test_the_same_document_again_is_the_same_file_and_costs_one_304(load, site):
    first, again = load(Page(HTML.encode())), load(Page(HTML.encode()))
    assert (first.entry, again.not_modified, site.asked("/1")) == (again.entry, True, [200, 304])
