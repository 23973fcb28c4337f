"""Fetching from a real server on loopback: the cache, redirects, limits, retries, robots, and work without a network."""

import datetime as dt
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest
from local_site import Clock, Page

from extract.errors import Problem
from extract.sources.fetched import Fetched
from extract.sources.source import Politeness

PAGE = "<html><head><title>新聞</title></head><body><p>本日、新しい言語モデルが公開された。</p></body></html>".encode()
NOON = dt.datetime(2026, 1, 5, 12, 0, tzinfo=dt.UTC)


def good(found):
    assert isinstance(found, Fetched), found
    return found


def bad(found):
    assert isinstance(found, Problem), found
    assert found.message
    assert found.remedy
    return found.code


def test_an_unchanged_page_costs_one_304_and_gives_the_same_bytes(site, fetcher):
    site.pages["/a"] = Page(PAGE)
    first = good(fetcher().get(site.address("/a")))
    second = good(fetcher().get(site.address("/a")))
    assert site.asked("/a") == [200, 304]
    assert (first.not_modified, second.not_modified) == (False, True)
    assert first.body == second.body == PAGE
    assert first.sha256 == second.sha256


def test_a_page_that_changes_is_fetched_anew_although_it_was_called_fresh_for_a_year(site, fetcher):
    site.pages["/a"] = Page(b"one", type="text/plain", headers=(("Cache-Control", "max-age=31536000"),))
    assert good(fetcher().get(site.address("/a"))).body == b"one"
    site.pages["/a"] = Page(b"two", type="text/plain")
    changed = good(fetcher().get(site.address("/a")))
    assert (changed.body, changed.not_modified) == (b"two", False)
    assert site.asked("/a") == [200, 200]


def test_a_server_that_denies_a_change_is_seen_through_when_asked_afresh(site, fetcher):
    site.pages["/a"] = Page(b"one", type="text/plain", always_304=True)
    fetcher().get(site.address("/a"))
    site.pages["/a"] = Page(b"two", type="text/plain", always_304=True)
    assert good(fetcher().get(site.address("/a"))).body == b"one"
    assert good(fetcher(fresh=True).get(site.address("/a"))).body == b"two"
    assert good(fetcher().get(site.address("/a"))).body == b"two"


def test_what_was_fetched_can_be_had_again_offline_with_its_headers(site, fetcher):
    site.pages["/a"] = Page(PAGE, headers=(("X-Own", "甲".encode().decode("latin-1")),))
    online = good(fetcher().get(site.address("/a")))
    asked = len(site.log)
    again = good(fetcher(offline=True).get(site.address("/a")))
    assert len(site.log) == asked
    assert again.offline
    assert (again.body, again.answer, again.media_type, again.charset) == (
        online.body, online.answer, online.media_type, online.charset,
    )  # fmt: skip
    assert dict(again.answer.headers)["x-own"] == "甲"
    assert bad(fetcher(offline=True).get(site.address("/b"))) == "not-held"


def test_a_page_that_forbids_caches_is_still_kept_for_work_offline(site, fetcher):
    site.pages["/a"] = Page(PAGE, headers=(("Cache-Control", "no-store"),))
    fetcher().get(site.address("/a"))
    assert good(fetcher(offline=True).get(site.address("/a"))).body == PAGE


def test_answers_of_all_refreshes_are_kept_and_one_that_holds_is_kept_once(site, fetcher):
    at = [NOON + dt.timedelta(hours=hours) for hours in range(3)]
    for body, now in zip((b"one", b"one", b"two"), at, strict=True):
        site.pages["/a"] = Page(body, type="text/plain")
        store = fetcher(now=lambda now=now: now)
        store.get(site.address("/a"))
    answers = store.store.answers(site.address("/a"))
    assert [store.store.body(answer.sha256) for answer in answers] == [b"one", b"two"]
    assert [(answer.first_seen, answer.last_seen) for answer in answers] == [
        ("2026-01-05T12:00:00+00:00", "2026-01-05T13:00:00+00:00"),
        ("2026-01-05T14:00:00+00:00", "2026-01-05T14:00:00+00:00"),
    ]


