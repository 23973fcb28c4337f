from extract.review.inputs import KeptSource
from extract.review.units import ADDED, CHANGED, REMOVED, moved_documents
from extract.sources.catalogue import Metadata


def source(entry, content, url="", suffix=".md", pages=0, **known):
    return KeptSource(entry, content * 64, suffix, Metadata(url=url, **known), pages)


def told(before, after):
    return [
        (unit.cause, [each.entry_id for each in unit.before], [each.entry_id for each in unit.after])
        for unit in moved_documents(before, after)
    ]


def test_what_came_went_and_changed_is_told_by_entry():
    before = [source("a", "1"), source("b", "2"), source("c", "3")]
    after = [source("a", "1"), source("b", "4"), source("d", "5")]
    assert told(before, after) == [(ADDED, [], ["d"]), (CHANGED, ["b"], ["b"]), (REMOVED, ["c"], [])]
    assert told(after, after) == []


def test_other_bytes_at_an_address_are_a_changed_document_whatever_the_entry_is_called():
    address = "https://example.org/news"
    assert told([source("old", "1", address)], [source("new", "2", address)]) == [(CHANGED, ["old"], ["new"])]
    moved = source("new", "2", "https://example.org/other", addresses=(address,))
    assert told([source("old", "1", address)], [moved]) == [(CHANGED, ["old"], ["new"])]


def test_a_file_that_only_has_another_name_has_not_changed():
    assert told([source("a", "1"), source("b", "2")], [source("c", "1"), source("b", "2")]) == []
    ended = source("c", "1", suffix=".txt")  # read as another format
    assert told([source("a", "1")], [ended]) == [(CHANGED, ["a"], ["c"])]


def test_what_the_catalogue_says_of_a_document_is_part_of_it():
    assert told([source("a", "1")], [source("a", "1", title="甲")]) == [(CHANGED, ["a"], ["a"])]
    assert told([source("a", "1")], [source("a", "1", pages=3)]) == [(CHANGED, ["a"], ["a"])]


def test_a_second_copy_is_a_document_that_came():
    assert told([source("a", "1")], [source("a", "1"), source("b", "1")]) == [(ADDED, [], ["b"])]
