"""Groups of statements that are what they were are not judged again; whatever decides about one, makes it another."""

from dataclasses import replace

import pytest
from dataset_samples import linker
from test_merge import all_documents

from extract.datasets import contradictions
from extract.datasets.build import DocumentClaims
from extract.datasets.columns import pa
from extract.datasets.contradictions import conflicts
from extract.datasets.engine import Engine
from extract.datasets.keep import Keep
from extract.datasets.merge import merge
from extract.datasets.shard import shard_tables


def tables(documents: list[DocumentClaims], keep: Keep | None = None):
    return merge(shard_tables(documents, linker()), linker(), keep)


@pytest.fixture
def judged(monkeypatch):
    asked: list[str] = []

    def noting(rows, same):
        asked.extend(row[key] for name, each in rows.items() for row in each for key in row if key == f"{name[:-1]}_id")
        return find(rows, same)

    find = contradictions.find_conflicts
    monkeypatch.setattr(contradictions, "find_conflicts", noting)
    return asked


def test_nothing_is_judged_twice(tmp_path, judged):
    first = tables(all_documents(), Keep(tmp_path))
    assert first["conflicts"].num_rows
    assert judged
    judged.clear()
    assert tables(all_documents()[::-1], Keep(tmp_path)) == first
    assert judged == []


@pytest.mark.parametrize("number", range(6))
def test_a_document_that_goes_and_comes_again_leaves_the_same_conflicts(tmp_path, number):
    whole, fewer = all_documents(), [each for place, each in enumerate(all_documents()) if place != number]
    for documents in (whole, fewer, whole):
        assert tables(documents, Keep(tmp_path)) == tables(documents)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("documents", "published_latest", "2001-01-01"), ("documents", "corrects", ["doc-1"]), ("evidence", "start", 7),
        ("evidence", "rule", "table"), ("evidence", "quote", "anders"), ("figures", "value", "1"), ("figures", "bound", "about"),
    ],
)  # fmt: skip
def test_what_decides_is_looked_at_again(tmp_path, judged, table, column, value):
    built = tables(all_documents())
    conflicts(built, Engine(), Keep(tmp_path))
    judged.clear()
    field = built[table].schema.field(column)
    values = pa.array([value] * len(built[table]), pa.list_(pa.string()) if isinstance(value, list) else None)
    changed = built[table].set_column(built[table].schema.names.index(column), field, values.cast(field.type))
    conflicts({**built, table: changed}, Engine(), Keep(tmp_path))
    assert judged


def test_documents_that_are_published_later_are_told(tmp_path):
    later = [DocumentClaims(replace(each.document, published="2031"), each.claims) for each in all_documents()]
    tables(all_documents(), Keep(tmp_path))
    assert tables(later, Keep(tmp_path)) == tables(later)
