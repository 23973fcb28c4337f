import datetime as dt
import hashlib
import json
import os
import string
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from dataset_samples import documents, linker
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.datasets import store, swap
from extract.datasets.build import build_rows
from extract.datasets.cells import cell_text, csv_text, original_text
from extract.datasets.schema import DATASETS, read_schemas
from extract.datasets.store import DESCRIPTOR, MANIFEST, PACKAGE_FILES, arrow_schema, write_package
from extract.datasets.validate import validate
from extract.errors import ShuttenError

SCHEMAS = read_schemas()
VALID = validate(build_rows(documents(), linker()))


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "datasets"
    counts = write_package(VALID, folder)
    assert counts == {dataset: len(VALID[dataset]) for dataset in DATASETS}
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_frictionless_finds_the_package_valid(package):
    report = Package(str(package / DESCRIPTOR)).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    assert report.stats["tasks"] == len(DATASETS)


def test_frictionless_finds_a_changed_cell(package, tmp_path):
    for name, data in contents(package).items():
        (tmp_path / name).write_bytes(data)
    figures = tmp_path / "figures.csv"
    figures.write_text(figures.read_text().replace("exact", "vague"))
    assert not Package(str(tmp_path / DESCRIPTOR)).validate().valid


def test_the_descriptor_describes_the_files_and_names_no_machine(package):
    text = (package / DESCRIPTOR).read_text()
    described = json.loads(text)
    assert [each["name"] for each in described["resources"]] == sorted(DATASETS)
    for resource in described["resources"]:
        for file in (resource, resource["parquet"]):
            data = (package / file["path"]).read_bytes()
            assert file["bytes"] == len(data)
            assert file["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["schema"] == SCHEMAS[resource["name"]].descriptor
    assert str(package.parent) not in text
    assert "owners" in described["licenses"][0]["title"]
    assert set(contents(package)) == PACKAGE_FILES


def test_the_same_rows_in_any_order_give_the_same_bytes(package, tmp_path):
    write_package({dataset: rows[::-1] for dataset, rows in reversed(VALID.items())}, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(package)


def test_parquet_holds_every_value_exactly(package):
    for dataset, rows in VALID.items():
        table = pq.read_table(package / f"{dataset}.parquet")
        assert table.schema.equals(arrow_schema(SCHEMAS[dataset]))
        found = table.to_pylist()
        for row in found:
            row.update({name: value.isoformat() for name, value in row.items() if isinstance(value, dt.date)})
        assert found == rows
        assert set(pq.read_metadata(package / f"{dataset}.parquet").to_dict()) >= {"num_rows"}


def test_every_row_is_read_by_the_defaults_of_pandas_and_duckdb(package):
    for dataset, rows in VALID.items():
        path = package / f"{dataset}.csv"
        assert len(pd.read_csv(path)) == len(rows), dataset
        assert len(duckdb.sql(f"SELECT * FROM read_csv('{path}')").fetchall()) == len(rows), dataset


def test_duckdb_checks_every_quote_against_its_page(package):
    question = f"""
        SELECT count(*), count(*) FILTER (substr(p.text, e.start + 1, e."end" - e.start) = e.quote)
        FROM '{package}/evidence.parquet' e JOIN '{package}/pages.parquet' p USING (document_id, page)"""
    total, right = duckdb.sql(question).fetchone()
    assert total == right == len(VALID["evidence"])


def test_numbers_are_plain():
    value = SCHEMAS["figures"].fields["value"]
    confidence = SCHEMAS["evidence"].fields["confidence"]
    written = {
        cell_text(value, Decimal(number))
        for number in ("1.75E+12", "1750000000000", "1750000000000.000", "+1750000000000")
    }
    assert written == {"1750000000000"}
    assert cell_text(value, Decimal("-0.50")) == "-0.5"
    assert cell_text(value, Decimal("-0")) == "0"
    assert cell_text(value, Decimal("1E-9")) == "0.000000001"
    assert cell_text(confidence, 1.0) == "1"
    assert cell_text(confidence, 0.0001) == "0.0001"
    assert cell_text(value, None) == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'"])
def test_formulas_are_harmless_and_come_back(start):
    quote = SCHEMAS["evidence"].fields["quote"]
    text = f"{start}HYPERLINK(1)"
    assert cell_text(quote, text) == f"'{text}"
    assert original_text(cell_text(quote, text)) == text
    assert original_text(cell_text(quote, f"a{text}")) == f"a{text}"


def test_a_negative_number_and_a_list_are_no_formula():
    assert cell_text(SCHEMAS["figures"].fields["value"], Decimal(-5)) == "-5"
    assert cell_text(SCHEMAS["people"].fields["aliases"], ["=1", 'a"b', "李"]) == '["=1","a\\"b","李"]'


# No surrogates (validation refuses them) and no NUL, which pandas' parser does not read.
_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from("=+-@'\",\n\r\t 　，；\u2028\x85"),
    min_size=1,
)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "model_id": st.just("model-a"),
            "name": _TEXT,
            "name_ja": _TEXT | st.none(),
            "name_zh": st.none(),
            "name_en": st.text(string.printable, min_size=1) | st.none(),
            "aliases": st.lists(_TEXT),
            "family_id": st.none(),
            "version": st.sampled_from(["1.0", "007", "1e5", "true", "null", "NaN", "2023-01-01"]),
            "organization_id": st.none(),
        }
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ROWS)
def test_csv_comes_back_through_pandas_and_duckdb(tmp_path, rows):
    path = tmp_path / "models.csv"
    path.write_bytes(csv_text(SCHEMAS["models"], rows).encode())

    def back(row):
        texts = {name: None if value in (None, "") else original_text(value) for name, value in row.items()}
        return {**texts, "aliases": json.loads(row["aliases"])}

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8", lineterminator="\n")
    assert [back(row) for row in frame.to_dict("records")] == rows
    columns = dict.fromkeys(SCHEMAS["models"].fields, "VARCHAR")
    relation = duckdb.sql(
        f"""SELECT * FROM read_csv('{path}', header=true, delim=',', quote='"', escape='"', new_line='\\n',
        auto_detect=false, columns={columns})"""
    )
    found = [dict(zip(relation.columns, values, strict=True)) for values in relation.fetchall()]
    assert [back(row) for row in found] == rows


