"""A look at each kind of source on a real site: what it finds, what it notices, and when it did not look at all."""

import json

import pytest
from local_site import Page
from pydantic import TypeAdapter

from extract.sources.items import Item
from extract.sources.look import look
from extract.sources.source import Source

RSS2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>新着</title><link>/</link><language>ja-JP</language>
<item><title>モデルを  公開</title><link>/news/1?a=1&amp;b=2#top</link><pubDate>Mon, 05 Jan 2026 00:30:00 +0900</pubDate></item>
<item><title>続報</title><guid isPermaLink="true">https://site.test/news/2</guid></item>
<item><title>続報</title><link>https://site.test/news/2</link></item>
<item><title>行き先なし</title></item>
</channel></rss>"""
RSS1 = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://site.test/"><title>t</title><link>https://site.test/</link></channel>
<item rdf:about="https://site.test/3"><title>白書</title><link>https://site.test/3</link><dc:date>2026-01-04T23:30:00+09:00</dc:date></item>
</rdf:RDF>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><title>发布</title><id>urn:x</id><updated>2026-01-03T01:00:00Z</updated>
<entry><title type="html">模型 &lt;b&gt;1.0&lt;/b&gt;</title><id>urn:1</id><link href="/v1"/><updated>2026-01-03T01:00:00Z</updated></entry>
</feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "t", "language": "zh-Hans",
    "items": [
        {"id": "1", "url": "/4", "title": "公告", "date_published": "2026-01-02T08:00:00+08:00"},
        {"id": "2", "external_url": "https://other.test/5"}, {"id": "3"}, "no object", {"id": "4", "url": 5},
    ],
}  # fmt: skip
MODELS = [
    {"id": "maker/model 7b", "createdAt": "2026-01-01T10:00:00.000Z"},
    {"id": "maker/model-72b", "createdAt": None}, {"createdAt": "2026-01-01"}, None,
]  # fmt: skip
INDEX = """<html><head><title>公告</title></head><body><a href="/about">关于</a><ul>
<li><a href="2026/1.html">第一  则</a><span class="d">2026年1月2日</span></li>
<li><a href="/2.html" title="第二则"><img src="x.png"></a><time datetime="2026-01-01T09:00">昨日</time></li>
<li><a href="javascript:void(0)">更多</a></li><li>无链接</li><li><a href="/2.html">又</a></li></ul></body></html>"""


def source(**entry) -> Source:
    return TypeAdapter(Source).validate_python({"id": "s", **entry})


@pytest.fixture
def see(site, fetcher, tmp_path):
    """Return a function that serves a page and looks at it as a source."""

    def run(page, *, path="/feed", **entry):
        if page is not None:
            site.pages[path] = page
        return look(source(address=site.address(path), **entry), fetcher(), tmp_path)

    return run


def codes(problems):
    return [problem.code for problem in problems]


def xml(text, codec="utf-8", type="application/xml", **more):
    return Page(text.encode(codec), type=type, **more)


def test_rss2(site, see):
    found = see(xml(RSS2, type="application/rss+xml; charset=UTF-8"), type="rss2", expect={"items": 2})
    assert (found.looked, codes(found.problems), codes(found.notices)) == (True, [], ["items-without-address"])
    assert found.items == (
        Item("s", site.address("/news/1?a=1&b=2"), "モデルを 公開", "2026-01-05", "ja", "rss2"),
        Item("s", "https://site.test/news/2", "続報", "", "ja", "rss2"),
    )


def test_rss1_and_its_day_in_its_own_time_zone(see):
    found = see(xml(RSS1), type="rss1", language="ja")
    assert found.items == (Item("s", "https://site.test/3", "白書", "2026-01-04", "ja", "rss1"),)
    assert (found.problems, found.notices) == ((), ())


def test_atom(site, see):
    found = see(xml(ATOM), type="atom", language="zh")
    assert found.items == (Item("s", site.address("/v1"), "模型 1.0", "2026-01-03", "zh", "atom"),)


def test_a_feed_of_another_kind_is_read_and_told(see):
    found = see(xml(ATOM), type="rss2")
    assert (found.looked, len(found.items), codes(found.notices)) == (True, 1, ["feed-kind"])


def test_github_releases(site, fetcher, tmp_path):
    site.pages["/maker/model/releases.atom"] = xml(ATOM)
    releases = source(type="github_releases", repository="maker/model", server=site.address(""))
    assert [item.address for item in look(releases, fetcher(), tmp_path).items] == [site.address("/v1")]


def test_json_feed(site, see):
    found = see(Page(json.dumps(JSON_FEED).encode(), type="application/feed+json"), type="json_feed")
    assert (found.looked, codes(found.notices)) == (True, ["items-without-address"])
    assert "3 items" in found.notices[0].message
    assert found.items == (
        Item("s", site.address("/4"), "公告", "2026-01-02", "zh", "json_feed"),
        Item("s", "https://other.test/5", "", "", "zh", "json_feed"),
    )


def test_model_listing(see):
    found = see(
        Page(json.dumps({"data": MODELS}).encode(), type="application/json"), type="model_listing", list="data",
        fields={"title": "id", "published": "createdAt"}, link="https://hub.test/{title}", expect={"items": 2},
    )  # fmt: skip
    assert (found.looked, codes(found.problems), codes(found.notices)) == (True, [], ["entries-incomplete"])
    assert [(item.address, item.title, item.published) for item in found.items] == [
        ("https://hub.test/maker/model%207b", "maker/model 7b", "2026-01-01"),
        ("https://hub.test/maker/model-72b", "maker/model-72b", ""),
    ]


def test_html_index(site, see):
    found = see(Page(INDEX.encode()), path="/news/", type="html_index", links="ul li", date=".d, time", language="zh")
    assert [(item.address, item.title, item.published) for item in found.items] == [
        (site.address("/news/2026/1.html"), "第一 则", "2026-01-02"),
        (site.address("/2.html"), "第二则", "2026-01-01"),
    ]


def test_a_page_is_its_own_item(site, see):
    found = see(Page("<p>本日、公開しました。</p>".encode()), type="page", title="発表", published="2026-01-01")
    assert found.items == (Item("s", site.address("/feed"), "発表", "2026-01-01", "", "page"),)


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-16"])
@pytest.mark.parametrize("label", ["utf-8", "gbk", "shift_jis", "utf-16", "x-unknown"])
def test_a_feed_in_an_old_character_set_is_read_whatever_its_labels_say(see, codec, label):
    title = "本週語言模型發布的消息匯總與說明" if codec == "big5" else "本周语言模型发布的消息汇总与说明"
    text = f'<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel><title>{title}</title><item><title>{title}</title><link>/1</link></item></channel></rss>'
    found = see(xml(text, codec, type=f"text/xml; charset={label}"), type="rss2")
    assert [item.title for item in found.items] == [title]
    assert codes(found.notices) == (
        [] if (codec, label) in {("gb18030", "gbk"), ("utf-16", "utf-16")} else ["charset-label"]
    )


EMPTY = '<rss version="2.0"><channel><title>t</title></channel></rss>'
ERROR = b"<html><head><title>404 Not Found</title></head><body>nginx</body></html>"


def test_looked_and_found_nothing_is_not_the_same_as_not_looked(see):
    found = see(xml(EMPTY), type="rss2")
    assert (found.looked, found.items, found.problems) == (True, (), ())
    missing = see(Page(status=404), type="rss2")
    assert (missing.looked, missing.items, codes(missing.problems)) == (False, (), ["page-gone"])


def test_fewer_items_than_expected_are_a_problem_and_are_kept(see):
    found = see(xml(ATOM), type="atom", expect={"items": 2})
    assert (found.looked, len(found.items), codes(found.problems)) == (True, 1, ["fewer-items"])
    assert "1 item, at least 2" in found.problems[0].message


@pytest.mark.parametrize("type", ["rss1", "rss2", "atom", "json_feed"])
def test_html_in_place_of_a_feed(see, type):
    found = see(Page(INDEX.encode(), type="application/rss+xml"), type=type, expect={"items": 1})
    assert (found.looked, found.items, codes(found.problems)) == (False, (), ["html-for-feed"])


@pytest.mark.parametrize(
    "entry",
    [
        {"type": "rss2"}, {"type": "page"}, {"type": "html_index", "links": "a"}, {"type": "json_feed"},
        {"type": "model_listing", "fields": {"title": "id"}},
    ],
)  # fmt: skip
def test_an_error_page_that_is_called_good(see, entry):
    found = see(Page(ERROR), **entry)
    assert (found.looked, found.items) == (False, ())
    assert "error-page" in codes(found.problems)


@pytest.mark.parametrize("cut", [480, 400, 300])
def test_a_feed_that_breaks_off_has_not_been_looked_at_to_its_end(see, cut):
    found = see(Page(RSS2.encode()[:cut], type="application/rss+xml"), type="rss2")
    assert (found.looked, codes(found.problems)) == (False, ["feed-broken"])


@pytest.mark.parametrize(
    ("body", "entry", "code"),
    [
        (b"plain words", {"type": "rss2"}, "feed-unreadable"),
        (b"{}", {"type": "json_feed"}, "feed-unreadable"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', {"type": "json_feed"}, "feed-unreadable"),
        (b'{"version": "2", "items": []}', {"type": "json_feed"}, "feed-unreadable"),
        (b"[" * 100_000, {"type": "model_listing", "fields": {"title": "id"}}, "listing-unreadable"),
        (
            b'{"error": "quota"}',
            {"type": "model_listing", "list": "data", "fields": {"title": "id"}},
            "listing-without-list",
        ),
        (b"%PDF-1.7 ...", {"type": "html_index", "links": "a"}, "index-unreadable"),
    ],
)
def test_what_is_not_what_it_should_be(see, body, entry, code):
    found = see(Page(body, type="application/octet-stream"), **entry)
    assert (found.looked, found.items, codes(found.problems)) == (False, (), [code])
    assert all(problem.remedy for problem in found.problems)


def test_a_bomb_of_entities_and_a_path_in_place_of_a_feed_do_no_harm(see, tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS2, encoding="utf-8")
    assert see(Page(str(secret).encode(), type="text/plain"), type="rss2").items == ()
    bomb = "<!DOCTYPE rss [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    outside = f"<!ENTITY out SYSTEM '{secret.as_uri()}'>"
    text = (
        bomb
        + outside
        + "]><rss version='2.0'><channel><item><title>&a11;&out;</title><link>/1</link></item></channel></rss>"
    )
    found = see(xml(text), type="rss2")
    assert all(len(item.title) < 1000 and "公開" not in item.title for item in found.items)


def test_a_source_changes_between_two_refreshes_and_then_does_not(see):
    first = see(xml(ATOM), type="atom")
    second = see(xml(ATOM.replace("/v1", "/v2")), type="atom")
    third = see(None, type="atom")
    assert [each.not_modified for each in (first, second, third)] == [False, False, True]
    assert first.items[0].address != second.items[0].address
    assert (second.items, second.sha256) == (third.items, third.sha256)


def test_a_look_is_the_same_offline(site, see, fetcher, tmp_path):
    online = see(xml(RSS2), type="rss2")
    offline = look(source(type="rss2", address=site.address("/feed")), fetcher(offline=True), tmp_path)
    assert (offline.items, offline.problems, offline.sha256) == (online.items, online.problems, online.sha256)
    never = look(source(type="rss2", address=site.address("/never")), fetcher(offline=True), tmp_path)
    assert (never.looked, codes(never.problems)) == (False, ["not-held"])


def test_files_and_folders(fetcher, tmp_path):
    for name in ("docs/b.pdf", "docs/sub/a.txt", "docs/.hidden/c.txt", "docs/.d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = look(source(folder="docs", language="ja", expect={"items": 3}), fetcher(offline=True), tmp_path)
    assert [(item.address, item.language) for item in found.items] == [("docs/b.pdf", "ja"), ("docs/sub/a.txt", "ja")]
    assert codes(found.problems) == ["fewer-items"]
    alone = look(source(file="docs/b.pdf", title="題"), fetcher(offline=True), tmp_path)
    assert alone.items == (Item("s", "docs/b.pdf", "題", "", "", "file"),)
    for entry in (
        {"file": "gone.pdf"},
        {"folder": "gone"},
        {"type": "work", "title": "題", "held": True, "copy_at": "gone.pdf"},
    ):
        gone = look(source(**entry), fetcher(offline=True), tmp_path)
        assert (gone.looked, codes(gone.problems)) == (False, ["file-missing"])


def test_a_work_is_held_once_its_copy_is_there(fetcher, tmp_path):
    work = source(type="work", title="題", published=2023, copy_at="inbox/a.pdf")
    assert look(work, fetcher(offline=True), tmp_path).items == ()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.pdf").write_bytes(b"%PDF-1.7")
    assert look(work, fetcher(offline=True), tmp_path).items == (Item("s", "inbox/a.pdf", "題", "2023", "", "work"),)