def test_a_packed_page_is_kept_as_what_it_packs(site, fetcher):
    site.pages["/a"] = Page(PAGE, packed=True)
    assert [good(fetcher().get(site.address("/a"))).body for _ in range(2)] == [PAGE, PAGE]
    assert site.asked("/a") == [200, 304]


def test_redirects_are_followed_and_their_way_is_told(site, fetcher):
    site.pages["/a"] = Page(status=301, headers=(("Location", "/b"),))
    site.pages["/b"] = Page(status=308, headers=(("Location", site.address("/c", "other.test")),))
    site.pages["/c"] = Page(PAGE)
    found = good(fetcher().get(site.address("/a")))
    assert found.final_address == site.address("/c", "other.test")
    assert found.answer.hops == (site.address("/a"), site.address("/b"))
    assert [notice.code for notice in found.notices] == ["address-moved"]
    assert good(fetcher(offline=True).get(site.address("/a"))).body == PAGE


def test_a_redirect_for_now_is_no_move(site, fetcher):
    site.pages["/a"] = Page(status=302, headers=(("Location", "/c"),))
    site.pages["/c"] = Page(PAGE)
    assert good(fetcher().get(site.address("/a"))).notices == ()


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("/a", "redirects-too-many"),
        ("file:///etc/hosts", "redirect-refused"),
        ("ftp://site.test/a", "redirect-refused"),
        ("http://me:secret@site.test/", "redirect-refused"),
        ("http://[::1", "answer-broken"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_not_followed(site, fetcher, location, code):
    site.pages["/a"] = Page(status=302, headers=(("Location", location),))
    assert bad(fetcher().get(site.address("/a"))) == code
    assert len(site.asked("/a")) <= 6


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (Page(PAGE, cut=30), "answer-truncated"),
        (Page(PAGE, claimed_length=len(PAGE) + 9), "answer-truncated"),
        (Page(PAGE, chunked=True, cut=30), "answer-truncated"),
        (Page(hang_up=True), "answer-broken"),
        (Page(raw=b"SSH-2.0-OpenSSH_9.2\r\n"), "answer-broken"),
        (Page(PAGE, headers=(("Content-Encoding", "gzip"),)), "answer-broken"),
        (Page(PAGE, headers=(("Content-Encoding", "br"),)), "coding-unknown"),
        (Page(PAGE, headers=(("Content-Encoding", "gzip, gzip"),)), "coding-unknown"),
        (Page(b""), "answer-empty"),
        (Page(PAGE, status=404), "page-gone"),
        (Page(PAGE, status=403), "http-status"),
        (Page(PAGE, status=500), "server-fault"),
        (Page(PAGE, status=503), "server-busy"),
        (Page(PAGE, claimed_length=10_000_000, cut=9), "answer-too-large"),
        (Page(b"0" * 2_000_000), "answer-too-large"),
        (Page(b"0" * 2_000_000, chunked=True), "answer-too-large"),
        (Page(b"0" * 50_000_000, packed=True), "answer-too-large"),
        (Page(endless=True), "answer-too-large"),
    ],
)
def test_a_bad_answer_is_a_problem_and_is_not_remembered_as_good(site, fetcher, page, code):
    site.pages["/a"] = page
    assert bad(fetcher(largest=1_000_000).get(site.address("/a"))) == code
    site.pages["/a"] = Page(PAGE)
    assert good(fetcher().get(site.address("/a"))).body == PAGE


def test_a_bomb_is_left_before_it_is_unpacked(site, fetcher):
    bomb = gzip.compress(b"0" * 60_000_000, 9, mtime=0)
    site.pages["/a"] = Page(bomb, headers=(("Content-Encoding", "gzip"),))
    assert len(bomb) < 1_000_000
    assert bad(fetcher(largest=1_000_000).get(site.address("/a"))) == "answer-too-large"


def test_a_limit_of_one_source_holds_for_it(site, fetcher):
    site.pages["/a"] = Page(b"0" * 2000)
    assert bad(fetcher().get(site.address("/a"), politeness=Politeness(largest=1999))) == "answer-too-large"
    assert good(fetcher().get(site.address("/a"), politeness=Politeness(largest=2000))).body == b"0" * 2000