@settings(max_examples=100)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**28), max_value=10**28, places=9))
def test_any_decimal_comes_back_from_csv_and_parquet(number):
    field = SCHEMAS["figures"].fields["value"]
    assert Decimal(cell_text(field, number)) == number
    assert "E" not in cell_text(field, number)
    array = store.pa.array([number], type=arrow_schema(SCHEMAS["figures"]).field("value").type)
    assert array.to_pylist() == [number]


def test_an_earlier_package_is_replaced_and_other_files_stay(tmp_path):
    folder = tmp_path / "datasets"
    write_package({}, folder)
    (folder / "notes.txt").write_text("mine")
    (folder / "mine").mkdir()
    (folder / "mine" / "figures.csv").write_text("mine too")
    folder.chmod(0o750)
    write_package(VALID, folder)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "mine" / "figures.csv").read_text() == "mine too"
    assert pq.read_table(folder / "figures.parquet").num_rows == len(VALID["figures"])
    assert folder.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in tmp_path.iterdir()] == ["datasets"]


def test_a_new_folder_can_be_read_by_others(tmp_path):
    before = os.umask(0o022)
    try:
        write_package({}, tmp_path / "new" / "datasets")
    finally:
        os.umask(before)
    assert (tmp_path / "new" / "datasets").stat().st_mode & 0o777 == 0o755


