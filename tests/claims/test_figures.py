"""Figures: what a number measures, whose it is, its unit, bound, period and date; and numbers that are no figures."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def prose(say, text: str, language: str = "ja"):
    return say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("悟道2.0のパラメータ数は1.75兆である。", ("悟道2.0", "parameters", "1750000000000 parameters", "exact")),
        ("百度は累計1000億人民元以上をAI事業に投資した。", ("百度", "investment", "100000000000 CNY", "at_least")),
        (
            "小度：1ヶ月当たりの音声インタラクションは66億回",
            ("小度", "voice_interactions", "6600000000 times", "exact"),
        ),
        ("百度地図：月間アクティブユーザーは5.4億人", ("百度地図", "active_users", "540000000 people", "exact")),
        (
            "2023年2月時点で、450社以上の企業が「文心一言」のエコシステムに参加を表明した。",
            ("文心一言", "partner_companies", "450 companies", "at_least"),
        ),
        ("王慧文（元美団連合創始者）個人出資5000万ドル", ("王慧文", "investment", "50000000 USD", "exact")),
        ("MedGPTは約1000億のパラメータを持つ。", ("MedGPT", "parameters", "100000000000 parameters", "about")),
    ],
)
def test_a_japanese_figure(say, text, figure):
    assert figure in prose(say, text).figures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("GLM-130B的参数量为1300亿。", ("GLM-130B", "parameters", "130000000000 parameters", "exact")),
        ("文心一言的参数规模超过2600亿。", ("文心一言", "parameters", "260000000000 parameters", "more_than")),
        (
            "截至2023年3月，超过650家企业宣布接入文心一言。",
            ("文心一言", "partner_companies", "650 companies", "more_than"),
        ),
        ("ChatGLM2-6B用1.4万亿个token训练。", ("ChatGLM2-6B", "training_tokens", "1400000000000 tokens", "exact")),
        ("GLM-130B在约30万行指令数据上微调。", ("GLM-130B", "dataset_size", "300000 items", "about")),
        ("GLM-130B约含110万条对话数据。", ("GLM-130B", "dataset_size", "1100000 items", "about")),
        ("GLM-130B在超过200万小时的音频数据上训练。", ("GLM-130B", "dataset_size", "2000000 hours", "more_than")),
        ("GLM-130B的预训练语料包含约700B单词。", ("GLM-130B", "training_words", "700000000000 words", "about")),
        ("GLM-130B支持20多种编程语言。", ("GLM-130B", "languages", "20 languages", "more_than")),
        ("GLM-130B在两项任务上的评测结果分别增加12%、14%。", ("GLM-130B", "performance_gain", "14 %", "exact")),
        ("百度累计投入超过1000亿元。", ("百度", "investment", "100000000000 CNY", "more_than")),
    ],
)
def test_a_chinese_figure(say, text, figure):
    assert figure in prose(say, text, "zh").figures


def test_the_period_and_the_date_of_a_figure(say):
    (claim,) = prose(say, "小度：1ヶ月当たりの音声インタラクションは66億回").of(FigureClaim)
    assert claim.per == "month"
    (claim,) = prose(say, "2023年2月時点で、450社以上の企業が「文心一言」のエコシステムに参加を表明した。").of(
        FigureClaim
    )
    assert claim.as_of.edtf == "2023-02"


def test_a_range_has_two_ends(say):
    claims = prose(say, "河南：\n3〜5社の人工知能企業を育成する。").of(FigureClaim)
    assert [(f"{each.value:f}", f"{each.value_max:f}", each.unit) for each in claims] == [("3", "5", "companies")]


def test_a_figure_quotes_the_number_with_its_metric_and_names_its_subject(say):
    said = prose(say, "悟道2.0のパラメータ数は1.75兆である。")
    (claim,) = said.of(FigureClaim)
    assert said.quotes(claim) == ["パラメータ数は1.75兆", "悟道2.0"]
    assert claim.metric_text == "パラメータ数"


def test_the_innermost_heading_holds(say):
    text = "# 悟道の歩み\n\n## 悟道2.0\n\nパラメータ数は1.75兆である。\n"
    assert ("悟道2.0", "parameters", "1750000000000 parameters", "exact") in say(text, markdown=True).figures


def test_the_subject_is_that_of_the_heading_where_the_sentence_has_none(say):
    text = "# 中国のモデルの歩み\n\n## 悟道2.0\n\nパラメータ数は1.75兆である。\n"
    assert ("悟道2.0", "parameters", "1750000000000 parameters", "exact") in say(text, markdown=True).figures


def test_the_subject_is_the_place_whose_target_it_is(say):
    said = prose(
        say, "江西：\n2025年末までに、人工知能産業の規模が1000億元を突破。\n\n広東：\n産業の規模を1500億元超とする。"
    )
    assert {(subject, value) for subject, _, value, _ in said.figures} == {
        ("江西", "100000000000 CNY"),
        ("広東", "150000000000 CNY"),
    }


def test_the_topic_is_the_subject_rather_than_the_name_beside_it(say):
    said = prose(say, "百度は文心一言の開発に1000億元を投資した。")
    assert {subject for subject, metric, _, _ in said.figures if metric == "investment"} == {"百度"}


def test_the_model_of_a_row_is_the_subject_of_its_cells(say):
    text = "| モデル | パラメータ数 | 学習データ |\n|--|--|--|\n| 文心一言 | 2600億パラメータ | 4兆トークン |\n"
    said = say(text, markdown=True)
    assert {("文心一言", "260000000000 parameters"), ("文心一言", "4000000000000 tokens")} <= {
        (subject, value) for subject, _, value, _ in said.figures
    }


@pytest.mark.parametrize(
    "text",
    [
        "10億パラメータ以上の大規模言語モデルが増えている。",
        "百度は2023年に第3回の大会を開いた。",
        "百度は一つの機能を追加した。",
        "第2章では3つの課題を述べる。",
        "GPT-4とChatGLM-6Bを比較した。",
    ],
)
def test_a_number_that_is_no_figure(say, text):
    assert prose(say, text).figures == set()


def test_source_lines_have_no_figures(say):
    assert say("概要\n\n出所：甲社（2023）『パラメータ数1000億の文心一言』\n").figures == set()


def test_a_money_amount_is_no_count_of_users(say):
    assert {metric for _, metric, _, _ in prose(say, "百度は利用者の獲得に50億元を投資した。").figures} == {
        "investment"
    }


def test_a_market_is_the_subject_of_its_size(say):
    said = say("国内の生成AI市場規模は、2025年に約1兆円となる。\n")
    assert ("国内の生成AI", "market_size", "1000000000000 JPY", "about") in said.figures


def test_what_a_sentence_counts_is_not_the_subject_of_the_page(say):
    said = say("# 百度推出新模型\n\n全国生成式人工智能产品用户规模达2.49亿人。\n", "zh", markdown=True)
    assert ("全国生成式人工智能产品", "users", "249000000 people", "exact") in said.figures
    assert not any(subject == "百度" for subject, *_ in said.figures)


def test_a_start_is_not_the_date_of_a_figure(say):
    said = say("2021年から開発が続く悟道2.0のパラメータ数は1.75兆である。\n")
    assert [(claim.metric, claim.as_of) for claim in said.claims if type(claim).__name__ == "FigureClaim"] == [
        ("parameters", None)
    ]


def test_a_size_in_brackets_behind_its_word(say):
    said = say("悟道2.0は世界初の規模のパラメータ数（1.75兆）を持つ。\n")
    assert ("悟道2.0", "parameters", "1750000000000 parameters", "exact") in said.figures
