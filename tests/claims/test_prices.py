"""Prices: of tokens, pictures and calls, of a month, and cuts; what is no price, or no longer one."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def prices(said) -> set[tuple[str, str, str, str]]:
    """Subject, metric, value with currency, period."""
    return {
        (each.subject.name, each.metric, f"{each.value:f} {each.unit}", each.per)
        for each in said.of(FigureClaim)
        if each.rule.startswith("figures.price")
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "GLM-4-Air的输入价格为4元/百万tokens，输出价格为16元/百万tokens。",
            "zh",
            {("input_token_price", "4 CNY"), ("output_token_price", "16 CNY")},
        ),
        ("GLM-4-Air输入每千tokens 0.002元。", "zh", {("input_token_price", "2 CNY")}),
        ("GLM-4-Air的价格为每百万tokens 50元。", "zh", {("token_price", "50 CNY")}),
        ("GLM-4-Air输入0.8元/1K tokens。", "zh", {("input_token_price", "800 CNY")}),
        ("GLM-4-Air输出 $0.6/M tokens。", "zh", {("output_token_price", "0.6 USD")}),
        (
            "GLM-4-Air每百万输入 tokens 0.5 元（缓存命中）/ 2 元（缓存未命中），每百万输出 tokens 8 元。",
            "zh",
            {
                ("cached_input_token_price", "0.5 CNY"),
                ("input_token_price", "2 CNY"),
                ("output_token_price", "8 CNY"),
            },
        ),
        ("GLM-4-Air的输入价格从0.02元/千tokens降至0.0005元/千tokens。", "zh", {("input_token_price", "0.5 CNY")}),
        ("GLM-4-Air按张计费，每张图片0.06元。", "zh", {("image_price", "0.06 CNY")}),
        ("GLM-4-Air降价50%。", "zh", {("price_cut", "50 %")}),
        ("GLM-4-Airの料金は、入力が100万トークンあたり0.15ドルである。", "ja", {("input_token_price", "0.15 USD")}),
        ("GLM-4-Airは出力100万トークンあたり250円です。", "ja", {("output_token_price", "250 JPY")}),
        ("GLM-4-Airの料金は1枚あたり6円である。", "ja", {("image_price", "6 JPY")}),
        ("GLM-4-Airの利用料を64%引き下げた。", "ja", {("price_cut", "64 %")}),
    ],
)
def test_what_a_price_is_of(say, text, language, expected):
    said = say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)
    assert {(metric, value) for _, metric, value, _ in prices(said)} == expected
    assert {subject for subject, *_ in prices(said)} == {"GLM-4-Air"}


@pytest.mark.parametrize(
    ("text", "language", "per", "value"),
    [
        ("月之暗面宣布，Kimi会员的价格为每月49元。", "zh", "month", "49 CNY"),
        ("Kimi的年费为每年468元。", "zh", "year", "468 CNY"),
        ("Kimiの料金は月額2,000円だ。", "ja", "month", "2000 JPY"),
    ],
)
def test_a_price_of_a_month_or_year(say, text, language, per, value):
    said = say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)
    assert prices(said) == {("Kimi", "price", value, per)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("GLM-4-Air上线。该书定价59元。", "zh"),
        ("GLM-4-Air的原价为每百万tokens 50元。", "zh"),
        ("有分析师预计GLM-4-Air将降价80%。", "zh"),
        ("GLM-4-Air的准确率提升了50%。", "zh"),
        ("行业价格降至每百万tokens 2元。", "zh"),
        ("GLM-4-Airの研究に5億円を投じた。", "ja"),
    ],
)
def test_what_is_no_price_of_a_model(say, text, language):
    assert prices(say(f"# 附注\n\n{text}\n", language, markdown=True)) == set()


def test_the_model_named_last_before_a_price(say):
    text = "说明\n\nGLM-4-Plus的价格为每百万tokens 50元，GLM-4-Air降至0.5元/百万tokens。\n"
    assert prices(say(text, "zh")) == {
        ("GLM-4-Plus", "token_price", "50 CNY", ""),
        ("GLM-4-Air", "token_price", "0.5 CNY", ""),
    }


def test_tables_with_the_unit_in_header_or_cell(say):
    header = "| 模型 | 输入（元/百万tokens） | 输出（元/百万tokens） |\n|---|---|---|\n| GLM-4-Air | 1.5 | 6 |\n"
    cell = "| 模型 | 输入价格 | 输出价格 |\n|---|---|---|\n| GLM-4-Air | 1.5元/百万tokens | 0.006元/千tokens |\n"
    for table in (header, cell):
        assert prices(say(table, "zh", markdown=True)) == {
            ("GLM-4-Air", "input_token_price", "1.5 CNY", ""),
            ("GLM-4-Air", "output_token_price", "6 CNY", ""),
        }


def test_a_table_that_does_not_say_of_how_many_tokens(say):
    table = "| 模型 | 输入价格 | 输出价格 |\n|---|---|---|\n| GLM-4-Air | 1.5元 | 6元 |\n"
    assert prices(say(table, "zh", markdown=True)) == set()


def test_tokens_that_a_price_is_of_are_no_figure(say):
    said = say("说明\n\nGLM-4-Air支持128K上下文，输入2元/百万tokens。\n", "zh")
    assert {each.value for each in said.of(FigureClaim) if each.metric == "context_length"} == {128_000}


def test_the_day_of_a_price(say):
    (claim,) = say("说明\n\n2024年5月，GLM-4-Air的价格为每百万tokens 1元。\n", "zh").of(FigureClaim)
    assert claim.as_of is not None
    assert claim.as_of.edtf == "2024-05"
