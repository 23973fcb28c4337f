"""What builds leave to each other is used only if it is whole and of the same code."""

import pytest

from extract.datasets import keep
from extract.datasets.columns import pa
from extract.datasets.keep import Keep
from extract.errors import ShuttenError

TABLE = pa.table({"print": pa.array([1, 2, 3], pa.uint64())}).replace_schema_metadata({b"of": b"me"})


def test_a_table_comes_back_with_its_metadata_and_the_last_one_counts(tmp_path):
    Keep(tmp_path / "new").write("one", TABLE.slice(1))
    Keep(tmp_path / "new").write("one", TABLE)
    found = Keep(tmp_path / "new").read("one")
    assert found["print"].to_pylist() == [1, 2, 3]
    assert found.schema.metadata[b"of"] == b"me"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["one.arrow"]


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda _: b"", lambda _: b"no table"])
def test_what_is_missing_or_damaged_is_none(tmp_path, damage):
    kept = Keep(tmp_path)
    assert kept.read("one") is None
    kept.write("one", TABLE)
    [path] = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert kept.read("one") is None


def test_what_other_code_or_schemas_wrote_is_none(tmp_path, monkeypatch):
    Keep(tmp_path).write("one", TABLE)
    keep.maker.cache_clear()
    monkeypatch.setattr(keep, "code_fingerprint", lambda: "another")
    assert Keep(tmp_path).read("one") is None
    keep.maker.cache_clear()


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ShuttenError, match="cannot be written"):
        Keep(tmp_path / "file").write("one", TABLE)
