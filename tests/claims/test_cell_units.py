"""Scales and units of the numbers in cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.claims.cell_units import counted, is_in_bytes, of_tokens, scaled
from extract.lang.language import load_language
from extract.mentions.mention import Quantity

ZH = load_language("zh")


def number(value: str) -> Quantity:
    return Quantity(Decimal(value), "", "number")


@pytest.mark.parametrize(
    ("header", "value", "unit"),
    [
        ("营收(亿元)", "300000000", "CNY"),
        ("占比(%)", "3", "%"),
        ("参数量(B)", "3000000000", ""),
        ("速度 (tokens/s)", "3", "tokens/second"),
        ("层数", "3", ""),
        ("尺寸(px)", "3", ""),
    ],
)
def test_a_bare_number_takes_scale_and_unit_of_its_header(header: str, value: str, unit: str) -> None:
    found = scaled(number("3"), header, ZH)
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_a_bare_number_counts_what_its_metric_counts():
    assert counted(number("28"), "inference_steps").unit == "steps"
    assert counted(number("28"), "layers") == number("28")
    assert counted(number("2.5"), "languages") == number("2.5")


def test_numbers_of_tokens():
    assert of_tokens(Quantity(Decimal(2), "parameters", "count")).unit == "tokens"
    assert of_tokens(Quantity(Decimal(2), "B", "data")).unit == "B"


def test_bytes_in_a_header():
    assert is_in_bytes("Size (GB)")
    assert not is_in_bytes("Size (B)")
