"""What lines of news release beside models or name without releasing it: reports, data, comparisons, files; lists behind."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "language", "models"),
    [
        # A report or data before a name make it no model's; a model listed with it was released all the same.
        ("* 2024/01/05: 技術レポート Qwen-Report-7B をリリースしました。", "ja", set()),
        ("* 2024/01/05: モデル Qwen-7B とデータセット Vicuna-45k をオープンソース化しました。", "ja", {"Qwen-7B"}),
        ("* 2024/01/05: 发布数据集 Vicuna-45k。", "zh", set()),
        # A comparison of two models is that of both.
        ("* 2024/01/05: Qwen-7BとVicuna-13Bの包括的な比較をリリースしました。", "ja", set()),
        # The list of models behind a full stop.
        (
            "* 2024/01/05: コードとモデルの重みを公開しました。[Qwen-7B](https://a.org/a), [Vicuna-13B](https://a.org/b)。",
            "ja",
            {"Qwen-7B", "Vicuna-13B"},
        ),
        ("* 2024/01/05: 开源了模型权重。Qwen-7B、Vicuna-13B。", "zh", {"Qwen-7B", "Vicuna-13B"}),
        ("* 2024/01/05: モデルの重みを公開しました。Qwen-7Bより高速です。", "ja", set()),
        # A file, the owner of a path, a word in an English title.
        ("* 2024/01/05: `run_qwen.py` が更新されました。", "ja", set()),
        ("* 2024/01/05: 我们开源了Qwen/Wikipedia数据集。", "zh", set()),
        # What a model is built on does not undo its release.
        ("* 2024/01/05: 首个基于Qwen-7B的医疗大模型Vicuna-13B训练完成并对外开源。", "zh", {"Vicuna-13B"}),
    ],
)
def test_models_of_a_line_of_news(say, text, language, models):
    assert {
        name for name, _, day in say(text + "\n", language, markdown=True).releases if day == "2024-01-05"
    } == models
