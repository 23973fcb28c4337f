"""Results: the scores of a page's own models in tables of benchmarks, and in brackets behind their names."""

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


def test_models_in_rows_and_only_those_of_the_page(say):
    assert results(say, RIVALS) == {
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
    }


@pytest.mark.parametrize("heading", ["### C-Eval", "### C-Eval\n\n### 结果", "### 榜单\n\n我们在 C-Eval 上评测。"])
def test_a_heading_names_the_benchmark_of_average_and_parts(say, heading):
    table = f"# Qwen-7B\n\n{heading}\n\n| 模型 | Average | Avg(Hard) | STEM |\n|--|--|--|--|\n| Qwen-7B | 59.6 | 41.0 | 52.8 |\n| GPT-4 | 68.7 | 54.9 | 67.1 |\n"
    assert results(say, table) == {
        ("Qwen-7B", "c_eval", "59.6 points"),
        ("Qwen-7B", "c_eval_hard", "41 points"),
        ("Qwen-7B", "c_eval_stem", "52.8 points"),
    }


def test_an_average_without_a_benchmark_is_no_result(say):
    table = "# Qwen-7B\n\n### 速度\n\n| 模型 | Average |\n|--|--|\n| Qwen-7B | 59.6 |\n| GPT-4 | 68.7 |\n"
    assert results(say, table) == set()


def test_a_page_without_a_title_is_about_the_model_that_it_names_most(say):
    table = "Qwen-7B 很好。Qwen-7B 很快。Qwen-7B 很小。\n\n" + RIVALS.partition("\n\n")[2]
    assert ("Qwen-7B", "mmlu", "56.7 points") in results(say, table)
    assert not any(name == "GPT-4" for name, *_ in results(say, table))


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