def test_an_empty_folder_and_a_symbolic_link_are_fine(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_package({}, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / DESCRIPTOR).is_file()


def test_a_file_of_somebody_else_is_never_overwritten(tmp_path):
    for text in ('{"name": "another"}', "[]", "{"):
        (tmp_path / DESCRIPTOR).write_text(text)
        with pytest.raises(ShuttenError, match="no package of ours"):
            write_package({}, tmp_path)
        assert (tmp_path / DESCRIPTOR).read_text() == text
    (tmp_path / DESCRIPTOR).unlink()
    (tmp_path / "pages.csv").write_text("mine")
    with pytest.raises(ShuttenError, match=r"pages\.csv"):
        write_package({}, tmp_path)


def test_a_manifest_of_somebody_else_in_a_package_is_never_overwritten(tmp_path):
    write_package({}, tmp_path)
    for text in ('{"name": "an app"}', "[]", "{"):
        (tmp_path / MANIFEST).write_text(text)
        with pytest.raises(ShuttenError, match=r"holds manifest\.json, which"):
            write_package({}, tmp_path)
        assert (tmp_path / MANIFEST).read_text() == text


def test_a_package_written_over_a_version_is_no_version(tmp_path):
    write_package({}, tmp_path)
    (tmp_path / MANIFEST).write_text('{"version": "0123456789abcdef"}')
    write_package({}, tmp_path)
    assert set(contents(tmp_path)) == PACKAGE_FILES


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "datasets").write_text("")
    with pytest.raises(ShuttenError, match="is a file"):
        write_package({}, tmp_path / "datasets")


@pytest.mark.parametrize("column", [{"value": "many"}, {"value": Decimal("1E-12")}, {"as_of_latest": "2025-02-30"}])
def test_a_row_that_does_not_fit_leaves_the_earlier_package(tmp_path, column):
    folder = tmp_path / "datasets"
    write_package(VALID, folder)
    before = contents(folder)
    broken = {**VALID, "figures": [{**VALID["figures"][0], **column}]}
    with pytest.raises(ShuttenError, match=r"figures.*Validate"):
        write_package(broken, folder)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["datasets"]


def test_a_full_disk_leaves_the_earlier_package(tmp_path, monkeypatch):
    folder = tmp_path / "datasets"
    write_package(VALID, folder)
    before = contents(folder)

    written = store._write_parquet

    def full(path, table):
        if path.name == "tables.parquet":
            raise OSError(28, "No space left on device")
        written(path, table)

    monkeypatch.setattr(store, "_write_parquet", full)
    with pytest.raises(ShuttenError, match="No space left"):
        write_package({}, folder)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["datasets"]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_reader_always_finds_a_whole_package(tmp_path, monkeypatch, can_exchange):
    folder = tmp_path / "datasets"
    write_package({}, folder)
    if not can_exchange:
        monkeypatch.setattr(swap, "_renameat2", lambda one, other: False)
    seen = []
    rename = Path.rename

    def watched(path, target):
        if folder.is_dir():
            seen.append(set(contents(folder)))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", watched)
    write_package(VALID, folder)
    assert all(names == PACKAGE_FILES for names in seen)
    assert set(contents(folder)) == PACKAGE_FILES
    assert [path.name for path in tmp_path.iterdir()] == ["datasets"]


def test_a_failed_second_rename_brings_the_old_folder_back(tmp_path, monkeypatch):
    folder = tmp_path / "datasets"
    write_package(VALID, folder)
    before = contents(folder)
    monkeypatch.setattr(swap, "_renameat2", lambda one, other: False)
    rename = Path.rename

    def refused(path, target):
        if target == folder and not path.name.endswith(".old"):
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(ShuttenError, match="cannot be written"):
        write_package({}, folder)
    assert contents(folder) == before


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="Linux")
def test_linux_exchanges_in_one_step(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert swap._renameat2(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()


def test_an_unknown_dataset_is_refused(tmp_path):
    with pytest.raises(ShuttenError, match="moods"):
        write_package({"moods": []}, tmp_path / "x")
    assert not (tmp_path / "x").exists()
