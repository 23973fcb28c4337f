import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.datasets.dates import edtf_range
from extract.entities.conflicts import find_conflicts


def release(edtf, event="released", model="model-a"):
    earliest, latest = (day and day.isoformat() for day in edtf_range(edtf))
    return {
        "release_id": f"release-{edtf}",
        "model_id": model,
        "event": event,
        "date": edtf,
        "date_earliest": earliest,
        "date_latest": latest,
    }


def figure(value, value_max=None, bound="exact", **more):
    return {
        "figure_id": f"figure-{value}-{value_max}-{bound}",
        "subject_id": "model-a",
        "metric": "parameters",
        "metric_text": "参数量",
        "per": None,
        "as_of": None,
        "unit": "parameters",
        "bound": bound,
        "value": Decimal(value),
        "value_max": None if value_max is None else Decimal(value_max),
        **more,
    }


def found(releases=(), figures=(), evidence=()):
    return find_conflicts({"releases": list(releases), "figures": list(figures), "evidence": list(evidence)})


@pytest.mark.parametrize(
    "dates",
    [
        ("2023-03", "2023-03-16"),
        ("2023", "2023-03-16"),
        ("2023-04/2025-12", "2024"),
        ("2023-03/..", "2024-01"),
        ("202X", "2023-01-01"),
    ],
)
def test_dates_of_different_precision_are_compatible(dates):
    assert not found(map(release, dates))


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("2023-03-14", "2023-03-16", "low"),
        ("2023-03-31", "2023-05", "low"),
        ("2023-03-30", "2023-05", "medium"),
        ("2022-12-31", "2023-12-31", "high"),
        ("2022-12-31", "2023-12-30", "medium"),
        ("2021", "2022-01-01", "low"),
    ],
)
def test_severity_of_dates(one, other, severity):
    (conflict,) = found([release(other), release(one)])
    assert (conflict["severity"], conflict["reason"], conflict["field"]) == (severity, "dates_differ", "date")
    assert conflict["row_ids"] == sorted(conflict["row_ids"])
    assert sorted(conflict["values"]) == sorted([one, other])


def test_events_and_models_are_apart_and_upgrades_may_happen_twice():
    assert not found([release("2021"), release("2023", "announced"), release("2022", model="model-b")])
    (conflict,) = found([release("2021", "upgraded"), release("2024", "upgraded")])
    assert conflict["severity"] == "low"


def test_only_rows_that_contradict_are_named():
    (conflict,) = found(map(release, ("2023", "2023-03", "2023-05", "2023-03-16")))
    assert conflict["row_ids"] == ["release-2023-03", "release-2023-03-16", "release-2023-05"]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (figure("35500000000"), figure("355000000000"), ("high", "factor_of_ten")),
        (figure("10000"), figure("100000000"), ("high", "factor_of_ten")),
        (figure("0.1"), figure("100"), ("high", "factor_of_ten")),
        (figure("356"), figure("3550"), ("high", "factor_of_ten")),
        (figure("100"), figure("200"), ("high", "values_differ")),
        (figure("100"), figure("199"), ("medium", "values_differ")),
        (figure("156"), figure("200"), ("medium", "values_differ")),
        (figure("6.8"), figure("7"), ("low", "rounding")),
        (figure("150"), figure("199"), ("medium", "values_differ")),
        (figure("1000"), figure("1026"), ("low", "rounding")),
        (figure("1.7512"), figure("1.75"), ("low", "rounding")),
        (figure("155"), figure("159"), ("low", "values_differ")),
        (figure("0"), figure("5"), ("high", "values_differ")),
        (figure("-5"), figure("5"), ("high", "values_differ")),
        (figure("-10"), figure("-100"), ("high", "factor_of_ten")),
        (figure("100", bound="more_than"), figure("100"), ("low", "values_differ")),
        (figure("100", bound="less_than"), figure("100"), ("low", "values_differ")),
        (figure("100", bound="at_most"), figure("250"), ("high", "values_differ")),
        (figure("1", "5"), figure("7"), ("medium", "values_differ")),
    ],
)
def test_severity_of_values(one, other, verdict):
    for pair in itertools.permutations((one, other)):
        (conflict,) = found(figures=pair)
        assert (conflict["severity"], conflict["reason"]) == verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("100", bound="at_least"), figure("250")),
        (figure("100", bound="about"), figure("109")),
        (figure("100", bound="about"), figure("120", bound="about")),
        (figure("100", bound="at_most"), figure("100")),
        (figure("1", "5"), figure("3")),
        (figure("1", "5"), figure("5", "9")),
        (figure("100", bound="more_than"), figure("90", bound="more_than")),
        (figure("100"), figure("200", unit="tokens")),
        (figure("100"), figure("200", as_of="2023")),
        (figure("100"), figure("200", per="day")),
        (figure("100"), figure("200", metric="users")),
        (figure("100"), figure("200", subject_id="model-b")),
    ],
)
def test_values_that_can_both_be_true(one, other):
    assert not found(figures=[one, other])


def test_other_words_contradict_only_by_a_factor_of_ten():
    chinese = figure("355000000000")
    (conflict,) = found(figures=[chinese, figure("35500000000", metric_text="パラメータ数")])
    assert (conflict["severity"], conflict["reason"]) == ("high", "factor_of_ten")
    assert not found(figures=[chinese, figure("32000000000", metric_text="アクティブパラメータ数")])


