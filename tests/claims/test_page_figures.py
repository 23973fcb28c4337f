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
    assert {each[2] for each in found if each[0] == "Aoba-7B"} == {"71.5 points", "65.2 points"}
    assert {each[1] for each in found} == {"c_eval", "mmlu"}


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


def test_a_table_of_two_columns_lists_the_figures_of_the_model_in_the_title(say):
    table = "| 项目 | 数值 |\n|--|--|\n| 参数量 | 7.2B |\n| 层数 | 32 |\n"
    wanted = {("Aoba-7B", "parameters", "7200000000 parameters"), ("Aoba-7B", "layers", "32 layers")}
    assert figures(say, f"# Aoba-7B\n\n{table}") == wanted
    assert figures(say, f"# 青叶\n\n{table}") == set()
    assert figures(say, "# Aoba-7B\n\n| 项目 | 数值 |\n|--|--|\n| 参数量 | 7.2B |\n| 其他 | 32 |\n") == set()


def test_the_size_of_a_model_in_bytes_is_that_of_its_file(say):
    table = "| モデル名 | モデルサイズ |\n|--|--|\n| Aoba_mobile | 8.6M |\n| Aoba_server | 84.2MB |\n"
    assert figures(say, table, "ja") == {
        ("Aoba_mobile", "parameters", "8600000 parameters"),
        ("Aoba_server", "file_size", "84200000 B"),
    }


def test_how_many_times_as_fast(say):
    text = "Aoba-7Bは効率的です。Kaede-7Bより15倍高速です。\n\nAoba-7Bの推論速度は2.5倍高速です。"
    assert figures(say, text, "ja") == {("Aoba-7B", "speed_gain", "15 x"), ("Aoba-7B", "inference_gain", "2.5 x")}


def test_data_that_open_a_sentence_are_those_of_the_model_around_it(say):
    text = "# Aoba-7B\n\n学習データはWikipediaと新聞からなる75GBのテキストです。\n\n学習データは1,200億トークンです。"
    assert figures(say, text, "ja") == {
        ("Aoba-7B", "dataset_size", "75000000000 B"),
        ("Aoba-7B", "training_tokens", "120000000000 tokens"),
    }


def test_an_accuracy_that_grew_by_a_percentage_is_a_gain(say):
    assert figures(say, "# Aoba-7B\n\nAoba-7B 的准确率提升13%。") == {("Aoba-7B", "performance_gain", "13 %")}
    assert figures(say, "# Aoba-7B\n\nAoba-7B 的准确率提升到95%。") == {("Aoba-7B", "accuracy", "95 %")}
    assert figures(say, "# Aoba-7B\n\nAoba-7Bの精度が13%向上しました。", "ja") == {
        ("Aoba-7B", "performance_gain", "13 %")
    }


def test_a_number_right_behind_the_colon_of_a_name(say):
    text = "# 青葉\n\n- Aoba-VL：0.9Bパラメータの視覚言語モデル\n- Kaede-VL：70億パラメータ\n"
    assert figures(say, text, "ja") == {
        ("Aoba-VL", "parameters", "900000000 parameters"),
        ("Kaede-VL", "parameters", "7000000000 parameters"),
    }


def test_sizes_in_english_letters_and_counts_repeated_in_brackets(say):
    table = "| Model | Params | Layers |\n|--|--|--|\n| aoba-lm-1.3b | 1.3b | 24 |\n"
    assert figures(say, table, "ja") == {
        ("aoba-lm-1.3b", "parameters", "1300000000 parameters"),
        ("aoba-lm-1.3b", "layers", "24 layers"),
    }
    table = "| 模型 | 模型大小(MB) |\n|--|--|\n| Aoba-7B | 81 |\n"
    assert figures(say, table) == {("Aoba-7B", "file_size", "81000000 B")}
    text = "# Aoba-2B\n\nAoba-2Bはわずか24億（2.4B）の非埋め込みパラメータを持つ。"
    assert ("Aoba-2B", "parameters", "2400000000 parameters") in figures(say, text, "ja")
