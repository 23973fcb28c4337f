"""A web site of announcements on loopback: every kind of source, and what changes, fails and lies between refreshes."""

from __future__ import annotations

import json
from pathlib import Path

from local_site import Page, Site

NAMES = {
    "models.yaml": "".join(
        f"- {{id: model-{latin.lower()}, zh: {name}, en: {latin}, maker: [org-songyuan]}}\n"
        for name, latin in {
            "银杏": "Yinxing", "白桦": "Baihua", "红杉": "Hongshan", "青松": "Qingsong", "雪柏": "Xuebai", "云杉": "Yunshan",
            "紫檀": "Zitan", "黄杨": "Huangyang", "乌桕": "Wujiu", "香樟": "Xiangzhang",
        }.items()
    ),
    "organizations.yaml": "- {id: org-songyuan, zh: 松原智能, en: Songyuan AI}\n",
}  # fmt: skip

_MORE = (
    "<p>试用期间，用户需要遵守服务协议，不得上传涉及他人隐私的材料。平台每天夜间进行维护，维护时间会提前在首页公布。</p>"
    * 2
)
"""What is long enough for an article, so that what stands around it is left out."""


def article(model: str, date: str, *, frame: str = "", charset: str = "utf-8", label: str = "") -> Page:
    """Return an announcement of one release; `frame` is what stands around it and is no part of the article."""
    html = (
        f'<!doctype html><html lang="zh"><head><meta charset="{label or charset}"><title>{model}发布</title></head><body>'
        f"<nav>{frame}</nav><article><h1>{model}发布</h1><p>{date}，松原智能发布了大语言模型{model}。"
        f"这款模型面向企业用户提供服务，申请者可以通过官方网站提交材料，审核通过之后即可试用。</p>{_MORE}</article></body></html>"
    )
    return Page(html.encode(charset), type=f"text/html; charset={label or charset}")


def page(html: str, status: int = 200) -> Page:
    return Page(html.encode(), status)


class NewsSite:
    """A site in its first state; `change` brings it to the second.

    Attributes:
        releases: model and date of every release that the documents state, as they should stand in the datasets.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        pages = site.pages
        pages["/robots.txt"] = Page(b"", 404)
        pages["/rss2"] = self._rss2("/n/1", "/n/2")
        pages["/atom"] = self._atom("/n/2-again", "/n/3")
        pages["/rss1"] = self._rss1("/n/4")
        pages["/feed.json"] = self._json_feed("/n/5")
        pages["/songyuan/forest/releases.atom"] = self._atom("/n/6")
        pages["/api/models"] = Page(json.dumps({"items": [{"name": "forest-7b"}]}).encode(), type="application/json")
        pages["/index"] = page('<ul><li><a class="news" href="/n/8">news</a></li><li><a href="/about">us</a></li></ul>')
        pages["/n/1"] = article("银杏", "2031年3月1日")
        pages["/n/2"] = pages["/n/2-again"] = article("白桦", "2031年3月2日")
        pages["/n/3"] = article("红杉", "2031年3月3日")
        pages["/n/4"] = article("青松", "2031年3月4日", charset="gb18030", label="utf-8")
        pages["/n/5"] = article("雪柏", "2031年3月5日")
        pages["/n/6"] = article("云杉", "2031年3月6日")
        pages["/m/forest-7b"] = article("紫檀", "2031年3月7日")
        pages["/n/8"] = article("黄杨", "2031年3月8日", frame="visitor 1")
        pages["/empty"] = self._rss2()
        pages["/html"] = page(
            "<html><body><p>Welcome to our site, which has no feed at this address.</p></body></html>"
        )
        self.releases = {
            ("银杏", "2031-03-01"), ("白桦", "2031-03-02"), ("红杉", "2031-03-03"), ("青松", "2031-03-04"),
            ("雪柏", "2031-03-05"), ("云杉", "2031-03-06"), ("紫檀", "2031-03-07"), ("黄杨", "2031-03-08"),
        }  # fmt: skip

    def change(self) -> None:
        """Publish two articles, correct one, drop some, and fail and lie in several ways."""
        pages = self.site.pages
        pages["/rss2"] = self._rss2("/n/9", "/n/cut", "/n/2")  # /n/1 is dropped
        pages["/n/9"] = article("乌桕", "2031年3月9日")
        pages["/n/cut"] = Page(article("香樟", "2031年3月10日").body, cut=60)  # breaks off
        pages["/n/2"] = page("<html><head><title>404 Not Found</title></head><body>Not found</body></html>")  # says 200
        pages["/n/3"] = article("红杉", "2031年4月3日")  # corrected
        pages["/rss1"] = Page(b"", 503)  # cannot be looked at
        pages["/n/5"] = Page(article("雪柏", "2031年5月5日").body, always_304=True)  # says that it has not changed
        pages["/n/6"] = page("gone", 410)
        pages["/n/8"] = article("黄杨", "2031年3月8日", frame="visitor 2")  # only the frame has changed
        pages["/empty"] = self._rss2()
        self.releases = (self.releases - {("红杉", "2031-03-03")}) | {("红杉", "2031-04-03"), ("乌桕", "2031-03-09")}

    def catalogue(self) -> str:
        """Return the catalogue of the site."""
        at = self._at
        return f"""\
