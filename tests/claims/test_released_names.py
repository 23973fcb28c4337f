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


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("- 2024.8.15 結晶を予測するCrystalFoldのコードとモデルパラメータをリリースしました。", "ja", "CrystalFold"),
        ("- 2024.8.15 CrystalFoldの重みと手引きを公開しました。", "ja", "CrystalFold"),
        ("- 2024.8.15 CrystalFoldの重みがHubで利用可能になりました。", "ja", "CrystalFold"),
        ("- 2024.8.15 事前学習モデルであるCrystalDockのコードをリリースしました。", "ja", "CrystalDock"),
        ("- 2024.8.15 分子を調べるネットワークであるCrystalGEM-xのコードを公開しました。", "ja", "CrystalGEM-x"),
        ("- 2024.8.15 [LongLeaf](https://x.y)を公開しました。これは長い文を読むモデルです。", "ja", "LongLeaf"),
        ("- 2024.8.15 [CrystalFold](https://github.com/a/CrystalFold)のモデルを公開しました。", "ja", "CrystalFold"),
        ("- 2024.8.15 Crystalという日本語言語モデルを公開しました。", "ja", "Crystal"),
        ("- 2024.8.15 发布了[LongLeaf](https://x.y)。这是一个阅读长文的模型。", "zh", "LongLeaf"),
    ],
)
def test_what_a_line_says_of_it_proves_a_model(say, text, language, found):
    assert {each[0] for each in say(text, language, markdown=True).releases} == {found}


@pytest.mark.parametrize(
    "text",
    [
        "- 2024.8.15 CrystalFoldのコードをリリースしました。",
        "- 2024.8.15 CrystalFoldの重みを変換するツールを公開しました。",
        "- 2024.8.15 CrystalFoldのモデルを公開しました。",  # it may be whose the model is
        "- 2024.8.15 事前学習モデルであるCrystalDockの報告書をリリースしました。",
        "- 2024.8.15 [LongLeaf](https://x.y)を公開しました。これはデータセットです。",
    ],
)
def test_what_else_may_be_released_of_it_does_not(say, text):
    assert not say(text, "ja", markdown=True).releases


def test_names_that_are_counted_as_models(say):
    line = "- **2025/07/14**: **AobaEcho-Nio**および**AobaEcho-Ruka**、2つの音声対話モデルをリリースしました。"
    day = ("released", "2025-07-14")
    assert say(line, "ja", markdown=True).releases == {("AobaEcho-Nio", *day), ("AobaEcho-Ruka", *day)}
    assert say(line.replace("モデルを", "ツールを"), "ja", markdown=True).releases == set()
    assert say(line.replace("2つの", "便利な"), "ja", markdown=True).releases == set()
