"""HTML that pretends to be something else, and notices of errors that are called good."""

import pytest

from extract.sources.answers import error_page, is_html, media_type_of_answer, parse_html

LONG = "<p>" + "本周一家研究机构发布了新的语言模型，并开放了代码与权重。" * 20 + "</p>"
NAVIGATION = "".join(f"<li><a href='/{number}'>ニュース一覧 第{number}号</a></li>" for number in range(60))


def page(title, body=""):
    return f"<html><head><title>{title}</title><script>var text = '404 not found'</script></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "title",
    [
        "404", "404 Not Found", "Error 404 - Site", "HTTP 403 Forbidden", "502 Bad Gateway", "Page not found | Site", "Not Found",
        "503 Service Temporarily Unavailable", "ページが見つかりません | 社名", "お探しのページは見つかりませんでした",
        "页面不存在_某网", "抱歉，页面未找到", "找不到頁面",
    ],
)  # fmt: skip
def test_a_title_of_an_error_is_enough_even_with_all_the_navigation_of_a_site(title):
    found = error_page("s", page(title, f"<ul>{NAVIGATION}</ul>"))
    assert found is not None
    assert found.code == "error-page"
    assert title.split(" | ")[0] in found.message


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Just a moment...", ""), ("", "<p>Please enable JavaScript and cookies.</p>"), ("某网", "<p>您访问的文章已被删除。</p>"),
        ("社名", "<p>ただいまメンテナンス中です。</p>"), ("某网", "<h1>安全验证</h1>"), ("", "Too many requests"),
    ],
)  # fmt: skip
def test_a_page_with_hardly_a_word_but_that(title, body):
    assert error_page("s", page(title, body)) is not None


@pytest.mark.parametrize(
    "title",
    [
        "500 companies use language models", "404 Media buys a paper", "401 billion tokens", "500億円を投資", "验证码与人工智能",
        "Why CAPTCHA is dead", "サーバーのメンテナンス事例", "Not found in any textbook", "系统维护的大模型", "",
    ],
)  # fmt: skip
def test_an_article_is_no_error_page(title):
    assert error_page("s", page(title, LONG + "<p>404 not found 不存在</p>")) is None


def test_a_short_page_that_says_something_else_is_none():
    assert error_page("s", page("公告", "<p>新模型已发布。</p>")) is None
    assert error_page("s", "") is None


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (b"<!DOCTYPE html><p>", True), (b"\xef\xbb\xbf\r\n<HTML lang=ja>", True), (b"<!-- a --><!-- b -->\n<html>", True),
        (b'<?xml version="1.0"?><html xmlns="x">', True), (b"<head>", True), (b'<?xml version="1.0"?><rss>', False),
        (b"<feed>", False), (b"{}", False), (b"", False), (b"text <html>", False), (b"<htmlx>", False),
    ],
)  # fmt: skip
def test_html_is_known_by_its_first_bytes(body, html):
    assert is_html(body) is html


def test_the_media_type_is_that_of_the_bytes_before_that_of_the_header():
    assert media_type_of_answer(b"%PDF-1.7", "text/html") == "application/pdf"
    assert media_type_of_answer(b"<!doctype html>", "application/rss+xml") == "text/html"
    assert media_type_of_answer(b"<rss>", "Application/RSS+xml; charset=x") == "application/rss+xml"


def test_hostile_html_is_parsed_without_a_fault():
    assert parse_html("<div>" * 100_000) is not None
    assert error_page("s", "<script>" * 25_000) is None
    assert error_page("s", "<title>" * 25_000) is None
    assert parse_html("   ") is None
