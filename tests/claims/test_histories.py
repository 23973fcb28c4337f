"""Dated events that are no release: lists by year, foundings, people who go into business."""

from __future__ import annotations

import pytest

from extract.claims.claim import HistoryClaim


def events(said) -> set[tuple[str, str, str]]:
    return {(each.event, each.subject.name if each.subject else "", each.date.edtf) for each in said.of(HistoryClaim)}


def test_a_list_by_year(say):
    said = say(
        "配達の競争\n\n2012：自転車便が町に広がる\n\n2015年：「早便」\nの値下げ競争が始まる\n\n2014：百度が地図に載せた\n"
    )
    assert events(said) == {("history", "", "2012"), ("history", "", "2015"), ("history", "百度", "2014")}
    texts = {each.date.edtf: each.text for each in said.of(HistoryClaim)}
    assert texts["2015"] == "「早便」の値下げ競争が始まる"


@pytest.mark.parametrize(
    "text",
    [
        "配達の競争\n\n2012：自転車便が町に広がる\n",  # one is no list
        "論文の割合\n\n2020年：39.8%\n\n2021年：41.2%\n",
        "公開の記録\n\n2023年3月：文心一言を公開\n\n2023年6月：文心一言3.5を公開\n",  # releases, not history
    ],
)
def test_what_is_no_list_of_events(say, text):
    assert not any(each[0] == "history" for each in events(say(text)))


@pytest.mark.parametrize(
    ("text", "language", "event"),
    [
        ("百度は2000年1月に設立された。", "ja", ("established", "百度", "2000-01")),
        ("2000年に設立された百度は検索の会社だ。", "ja", ("established", "百度", "2000")),
        ("百度公司成立于2000年1月。", "zh", ("established", "百度公司", "2000-01")),
        ("2011年，科大讯飞推出输入法。", "zh", None),
        ("百度は2000年に研究所を設立した。", "ja", None),
    ],
)
def test_when_an_organization_came_to_be(say, text, language, event):
    found = events(say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language))
    assert found == ({event} if event else set())


def test_a_label_below_a_name_that_is_broken_over_two_lines(say):
    said = say("会社の紹介\n\n百度\n設立時間：2000年\n領域：検索\n\n北京智源人工\n知能研究院\n\n設立時間：2018年\n")
    assert events(said) == {("established", "百度", "2000"), ("established", "北京智源人工知能研究院", "2018")}


def test_people_who_go_into_business(say):
    said = say(
        "起業の動き\n\n2020年2月以来市場に入った起業家（一部）：\n甲野花子（若葉社創始者）\n王小川（Sogou創始者）\n"
    )
    assert ("startup", "王小川", "2020-02/..") in events(said)


def test_a_column_of_when_they_did(say):
    table = "# 起業家\n\n| 業界リーダー | 起業時期 |\n|---|---|\n| 王小川 | 2020年4月 |\n| 周伯文 | 2019年10月 |\n"
    assert events(say(table, markdown=True)) == {
        ("startup", "王小川", "2020-04"),
        ("startup", "周伯文", "2019-10"),
    }


def test_a_chronicle(say):
    table = "# 沿革\n\n| 年月 | 出来事 |\n|---|---|\n| 2011年4月 | 若葉町に店を開く |\n| 2013年9月 | 二号店を開く |\n"
    assert events(say(table, markdown=True)) == {("history", "", "2011-04"), ("history", "", "2013-09")}


def test_a_column_of_days_of_foundation(say):
    text = "# 概況\n\n| 企業名 | 設立時期 |\n| --- | --- |\n| 富士通 | 1935年6月 |\n| トヨタ自動車 | 1937年8月 |\n"
    found = {
        (each.subject.name, each.date.edtf)
        for each in say(text, markdown=True).of(HistoryClaim)
        if each.event == "established"
    }
    assert found == {("富士通", "1935-06"), ("トヨタ自動車", "1937-08")}
