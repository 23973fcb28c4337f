"""Categories of organizations and people by headers, type columns, headings, labels, cases and profiles."""

from __future__ import annotations

import pytest

from extract.claims.categories import is_category
from extract.claims.claim import RelationClaim
from extract.lang.language import load_language


def categories(said) -> set[tuple[str, str, str]]:
    return {
        (each.subject.name, each.object.name, each.qualifier)
        for each in said.of(RelationClaim)
        if each.predicate == "category"
    }


def test_the_header_of_a_column(say):
    text = "# 概要\n\n| 通信事業者 | モデル名 |\n| --- | --- |\n| NTT | tsuzumi |\n| ソフトバンク | Sarashina |\n"
    assert categories(say(text, markdown=True)) == {("NTT", "通信事業者", ""), ("ソフトバンク", "通信事業者", "")}


def test_a_header_of_any_column_is_no_category(say):
    assert categories(say("# 概要\n\n| 企業 | モデル名 |\n| --- | --- |\n| NTT | tsuzumi |\n", markdown=True)) == set()


def test_a_column_of_types(say):
    text = "# 概况\n\n| 企业 | 类型 | 模型 |\n| --- | --- | --- |\n| 智谱AI | 通用型 | GLM-4 |\n| 医联 | 行业型 | MedGPT |\n"
    assert categories(say(text, "zh", markdown=True)) == {("智谱AI", "通用型", ""), ("医联", "行业型", "")}


def test_a_heading_over_names(say):
    text = "# 参与者\n\n## 互联网大厂\n\n- 腾讯\n- 字节跳动\n"
    expected = {("腾讯", "互联网大厂", ""), ("字节跳动", "互联网大厂", "")}
    assert categories(say(text.replace("互联网大厂", "大厂"), "zh", markdown=True)) == set()
    assert categories(say(text, "zh", markdown=True)) == expected


def test_examples_of_a_type(say):
    text = "# 三类参与者\n\n## 平台型\n\n代表企业：腾讯、华为\n"
    assert categories(say(text, "zh", markdown=True)) == {("腾讯", "平台型", ""), ("华为", "平台型", "")}


def test_a_case(say):
    assert categories(say("「自前主義型」事例1 NEC\n\n本文である。\n")) == {("NEC", "自前主義型", "")}


def test_a_profile(say):
    text = "各社の事例\n\n本文である。\n\n富士通\n設立時間：1935年\n事業領域：\n通信、受託開発\n"
    assert categories(say(text)) == {("富士通", "通信", "事業領域"), ("富士通", "受託開発", "事業領域")}


@pytest.mark.parametrize(
    ("text", "is_one"), [("国内スタートアップ", True), ("企業", False), ("甲、乙スタートアップ", False)]
)
def test_what_a_category_is(text, is_one):
    assert is_category(text, load_language("ja")) is is_one


def test_the_kind_right_above_its_examples(say):
    text = "創薬の動き\n創薬の類型\n\n自社開発型\n代表企業\n中外製薬、武田薬品工業\n\n提携型\n代表企業\n富士フイルム\n"
    found = {
        (each.subject.name, each.object.name) for each in say(text).of(RelationClaim) if each.predicate == "category"
    }
    assert found == {("中外製薬", "自社開発型"), ("武田薬品工業", "自社開発型"), ("富士フイルム", "提携型")}


def test_a_word_that_only_ends_like_a_kind_is_none(say):
    text = "# 企业的大模型\n\n代表企业\n华为、腾讯\n"
    assert not [each for each in say(text, "zh", markdown=True).of(RelationClaim) if each.predicate == "category"]


def test_a_column_of_those_who_work_in_a_field(say):
    text = "概況\n\n製薬企業　モデル名　公開時期\n中外製薬　「白菊」　2021年3月\n武田薬品工業　「青藍」　2022年8月\n"
    found = {
        (each.subject.name, each.object.name) for each in say(text).of(RelationClaim) if each.predicate == "category"
    }
    assert found == {("中外製薬", "製薬企業"), ("武田薬品工業", "製薬企業")}
