"""The store of what was read: it gives back what went in, and its key changes with everything that decides."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.cache import cache_key, fingerprint, read_extracted, write_extracted
from extract.errors import Problem, ShuttenError
from extract.pipeline import Extractor
from extract.sources.catalogue import Metadata, SourceEntry

SAMPLES = Path(__file__).parents[1] / "sources" / "samples"
PROBLEM = Problem("a.pdf", 2, "pdf-no-text", "Page 2 has no text.", "Run OCR over it.", "図")


@pytest.mark.parametrize("name", ["deck.ja.pdf", "spark.zh.html", "wudao-3.zh.md", "pangu-3.zh.txt"])
def test_what_was_read_comes_back_equal(knowledge, tmp_path, name):
    extracted, problems = Extractor(knowledge).read(SourceEntry(name, SAMPLES / name))
    assert extracted is not None
    assert extracted.claims
    write_extracted(tmp_path / "kept" / "one.json", extracted, (*problems, PROBLEM))
    assert read_extracted(tmp_path / "kept" / "one.json") == (extracted, (*problems, PROBLEM))
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["one.json"]


def test_a_document_that_could_not_be_read_leaves_its_problems(tmp_path):
    write_extracted(tmp_path / "none.json", None, (PROBLEM,))
    assert read_extracted(tmp_path / "none.json") == (None, (PROBLEM,))


@pytest.mark.parametrize("content", ["", "{", "[]", '{"document": {}}', '{"problems": [{}]}'])
def test_a_damaged_file_names_the_way_out(tmp_path, content):
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(ShuttenError, match=r"bad\.json.*--fresh"):
        read_extracted(tmp_path / "bad.json")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ShuttenError, match="file: cannot be written"):
        write_extracted(tmp_path / "file" / "one.json", None, ())


@pytest.fixture
def entry(tmp_path):
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "people.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "a.txt").write_text("百度", encoding="utf-8")
    fingerprint.cache_clear()
    yield SourceEntry("a", tmp_path / "a.txt")
    fingerprint.cache_clear()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "ja"), ("kind", "report"), ("title", "題"), ("authors", ("山田",)), ("publisher", "社"),
        ("published", "2023"), ("url", "https://example.org/"),
    ],
)  # fmt: skip
def test_what_is_known_of_a_document_is_in_the_key(entry, tmp_path, field, value):
    names = tmp_path / "names"
    assert cache_key(replace(entry, known=Metadata(**{field: value})), names) != cache_key(entry, names)


@pytest.mark.parametrize(("field", "value"), [("entry_id", "b"), ("expected_pages", 2)])
def test_what_the_catalogue_calls_and_expects_is_in_the_key(entry, tmp_path, field, value):
    names = tmp_path / "names"
    assert cache_key(replace(entry, **{field: value}), names) != cache_key(entry, names)


def test_the_content_and_the_names_are_in_the_key_and_the_folder_is_not(entry, tmp_path):
    names = tmp_path / "names"
    before = cache_key(entry, names)
    (tmp_path / "moved").mkdir()
    moved = replace(entry, path=entry.path.rename(tmp_path / "moved" / "a.txt"))
    assert cache_key(moved, names) == before
    (names / "people.yaml").write_text("[]\n", encoding="utf-8")
    fingerprint.cache_clear()
    assert cache_key(moved, names) != before
    (names / "people.yaml").write_text("[]", encoding="utf-8")
    fingerprint.cache_clear()
    moved.path.write_text("百度。", encoding="utf-8")
    assert cache_key(moved, names) != before


def test_a_file_that_is_not_there_has_no_key(tmp_path):
    assert cache_key(SourceEntry("gone", tmp_path / "gone.txt"), tmp_path) is None
