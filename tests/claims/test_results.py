"""Results: the scores of models in tables of benchmarks, and in brackets behind the names of these."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def results(say, text: str, language: str = "zh"):
    said = say(text, language, markdown=True)
    return {
        (each.subject.name, each.metric, f"{each.value:f} {each.unit}")
        for each in said.of(FigureClaim)
        if each.rule.startswith("results.")
    }


RIVALS = """# Qwen-7B

| 模型 | 方法 | MMLU | C-Eval | XyzBench2 |
|--|--|--|--|--|
| GPT-4 | - | 83.1 | 68.7 | 77.0 |
| **Qwen-7B** | SFT | **56.7** | 59.6 | - |
| Qwen-14B | SFT | 66.3% | 72.10 | 41.5 |
"""


def test_models_in_rows_whoever_made_them(say):
    assert results(say, RIVALS) == {
        ("GPT-4", "mmlu", "83.1 points"),
        ("GPT-4", "c_eval", "68.7 points"),
        ("GPT-4", "xyzbench2", "77 points"),
        ("Qwen-7B", "mmlu", "56.7 points"),
        ("Qwen-7B", "c_eval", "59.6 points"),
        ("Qwen-14B", "mmlu", "66.3 %"),
        ("Qwen-14B", "c_eval", "72.1 points"),
        ("Qwen-14B", "xyzbench2", "41.5 points"),
    }


def test_models_in_columns(say):
    table = "# Qwen-7B\n\n| ベンチマーク | Qwen-7B | GPT-4 |\n|--|--|--|\n| MMLU | 56.7 | 83.1 |\n| GSM8K (8-shot) | 51.6 | 90.0 |\n"
    assert results(say, table, "ja") == {
        ("Qwen-7B", "mmlu", "56.7 points"),
        ("Qwen-7B", "gsm8k", "51.6 points"),
        ("GPT-4", "mmlu", "83.1 points"),
        ("GPT-4", "gsm8k", "90 points"),
    }


def test_models_in_columns_though_the_corner_says_models(say):
    table = "# Qwen-7B\n\n| 模型 | Qwen-7B | GPT-4 |\n|--|--|--|\n| MMLU | 56.7 | 83.1 |\n"
    assert results(say, table) == {("Qwen-7B", "mmlu", "56.7 points"), ("GPT-4", "mmlu", "83.1 points")}


def test_models_in_columns_behind_groups_of_benchmarks(say):
    table = (
        "# 青枫\n\n<table><tr><th></th><th></th><th>Qwen-7B</th><th>GPT-4</th></tr>"
        "<tr><td rowspan='2'>英语</td><td>MMLU</td><td>56.7</td><td>83.1</td></tr>"
        "<tr><td>HellaSwag</td><td>70.2</td><td>95.3</td></tr></table>\n"
    )
    assert {each for each in results(say, table) if each[0] == "Qwen-7B"} == {
        ("Qwen-7B", "mmlu", "56.7 points"),
        ("Qwen-7B", "hellaswag", "70.2 points"),
    }


@pytest.mark.parametrize(
    "heading",
    ["### C-Eval", "### C-Eval\n\n### 结果", "### C-Eval\n\n#### Zero-shot", "### 榜单\n\n我们在 C-Eval 上评测。"],
)
def test_a_heading_names_the_benchmark_of_average_and_parts(say, heading):
    table = f"# Qwen-7B\n\n{heading}\n\n| 模型 | Average | Avg(Hard) | STEM |\n|--|--|--|--|\n| Qwen-7B | 59.6 | 41.0 | 52.8 |\n"
    assert results(say, table) == {
        ("Qwen-7B", "c_eval", "59.6 points"),
        ("Qwen-7B", "c_eval_hard", "41 points"),
        ("Qwen-7B", "c_eval_stem", "52.8 points"),
    }


def test_headers_that_are_benchmarks_are_no_parts_of_one_that_the_text_names(say):
    table = (
        "# Qwen-7B\n\n我们在 C-Eval 上评测。\n\n| 模型 | MMLU | XyzBench2 |\n|--|--|--|\n| Qwen-7B | 59.6 | 41.0 |\n"
    )
    assert results(say, table) == {("Qwen-7B", "mmlu", "59.6 points"), ("Qwen-7B", "xyzbench2", "41 points")}


def test_small_letters_and_averages_beside_a_known_benchmark(say):
    table = "# 青枫\n\n| 任务 | Qwen-7B |\n|--|--|\n| humaneval | 34.3 |\n| foo-java | 30.4 |\n| 平均 | 32.4 |\n"
    assert results(say, table) == {
        ("Qwen-7B", "humaneval", "34.3 points"),
        ("Qwen-7B", "foo_java", "30.4 points"),
        ("Qwen-7B", "average", "32.4 points"),
    }
    assert results(say, table.replace("humaneval", "步骤")) == set()


def test_chips_costs_and_ways_of_tuning_are_no_benchmarks(say):
    table = "# 青枫\n\n| 模型 | A100 | RTF | INT4 | FPS |\n|--|--|--|--|--|\n| Qwen-7B | 31.2 | 0.2 | 7.5 | 24 |\n"
    assert results(say, table) == set()


def test_a_measure_in_brackets_behind_words(say):
    table = "# 青楓\n\n| モデル | 文字の誤り (CER) | 単語の誤り (WER) ↓ |\n|--|--|--|\n| 青楓-7B | 0.004 | 0.011 |\n"
    assert results(say, table, "ja") == {("青楓-7B", "cer", "0.004 points"), ("青楓-7B", "wer", "0.011 points")}


def test_a_measure_with_what_it_was_measured_on(say):
    table = "# Qwen-7B\n\n| 模型 | 中文 CER ↓ | mAPval 0.5:0.95 | 中文 ABC |\n|--|--|--|--|\n| Qwen-7B | 7.81% | 37.5 | 12.5 |\n"
    assert results(say, table) == {("Qwen-7B", "cer", "7.81 %"), ("Qwen-7B", "map", "37.5 points")}


def test_columns_under_one_benchmark_are_its_parts(say):
    table = (
        "# Qwen-7B\n\n<table><tr><th rowspan='2'>模型</th><th colspan='2'>MMLU</th><th colspan='2'>DROP</th></tr>"
        "<tr><th>EN</th><th>ZH</th><th>5-shot</th><th>备注</th></tr>"
        "<tr><td>Qwen-7B</td><td>56.7</td><td>50.1</td><td>41.0</td><td>12.0</td></tr></table>\n"
    )
    assert results(say, table) == {
        ("Qwen-7B", "mmlu_en", "56.7 points"),
        ("Qwen-7B", "mmlu_zh", "50.1 points"),
        ("Qwen-7B", "drop", "41 points"),
    }


def test_a_name_without_a_form_among_models_and_what_is_none(say):
    table = "# 青枫\n\n| | MMLU |\n|--|--|\n| Qwen-7B | 56.7 |\n| GPT-4 | 83.1 |\n| Foo Bar | 70.5 |\n| Human | 89.8 |\n| acme/Baz-7B | 61.0 |\n"
    assert {name for name, *_ in results(say, table)} == {"Qwen-7B", "GPT-4", "Foo Bar", "Baz-7B"}


def test_steps_of_which_one_is_a_model_are_no_models(say):
    table = "# 青枫\n\n| 步骤 | MMLU |\n|--|--|\n| Qwen-7B | 56.7 |\n| 去掉代码 | 55.1 |\n| 去掉对齐 | 54.2 |\n"
    assert results(say, table) == set()


def test_a_column_of_models_without_a_form_by_its_header(say):
    table = "# 青枫\n\n| {} | MMLU |\n|--|--|\n| Foo Bar | 70.5 |\n"
    assert results(say, table.format("Models\\\\Metrics")) == {("Foo Bar", "mmlu", "70.5 points")}
    assert results(say, table.format("Step")) == set()


def test_more_than_a_hundred_points_only_in_a_known_benchmark(say):
    table = "# Qwen-7B\n\n| 模型 | OCRBench | XyzBench2 |\n|--|--|--|\n| Qwen-7B | 786 | 786 |\n"
    assert results(say, table) == {("Qwen-7B", "ocrbench", "786 points")}


def test_spreads_and_gains_behind_a_score(say):
    table = "# Qwen-7B\n\n| 模型 | MMLU | C-Eval |\n|--|--|--|\n| Qwen-7B | 56.7 ± 0.3 | 59.6 (+1.2) |\n"
    assert results(say, table) == {("Qwen-7B", "mmlu", "56.7 points"), ("Qwen-7B", "c_eval", "59.6 points")}


def test_an_average_without_a_benchmark_is_no_result(say):
    table = "# Qwen-7B\n\n### 速度\n\n| 模型 | Average |\n|--|--|\n| Qwen-7B | 59.6 |\n| GPT-4 | 68.7 |\n"
    assert results(say, table) == set()


def test_a_way_of_tuning_in_brackets_is_another_model_and_a_size_is_not(say):
    table = "# Qwen-7B\n\n| 模型 | MMLU |\n|--|--|\n| Qwen-7B (base) | 56.7 |\n| Qwen-14B (14B) | 66.3 |\n| Qwen-14B+SFT | 67.0 |\n"
    assert results(say, table) == {
        ("Qwen-7B (base)", "mmlu", "56.7 points"),
        ("Qwen-14B", "mmlu", "66.3 points"),
        ("Qwen-14B+SFT", "mmlu", "67 points"),
    }


def test_counts_and_words_are_no_scores(say):
    table = "# Qwen-7B\n\n| 模型 | MMLU | 层数 |\n|--|--|--|\n| Qwen-7B | 良好 | 32 |\n| Qwen-14B | 优秀 | 40 |\n"
    assert results(say, table) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qwen-7B 在 MMLU（56.7%、+2.5%）、C-Eval Hard（+3%）等数据集上大幅提升。", "zh"),
        ("Qwen-7B は MMLU（56.7%、+2.5%）、C-Eval Hard（+3%）などで改善した。", "ja"),
    ],
)
def test_scores_and_gains_in_brackets(say, text, language):
    assert results(say, text, language) == {
        ("Qwen-7B", "mmlu", "56.7 %"),
        ("Qwen-7B", "performance_gain", "2.5 %"),
        ("Qwen-7B", "performance_gain", "3 %"),
    }


def test_a_bracket_that_goes_on_behind_a_rival(say):
    text = "# Qwen-7B\n\n* 在 MMLU 上优于 GPT-4（+4.0%），在 GSM8K 上略优于 GPT-3（+0.9%）。\n"
    assert results(say, text) == {
        ("Qwen-7B", "performance_gain", "4 %"),
        ("Qwen-7B", "performance_gain", "0.9 %"),
    }


def test_a_bracket_in_the_next_clause_is_of_something_else(say):
    assert results(say, "Qwen-7B 参加了 MMLU 评测，成本更低（30%）。") == set()
