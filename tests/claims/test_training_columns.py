"""Columns of tables of models: what they learned from, how large it was, what they are built on."""

from __future__ import annotations

import pytest

JA = """|  | モデル | 学習テキスト | 開発元 |
|--|--|--|--|
| Aoba BERT | BERT (base) | Aoba News (約1,800万文) | 青葉社 |
| Wakaba BERT | BERT (large) | Wakaba Web (148GB) <br> + Aoba News (2億トークン) | 若葉社 |
| Kaede RoBERTa | RoBERTa | Kaede Web (300万記事) | 楓社 |
"""
ZH = """| 模型 | 基座模型 | 训练数据 |
|--|--|--|
| Aoba-7B-Chat | Wakaba-7B | Kaede (120GB) |
| Aoba-13B-Chat | Wakaba-13B | Momiji (20亿句) |
"""


def read(say, table: str, language: str):
    return say(table, language, markdown=True)


@pytest.mark.parametrize(
    ("table", "language", "sizes"),
    [
        (
            JA,
            "ja",
            {
                ("Aoba BERT", "dataset_size", "18000000 sentences"),
                ("Wakaba BERT", "dataset_size", "148000000000 B"),
                ("Wakaba BERT", "training_tokens", "200000000 tokens"),
            },
        ),
        (
            ZH,
            "zh",
            {
                ("Aoba-7B-Chat", "dataset_size", "120000000000 B"),
                ("Aoba-13B-Chat", "dataset_size", "2000000000 sentences"),
            },
        ),
    ],
)
def test_sizes_of_data_are_of_the_model_of_their_row(say, table, language, sizes):
    assert {each[:3] for each in read(say, table, language).figures} == sizes


def test_data_that_models_learned_from(say):
    assert read(say, ZH, "zh").related("uses_dataset") == {
        ("Aoba-7B-Chat", "uses_dataset", "Kaede"),
        ("Aoba-13B-Chat", "uses_dataset", "Momiji"),
    }


def test_what_models_are_built_on_whatever_the_order_of_the_columns(say):
    wanted = {("Aoba-7B-Chat", "based_on", "Wakaba-7B"), ("Aoba-13B-Chat", "based_on", "Wakaba-13B")}
    assert read(say, ZH, "zh").related("based_on") == wanted
    turned = "| 基座模型 | 模型 |\n|--|--|\n| Wakaba-7B | Aoba-7B-Chat |\n| Wakaba-13B | Aoba-13B-Chat |\n"
    assert read(say, turned, "zh").related("based_on") == wanted


def test_a_column_of_bases_alone_is_one_of_models(say):
    assert read(say, "| 基座模型 | 参数量 |\n|--|--|\n| Wakaba-7B | 7B |\n", "zh").related("based_on") == set()


def test_a_column_of_links_that_repeats_the_name_makes_no_grid(say):
    table = "| 模型 | 基座 | 下载 |\n|--|--|--|\n| Aoba-7B | Wakaba-7B | [Aoba-7B](https://hub.example/Aoba-7B) |\n"
    assert read(say, table, "zh").related("based_on") == {("Aoba-7B", "based_on", "Wakaba-7B")}


@pytest.mark.parametrize("cell", ["650B Token", "约30B Token(120GB)", "通用120G", "指令4.3M"])
def test_an_amount_is_no_name_of_data(say, cell):
    table = f"| 模型 | 训练数据 |\n|--|--|\n| Aoba-7B | {cell} |\n"
    assert read(say, table, "zh").related("uses_dataset") == set()


def test_versions_side_by_side_are_not_built_on_each_other(say):
    table = "| | 基座模型 | 对齐模型 | 量化模型 |\n|--|--|--|--|\n| 7B | Aoba-7B-Base | Aoba-7B-Chat | Aoba-7B-Chat-4bits |\n"
    assert read(say, table, "zh").related("based_on") == set()


