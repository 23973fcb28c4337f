"""The catalogue: what an entry may say, what it may not, and the inbox."""

from pathlib import Path

import pytest

from extract.errors import ShuttenError
from extract.sources.catalogue import Metadata, SourceEntry, entry_of_file, read_catalogue

SOURCES = Path(__file__).parents[2] / "sources"


def catalogue(folder, text):
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    return read_catalogue(folder)


def test_our_own_catalogue_names_files_that_are_there():
    entries = read_catalogue(SOURCES)
    assert len(entries) >= 7
    assert all(entry.path.is_file() for entry in entries)


def test_an_entry_says_all_that_is_known_of_its_document(tmp_path):
    [entry] = catalogue(
        tmp_path,
        "sources:\n- {id: a, file: b/c.pdf, language: ja, kind: report, title: 題, authors: [山田, 佐藤], publisher: 社,\n"
        "   published: 2023-03, url: 'https://example.org/', expect: {pages: 3}, enabled: true}\n",
    )
    assert entry == SourceEntry(
        "a",
        tmp_path / "b/c.pdf",
        Metadata("ja", "report", "題", ("山田", "佐藤"), "社", "2023-03", "https://example.org/"),
        3,
    )


def test_one_author_may_stand_alone_and_a_disabled_entry_is_left_out(tmp_path):
    entries = catalogue(
        tmp_path, "sources:\n- {id: b, file: b.txt, authors: 山田}\n- {id: a, file: a.txt, enabled: false}\n"
    )
    assert [(entry.entry_id, entry.known.authors) for entry in entries] == [("b", ("山田",))]


def test_entries_come_in_the_order_of_their_ids_and_the_inbox_last(tmp_path):
    for name in ("z.ja.txt", "sub/y.pdf", ".hidden", ".git/x.txt", "README.md"):
        path = tmp_path / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    entries = catalogue(tmp_path, "sources:\n- {id: b, file: b.txt}\n- {id: a, file: a.txt}\n")
    assert [(entry.entry_id, entry.known.language) for entry in entries] == [
        ("a", ""), ("b", ""), ("inbox/sub/y.pdf", ""), ("inbox/z.ja.txt", "ja"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources: [", "is not valid YAML"),
        ("[]", "has no list 'sources'"),
        ("sources: {}", "has no list 'sources'"),
        ("sources: [text]", "entry 1: has no 'id'"),
        ("sources: [{id: 1, file: a}]", "has no 'id'"),
        ("sources: [{id: a}]", "entry 1 (a): has no 'file'"),
        ("sources: [{id: a, file: a}, {id: a, file: b}]", "the id a stands twice"),
        ("sources: [{id: a, file: a, langauge: ja}]", "has the unknown key 'langauge'"),
        ("sources: [{id: a, file: a, kind: novel}]", "has the kind 'novel'"),
        ("sources: [{id: a, file: a, language: en}]", "has the language 'en'"),
        ("sources: [{id: a, file: a, expect: 3}]", "'expect' is '3' and no part with keys"),
        ("sources: [{id: a, file: a, expect: {pages: many}}]", "'pages' is 'many'"),
        ("sources: [{id: a, file: a, enabled: maybe}]", "'enabled' is neither true nor false"),
        ("sources: [{id: a, file: a, published: March}]", "'published' is 'March'"),
    ],
)
def test_a_wrong_entry_stops_with_its_place_and_a_remedy(tmp_path, text, said):
    with pytest.raises(ShuttenError) as raised:
        catalogue(tmp_path, text)
    assert str(raised.value).startswith(str(tmp_path / "catalogue.yaml"))
    assert said in str(raised.value)
    assert raised.value.remedy


def test_a_folder_without_a_catalogue_is_no_project(tmp_path):
    with pytest.raises(ShuttenError, match=r"catalogue\.yaml: is not there"):
        read_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("name", "given", "language"),
    [("a.ja.pdf", "", "ja"), ("a.zh.html", "", "zh"), ("a.pdf", "", ""), ("a.ja.pdf", "zh", "zh"), ("ja.txt", "", "")],
)
def test_a_file_says_its_language_by_its_name(name, given, language):
    assert entry_of_file(Path(name), given).known.language == language
