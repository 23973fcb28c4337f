"""Citations: the works of source lines, notes and sentences, in every form they are written in; and what is no work."""

from __future__ import annotations

import pytest

from extract.claims.citations import title_language
from extract.claims.claim import CitationClaim


def cited(say, line: str, language: str = "ja"):
    return say(f"概要\n\n本文である。\n\n{line}\n", language).citations


@pytest.mark.parametrize(
    ("line", "citation"),
    [
        ("出所：甲野太郎（2023）『青葉の研究』若葉社", (("甲野太郎",), "2023", "青葉の研究", "若葉社")),
        ("出所：甲野太郎（2023）『青葉の研究』 若葉社", (("甲野太郎",), "2023", "青葉の研究", "若葉社")),
        ("出所：甲野太郎（2023）『青葉の研究』『若葉誌』", (("甲野太郎",), "2023", "青葉の研究", "若葉誌")),
        ("出所：甲野太郎（2023）『青葉の研究』 『若葉誌』", (("甲野太郎",), "2023", "青葉の研究", "若葉誌")),
        ("出所：若葉網（2022）《青葉大会》", (("若葉網",), "2022", "青葉大会", "")),
        ("出典：Aoba（2023）＜How Do Models Grow?＞", (("Aoba",), "2023", "How Do Models Grow?", "")),
        ("出所：若葉大学『Aoba Report 2023』によりNRI作成", (("若葉大学",), "", "Aoba Report 2023", "")),
        ("出所：若葉社（2023）『青葉の研究』よりNRI作成", (("若葉社",), "2023", "青葉の研究", "")),
        ("出典: 甲野太郎（2023）『「青葉」の誕生：その後』", (("甲野太郎",), "2023", "「青葉」の誕生：その後", "")),
        ("【出所】：甲野太郎（2023）『青葉』", (("甲野太郎",), "2023", "青葉", "")),
    ],
)
def test_a_source_line(say, line, citation):
    assert citation in cited(say, line)


def test_two_works_on_a_line(say):
    assert cited(say, "出所：甲野太郎（2023）『青葉の研究』 若葉社、乙野次郎（2022）『若葉の研究』紅葉社") == {
        (("甲野太郎",), "2023", "青葉の研究", "若葉社"),
        (("乙野次郎",), "2022", "若葉の研究", "紅葉社"),
    }


def test_a_work_on_the_next_line(say):
    assert cited(say, "出所：甲野太郎（2023）『青葉の研究』 若葉社\n乙野次郎（2022）『若葉の研究』") == {
        (("甲野太郎",), "2023", "青葉の研究", "若葉社"),
        (("乙野次郎",), "2022", "若葉の研究", ""),
    }


def test_a_work_after_a_gap_behind_the_source_line(say):
    assert cited(say, "出所：甲野太郎（2023）『青葉の研究』\n\n乙野次郎（2022）『若葉の研究』 若葉社") == {
        (("甲野太郎",), "2023", "青葉の研究", ""),
        (("乙野次郎",), "2022", "若葉の研究", "若葉社"),
    }


def test_a_title_broken_over_lines_is_whole(say):
    assert cited(say, "出所：甲野太郎（2023）『青葉の\n研究』若葉社") == {
        (("甲野太郎",), "2023", "青葉の研究", "若葉社")
    }


def test_a_source_without_a_title_beside_a_work(say):
    said = cited(say, "出所：青葉公式サイト、甲野太郎（2023）『青葉の研究』よりNRI作成")
    assert (("甲野太郎",), "2023", "青葉の研究", "") in said
    assert ((), "", "青葉公式サイト", "青葉") in said


@pytest.mark.parametrize(
    "line",
    [
        "出所：公開情報よりNRI作成",
        "出所：各社の公式サイト情報によりNRI作成",
        "出所：NRI作成",
        "出所：公開資料",
        "出所：各社の資料、当社ウェブサイト",
    ],
)
def test_public_information_is_no_work(say, line):
    assert cited(say, line) == set()


def test_a_note_gives_author_title_and_year(say):
    assert cited(say, "注：用語の説明。甲野太郎氏、『青葉の研究』、2006") == {(("甲野太郎",), "2006", "青葉の研究", "")}


def test_a_sentence_that_a_report_says(say):
    text = "科技部于2023年5月28日发布的《中国模型地图研究报告》显示，模型数量迅速增加。"
    assert cited(say, text, "zh") == {(("科技部",), "2023", "中国模型地图研究报告", "")}


def test_a_title_in_a_sentence_that_says_nothing_is_no_citation(say):
    assert cited(say, "市政府公布《行动方案》，并成立工作组。", "zh") == set()


def test_a_chinese_source_line(say):
    said = cited(say, "资料来源：甲某（2023）《青叶研究》", "zh")
    assert said == {(("甲某",), "2023", "青叶研究", "")}


def test_a_citation_quotes_author_year_title_and_publisher(say):
    said = say("概要\n\n本文である。\n\n出所：甲野太郎（2023）『青葉の研究』 若葉社、乙野次郎（2022）『若葉の研究』\n")
    quotes = {claim.title: said.quotes(claim)[0] for claim in said.of(CitationClaim)}
    assert quotes["青葉の研究"] == "甲野太郎（2023）『青葉の研究』 若葉社"
    assert quotes["若葉の研究"] == "乙野次郎（2022）『若葉の研究』"


@pytest.mark.parametrize(
    ("title", "language"),
    [("青葉の研究", "ja"), ("多地出台政策", "zh"), ("AI Index Report", "en"), ("GPTをめぐって", "ja")],
)
def test_the_language_of_a_title(title, language):
    assert title_language(title) == language


def test_works_in_different_marks_on_one_line(say):
    said = say("出典：甲省「乙白書」（2023年）、丙研究所『丁の調査』（2022）\n")
    assert {(title, year) for _, year, title, _ in said.citations} == {("乙白書", "2023"), ("丁の調査", "2022")}


def test_a_title_that_holds_a_full_stop_is_cited_all_the_same(say):
    said = say("甲機構が2023年に公表した『変わる社会。次の一歩』によると、利用は増えた。\n")
    assert [title for _, _, title, _ in said.citations] == ["変わる社会。次の一歩"]
