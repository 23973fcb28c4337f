"""Cells with several sizes of one model: sizes of a family, what is at work of a size, words and notes beside them."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def figures(say, header: str, cell: str, language: str = "ja") -> set[tuple[str, str]]:
    said = say(f"| モデル | {header} |\n|--|--|\n| Qwen9-7B | {cell} |\n", language, markdown=True)
    return {(c.metric, f"{c.value:f}") for c in said.of(FigureClaim)}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (
            "7B / 13B / 70B",
            {("parameters", "7000000000"), ("parameters", "13000000000"), ("parameters", "70000000000")},
        ),
        ("295B/21B活性", {("parameters", "295000000000"), ("active_parameters", "21000000000")}),
        ("744B MoE", {("parameters", "744000000000")}),
        ("3.2 B", {("parameters", "3200000000")}),
        ("73億（関数呼び出し対応）", {("parameters", "7300000000")}),
        ("671B/37B", set()),
        ("284B / 13B（MoE）", {("parameters", "284000000000"), ("active_parameters", "13000000000")}),
        ("非公開（推定1兆以上）", set()),
    ],
)
def test_sizes(say, cell, found):
    assert figures(say, "パラメータ数", cell) == found


def test_the_header_says_that_the_second_size_is_at_work(say):
    assert figures(say, "パラメータ数（総数/active）", "671B / 37B") == {
        ("parameters", "671000000000"),
        ("active_parameters", "37000000000"),
    }


def test_two_lengths_and_one_that_grows(say):
    assert figures(say, "コンテキスト長", "200K（標準）／ 1M（一部）") == {
        ("context_length", "200000"),
        ("context_length", "1000000"),
    }
    assert figures(say, "コンテキスト長", "32K -> 128K") == set()
