"""Statements are judged in groups, and only in those that are asked for."""

import pytest
from dataset_samples import linker
from test_merge import all_documents

from extract.datasets import contradictions
from extract.datasets.columns import pa, pc, rows_of
from extract.datasets.contradictions import GROUP, conflicts, conflicts_in, groups_of
from extract.datasets.engine import Engine
from extract.datasets.lines import CONTENT, KEY
from extract.datasets.merge import merge
from extract.datasets.schema import read_schemas
from extract.datasets.shard import shard_tables
from extract.entities.conflicts import find_conflicts


@pytest.fixture(scope="module")
def built():
    return merge(shard_tables(all_documents(), linker()), linker())


@pytest.fixture
def judged(monkeypatch):
    asked: list[str] = []

    def noting(rows, same):
        asked.extend(row[key] for name, each in rows.items() for row in each for key in row if key == f"{name[:-1]}_id")
        return find(rows, same)

    find = contradictions.find_conflicts
    monkeypatch.setattr(contradictions, "find_conflicts", noting)
    return asked


def test_all_groups_together_give_the_dataset(built):
    merged = built["conflicts"].drop_columns([KEY, CONTENT])
    assert conflicts(built, Engine()).sort_by("conflict_id") == merged.sort_by("conflict_id")
    assert built["conflicts"].num_rows


def test_the_rows_are_those_that_all_columns_of_all_evidence_give(built):
    """Only main places count, and only some of their columns; the samples have others too."""
    rows = {name: rows_of(schema, built[name]) for name, schema in read_schemas().items()}
    assert not all(row["main"] for row in rows["evidence"])
    found = conflicts(built, Engine()).to_pylist()
    assert sorted(found, key=lambda row: row["conflict_id"]) == find_conflicts(rows)


def test_only_groups_that_are_asked_for_are_judged(built, judged):
    found = conflicts_in(built, Engine(), None)
    judged.clear()
    one = found.slice(0, 1)
    assert conflicts_in(built, Engine(), one[GROUP].combine_chunks()) == one
    assert set(one["row_ids"][0].as_py()) <= set(judged)
    judged.clear()
    assert conflicts_in(built, Engine(), pa.array([], pa.uint64())).num_rows == 0
    assert judged == []


def test_a_row_tells_the_groups_in_which_it_may_contradict(built):
    found = conflicts_in(built, Engine(), None)
    for row in found.to_pylist():
        table = built[row["dataset"]]
        within = table.filter(pc.is_in(table[0], value_set=pa.array(row["row_ids"][:1], pa.string())))
        others = {name: each.slice(0, 0) for name, each in built.items()}
        assert row[GROUP] in groups_of(others | {row["dataset"]: within}, Engine()).to_pylist()
