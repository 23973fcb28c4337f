"""Unknown names that the line of news itself calls models: by a word beside them or by where their link leads."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "- 2025.8.14 新しい対話モデル—— KAEDE-EchoXを発表しました。",
            "ja",
            {("KAEDE-EchoX", "announced", "2025-08-14")},
        ),
        ("- 2023.12.24: 发布**AoBaR**, 一个基于现有模型的稠密检索模型", "zh", {("AoBaR", "released", "2023-12-24")}),
        (
            "- 2024.1.1 我们发布了[Kaede-X](https://huggingface.co/aoba/Kaede-X)",
            "zh",
            {("Kaede-X", "released", "2024-01-01")},
        ),
        (
            "- 2024.1.1 [Kaede-X](https://huggingface.co/aoba/Kaede-X)をリリースしました",
            "ja",
            {("Kaede-X", "released", "2024-01-01")},
        ),
    ],
)
def test_a_name_that_its_line_calls_a_model(say, text, language, found):
    assert say(text, language, markdown=True).releases == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("- 2024.1.1 我们发布了 AoBaR。", "zh"),
        ("- 2024.1.1 发布 AoBaR, 一种保持模型通用能力的方法", "zh"),
        ("- 2024.1.1 [Kaede-X](https://huggingface.co/datasets/aoba/Kaede-X)をリリースしました", "ja"),
        ("- 2024.1.1 KAEDE-EchoXの論文を公開しました。", "ja"),
        ("- 2024.1.1 KAEDE-EchoXで作った画像を公開しました。", "ja"),
    ],
)
def test_a_name_of_anything_else(say, text, language):
    assert say(text, language, markdown=True).releases == set()
