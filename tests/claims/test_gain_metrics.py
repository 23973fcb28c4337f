"""Gains that no word for performance names."""

from __future__ import annotations

import pytest

JA, ZH = "# AobaLM-7B\n\n", "# AobaLM-7B\n\n"


def gains(say, text: str, language: str):
    found = say(f"# AobaLM-7B\n\n{text}\n", language, markdown=True).figures
    return {(each[0], each[2]) for each in found if each[1] == "performance_gain"}


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("各言語で大幅に向上しました（Python +57%、Java +54%）。", "ja", {"57 %", "54 %"}),
        ("既存のモデルをそれぞれ12.03%、5.04%上回ります。", "ja", {"12.03 %", "5.04 %"}),
        ("英語のシナリオで11%の改善を達成しました。", "ja", {"11 %"}),
        ("在多项基准中，优于Qwen-7B 33%。", "zh", {"33 %"}),
        ("中文能力超过Qwen-7B的49%，很快。", "zh", {"49 %"}),
        ("在 GSM8K 上提升 **20%**，HumanEval 上提升 **41%**。", "zh", {"20 %", "41 %"}),
    ],
)
def test_a_gain_is_of_the_model_that_surpasses(say, text, language, values):
    assert gains(say, text, language) == {("AobaLM-7B", value) for value in values}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("推論コストを50%改善しました。", "ja"),
        ("显存占用提升 20%。", "zh"),
        ("训练了1.4万亿tokens，超过Qwen-7B 40%。", "zh"),
        ("都好于 Qwen-7B(~20%)。", "zh"),
        ("正解率は92%です。", "ja"),
    ],
)
def test_costs_amounts_and_levels_are_no_gains(say, text, language):
    assert gains(say, text, language) == set()


def test_what_is_surpassed_has_no_gain_wherever_it_is_named(say):
    text = "不但保持了Qwen-7B的英文能力，各项中文任务中超过Qwen-7B的49%。"
    assert gains(say, text, "zh") == {("AobaLM-7B", "49 %")}
