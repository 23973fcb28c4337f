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


HAN = "| 模型 | 平均 | 社会科学 | 其他 |\n|--|--|--|--|\n| Qwen-7B | 57.1 | 61.7 | 58.8 |\n| GPT-4 | 68.7 | 77.6 | 67.8 |\n"


def test_parts_of_a_benchmark_in_han_characters_keep_their_letters(say):
    assert {(model, metric) for model, metric, _ in results(say, f"# Qwen-7B\n\n## C-Eval\n\n{HAN}")} == {
        (model, metric) for model in ("Qwen-7B", "GPT-4") for metric in ("c_eval", "c_eval_社会科学", "c_eval_其他")
    }


def test_names_in_han_characters_are_benchmarks_where_words_say_that_results_follow(say):
    table = (
        "| 模型 | 甲种考试 | 层数 | 显存占用 | 题数 |\n|--|--|--|--|--|\n"
        "| Qwen-7B | 61.7 | 32 | 14.5 | 10.5 |\n| Qwen-14B | 70.3 | 40 | 28.1 | 10.5 |\n"
    )
    told = {("Qwen-7B", "甲种考试", "61.7 points"), ("Qwen-14B", "甲种考试", "70.3 points")}
    assert results(say, f"# Qwen\n\n下表是评测的成绩：\n\n{table}") == told
    assert results(say, f"# Qwen\n\n模型如下：\n\n{table}") == set()


def test_whole_numbers_under_a_word_are_no_scores(say):
    table = "| 模型 | 甲种考试 |\n|--|--|\n| Qwen-7B | 61 |\n| Qwen-14B | 70 |\n"
    assert results(say, f"# Qwen\n\n## 评测\n\n{table}") == set()


def test_what_part_of_the_data_was_measured_on_is_no_benchmark(say):
    table = "| 模型 | 测试集 |\n|--|--|\n| Qwen-7B | 61.5 |\n| Qwen-14B | 70.5 |\n"
    assert results(say, f"# Qwen\n\n## 评测\n\n{table}") == set()


def test_a_benchmark_in_japanese(say):
    table = "| モデル | 日本語要約 | 平均 |\n|--|--|--|\n| Qwen-7B | 38.2 | 70.1 |\n| GPT-4 | 41.0 | 80.2 |\n"
    assert ("Qwen-7B", "日本語要約", "38.2 points") in results(say, f"# Qwen\n\n## 評価\n\n{table}", "ja")


def test_scores_of_several_tries_are_parts_of_their_benchmark(say):
    table = "| Model | Pass@1 | Pass@10 |\n|--|--|--|\n| Qwen-7B | 29\\.9 | 50.1 |\n| GPT-4 | 67.0 | 80.0 |\n"
    assert results(say, f"# Qwen-7B\n\n## HumanEval\n\n{table}") == {
        ("Qwen-7B", "humaneval", "29.9 points"),
        ("Qwen-7B", "humaneval_pass_10", "50.1 points"),
        ("GPT-4", "humaneval", "67 points"),
        ("GPT-4", "humaneval_pass_10", "80 points"),
    }


def test_rows_that_breaks_melt(say):
    table = (
        "| 领域 | 基准 | Qwen-7B | GPT-4 |\n|--|--|--|--|\n"
        "| 数学 | MATH<br>GSM8K | 11.6<br>51.7 | 42.5<br>92.0 |\n| 推理 | BBH | 45.0 | 86.7 |\n"
    )
    assert results(say, f"# Qwen-7B\n\n{table}") == {
        ("Qwen-7B", "math", "11.6 points"),
        ("Qwen-7B", "gsm8k", "51.7 points"),
        ("Qwen-7B", "bbh", "45 points"),
        ("GPT-4", "math", "42.5 points"),
        ("GPT-4", "gsm8k", "92 points"),
        ("GPT-4", "bbh", "86.7 points"),
    }


def test_a_word_for_scores_behind_a_name_is_no_part_of_it(say):
    table = "| 模型 | MMLU | AbcElo评分 |\n|--|--|--|\n| Qwen-7B | 56.7 | 10.5 |\n| GPT-4 | 83.1 | 12.5 |\n"
    assert ("Qwen-7B", "abcelo", "10.5 points") in results(say, f"# Qwen-7B\n\n{table}")


def test_a_table_of_scores_alone_is_of_the_only_model_that_stands_over_it(say):
    table = "| 评测集 | 得分 |\n|--|--|\n| C-Eval | 59.6 |\n| MMLU | 56.7 |\n"
    own = {("Qwen-7B", "c_eval", "59.6 points"), ("Qwen-7B", "mmlu", "56.7 points")}
    assert results(say, f"# 评测\n\n## Qwen-7B的结果\n\n{table}") == own
    assert results(say, f"# 评测\n\n## 结果\n\nQwen-7B的成绩如下：\n\n{table}") == own
    assert results(say, f"# 评测\n\n## Qwen-7B与GPT-4\n\n{table}") == set()


def test_gains_in_brackets_are_no_scores(say):
    table = "| 模型 | C-Eval |\n|--|--|\n| Qwen-7B | 59.6 (↑14.6) |\n| GPT-4 | 68.7 |\n"
    assert results(say, f"# Qwen-7B\n\n{table}") == {
        ("Qwen-7B", "c_eval", "59.6 points"),
        ("GPT-4", "c_eval", "68.7 points"),
    }


def test_names_of_benchmarks_before_a_column_of_settings_and_below_sizes(say):
    table = (
        "# 評価結果\n\n|  | ベンチマーク | #ショット | Qwen-7B | GPT-4 |\n|--|--|--|--|--|\n"
        "|  | 構造 | - | Dense | MoE |\n|  | パラメータ | - | 7B | 8B |\n"
        "| 英語 | BBH (EM) | 3-shot | 78.8 | 79.8 |\n|  | Kaede-test (BPB) | - | 0.606 | 0.638 |\n"
    )
    assert results(say, table, "ja") == {
        ("Qwen-7B", "bbh", "78.8 points"),
        ("GPT-4", "bbh", "79.8 points"),
        ("Qwen-7B", "kaede_test", "0.606 points"),
        ("GPT-4", "kaede_test", "0.638 points"),
    }


def test_scores_of_many_digits_and_names_that_end_with_score(say):
    table = "| モデル | KaedeMOS ↑ | AobaScore ↑ |\n|--|--|--|\n| Qwen-7B | 3.93033 | 0.91275 |\n| GPT-4 | 3.91726 | 0.91268 |\n"
    assert {each[:2] for each in results(say, table, "ja")} == {
        (model, metric) for model in ("Qwen-7B", "GPT-4") for metric in ("kaedemos", "aobascore")
    }
