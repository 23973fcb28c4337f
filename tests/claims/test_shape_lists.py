"""Layers, hidden size, heads and parameters listed behind the name of a model."""

from __future__ import annotations

import pytest


def figures(say, text: str, language: str = "zh"):
    return {each[:3] for each in say(text + "\n", language, markdown=True).figures}


BASE = {
    ("AobaBERT-base", "layers", "12 layers"),
    ("AobaBERT-base", "hidden_size", "768 dimensions"),
    ("AobaBERT-base", "attention_heads", "12 heads"),
}


@pytest.mark.parametrize(
    "text",
    [
        "- **`AobaBERT-base, Chinese`**：12-layer, 768-hidden, 12-heads, 102M parameters",
        "| 模型 | 说明 |\n|--|--|\n| AobaBERT-base | 12-layer, 768-hidden, 12-heads, 102M parameters |",
        "- `AobaBERT-base`: 12-layers/768-hidden/12-head/102M params",
    ],
)
def test_a_list_is_of_the_model_before_it(say, text):
    assert figures(say, text) == {*BASE, ("AobaBERT-base", "parameters", "102000000 parameters")}


def test_a_list_in_japanese(say):
    text = "- 事前学習モデル`AobaBERT-base`は次の構成です: 12-layer, 768-hidden, 12-heads"
    assert figures(say, text, "ja") == BASE


@pytest.mark.parametrize(
    "text",
    [
        "这里有一个 12-layer, 768-hidden, 12-heads 的结构。",
        "与 Qwen-7B 相比，AobaBERT-base 是 12-layer, 768-hidden 的结构。",
        "`AobaBERT-base` 有 12-layer 的结构。",
        "`AobaBERT-base-12-layer, 768-hiddenness` 是一个名称。",
    ],
)
def test_what_is_no_list_of_one_model(say, text):
    assert figures(say, text) == set()
