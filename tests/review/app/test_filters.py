from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from extract.review.app.filters import Filter, confidence_band


def test_an_address_comes_back_as_it_was() -> None:
    query = "status=pending&dataset=figures&dataset=models&source=doc-1&row=figure-1&q=%E6%B5%B7%E9%A3%8E+5000&page=3"
    wanted = Filter.of(parse_qsl(query))
    assert wanted.chosen == {"status": ("pending",), "dataset": ("figures", "models"), "source": ("doc-1",)}
    assert (wanted.row, wanted.words, wanted.page) == ("figure-1", "海风 5000", 3)
    assert wanted.query() == query


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "٣", "1e9", "9" * 500])
def test_a_page_that_is_none_is_the_first_or_cut(page: str) -> None:
    assert 1 <= Filter.of([("page", page)]).page < 10**9


def test_what_is_not_known_is_left_out() -> None:
    assert Filter.of([("other", "1"), ("dataset", ""), ("q", "  ")]) == Filter()


def test_a_value_is_switched_on_and_off_and_begins_at_the_first_page() -> None:
    wanted = Filter({"kind": ("added",)}, words="x", page=4)
    both = wanted.switched("kind", "removed")
    assert (both.chosen, both.words, both.page) == ({"kind": ("added", "removed")}, "x", 1)
    assert both.switched("kind", "added").switched("kind", "removed").chosen == {}


def test_parts_can_be_dropped() -> None:
    wanted = Filter({"kind": ("added",)}, row="r", words="x")
    assert wanted.without("kind") == Filter(row="r", words="x")
    assert wanted.without("row") == Filter({"kind": ("added",)}, words="x")
    assert wanted.without("q") == Filter({"kind": ("added",)}, row="r")


@pytest.mark.parametrize(
    ("confidence", "band"),
    [(None, "none"), (1, "0.9"), (0.9, "0.9"), (0.89, "0.7"), (0.7, "0.7"), (0.5, "0.5"), (0.49, "low"), (0, "low")],
)
def test_bands_of_confidence(confidence: float | None, band: str) -> None:
    assert confidence_band(confidence) == band
