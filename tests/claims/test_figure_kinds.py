"""Memory that a model needs, sizes that say what kind it is of, data that it learned from: where a sentence states them."""

from __future__ import annotations

import pytest


def figures(say, text: str, language: str = "zh"):
    return say(text, language, markdown=True).figures


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Qwen-7B需要至少10GB显存。", "zh", ("Qwen-7B", "gpu_memory", "10000000000 B", "at_least")),
        ("Qwen-7B最低只需 6GB 显存。", "zh", ("Qwen-7B", "gpu_memory", "6000000000 B", "at_least")),
        ("Qwen-7Bの実行には24GB以上のVRAMが必要です。", "ja", ("Qwen-7B", "gpu_memory", "24000000000 B", "at_least")),
        (
            "# 青枫-7B\n\n本次开源了 13B 基础 (base) 模型。",
            "zh",
            ("青枫-7B", "parameters", "13000000000 parameters", "exact"),
        ),
        ("我们推出 Qwen-VL（9.6B），很快。", "zh", ("Qwen-VL", "parameters", "9600000000 parameters", "exact")),
        ("Qwen-7B：使用 50w 中文裁判文书数据二次预训练。", "zh", ("Qwen-7B", "dataset_size", "500000 items", "exact")),
        (
            "Qwen-7B采用约20万条的高质量多轮心理对话数据训练。",
            "zh",
            ("Qwen-7B", "dataset_size", "200000 items", "about"),
        ),
        (
            "Qwen-7Bは100,000時間以上でトレーニングされています。",
            "ja",
            ("Qwen-7B", "dataset_size", "100000 hours", "at_least"),
        ),
        (
            "Qwen-7Bは中英に対応、Qwen-7B-Chatは31言語に対応します。",
            "ja",
            ("Qwen-7B-Chat", "languages", "31 languages", "exact"),
        ),
    ],
)
def test_a_figure(say, text, language, expected):
    assert expected in figures(say, text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qwen-7B可在A100 80GB显存上部署。", "zh"),
        ("Qwen-7B可以部署在多个显存至少8GB的GPU上。", "zh"),
        ("Qwen-7B很快，你的显卡有6GB显存。", "zh"),
        ("# 青枫-7B\n\n它超越上一代13B模型。", "zh"),
        ("# 青枫-7B\n\n它也用来评估13B模型。", "zh"),
        ("# 青枫-7B\n\n我们发布了与其他13B模型的对比。", "zh"),
        ("# 青枫-7B\n\n开源了13B级模型的评测。", "zh"),
        ("Qwen-7B在数千亿 token 上训练。", "zh"),
        ("Qwen-7Bは何兆ものトークンで学習した。", "ja"),
        ("Qwen-7B经过千万规模的对话数据微调。", "zh"),
        ("Qwen-7B：使用2000万条语料训练了一个分词器。", "zh"),
        ("Qwen-7B每天处理 10TB 数据。", "zh"),
        ("Qwen-7B量化后精度损失在2%左右。", "zh"),
        ("Qwen-7B在数据上微调，有7b和13b两个版本。", "zh"),
    ],
)
def test_no_figure(say, text, language):
    found = {each[1] for each in figures(say, text, language)}
    assert not found & {"gpu_memory", "parameters", "training_tokens", "dataset_size", "accuracy"}


def test_other_news_than_that_of_the_heading(say):
    text = "# 青枫\n\n### 2026.07.22: Qwen-7B 发布\n\n- 支持 30 种语言\n\n2026.06.11: 新版\n\n- 支持 50 种语言\n"
    assert {each[:3] for each in figures(say, text)} == {("Qwen-7B", "languages", "30 languages")}


def test_a_feature_is_no_subject_on_the_page_of_a_model(say):
    text = "# Qwen-7B\n\n- 远场与高噪声：识别准确率 93%\n"
    assert {each[0] for each in figures(say, text)} <= {"Qwen-7B"}


def test_a_version_in_another_language_is_not_the_model_itself(say):
    text = "# Qwen-7B\n\n本项目为CLIP模型的**中文**版本，使用大规模数据进行训练（~2亿图文对）。\n"
    assert not any("CLIP" in each[0] for each in figures(say, text))
