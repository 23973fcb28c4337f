import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.datasets.dates import edtf_columns, edtf_range


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-03-16", "2023-03-16", "2023-03-16"),
        ("2023-04/2025-12", "2023-04-01", "2025-12-31"),
        ("2023/..", "2023-01-01", None),
        ("../2025", None, "2025-12-31"),
        ("/2025-01", None, "2025-01-31"),
        ("2023~", "2023-01-01", "2023-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("XXXX-07-28", None, None),
        ("2023-34", "2023-04-01", "2023-06-30"),
        ("2023-36", "2023-10-01", "2023-12-31"),
        ("2023-41", "2023-07-01", "2023-12-31"),
        ("2023-21", "2023-01-01", "2023-12-31"),
    ],
)
def test_range(edtf, earliest, latest):
    assert edtf_range(edtf) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "2025-02-30",
        "2023-02-29",
        "2023-13",
        "2023-00",
        "2023-3",
        "0000",
        "2023/2022",
        "../..",
        "/",
        "昨年",
        "2023-03-16T00:00",
        "2023-34-01",
        "2023-12-00",
    ],
)
def test_no_date(edtf):
    with pytest.raises(ValueError, match=r".+"):
        edtf_range(edtf)


@given(st.dates())
def test_every_day_is_itself(date):
    assert edtf_range(date.isoformat()) == (date, date)
    earliest, latest = edtf_range(date.isoformat()[:7])
    assert earliest <= date <= latest
    assert (latest + dt.timedelta(1) if latest < dt.date.max else dt.date.min).day == 1


def test_columns_of_a_text():
    assert edtf_columns("published", "") == dict.fromkeys(("published", "published_earliest", "published_latest"))
    assert edtf_columns("published", "2025-02-30")["published"] == "2025-02-30"
