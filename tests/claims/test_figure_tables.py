"""Figures of tables: values under or beside a metric's header, scales in brackets, mixtures of experts, melted rows."""

from __future__ import annotations

from dataclasses import replace

from extract.claims.claim import FigureClaim
from extract.claims.figure_tables import FigureTable
from extract.claims.reader import Reader
from extract.documents.document import Document
from extract.documents.markdown import read_markdown_page
from extract.lang.language import load_language


def figures(say, table: str, language: str = "ja"):
    said = say(table, language, markdown=True)
    return {(c.subject.name, c.metric, f"{c.value:f} {c.unit}") for c in said.of(FigureClaim)}


def test_columns_name_the_metrics(say):
    table = "| モデル | パラメータ数 | コンテキスト長 |\n|--|--|--|\n| Qwen-7B | 80億 | 32K |\n"
    assert figures(say, table) == {
        ("Qwen-7B", "parameters", "8000000000 parameters"),
        ("Qwen-7B", "context_length", "32000 tokens"),
    }


SHAPE = "| total params | activated params | n_layers | d_model | top_k |\n|--|--|--|--|--|\n| 26B | 4.5B | 24 | 3072 | 6 |\n"


def test_a_lone_row_of_values_is_of_the_model_that_the_line_above_names(say):
    assert figures(say, f"**Qwen-MoE-A4.5B** 的结构如下：\n\n{SHAPE}", "zh") == {
        ("Qwen-MoE-A4.5B", "active_parameters", "4500000000 parameters"),
        ("Qwen-MoE-A4.5B", "layers", "24 layers"),
        ("Qwen-MoE-A4.5B", "hidden_size", "3072 dimensions"),
    }
    assert figures(say, f"**Qwen-7B** 的结构如下：\n\n{SHAPE}", "zh") == set()  # no value is the size in its name


def test_a_lone_row_is_of_no_model_where_two_are_named_or_there_is_a_second_row(say):
    assert figures(say, f"Qwen-7B 与 GLM-130B 的结构如下：\n\n{SHAPE}", "zh") == set()
    two = SHAPE + "| 52B | 9B | 32 | 4096 | 6 |\n"
    assert figures(say, f"Qwen-MoE-A4.5B 的结构如下：\n\n{two}", "zh") == set()


def test_a_header_of_sizes_in_the_manner_of_code(say):
    table = "| model_name | model_size | ALL |\n|--|--|--|\n| Qwen-7B | 7B | 1054 |\n"
    assert ("Qwen-7B", "parameters", "7000000000 parameters") in figures(say, table, "zh")


def test_context_and_size_of_a_file(say):
    table = "| 模型 | Seq Length | 文件大小 |\n|--|--|--|\n| Qwen-7B | 8k | 15GB |\n"
    assert figures(say, table, "zh") == {
        ("Qwen-7B", "context_length", "8000 tokens"),
        ("Qwen-7B", "file_size", "15000000000 B"),
    }


def test_rows_name_the_metrics(say):
    table = "| 项目 | Qwen-7B | GLM-130B |\n|--|--|--|\n| 参数量 | 8B | 130B |\n| 词表大小 | 64,000 | 50,400 |\n"
    assert figures(say, table, "zh") == {
        ("Qwen-7B", "parameters", "8000000000 parameters"),
        ("GLM-130B", "parameters", "130000000000 parameters"),
        ("Qwen-7B", "vocabulary_size", "64000 tokens"),
        ("GLM-130B", "vocabulary_size", "50400 tokens"),
    }


def test_a_header_gives_scale_and_currency_in_brackets(say):
    table = "| 企業 | 売上高（億元） | 純利益[百万円] |\n|--|--|--|\n| 百度 | 1,346 | 203 |\n"
    assert figures(say, table) == {
        ("百度", "revenue", "134600000000 CNY"),
        ("百度", "profit", "203000000 JPY"),
    }


def test_a_percent_sign_in_a_header(say):
    table = "| 国 | シェア(%) |\n|--|--|\n| 中国 | 37.5 |\n"
    assert figures(say, table) == {("中国", "market_share", "37.5 %")}


