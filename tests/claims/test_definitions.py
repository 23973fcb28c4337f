"""Definitions: the terms of footnotes and sentences, and the remarks beside them that define nothing."""

from __future__ import annotations

import pytest

from extract.claims.claim import DefinitionClaim


def defined(said, *, sure: bool = True) -> dict[str, str]:
    return {each.term: each.definition for each in said.of(DefinitionClaim, sure=sure)}


SLIDE = "夜明けの市場\n\n・KLMS*を使う店は大型店*1に多い\n・「青空競争」*2が続く\n\n"


@pytest.mark.parametrize(
    ("note", "term", "definition"),
    [
        ("*KLMS：Kiosk Lane Management System、売り場の列を整える手法である。", "KLMS", "売り場の列を整える手法である"),
        ("*KLMSとは、売り場の列を整える仕組みを指す。", "KLMS", "売り場の列を整える仕組みを指す"),
        ("*1大型店は売り場3000㎡以上の店舗を保有。", "大型店", "売り場3000㎡以上の店舗を保有"),
        ("*2「青空競争」：2011年に屋外の店が値下げを競った状態を指す。", "青空競争", "値下げを競った状態を指す"),
    ],
)
def test_a_footnote_defines_the_term_that_it_marks(say, note, term, definition):
    found = defined(say(SLIDE + note + "\n"))
    assert set(found) == {term}
    assert found[term].endswith(definition)


def test_what_an_abbreviation_is_short_for(say):
    said = say(SLIDE + "*KLMS：Kiosk Lane Management System、売り場の列を整える手法である。\n")
    assert [each.full_name for each in said.of(DefinitionClaim)] == ["Kiosk Lane Management System"]
    said = say(SLIDE + "*KLMS：Kansai Railway、列を整える手法である。\n")
    assert [each.full_name for each in said.of(DefinitionClaim)] == [""]


def test_names_that_a_note_says_are_one(say):
    said = say("売り場\n\n注：列管理装置=Kiosk Lane Machine=KLM。\n")
    assert defined(said) == {
        "列管理装置": "Kiosk Lane Machine=KLM",
        "KLM": "列管理装置=Kiosk Lane Machine",
    }
    assert {each.full_name for each in said.of(DefinitionClaim)} == {"", "Kiosk Lane Machine"}


def test_the_entity_that_a_term_names(say):
    said = say("検索の市場\n\n・百度*が強い\n\n*百度：中国の検索サービスの会社を指す。\n")
    [claim] = said.of(DefinitionClaim)
    assert claim.entity is not None
    assert claim.entity.candidates == ("org-baidu",)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("列整理装置とは、売り場の列を整える機械のことである。", "列整理装置"),
        ("所谓排队机器人，是指帮助顾客排队的设备。", "排队机器人"),
        ("排队机器人是指帮助顾客排队的设备。", "排队机器人"),
    ],
)
def test_a_sentence_defines_its_topic(say, text, term):
    language = "ja" if "とは" in text else "zh"
    found = defined(say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language))
    assert set(found) == {term}


@pytest.mark.parametrize(
    "note",
    [
        "※税込価格：3000円から",
        "※対象：18歳以上の利用者",
        "注：単位は億円。",
        "*出典：各社の資料",
        "※なお、詳細：別紙を参照",
    ],
)
def test_a_remark_defines_nothing(say, note):
    assert defined(say(SLIDE + note + "\n")) == {}


def test_a_term_that_stands_nowhere_else_is_for_a_reviewer(say):
    said = say(SLIDE + "*夕焼け方式：東の店が先に閉まる\n")
    assert defined(said) == {}
    assert set(defined(said, sure=False)) == {"夕焼け方式"}


def test_an_abbreviation_of_several_words_with_small_ones_between(say):
    said = say("概要\n\n本文です。\n\n注：ADMET=Absorption, Distribution, Metabolism, Excretion and Toxicity\n")
    (claim,) = [each for each in said.claims if isinstance(each, DefinitionClaim)]
    assert claim.definition == claim.full_name == "Absorption, Distribution, Metabolism, Excretion and Toxicity"
    said = say(
        "概要\n\n本文です。\n\n※SaMDとは、Software as a Medical Device の略で、医療機器となるプログラムをいう。\n"
    )
    (claim,) = [each for each in said.claims if isinstance(each, DefinitionClaim)]
    assert claim.full_name == "Software as a Medical Device"
