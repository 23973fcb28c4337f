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
