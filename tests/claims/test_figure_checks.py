"""Numbers that are no figures although a metric's word is near, and lists that share one unit."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def figures(say, text: str, language: str):
    head = "概要\n\n" if language == "ja" else "概况\n\n"
    return {(claim.metric, f"{claim.value:f}") for claim in say(head + text + "\n", language).of(FigureClaim)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qwen-7B在100亿参数以下的模型中排名第一。", "zh"),
        ("Qwen-7Bは100億パラメータ未満の最も強力なモデルである。", "ja"),
        ("Qwen-7B支持千亿规模的参数推理。", "zh"),
        ("Qwen-7B在8个中英文数据集上进行了测试。", "zh"),
        ("Qwen-7B使用了悟道数据集[54]。", "zh"),
        ("Qwen-7B在12项行业标准基准上表现出色。", "zh"),
        ("Qwen-7Bは12の業界標準ベンチマークで優れた。", "ja"),
        ("Qwen-7B超过了参数更大的Ministral 3 3B。", "zh"),
        ("为防止超出32K上下文限制，Qwen-7B分段阅读。", "zh"),
        ("Qwen-7B的偏好数据包含约19万新增轮次上下文。", "zh"),
        ("使用脚本对Qwen-7B实现34B模型全参数微调。", "zh"),
        ("百度は補正予算100億円の内数を得た。", "ja"),
        ("超大模型通常拥有数百亿参数，Qwen-7B也不例外。", "zh"),
    ],
)
def test_no_figure(say, text, language):
    assert figures(say, text, language) == set()


def test_numbers_of_a_list_share_the_unit_of_the_last(say):
    assert figures(say, "悟道·天鹰有70亿和330亿参数两种规模。", "zh") == {
        ("parameters", "7000000000"),
        ("parameters", "33000000000"),
    }


def test_a_list_goes_on_with_values_of_one_kind_only(say):
    text = "Qwen-7B有80亿参数，30种语言，音色可控。"
    assert figures(say, text, "zh") == {("parameters", "8000000000"), ("languages", "30")}


def test_a_bound_is_kept_before_a_word_of_growth(say):
    said = say("概要\n\n河南：\n関連産業の規模を4000億元以上に拡大。\n")
    assert ("河南", "industry_size", "400000000000 CNY", "at_least") in said.figures


def test_a_noun_of_action_behind_a_count_is_a_verb(say):
    said = say("天津：\nモデル・プロジェクトを120個構築。\n")
    assert ("天津", "use_cases", "120 items", "exact") in said.figures


def test_a_list_goes_on_behind_brackets(say):
    text = "Qwen-7B系列的参数规模为18亿（1.8B）、70亿（7B）和140亿。"
    assert figures(say, text, "zh") == {("parameters", value) for value in ("1800000000", "7000000000", "14000000000")}


def test_of_two_amounts_the_one_that_was_reached_counts(say):
    assert figures(say, "Qwen-7Bはコンテキスト長を2Kから8K以上に拡張した。", "ja") == {("context_length", "8000")}
