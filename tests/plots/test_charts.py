import json

import pandas as pd
import pytest
from published import write

from extract.plots import charts, tables


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "datasets")


def drawn(chart):
    return json.loads(chart.to_json())


def test_makers_come_in_the_order_of_their_first_release_and_those_not_stated_last(folder):
    specification = drawn(charts.timeline(tables.releases(folder)))
    assert specification["layer"][0]["encoding"]["y"]["sort"] == ["甲公司", tables.NOT_STATED]
    assert specification["title"]["subtitle"] == "2 makers"


def test_the_chart_says_how_many_makers_it_leaves_out():
    makers = [f"社{number:02}" for number in range(charts.MAKERS + 5)]
    day = pd.Timestamp("2024-01-01")
    same = {
        "model": "",
        "event": "released",
        "date": "2024",
        "quote": "",
        "document": "",
        "earliest": day,
        "latest": day,
    }
    rows = [{"maker": each, **same} for each in makers]
    specification = drawn(charts.timeline(pd.DataFrame([*rows, rows[-1]])))
    assert specification["title"]["subtitle"] == f"{charts.MAKERS} of {charts.MAKERS + 5} makers"
    assert makers[-1] in specification["layer"][0]["encoding"]["y"]["sort"]
    assert makers[-2] not in specification["layer"][0]["encoding"]["y"]["sort"]


def test_values_that_span_a_hundredfold_or_more_have_a_logarithmic_axis(folder):
    specification = drawn(charts.metrics(tables.figures(folder).replace({"value": {7e9: 6.9e9}})))
    assert [each["title"]["text"] for each in specification["vconcat"]] == ["parameters", "users"]
    assert [each["encoding"]["x"]["scale"]["type"] for each in specification["vconcat"]] == ["log", "linear"]
    assert specification["vconcat"][0]["encoding"]["y"]["sort"] == ["若葉", "青山"]
    one = drawn(charts.metrics(tables.figures(folder), "users"))
    assert [each["title"]["text"] for each in one["vconcat"]] == ["users"]


def test_documents_of_one_title_are_told_apart_and_one_without_rows_is_there(folder):
    specification = drawn(charts.coverage(tables.coverage(folder)))
    domain = specification["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert sorted(domain) == ["doc-3333", "模型周报 1111", "模型周报 2222"]
    assert domain[-1] == "doc-3333"


@pytest.mark.parametrize(("label", "font"), [("若葉の直感", "JP"), ("报告与说明", "SC")])
def test_a_label_has_the_font_that_has_its_characters(label, font):
    rows = pd.DataFrame({"document_id": ["doc-1"], "document": [label], "dataset": ["releases"], "rows": [1]})
    chosen = drawn(charts.coverage(rows))["layer"][0]["encoding"]["y"]["axis"]["labelFont"]
    is_chinese = label in chosen["condition"]["test"]
    assert is_chinese == (font == "SC")
    assert (chosen["condition"]["value"] if is_chinese else chosen["value"]).startswith(f"Noto Sans {font}")
