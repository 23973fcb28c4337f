"""Whose figure it is: topics, lists, owners, places, labels; and names that are only compared with or built upon."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def found(say, text: str, language: str = "ja", **options):
    head = "概要\n\n" if language == "ja" else "概况\n\n"
    said = say(text if options else head + text + "\n", language, **options)
    return {(claim.subject.name, claim.metric, f"{claim.value:f}") for claim in said.of(FigureClaim)}


@pytest.mark.parametrize(
    ("text", "language", "figure"),
    [
        ("Qwen-7B基于GLM架构，具有80亿参数。", "zh", ("Qwen-7B", "parameters", "8000000000")),
        ("Qwen-7B参数为80亿，优于参数量为60亿的竞品。", "zh", ("Qwen-7B", "parameters", "8000000000")),
        ("Qwen-7Bは、GPT-3より小さい80億パラメータのモデルである。", "ja", ("Qwen-7B", "parameters", "8000000000")),
        ("与GPT-3相比，我们的Qwen-7B仅有80亿参数。", "zh", ("Qwen-7B", "parameters", "8000000000")),
    ],
)
def test_what_a_model_is_compared_with_or_built_on_is_not_the_subject(say, text, language, figure):
    assert figure in found(say, text, language)
    assert {subject for subject, *_ in found(say, text, language)} == {figure[0]}


def test_what_holds_for_the_first_name_of_a_list_of_rivals_holds_for_all(say):
    assert found(say, "凭借90亿参数，其表现超过了GPT-4、Qwen-7B等模型。", "zh") == set()


def test_all_names_of_a_list_are_subjects(say):
    text = "Qwen-7B 和 Qwen-14B 用3万亿个token训练。"
    assert found(say, text, "zh") == {(name, "training_tokens", "3000000000000") for name in ("Qwen-7B", "Qwen-14B")}


def test_numbers_are_paired_with_names_in_their_order(say):
    text = "本次开源了 Yi-6B 和 Yi-34B。两个模型的参数规模分别为60亿和340亿。"
    assert found(say, text, "zh") == {("Yi-6B", "parameters", "6000000000"), ("Yi-34B", "parameters", "34000000000")}


def test_the_latter_is_the_last_name(say):
    text = "我们将GLM-130B与GPT-3进行比较，后者有1750亿参数。"
    assert found(say, text, "zh") == {("GPT-3", "parameters", "175000000000")}


def test_a_size_in_brackets_is_that_of_the_name_before_them(say):
    text = "GLM-130B不能像GPT-3（3500亿 tokens）那样看到很多英语。"
    assert found(say, text, "zh") == {("GPT-3", "training_tokens", "350000000000")}


def test_the_owner_stands_right_before_the_metric(say):
    text = "百度は「文心一言」の推論性能を3倍に高めた。"
    assert found(say, text) == {("文心一言", "inference_gain", "3")}


def test_a_place_is_the_subject_of_what_only_places_have(say):
    assert found(say, "中国の大規模言語モデルは85個である。") == {("中国", "models", "85")}
    text = "报告显示，中国的大模型已发布85个。"
    assert found(say, text, "zh") == {("中国", "models", "85")}


def test_the_only_place_of_the_headings_has_what_the_text_below_counts(say):
    text = "# 中国のAIの展望\n\n- 既にビッグモデルが85個存在\n"
    assert found(say, text, markdown=True) == {("中国", "models", "85")}


def test_a_person_has_no_budget(say):
    assert found(say, "王慧文は、年間予算500億円の計画を語った。") == set()


def test_a_source_is_not_the_subject(say):
    assert not any(subject == "百度" for subject, *_ in found(say, "百度の調査によると、利用者数は3億人だった。"))


def test_a_common_label_under_the_name_of_a_firm_is_a_part_of_the_firm(say):
    text = "## 百度\n\n- 検索エンジン：検索回数は1日あたり50億回\n"
    assert found(say, text, markdown=True) == {("百度", "search_requests", "5000000000")}


def test_data_that_a_model_learned_from_belong_to_the_model_of_the_bullet_before(say):
    text = "## 成都医雲科技\n\n- 「MedGPT」のパラメータ数は1000億以上\n- 学習に使った医学テキストは30億件\n"
    assert ("MedGPT", "dataset_size", "3000000000") in found(say, text, markdown=True)


def test_a_quoted_term_is_the_subject_of_a_sentence_about_it(say):
    assert found(say, "「百団祭」では、300社を超える店が競った。") == {("百団祭", "companies", "300")}


def test_a_noun_phrase_is_the_subject_where_the_thing_has_no_known_name(say):
    text = "在应用方面，星河矿山系统已在8个矿井投入使用。"
    assert found(say, text, "zh") == {("星河矿山系统", "deployments", "8")}


def test_a_size_is_never_that_of_a_firm(say):
    said = say("## 百度\n\nパラメータ数は2600億である。\n", markdown=True)
    assert said.of(FigureClaim) == []
    assert [claim.subject.name for claim in said.of(FigureClaim, sure=False)] == ["百度"]


def test_what_is_said_of_both_is_said_of_each(say):
    text = "本次开源了 Yi-6B 和 Yi-34B。两者均支持200K上下文。"
    assert found(say, text, "zh") == {(name, "context_length", "200000") for name in ("Yi-6B", "Yi-34B")}


def test_a_benchmark_has_no_accuracy(say):
    text = "## Qwen-7B\n\nMMLU的平均准确率约为65%。\n"
    assert {subject for subject, *_ in found(say, text, "zh", markdown=True)} <= {"Qwen-7B"}


def test_a_share_in_something_is_for_a_reviewer(say):
    said = say("概况\n\nQwen-7B使用了大量数据，其中英文占比52%。\n", "zh")
    assert said.of(FigureClaim) == []
    assert [claim.metric for claim in said.of(FigureClaim, sure=False)] == ["share"]
