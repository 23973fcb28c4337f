"""Releases that a line tells of the page's own model by its weights: 重みと推論コードを公開, 开源了模型权重."""

from __future__ import annotations

import pytest

JA = "# Aoba\n\nAobaは日本語の言語モデルです。\n\n## News\n"
ZH = "# Aoba\n\nAoba是一个大语言模型。\n\n## News\n"


@pytest.mark.parametrize(
    ("line", "event", "language"),
    [
        ("- [2024-12-10] チェックポイント、データセット、推論コードを公開しました！", "released", "ja"),
        ("- **2024.12.10**: 推論コードおよび事前学習済み重みを公開しました。", "released", "ja"),
        ("- 2024-12-10: Hugging Face にて学習済みモデルを公開しました", "released", "ja"),
        ("- [2024-12-10] 我们开源了模型权重和推理代码。", "open_sourced", "zh"),
        ("- [2024-12-10] 发布推理代码与模型权重。", "released", "zh"),
    ],
)
def test_bare_weights_are_those_of_the_pages_model(say, line, event, language):
    page = (JA if language == "ja" else ZH) + line
    assert say(page, language, markdown=True).releases == {("Aoba", event, "2024-12-10")}


@pytest.mark.parametrize(
    ("page", "language"),
    [
        (JA + "- [2024-12-10] 新しいチェックポイントを公開しました。", "ja"),  # not those that it came out with
        (JA + "- [2024-12-10] 720pの重みを公開しました。", "ja"),
        (JA + "- [2024-12-10] 重みの変換コードを公開しました。", "ja"),
        (JA + "- [2024-12-10] 推論コードを公開しました。", "ja"),
        (JA + "- [2024-12-10] 重みは近日公開予定です。", "ja"),
        (
            "# Aoba\n\n便利な道具です。\n\n## News\n- [2024-12-10] 重みを公開しました。",
            "ja",
        ),  # nothing calls Aoba a model
        (ZH + "- [2024-12-10] 发布新权重。", "zh"),
        (ZH + "- [2024-12-10] 发布权重转换脚本。", "zh"),
        (ZH + "- [2024-12-10] 发布论文。", "zh"),
    ],
)
def test_other_things_and_other_weights_are_none_of_its_releases(say, page, language):
    assert say(page, language, markdown=True).releases == set()
