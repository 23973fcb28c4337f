"""Roles: who holds or held which office where, and who founded what, in brackets, columns and sentences."""

from __future__ import annotations

import pytest


def prose(say, text: str, language: str = "ja"):
    return say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)


ROLES = ("role_at", "formerly_at", "founded_by")


def roles(said) -> set[tuple[str, str, str, str]]:
    return {each for each in said.relations if each[1] in ROLES}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周伯文（元京東AI部門責任者）", {("周伯文", "formerly_at", "京東", "AI部門責任者")}),
        (
            "王 小川（Sogou創始者）個人出資",
            {("王小川", "role_at", "Sogou", "創始者"), ("Sogou", "founded_by", "王小川", "")},
        ),
        (
            "李開復（創新工場社創始者、元マイクロソフトアジア研究所所長）",
            {
                ("李開復", "role_at", "創新工場", "創始者"),
                ("創新工場", "founded_by", "李開復", ""),
                ("李開復", "formerly_at", "マイクロソフトアジア研究所", "所長"),
            },
        ),
        ("甲野花子（若葉社責任者）", {("甲野花子", "role_at", "若葉", "責任者")}),
    ],
)
def test_roles_in_brackets(say, text, expected):
    assert roles(prose(say, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "百度创始人、董事长兼首席执行官李彦宏表示肯定。",
            {
                ("李彦宏", "role_at", "百度", "创始人"),
                ("李彦宏", "role_at", "百度", "董事长"),
                ("李彦宏", "role_at", "百度", "首席执行官"),
                ("百度", "founded_by", "李彦宏", ""),
            },
        ),
        ("智源研究院成立于2018年，由张宏江担任理事长。", {("张宏江", "role_at", "智源研究院", "理事长")}),
        ("科大讯飞董事长刘庆峰介绍。", {("刘庆峰", "role_at", "科大讯飞", "董事长")}),
    ],
)
def test_roles_beside_a_name(say, text, expected):
    assert roles(prose(say, text, "zh")) == expected


def test_a_column_of_roles(say):
    text = "| 起業家 | 役職 |\n|--|--|\n| 周伯文 | 元京東技術委員会主席 |\n| 陳冉 | 極狐創始者、元CEO |\n"
    assert {
        ("周伯文", "formerly_at", "京東", "技術委員会主席"),
        ("陳冉", "role_at", "極狐", "創始者"),
        ("陳冉", "formerly_at", "極狐", "CEO"),
    } <= roles(say(text, markdown=True))


@pytest.mark.parametrize("text", ["文心一言（2023年3月）", "百度（Baidu）の責任者", "市場の責任者が話した。"])
def test_no_role(say, text):
    assert roles(prose(say, text)) == set()


def test_a_role_far_away_is_another_persons(say):
    text = "百度的产品已经面世，媒体和用户都给出了各自的评价，行业内也有许多不同的声音。李彦宏没有担任主任。"
    assert roles(prose(say, text, "zh")) == set()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("李彦宏が百度の会長に就任した。", "ja", {("李彦宏", "role_at", "百度", "会長")}),
        ("2019年，李彦宏出任百度董事长。", "zh", {("李彦宏", "role_at", "百度", "董事长")}),
        ("百度は李彦宏が創業した。", "ja", {("百度", "founded_by", "李彦宏", "")}),
        ("百度由李彦宏于2000年创立。", "zh", {("百度", "founded_by", "李彦宏", "")}),
        ("李彦宏は百度の会長を訪ねた。", "ja", set()),
        ("百度与李彦宏共同创立研究院。", "zh", set()),
    ],
)
def test_who_took_office_and_who_founded(say, text, language, expected):
    assert roles(prose(say, text, language)) == expected


def test_a_role_at_each_of_two_organizations(say):
    said = prose(say, "华为常务董事、华为云CEO张平安宣布。", "zh")
    assert roles(said) == {("张平安", "role_at", "华为", "常务董事"), ("张平安", "role_at", "华为云", "CEO")}


def test_the_department_of_a_role_belongs_to_the_role(say):
    said = prose(say, "周伯文（元JD技術委員会主席）")
    assert roles(said) == {("周伯文", "formerly_at", "JD", "技術委員会主席")}


def test_posts_of_many_kinds(say):
    text = "梅田 圭（三井住友銀行執行役員、元富士通部長）\n上野 信宏（みずほフィナンシャルグループCDO）\n"
    assert {each for each in say(text).relations if each[1] in {"role_at", "formerly_at"}} == {
        ("梅田圭", "role_at", "三井住友銀行", "執行役員"),
        ("梅田圭", "formerly_at", "富士通", "部長"),
        ("上野信宏", "role_at", "みずほフィナンシャルグループ", "CDO"),
    }
