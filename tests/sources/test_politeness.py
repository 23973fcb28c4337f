"""One request at a time to a host, the pause between two, and robots.txt."""

import threading

import pytest
from local_site import Clock

from extract.sources.politeness import Turns, host_of, read_robots, robots_address


def test_the_pause_counts_from_the_end_of_the_last_request():
    clock = Clock()
    turns = Turns(clock, clock.sleep)
    with turns.turn("a", 5):
        clock.time += 100
    clock.time += 2
    with turns.turn("b", 5):
        pass
    with turns.turn("a", 5):
        pass
    clock.time += 5
    with turns.turn("a", 5):
        pass
    assert clock.waits == [3]


@pytest.mark.parametrize(("hosts", "met"), [(("a", "a"), False), (("a", "b"), True)])
def test_one_host_is_asked_by_one_at_a_time_and_two_hosts_at_once(hosts, met):
    turns = Turns(sleep=lambda seconds: None)
    both = threading.Barrier(2, timeout=10 if met else 0.3)
    meetings = []

    def ask(host):
        with turns.turn(host, 0):
            try:
                both.wait()
                meetings.append(True)
            except threading.BrokenBarrierError:
                meetings.append(False)

    threads = [threading.Thread(target=ask, args=(host,)) for host in hosts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert meetings == [met, met]


def test_a_turn_that_fails_is_a_turn():
    clock = Clock()
    turns = Turns(clock, clock.sleep)
    with pytest.raises(ZeroDivisionError), turns.turn("a", 5):
        raise ZeroDivisionError
    with turns.turn("a", 5):
        pass
    assert clock.waits == [5]


RULES = b"User-agent: *\nDisallow: /\n\nUser-agent: shutten\nDisallow: /inner\nAllow: /inner/open\nCrawl-delay: 3\n"


@pytest.mark.parametrize(("path", "allowed"), [("/", True), ("/inner/a", False), ("/inner/open/a", True)])
def test_rules_for_us_hold_before_rules_for_all(path, allowed):
    robots = read_robots(200, RULES)
    assert robots.allows("https://a.test" + path, "shutten") is allowed
    assert not robots.allows("https://a.test" + path, "other")
    assert (robots.delay("shutten"), robots.delay("other")) == (3, 0)


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (401, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_a_status_other_than_good(status, allowed):
    assert read_robots(status, RULES).allows("https://a.test/inner", "shutten") is allowed


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"<html>", b"Disallow: /\n", b"User-agent: *\nDisallow:\n"])
def test_what_forbids_nothing(body):
    assert read_robots(200, body).allows("https://a.test/", "shutten")


def test_only_the_beginning_of_a_huge_file_is_read():
    body = b"# long\n" * 100_000 + b"User-agent: *\nDisallow: /\n"
    assert read_robots(200, body).allows("https://a.test/", "shutten")


def test_hosts():
    assert host_of("https://me@A.test:8080/x") == "a.test:8080"
    assert robots_address("http://a.test:81/x/y?z") == "http://a.test:81/robots.txt"
