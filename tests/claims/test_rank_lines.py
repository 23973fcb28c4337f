"""Ranked lists by lines with their places: with a word for a place or a number before it, and lists that are none."""

from __future__ import annotations

import pytest

LINES = "1位 韓国 1,012\n2位 シンガポール 770\n3位 ドイツ 429\n"


def test_places_with_a_word_for_them(say):
    said = say(f"調査の結果\n\nロボット密度ランキング（2022年）\n{LINES}")
    assert said.ranking == [(1, "韓国", "1012", ""), (2, "シンガポール", "770", ""), (3, "ドイツ", "429", "")]
    (first, *_) = (each for each in said.claims if type(each).__name__ == "RankingClaim" and each.rank == 1)
    assert (first.list_name, first.as_of.edtf) == ("ロボット密度ランキング(2022年)", "2022")


def test_numbered_items_below_the_name_of_a_ranking(say):
    text = "调查结果\n\n数字化指数排名：\n1. 北京银行 88.6\n2. 江苏银行 87.2\n3. 宁波银行 85.9\n"
    assert say(text, "zh").ranking == [
        (1, "北京银行", "88.6", ""),
        (2, "江苏银行", "87.2", ""),
        (3, "宁波银行", "85.9", ""),
    ]


def test_places_without_scores(say):
    text = "调查结果\n\n企业排行榜\n\n- 第1名：华为\n- 第2名：腾讯\n- 第3名：百度\n"
    assert say(text, "zh").ranking == [(1, "华为", "", ""), (2, "腾讯", "", ""), (3, "百度", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        f"調査の結果\n\nロボット密度（2022年）\n{LINES}",  # nothing calls it a ranking
        "調査の結果\n\nロボット密度ランキング\n1位 韓国 1,012\n3位 ドイツ 429\n4位 日本 419\n",  # a gap
        "調査の結果\n\nロボット密度ランキング\n1位 韓国 1,012\n2位 日本 770\n",  # too few
        "調査の結果\n\nロボット密度ランキング\n1位 韓国は前年を上回る1,012\n2位 日本が追う770\n3位 ドイツは減って429\n",
    ],
)
def test_no_list(say, text: str):
    assert say(text).ranking == []
