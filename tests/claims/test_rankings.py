"""Rankings: tables with a rank, names beside scores, two columns of one length; and when nothing is certain."""

from __future__ import annotations

COUNTRIES = ["オーストリア", "スペイン", "ドイツ", "フランス", "イタリア"]
SCORES = ["10.5", "20.5", "30.5", "40.5", "50.5"]


def chart(scores, names, title: str = "国別AI指数ランキング（2022年）", axis: str = "0 50 100") -> str:
    return f"概要\n\n{title}\n\n" + "\n".join(scores) + f"\n\n{axis}\n\n" + "\n".join(names) + "\n"


def test_two_columns_of_one_length_are_paired_in_order(say):
    said = say(chart(SCORES, COUNTRIES))
    assert said.ranking == [
        (1, "イタリア", "50.5", ""),
        (2, "フランス", "40.5", ""),
        (3, "ドイツ", "30.5", ""),
        (4, "スペイン", "20.5", ""),
        (5, "オーストリア", "10.5", ""),
    ]


def test_a_place_names_its_list_and_quotes_name_and_score(say):
    said = say(chart(SCORES, COUNTRIES))
    claims = [each for each in said.claims if type(each).__name__ == "RankingClaim"]
    assert {each.list_name for each in claims} == {"国別AI指数ランキング(2022年)"}
    assert {each.as_of.edtf for each in claims} == {"2022"}
    assert ["イタリア", "50.5"] in [said.quotes(each) for each in claims]


def test_columns_of_other_lengths_are_not_paired(say):
    assert say(chart(SCORES, COUNTRIES[:4])).ranking == []
    assert say(chart(SCORES[:4], COUNTRIES)).ranking == []


def test_scores_in_no_order_are_not_paired(say):
    assert say(chart(["10.5", "40.5", "20.5", "50.5", "30.5"], COUNTRIES)).ranking == []


def test_the_ticks_of_an_axis_are_no_scores(say):
    assert say(chart(SCORES[:4], COUNTRIES, axis="0 20 40 60 80")).ranking == []


def test_with_two_columns_of_names_nothing_is_certain(say):
    names = (
        "\n".join(COUNTRIES)
        + "\n\n説明の文がここに入っている。\n\n"
        + "\n".join(["甲国", "乙国", "丙国", "丁国", "戊国"])
    )
    assert say(chart(SCORES, [names])).ranking == []


def test_a_short_list_is_no_ranking(say):
    assert say(chart(SCORES[:3], COUNTRIES[:3])).ranking == []


def test_numbers_and_names_without_the_word_are_no_ranking(say):
    assert say(chart(SCORES, COUNTRIES, title="国別の数値")).ranking == []


def test_names_with_their_scores_on_one_line(say):
    lines = "\n".join(f"{name} {score}" for name, score in zip(COUNTRIES, SCORES, strict=True))
    said = say(f"概要\n\nAI指数ランキング\n\n{lines}\n")
    assert [(rank, name) for rank, name, _, _ in said.ranking][:2] == [(1, "イタリア"), (2, "フランス")]


def test_a_table_with_a_rank(say):
    text = "| 順位 | 国 | スコア |\n|--|--|--|\n| 1 | 米国 | 59.43 |\n| 2 | 中国 | 50.14 |\n"
    said = say("# AI指数\n\n" + text, markdown=True)
    assert said.ranking == [(1, "米国", "59.43", ""), (2, "中国", "50.14", "")]


def test_a_chinese_table_of_companies(say):
    text = "| 排名 | 公司 | 得分 |\n|--|--|--|\n| 1 | 百度 | 90.5 |\n| 2 | 阿里云 | 88 |\n"
    said = say("# 榜单\n\n" + text, "zh", markdown=True)
    assert said.ranking == [(1, "百度", "90.5", ""), (2, "阿里云", "88", "")]


def test_a_table_without_a_rank_is_no_ranking(say):
    assert say("| 国 | スコア |\n|--|--|\n| 米国 | 59.43 |\n| 中国 | 50.14 |\n", markdown=True).ranking == []
