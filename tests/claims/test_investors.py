"""Investors that labels and headings name, and whom or what they back."""

from __future__ import annotations


def test_investors_of_an_industry(say):
    text = "広がる宇宙産業\n\n宇宙産業の担い手が増えた。\n\nベンチャーキャピタルの積極的な支援：\nグロービス・キャピタル・パートナーズ、ジャフコ グループなど\n"
    said = say(text)
    assert said.related("invests_in") == {
        ("グロービス・キャピタル・パートナーズ", "invests_in", "宇宙産業"),
        ("ジャフコグループ", "invests_in", "宇宙産業"),
    }
    assert {kind for _, _, kind in said.related("category")} == {"ベンチャーキャピタル"}


def test_investors_of_a_company(say):
    text = "# 商汤科技的布局\n\n## 投资机构\n\n- IDG资本\n- 软银\n"
    assert say(text, "zh", markdown=True).related("invests_in") == {
        ("IDG资本", "invests_in", "商汤科技"),
        ("软银", "invests_in", "商汤科技"),
    }


def test_a_label_without_a_word_of_backing_states_only_the_kind(say):
    said = say("広がる宇宙産業\n\n本文である。\n\nベンチャーキャピタル一覧：ジャフコ グループ\n")
    assert said.related("invests_in") == set()
    assert said.related("category") == {("ジャフコグループ", "category", "ベンチャーキャピタル")}


def test_a_label_of_investors_is_their_category(say):
    said = say("概況\n\n投資家：\nジャフコ グループ、グローバル・ブレイン など\n")
    assert {target for _, _, target in said.related("category")} == {"投資家"}