@pytest.mark.parametrize(
    ("table", "language", "is_training"),
    [
        ("| Model | Dataset | JSICK |\n|--|--|--|\n| Aoba-7B | JSNLI | 83 |\n| Wakaba-7B | JSNLI | 82 |\n", "ja", True),
        ("## 学習環境\n\n| Model | Dataset |\n|--|--|\n| Aoba-7B | kaede/ja |\n", "ja", True),
        (
            "| モデル | データセット | 正解率 |\n|--|--|--|\n| Aoba-7B | JSNLI | 90.1 |\n| Wakaba-7B | JSNLI | 91.1 |\n",
            "ja",
            False,
        ),
        (
            "| 模型 | 数据集 | ROUGE |\n|--|--|--|\n| Aoba-7B | Kaede | 90.1 |\n| Aoba-7B | Momiji | 91.1 |\n",
            "zh",
            False,
        ),
    ],
)
def test_a_column_of_data_sets_is_of_training_unless_something_is_measured_on_them(say, table, language, is_training):
    assert bool(read(say, table, language).related("uses_dataset")) == is_training


@pytest.mark.parametrize(
    ("table", "language"),
    [
        ("| モデル | 特徴 |\n|--|--|\n| Aoba-7B | Qwen-7Bベース、法律に対応 |\n", "ja"),
        ("| モデル | 特徴 |\n|--|--|\n| Aoba-7B | Qwen-7Bのベース |\n", "ja"),
        ("| 模型 | 说明 |\n|--|--|\n| Aoba-7B | 基于原版Qwen-7B扩充中文词表并进行二次预训练 |\n", "zh"),
    ],
)
def test_cells_that_say_what_the_model_of_the_row_is_built_on(say, table, language):
    assert read(say, table, language).related("based_on") == {("Aoba-7B", "based_on", "Qwen-7B")}


@pytest.mark.parametrize(
    ("part", "header", "language", "found"),
    [
        ("Vision Encoder", "LLM Backbone", "ja", True),
        ("画像エンコーダ", "ベースLLM", "ja", True),
        ("视觉编码器", "LLM Backbone", "zh", True),
        ("Chat Model", "LLM Backbone", "ja", False),  # versions side by side
    ],
)
def test_the_language_model_beside_an_encoder(say, part, header, language, found):
    head = f"| {'モデル' if language == 'ja' else '模型'} | {part} | {header} |\n|--|--|--|\n"
    rows = "| Kaede-VL-4B | KaedeViT-300M | Qwen3-4B |\n| Kaede-VL-20B | KaedeViT-300M | Qwen3-14B(MoE) |\n"
    wanted = {("Kaede-VL-4B", "based_on", "Qwen3-4B"), ("Kaede-VL-20B", "based_on", "Qwen3-14B")}
    assert read(say, head + rows, language).related("based_on") == (wanted if found else set())


def test_pretrained_models_with_their_owners(say):
    table = (
        "| モデル名 | 事前学習モデル | 学習データ |\n|--|--|--|\n"
        "| `aoba/kaede-asr-large-35` | `midori/kaede-wave-large` | Momiji |\n"
    )
    related = read(say, table, "ja").related("based_on")
    assert {(subject.split("/")[-1], target.split("/")[-1]) for subject, _, target in related} == {
        ("kaede-asr-large-35", "kaede-wave-large")
    }


def test_descriptions_of_what_was_made_smaller_or_built_upon(say):
    table = (
        "# AobaEcho\n\nAobaEchoは音声合成モデルです。\n\n| モデル名 | 説明 |\n|--|--|\n| AobaEcho | 基本のモデル。 |\n"
        "| AobaEcho-Distill | AobaEchoの蒸留バージョンで、速い。 |\n| AobaEcho-Dialog | AobaEcho上に構築された対話モデル。 |\n"
    )
    assert read(say, table, "ja").related("based_on") == {
        ("AobaEcho-Distill", "based_on", "AobaEcho"),
        ("AobaEcho-Dialog", "based_on", "AobaEcho"),
    }