publishing: {{let_through: all}}
fetching: {{allow: [127.0.0.0/8], delay: 0, attempts: 1}}
sources:
  - {{id: rss2, type: rss2, address: '{at("/rss2")}', language: zh}}
  - {{id: atom, type: atom, address: '{at("/atom")}', language: zh}}
  - {{id: rss1, type: rss1, address: '{at("/rss1")}', language: zh}}
  - {{id: json, type: json_feed, address: '{at("/feed.json")}', language: zh}}
  - {{id: releases, type: github_releases, repository: songyuan/forest, server: '{at("")}', language: zh}}
  - {{id: listing, type: model_listing, address: '{at("/api/models")}', list: items, fields: {{title: name}}, link: '{at("/m/{title}")}', language: zh}}
  - {{id: index, type: html_index, address: '{at("/index")}', links: a.news, language: zh}}
  - {{id: page, type: page, address: '{at("/n/1")}', language: zh}}
  - {{id: empty, type: rss2, address: '{at("/empty")}', language: zh}}
  - {{id: html, type: rss2, address: '{at("/html")}', language: zh}}
  - {{id: later, type: rss2, address: '{at("/rss2")}', schedule: weekly, language: zh}}
  - {{id: 'off', type: rss2, address: '{at("/rss2")}', language: zh, enabled: false}}
"""

    def write_project(self, folder: Path) -> Path:
        """Write a project that looks at the site, and return its folder."""
        (folder / "sources" / "names").mkdir(parents=True)
        (folder / "sources" / "catalogue.yaml").write_text(self.catalogue(), encoding="utf-8")
        for name, content in NAMES.items():
            (folder / "sources" / "names" / name).write_text(content, encoding="utf-8")
        return folder

    def _at(self, path: str) -> str:
        return self.site.address(path, "127.0.0.1")

    def _rss2(self, *paths: str) -> Page:
        items = "".join(f"<item><title>Announcement</title><link>{self._at(path)}</link></item>" for path in paths)
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
        return Page(feed.encode(), type="application/rss+xml")

    def _rss1(self, *paths: str) -> Page:
        items = "".join(
            f'<item rdf:about="{self._at(path)}"><title>Announcement</title><link>{self._at(path)}</link></item>'
            for path in paths
        )
        feed = (
            '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            f'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="{self._at("/")}"><title>News</title></channel>{items}</rdf:RDF>'
        )
        return Page(feed.encode(), type="application/rdf+xml")

    def _atom(self, *paths: str) -> Page:
        entries = "".join(
            f'<entry><title>Announcement</title><link href="{self._at(path)}"/><id>{path}</id></entry>'
            for path in paths
        )
        feed = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entries}</feed>'
        return Page(feed.encode(), type="application/atom+xml")

    def _json_feed(self, *paths: str) -> Page:
        items = [{"id": path, "url": self._at(path), "title": "Announcement"} for path in paths]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}
        return Page(json.dumps(feed).encode(), type="application/feed+json")
