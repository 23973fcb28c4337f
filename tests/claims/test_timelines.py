"""Timelines whose layout is lost: names and dates as labels beside each other, in either order, and what cannot be paired."""

from __future__ import annotations

import pytest

from extract.claims.claim import ReleaseClaim

LEGEND = "年表\n\nモデル名\n発表日付\n\n"


def pairs(said) -> set[tuple[str, str]]:
    return {(model, date) for model, _, date in said.releases}


def test_names_above_dates(say):
    said = say(LEGEND + "「文心一言」\n2023.03\n\n「悟道2.0」\n2021.06\n\n「混元」\n2022.12\n")
    assert said.releases == {
        ("文心一言", "announced", "2023-03"),
        ("悟道2.0", "announced", "2021-06"),
        ("混元", "announced", "2022-12"),
    }


def test_a_pair_quotes_the_name_and_the_date(say):
    said = say(LEGEND + "「文心一言」\n2023.03\n\n「悟道2.0」\n2021.06\n")
    quotes = [said.quotes(claim) for claim in said.of(ReleaseClaim)]
    assert ["文心一言", "2023.03"] in quotes


def test_dates_above_names(say):
    said = say(LEGEND + "2023.03\n「文心一言」\n\n2021.06\n「悟道2.0」\n\n2022.12\n「混元」\n")
    assert pairs(said) == {("文心一言", "2023-03"), ("悟道2.0", "2021-06"), ("混元", "2022-12")}


def test_the_order_may_flip_midway(say):
    said = say(LEGEND + "「文心一言」\n2023.03\n\n「悟道2.0」\n2021.06\n\n2022.12\n「混元」\n\n2023.07\n「言犀」\n")
    assert pairs(said) == {("文心一言", "2023-03"), ("悟道2.0", "2021-06"), ("混元", "2022-12"), ("言犀", "2023-07")}


def test_two_names_on_a_line(say):
    said = say(LEGEND + "2023.03\n「ChatGLM-6B」「悟道1.0 」\n\n2021.03\n「盤古2.0」\n2022.04\n")
    assert pairs(said) == {("ChatGLM-6B", "2023-03"), ("悟道1.0", "2021-03"), ("盤古2.0", "2022-04")}


def test_unknown_names_count_where_a_legend_says_so(say):
    said = say(LEGEND + "「青葉」\n2023.03\n\n「若葉2.0」\n2021.06\n")
    assert pairs(said) == {("青葉", "2023-03"), ("若葉2.0", "2021-06")}


def test_a_name_and_a_date_that_are_left_over_are_a_candidate_alone(say):
    said = say(
        LEGEND + "「文心一言」\n2023.03\n\n2023.06\n\n2021年 2022年 2023年\n\n「悟道2.0」\n2021.06\n\n「若葉」\n"
    )
    assert pairs(said) == {("文心一言", "2023-03"), ("悟道2.0", "2021-06")}
    assert {(model, date) for model, _, date in said.candidates} == {("若葉", "2023-06")}


def test_two_names_left_over_are_not_even_candidates(say):
    said = say(LEGEND + "「文心一言」\n2023.03\n\n2023.06\n\n2021年 2022年\n\n「若葉」\n\n「青葉」\n")
    assert said.candidates == set()


def test_the_ticks_of_an_axis_are_paired_with_nothing(say):
    said = say(LEGEND + "「文心一言」\n2021.01 2022.01 2023.01\n\n「混元」\n2022.12\n\n「悟道2.0」\n2021.06\n")
    assert pairs(said) == {("混元", "2022-12"), ("悟道2.0", "2021-06")}


def test_years_alone_are_no_dates_of_a_timeline(say):
    assert say(LEGEND + "「文心一言」\n2023年\n\n「混元」\n2022年\n\n「悟道2.0」\n2021年\n").releases == set()


@pytest.mark.parametrize(
    "between", ["市場は急速に拡大し、多くの企業が参入している。", "投資家向けの説明会の資料から抜粋した一覧"]
)
def test_what_is_neither_name_nor_date_parts_them(say, between):
    said = say(LEGEND + f"「文心一言」\n2023.03\n\n「混元」\n\n{between}\n\n2022.12\n\n「悟道2.0」\n2021.06\n")
    assert ("混元", "2022-12") not in pairs(said)


def test_without_a_legend_two_pairs_are_no_timeline(say):
    assert say("年表\n\n「文心一言」\n2023.03\n\n「悟道2.0」\n2021.06\n").releases == set()


def test_without_a_legend_three_pairs_are_less_sure(say):
    text = "「文心一言」\n2023.03\n\n「悟道2.0」\n2021.06\n\n「混元」\n2022.12\n"
    with_legend, without = say(LEGEND + text), say("年表\n\n" + text)
    assert pairs(with_legend) == pairs(without)
    assert max(each.confidence for each in without.of(ReleaseClaim)) < min(
        each.confidence for each in with_legend.of(ReleaseClaim)
    )


def test_an_alias_in_brackets_belongs_to_the_name_above(say):
    said = say(LEGEND + "「文心一言」\n（ERNIE Bot）\n2023.03\n\n「悟道2.0」\n2021.06\n")
    aliases = {claim.model.name: claim.model.aliases for claim in said.of(ReleaseClaim)}
    assert aliases["文心一言"] == ("ERNIE Bot",)


def test_the_legend_tells_the_event(say):
    said = say("年表\n\nモデル名\n公開日\n\n「文心一言」\n2023.03\n\n「悟道2.0」\n2021.06\n")
    assert {event for _, event, _ in said.releases} == {"released"}


def test_a_chinese_timeline(say):
    said = say("年表\n\n模型名称\n发布时间\n\n“文心一言”\n2023年3月\n\n“悟道2.0”\n2021年6月\n", "zh")
    assert said.releases == {("文心一言", "released", "2023-03"), ("悟道2.0", "released", "2021-06")}


def test_a_month_that_does_not_exist_is_paired_with_nothing(say):
    assert say(LEGEND + "「文心一言」\n2023.13\n\n「悟道2.0」\n2021.99\n").releases == set()
