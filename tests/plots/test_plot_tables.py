import pandas as pd
import pytest
from published import write

from extract.errors import ShuttenError
from extract.plots.tables import NOT_STATED, coverage, figures, releases


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "datasets")


def test_dated_releases_come_oldest_first_with_their_source(folder):
    found = releases(folder)
    assert found[["maker", "model", "date"]].values.tolist()[1:] == [
        ["甲公司", "青山 1.0", "2024-03-01"],
        ["甲公司", "青山", "2024-05"],
    ]
    assert found["maker"][0] == NOT_STATED
    assert (found["earliest"][0], found["latest"][0]) == (pd.Timestamp("2023-01-01"), pd.Timestamp("2023-12-31"))
    assert found[["quote", "document"]].values.tolist()[1] == ["quote of e1", "模型周报"]


def test_a_metric_has_one_unit_and_every_figure_a_subject(folder):
    assert figures(folder)[["metric", "unit", "subject", "value"]].values.tolist() == [
        ["parameters", "parameters", "若葉", 7e11],
        ["parameters", "parameters", "青山", 7e9],
        ["users", "people", "青山", 100.0],
    ]


def test_every_document_is_covered_with_a_count_of_rows_not_of_places(folder):
    found = coverage(folder).set_index(["document_id", "dataset"])["rows"]
    assert found["doc-1111"]["figures"] == 2
    assert [found[each]["releases"] for each in ("doc-1111", "doc-2222", "doc-3333")] == [1, 2, 0]
    assert set(found["doc-3333"]) == {0}


def test_missing_datasets_are_named_with_a_remedy(tmp_path):
    with pytest.raises(ShuttenError, match=r"releases\.parquet.*is not there.*shutten run"):
        releases(tmp_path)