def test_what_may_pass_is_tried_again_a_little_later_each_time(site, fetcher):
    site.pages["/a"] = [Page(status=500), Page(hang_up=True), Page(PAGE)]
    clock = Clock()
    assert good(fetcher(clock).get(site.address("/a"))).body == PAGE
    assert clock.waits == [1, 2]


def test_tries_are_bounded_and_what_will_not_pass_is_not_tried_again(site, fetcher):
    site.pages["/a"] = Page(status=500)
    site.pages["/b"] = Page(status=403)
    fetcher(attempts=4).get(site.address("/a"))
    fetcher(attempts=4).get(site.address("/b"))
    assert (len(site.asked("/a")), len(site.asked("/b"))) == (4, 1)


@pytest.mark.parametrize("after", ["20", "Mon, 05 Jan 2026 12:00:20 GMT"])
def test_a_server_that_asks_to_wait_is_waited_for(site, fetcher, after):
    site.pages["/a"] = [Page(status=429, headers=(("Retry-After", after),)), Page(PAGE)]
    clock = Clock()
    assert good(fetcher(clock, now=lambda: NOON).get(site.address("/a"))).body == PAGE
    assert clock.waits == [20]


def test_a_server_that_asks_to_wait_too_long_is_left_alone(site, fetcher):
    site.pages["/a"] = Page(status=429, headers=(("Retry-After", "86400"),))
    clock = Clock()
    assert bad(fetcher(clock).get(site.address("/a"))) == "asked-to-wait"
    assert (site.asked("/a"), clock.waits) == ([429], [])


def test_a_silent_server_is_given_up(site, fetcher):
    site.pages["/a"] = Page(silent=True)
    assert bad(fetcher(read_seconds=0.1, attempts=1).get(site.address("/a"))) == "timeout"


def test_a_server_that_never_ends_is_given_up_when_its_time_is_up(site, fetcher):
    site.pages["/robots.txt"] = Page(status=404)
    site.pages["/a"] = Page(endless=True)
    found = fetcher(Clock(step=1.0), seconds=50, attempts=1).get(site.address("/a"))
    assert bad(found) == "timeout"
    assert "time for this request is up" in found.message


def test_nobody_listens(site, fetcher):
    address = site.address("/a")
    site.stop()
    assert bad(fetcher(attempts=1).get(address)) == "unreachable"


@pytest.mark.parametrize("address", ["gopher://site.test/", "http://", "no address"])
def test_what_is_no_web_address_is_a_problem(fetcher, address):
    assert bad(fetcher().get(address)) == "address-wrong"


def test_the_user_agent_names_us_and_whom_to_write_to(site, fetcher):
    site.pages["/a"] = Page(PAGE)
    fetcher(contact="https://example.org/robot").get(site.address("/a"))
    assert {request.headers["user-agent"].split("/")[0] for request in site.log} == {"shutten"}
    assert site.log[-1].headers["user-agent"].endswith(" (+https://example.org/robot)")


ROBOTS = b"User-agent: *\nDisallow: /closed\nCrawl-delay: 7\n"


def test_robots_are_obeyed_and_asked_for_once(site, fetcher):
    site.pages |= {"/robots.txt": Page(ROBOTS, type="text/plain"), "/a": Page(PAGE), "/closed/b": Page(PAGE)}
    polite = fetcher()
    assert good(polite.get(site.address("/a"))).body == PAGE
    assert bad(polite.get(site.address("/closed/b"))) == "robots-refused"
    assert site.asked("/closed/b") == []
    assert len(site.asked("/robots.txt")) == 1


def test_robots_hold_for_the_end_of_a_redirect_too(site, fetcher):
    site.pages |= {"/robots.txt": Page(ROBOTS), "/a": Page(status=302, headers=(("Location", "/closed/b"),))}
    assert bad(fetcher().get(site.address("/a"))) == "robots-refused"
    assert site.asked("/closed/b") == []


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        (Page(status=404), None), (Page(status=403), None), (Page(b"", status=200), None),
        (Page(b"<html>Welcome</html>"), None), (Page(status=302, headers=(("Location", "/robots.txt"),)), None),
        (Page(status=500), "server-fault"), (Page(status=429), "server-busy"), (Page(hang_up=True), "answer-broken"),
    ],
)  # fmt: skip
def test_what_the_lack_of_a_robots_file_means(site, fetcher, robots, code):
    site.pages |= {"/robots.txt": robots, "/a": Page(PAGE)}
    found = fetcher().get(site.address("/a"))
    assert (bad(found) if code else good(found).body) == (code or PAGE)
    assert len(site.asked("/a")) == (0 if code else 1)


