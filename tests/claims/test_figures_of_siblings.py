"""Whose size a figure is where models stand beside each other, and which part of a model it counts."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def figures(say, text: str, language: str) -> set[tuple[str, str, int]]:
    found = say(text + "\n", language, markdown=True).of(FigureClaim)
    return {(each.subject.name, each.metric, int(each.value)) for each in found}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Aoba-17B拥有100亿的视觉参数和70亿的语言参数。",
            "zh",
            {("Aoba-17B", "vision_parameters", 10**10), ("Aoba-17B", "language_parameters", 7 * 10**9)},
        ),
        (
            "Aoba-7B在评测上超过了Yi-VL 34B等更大参数规模的模型。",
            "zh",
            {("Yi-VL", "parameters", 34 * 10**9)},
        ),
        (
            "# 百度发布 Wakaba 2.6 Turbo\n\n百度推出 Wakaba 2.6 Turbo 模型。\n\nWakaba 2.6 Turbo 总参数 196B。\n\n左二为 Wakaba 2.5 Turbo 模型",
            "zh",
            {("Wakaba 2.6 Turbo", "parameters", 196 * 10**9)},
        ),
        (
            "百度はWakaba 2.6 Turboモデルを発表した。\n\nWakaba 2.6 Turboの総パラメータ数は196Bである。",
            "ja",
            {("Wakaba 2.6 Turbo", "parameters", 196 * 10**9)},
        ),
        ("# Aoba-7B\n\n开源1T中文数据集", "zh", set()),
    ],
)
def test_whose_size(say, text, language, expected):
    assert figures(say, text, language) == expected


def test_a_sum_is_no_lower_bound(say):
    (claim, *_) = (
        each
        for each in say("# Aoba-7B\n\nAoba-7B 总参数 196B+1.8B。\n", "zh", markdown=True).of(FigureClaim)
        if each.value == 196 * 10**9
    )
    assert claim.bound == "exact"


def test_a_rough_count_with_its_verb(say):
    (claim,) = say("Aoba-Data 数据集大约公开了2.7亿条数据。\n", "zh", markdown=True).of(FigureClaim)
    assert (claim.value, claim.bound) == (27 * 10**7, "about")
