"""What was seen, by refresh: each document once, whatever the order in which it was noted."""

import sqlite3
from itertools import permutations
from pathlib import Path

import pytest

from extract.errors import ShuttenError
from extract.refresh.entries import fetched_entries
from extract.refresh.seen import FILE_NAME, Seen
from extract.sources.catalogue import Metadata, SourceEntry


def entry(address, file, title=""):
    return SourceEntry(address, Path("/elsewhere") / file, Metadata(title=title, authors=("A", "B"), language="zh"))


@pytest.fixture
def seen(tmp_path):
    with Seen(tmp_path) as opened:
        yield opened


def held(seen, *sources):
    return [(each.file, each.addresses, each.replaces) for each in seen.held(sources or ("one", "two"))]


def test_an_address_holds_what_was_fetched_last_and_what_it_held_before_is_no_document(seen):
    seen.saw("one", entry("http://a/1", "x.html"), "x")
    seen.complete(1)
    seen.saw("one", entry("http://a/1", "y.html"), "y")
    assert held(seen) == [("y.html", ("http://a/1",), True)]
    assert seen.news(1) == {}
    assert seen.news(2) == {"one": (0, 1)}
    seen.complete(2)
    seen.saw("one", entry("http://a/1", "x.html"), "x")  # it is back
    assert held(seen) == [("x.html", ("http://a/1",), False)]


def test_what_no_source_names_any_more_is_still_held(seen):
    seen.saw("one", entry("http://a/1", "x.html"), "x")
    for number in (1, 2, 3):
        seen.complete(number)
    assert held(seen) == [("x.html", ("http://a/1",), False)]
    assert seen.refresh == 4


def test_what_says_the_same_is_one_document_in_the_file_that_was_fetched_first(seen):
    notes = [
        ("two", entry("http://b/1", "later.html", "Later"), "same"),
        ("one", entry("http://a/1", "other.html", "First"), "same"),
        ("one", entry("http://a/2", "z.html"), "z"),
    ]
    found = []
    for number, order in enumerate(permutations(notes)):
        with Seen(seen._path.parent / str(number)) as again:
            for note in order:
                again.saw(*note)
            found.append(again.held(["one", "two"]))
    assert all(each == found[0] for each in found)
    [first, second] = found[0]
    assert (first.file, first.addresses, first.known.title) == ("other.html", ("http://a/1", "http://b/1"), "First")
    assert first.known.authors == ("A", "B")
    entries = fetched_entries((first, second), Path("store"))
    assert [each.known.addresses for each in entries] == [("http://a/1", "http://b/1"), ("http://a/2",)]
    assert second.file == "z.html"


def test_the_frame_of_a_page_may_change_and_it_stays_the_document_that_it_was(seen):
    seen.saw("one", entry("http://a/1", "x.html"), "text")
    seen.complete(1)
    seen.saw("one", entry("http://a/1", "x-with-a-new-frame.html"), "text")
    assert held(seen) == [("x.html", ("http://a/1",), False)]
    assert seen.news(2) == {}


def test_a_source_that_is_left_out_leaves_its_documents_out_but_not_those_that_others_name(seen):
    seen.saw("one", entry("http://a/1", "x.html"), "x")
    seen.saw("one", entry("http://a/2", "y.html"), "y")
    seen.saw("two", entry("http://a/2", "y.html"), "y")
    assert held(seen, "two") == [("y.html", ("http://a/2",), False)]


def test_a_document_is_named_by_its_first_address_and_lies_in_the_store(seen, tmp_path):
    seen.saw("one", entry("http://a/1", "x.html", "T"), "x")
    [read] = fetched_entries(seen.held(["one"]), tmp_path)
    assert (read.entry_id, read.path, read.known.title) == ("http://a/1", tmp_path / "documents" / "x.html", "T")


def test_a_look_that_failed_keeps_the_times_of_those_that_did_not(seen):
    assert seen.last_look("one") is None
    seen.looked("one", "2031-01-01", "found", 3, to_the_end=True)
    seen.looked("one", "2031-01-02", "found_nothing", 0, to_the_end=True)
    seen.looked("one", "2031-01-03", "could_not_look", 0, to_the_end=False)
    last = seen.last_look("one")
    assert last
    assert (last.time, last.outcome) == ("2031-01-03", "could_not_look")
    assert (last.last_looked, last.last_found) == ("2031-01-02", "2031-01-01")


def test_an_interrupted_refresh_goes_on_under_its_number(tmp_path):
    with Seen(tmp_path) as seen:
        seen.saw("one", entry("http://a/1", "x.html"), "x")
    with Seen(tmp_path) as seen:
        seen.saw("one", entry("http://a/1", "x.html"), "x")
        seen.saw("one", entry("http://a/2", "y.html"), "y")
        assert seen.refresh == 1
        assert seen.news(1) == {"one": (2, 0)}
        assert seen.counts() == {"one": 2}


def test_a_file_that_is_damaged_or_of_a_newer_form_is_told(tmp_path):
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / FILE_NAME).write_bytes(b"this is no database " * 500)
    with pytest.raises(ShuttenError, match="cannot be used"):
        Seen(tmp_path / "damaged")
    Seen(tmp_path / "newer").close()
    with sqlite3.connect(tmp_path / "newer" / FILE_NAME) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(ShuttenError, match="newer shutten"):
        Seen(tmp_path / "newer")
