"""Metrics: gains and levels, what a bracket or quotation keeps apart, parameters at work, dates of clauses."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim
from extract.claims.metric_kinds import METRIC_KINDS
from extract.lang.language import LANGUAGES, load_language


def claims(say, text: str, language: str):
    head = "概要\n\n" if language == "ja" else "概况\n\n"
    return say(head + text + "\n", language).of(FigureClaim)


def figures(say, text: str, language: str):
    return {(claim.metric, f"{claim.value:f}") for claim in claims(say, text, language)}


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (
            "「Qwen-7B」の性能を40%以上、推論性能を20倍に向上させた。",
            "ja",
            {("performance_gain", "40"), ("inference_gain", "20")},
        ),
        ("Qwen-7B的推理速度比上一代提升42%。", "zh", {("inference_gain", "42")}),
        ("Qwen-7Bの推論速度は20%遅くなる。", "ja", set()),
        ("Qwen-7B的训练效率提升至43%。", "zh", set()),
        ("Qwen-7B取得最佳平均性能54.7%。", "zh", set()),
        ("メモリを最適化しない場合、Qwen-7Bの推論速度は20%向上する。", "ja", set()),
        ("Qwen-7B的性能，在参数量更小的模型中(7.5%的提升)最佳。", "zh", set()),
    ],
)
def test_a_percentage_is_a_gain_only_where_something_grows(say, text, language, wanted):
    assert figures(say, text, language) == wanted


def test_parameters_at_work_are_a_metric_of_their_own(say):
    text = "Qwen-7B共有467亿参数，推理时仅激活130亿参数。"
    assert figures(say, text, "zh") == {("parameters", "46700000000"), ("active_parameters", "13000000000")}


def test_the_label_of_a_sum_is_its_metric_and_not_the_fund_in_brackets(say):
    (claim,) = say("## 百度\n\n- 予算総額：84億円（ポスト技術基金）\n", markdown=True).of(FigureClaim)
    assert (claim.subject.name, claim.metric, claim.metric_text) == ("百度", "budget", "予算総額")


def test_a_short_word_beside_its_number_is_preferred_to_a_long_one_behind_it(say):
    text = "小米集团2023年营收2710亿元，净利润193亿元。"
    assert figures(say, text, "zh") == {("revenue", "271000000000"), ("profit", "19300000000")}


def test_each_clause_has_its_date(say):
    text = "2019年2月发布的GPT-2包含15亿参数，2020年5月发布的GPT-3包含1750亿参数。"
    found = {(claim.subject.name, claim.as_of.edtf if claim.as_of else "") for claim in claims(say, text, "zh")}
    assert found == {("GPT-2", "2019-02"), ("GPT-3", "2020-05")}


def test_an_aim_holds_as_of_the_end_of_its_term(say):
    (claim,) = say("天津：\n2026年までに人工知能企業を200社育成する。\n").of(FigureClaim)
    assert claim.as_of is not None
    assert claim.as_of.edtf == "2026"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_metric_has_its_words_in_each_language(code):
    words = load_language(code).rules["metrics"]
    assert set(words) == set(METRIC_KINDS)
    assert all(words.values())


def test_a_word_that_a_list_parts_from_a_number_is_not_its_metric(say):
    assert figures(say, "百度服务用户和3万人的团队。", "zh") == set()


@pytest.mark.parametrize(
    ("text", "language", "stars"),
    [
        ("ChatGLM-6B在GitHub上获得超过5200个Star。", "zh", "5200"),
        ("ChatGLM-6BのGitHubスター数は7万を超えた。", "ja", "70000"),
    ],
)
def test_stars_are_those_of_the_model_and_not_of_the_site(say, text, language, stars):
    (claim,) = [each for each in claims(say, text, language) if each.metric == "stars"]
    assert (claim.subject.name, f"{claim.value:f}") == ("ChatGLM-6B", stars)
