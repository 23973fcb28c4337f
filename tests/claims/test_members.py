"""Members of bodies and their roles, by labels and in lines whose layout is lost."""

from __future__ import annotations

from extract.claims.claim import RelationClaim


def members(said) -> set[tuple[str, str, str]]:
    return {
        (each.subject.name, each.object.name, each.qualifier)
        for each in said.of(RelationClaim)
        if each.predicate == "member_of"
    }


def test_labels_with_roles(say):
    text = "# 标准工作\n\n## 评测工作组成员单位\n\n- 组长单位：中国信息通信研究院\n- 副组长单位：华为、阿里云\n- 成员单位：商汤科技\n"
    assert members(say(text, "zh", markdown=True)) == {
        ("中国信息通信研究院", "评测工作组", "组长单位"),
        ("华为", "评测工作组", "副组长单位"),
        ("阿里云", "评测工作组", "副组长单位"),
        ("商汤科技", "评测工作组", ""),
    }


def test_one_lead_before_joint_leads(say):
    text = (
        "標準の議論\n\n安全性作業部会参加組織\n\n主導機関\n\n共同主導機関\n\n東京大学\n\n富士通株式会社\n日立製作所\n"
    )
    assert members(say(text)) == {
        ("東京大学", "安全性作業部会", "主導機関"),
        ("富士通株式会社", "安全性作業部会", "共同主導機関"),
        ("日立製作所", "安全性作業部会", "共同主導機関"),
    }


def test_roles_are_open_where_nothing_parts_the_names(say):
    text = "標準の議論\n\n安全性作業部会参加組織\n\n主査\n\n事務局\n\n東京大学\n富士通株式会社\n日立製作所\n"
    assert {role for _, _, role in members(say(text))} == {""}


def test_organizations_without_a_body_are_no_members(say):
    assert members(say("市場の動き\n\n主導機関\n\n東京大学\n富士通株式会社\n日立製作所\n")) == set()


def test_a_word_made_of_names(say):
    said = say(
        "概要\n\nNFHとは、日本の大手である「NEC」、「富士通（Fujitsu）」、「日立製作所」の頭文字をとった造語である。\n"
    )
    assert members(said) == {("NEC", "NFH", ""), ("富士通", "NFH", ""), ("日立製作所", "NFH", "")}


def test_a_body_that_only_the_title_names(say):
    text = "# 评测工作组正式成立\n\n- 牵头单位：中国信息通信研究院\n- 成员单位：华为、商汤科技\n"
    assert members(say(text, "zh", markdown=True)) == {
        ("中国信息通信研究院", "评测工作组", "牵头单位"),
        ("华为", "评测工作组", ""),
        ("商汤科技", "评测工作组", ""),
    }


def test_a_body_that_stands_in_quotation_marks(say):
    text = "標準の議論\n\n経済産業省は「配送自動化ワーキンググループ」の構成メンバーを発表した。\n\n主査\n\n東京大学\n富士通株式会社\n日立製作所\n"
    assert members(say(text)) == {
        ("東京大学", "配送自動化ワーキンググループ", "主査"),
        ("富士通株式会社", "配送自動化ワーキンググループ", "主査"),
        ("日立製作所", "配送自動化ワーキンググループ", "主査"),
    }


def test_new_names_beside_known_members(say):
    text = "検討の体制\n\n配送自動化協議会の会員企業：トヨタ自動車、富士通、白鳥運送\n"
    assert {name for name, _, _ in members(say(text))} == {"トヨタ自動車", "富士通", "白鳥運送"}
    mostly_new = "検討の体制\n\n配送自動化協議会の会員企業：富士通、白鳥運送、黒羽配送\n"
    assert {name for name, _, _ in members(say(mostly_new))} == {"富士通"}


def test_a_label_that_begins_with_the_body(say):
    text = "标准工作\n\n评测工作组成员单位：\n华为、商汤科技、哈尔滨工业大学\n"
    assert members(say(text, "zh")) == {
        ("华为", "评测工作组", ""),
        ("商汤科技", "评测工作组", ""),
        ("哈尔滨工业大学", "评测工作组", ""),
    }
