"""Only what is new is read again; what is kept changes nothing in what comes out."""

from pathlib import Path

import pytest
from dataset_samples import KNOWLEDGE, documents

from extract.datasets import merge
from extract.datasets.incremental import build_tables

READ = {Path(f"{number}.json"): each for number, each in enumerate(documents())}

ENTITIES = ("organizations", "people", "models", "products", "links")


class Reader:
    """Reads the samples and notes which."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, path):
        self.asked.append(path.stem)
        return READ[path], ()


def build(folder, paths):
    reader = Reader()
    tables, problems = build_tables(paths, reader, KNOWLEDGE, (), folder, lambda _: True)
    assert not problems
    return tables, reader.asked


def test_a_stored_document_is_not_read_again_and_a_new_one_is(tmp_path):
    first, second, third = READ
    assert build(tmp_path / "kept", [first, second])[1] == ["0", "1"]
    found, asked = build(tmp_path / "kept", [third, second, first])
    assert asked == ["2"]
    assert found == build(tmp_path / "whole", [first, second, third])[0]
    assert build(tmp_path / "kept", [first, third])[1] == []


@pytest.mark.parametrize("damaged", ["evidence.arrow", "index.json"])
def test_what_is_damaged_is_made_again(tmp_path, damaged):
    paths = list(READ)
    expected, _ = build(tmp_path, paths)
    [file] = tmp_path.rglob(damaged)
    file.write_bytes(file.read_bytes()[:-1])
    assert build(tmp_path, paths) == (expected, ["0", "1", "2"])


def test_without_documents_there_are_no_tables(tmp_path):
    assert build(tmp_path, []) == ({}, [])


def test_rows_that_the_last_build_had_are_not_checked_again_and_new_ones_are(tmp_path, monkeypatch):
    checked = []

    def noting(schema, rows, **more):
        checked.extend(str(row[schema.primary_key]) for row in rows)
        check(schema, rows, **more)

    check = merge.check_independently
    monkeypatch.setattr(merge, "check_independently", noting)
    first, _, third = READ
    before, _ = build(tmp_path, [third])
    known = {key for name in ENTITIES for key in before[name][0].to_pylist()}
    assert known <= set(checked)
    checked.clear()
    after, _ = build(tmp_path, [first, third])
    rows = {name: {str(row): row for row in after[name].to_pylist()} for name in ENTITIES}
    told = {name: {str(row) for row in before[name].to_pylist()} for name in ENTITIES}
    new = {next(iter(rows[name][key].values())) for name in ENTITIES for key in rows[name].keys() - told[name]}
    assert new
    assert new == {
        key for key in checked if key in known | {row for name in ENTITIES for row in after[name][0].to_pylist()}
    }


def test_what_merges_leave_changes_nothing_whatever_comes_and_goes(tmp_path):
    first, second, third = READ
    for paths in ([first], [first, second, third], [third], [second, third], [first, second, third]):
        whole, _ = build(tmp_path / "anew" / "-".join(path.stem for path in paths), paths)
        assert build(tmp_path / "kept", paths)[0] == whole


@pytest.mark.parametrize("left", ["conflicts.arrow", "organizations.checked.arrow"])
def test_what_a_merge_left_may_be_damaged_or_gone(tmp_path, left):
    paths = list(READ)
    expected, _ = build(tmp_path, paths[:2])
    [file] = tmp_path.rglob(left)
    file.write_bytes(file.read_bytes()[:-1])
    assert build(tmp_path, paths[:2])[0] == expected
    file.unlink()
    assert build(tmp_path, paths[:2])[0] == expected
