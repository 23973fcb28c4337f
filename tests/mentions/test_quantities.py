"""Quantities whose sign or unit could be read otherwise: 16x, ~0.3, 1.3B 两个."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.mentions import read_values
from extract.mentions.mention import Bound, Quantity


def read(text: str, lang: str) -> list[tuple[str, Decimal, str, Bound]]:
    found = []
    for mention in read_values(text, lang=lang).mentions:
        assert text[mention.span.start : mention.span.end] == mention.text
        assert isinstance(mention.value, Quantity)
        found.append((mention.text, mention.value.value, mention.value.unit, mention.value.bound))
    return found


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("速度最高可提升至16x。", "zh", [("16x", Decimal(16), "x", Bound.EXACT)]),
        ("推論が5.2×高速になった。", "ja", [("5.2×", Decimal("5.2"), "x", Bound.EXACT)]),
        ("RTF低至~0.3。", "zh", [("~0.3", Decimal("0.3"), "", Bound.ABOUT)]),
        ("容量(~8 GB)です。", "ja", [("~8 GB", Decimal(8 * 10**9), "B", Bound.ABOUT)]),
        ("≈30%が残る。", "ja", [("≈30%", Decimal(30), "%", Bound.ABOUT)]),
        (
            "有14B 和 1.3B 两个模型",
            "zh",
            [
                ("14B", Decimal(14 * 10**9), "parameters", Bound.EXACT),
                ("1.3B", Decimal(13 * 10**8), "parameters", Bound.EXACT),
                ("两个模型", Decimal(2), "models", Bound.EXACT),
            ],
        ),
        ("わずか8ステップ", "ja", [("8ステップ", Decimal(8), "steps", Bound.EXACT)]),
    ],
)
def test_a_quantity(text, lang, expected):
    assert read(text, lang) == expected


@pytest.mark.parametrize("text", ["8x7B", "4x A100", "4x-Upscaler", "3xxx"])
def test_what_a_sign_multiplies_is_no_multiple(text):
    assert not [each for each in read(text, "ja") if each[2] == "x"]


@pytest.mark.parametrize("text", ["3~5万", "3 ~ 5万"])
def test_a_tilde_between_two_numbers_is_a_range(text):
    values = [mention.value for mention in read_values(text, lang="zh").mentions]
    assert [(value.value, value.value_max, value.bound) for value in values] == [(30000, 50000, Bound.EXACT)]


def test_a_tilde_behind_a_number_with_its_unit_bounds_nothing():
    assert {each[3] for each in read("10時~12時", "ja")} == {Bound.EXACT}