def test_the_size_of_a_mixture_of_experts(say):
    table = "| モデル | モデルサイズ |\n|--|--|\n| Qwen-7B | 80B-A4B |\n"
    assert figures(say, table) == {
        ("Qwen-7B", "parameters", "80000000000 parameters"),
        ("Qwen-7B", "active_parameters", "4000000000 parameters"),
    }


def test_scores_of_benchmarks_are_no_figures(say):
    table = "| 模型 | MMLU | 胜率 |\n|--|--|--|\n| Qwen-7B | 56.7 | 61.3% |\n| GLM-130B | 44.8 | 50.1% |\n"
    assert {metric for _, metric, _ in figures(say, table, "zh")} == {"mmlu"}


def test_a_value_too_small_for_its_metric_is_something_else(say):
    table = "| 模型 | 参数量 |\n|--|--|\n| Qwen-7B | 12 |\n"
    assert figures(say, table, "zh") == set()


def test_a_sentence_in_a_cell_is_about_the_name_of_its_row(say):
    table = "| 名称 | 说明 |\n|--|--|\n| 悟道·天鹰（Aquila） | 支持双语，有70亿和330亿参数两种规模 |\n"
    assert {value for _, _, value in figures(say, table, "zh")} == {
        "7000000000 parameters",
        "33000000000 parameters",
    }


def test_a_label_in_a_cell_is_no_subject(say):
    table = "| 项目 | Qwen-7B |\n|--|--|\n| 训练方式 | 第一阶段：120G中文语料 |\n"
    assert not any(subject == "第一阶段" for subject, *_ in figures(say, table, "zh"))


def test_a_cell_of_several_lines_gives_no_figure(finder):
    text = "| モデル | パラメータ数 |\n|--|--|\n| Qwen-7B | 80億 |\n| GLM-130B | 1300億 |\n"
    document = Document("doc-1", "a", "0", "text/markdown", "ja", "report", (read_markdown_page(text),))
    language = load_language("ja")
    ((table,),) = [section.tables for section in Reader(finder, language).read(document)]
    one, other = table.at(1, 1), table.at(2, 1)
    figures_of = FigureTable(table, language).values_in
    assert [claim.subject.name for claim in figures_of(one)] == ["Qwen-7B"]
    assert list(figures_of(replace(one, readings=(*one.readings, *other.readings)))) == []


def test_memory_is_a_figure_in_tables(say):
    table = "| 模型 | 最小GPU用量 |\n|--|--|\n| Qwen-7B | 11.5GB |\n"
    assert figures(say, table, "zh") == {("Qwen-7B", "gpu_memory", "11500000000 B")}


def test_a_header_that_lists_metrics_has_a_value_of_each(say):
    table = "| 模型 | 总参数/激活参数 |\n|--|--|\n| Qwen-7B | 40B/3.7B |\n| Qwen-14B | 57B |\n"
    assert figures(say, table, "zh") == {
        ("Qwen-7B", "parameters", "40000000000 parameters"),
        ("Qwen-7B", "active_parameters", "3700000000 parameters"),
    }


def test_rows_of_settings_are_of_the_model_in_the_heading(say):
    table = "# ChatGLM-6B\n\n| {} | 显存 |\n|--|--|\n| {} | 13 GB |\n| {} | 8 GB |\n"
    assert figures(say, table.format("量化", "FP16（无量化）", "INT8"), "zh") == {
        ("ChatGLM-6B", "gpu_memory", "13000000000 B"),
        ("ChatGLM-6B", "gpu_memory", "8000000000 B"),
    }
    assert figures(say, table.format("显卡", "A100", "RTX 3090"), "zh") == set()  # that of the cards


def test_columns_of_settings_are_of_the_model_in_the_heading(say):
    table = "# ChatGLM-6B\n\n| | F16 | Q8_0 | Q4_K_M |\n|--|--|--|--|\n| Size (GB) | 12.4 | 6.6 | - |\n"
    assert figures(say, table, "zh") == {
        ("ChatGLM-6B", "file_size", "12400000000 B"),
        ("ChatGLM-6B", "file_size", "6600000000 B"),
    }


