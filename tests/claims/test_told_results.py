"""Results that the words of a sentence tell."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def told(say, text: str, language: str):
    said = say(text, language, markdown=True)
    return {
        (each.subject.name, each.metric, f"{each.value:f} {each.unit}", each.bound.value)
        for each in said.of(FigureClaim)
        if each.rule == "results.told"
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Qwen-7B 在 HumanEval 上达到 74.4%，很快。", "zh", {("humaneval", "74.4 %")}),
        ("Qwen-7B 的 MMLU得分84.2，GSM8K得分37.9。", "zh", {("mmlu", "84.2 points"), ("gsm8k", "37.9 points")}),
        ("Qwen-7B 在 HumanEval pass@1 (greedy) 上可以达到78.7%。", "zh", {("humaneval", "78.7 %")}),
        ("Qwen-7B 在 OpenCompass 综合评估中获得了 77.6 的平均分。", "zh", {("opencompass", "77.6 points")}),
        ("Qwen-7B 在 HumanEval 的评测结果从54.9%提升至61.5%。", "zh", {("humaneval", "61.5 %")}),
        (
            "Qwen-7B 在 MMLU、C-Eval 上分别取得 70.1 和 68.2 的成绩。",
            "zh",
            {("mmlu", "70.1 points"), ("c_eval", "68.2 points")},
        ),
        ("Qwen-7BはSWE-benchで75.8%のスコアを達成した。", "ja", {("swe_bench", "75.8 %")}),
        ("Qwen-7BはMMLUで82.5を記録した。", "ja", {("mmlu", "82.5 points")}),
        ("Qwen-7BはOmniDocBench v1.6で96.3%の精度を達成した。", "ja", {("omnidocbench_v1_6", "96.3 %")}),
        ("Qwen-7BのHumanEvalのスコアを54.9%から61.5%に改善した。", "ja", {("humaneval", "61.5 %")}),
        (
            "Qwen-7BのMMLUとMT-Benchのスコアはそれぞれ61.2と7.45です。",
            "ja",
            {("mmlu", "61.2 points"), ("mt_bench", "7.45 points")},
        ),
    ],
)
def test_a_score(say, text, language, expected):
    assert {(metric, value) for _, metric, value, _ in told(say, text, language)} == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qwen-7B 在 MMLU 上提升 3.2 个百分点。", "zh"),
        ("Qwen-7B 的评测集 MMLU 是 57.0 个任务的集合。", "zh"),
        ("Qwen-7B 在 HumanEval 上取得 47%~60% 的通过率。", "zh"),
        ("Qwen-7B 在 HumanEval 的两个任务上分别取得 48.9% 和 40.4%。", "zh"),
        ("Qwen-7B 参加 MMLU 评测，成本为 30.5%。", "zh"),
        ("Qwen-7BはMMLUで3.2ポイント向上した。", "ja"),
        ("Qwen-7BはMMLUの57問を解いた。", "ja"),
    ],
)
def test_no_score(say, text, language):
    assert told(say, text, language) == set()


def test_whose_score_it_is_and_its_bound(say):
    text = "# Qwen-7B\n\n在 MMLU 上达到 70.1%。相比之下，GPT-4 在 MMLU 上超过 86.4%，得分很高。\n"
    assert ("Qwen-7B", "mmlu", "70.1 %", "exact") in told(say, text, "zh")
    assert not any(name == "GPT-4" and value == "70.1 %" for name, _, value, _ in told(say, text, "zh"))


def test_a_bound_stays_with_the_score(say):
    assert told(say, "Qwen-7B 在 MMLU 上得分约 86.4%。", "zh") == {("Qwen-7B", "mmlu", "86.4 %", "about")}
