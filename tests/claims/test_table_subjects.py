"""What the rows, columns and property lists of tables with figures are about."""

from __future__ import annotations


def figures(say, text: str, language: str = "zh"):
    return {each[:3] for each in say(text, language, markdown=True).figures}


def test_the_model_of_the_first_cell_goes_before_one_that_only_says_of_which_kind_it_is(say):
    table = "# 词表\n\n| 模型名称 | 类别 | 词表大小 |\n|--|--|--|\n| acme/Aoba-13B-hf | LLaMA | 32000 |\n| Yyy | LLaMA | 40076 |\n"
    assert {(name.rpartition("/")[2], value) for name, _, value in figures(say, table)} == {
        ("Aoba-13B-hf", "32000 tokens"),
        ("Yyy", "40076 tokens"),
    }


def test_a_list_of_properties_under_the_name_of_a_file(say):
    table = "# 青楓\n\n## aoba.model\n\n| 項目 | 値 |\n|--|--|\n| 言語 | 日本語 |\n| 正解率 | 94.15% |\n| ファイルサイズ | 約 1.4 KB |\n"
    assert figures(say, table, "ja") == {
        ("aoba.model", "accuracy", "94.15 %"),
        ("aoba.model", "file_size", "1400 B"),
    }


def test_one_metric_alone_lists_no_properties(say):
    table = "# 青楓\n\n## aoba.model\n\n| 項目 | 値 |\n|--|--|\n| 作者 | 山田 |\n| 正解率 | 94.15% |\n"
    assert figures(say, table, "ja") == set()


def test_an_accuracy_in_a_column_is_of_nobody_knows_what(say):
    assert figures(say, "| 模型 | 准确率 |\n|--|--|\n| Qwen-7B | 94.15% |\n") == set()


def test_the_unit_of_a_size_says_what_is_sized(say):
    table = "| 名称 | 大小 |\n|--|--|\n| {} | {} |\n"
    assert figures(say, table.format("Qwen-7B", "7B")) == {("Qwen-7B", "parameters", "7000000000 parameters")}
    assert figures(say, table.format("Qwen-7B", "12.9 GB")) == {("Qwen-7B", "file_size", "12900000000 B")}
    assert figures(say, table.format("GSM8K", "500G")) == {("GSM8K", "dataset_size", "500000000000 B")}
    assert figures(say, table.format("Qwen-7B", "12")) == set()


def test_hyperparameters_by_the_names_that_programs_give_them(say):
    table = "# 青枫\n\n| 模型 | n_layer | d_model | n_head | vocab_size | max_seq_len |\n|--|--|--|--|--|--|\n| Qwen-7B | 32 | 4096 | 32 | 64,000 | 2048 |\n"
    assert figures(say, table) == {
        ("Qwen-7B", "layers", "32 layers"),
        ("Qwen-7B", "hidden_size", "4096 dimensions"),
        ("Qwen-7B", "attention_heads", "32 heads"),
        ("Qwen-7B", "vocabulary_size", "64000 tokens"),
        ("Qwen-7B", "context_length", "2048 tokens"),
    }


def test_a_length_with_a_fraction_is_a_time(say):
    assert figures(say, "| 模型 | Sequence Length |\n|--|--|\n| Qwen-7B | 469.81 |\n") == set()


def test_sizes_alone_head_the_rows_of_the_titles_model(say):
    text = (
        "# Zhulin-LM\n\nZhulin-LM是青木科技研发的大语言模型。\n\n|  | layer_num | hidden_size | head_num |\n|---|---|---|---|\n"
        "| 3B | 24 | 3072 | 24 |\n| 7B | 30 | 4096 | 32 |\n"
    )
    told = say(text, "zh", markdown=True).figures
    assert ("Zhulin-LM-3B", "layers", "24 layers", "exact") in told
    assert ("Zhulin-LM-7B", "hidden_size", "4096 dimensions", "exact") in told
    assert {each[0] for each in told} == {"Zhulin-LM-3B", "Zhulin-LM-7B"}


def test_sizes_alone_are_nobodys_where_no_title_names_a_model(say):
    text = "# 常见结构\n\n|  | layer_num | hidden_size |\n|---|---|---|\n| 3B | 24 | 3072 |\n| 7B | 30 | 4096 |\n"
    assert say(text, "zh", markdown=True).figures == set()


def test_a_first_column_of_sizes_is_of_the_models_beside_it(say):
    text = (
        "# 下载\n\n| Size | Model | BF16 |\n|---|---|---|\n| 7B | 818Zhiyun-7B-Base | 🤗 |\n"
        "| 325M | Zhiyun-search-Chat | 🤗 |\n"
    )
    assert say(text, "zh", markdown=True).figures == {
        ("818Zhiyun-7B-Base", "parameters", "7000000000 parameters", "exact"),
        ("Zhiyun-search-Chat", "parameters", "325000000 parameters", "exact"),
    }


def test_a_size_beside_several_models_is_of_none(say):
    text = "# 下载\n\n| 模型大小 | 甲 | 乙 |\n|---|---|---|\n| 7B | Qinghe-7B-Base | Qinghe-7B-Chat |\n"
    assert say(text, "zh", markdown=True).figures == set()


def test_kinds_of_data_that_a_model_learned_from_are_counted(say):
    table = "| 数据类型 | 数据量 |\n|---|---|\n| 百科问答 | 12万 |\n| 医患对话 | 3.5万条 |\n| 其他 | 2万条 |\n"
    told = say("# 竹林\n\n## 训练数据\n\n" + table, "zh", markdown=True).figures
    assert told == {
        ("百科问答", "dataset_size", "120000 items", "exact"),
        ("医患对话", "dataset_size", "35000 items", "exact"),
    }
    assert say("# 竹林\n\n## 评测\n\n" + table, "zh", markdown=True).figures == set()


def test_a_single_row_that_only_a_size_heads_is_of_the_model_with_this_size(say):
    table = "# QingLM-65B\n\n**QingLM-65B**的架构如下：\n\n| params | d_model | n_layers |\n|--|--|--|\n| {} | 8192 | 80 |\n"
    assert figures(say, table.format("65B")) == {
        ("QingLM-65B", "hidden_size", "8192 dimensions"),
        ("QingLM-65B", "layers", "80 layers"),
    }
    assert figures(say, table.format("5B")) == set()


def test_in_groups_of_columns_under_the_same_headers_a_value_is_of_the_cell_before_it(say):
    table = "| 语言 | 比例(%) | 语言 | 比例(%) |\n|--|--|--|--|\n| Python | 14.64 | CUDA | 0.48 |\n| Aoba | 31.09 | PyTorch | 0.36 |\n"
    assert figures(say, table) == {("CUDA", "share", "0.48 %"), ("PyTorch", "share", "0.36 %")}
