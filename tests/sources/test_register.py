"""The catalogue that the project ships, and what is told of an entry that is wrong."""

import ast
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml

from extract.errors import ShuttenError
from extract.sources.catalogue import read_catalogue
from extract.sources.register import catalogue_schema, entries_of, read_sources
from extract.sources.source import FileSource, WorkSource

SOURCES = Path(__file__).parents[2] / "sources"
WEB = {"page", "rss1", "rss2", "atom", "json_feed", "github_releases", "model_listing", "html_index"}


@pytest.fixture(scope="module")
def shipped():
    return read_sources(SOURCES)


def test_every_kind_of_source_is_shipped_and_no_web_source_is_on(shipped):
    web = [source for source in shipped.sources if source.type in WEB]
    assert {source.type for source in shipped.sources} >= {"file", "work"} | WEB - {"atom"}
    assert len(web) >= 25
    assert len({source.address for source in web}) == len(web)
    assert not [source.id for source in web if source.enabled]
    assert {urlsplit(source.address).scheme for source in web} == {"https"}
    assert Counter(source.language for source in web)["ja"] >= 5
    assert Counter(source.language for source in web)["zh"] >= 5


def test_every_web_source_says_what_it_should_find_at_least(shipped):
    lists = [source for source in shipped.sources if source.type in WEB - {"page"}]
    assert [source.id for source in lists if source.expect.items < 1] == []


def test_the_samples_are_on_and_are_what_a_run_reads(shipped):
    files = [source for source in shipped.sources if isinstance(source, FileSource)]
    assert len(files) >= 7
    assert all(source.enabled and source.schedule == "local" for source in files)
    at_hand = [entry.entry_id for entry in read_catalogue(SOURCES) if not entry.entry_id.startswith("inbox/")]
    assert [entry for entry in at_hand if not entry.startswith("works/")] == sorted(source.id for source in files)


def test_the_report_and_what_it_cites_say_whether_a_copy_is_held(shipped):
    works = [source for source in shipped.sources if isinstance(source, WorkSource)]
    assert Counter(work.language for work in works)["zh"] >= 15
    assert [work.kind for work in works if work.language == "ja"] == ["report"]
    for work in works:
        assert work.title
        assert work.authors or work.publisher
        assert not work.held or (SOURCES / work.copy_at).is_file()


def test_the_schema_for_editors_is_that_of_the_models_and_fits_the_catalogue():
    schema = json.loads((SOURCES.parent / "schemas" / "catalogue.json").read_text(encoding="utf-8"))
    assert schema == json.loads(catalogue_schema()), "run 'python -m extract.sources.register'"
    loaded = json.loads(
        json.dumps(yaml.safe_load((SOURCES / "catalogue.yaml").read_text(encoding="utf-8")), default=str)
    )
    jsonschema.validate(loaded, schema)
    for wrong in ({"id": "a"}, {"id": "a", "type": "rss2"}, {"id": "a", "file": "a", "published": None}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"sources": [wrong]}, schema)


def catalogue(folder, text):
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    return read_sources(folder)


def test_a_copy_that_is_put_where_it_is_expected_is_read_once_with_what_is_known(tmp_path):
    text = (
        "sources: [{id: w, type: work, title: 題, authors: 山田, published: 2023, language: ja, copy_at: inbox/a.txt}]"
    )
    [work] = catalogue(tmp_path, text).sources
    assert entries_of(work, tmp_path) == ()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("x", encoding="utf-8")
    [entry] = read_catalogue(tmp_path)
    assert (entry.entry_id, entry.known.title, entry.known.authors, entry.known.published) == (
        "w",
        "題",
        ("山田",),
        "2023",
    )


def test_a_folder_is_as_many_documents_as_it_has_files(tmp_path):
    for name in ("b.ja.txt", "a.txt"):
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text("x", encoding="utf-8")
    catalogue(tmp_path, "sources: [{id: d, folder: docs, kind: article}]")
    entries = read_catalogue(tmp_path)
    assert [(entry.entry_id, entry.known.language, entry.known.kind) for entry in entries] == [
        ("d/a.txt", "", "article"), ("d/b.ja.txt", "ja", "article"),
    ]  # fmt: skip