def test_speeds_by_hardware(say):
    table = "# ChatGLM-6B\n\n| GPU | 推理速度 (tokens/s) |\n|--|--|\n| A100 | 45.2 |\n| RTX 4090 | 88.1 |\n"
    assert figures(say, table, "zh") == {
        ("ChatGLM-6B", "inference_speed", "45.2 tokens/second"),
        ("ChatGLM-6B", "inference_speed", "88.1 tokens/second"),
    }


def test_cells_are_of_the_metric_of_the_heading_over_them(say):
    table = "# Qwen\n\n## 显存占用\n\n| 模型 | FP16 | INT4 |\n|--|--|--|\n| Qwen-7B | 14.5GB | 5.6GB |\n"
    assert figures(say, table, "zh") == {
        ("Qwen-7B", "gpu_memory", "14500000000 B"),
        ("Qwen-7B", "gpu_memory", "5600000000 B"),
    }
    assert figures(say, table.replace("显存占用", "下载"), "zh") == set()


def test_rows_of_variants_are_of_the_family_in_the_heading(say):
    table = "| 模型 | 层数 |\n|--|--|\n| tiny | 4 |\n| Large | 24 |\n"
    assert figures(say, f"# QingfengBERT-CN\n\n{table}", "zh") <= {
        ("QingfengBERT-CN-tiny", "layers", "4 layers"),
        ("QingfengBERT-CN-Large", "layers", "24 layers"),
    }
    assert figures(say, f"# Qwen-7B\n\n{table}", "zh") == {
        ("Qwen-tiny", "layers", "4 layers"),
        ("Qwen-Large", "layers", "24 layers"),
    }
    assert figures(say, f"# 说明\n\n{table}", "zh") == set()


def test_headers_of_any_form_are_models_where_rows_are_their_properties(say):
    table = "| 項目 | aoba-tts-base | 備考 |\n|--|--|--|\n| パラメータ数 | 90M | 310M |\n| 層数 | 12 | 24 |\n"
    assert figures(say, table) == {
        ("aoba-tts-base", "parameters", "90000000 parameters"),
        ("aoba-tts-base", "layers", "12 layers"),
    }


def test_bare_numbers_of_steps_and_letters_of_files(say):
    table = "| 模型 | 推理步数 | 文件大小 |\n|--|--|--|\n| `Qwen-7B, Chinese` | 28 | 383M |\n"
    assert figures(say, table, "zh") == {
        ("Qwen-7B", "inference_steps", "28 steps"),
        ("Qwen-7B", "file_size", "383000000 B"),
    }


def test_an_architecture_with_words_behind_it_is_another_model(say):
    table = "| モデル名 | 層数 |\n|--|--|\n| BERT 日本語Wikipedia | 12 |\n"
    assert figures(say, table) == {("BERT日本語Wikipedia", "layers", "12 layers")}


def test_settings_are_of_the_model_that_the_line_before_the_table_names(say):
    table = "\n\n| 量化 | 显存 |\n|--|--|\n| FP16 | 13 GB |\n"
    assert figures(say, f"# Qwen\n\n下面以ChatGLM-6B为例：{table}", "zh") == {
        ("ChatGLM-6B", "gpu_memory", "13000000000 B")
    }
    assert figures(say, f"# Qwen-7B\n\n下面对比ChatGLM-6B和GLM-4：{table}", "zh") == set()
    assert figures(say, f"# ChatGLM-6B项目启动！\n\n## 部署{table}", "zh") == set()


def test_a_note_in_brackets_says_what_is_at_work_of_a_size(say):
    table = "| 模型 | 参数量 |\n|--|--|\n| Qwen-7B | 14.3B (激活2.7B) |\n| Qwen-14B | 14B (原版7B) |\n"
    assert figures(say, table, "zh") == {
        ("Qwen-7B", "parameters", "14300000000 parameters"),
        ("Qwen-7B", "active_parameters", "2700000000 parameters"),
        ("Qwen-14B", "parameters", "14000000000 parameters"),
    }
