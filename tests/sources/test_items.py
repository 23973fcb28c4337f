"""Days as sites write them, links as pages have them."""

import pytest

from extract.sources.items import Item, absolute, day_of, once_each, one_line


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 05 Jan 2026 00:30:00 +0900", "2026-01-05"), ("Sun, 04 Jan 2026 23:30:00 -0800", "2026-01-04"),
        ("2026-01-05T00:30:00+09:00", "2026-01-05"), ("2026-01-04T23:30:00-08:00", "2026-01-04"),
        ("2026-01-05T10:00:00.000Z", "2026-01-05"), ("2026-01-05 10:00", "2026-01-05"), ("2026", "2026"),
        ("2026-01", "2026-01"), (" 2026/1/5 ", "2026-01-05"), ("2026年1月5日 10:00", "2026-01-05"),
        ("２０２６年１月５日", "2026-01-05"), ("2026.01.05", "2026-01-05"), ("", ""), ("yesterday", ""),
        ("2026-13-05", ""), ("2026年2月30日", ""), ("12026-01-05", ""), ("0000-00-00", ""),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_writer(written, day):
    assert day_of(written) == day


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("b?x=1#top", "https://a.test/n/b?x=1"), ("//c.test/", "https://c.test/"), (" /d \n", "https://a.test/d"),
        ("../e", "https://a.test/e"), ("記事", "https://a.test/n/記事"), ("", ""), ("#top", "https://a.test/n/"),
        ("javascript:void(0)", ""), ("mailto:a@b.test", ""), ("data:text/html,x", ""), ("file:///etc/passwd", ""),
        ("http://me:pw@c.test/", ""), ("http://[::1", ""), ("http://c.test:0/", ""), ("http://c.test:x/", ""), ("http://", ""),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_nowhere(link, address):
    assert absolute("https://a.test/n/", link) == address


def test_of_items_with_one_address_the_first_counts():
    items = [Item("s", "b", "1"), Item("s", "a", "2"), Item("s", "b", "3")]
    assert once_each(items) == (items[0], items[1])


def test_of_items_with_one_address_one_with_a_title_counts():
    items = [Item("s", "b"), Item("s", "a"), Item("s", "b", "3"), Item("s", "a")]
    assert once_each(items) == (items[2], items[1])


def test_one_line():
    assert one_line(" 甲\n  乙\u3000丙 ") == "甲 乙 丙"