def test_sources_are_looked_at_by_schedule(tmp_path):
    read = catalogue(
        tmp_path,
        "fetching: {delay: 5}\nsources:\n- {id: b, file: b, schedule: weekly}\n- {id: a, file: a, schedule: weekly}\n"
        "- {id: c, file: c}\n- {id: d, file: d, schedule: weekly, enabled: false}\n",
    )
    assert [source.id for source in read.of_schedule("weekly")] == ["a", "b"]
    assert [source.id for source in read.of_schedule("daily")] == ["c"]
    assert [source.id for source in read.of_schedule("")] == ["a", "b", "c"]
    with pytest.raises(ShuttenError, match="There are: daily, weekly"):
        read.of_schedule("dayly")
    assert (read.fetching.delay, read.fetching.attempts) == (5, 3)


ADDRESS = "address: 'https://example.org/'"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"sources: [{{id: a, type: rss3, {ADDRESS}}}]", "entry 1 (a): has the type 'rss3'"),
        ("sources: [{id: a, type: rss2}]", "has no 'address'"),
        (f"sources: [{{id: a, {ADDRESS}}}]", "has an 'address' and no 'type'"),
        ("sources: [{id: a, type: rss2, adress: x}]", "has the unknown key 'adress'"),
        ("sources: [{id: a, typ: folder, folder: x}]", "has the unknown key 'typ'"),
        ("sources: [{id: a, type: rss2, address: 'ftp://example.org/'}]", "no web address"),
        ("sources: [{id: a, type: rss2, address: 'https://me:secret@example.org/'}]", "no place for it"),
        ("sources: [{id: a, type: rss2, address: 'https://example.org:0/'}]", "no web address"),
        (f"sources: [{{id: a, type: html_index, {ADDRESS}, links: 'a[['}}]", "an expression that cannot be read"),
        (
            f"sources: [{{id: a, type: model_listing, {ADDRESS}, list: 'a[', fields: {{title: id}}}}]",
            "an expression that cannot be read",
        ),
        (f"sources: [{{id: a, type: model_listing, {ADDRESS}}}]", "has no 'fields'"),
        (f"sources: [{{id: a, type: rss2, {ADDRESS}, politeness: {{delay: -1}}}}]", "'delay' is '-1'"),
        (f"sources: [{{id: a, type: rss2, {ADDRESS}, expect: {{pages: 1}}}}]", "has the unknown key 'pages'"),
        (f"sources: [{{id: a, type: rss2, {ADDRESS}, schedule: Every Day}}]", "'schedule' is 'Every Day'"),
        ("sources: [{id: a, type: github_releases, repository: alone}]", "'repository' is 'alone'"),
        ("sources: []\nfetching: {allow: [localhost]}", "fetching: '"),
        ("sources: []\nfetching: {contact: 'two words'}", "'contact' is 'two words'"),
        ("sources: []\nfetch: {}", "has the unknown part 'fetch'"),
    ],
)
def test_a_wrong_entry_is_named_with_a_remedy(tmp_path, text, said):
    with pytest.raises(ShuttenError) as raised:
        catalogue(tmp_path, text)
    assert said in str(raised.value)
    assert raised.value.remedy


def test_the_page_on_sources_names_every_type_and_every_code():
    told = (SOURCES.parent / "docs" / "sources.md").read_text(encoding="utf-8")
    kinds = [
        made["properties"]["type"]
        for made in json.loads(catalogue_schema())["$defs"].values()
        if "type" in made["properties"]
    ]
    types = {each for kind in kinds for each in kind.get("enum", [kind.get("const")])}
    modules = [
        ast.parse(path.read_text(encoding="utf-8")) for path in (SOURCES.parent / "src/extract/sources").glob("*.py")
    ]
    calls = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.Call)]
    named = [
        call for call in calls if getattr(call.func, "id", "") in {"Problem", "TransientError", "_problem", "_missing"}
    ]
    codes = {node.value for call in named for given in call.args[:3] for node in ast.walk(given)
             if isinstance(node, ast.Constant) and re.fullmatch("[a-z]+(-[a-z]+)+", str(node.value))}  # fmt: skip
    assert len(types) == 11
    assert len(codes) >= 25
    assert [word for word in sorted(types | codes) if f"`{word}`" not in told] == []
