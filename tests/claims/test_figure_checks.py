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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Qwen-7Bは約60億パラメータのモデルです。", {("parameters", "6000000000")}),
        ("約60億パラメータのモデルと比べて、Qwen-7Bは優れている。", set()),
        ("60億パラメータのモデルと比べて、Qwen-7Bは優れている。", set()),
        ("Qwen-7Bは100以上のプログラミング言語をサポートする。", {("languages", "100")}),
        ("Qwen-7Bは、最大で320,000トークンまでサポート可能です。", {("context_length", "320000")}),
        ("Qwen-7Bは35000時間の日本語音声で学習した。", {("dataset_size", "35000")}),
    ],
)
def test_amounts_of_a_model_and_of_others(say, text, found):
    assert figures(say, text, "ja") == found


def test_pairs_behind_a_number_with_a_b_are_items(say):
    said = say("Zhulin-V-13B 使用 2.1B 图文对进行预训练。\n", "zh")
    assert said.figures == {("Zhulin-V-13B", "dataset_size", "2100000000 items", "exact")}
    other = say("Zhulin-V-13B 的参数量为 2.1B。\n", "zh")
    assert other.figures == {("Zhulin-V-13B", "parameters", "2100000000 parameters", "exact")}


def test_a_sampling_rate_is_a_models(say):
    assert say("Zhulin-TTS-1B 的采样率为 44.1 kHz。\n", "zh").figures == {
        ("Zhulin-TTS-1B", "sampling_rate", "44100 hertz", "exact")
    }
    assert say("麦克风的采样率为 48 kHz。\n", "zh").figures == set()


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Zhulin-V-13B 的训练数据量为 120 万条。", ("dataset_size", "1200000 items")),
        ("Zhulin-V-13B 的训练数据量为 1.2T tokens。", ("training_tokens", "1200000000000 tokens")),
        ("Zhulin-V-13B 的预训练阶段数据量为 2.1B 图文对。", ("dataset_size", "2100000000 items")),
        ("Zhulin-V-13B 支持 12 条训练数据并行加载。", None),
    ],
)
def test_the_amount_of_training_data_by_its_unit(say, text, figure):
    assert {each[1:3] for each in say(text + "\n", "zh").figures} == ({figure} if figure else set())


def test_two_measures_and_a_number_of_each(say):
    said = say("Zhulin-7B 的FFN Dim和Hidden Dim分别为12288和4608。\n", "zh")
    assert {each[1:3] for each in said.figures} == {
        ("feed_forward_size", "12288 dimensions"),
        ("hidden_size", "4608 dimensions"),
    }


def test_the_size_of_the_whole_model_is_of_what_the_text_is_about(say):
    text = "Zhulin-V-8B 是一个多模态模型；图像部分通过训练 Qing-7B-Former 构建桥梁，整体模型共78亿参数。\n"
    assert {each[0] for each in say(text, "zh").figures if each[2].startswith("78")} == {"Zhulin-V-8B"}
