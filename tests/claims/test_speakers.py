"""People quoted with their posts, known or not, and organizations that only their speaker's post proves."""

from __future__ import annotations

import pytest

from extract.claims.claim import RelationClaim


def posts(said) -> set[tuple[str, str, str, str]]:
    return {
        (each.subject.name, each.predicate, each.qualifier, each.object.name)
        for each in said.of(RelationClaim)
        if each.rule == "relations.role-speaker"
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("“我们会继续投入，”星桥机器人首席执行官周砚说。", "zh", {("周砚", "role_at", "首席执行官", "星桥机器人")}),
        (
            "星桥机器人创始人兼CEO周砚在发布会上表示，订单充足。",
            "zh",
            {("周砚", "role_at", "创始人", "星桥机器人"), ("周砚", "role_at", "CEO", "星桥机器人")},
        ),
        (
            "锦书集团技术总监、清华大学客座教授罗以恒补充说，效果不错。",
            "zh",
            {("罗以恒", "role_at", "技术总监", "锦书集团"), ("罗以恒", "role_at", "客座教授", "清华大学")},
        ),
        ("对此，百度副总裁吴甜指出，成本还会下降。", "zh", {("吴甜", "role_at", "副总裁", "百度")}),
        ("星桥鉄道の三浦健一社長は「夜間作業が減る」と述べた。", "ja", {("三浦健一", "role_at", "社長", "星桥鉄道")}),
        (
            "NECの森田隆之会長兼社長は「需要は底堅い」と話した。",
            "ja",
            {("森田隆之", "role_at", "会長", "NEC"), ("森田隆之", "role_at", "社長", "NEC")},
        ),
        ("富士通執行役員の原裕貴氏は期待を示した。", "ja", {("原裕貴", "role_at", "執行役員", "富士通")}),
    ],
)
def test_who_speaks(say, text, language, expected):
    assert posts(say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("该公司首席执行官周砚说，订单充足。", "zh"),
        ("多家公司的首席执行官表示，订单充足。", "zh"),
        ("新任董事长的人选尚未公布。", "zh"),
        ("同社の社長は「夜間作業が減る」と述べた。", "ja"),
        ("当社の山田社長は会場を訪れた。", "ja"),
    ],
)
def test_a_post_without_a_name_or_an_organization(say, text, language):
    assert posts(say(f"# 附注\n\n{text}\n", language, markdown=True)) == set()
