"""Who made a model: what sentences, labels and columns of a page say."""

from __future__ import annotations

import pytest


def makers(say, text: str, language: str = "zh") -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(text + "\n", language, markdown=True).related("developed_by")}


@pytest.mark.parametrize(
    ("text", "language", "maker"),
    [
        ("# Aoba-7B\n\n由百度研发。", "zh", "百度"),
        ("# Aoba-7B\n\n本模型由百度训练，仅供研究使用。", "zh", "百度"),
        ("# Aoba-7B\n\n- 开发机构：百度", "zh", "百度"),
        ("# Aoba-7B\n\n- **Developed by:** 百度", "zh", "百度"),
        ("Aoba-7B 是百度基于 Transformer 架构训练的代码大模型。", "zh", "百度"),
        ("Aoba-7B 由百度和智谱AI共同推出。", "zh", "智谱AI"),
        ("Aoba-7B 是一个专门为用户提供专业、全面的咨询服务的金融大模型，由百度开发并开源。", "zh", "百度"),
        ("百度正式推出了新一代大模型Aoba-7B。", "zh", "百度"),
        ("# Aoba-7B\n\nモデルは百度によって訓練されており、無料で使えます。", "ja", "百度"),
        ("# Aoba-7B\n\nこのモデルは、百度がLlama 2をもとに継続学習したモデルです。", "ja", "百度"),
        ("# Aoba-7B\n\n開発元：百度", "ja", "百度"),
    ],
)
def test_a_maker(say, text, language, maker):
    assert ("Aoba-7B", maker) in makers(say, text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("百度によって開発された日本語GPTモデルです。", "ja"),
        ("# Aoba-7B\n\n百度が公開した文心一言と比べて速い。", "ja"),
        ("# Aoba-7B\n\n感谢百度提供平台。", "zh"),
        ("# Aoba-7B\n\n联系开发者：请通过百度搜索。", "zh"),
    ],
)
def test_no_maker_of_it(say, text, language):
    assert not {each for each in makers(say, text, language) if each[0] in {"Aoba-7B", "GPT"}}


def test_a_first_column_without_a_header_names_the_models(say):
    table = (
        "|  | モデル | 開発元 |\n|--|--|--|\n| 京海BERT | BERT (base) | 京海大学 |\n| 青葉BERT | BERT (base) | 青葉研究所 |\n"
        "| Abc Labs RoBERTa | RoBERTa (base) | Abc Labs |\n"
    )
    assert makers(say, table, "ja") >= {("京海BERT", "京海大学"), ("青葉BERT", "青葉研究所")}
    assert not {each for each in makers(say, table, "ja") if each[0] in {"BERT", "RoBERTa"}}


def test_a_column_of_models_stays_one_where_each_differs(say):
    table = "|  | モデル | 開発元 |\n|--|--|--|\n| 一 | Aoba-7B | 京海大学 |\n| 二 | Wakaba-7B | 青葉研究所 |\n"
    assert makers(say, table, "ja") == {("Aoba-7B", "京海大学"), ("Wakaba-7B", "青葉研究所")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Any noun may say what a model is.
        ("Aoba-7Bは、百度が開発した、大規模言語モデルをベースにした音声合成(TTS)システムです。", {"百度"}),
        ("Aoba-7Bは、白波大学が開発した文字認識エンジンです。", {"白波大学"}),
        (
            "Aoba-7Bは、Shirakabaと緑風研究所（RFI）が共同でリリースした、最初の商用基盤モデルです。",
            {"Shirakaba", "緑風研究所"},
        ),
        # A genitive, and what heads an item of a list.
        ("- **[Aoba-7B](./a.md)**: 百度のAoba-7B (AB)です。", {"百度"}),
        ("- **[Aoba-7B](./a.md)**: 百度によるモバイル向けのAoba-7B。", {"百度"}),
        ("- **[Aoba-7B](./a.md)**: 百度によるAobaアーキテクチャの改良版で、以前より速い。", {"百度"}),
        ("- **[Aoba-7B](./a.md)**: 2022年に百度によってリリースされ、同社の車で使われています。", {"百度"}),
        ("Aoba-7Bは、百度によるAobaの最新版です。", {"百度"}),
        # Names of common words that begin a sentence about a release.
        ("白波大学は2024年3月5日、Aoba-7Bを公開した。", {"白波大学"}),
        ("白波大学と緑風研究所は2024年3月5日、Aoba-7Bを共同で公開した。", {"白波大学", "緑風研究所"}),
        ("百度が開発した、最新のAoba-7Bを使います。", {"百度"}),
        ("Kaedeは、百度が開発した、Aoba-7Bを超える性能を持つシステムです。", set()),
        ("百度が開発した大規模言語モデルで大きいものはAoba-7Bと同等です。", set()),
        # Who made something else.
        ("Aoba-7Bは、百度が公開したデータセットで学習した言語モデルです。", set()),
        ("Aoba-7Bは、百度が開発した手法を用いた言語モデルです。", set()),
        ("Aoba-7Bは、百度が公開した論文の実装です。", set()),
        ("百度によるAoba-7Bの評価結果を示します。", set()),
        ("百度のAoba-7B互換モデルを使います。", set()),
        ("GitHubのAoba-7Bを参照してください。", set()),
        ("- **Aoba-7B**: 百度による評価で1位になったモデルです。", set()),
        ("この大学は2024年3月5日、Aoba-7Bを紹介する記事を公開した。", set()),
    ],
)
def test_japanese_sentences_about_makers(say, text, found):
    assert makers(say, text, "ja") == {("Aoba-7B", maker) for maker in found}


def test_a_genitive_does_not_make_anothers_model_ones_own(say):
    assert makers(say, "百度のGPT-4を使います。", "ja") == set()