def place(row, start, end, document="doc-1", main=True):
    return {
        "dataset": "figures",
        "row_id": row["figure_id"],
        "document_id": document,
        "page": 1,
        "start": start,
        "end": end,
        "main": main,
    }


def test_two_values_of_the_same_words_are_a_list_and_no_conflict():
    six, thirty_four = figure("6"), figure("34")
    assert not found(figures=[six, thirty_four], evidence=[place(six, 0, 20), place(thirty_four, 5, 20)])
    assert not found(figures=[six, thirty_four], evidence=[place(six, 0, 20), place(thirty_four, 50, 70)])
    assert found(figures=[six, thirty_four], evidence=[place(six, 0, 20), place(thirty_four, 60, 80)])
    assert found(figures=[six, thirty_four], evidence=[place(six, 0, 20), place(thirty_four, 0, 20, "doc-2")])


@given(st.permutations([figure("1"), figure("10"), figure("10.4"), figure("3", bound="about"), figure("7", "9")]))
def test_order_does_not_matter(figures):
    assert found(figures=figures) == found(figures=sorted(figures, key=lambda row: row["figure_id"]))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-1_000_000, max_value=1_000_000, places=3))
def test_a_value_never_contradicts_itself_and_always_its_double_and_one(value):
    assert not found(figures=[figure(value), figure(value, as_of="2023")])
    assert found(figures=[figure(value), figure(2 * value + 1)]) or value == -1


def test_a_big_group_is_compared_in_little_time_and_names_every_row():
    figures = [figure(str(1000 + number)) for number in range(3000)]
    (conflict,) = found(figures=[*figures, figure("900", bound="at_least"), figure("5000", bound="more_than")])
    assert len(conflict["row_ids"]) == 3001  # at_least 900 contradicts none of them
    assert conflict["severity"] == "high"


def dated(dataset, key, edtf, **more):
    earliest, latest = (day and day.isoformat() for day in edtf_range(edtf))
    column = "issued" if dataset == "policies" else "date"
    dates = {column: edtf, f"{column}_earliest": earliest, f"{column}_latest": latest}
    return {key: f"{key}-{edtf}", **dates, **more}


@pytest.mark.parametrize(
    ("dates", "severity"),
    [(("2021-10", "2023-02/.."), "high"), (("2023-03", "2023-02/.."), None), (("1999", "1999-12"), None)],
)
def test_an_event_that_happens_once_has_one_day(dates, severity):
    rows = [dated("events", "event_id", each, subject_id="person-a", event="startup") for each in dates]
    assert [each["severity"] for each in find_conflicts({"events": rows})] == ([severity] if severity else [])


def test_history_has_many_days():
    rows = [dated("events", "event_id", each, subject_id="org-a", event="history") for each in ("2010", "2015")]
    assert not find_conflicts({"events": rows})


def test_two_days_of_issue_of_one_plan():
    same = {"jurisdiction_id": "place-a", "title": "計画"}
    rows = [dated("policies", "policy_id", each, **same) for each in ("2023-05", "2023-07-10", "2023-07")]
    [conflict] = find_conflicts({"policies": rows})
    assert (conflict["field"], conflict["severity"], len(conflict["row_ids"])) == ("issued", "medium", 3)
    assert not find_conflicts({"policies": rows[1:]})


def quoted(row_id, quote, *, document="a", start=0, rule="releases.sentence", dataset="releases"):
    return {
        "dataset": dataset,
        "row_id": row_id,
        "document_id": document,
        "page": 1,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "rule": rule,
        "main": True,
    }


@pytest.mark.parametrize(
    ("quotes", "is_conflict"),
    [
        (("2023-08-06] 発表 甲", "2023-09-12] 発表 甲"), False),
        (("2023年8月6日 発表 甲", "甲の話 2023.9.12"), False),
        (("2023年8月6日、甲を発表", "2023年9月12日、甲を発表"), True),
        (("2023-08-06] 発表 甲", "2023年9月12日、甲を発表"), True),
    ],
)
def test_the_entries_of_a_list_of_news_are_a_series(quotes, is_conflict):
    rows = [release("2023-08-06"), release("2023-09-12")]
    evidence = [
        quoted(row["release_id"], quote, start=i * 900) for i, (row, quote) in enumerate(zip(rows, quotes, strict=True))
    ]
    assert bool(found(releases=rows, evidence=evidence)) == is_conflict


def test_one_entry_in_each_of_two_documents_is_no_series():
    rows = [release("2023-08-06"), release("2023-09-12")]
    evidence = [
        quoted(row["release_id"], f"{row['date']}] 発表 甲", document=document)
        for row, document in zip(rows, "ab", strict=True)
    ]
    assert found(releases=rows, evidence=evidence)


def test_the_rows_of_a_table_are_of_different_things():
    rows = [figure("7"), figure("70")]
    ids = [row["figure_id"] for row in rows]
    cells = [quoted(each, "甲", start=i * 900, rule="figures.table", dataset="figures") for i, each in enumerate(ids)]
    assert not found(figures=rows, evidence=cells)
    prose = [cells[0], {**cells[1], "rule": "figures.sentence"}]
    assert found(figures=rows, evidence=prose)
