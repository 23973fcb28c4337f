"""Policies: plans and laws with issuer and day, and the targets under the labels of places."""

from __future__ import annotations

import pytest

from extract.claims.claim import PolicyClaim


def prose(say, text: str, language: str = "ja"):
    return say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)


def policies_of(said) -> list[PolicyClaim]:
    return said.of(PolicyClaim)


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


def test_a_ministry_is_no_place_but_an_office_of_one(say):
    [claim] = policies_of(say("2023年5月、経済産業省は「AI活用行動計画」を発表した。\n"))
    assert (claim.issuer, claim.jurisdiction.candidates) == ("経済産業省", ("place-jp",))


@pytest.mark.parametrize(
    ("text", "language", "policy"),
    [
        (
            "財務省「夜間市場の行動計画」（2019年7月公表）",
            "ja",
            ("財務省", "夜間市場の行動計画", "財務省", "2019-07", ""),
        ),
        ("財務省は2019年7月に夜間市場戦略を策定した。", "ja", ("財務省", "夜間市場戦略", "財務省", "2019-07", "")),
        (
            "2022年8月、韓国政府は「夜間市場支援法」を公布した。",
            "ja",
            ("韓国", "夜間市場支援法", "韓国政府", "2022-08", ""),
        ),
        (
            "2022年8月、韓国政府は「夜間市場戦略2030」を策定した。",
            "ja",
            ("韓国", "夜間市場戦略2030", "韓国政府", "2022-08", ""),
        ),
        ("「夜間市場基本法」は2022年4月に施行された。", "ja", ("", "夜間市場基本法", "", "2022-04", "")),
        (
            "国务院于2019年7月印发《夜间市场发展规划》，提出到2030年建成世界领先的市场。",
            "zh",
            ("国务院", "夜间市场发展规划", "国务院", "2019-07", "2030"),
        ),
    ],
)
def test_other_ways_to_name_a_plan(say, text, language, policy):
    assert prose(say, text, language).policies == {policy}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("若葉電機は2024年5月、中期計画「未来共創計画」を発表した。", "ja"),
        ("百度は2024年5月、「未来共創計画」を発表した。", "ja"),
        ("経済産業省は「夜間市場の行動計画」を策定する予定だ。", "ja"),
        ("某科技公司发布《员工行为规定》。", "zh"),
        ("財務省は2019年7月に基本計画を策定した。", "ja"),
        ("財務省は2019年7月、「夜間の計算方法」を発表した。", "ja"),
    ],
)
def test_a_companys_plan_and_one_to_come_are_no_policies(say, text, language):
    assert prose(say, text, language).policies == set()


def test_the_horizons_below_a_plan_are_its_targets(say):
    said = say(
        "市場の計画\n\n・財務省「夜間市場発展計画」（2019年7月公表）\n\n・2025年まで：全国に市場を開く\n\n・2030年まで：世界に市場を開く\n"
    )
    assert {(each.title, each.horizon.edtf, each.target) for each in policies_of(said)} == {
        ("夜間市場発展計画", "2025", "全国に市場を開く"),
        ("夜間市場発展計画", "2030", "世界に市場を開く"),
    }


def test_whom_a_law_applies_to(say):
    said = say(
        "市場の規制\n\n・2019年7月、財務省は「夜間市場管理弁法」を公表\n\n・夜に店を開く者が対象\n\n・昼の店は対象外\n"
    )
    assert [each.scope for each in policies_of(said)] == ["夜に店を開く者が対象 昼の店は対象外"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("大阪府は2030年までに、夜の店を5000社に増やす目標を掲げた。", "ja", {("place-jp-27", "2030")}),
        ("四川省提出，到2027年夜间市场规模达到2000亿元。", "zh", {("place-cn-sc", "2027")}),
        ("韓国の市場は2030年までに3兆ウォンに達する見込みだ。", "ja", set()),
        ("韓国は2030年までに目標の3兆ウォンに達すると予測される。", "ja", set()),
    ],
)
def test_a_sentence_states_the_target_of_a_place(say, text, language, expected):
    found = {(each.jurisdiction.candidates[0], each.horizon.edtf) for each in policies_of(prose(say, text, language))}
    assert found == expected


def test_a_target_that_is_broken_into_several_lines_is_one(say):
    said = say(
        "各地の目標\n\n天津：\n2024年までに、店を100社\n育成。10億元以上\nの企業を10社\n育成。\n\n上海：\n2025年までに、店を50社育成。\n"
    )
    assert {each.target for each in policies_of(said)} == {
        "2024年までに、店を100社育成。10億元以上の企業を10社育成。",
        "2025年までに、店を50社育成。",
    }


def test_a_plan_on_a_label_of_the_nation(say):
    said = say("中国の政策\n\n『夜間市場発展計画』\n市場を重んじる。\n\n国家の「東灯西市」戦略に加わる。\n")
    assert {(each.title, each.jurisdiction.name) for each in policies_of(said)} == {
        ("夜間市場発展計画", "中国"),
        ("東灯西市", "中国"),
    }


def test_bodies_of_several_kinds_issue_laws(say):
    text = (
        "2024年5月21日、EU理事会は「AI法」を承認した。\n\n"
        "2023年10月30日、米国大統領は「AIの安全な利用に関する大統領令」に署名した。\n\n"
        "2024年9月、韓国保健福祉部は「医療AI研究ロードマップ」を発表した。\n"
    )
    assert {each[1:4] for each in say(text).policies} == {
        ("AI法", "EU理事会", "2024-05-21"),
        ("AIの安全な利用に関する大統領令", "米国大統領", "2023-10-30"),
        ("医療AI研究ロードマップ", "韓国保健福祉部", "2024-09"),
    }


def test_words_of_time_between_issuer_and_verb(say):
    said = say("中国人民银行此前印发《金融科技发展规划（2022—2025年）》。", "zh")
    assert {each[1:3] for each in said.policies} == {("金融科技发展规划（2022—2025年）", "中国人民银行")}


def test_a_report_and_a_companys_rules_are_no_policy(say):
    assert say("2024年9月、富士通は「AI利用報告書」を発表し、「AI利用規則」を策定した。").policies == set()
