"""Only what is new is read again; what is kept changes nothing in what comes out."""

from pathlib import Path

import pytest
from dataset_samples import KNOWLEDGE, documents

from extract.datasets.incremental import build_tables

READ = {Path(f"{number}.json"): each for number, each in enumerate(documents())}


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
