"""Figures of model pages: tables of data sets, memory and layers, scores under two rows of headers, items under a model's."""

from __future__ import annotations


def figures(say, text: str, language: str = "zh"):
    return {each[:3] for each in say(text, language, markdown=True).figures}


def test_a_column_of_data_sets_names_them_whatever_their_form(say):
    table = "| 数据集 | 数据量 |\n|--|--|\n| 金融问答 | 63k |\n| Aoba Report | 333 |\n| 其他 | 7 |\n"
    assert figures(say, table) == {
        ("金融问答", "dataset_size", "63000 items"),
        ("Aoba Report", "dataset_size", "333 items"),
    }


def test_memory_with_its_unit_in_the_header(say):
    table = "| Aoba | Bits | memory(GB) |\n|--|--|--|\n| Aoba-7B-chat | 16 | 24.8 |\n"
    assert figures(say, table) == {("Aoba-7B-chat", "gpu_memory", "24800000000 B")}


def test_layers_without_a_word(say):
    table = "| 模型 | 层数 | 词表 |\n|--|--|--|\n| Aoba-7B | 24 | 64,000 |\n"
    assert ("Aoba-7B", "layers", "24 layers") in figures(say, table)


def test_scores_under_two_rows_of_headers(say):
    table = (
        "# Aoba-7B\n\n<table><tr><th></th><th colspan='2'>学科</th></tr><tr><th>模型</th><th>C-Eval</th><th>MMLU</th></tr>"
        "<tr><td>Aoba-7B</td><td>71.5</td><td>65.2</td></tr><tr><td>Llama-2-7B</td><td>32.5</td><td>45.3</td></tr></table>\n"
    )
    found = figures(say, table)
    assert {each[2] for each in found} == {"71.5 points", "65.2 points"}
    assert {each[0] for each in found} == {"Aoba-7B"}


def test_items_under_that_of_a_model_are_about_it(say):
    text = "# 青叶\n\n- **Aoba-7B**: [下载](https://example.org)\n    - 在约 150 亿 tokens 上训练\n- 其他\n"
    assert figures(say, text) == {("Aoba-7B", "training_tokens", "15000000000 tokens")}


def test_a_kind_of_model_is_no_subject(say):
    text = "# Aoba-BERT\n\n131GBのコーパスによって学習された日本語の蒸留BERTモデルです。\n"
    assert {each[0] for each in figures(say, text, "ja")} <= {"Aoba-BERT"}


def test_numbers_in_one_order_with_the_names_of_models(say):
    text = "岐黄-7B和岐黄-13B分别在60万条和110万条指令数据上微调。\n"
    assert ("岐黄-13B", "dataset_size", "1100000 items") in figures(say, text)
    assert ("岐黄-7B", "dataset_size", "1100000 items") not in figures(say, text)


def test_a_column_of_the_data_that_models_learned_from(say):
    table = (
        "| 模型简称 | 语料 | 下载 |\n|--|--|--|\n| Aoba-7B, Chinese | EXT数据<sup>[1]</sup> | [HF](https://example.org) |\n"
        "| Aoba-13B | Aoba mC4 + 若干网页的文本 | - |\n"
    )
    assert say(table, "zh", markdown=True).related("uses_dataset") == {
        ("Aoba-7B", "uses_dataset", "EXT数据"),
        ("Aoba-13B", "uses_dataset", "Aoba mC4"),
    }
