"""The raw store: bytes by hash, answers by address, and what happens when the disk is not what it was."""

import pytest

from extract.errors import ShuttenError
from extract.ids import sha256_bytes
from extract.sources.raw_store import Answer, RawStore, write_whole

PLACE = "https://example.org/a"


def answer(body=b"one", **given):
    return Answer(
        **{"final_address": PLACE, "status": 200, "headers": (("etag", '"1"'),), "sha256": sha256_bytes(body), **given}
    )


def test_bytes_and_answers_come_back(tmp_path):
    RawStore(tmp_path).keep(PLACE, answer(), b"one")
    store = RawStore(tmp_path)
    assert store.answers(PLACE) == (answer(),)
    assert store.body(sha256_bytes(b"one")) == store.path(sha256_bytes(b"one")).read_bytes() == b"one"
    assert store.answers("https://example.org/b") == ()
    assert store.body(sha256_bytes(b"two")) is None


def test_two_addresses_with_the_same_bytes_share_them(tmp_path):
    store = RawStore(tmp_path)
    store.keep(PLACE, answer(), b"one")
    store.keep(PLACE + "b", answer(), b"one")
    assert [path.name for path in (tmp_path / "raw").iterdir()] == [sha256_bytes(b"one")]
    assert len(list((tmp_path / "answers").iterdir())) == 2


@pytest.mark.parametrize(
    "change", [{"status": 404}, {"final_address": "https://example.org/c"}, {"sha256": sha256_bytes(b"two")}]
)
def test_another_answer_is_added_and_the_same_is_not(tmp_path, change):
    store = RawStore(tmp_path)
    first = store.keep(PLACE, answer(first_seen="1", last_seen="1"), b"one")
    again = store.keep(PLACE, answer(first_seen="2", last_seen="2", headers=()), b"one")
    assert (again.first_seen, again.last_seen) == ("1", "2")
    other = store.keep(PLACE, answer(first_seen="3", last_seen="3", **change), b"two" if "sha256" in change else b"one")
    assert store.answers(PLACE) == (again, other)
    assert first != again


def test_bytes_that_rotted_are_not_given_out_and_are_mended_by_the_next_fetch(tmp_path):
    store = RawStore(tmp_path)
    store.keep(PLACE, answer(), b"one")
    store.path(sha256_bytes(b"one")).write_bytes(b"onf")
    assert store.body(sha256_bytes(b"one")) is None
    store.keep(PLACE, answer(), b"one")
    assert store.body(sha256_bytes(b"one")) == b"one"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"address": "a", "answers": [{}]}'])
def test_a_damaged_record_counts_as_none_and_is_mended_by_the_next_fetch(tmp_path, content):
    store = RawStore(tmp_path)
    store.keep(PLACE, answer(), b"one")
    [record] = (tmp_path / "answers").iterdir()
    record.write_bytes(content)
    assert store.answers(PLACE) == ()
    store.keep(PLACE, answer(), b"one")
    assert store.answers(PLACE) == (answer(),)


def test_a_hash_that_is_not_that_of_the_bytes_is_our_own_fault(tmp_path):
    with pytest.raises(ValueError, match="hash"):
        RawStore(tmp_path).keep(PLACE, answer(), b"two")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ShuttenError, match="cannot be written"):
        RawStore(tmp_path / "file").keep(PLACE, answer(), b"one")


def test_a_write_that_fails_leaves_what_was_there_and_nothing_half(tmp_path):
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "inner").write_bytes(b"old")
    with pytest.raises(ShuttenError):
        write_whole(tmp_path / "whole", b"new")  # a folder cannot be replaced by a file
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]
    assert (tmp_path / "whole" / "inner").read_bytes() == b"old"
