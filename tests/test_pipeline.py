"""The main job as plain functions, on the samples of the repository."""

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extract.pipeline import Extractor, publish
from extract.sources.catalogue import Metadata, SourceEntry, read_catalogue

SOURCES = Path(__file__).parents[1] / "sources"


@pytest.fixture(scope="module")
def extractor(knowledge):
    return Extractor(knowledge)


def test_the_first_page_comes_before_the_second_is_read(extractor):
    seen = []
    extracted, problems = extractor.read(SourceEntry("deck", SOURCES / "samples" / "deck.ja.pdf"), seen.append)
    assert extracted is not None
    assert [page.number for page in seen] == list(range(1, 14))
    assert [page.text for page in seen] == [page.text for page in extracted.document.pages]
    assert not problems


def test_the_first_page_is_read_before_the_heavy_libraries_are_imported():
    program = """
import sys
from pathlib import Path
from extract.pipeline import Extractor
from extract.sources.catalogue import SourceEntry
from extract.sources.knowledge import Knowledge
class FirstPage(Exception): pass
def stop(page): raise FirstPage
try:
    Extractor(Knowledge()).read(SourceEntry("a", Path(sys.argv[1])), stop)
except FirstPage:
    print(sorted({"pandas", "prefect", "pyarrow", "spacy"} & set(sys.modules)))
"""
    told = subprocess.run(
        [sys.executable, "-c", program, SOURCES / "samples" / "deck.ja.pdf"], capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"


def test_what_the_catalogue_knows_of_a_document_is_published(extractor, tmp_path):
    known = Metadata(
        kind="report", title="題", authors=("山田",), publisher="社",
        published="2023-07", url="https://example.org/x",
    )  # fmt: skip
    extracted, _ = extractor.read(SourceEntry("x", SOURCES / "samples" / "pangu-3.zh.txt", known))
    publish([extracted], (), extractor.knowledge, tmp_path)
    [row] = pq.read_table(tmp_path / "documents.parquet").to_pylist()
    assert {key: row[key] for key in ("kind", "title", "authors", "publisher", "published", "url", "language")} == {
        "kind": "report", "title": "題", "authors": ["山田"], "publisher": "社", "published": "2023-07",
        "url": "https://example.org/x", "language": "zh",
    }  # fmt: skip


def test_too_few_pages_are_a_problem_and_the_document_is_kept(extractor):
    extracted, problems = extractor.read(SourceEntry("short", SOURCES / "samples" / "pangu-3.zh.txt", expected_pages=2))
    assert extracted is not None
    assert [(problem.source, problem.code) for problem in problems] == [("short", "fewer-pages")]
    assert "1 pages, 2 were expected" in problems[0].message


def test_a_report_counts_what_the_package_holds(extractor, tmp_path):
    entries = read_catalogue(SOURCES)
    missing = SourceEntry("gone", SOURCES / "gone.txt")
    extracted, problems = [], []
    for entry in (*entries, missing):
        read, found = extractor.read(entry)
        extracted += [read] if read else []
        problems += found
    report = publish(extracted, [*problems, *problems], extractor.knowledge, tmp_path, reused=2)
    assert (report.documents, report.reused) == (len(entries), 2)
    assert report.pages == sum(len(each.document.pages) for each in extracted)
    assert [problem.code for problem in report.problems] == ["file-missing"]
    assert not report.complete
    assert report.rows == {path.stem: pq.read_metadata(path).num_rows for path in tmp_path.glob("*.parquet")}
    for dataset in ("organizations", "models", "releases", "figures", "relations", "citations", "rankings", "tables"):
        assert report.rows[dataset] > 0, dataset


def test_the_same_document_given_twice_changes_nothing(extractor, tmp_path):
    path = SOURCES / "samples" / "spark.zh.html"
    once, _ = extractor.read(SourceEntry("one", path))
    again, _ = extractor.read(SourceEntry("two", path))
    publish([once], (), extractor.knowledge, tmp_path / "once")
    publish([once, again], (), extractor.knowledge, tmp_path / "twice")
    for file in (tmp_path / "once").iterdir():
        assert file.read_bytes() == (tmp_path / "twice" / file.name).read_bytes(), file.name


def test_without_a_document_nothing_is_written(extractor, tmp_path):
    report = publish([], (), extractor.knowledge, tmp_path / "out")
    assert (report.documents, report.pages, dict(report.rows)) == (0, 0, {})
    assert not (tmp_path / "out").exists()
