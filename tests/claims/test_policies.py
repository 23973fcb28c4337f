"""Policies: plans and laws with issuer and day, and the targets under the labels of places."""

from __future__ import annotations

import pytest

from extract.claims.claim import PolicyClaim


def prose(say, text: str, language: str = "ja"):
    return say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        (
            "2023年5月、深セン市政府は「人工知能の発展に関する行動計画」を発表した。",
            ("深セン", "人工知能の発展に関する行動計画", "深セン市政府", "2023-05", ""),
        ),
        (
            "2023年4月、上海市政府は『投資の促進に関する政策措置』を発表",
            ("上海", "投資の促進に関する政策措置", "上海市政府", "2023-04", ""),
        ),
        (
            "2023年5月、北京市政府は「拠点整備の実施計画（2023年〜2025年）」を発表した。",
            ("北京", "拠点整備の実施計画（2023年〜2025年）", "北京市政府", "2023-05", "2023/2025"),
        ),
    ],
)
def test_a_japanese_plan(say, text, policy):
    assert prose(say, text).policies == {policy}


def test_a_chinese_plan(say):
    said = prose(say, "2023年5月30日，北京市政府印发《促进人工智能发展的若干措施》。", "zh")
    assert said.policies == {("北京", "促进人工智能发展的若干措施", "北京市政府", "2023-05-30", "")}


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("2023年5月、深セン市政府は「人工知能の行動計画」を発表した。", "ja", "place-cn-1795565"),
        ("2023年5月、愛知県政府は「人工知能の行動計画」を発表した。", "ja", "place-jp-23"),
        ("2023年5月，成都市人民政府印发《人工智能发展规划》。", "zh", "place-cn-1815286"),
        ("2023年5月，新加坡政府发布《人工智能战略》。", "zh", "place-sg"),
        # An authority that a list has hides the name of the place in it, not the place.
        ("2023年5月，中国科学技术部办公厅印发《人工智能发展规划》。", "zh", "place-cn"),
    ],
)
def test_a_jurisdiction_is_a_known_place(say, text, language, place):
    [claim] = [each for each in prose(say, text, language).claims if isinstance(each, PolicyClaim)]
    assert claim.jurisdiction.candidates[0] == place


@pytest.mark.parametrize(
    "text",
    [
        "2023年3月、百度は「文心一言」を発表した。",
        "「行動計画」という言葉が広まった。",
        "2023年5月、市場の計画が話題となった。",
    ],
)
def test_no_policy(say, text):
    assert prose(say, text).policies == set()


def test_targets_under_the_labels_of_places(say):
    said = prose(
        say, "天津：\n2024年までに、先端企業を10社育成する。\n\n江西：\n2025年末までに、産業の規模が1000億元を突破。\n"
    )
    assert {(place, horizon) for place, title, _, _, horizon in said.policies if not title} == {
        ("天津", "2024"),
        ("江西", "2025"),
    }


def test_a_target_on_the_line_of_its_label(say):
    said = prose(say, "広東：2025年までに、産業の規模を1500億元超とする。")
    assert {(policy[0], policy[4]) for policy in said.policies} == {("広東", "2025")}
    assert {each.target for each in said.of(PolicyClaim)} == {"2025年までに、産業の規模を1500億元超とする。"}


def test_a_target_is_quoted_whole(say):
    said = prose(say, "天津：\n2024年までに、先端企業を\n10社育成する。")
    (claim,) = [each for each in said.claims if type(each).__name__ == "PolicyClaim"]
    assert claim.target == "2024年までに、先端企業を10社育成する。"
    assert said.quotes(claim) == ["2024年までに、先端企業を\n10社育成する。", "天津"]


def test_a_statement_without_a_horizon_is_no_target(say):
    assert prose(say, "天津：\n先端企業が10社ある。").policies == set()


def test_a_chinese_ministry_issues(say):
    said = say("工业和信息化部于2023年10月印发《算力发展行动计划》。\n", "zh")
    assert {(issuer, title, issued) for _, title, issuer, issued, _ in said.policies} == {
        ("工业和信息化部", "算力发展行动计划", "2023-10")
    }


def test_a_label_that_is_no_place_sets_no_target(say):
    said = say("目標:\n2025年までに、産業の規模を100億円に拡大する。\n")
    assert said.policies == set()


def test_a_ministry_is_no_place(say):
    said = say("2023年5月、経済産業省は「AI活用行動計画」を発表した。\n")
    assert {(place, issuer) for place, _, issuer, _, _ in said.policies} == {("", "経済産業省")}