def test_a_host_is_asked_no_faster_than_it_or_we_want(site, fetcher):
    site.pages |= {"/robots.txt": Page(ROBOTS), "/a": Page(PAGE), "/b": Page(PAGE)}
    clock = Clock()
    polite = fetcher(clock, delay=3)
    polite.get(site.address("/a"))
    polite.get(site.address("/b"))
    polite.get(site.address("/b"), politeness=Politeness(delay=11))
    assert clock.waits == [7, 7, 11]
    slow = Page(b"User-agent: *\nCrawl-delay: 600\n")
    site.pages["/robots.txt"] = slow
    assert bad(fetcher().get(site.address("/a"))) == "asked-to-wait"


def test_another_host_need_not_wait(site, fetcher):
    site.pages["/a"] = Page(PAGE)
    clock = Clock()
    polite = fetcher(clock, delay=5)
    polite.get(site.address("/a"))
    polite.get(site.address("/a", "other.test"))
    assert clock.waits == [5, 5]  # each between its robots.txt and the page


def test_a_private_address_is_refused_before_a_connection_is_opened(site, fetcher):
    site.pages["/a"] = Page(PAGE)
    found = fetcher(allow=()).get(site.address("/a"))
    assert bad(found) == "address-refused"
    assert "127.0.0.1" in found.message
    assert site.connections == 0


def test_a_redirect_to_a_private_address_is_refused(site, fetcher):
    inner = site.address("/secret", "inner.test")
    site.pages |= {"/a": Page(status=302, headers=(("Location", inner),)), "/secret": Page(PAGE)}
    where = {"site.test": "127.0.0.1", "inner.test": "127.0.0.2"}
    found = fetcher(allow=("127.0.0.1/32",), resolve=lambda host, port: [where[host]]).get(site.address("/a"))
    assert bad(found) == "address-refused"
    assert site.asked("/secret") == []


def test_a_name_that_changes_its_address_is_refused(site, fetcher):
    site.pages |= {"/robots.txt": Page(status=404, headers=(("Connection", "close"),)), "/a": Page(PAGE)}
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    found = fetcher(allow=("127.0.0.1/32",), resolve=lambda host, port: next(answers)).get(site.address("/a"))
    assert bad(found) == "address-refused"
    assert site.asked("/a") == []


def test_several_threads_share_a_fetcher_and_each_host_still_has_one_connection(site, fetcher):
    hosts = [f"h{number}.test" for number in range(6)]
    site.pages |= {f"/{number}": Page(f"page {number}".encode(), type="text/plain") for number in range(5)}
    shared = fetcher()
    tasks = [(host, number) for number in range(5) for host in hosts]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda task: shared.get(site.address(f"/{task[1]}", task[0])), tasks))
    assert [good(each).body for each in found] == [f"page {number}".encode() for _, number in tasks]
    assert site.connections <= len(hosts)
    assert all(site.asked(f"/{number}") == [200] * len(hosts) for number in range(5))


@pytest.mark.parametrize("junk", [b"torn", b"x" * 5000, b""])
def test_a_cache_that_is_damaged_is_begun_anew_and_nothing_is_lost(site, fetcher, tmp_path, junk, capfd):
    site.pages["/a"] = Page(PAGE)
    with fetcher() as first:
        first.get(site.address("/a"))
    for left in (tmp_path / "store").glob("http-cache*"):
        left.unlink()
    (tmp_path / "store" / "http-cache.sqlite").write_bytes(junk)
    (tmp_path / "store" / "raw" / ".writing-half").write_bytes(PAGE[:9])  # of a run that was killed
    for _ in range(2):
        with fetcher() as again:
            assert good(again.get(site.address("/a"))).body == PAGE
    assert site.asked("/a") == [200, 200, 304]
    assert len(again.store.answers(site.address("/a"))) == 1
    assert capfd.readouterr().err == ""
