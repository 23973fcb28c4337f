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
